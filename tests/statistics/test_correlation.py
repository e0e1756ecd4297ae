"""Correlations against published examples, closed forms and R."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.correlation import kendall, pearson, pearson_of_scores, permutation_p, spearman

# Hollander and Wolfe (1973), lightness of tuna and panel score: the example of R's cor.test.
LIGHTNESS = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
PANEL = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
# Anscombe (1973), first set: correlation 0.816.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def test_pearson_on_the_tuna_example():
    found = pearson(LIGHTNESS, PANEL)
    assert found.value == pytest.approx(0.5711816, abs=5e-8)
    assert found.p == pytest.approx(0.1082, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(-0.1497426, abs=5e-7), pytest.approx(0.8955795, abs=5e-7))


def test_kendall_on_the_tuna_example():
    found = kendall(LIGHTNESS, PANEL)
    assert found.value == pytest.approx(0.4444444, abs=5e-8)
    assert 2 * round(found.p / 2, 4) == pytest.approx(0.1194, abs=1e-4)


def test_pearson_on_anscombes_first_set():
    assert pearson(ANSCOMBE_X, ANSCOMBE_Y).value == pytest.approx(0.816, abs=5e-4)


def test_spearman_by_hand():
    found = spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])
    assert found.value == pytest.approx(1 - 6 * 4 / (5 * 24))


def test_the_interval_of_spearman_is_that_of_bonett_and_wright():
    found = spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])
    half = 1.959964 * math.sqrt((1 + 0.8**2 / 2) / 2)
    assert math.atanh(found.high) - math.atanh(0.8) == pytest.approx(half, rel=1e-6)
    assert math.atanh(0.8) - math.atanh(found.low) == pytest.approx(half, rel=1e-6)


def test_the_interval_of_kendall_is_that_of_fieller():
    found = kendall(range(10), [1, 0, 3, 2, 5, 4, 7, 6, 9, 8])
    half = 1.959964 * math.sqrt(0.437 / 6)
    assert found.value == pytest.approx(1 - 2 * 5 / 45)
    assert math.atanh(found.high) - math.atanh(35 / 45) == pytest.approx(half, rel=1e-6)


def test_the_interval_of_kendall_is_wider_where_leaving_out_a_unit_changes_more():
    """Many ties; half width 2.306004 (R: qt(.975, 8)) jackknife errors of z."""
    one, other = np.array([1, 1, 1, 1, 1, 2, 2, 2, 2, 3]), np.array([2, 1, 2, 1, 2, 2, 1, 2, 2, 1])
    left = [stats.kendalltau(np.delete(one, row), np.delete(other, row)).statistic for row in range(10)]
    found = kendall(one, other)
    half = 2.306004 * math.sqrt(9 * np.var(np.arctanh(left)))
    assert half > 1.96 * math.sqrt(0.437 / 6)
    assert math.atanh(found.value) - math.atanh(found.low) == pytest.approx(half, rel=1e-6)


def test_below_ten_units_kendall_has_no_interval():
    found = kendall(LIGHTNESS, PANEL)
    assert found.value == pytest.approx(4 / 9) and math.isnan(found.low) and math.isnan(found.high)


def test_all_orders_of_four_ranks_by_hand():
    """Of 24 orders, one has a sum of squared differences of 0 and one of 20; three have 2 and three have 18."""
    assert permutation_p([1, 2, 3, 4], [1, 2, 3, 4]) == pytest.approx(2 / 24)
    assert permutation_p([1, 2, 3, 4], [1, 2, 4, 3]) == pytest.approx(8 / 24)


@pytest.mark.parametrize("method", [pearson, spearman, kendall])
@pytest.mark.parametrize(("one", "other"), [([], []), ([1.0, 2.0], [2.0, 1.0]), ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0])])
def test_too_few_or_equal_values_have_no_correlation(method, one, other):
    found = method(one, other)
    assert math.isnan(found.value) and math.isnan(found.p) and found.n == len(one)


@pytest.mark.parametrize("method", [pearson, spearman, kendall])
def test_a_perfect_correlation_has_no_interval(method):
    found = method([1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12])
    assert found.value == pytest.approx(1) and math.isnan(found.low)


@pytest.mark.parametrize("method", [spearman, kendall])
def test_ties_are_not_broken_by_the_order_of_addition(method):
    exact = method([0.6, 0.6, 1, 2, 3], [1, 2, 4, 3, 5])
    found = method([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 1, 2, 3], [1, 2, 4, 3, 5])
    assert found == pytest.approx(exact, nan_ok=True)


def test_exact_p_of_kendall_is_that_of_r():
    """R: cor.test(x, y, method = "kendall") on the tuna data, exact p 0.1194."""
    assert permutation_p(LIGHTNESS, PANEL, "kendall") == pytest.approx(0.1194389, abs=5e-8)


def test_exact_p_of_spearman_is_that_of_r():
    """R: cor.test(x, y, method = "spearman") on the tuna data, exact p 0.0968."""
    assert permutation_p(LIGHTNESS, PANEL, "spearman") == pytest.approx(0.0968, abs=5e-5)


def test_permutation_p_of_pearson_by_hand():
    products = [1 * a + 2 * b + 3 * c + 4 * d for a, b, c, d in itertools.permutations([1, 2, 4, 8])]
    from_mean = np.abs(np.array(products) - 2.5 * 15)
    expected = (from_mean >= from_mean[0] - 1e-9).mean()
    assert permutation_p([1, 2, 3, 4], [1, 2, 4, 8], "pearson") == pytest.approx(expected)


@pytest.mark.parametrize("measure", ["pearson", "spearman", "kendall"])
@pytest.mark.parametrize("n", [12, 40, 230])
def test_drawn_orders_come_near_the_usual_p(measure, n):
    one, other = np.random.default_rng(n).normal(size=(2, n))
    other = other + 0.3 * one
    usual = {"pearson": pearson, "spearman": spearman, "kendall": kendall}[measure](one, other).p
    assert permutation_p(one, other, measure, np.random.default_rng(1)) == pytest.approx(usual, abs=0.015)


@pytest.mark.parametrize("measure", ["pearson", "spearman", "kendall"])
def test_shuffled_rows_shifts_and_ties_of_addition_do_not_change_p(measure):
    one, other = np.round(np.random.default_rng(5).normal(size=(2, 30)), 1)
    rows = np.random.default_rng(6).permutation(30)
    found = permutation_p(one, other, measure, np.random.default_rng(1))
    assert permutation_p(one[rows], other[rows], measure, np.random.default_rng(1)) == found
    assert permutation_p(one + 1000, other * 3, measure, np.random.default_rng(1)) == found


@pytest.mark.parametrize("measure", ["pearson", "spearman", "kendall"])
def test_without_spread_there_is_no_permutation_p(measure):
    assert math.isnan(permutation_p([1, 1, 1, 1], [1, 2, 3, 4], measure))


def test_kendall_of_many_units_is_normal_with_the_variance_of_all_orders():
    """Without ties the variance of S over all orders is n (n - 1) (2 n + 5) / 18 (Kendall 1938)."""
    n = 210
    one, other = np.arange(n), np.random.default_rng(3).permutation(n)
    pairs = np.sign(np.subtract.outer(one, one) * np.subtract.outer(other, other))[np.triu_indices(n, 1)]
    z = pairs.sum() / math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    assert permutation_p(one, other, "kendall") == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), rel=1e-9)


def test_the_interval_of_scores_is_never_narrower_than_fishers():
    for seed in range(20):
        one, other = np.random.default_rng(seed).normal(size=(2, 15))
        wide, usual = pearson_of_scores(one, other), pearson(one, other)
        assert wide.value == usual.value and wide.p == usual.p
        assert wide.low <= usual.low and wide.high >= usual.high


def test_the_jackknife_of_scores_by_leaving_out_each_unit():
    one, other = np.array(LIGHTNESS), np.array(PANEL)
    left = [np.arctanh(np.corrcoef(np.delete(one, i), np.delete(other, i))[0, 1]) for i in range(9)]
    error = math.sqrt(8 * np.var(left))
    found = pearson_of_scores(one, other)
    assert math.atanh(found.high) - math.atanh(found.value) == pytest.approx(2.364624 * error, rel=1e-6)


@pytest.mark.parametrize("method", [pearson, spearman, kendall, pearson_of_scores])
def test_a_thousand_more_changes_no_correlation(method):
    one, other = np.random.default_rng(8).normal(size=(2, 25))
    assert method(one + 1000, other) == pytest.approx(method(one, other), rel=1e-6)
