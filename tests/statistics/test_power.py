"""What a test would have found, against R, published examples and the test itself on drawn data."""

import math

import numpy as np
import pytest

from analysis.statistics.correlation import permutation_p
from analysis.statistics.difference import mean_difference
from analysis.statistics.power import detectable_correlation, detectable_difference, detectable_from_error


@pytest.mark.parametrize(
    ("deviation", "n", "tests", "expected"),
    [(1.0, 20, 1, 0.9091290327), (2.5, 6, 1, 4.488852302), (1.0, 20, 40, 1.381886756)],
)
def test_equal_groups_as_in_r(deviation, n, tests, expected):
    """R: power.t.test(n = 20, power = 0.8, sd = 1, sig.level = 0.05 / 40, strict = TRUE, tol = 1e-12)$delta."""
    assert detectable_difference(deviation, n, n, tests=tests) == pytest.approx(expected, abs=1e-6)


def test_a_normal_estimate_needs_the_usual_two_point_eight_errors():
    """The sum of the normal quantiles 1.959964 and 0.841621; the other tail adds less than a millionth."""
    assert detectable_from_error(0.5) == pytest.approx(0.5 * (1.959964 + 0.841621), rel=3e-6)


def test_thirty_hundredths_need_eighty_four_units():
    """Cohen (1988), table 3.4.1: r = 0.30 at 5 per cent, two-sided, power 0.80 needs 84 units (the exact one is 84.07)."""
    assert detectable_correlation(84) == pytest.approx(0.30, abs=5e-4)
    assert detectable_correlation(28) == pytest.approx(0.50, abs=5e-3)


@pytest.mark.parametrize(("n", "n_reference"), [(4, 8), (8, 17), (45, 91)])
def test_a_detectable_difference_is_found_four_times_in_five(n, n_reference):
    generator, found = np.random.default_rng(n), []
    apart = detectable_difference(1.5, n, n_reference, 1.0)
    for _ in range(1000):
        group = generator.normal(apart, 1.5, n)
        found.append(mean_difference(group, generator.normal(0, 1, n_reference)).p < 0.05)
    assert np.mean(found) == pytest.approx(0.8, abs=0.04)


@pytest.mark.parametrize("n", [12, 25, 136])
def test_a_detectable_correlation_is_found_four_times_in_five(n):
    generator, found, strength = np.random.default_rng(n), [], detectable_correlation(n)
    for _ in range(500):
        one, other = generator.normal(size=(2, n))
        other = strength * one + math.sqrt(1 - strength**2) * other
        found.append(permutation_p(one, other, "pearson", generator, 199) < 0.05)
    assert np.mean(found) == pytest.approx(0.8, abs=0.06)


def test_more_tests_fewer_units_and_more_spread_find_less():
    plain = detectable_difference(1, 10, 20)
    assert detectable_difference(1, 10, 20, tests=5) > plain
    assert detectable_difference(1, 9, 20) > plain
    assert detectable_difference(2, 10, 20, 1) > plain
    assert detectable_correlation(30, tests=5) > detectable_correlation(30) > detectable_correlation(31)


def test_the_sides_may_be_named_either_way_and_the_unit_is_kept():
    assert detectable_difference(1, 5, 20, 3) == pytest.approx(detectable_difference(3, 20, 5, 1))
    assert detectable_difference(10, 5, 20, 30) == pytest.approx(10 * detectable_difference(1, 5, 20, 3))


@pytest.mark.parametrize(("n", "n_reference", "deviation"), [(1, 20, 1), (20, 0, 1), (10, 10, 0), (10, 10, math.nan)])
def test_without_units_or_spread_nothing_can_be_said(n, n_reference, deviation):
    assert math.isnan(detectable_difference(deviation, n, n_reference))


def test_few_units_and_no_error_have_nothing_detectable():
    assert math.isnan(detectable_correlation(4)) and 0 < detectable_correlation(5) < 1
    assert math.isnan(detectable_from_error(0)) and math.isnan(detectable_from_error(math.nan))


@pytest.mark.parametrize("tests", [1, 50, 5000])
@pytest.mark.parametrize("n", [2, 3, 50, 5000])
def test_every_size_and_number_of_tests_has_an_answer(n, tests):
    assert detectable_difference(1, n, n + 1, 2, tests) > 0
