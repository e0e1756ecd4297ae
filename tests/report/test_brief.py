"""The page on a proposal is built from tables: other figures give other sentences, and nothing is said without figures."""

from types import SimpleNamespace

import docx
import pandas as pd
import pytest
from grey_picture import picture

from analysis import study as studies
from analysis import tables
from analysis.language import LANGUAGES
from analysis.paths import PROJECT, studies_folder
from analysis.proposals import applied
from analysis.report import brief, one_page, word_page

FOLDER = studies_folder(PROJECT) / "known-answer-2025"
UNITS = [
    "mp-so-cong-thuong",
    "mp-so-khoa-hoc-va-cong-nghe",
    "mp-so-noi-vu",
    "mp-so-tai-chinh",
    "mp-so-tu-phap",
    "mp-so-y-te",
]


@pytest.fixture(scope="module")
def studied():
    proposed = studies.load(FOLDER, "khao-sat-25")
    return proposed, studies.load(FOLDER), applied.of(proposed)


@pytest.fixture
def text(studied, tmp_path):
    """A function from tables to the page in a language, as Markdown."""
    proposed, official, proposal = studied

    def written(language="en", **frames):
        here = SimpleNamespace(
            study=proposed, folder=tmp_path, official=lambda: SimpleNamespace(study=official),
            table=lambda name: frames.get(name, tables.empty(name)),
        )  # fmt: skip
        return brief.markdown(here, proposal, language)

    return written


def shifts(moves, beyond=(), classes=("Tốt", "Tốt")):
    """Return shifts of six departments: rank under the proposal of the units ranked 1 to 6."""
    rows = [
        {"year": 2025, "block": "so", "kind": "proposal", "comparison": "khao-sat-25", "unit_code": unit, "rank_base": place,
         "score_base": 90.0 - place, "score_other": 90.0 - other, "score_change": float(place - other), "rank_other": other,
         "rank_shift": place - other, "class_base": classes[0], "class_other": classes[1], "source": "noise",
         "rank_low": 1, "rank_high": 6, "beyond_noise": "yes" if unit in beyond else "no"}
        for place, (unit, other) in enumerate(zip(UNITS, moves, strict=True), start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_proposal_that_moves_nobody_says_so(text):
    said = text(shifts=shifts([1, 2, 3, 4, 5, 6]))
    assert "None of 6 units changes rank" in said and "No unit changes class" in said


def test_units_that_move_are_named_and_so_are_those_beyond_their_range(text):
    said = text(shifts=shifts([2, 1, 3, 6, 4, 5], beyond=UNITS[3:4]))
    assert "5 of 6 units change rank, by 2 places at most" in said
    assert "1 of 5 units that move get a rank outside their own noise range: Department of Finance (simulated)" in said
    assert "the other 4 stay within it" in said


def test_changes_of_class_say_how_firm_they_are(text):
    crossed = pd.DataFrame(
        [{"year": 2025, "block": "so", "comparison": "khao-sat-25", "unit_code": UNITS[4], "class_base": "Khá",
          "class_other": "Tốt", "source": "noise", "probability": 0.4, "firm": "no"}]
    )  # fmt: skip
    said = text(shifts=shifts([1, 2, 3, 4, 5, 6]), class_crossings=crossed)
    assert (
        "Units that change class: 1 (Department of Justice (simulated) (Khá to Tốt; the official class was unsure"
        in said
    )


def test_without_any_total_only_the_change_and_what_is_not_known_are_told(text):
    said = text()
    assert "What does it change?" in said and "To whom?" not in said and "What is supported" not in said


def test_bounds_of_a_new_criterion_name_the_widest_unit(text):
    rows = [
        {"year": 2025, "block": "so", "unit_code": unit, "scenario": scenario, "score_possible": 80.0, "rank": rank,
         "holds": "yes" if unit == UNITS[0] else "no"}
        for unit, ranks in {UNITS[0]: (1, 1), UNITS[1]: (2, 5)}.items()
        for scenario, rank in zip(("best", "worst"), ranks, strict=True)
    ]  # fmt: skip
    said = text(proposal_bounds=pd.DataFrame(rows))
    assert (
        "1 of 2 units keep one rank" in said
        and "Department of Science and Technology (simulated) may be 2 to 5" in said
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shown_change_of_a_finding_is_told_with_its_interval(text, language):
    row = {
        "year": 2025, "block": "so", "comparison": "khao-sat-25", "topic": "overlap", "node": "total", "grouping": "",
        "group": "", "reference": "", "outside_index": "", "measure": "alpha", "before": 0.8, "after": 0.6, "change": -0.2,
        "low": -0.3, "high": -0.1, "p": 0.001, "p_adjusted": 0.01, "n": 6, "n_reference": 0, "overlap": "",
        "method": "jackknife", "verdict": "shown",
    }  # fmt: skip
    said = text(language, shifts=shifts([1, 2, 3, 4, 5, 6]), proposal_effects=pd.DataFrame([row]))
    assert {"en": "0.80 becomes 0.60 (change -0.20", "vi": "0,80 thành 0,60 (thay đổi -0,20"}[language] in said


def changed_award(unit, flip):
    return {"year": 2025, "block": "so", "comparison": "khao-sat-25", "unit_code": unit, "award": "x",
            "result_base": "met", "result_other": "not_met", "award_reason_base": "", "award_reason_other": "",
            "flip_base": flip, "flip_other": 0.0}  # fmt: skip


def test_awards_that_change_are_told_and_which_are_not_firm(text):
    rows = [changed_award(UNITS[0], 0.0), changed_award(UNITS[1], 0.3)]
    said = text(shifts=shifts([1, 2, 3, 4, 5, 6]), award_changes=pd.DataFrame(rows))
    assert "Results of awards that change: 2 (Department of Industry and Trade (simulated), x: met to not met; " in said
    assert said.count("(not firm)") == 1
    assert "awards" not in text(shifts=shifts([1, 2, 3, 4, 5, 6]))


def test_shorter_versions_name_fewer_units_and_leave_the_figure_out(studied, tmp_path):
    proposed, official, proposal = studied
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "proposal_shifts_en.svg").write_text("<svg/>")
    frames = {"shifts": shifts([2, 3, 4, 5, 6, 1])}
    here = SimpleNamespace(
        study=proposed, folder=tmp_path, official=lambda: SimpleNamespace(study=official),
        table=lambda name: frames.get(name, tables.empty(name)),
    )  # fmt: skip
    long, short = (brief.markdown(here, proposal, "en", *lengths) for lengths in (brief.LENGTHS[0], brief.LENGTHS[-1]))
    assert "![" in long and "![" not in short and len(short) < len(long)


def test_pdf_and_word_file_have_one_page_also_with_a_tall_figure(studied, tmp_path):
    proposed, official, proposal = studied
    (tmp_path / "figures").mkdir()
    for language in LANGUAGES:
        picture(tmp_path / "figures" / f"proposal_shifts_{language}", 300, 400)
    frames = {"shifts": shifts([2, 3, 4, 5, 6, 1], beyond=UNITS)}
    here = SimpleNamespace(
        study=proposed, folder=tmp_path, official=lambda: SimpleNamespace(study=official),
        table=lambda name: frames.get(name, tables.empty(name)),
    )  # fmt: skip
    brief.briefs(here, proposal)
    for language in LANGUAGES:
        assert one_page.pages(tmp_path / f"brief.{language}.pdf") == 1
        document = docx.Document(str(tmp_path / f"brief.{language}.docx"))
        assert word_page.height(document) <= 29.7 - sum(word_page.MARGINS.values())
