"""What a unit gets of titles and commendations."""

import pandas as pd
import pytest
from sheets.made_run import PLACE, A, B, rows, words

from analysis import tables
from analysis.awards.rules import Award, Condition, StudyRules
from analysis.sheets.awarding import awarding
from analysis.sheets.sheet import sheet
from analysis.sheets.view import Own

TEXTS = {"tot": ("Xếp loại Tốt", "Class Tốt"), "sang-kien": ("Có sáng kiến", "An initiative")}
CONDITIONS = {
    code: Condition(code, {"vi": vi, "en": en}, "1", "fact", {"is": True}) for code, (vi, en) in TEXTS.items()
}
AWARDS = (
    Award("co", "title", {"vi": "Cờ thi đua", "en": "Flag"}, "units", ("tot",)),
    Award("bang", "commendation", {"vi": "Bằng khen", "en": "Merit"}, "units", ("tot", "sang-kien")),
)
RESULTS = [
    {"award": "bang", "award_kind": "commendation", "result": "not_determined", "award_reason": "condition_open",
     "open_conditions": "sang-kien", "flip_basis": "not_determined"},
    {"award": "co", "award_kind": "title", "result": "not_met", "award_reason": "condition_failed",
     "failed_conditions": "tot", "flip_basis": "noise", "flip_probability": 0.25},
]  # fmt: skip


@pytest.fixture
def awarded(seen, own, monkeypatch):
    """Return the view of a language and audience in which B has two results and one of its conditions is open."""
    given = seen().given
    facts = PLACE | {"unit_code": B, "failed_conditions": "", "open_conditions": "", "emulation_group": ""}
    columns = tables.schema("awards")["columns"]
    monkeypatch.setitem(
        given._tables, "awards", pd.DataFrame([facts | one for one in RESULTS]).reindex(columns=columns)
    )
    monkeypatch.setattr(given, "_by_unit", {})
    given.__dict__["rules"] = StudyRules(CONDITIONS, AWARDS, {"co": ("so",), "bang": ("so",)})
    given.__dict__["open_reasons"] = {(2025, B, "sang-kien"): "no_fact"}
    yield seen
    given.__dict__.pop("rules")
    given.__dict__.pop("open_reasons")


def test_results_come_in_the_order_of_the_rules_with_what_failed_or_is_open_and_how_firm_it_is(awarded, own):
    (section,) = awarding(awarded("vi", "unit"), own)
    assert rows(section) == (
        ("Cờ thi đua", "danh hiệu thi đua", "không đạt",
         "Điều kiện không đạt: Xếp loại Tốt. Do sai số thẩm định và điều tra, kết quả có thể đổi với xác suất 25%."),
        ("Bằng khen", "hình thức khen thưởng", "chưa xác định", "Điều kiện chưa rõ: Có sáng kiến [chưa kê khai]."),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_public_reads_results_but_no_condition_and_nothing_declared(awarded, own, language):
    (section,) = awarding(awarded(language, "public"), own)
    assert [len(row) for row in rows(section)] == [3, 3]
    said = words(section)
    assert not any(text in said for pair in TEXTS.values() for text in pair) and "25" not in said


def test_without_award_rules_there_is_no_section(seen, own, awarded):
    assert awarding(seen("vi", "unit"), Own(A, 2025, "so")) == []


def test_the_section_stands_on_the_sheet_of_its_unit_only(awarded, own):
    titles = [[one.title for one in sheet(awarded("en", "unit"), unit).sections] for unit in (own, Own(A, 2025, "so"))]
    assert [("Emulation and commendation" in one) for one in titles] == [True, False]
