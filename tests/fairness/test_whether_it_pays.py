"""Four numbers on claims: by hand, in R, and where the answer is known."""

import numpy as np
import pytest

from analysis.fairness.whether_it_pays import Claims, gap_kept, statistics

TAKEN = np.array([3.2, 5.1, 1.4, 2.8, 4.4, 0.9, 3.6, 2.2, 5.0])
BACK = np.array([1.0, 2.5, 0.25, 1.4, 1.9, 0.5, 0.8, 1.2, 2.0])


def claims(claim, back, satisfaction=None):
    """Return claims of units that stood one point apart after the first appraisal."""
    first = 90.0 - np.arange(len(claim))
    in_force = first + back
    gained = np.argsort(np.argsort(-first)) - np.argsort(np.argsort(-in_force))
    return Claims(np.asarray(claim), first, in_force, np.asarray(claim), np.asarray(back), gained, satisfaction)


def by_name(rows):
    return {row["statistic"]: row for row in rows}


def test_the_share_kept_and_its_error_as_r_has_them():
    """R: w <- sapply(1:9, function(i) sum(back[-i]) / sum(taken[-i])); sqrt(8 / 9 * sum((w - mean(w))^2))."""
    found, error = gap_kept(TAKEN, BACK)
    assert (found.value, error) == pytest.approx((0.40384615385, 0.0377237920)) and found.n == 9
    assert found.low < found.value < found.high


def test_a_unit_that_lost_nothing_says_nothing_on_what_came_back():
    one, _ = gap_kept(TAKEN, BACK)
    other, _ = gap_kept(np.append(TAKEN, 0.0), np.append(BACK, 0.0))
    assert one == other


def test_nothing_taken_is_no_share():
    found, error = gap_kept(np.zeros(9), np.zeros(9))
    assert np.isnan(found.value) and found.n == 0 and np.isnan(error)


def test_everything_given_back_pays_in_full():
    found = by_name(statistics(claims(TAKEN, TAKEN)))
    assert found["gap_kept"]["estimate"] == pytest.approx(1)
    assert found["slope_at_equal_first_appraisal"]["estimate"] == pytest.approx(1)


def test_nothing_given_back_does_not_pay():
    found = by_name(statistics(claims(TAKEN, np.zeros(9))))
    assert found["gap_kept"]["estimate"] == 0 and found["slope_at_equal_first_appraisal"]["estimate"] == pytest.approx(
        0
    )
    assert np.isnan(found["gap_and_rank_gained"]["estimate"])


def test_without_an_outside_index_there_is_no_slope_on_it():
    assert "slope_at_equal_satisfaction" not in by_name(statistics(claims(TAKEN, BACK)))
    satisfaction = np.append(np.nan, 80 + np.cos(np.arange(8)))
    assert by_name(statistics(claims(TAKEN, BACK, satisfaction)))["slope_at_equal_satisfaction"]["n"] == 8


def test_more_tests_need_a_larger_effect_to_be_found():
    for row in statistics(claims(TAKEN, BACK)):
        assert 0 < row["detectable_among"](1) < row["detectable_among"](10)


def test_below_eight_units_only_values_are_given():
    for row in statistics(claims(TAKEN[:7], BACK[:7])):
        assert np.isnan([row["low"], row["high"], row["p"]]).all()
