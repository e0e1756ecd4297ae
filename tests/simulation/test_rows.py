"""Rows: points in force, points as printed, points by the rule."""

from fractions import Fraction

import pytest
from simulated import criterion, province

from analysis.rules import Declared
from analysis.simulation.rows import Row, earned, from_source, printed, self_scored


def test_points_in_force_are_those_of_the_last_round_present():
    one, half, none = Fraction(1), Fraction(1, 2), Fraction(0)
    assert Row(self_points=one).in_force == one
    assert Row(self_points=one, appraisal_1=none).in_force == none
    assert Row(self_points=one, appraisal_1=none, appraisal_2=half).in_force == half
    assert Row().in_force is None


@pytest.mark.parametrize(("exact", "shown"), [((2, 3), "0.67"), ((1, 8), "0.13"), ((1, 1), "1"), ((-1, 8), "-0.13")])
def test_points_are_printed_half_up(exact, shown):
    assert printed(Fraction(*exact)) == Fraction(shown)


def test_points_follow_from_the_declared_figure():
    # 1.1.3 gives 1.5 above 95 per cent, 0.75 from 80 per cent: 19 of 20 is exactly 95 per cent.
    assert earned(criterion("1.1.3"), Declared(Fraction(19), Fraction(20)), 2024) == Fraction(3, 4)


def test_every_leaf_is_self_scored_or_comes_from_elsewhere():
    criteria = province().criteria["so"]
    parts = [self_scored(criteria), *(from_source(criteria, source) for source in ("survey", "system", "deduction"))]
    codes = [one.code for part in parts for one in part]
    assert sorted(codes) == sorted(criteria.leaves) and min(map(len, parts)) >= 2
