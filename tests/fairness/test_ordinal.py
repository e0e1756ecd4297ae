"""Proportional odds against R's MASS::polr and statsmodels' OrderedModel."""

import numpy as np
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from analysis.fairness.ordinal import expected

STEP = np.array([2, 1, 1, 3, 2, 2, 3, 1, 3, 4, 2, 4, 1, 3, 4], dtype=float)
LEVEL = np.array([50, 61, 55, 70, 58, 66, 72, 80, 69, 77, 90, 63, 52, 81, 74], dtype=float)


def test_slope_limits_and_expected_points_are_those_of_polr():
    # R: m <- MASS::polr(factor(y, ordered = TRUE) ~ x, start = c(0.05, 1, 3, 5),
    #    control = list(reltol = 1e-14, maxit = 1000)); coef(m); m$zeta; logLik(m); predict(m, type = "p") %*% 1:4
    found = expected(STEP, LEVEL)
    assert found.slope == pytest.approx(0.06000914594, rel=1e-5)
    np.testing.assert_allclose(found.limits, [2.925657790, 4.225757502, 5.578272511], rtol=1e-5)
    assert found.log_likelihood == pytest.approx(-19.71058295, abs=1e-7)
    np.testing.assert_allclose(found.values[:4], [1.816276136, 2.166341508, 1.969498601, 2.476705005], rtol=1e-5)


def test_the_likelihood_is_that_of_statsmodels():
    generator = np.random.default_rng(4)
    level = generator.normal(70, 10, 136)
    points = np.searchsorted([-1, 0.5, 1.5], (level - 70) / 20 + generator.logistic(size=136)).astype(float)
    other = OrderedModel(points, ((level - 70) / 10)[:, None], distr="logit").fit(method="bfgs", disp=False)
    found = expected(points, level)
    assert found.log_likelihood == pytest.approx(other.llf, abs=1e-6)
    assert 10 * found.slope == pytest.approx(other.params[0], abs=1e-3)


def test_residuals_are_the_derivative_of_the_likelihood():
    found = expected(STEP, LEVEL)
    assert found.residuals.sum() == pytest.approx(0, abs=1e-4)
    assert found.residuals @ LEVEL == pytest.approx(0, abs=1e-2)
    assert (np.abs(found.residuals) < 1).all()


def test_turning_the_scale_around_turns_residuals_around():
    np.testing.assert_allclose(expected(-STEP, LEVEL).residuals, -expected(STEP, LEVEL).residuals, atol=1e-5)


def test_adding_a_thousand_to_the_level_changes_nothing():
    one, other = expected(STEP, LEVEL), expected(STEP, LEVEL + 1000)
    np.testing.assert_allclose(one.values, other.values, atol=1e-6)


def test_two_steps_are_a_logistic_regression():
    found = expected((STEP > 2).astype(float), LEVEL)
    assert found.values.mean() == pytest.approx((STEP > 2).mean(), abs=1e-6)


def test_steps_that_follow_the_level_without_error_leave_nothing_unexplained():
    found = expected(np.repeat([0.0, 50.0, 100.0], 5), np.arange(15.0))
    assert np.abs(found.residuals).max() < 0.05 and np.isfinite(found.values).all()


def test_a_level_that_is_the_same_for_all_explains_nothing():
    found = expected(STEP, np.full(15, 70.0))
    np.testing.assert_allclose(found.values, STEP.mean(), atol=1e-9)
