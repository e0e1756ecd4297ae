"""Balancing the scale: one factor for the rest, exact sums, rules that still reach their maximum."""

from fractions import Fraction

import pytest

from analysis.proposals.balance import NothingToScale, lowest_summed, rest_scaled, rules_fitted


def row(code, parent, points, **more):
    return {"criterion_code": code, "parent_code": parent, "max_points": points, "min_points": "0", "part": "", "rule": "",
            "rule_terms": ""} | more  # fmt: skip


ROWS = [
    row("total", "", "10"), row("1", "total", "6"), row("1.1", "1", "2"), row("1.2", "1", "4"), row("2", "total", "4"),
    row("3", "total", "1", part="bonus"),
]  # fmt: skip


def maxima(rows):
    return {one["criterion_code"]: one["max_points"] for one in rows}


def test_the_rest_shares_one_factor_and_a_bonus_stays():
    """1.1 at 3 leaves 7 for 4 + 4: a factor of 7/8."""
    rows = [one | {"max_points": "3"} if one["criterion_code"] == "1.1" else one for one in ROWS]
    found = maxima(rest_scaled(rows, {"1.1"}, Fraction(10)))
    assert found == {"total": "10", "1": "6.5", "1.1": "3", "1.2": "3.5", "2": "3.5", "3": "1"}


def test_what_lies_below_a_stated_node_is_scaled_to_it():
    """1 at 8: 2 and 4 become 8/3 and 16/3; 2 takes what is left of 10."""
    rows = [one | {"max_points": "8"} if one["criterion_code"] == "1" else one for one in ROWS]
    found = maxima(rest_scaled(rows, {"1"}, Fraction(10)))
    assert found == {"total": "10", "1": "8", "1.1": "8/3", "1.2": "16/3", "2": "2", "3": "1"}


@pytest.mark.parametrize("scale", [5, 6])
def test_nothing_left_for_the_rest_is_refused(scale):
    with pytest.raises(NothingToScale):
        rest_scaled(ROWS, {"1"}, Fraction(scale))


def test_a_rule_follows_its_maximum_unless_it_is_stated():
    before = {"1": row("1", "total", "2", rule="per_item", rule_terms="each=0.5")}
    after = [before["1"] | {"max_points": "3"}]
    assert rules_fitted(after, before, set())[0]["rule_terms"] == "each=0.75"
    assert rules_fitted(after, before, {("1", "rule")}) == after


def test_the_lowest_points_follow_unless_they_are_stated():
    before = {"1": row("1", "total", "10", min_points="1")}
    after = [before["1"] | {"max_points": "20"}]
    assert rules_fitted(after, before, set())[0]["min_points"] == "2"
    assert rules_fitted(after, before, {("1", "min_points")})[0]["min_points"] == "1"


def test_the_points_of_a_deduction_follow_its_lowest_points():
    before = {"1": row("1", "total", "0", min_points="-1", rule="per_item", rule_terms="each=-0.5", part="deduction")}
    assert rules_fitted([before["1"] | {"min_points": "-2"}], before, set())[0]["rule_terms"] == "each=-1"


def test_the_lowest_points_of_a_node_stay_the_sum_where_they_were():
    base = {"total": row("total", "", "10", min_points="2"), "1": row("1", "total", "5", min_points="1"),
            "2": row("2", "total", "5", min_points="1")}  # fmt: skip
    after = [base["total"], base["1"] | {"max_points": "10", "min_points": "2"}]
    assert lowest_summed(after, base)[0]["min_points"] == "2"
    assert lowest_summed([base["total"], base["1"]], base)[0]["min_points"] == "1"
    other = base | {"total": base["total"] | {"min_points": "0"}}
    assert lowest_summed([other["total"], base["1"]], other)[0]["min_points"] == "0"
