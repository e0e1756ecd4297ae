"""Score, rank with its range and class with its probability, against figures worked out by hand."""

from dataclasses import replace

import pandas as pd
import pytest
from sheets.made_run import A, rows, words

from analysis.sheets.result import mean_of, result
from analysis.sheets.view import Own


def test_facts_stand_beside_the_mean_of_the_units_known(seen, own):
    # 2025: totals 80, 76, 66 and 74 of four units known, so the mean is 74.
    assert rows(result(seen(), own))[:3] == (
        ("Tổng điểm", "76,00", "74,00"), ("Điểm tối đa được áp dụng", "100,00", "100,00"), ("Chỉ số (%)", "76,00", "74,00"),
    )  # fmt: skip


def test_in_an_incomplete_block_the_published_rank_and_that_among_the_known_are_both_told(seen, own):
    assert rows(result(seen(), own))[3][1] == "2 theo nguồn; 2 trong 5 đơn vị có số liệu"
    assert rows(result(seen("en"), own))[3][1] == "2 as published; 2 among the 5 units known"


def test_a_rank_that_is_published_without_points_is_told(seen):
    # E has no points in 2025, but a published rank.
    unit = Own(A[:-1] + "e", 2025, "so")
    (told,) = [row[1] for row in rows(result(seen(), unit)) if row[0] == "Thứ hạng"]
    rank = seen().given.totals_of(unit).set_index("year").loc[2025, "rank"]
    assert told == f"{int(rank)} theo nguồn"


def test_in_a_complete_block_the_rank_is_of_all_units(seen):
    assert rows(result(seen(), Own(A, 2024, "so")))[3][1] == "1/6 đơn vị"


def test_the_two_ranges_are_told_apart(seen, own):
    said = words(result(seen(), own))
    assert "Khoảng thứ hạng do sai số thẩm định, điều tra: từ hạng 1 đến hạng 3 (độ tin cậy 90%)." in said
    assert "Khoảng thứ hạng do cách tính chỉ gồm hạng 2 (trong 90% số lần thử cách tính khác)." in said


def test_the_class_comes_with_its_probability_best_class_first_and_none_that_never_came(seen, own):
    assert "Xác suất của từng loại do sai số: Tốt 10% và Khá 90%." in words(result(seen(), own))
    assert "Probability of each class under error: Tốt 10% and Khá 90%." in words(result(seen("en"), own))


def test_without_ranges_and_probabilities_the_sheet_says_so(seen):
    said = words(result(seen("en"), Own(A, 2025, "so")))
    assert "no figures from which a range of ranks" in said and "no figures from which a probability" in said


def test_earlier_years_of_the_unit_stand_below_each_other(seen, own):
    years = result(seen(), own).blocks[-1]
    assert years.rows == (("2024", "73,95", "87,00", "1", "Tốt"), ("2025", "76,00", "76,00", "2", "Khá"))


def test_a_set_without_classes_has_no_row_of_a_class(seen, monkeypatch):
    view = seen("en")
    unnamed = view.given.table("scores").assign(**{"class": ""})
    monkeypatch.setitem(view.given._tables, "scores", unnamed)
    monkeypatch.setattr(view.given, "_by_unit", {})
    bare = replace(view.criteria(Own(A, 2025, "so")), classes=())
    assert "Class" in words(result(view, Own(A, 2025, "so")))
    monkeypatch.setattr(type(view), "criteria", lambda self, own: bare)
    assert "Class" not in words(result(view, Own(A, 2025, "so")))


def test_a_unit_of_which_the_sources_hold_nothing_is_told_so_and_gets_no_empty_table(seen, monkeypatch):
    view = seen("en")
    mine = view.given.table("scores")["unit_code"] == A
    nothing = view.given.table("scores").copy()
    nothing.loc[mine, ["points", "percent", "rank", "rank_among_known"]] = None
    monkeypatch.setitem(view.given._tables, "scores", nothing)
    monkeypatch.setattr(view.given, "_by_unit", {})
    (told,) = result(view, Own(A, 2025, "so")).blocks
    assert told.words == "The sources of the study hold neither points nor a rank of this unit."


@pytest.mark.parametrize(("values", "mean"), [([1, 2, 6], 3), ([1, 2, 6, None], 3)])
def test_a_mean_is_that_of_the_units_with_a_figure(values, mean):
    assert mean_of(pd.Series(values, dtype=float)) == mean


def test_of_two_units_there_is_no_mean_for_it_would_tell_the_other_ones_figure():
    assert pd.isna(mean_of(pd.Series([1.0, 2.0, None])))
