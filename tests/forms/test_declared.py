"""What a unit declares, in the shape the rule needs."""

import datetime
from fractions import Fraction

import pytest

from analysis.forms.declared import Fault, declared_figure, read_number
from analysis.rules import Declared, parse

RATE, RATIO, COUNT = parse("steps", "rate; > 90: 2; else: 0"), parse("proportional", ""), parse("per_item", "each=0.5")
DATE, WORD, YES = (
    parse("steps", "date; <= Y-01-15: 1; else: 0"),
    parse("steps", "word; on_time: 1; late: 0.5"),
    parse("all_or_nothing", ""),
)
TICKS = parse("tick_list", "0.5; 0.5; 0.5")


def declared(rule, value=None, denominator=None, strict=True):
    """Return what is declared, or the faults."""
    values = {name: one for name, one in (("declared", value), ("denominator", denominator)) if one is not None}
    faults = []
    found = declared_figure(rule, values, strict, faults)
    return faults or found


@pytest.mark.parametrize(
    ("value", "denominator"), [(45.0, 50.0), ("45", "50"), ("45/50", None), (" 45 / 50 ", None), ("45,0", 50.0)]
)
def test_a_share_is_numerator_and_denominator_in_one_cell_or_two(value, denominator):
    assert declared(RATE, value, denominator) == Declared(Fraction(45), Fraction(50))


def test_a_rate_in_per_cent_is_of_a_hundred():
    assert declared(RATIO, "90 %") == declared(RATIO, "90%") == Declared(Fraction(90), Fraction(100))
    assert declared(RATIO, "85,5%") == Declared(Fraction("85.5"), Fraction(100))


def test_half_a_share_is_none_and_no_fault():
    assert declared(RATE, 45.0) is None and declared(RATE, None, 50.0) is None and declared(RATE, "-", 50.0) is None


def test_a_rate_beside_a_denominator_a_date_and_a_number_below_zero_are_faults():
    assert declared(RATE, "90 %", 50.0) == [Fault("not_a_number", "declared", "90 %")]
    assert declared(RATE, datetime.date(2025, 12, 5)) == [Fault("not_a_number", "declared", datetime.date(2025, 12, 5))]
    assert declared(RATE, -1.0, 50.0) == [Fault("not_a_number", "declared", -1.0)]
    assert declared(RATE, 45.0, "1.085") == [Fault("ambiguous_number", "denominator", "1.085")]


def test_no_is_nought_in_a_count_and_nowhere_else():
    assert declared(COUNT, "Không") == declared(COUNT, "không có") == Declared(Fraction(0))
    assert declared(COUNT, 3.0) == Declared(Fraction(3)) and declared(COUNT, "…") is None
    assert declared(RATE, "không", 50.0) == [Fault("not_a_number", "declared", "không")]


def test_a_date_is_a_cell_or_a_text():
    day = Declared(datetime.date(2025, 1, 5))
    assert declared(DATE, datetime.datetime(2025, 1, 5)) == declared(DATE, "05/01/2025") == day
    assert declared(DATE, "ngày 5 tháng 1 năm 2025") == day
    assert declared(DATE, "tháng 1") == [Fault("not_a_number", "declared", "tháng 1")]
    assert declared(DATE, 45000.0) == [Fault("not_a_number", "declared", 45000.0)]


def test_a_word_is_one_of_the_rule_in_any_spelling():
    assert declared(WORD, "ĐÚNG HẠN") == declared(WORD, "on_time") == Declared("on_time")
    assert declared(WORD, "có lẽ") == [Fault("not_a_number", "declared", "có lẽ")]


@pytest.mark.parametrize(
    ("value", "word"), [("x", "yes"), ("X", "yes"), (True, "yes"), ("Có", "yes"), ("Không", "no"), (False, "no")]
)
def test_a_tick_or_a_word_answers_yes_or_no(value, word):
    assert declared(YES, value) == Declared(word)


@pytest.mark.parametrize(
    ("value", "items"),
    [("1; 3", (1, 3)), ("1, 3", (1, 3)), ("3 và 1", (1, 3)), ("1.3", (1, 3)), (1.3, (1, 3)), (2.0, (2,)), ("không", ()),
     ("0", ()), ("1; 1; 2", (1, 2)), (0.0, ())],
)  # fmt: skip
def test_ticked_items_are_listed(value, items):
    assert declared(TICKS, value) == Declared(items)


@pytest.mark.parametrize("value", ["1; 4", "x", "đủ", 4.0, -1.0])
def test_items_that_the_list_does_not_have_are_faults(value):
    assert declared(TICKS, value) == [Fault("not_a_number", "declared", value)]


def test_a_list_of_one_item_may_be_ticked():
    assert declared(parse("tick_list", "1"), "x") == Declared((1,))


def test_a_sentence_in_a_form_of_its_own_gives_the_figure_it_states_once():
    assert declared(RATE, "Đã hoàn thành 45/50 nhiệm vụ", strict=False) == Declared(Fraction(45), Fraction(50))
    assert declared(RATE, "Hoàn thành 45/50 và 3/4 nhiệm vụ", strict=False) is None
    assert declared(COUNT, "3 văn bản được ban hành", strict=False) == Declared(Fraction(3))
    assert declared(WORD, "Đã ban hành kế hoạch", strict=False) is None
    assert declared(COUNT, "3 văn bản được ban hành") == [Fault("not_a_number", "declared", "3 văn bản được ban hành")]


def test_rules_that_ask_for_nothing_read_nothing():
    assert declared(parse("unknown", ""), "gì cũng được") is None


def test_a_number_is_read_or_refused_for_a_reason():
    assert read_number("8,5") == (Fraction("8.5"), "") and read_number(None) == (None, "")
    assert read_number("1.085") == (None, "ambiguous_number") and read_number("tám") == (None, "not_a_number")
