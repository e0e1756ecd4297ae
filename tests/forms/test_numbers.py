"""Numbers and dates of cells: exact, or a word for why not."""

import datetime
from fractions import Fraction

import pytest

from analysis.forms.numbers import AMBIGUOUS, NOT_A_NUMBER, PER_CENT, date_of, dates_in, number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("8,5", Fraction(17, 2)),
        ("8.5", Fraction(17, 2)),
        ("85,30", Fraction(853, 10)),
        ("1.085,30", Fraction(10853, 10)),
        (" 2,5 ", Fraction(5, 2)),
        ("\u00a02,5", Fraction(5, 2)),
        ("0", 0),
        ("1.085.300", 1085300),
        ("1,085,300", 1085300),
        ("1,085.30", Fraction(10853, 10)),
        ("1 085", 1085),
        ("1085,300", Fraction(10853, 10)),
        ("0,125", Fraction(1, 8)),
        ("-0,25", Fraction(-1, 4)),
        ("−0,25", Fraction(-1, 4)),
        ("+1", 1),
        (",5", Fraction(1, 2)),
        ("2 điểm", 2),
        (8.5, Fraction(17, 2)),
        (0.1 + 0.2, Fraction(3, 10)),
        (3, 3),
        (2.0, 2),
        (-0.0, 0),
        (1e300, int(1e300)),
        (Fraction(10, 3), Fraction(10, 3)),
    ],
)
def test_a_number_is_read_exactly(value, expected):
    assert number(value) == expected and isinstance(number(value), Fraction)


@pytest.mark.parametrize("value", ["1.085", "1,085", "12.500", "-1.085", "999,999"])
def test_a_number_that_may_be_thousands_or_decimals_is_ambiguous(value):
    assert number(value) is AMBIGUOUS


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "1.2.3",
        "10/3",
        "1,2,3",
        "1.08.300",
        "5.",
        "--1",
        "1e5",
        "½",
        "٣",
        "1_000",
        "#REF!",
        "2 điểm rưỡi",
        "9" * 60,
        True,
        False,
        float("nan"),
        float("inf"),
        datetime.date(2024, 1, 1),
        datetime.time(1, 2),
    ],
)
def test_what_is_no_number_is_said_to_be_none(value):
    assert number(value) is NOT_A_NUMBER


@pytest.mark.parametrize("value", [None, "", "  ", "-", "–", "…"])
def test_an_empty_cell_or_a_dash_is_nothing(value):
    assert number(value) is None


def test_a_per_cent_is_refused_unless_asked_for():
    assert number("85,3 %") is PER_CENT and number("85%") is PER_CENT
    assert number("85,3 %", percent=True) == Fraction(853, 10) and number("85,3", percent=True) == Fraction(853, 10)
    assert number("x %") is NOT_A_NUMBER and number("1.085 %", percent=True) is AMBIGUOUS


def test_true_is_not_one_though_python_holds_them_equal():
    assert number(1) == 1 and number(True) is NOT_A_NUMBER and number(1.0) == 1


@pytest.mark.parametrize(
    "value",
    [
        datetime.date(2024, 3, 5),
        datetime.datetime(2024, 3, 5, 10, 30),
        "05/3/2024",
        "5-3-2024",
        "5.3.2024",
        "2024-03-05",
        "ngày 5 tháng 3 năm 2024",
        "Ngày 05/03/2024.",
        " 5/3/2024 ",
        "NGÀY 5 THÁNG 3 NĂM 2024",
    ],
)
def test_a_date_is_read_however_it_is_written(value):
    assert date_of(value) == datetime.date(2024, 3, 5)


@pytest.mark.parametrize(
    "value", ["", "31/02/2024", "5/3/24", "3/2024", "1/2/2024; 2/3/2024", "số 5/3/2024", 45356.0, None, True, "x" * 500]
)
def test_what_is_not_one_date_is_none(value):
    assert date_of(value) is None


def test_dates_are_found_in_the_order_of_a_text():
    text = "Kế hoạch 12/KH-STP ngày 15/01/2024, sửa ngày 2 tháng 2 năm 2024; 31/02/2024"
    assert dates_in(text) == [datetime.date(2024, 1, 15), datetime.date(2024, 2, 2)]
    assert dates_in("123/2024/QĐ-UBND, hồ sơ 000.00.12.H33") == []
