"""Alpha and omega against published values, closed forms and R.

Feldt: closed form with printed F tables. attitude: Chatterjee and Price (1977), a data set of R.
"""

import math

import numpy as np
import pytest

from analysis.statistics.overlap import cronbach_alpha, improper, omega

ATTITUDE = np.array(
    [
        [43, 51, 30, 39, 61, 92, 45],
        [63, 64, 51, 54, 63, 73, 47],
        [71, 70, 68, 69, 76, 86, 48],
        [61, 63, 45, 47, 54, 84, 35],
        [81, 78, 56, 66, 71, 83, 47],
        [43, 55, 49, 44, 54, 49, 34],
        [58, 67, 42, 56, 66, 68, 35],
        [71, 75, 50, 55, 70, 66, 41],
        [72, 82, 72, 67, 71, 83, 31],
        [67, 61, 45, 47, 62, 80, 41],
        [64, 53, 53, 58, 58, 67, 34],
        [67, 60, 47, 39, 59, 74, 41],
        [69, 62, 57, 42, 55, 63, 25],
        [68, 83, 83, 45, 59, 77, 35],
        [77, 77, 54, 72, 79, 77, 46],
        [81, 90, 50, 72, 60, 54, 36],
        [74, 85, 64, 69, 79, 79, 63],
        [65, 60, 65, 75, 55, 80, 60],
        [65, 70, 46, 57, 75, 85, 46],
        [50, 58, 68, 54, 64, 78, 52],
        [50, 40, 33, 34, 43, 64, 33],
        [64, 61, 52, 62, 66, 80, 41],
        [53, 66, 52, 50, 63, 80, 37],
        [40, 37, 42, 58, 50, 57, 49],
        [63, 54, 42, 48, 66, 75, 33],
        [66, 77, 66, 63, 88, 76, 72],
        [78, 75, 58, 74, 80, 78, 49],
        [48, 57, 44, 45, 51, 83, 38],
        [85, 85, 71, 71, 77, 74, 55],
        [82, 82, 39, 59, 64, 78, 39],
    ],
    dtype=float,
)


def test_alpha_of_the_toy_study_with_feldts_interval():
    found = cronbach_alpha([[24, 16, 12], [27, 18, 12], [21, 14, 6], [24, 16, 10]])
    assert found.value == pytest.approx(63 / 67)
    assert found.low == pytest.approx(1 - 4 / 67 * 6.60, abs=2e-4)
    assert found.high == pytest.approx(1 - 4 / 67 / 14.73, abs=2e-4)


def test_alpha_of_identical_items_is_one():
    found = cronbach_alpha([[1, 1], [2, 2], [4, 4]])
    assert (found.value, found.low, found.high) == pytest.approx((1, 1, 1))


def test_alpha_of_two_items_is_the_formula_of_spearman_and_brown_where_spreads_are_equal():
    items = np.array([[1, 2], [2, 1], [3, 4], [4, 3]])
    r = np.corrcoef(items.T)[0, 1]
    assert cronbach_alpha(items).value == pytest.approx(2 * r / (1 + r))


@pytest.mark.parametrize(
    "items", [[[1, 2], [3, 4]], [[1], [2], [3]], [[1, 2], [2, 1], [1.5, 1.5]], [[0.1, 0.2], [0.2, 0.1], [0.3, 0.0]]]
)
def test_alpha_is_not_given_for_too_few_units_items_or_no_spread(items):
    assert math.isnan(cronbach_alpha(items).value)


def test_alpha_of_the_attitude_data_is_the_published_one():
    """0.84 in the manual of the R package psych (alpha(attitude), raw_alpha)."""
    assert cronbach_alpha(ATTITUDE).value == pytest.approx(0.84314277, abs=5e-9)


def test_from_eight_units_on_the_interval_is_never_narrower_than_feldts():
    """R: qf(c(.975, .025), 29, 29 * 6) = 1.661538, 0.536966 on the attitude data."""
    found = cronbach_alpha(ATTITUDE)
    assert found.low <= 1 - (1 - found.value) * 1.661538 + 1e-6
    assert found.high >= 1 - (1 - found.value) * 0.536966 - 1e-6


def test_the_jackknife_of_alpha_leaves_out_each_unit_once():
    """Skewed items, where the jackknife is the wider: half width 2.093024 (R: qt(.975, 19)) errors of log(1 - alpha)."""
    items = np.exp(2 * (np.random.default_rng(1).normal(size=(20, 1)) + np.random.default_rng(2).normal(size=(20, 4))))
    left = [math.log(1 - cronbach_alpha(np.delete(items, row, axis=0)).value) for row in range(20)]
    found, half = cronbach_alpha(items), 2.093024 * math.sqrt(19 * np.var(left))
    assert found.low == pytest.approx(1 - (1 - found.value) * math.exp(half), rel=1e-6)


def test_omega_of_one_factor_is_that_of_r():
    """R: f <- factanal(attitude[, 1:5], 1); l <- f$loadings * sapply(attitude[, 1:5], sd);
    sum(l)^2 / (sum(l)^2 + sum(f$uniquenesses * sapply(attitude[, 1:5], var)))."""
    assert omega(ATTITUDE[:, :5]).value == pytest.approx(0.881885454, abs=1e-5)


def test_omega_of_items_that_measure_alike_is_alpha():
    """Equal covariances: one factor with equal loadings explains them, and both formulas give the same."""
    noise = np.linalg.qr(np.random.default_rng(1).normal(size=(40, 5)) - 0)[0]
    noise = np.linalg.qr(noise - noise.mean(axis=0))[0]
    items = noise[:, :4] + 0.8 * noise[:, 4:]
    assert omega(items).value == pytest.approx(cronbach_alpha(items).value, abs=1e-6)


def test_omega_does_not_depend_on_rows_origin_or_the_sign_of_the_factor():
    found = omega(ATTITUDE[:, :5])
    assert omega(ATTITUDE[::-1, :5] + 1000) == pytest.approx(found, nan_ok=True, rel=1e-6)
    assert omega(-ATTITUDE[:, :5]) == pytest.approx(found, nan_ok=True, rel=1e-6)


def test_omega_needs_three_items_and_five_units_an_item():
    assert math.isnan(omega(ATTITUDE[:, :2]).value)
    assert math.isnan(omega(ATTITUDE[:14, :3]).value) and not math.isnan(omega(ATTITUDE[:15, :3]).value)


def test_items_that_do_not_vary_or_add_nothing_have_no_omega():
    constant, repeated = ATTITUDE[:, :3].copy(), ATTITUDE[:, [0, 1, 0]]
    constant[:, 1] = 5
    assert math.isnan(omega(constant).value) and math.isnan(omega(repeated).value)


# Three items of which one goes with both others, and these not with one another: r12 r13 / r23 is above 1.
HEYWOOD = np.array([[1, 0.6, 0.6], [0.6, 1, 0.2], [0.6, 0.2, 1]])


def of_correlations(correlations, n=60):
    """Return n rows whose columns correlate exactly as given."""
    noise = np.random.default_rng(3).normal(size=(n, len(correlations)))
    orthogonal = np.linalg.qr(noise - noise.mean(axis=0))[0]
    return orthogonal @ np.linalg.cholesky(correlations).T


def test_a_factor_that_is_one_item_is_no_factor_and_has_no_omega():
    """R: factanal(covmat = m, factors = 1, n.obs = 60)$uniquenesses[1] = 0.005, its bound, for this matrix."""
    items = of_correlations(HEYWOOD)
    assert improper(items) and math.isnan(omega(items).value)
    assert math.isfinite(cronbach_alpha(items).value)


def test_items_with_a_proper_factor_are_not_called_improper():
    assert not improper(ATTITUDE[:, :5]) and not improper(ATTITUDE[:, :2]) and not improper(ATTITUDE[:14, :3])
    assert not improper(of_correlations(np.array([[1, 0.6, 0.6], [0.6, 1, 0.4], [0.6, 0.4, 1]])))
