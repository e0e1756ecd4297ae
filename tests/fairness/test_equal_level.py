"""A difference at an equal level against R, and where few units fail at all."""

import numpy as np
import pytest
from scipy import stats

from analysis.fairness.equal_level import difference, level
from analysis.statistics.resampling import orders

Y = np.array([90.5, 80, 100, 70.25, 60, 95, 85, 77.5, 66, 88, 92, 74])
X = np.array([91, 84, 95, 75, 70, 93, 83, 80, 72, 86, 90, 71.0])
G = np.array([1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1], dtype=bool)


def test_estimate_error_and_freedom_are_those_of_r():
    # R: m <- lm(y ~ x + g); h <- hatvalues(m); e <- resid(m); X <- model.matrix(m); b <- solve(t(X) %*% X)
    #    sqrt((b %*% t(X) %*% diag(e^2 / (1 - h)^2) %*% X %*% b)[3, 3])
    #    a <- abs((b %*% t(X))[3, ] / (1 - h)); B <- diag(a) %*% (diag(12) - X %*% b %*% t(X)) %*% diag(a)
    #    sum(diag(B))^2 / sum(B * B)
    at = level(X, G)
    found = difference(Y, at, None)
    assert found.estimate == pytest.approx(-1.312992126)
    assert found.error == pytest.approx(2.674587388)
    assert at.freedom == pytest.approx(1.734186122)
    assert found.p == pytest.approx(2 * stats.t.sf(1.312992126 / 2.674587388, 1.734186122))


def test_the_more_careful_of_both_tests_counts():
    at, drawn = level(X, G), orders(12, 999, np.random.default_rng(1))
    alone, both = difference(Y, at, None), difference(Y, at, drawn)
    assert both.p >= alone.p and both.quantile >= alone.quantile
    assert (both.estimate, both.error) == (alone.estimate, alone.error)


def test_a_small_group_in_which_nobody_fails_is_no_finding_where_few_fail_at_all():
    values = np.full(136, 100.0)
    values[30:36] = 0
    group = np.arange(136) < 10
    rest = np.random.default_rng(2).normal(80, 5, 136)
    at = level(rest, group)
    assert difference(values, at, None).p < 0.06
    assert difference(values, at, orders(136, 999, np.random.default_rng(3))).p > 0.3


def test_what_follows_the_level_alone_is_no_difference():
    assert difference(2 * X + 5, level(X, G), None).estimate == pytest.approx(0, abs=1e-9)


def test_exchanging_group_and_reference_changes_the_sign_only():
    drawn = orders(12, 999, np.random.default_rng(1))
    one, other = difference(Y, level(X, G), drawn), difference(Y, level(X, ~G), drawn)
    assert (one.estimate, one.error, one.p) == pytest.approx((-other.estimate, other.error, other.p))


def test_adding_a_thousand_changes_nothing():
    one, other = difference(Y, level(X, G), None), difference(Y + 1000, level(X + 1000, G), None)
    assert (one.estimate, one.error, one.p) == pytest.approx((other.estimate, other.error, other.p))


def test_a_level_that_tells_the_groups_apart_allows_no_comparison():
    assert level(G * 10.0, G) is None
    assert level(np.array([1.0, 2, 3]), np.array([True, False, True])) is None


def test_points_that_do_not_vary_have_no_p_value():
    found = difference(np.full(12, 50.0), level(X, G), None)
    assert found.estimate == pytest.approx(0) and np.isnan(found.p)
