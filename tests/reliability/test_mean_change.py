"""The interval of a mean change, against the same cubic solved in R and against Student where nothing is skewed."""

import numpy as np
import pytest

from analysis.reliability.mean_change import mean_change, transformed, untransformed

CUTS = [0, 0, 0, 0, -0.5, 0, -1.25, 0, 0, -2, -0.25, 0]
EVEN = np.array([-4, -3, -2, -1, 0, 0, 1, 2, 3, 4.0]) - 2


def test_a_skewed_mean_has_the_interval_that_inverts_the_cubic():
    """R: g <- mean((x-mean(x))^3)/mean((x-mean(x))^2)^1.5; uniroot(function(t) t + g/(3*sqrt(n))*t^2 + g^2/(27*n)*t^3 +
    g/(6*sqrt(n)) - qt(p, n-1), c(-60, 60)) for both limits."""
    found = mean_change(CUTS)
    assert (found.value, found.n) == (pytest.approx(-1 / 3), 12)
    assert (found.low, found.high, found.p) == pytest.approx((-2.0125165667, -0.0342406785, 0.02883703562))


def test_without_skewness_it_is_students_interval():
    """R: t.test(c(-4, -3, -2, -1, 0, 0, 1, 2, 3, 4) - 2)."""
    found = mean_change(EVEN)
    assert (found.low, found.high, found.p) == pytest.approx((-3.8470436, -0.1529564, 0.03679), rel=1e-4)


def test_a_change_of_sign_turns_the_interval_round():
    one, other = mean_change(CUTS), mean_change(-np.array(CUTS))
    assert (one.low, one.high, one.p) == pytest.approx((-other.high, -other.low, other.p))


def test_the_order_and_the_unit_of_measurement_change_nothing():
    one, other = mean_change(CUTS), mean_change(100 * np.array(CUTS[::-1]))
    assert (100 * one.low, 100 * one.high, one.p) == pytest.approx((other.low, other.high, other.p))


@pytest.mark.parametrize("changes", [CUTS[:7], [0.0] * 20, [0.0] * 18 + [-1, -2]])
def test_few_units_or_few_that_changed_have_the_mean_alone(changes):
    found = mean_change(changes)
    assert found.value == pytest.approx(np.mean(changes)) and np.isnan([found.low, found.high, found.p]).all()


@pytest.mark.parametrize("skewness", [-0.8, 0.0, 1e-12, 0.3])
def test_the_cubic_is_turned_back(skewness):
    assert untransformed(transformed(1.7, skewness), skewness) == pytest.approx(1.7)
