"""What was cut and why."""

import numpy as np
import pandas as pd
from sheets.made_run import A, rows, words

from analysis.sheets.cuts import cut_rows, cuts
from analysis.sheets.parts import Missing
from analysis.sheets.view import Own


def rounds(**columns):
    return pd.DataFrame(columns).astype({"self_points": float, "points_in_force": float})


def test_the_largest_cut_comes_first_and_what_was_recognised_in_full_is_no_cut():
    found = cut_rows(rounds(criterion_code=["1", "2", "3"], self_points=[2, 3, 1], points_in_force=[1.5, 1, 1]), set())
    assert list(zip(found["criterion_code"], found["cut"], strict=True)) == [("2", 2.0), ("1", 0.5)]


def test_a_deduction_counts_with_what_was_taken_whatever_the_unit_wrote():
    given = rounds(criterion_code=["9", "10"], self_points=[np.nan, 0], points_in_force=[-0.5, 0])
    assert cut_rows(given, {"9", "10"})["cut"].tolist() == [0.5]


def test_points_raised_above_the_self_assessment_are_no_cut():
    assert cut_rows(rounds(criterion_code=["1"], self_points=[1], points_in_force=[2]), set()).empty


def test_cuts_are_added_up_and_carry_the_opinions_of_both_rounds(seen, own):
    found = cuts(seen(), own).shortened(5)
    assert found.blocks[0].words == "Tổng cộng giảm 6,00 điểm ở 2 tiêu chí."
    assert rows(found)[0] == (
        "1.1 Kế hoạch", "30,00", "27,00", "3,00", "Lần 1: Thiếu tài liệu kiểm chứng. Lần 2: Giữ nguyên."
    )  # fmt: skip


def test_an_opinion_that_names_another_unit_is_for_the_office_only(seen, own):
    said = {one: words(cuts(seen("vi", one), own).shortened(5)) for one in ("unit", "internal")}
    assert "SỞ GIẢ LẬP C" not in said["unit"] and "có nêu tên đơn vị khác" in said["unit"]
    assert "SỞ GIẢ LẬP C" in said["internal"]


def test_a_list_that_is_cut_short_says_how_much_of_all_it_shows(seen, own):
    found = cuts(seen("en"), own).shortened(1)
    assert len(rows(found)) == 1
    assert found.blocks[0].words == (
        "6.00 points were cut, in 2 criteria; the 1 with the largest cuts are shown (3.00 points)."
    )


def test_an_opinion_that_ends_with_a_full_stop_gets_no_second_one(seen, own, monkeypatch):
    view = seen()
    view.given.typed("opinion_1")
    monkeypatch.setitem(view.given._by_unit, "opinion_1", {(own.code, "1.1"): "Thiếu tài liệu."})
    assert rows(cuts(view, own).shortened(5))[0][-1].startswith("Lần 1: Thiếu tài liệu. Lần 2")


def test_a_published_table_has_no_rounds_so_there_is_nothing_to_print(seen):
    assert cuts(seen("en"), Own(A, 2025, "so")) == Missing("self-assessed points and what appraisal cut")
