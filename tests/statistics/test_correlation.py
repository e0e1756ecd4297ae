"""Estimates against published examples and closed forms.

Sleep data: Student (1908), as in the help page of R's t.test. Feldt: closed form with printed F tables.
"""

import math

import numpy as np
import pytest

from analysis.statistics.correlation import kendall, pearson, permutation_p, spearman
from analysis.statistics.difference import mean_difference
from analysis.statistics.overlap import cronbach_alpha

DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Hollander and Wolfe (1973), lightness of tuna and panel score: the example of R's cor.test.
LIGHTNESS = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
PANEL = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
# Anscombe (1973), first set: correlation 0.816.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def test_welch_on_students_sleep_data():
    found = mean_difference(DRUG_1, DRUG_2)
    assert found.value == pytest.approx(-1.58)
    assert found.p == pytest.approx(0.07939, abs=5e-6)
    assert (found.low, found.high) == (pytest.approx(-3.3654832, abs=5e-8), pytest.approx(0.2054832, abs=5e-8))
    assert found.n == 20


def test_the_difference_changes_its_sign_with_the_reference():
    one, other = mean_difference(DRUG_1, DRUG_2), mean_difference(DRUG_2, DRUG_1)
    assert (one.value, one.low, one.high) == (-other.value, -other.high, -other.low)


@pytest.mark.parametrize(("group", "reference"), [([1.0], [2.0, 3.0]), ([1.0, 1.0], [2.0, 2.0])])
def test_without_spread_only_the_difference_is_given(group, reference):
    found = mean_difference(group, reference)
    assert found.value == np.mean(group) - np.mean(reference) and math.isnan(found.low) and math.isnan(found.p)


def test_spread_that_comes_from_addition_alone_is_no_spread():
    found = mean_difference([0.1 + 0.2, 0.3], [0.6, 0.3 + 0.2 + 0.1])
    assert found.value == pytest.approx(-0.3) and math.isnan(found.p)


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
