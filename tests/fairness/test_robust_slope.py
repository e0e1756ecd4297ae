"""A slope with the error HC3, against the same formulas in R."""

import numpy as np
import pytest

from analysis.fairness.robust_slope import robust_slope

Y = np.array([85.2, 79.1, 90.3, 88.7, 75.6, 82.4, 91.0, 86.5, 78.8, 83.3])
X = np.array([2.1, 5.4, 0.7, 1.2, 9.8, 3.3, 0.4, 2.6, 4.9, 3.0])
Z = np.array([83, 75, 90, 87, 68, 80, 91, 84, 75, 81.0])


def test_slope_error_and_freedom_as_r_has_them():
    """R: m <- lm(y ~ x + z); h <- hatvalues(m); B <- solve(crossprod(X), t(X)); V <- B %*% diag((resid(m)/(1-h))^2) %*% t(B);
    G <- diag(B[2,]/(1-h)) %*% (diag(10) - X %*% B); l <- eigen(G %*% t(G))$values; f <- sum(l)^2/sum(l^2); qt(.975, f)."""
    found = robust_slope(Y, X, Z)
    assert (found.estimate.value, found.error, found.freedom) == pytest.approx(
        (0.6693946315, 0.4771472152, 1.2629926701)
    )
    assert found.estimate[1:4] == pytest.approx((-3.0918339089, 4.4306231718, 0.3569524465))


def test_the_order_of_the_units_and_a_thousand_more_change_nothing():
    order = np.random.default_rng(1).permutation(10)
    one, other = robust_slope(Y, X, Z), robust_slope(Y[order] + 1000, X[order], Z[order] + 1000)
    assert one.estimate == pytest.approx(other.estimate) and one.freedom == pytest.approx(other.freedom)


def test_below_eight_units_there_is_the_slope_alone():
    found = robust_slope(Y[:7], X[:7], Z[:7])
    assert np.isfinite(found.estimate.value) and np.isnan([found.estimate.low, found.estimate.p, found.error]).all()


def test_a_predictor_that_is_the_covariate_or_does_not_vary_has_no_slope():
    for predictor in (Z, 2 * Z + 1, np.ones(10)):
        assert np.isnan(robust_slope(Y, predictor, Z).estimate.value)


def test_an_exact_fit_has_no_error():
    found = robust_slope(2 * X + Z, X, Z)
    assert found.estimate.value == pytest.approx(2) and np.isnan(found.error)


def test_one_unit_alone_that_decides_the_slope_gives_no_interval():
    found = robust_slope(Y, np.eye(10)[0], Z)
    assert np.isfinite(found.estimate.value) and np.isnan(found.estimate.low)
