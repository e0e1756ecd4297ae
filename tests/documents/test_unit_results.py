"""What a unit is told of its points: cuts with their opinions, points to be won, results of its block."""

import office_rooms as made
import pandas as pd
import pytest

from analysis import names, tables
from analysis.documents import unit_results
from analysis.report import facts
from analysis.report.page import Page


def row(code, own, final, unit="a"):
    return {
        "unit_code": unit,
        "criterion_code": code,
        "self_points": own,
        "points_in_force": final,
        "file": f"{unit}.xlsx",
    }


def opinion(code, number, text, unit="a"):
    return {"unit_name": unit, "column": f"{code}:opinion_{number}", "printed": text, "source_id": "form",
            "file": f"{unit}.xlsx", "cell": f"A{number}", "year_text": "2025"}  # fmt: skip


@pytest.fixture
def page(toy, monkeypatch):
    """A function that returns the page of two departments with rounds and opinions."""
    monkeypatch.setattr(names, "unit", lambda study, code, language: code)
    monkeypatch.setattr(names, "body", lambda study, code, language: code or "-")

    def make(rounds=(), opinions=(), language="vi"):
        given = {
            name: pd.DataFrame(rows).reindex(columns=tables.schema(name)["columns"]).assign(year=2025, block="so")
            for name, rows in (("rounds", list(rounds)), ("submitted", list(opinions)))
        }
        given["submitted"] = given["submitted"].astype({"column": str, "printed": str})
        return Page(made.room(toy, {"a": 90, "b": 70}, **given), language)

    return make


def test_only_rows_below_the_self_assessment_are_cuts_and_the_largest_stands_first(page):
    rounds = [row("1.1", 30, 29), row("1.2", 20, 15), row("1.10", 10, 12), row("2.1", 20, 20), row("2.2", 15, 1, "b")]
    found = unit_results.cuts(page(rounds), "a")
    assert found["criterion_code"].tolist() == ["1.2", "1.1"] and found["cut"].tolist() == [5, 1]


def test_opinions_of_both_rounds_stand_in_their_order(page):
    given = [opinion("1.1", 2, "Giữ nguyên"), opinion("1.1", 1, "Thiếu tài liệu"), opinion("1.2", 1, "x", "b")]
    found = unit_results.cuts(page([row("1.1", 30, 29), row("1.2", 20, 15)], given), "a")
    assert found["opinion"].tolist() == ["", "Thiếu tài liệu; Giữ nguyên"]


def test_a_cut_without_an_opinion_says_so_and_no_cut_gives_no_table(page):
    one = page([row("1.1", 30, 29)])
    assert unit_results.cuts_table(one, "a", "Bảng 1.").frame["Ý kiến thẩm định"].tolist() == ["Không nêu ý kiến"]
    assert unit_results.cuts_table(one, "b", "Bảng 1.") is None


def test_points_to_be_won_are_the_largest_first(page):
    # 30 per cent of 30, 20, 15, 20 and 15 points.
    found = unit_results.wins_table(page(), "b", "Bảng 2.").frame
    assert found["Còn có thể đạt"].tolist() == pytest.approx([9, 6, 6, 4.5, 4.5])
    assert len(unit_results.wins(page(), "b", 2)) == 2


def test_results_of_a_block_leave_out_what_nobody_knows(page):
    one = page()
    (standing,) = facts.standings(one)
    frame = unit_results.results_table(one, standing, "Bảng 1.").frame
    assert list(frame.columns) == [
        "Thứ hạng",
        "Đơn vị",
        "Điểm đạt được",
        "Điểm tối đa được áp dụng",
        "Chỉ số (%)",
        "Xếp loại",
    ]
    assert frame["Thứ hạng"].tolist() == [1, 2] and frame["Xếp loại"].tolist() == ["Tốt", "Khá"]
    bare = standing._replace(rows=standing.rows.assign(percent=float("nan")).assign(**{"class": ""}))
    assert list(unit_results.results_table(one, bare, "x").frame.columns) == list(frame.columns)[:4]


def test_deductions_are_told_whatever_the_unit_gave_itself(page, monkeypatch):
    one = page([row("1.1", 30, 29), row("1.2", -1, -3)])
    monkeypatch.setitem(one.study.criteria("so").__dict__, "parts", {"1.1": "main", "1.2": "deduction"})
    found = unit_results.cuts(one, "a")
    assert found["criterion_code"].tolist() == ["1.2", "1.1"] and found["cut"].tolist() == [3, 1]
