"""Every change of a proposal is told in words, by number and title, in both languages."""

from dataclasses import replace

import pytest

from analysis import study as studies
from analysis.language import LANGUAGES
from analysis.paths import PROJECT, studies_folder
from analysis.proposals import applied
from analysis.proposals.proposal import Change
from analysis.report import proposed


@pytest.fixture(scope="module")
def told():
    """A function from a slug, a language and other changes to the sentences on a proposal of the simulated decision."""
    folder = studies_folder(PROJECT) / "known-answer-2025"
    official = studies.load(folder)

    def tell(slug, language, *changes):
        study = studies.load(folder, slug)
        proposal = applied.of(study)
        proposal = replace(proposal, changes=changes, balance="leave") if changes else proposal
        return proposed.sentences(proposal, official.criteria("so"), study.criteria("so"), language)

    return tell


def test_maxima_drops_and_the_balance_are_told_as_the_file_says(told):
    assert told("khao-sat-25", "en") == [
        "8.1 Survey of citizens and organisations: maximum 8 becomes 17.",
        "8.2 Sociological survey of officials: maximum 4 becomes 8.",
        "1.1.1 Yearly reform plan issued is dropped (maximum 1).",
        "All other criteria are scaled alike, so that the whole has 100 points.",
    ]


def test_new_and_merged_criteria_and_moved_limits_are_told(told):
    said = told("giay-to-va-nguong", "vi")
    assert said[0].startswith("Thêm 7.5 Thủ tục không yêu cầu nộp lại giấy tờ") and said[0].endswith("chưa có số liệu.")
    assert "thành 1.1.1 Kế hoạch CCHC năm ban hành đúng hạn (1 điểm)" in said[1]
    assert said[2] == "Ngưỡng xếp loại: Xuất sắc từ 90 thành 92."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "change",
    [
        Change("set", ("8.1",), {"min_points": "1/3", "evidence_vi": "x"}, {"min_points": 0, "evidence_vi": ""}),
        Change("move", ("8.1",), {"parent_code": "7"}, {"parent_code": "8"}),
        Change("rule", ("8.1",), {"rule": "all_or_nothing"}, {"rule": "survey"}),
        Change("treatment", (), "zero", "per_cent"), Change("rank_on", (), "unrounded", "printed"),
        Change("rounding", (), {"decimals": 1}, {"decimals": 2}), Change("rank_rule", (), "dense", "competition"),
        Change("awards", (), {"a": 1}, {"a": 2}),
        Change("classes", (), [{"class": "A", "lower": 80}], [{"class": "A", "lower": 90}, {"class": "B", "lower": 0}]),
    ],
)  # fmt: skip
def test_every_kind_of_change_has_words(told, change, language):
    said = told("khao-sat-25", language, change)
    assert said and all(one.endswith(".") and "{" not in one for one in said)


def test_points_are_written_as_the_language_writes_them(told):
    change = Change("set", ("8.1",), {"max_points": 2.5}, {"max_points": "10/3"})
    assert told("khao-sat-25", "vi", change)[0].endswith("điểm tối đa 10/3 thành 2,5.")
