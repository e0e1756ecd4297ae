"""The draft on disk: it loads as a framework, and nothing in it is a formula."""

import csv

import pytest
import yaml
from annex_files import HEADING, spreadsheet

from analysis import annex, framework
from analysis.annex.writing import shielded, slug, write

ROWS = [
    HEADING, ["I", "Chỉ đạo", 3], ["1", "Kế hoạch", 3], ["1.1", "Ban hành", 1, "Có: 1; Không: 0"],
    ["1.1.1", "Đúng hạn", 1, "Có: 1; Không: 0"],
    ["1.2", "Hoàn thành", 2, "Trên 90%: 2; Từ 70% đến 90%: 1; Dưới 70%: 0"], ["", "Tổng cộng", 3],
]  # fmt: skip


def written(tmp_path, rows=ROWS, stem="Phụ lục số 1"):
    return write(tmp_path, stem, annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows})))


def test_a_whole_draft_loads_as_a_set_that_may_not_score(tmp_path):
    folder = written(tmp_path)
    assert folder == tmp_path / "outputs" / "framework-drafts" / "phu-luc-so-1"
    assert sorted(path.name for path in folder.iterdir()) == ["criteria.csv", "framework.yml", "not_understood.csv"]
    (tmp_path / "data" / "frameworks").mkdir(parents=True)
    folder.rename(tmp_path / "data" / "frameworks" / folder.name)
    criteria = framework.load(tmp_path, folder.name)["so"]
    assert not criteria.usable and criteria.items["1.2"].rule.kind == "steps" and criteria.items["1.1.1"].level == 4
    assert criteria.items["total"].maximum == 3


def test_what_the_annex_does_not_say_is_unknown(tmp_path):
    content = yaml.safe_load((written(tmp_path) / "framework.yml").read_text("utf-8"))
    assert content["decision"] == dict.fromkeys(("issuer", "number", "date"), "unknown")
    rules = content["sets"]["so"]
    assert (rules["not_applicable"], rules["classes"], rules["title"]["en"]) == ("unknown", [], "unknown")


def test_an_earlier_draft_is_never_written_over(tmp_path):
    first = written(tmp_path)
    (first / "criteria.csv").write_text("mine", "utf-8")
    assert written(tmp_path).name == "phu-luc-so-1-2" and (first / "criteria.csv").read_text("utf-8") == "mine"


def test_formulas_in_an_annex_stay_text(tmp_path):
    rows = [
        HEADING,
        ["1", '=HYPERLINK("http://x")', 3, "@cmd"],
        ["2", "-2+3+cmd|' /C calc'!A0", 1],
        ["+x", "Lạ", 1],
        ["", "Tổng", 4],
    ]
    folder = written(tmp_path, rows)
    for name in ("criteria.csv", "not_understood.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert cells and not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell or cell[:2] == "-2"]


@pytest.mark.parametrize(
    ("words", "kept"), [("-3", "-3"), ("-10/3", "-10/3"), ("-2+3", "'-2+3"), ("=1", "'=1"), ("Có", "Có"), ("", "")]
)
def test_only_plain_figures_may_begin_with_a_minus(words, kept):
    assert shielded(words) == kept


@pytest.mark.parametrize(
    ("stem", "name"),
    [("Phụ lục Đà Nẵng (2024)", "phu-luc-da-nang-2024"), ("../../etc", "etc"), ("___", "annex"), ("x" * 99, "x" * 60)],
)
def test_the_folder_has_a_plain_name(stem, name):
    assert slug(stem) == name
