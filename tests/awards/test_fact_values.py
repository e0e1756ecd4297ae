"""What a cell of facts.xlsx says, and what it does not say."""

import datetime
from fractions import Fraction

import pytest

from analysis.awards.fact_values import MISREAD, asked, dated, holds, value_of

IS, COUNT = {"is": True}, {"at_least": 1}


@pytest.mark.parametrize(
    ("cell", "value"),
    [("Có", "yes"), ("CÓ", "yes"), ("x", "yes"), (True, "yes"), ("Không", "no"), (False, "no"), ("Đạt", "yes"),
     ("không đạt", "no"), ("", None), (None, None), ("–", None), ("chắc là có", MISREAD), (3.0, MISREAD)],
)  # fmt: skip
def test_words_for_yes_and_no(cell, value):
    assert value_of(cell, IS) == value


@pytest.mark.parametrize(
    ("cell", "value"), [(2.0, "2"), ("2,5", "5/2"), ("0", "0"), ("hai", MISREAD), ("1.085", MISREAD), (True, MISREAD)]
)
def test_numbers_are_exact_or_not_read_at_all(cell, value):
    assert value_of(cell, COUNT) == value


@pytest.mark.parametrize(
    ("cell", "day"),
    [("5/3/2024", datetime.date(2024, 3, 5)), (datetime.datetime(2024, 3, 5), datetime.date(2024, 3, 5)), ("", None),
     ("31/02/2024", MISREAD), ("tháng 3/2024", MISREAD), ("2024", MISREAD)],
)  # fmt: skip
def test_the_day_of_a_document_is_one_day(cell, day):
    assert dated(cell) == day


@pytest.mark.parametrize(
    ("value", "test", "expected"),
    [("yes", IS, True), ("no", IS, False), ("no", {"is": False}, True), ("1", COUNT, True), ("0", COUNT, False),
     ("1/3", {"at_least": 0.33}, True), (str(Fraction("0.1")), {"at_least": 0.1}, True), ("2", {"at_most": 2}, True),
     ("3", {"at_most": 2}, False)],
)  # fmt: skip
def test_limits_belong_to_those_who_reach_them(value, test, expected):
    assert holds(value, test) is expected


def test_what_is_asked_is_written_in_signs():
    assert [asked(one) for one in (IS, {"is": False}, {"at_least": 7}, {"at_most": 2})] == ["yes", "no", "≥ 7", "≤ 2"]
