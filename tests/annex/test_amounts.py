"""Points as annexes print them."""

import datetime
from fractions import Fraction

import pytest

from analysis.annex.amounts import in_words, of_line, points, without_bullet, written


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("14,5", "29/2"),
        ("14.5", "29/2"),
        (14.5, "29/2"),
        (2.0, "2"),
        (" 1 điểm ", "1"),
        ("Tối đa 5", "5"),
        ("-2", "-2"),
        (0, "0"),
    ],
)
def test_points_with_comma_point_or_the_word_for_points_are_read(cell, value):
    assert points(cell) == Fraction(value)


@pytest.mark.parametrize("cell", ["", "1.085", "2-3", "hai", "1,5 hoặc 2", True, datetime.date(2024, 5, 1), 1e9])
def test_what_is_no_plain_figure_is_none(cell):
    assert points(cell) is None


@pytest.mark.parametrize(
    ("line", "condition", "value"),
    [
        ("Ban hành đúng hạn: 1", "Ban hành đúng hạn", 1),
        ("- Trên 90%: 2 điểm;", "Trên 90%", 2),
        ("+ Chậm : 0,5đ.", "Chậm", Fraction(1, 2)),
        ("a) Có kế hoạch: được 0,25 điểm", "Có kế hoạch", Fraction(1, 4)),
        ("Có kế hoạch năm 2024", "Có kế hoạch năm 2024", None),
        ("Thực hiện lúc 7:30 sáng", "Thực hiện lúc 7:30 sáng", None),
    ],
)
def test_a_line_of_a_scale_is_a_condition_and_its_points(line, condition, value):
    assert of_line(line) == (condition, value)


def test_bullets_are_taken_off_however_many_there_are():
    assert without_bullet("- + • Có") == "Có"


def test_points_are_written_exactly():
    assert [written(Fraction(one)) for one in ("1/2", "10/3", "4", "0")] == ["0.5", "10/3", "4", "0"]
    assert written(None) == "unknown" and in_words(Fraction(1, 2)) == {"vi": "0,5", "en": "0.5"}
