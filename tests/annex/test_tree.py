"""Codes and parents from numbers and order."""

import datetime

from analysis.annex import entries, tree
from analysis.annex.grid import Grid


def placed(*numbers):
    made = entries.Table()
    rows = [[number, f"Nội dung {place}", 1] for place, number in enumerate(numbers)]
    entries.read(Grid("a.xlsx", "Sở", rows), 0, {"number": 0, "title": 1, "maximum": 2}, made)
    places, problems = tree.placed(made.entries)
    return places, [(one.rule, one.cell) for one in problems]


def test_parents_follow_the_numbers():
    assert placed("1", "1.1", "1.1.1", "1.2", "2") == (
        [("1", "total"), ("1.1", "1"), ("1.1.1", "1.1"), ("1.2", "1"), ("2", "total")], [],
    )  # fmt: skip


def test_numbers_that_begin_again_below_each_roman_number_get_it_before_them():
    assert placed("I", "1", "1.1", "II", "1") == (
        [("I", "total"), ("I.1", "I"), ("I.1.1", "I.1"), ("II", "total"), ("II.1", "II")], [],
    )  # fmt: skip


def test_numbers_that_run_on_below_roman_numbers_stay_as_printed():
    assert placed("I", "1", "II", "2")[0] == [("I", "total"), ("1", "I"), ("II", "total"), ("2", "II")]


def test_roman_numbers_that_begin_again_below_letters_get_the_letter():
    assert [code for code, _ in placed("A", "I", "1", "B", "I", "1")[0]] == ["A", "A.I", "A.I.1", "B", "B.I", "B.I.1"]


def test_numbers_that_carry_their_roman_number_keep_it():
    assert placed("I", "I.1", "I.2", "II", "II.1") == (
        [("I", "total"), ("I.1", "I"), ("I.2", "I"), ("II", "total"), ("II.1", "II")], [],
    )  # fmt: skip


def test_figures_are_settled_by_order_and_noted():
    places, found = placed(1.0, *(float(f"1.{one}") for one in range(1, 10)), 1.1, 1.11)
    assert [code for code, _ in places][-3:] == ["1.9", "1.10", "1.11"] and found == [("code_settled", "A11")]


def test_dates_are_settled_by_order_and_noted():
    places, found = placed("1", "1.1", datetime.date(2024, 2, 1))
    assert places[-1] == ("1.2", "1") and found == [("code_settled", "A3")]


def test_what_order_cannot_settle_is_listed_as_it_stands():
    places, found = placed("1", "1.1", "1.2", "1.3", 1.1)
    assert places[-1][0] == "1.1" and found == [("code_unsettled", "A5"), ("code_repeated", "A5")]


def test_gaps_repeats_and_missing_parents_are_listed():
    assert placed("1", "1.1", "1.3")[1] == [("code_out_of_order", "A3")]
    assert placed("1", "2", "2")[1] == [("code_out_of_order", "A3"), ("code_repeated", "A3")]
    places, found = placed("1", "2.1.1")
    assert places[-1] == ("2.1.1", "total") and ("parent_unread", "A2") in found
