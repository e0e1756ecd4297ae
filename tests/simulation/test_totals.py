"""Totals, worked out by hand on three rows."""

from fractions import Fraction

import pytest
from simulated import province

from analysis.simulation.rows import Row
from analysis.simulation.totals import capped, counted, percent, survey_points

CRITERIA = province().criteria["so"]


def test_what_lies_outside_the_functions_leaves_the_maximum():
    # 1.1.1 (1 point) full, 1.1.3 (1.5) outside, survey 8.1.1 (2) gives 1.5: 2.5 of 3 points = 83.33 per cent.
    rows = {"1.1.1": Row(self_points=Fraction(1)), "1.1.3": Row("not_applicable")}
    assert percent(CRITERIA, rows, {"8.1.1": Fraction(3, 2)}) == Fraction(250, 3)


@pytest.mark.parametrize(("code", "expected"), [("1.3.3", (1, 1)), ("1.3.2", (0, 0)), ("1.1.1", (0, 1))])
def test_no_case_counts_as_the_rule_of_the_row_says(code, expected):
    # on_no_case: full for 1.3.3, leave_out for 1.3.2, zero for 1.1.1.
    item = CRITERIA.items[code]
    assert counted(item, Row("no_case"), lambda row: row.in_force) == expected


def test_bonus_and_deductions_stop_at_their_caps():
    assert capped(CRITERIA, "9", Fraction(5, 2)) == 2 and capped(CRITERIA, "9", Fraction(1)) == 1
    assert capped(CRITERIA, "10", Fraction(-5, 2)) == -2


def test_bonus_adds_points_and_no_maximum():
    rows = {
        "1.1.1": Row(self_points=Fraction(1)),
        "9.1": Row(self_points=Fraction(1)),
        "9.2": Row(self_points=Fraction(3, 2)),
    }
    assert percent(CRITERIA, rows, {"8.1.1": Fraction(1)}) == Fraction(400, 3)


def test_survey_points_weigh_answers_100_60_20_0():
    rows = [{"criterion_code": "8.1.1", "answer_1": 6, "answer_2": 2, "answer_3": 1, "answer_4": 1}]
    # (6 x 100 + 2 x 60 + 20) / 10 = 74 per cent of 2 points.
    assert survey_points(CRITERIA, rows, 2024) == {"8.1.1": Fraction(148, 100)}
