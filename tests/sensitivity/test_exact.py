"""Sums of points without rounding, against fractions and whole numbers of any size."""

from fractions import Fraction

import numpy as np
import pytest

from analysis.sensitivity import exact
from analysis.sensitivity.ranking import rank_draws

GENERATOR = np.random.default_rng(6)


def test_points_become_whole_numbers_with_as_few_decimals_as_they_need():
    values, decimals = exact.whole(np.array([[0.5, 1.25], [-3, 0]]))
    assert decimals == 2
    np.testing.assert_array_equal(values, [[50, 125], [-300, 0]])
    assert exact.whole(np.array([7.0, 0.0]))[1] == 0


def test_noise_of_adding_decimals_is_forgiven():
    values, decimals = exact.whole(np.array([0.1 + 0.2, 0.3, 1.1 + 2.2]))
    assert decimals == 1
    np.testing.assert_array_equal(values, [3, 3, 33])


def test_nine_decimals_are_held():
    values, decimals = exact.whole(np.array([0.123456789, 99.000000001]))
    assert decimals == 9
    np.testing.assert_array_equal(values, [123456789, 99000000001])


@pytest.mark.parametrize("bad", [1 / 3, np.nan, np.inf, 1e-10, 1e17])
def test_what_is_no_decimal_number_is_refused(bad):
    with pytest.raises(ValueError, match="decimals"):
        exact.whole(np.array([1.0, bad]))


@pytest.mark.parametrize("bits", [40, 48, 53])
def test_sums_are_exact_to_the_last_digit(bits):
    points = np.round(GENERATOR.random((30, 100)) * 10, 2)
    values, _ = exact.whole(points)
    factors, resolution = exact.whole_factors(GENERATOR.dirichlet(np.ones(100), 20), values, bits)
    found = exact.sums(factors, values)
    by_hand = factors.astype(np.int64).astype(object) @ values.T.astype(np.int64).astype(object)
    assert (found.astype(np.int64).astype(object) == by_hand).all()
    assert found.max() < 2**bits and Fraction(resolution).numerator == 1


def test_the_resolution_is_the_finest_power_of_two_that_keeps_the_bound():
    values = np.array([[3.0, 4.0], [1.0, -5.0]])
    factors = np.array([[1.0, 1.0], [0.5, 0.25]])
    # The largest sum of absolute values is 3 + 5 = 8, so that 2^27 x 8 = 2^30 is one step too fine.
    scaled, resolution = exact.whole_factors(factors, values, 30)
    assert resolution == 2.0**-26
    np.testing.assert_array_equal(scaled, factors * 2**26)


def test_true_ties_are_ties_and_all_else_is_not():
    generator = np.random.default_rng(9)
    values = generator.integers(0, 101, (400, 5)).astype(float)
    shares = np.array([[0.125, 0.25, 0.0625, 0.5, 0.0625]])
    ranks = rank_draws(exact.sums(exact.whole_factors(shares, values)[0], values))[0]
    totals = [sum(Fraction(share) * int(value) for share, value in zip(shares[0], row, strict=True)) for row in values]
    assert list(ranks) == [1 + sum(other > own for other in totals) for own in totals]
    assert len(set(totals)) < len(totals)


def test_the_order_of_criteria_and_of_units_changes_no_sum():
    values = np.rint(GENERATOR.random((50, 80)) * 1000)
    factors, _ = exact.whole_factors(GENERATOR.random((40, 80)), values, 50)
    order, leaves = GENERATOR.permutation(50), GENERATOR.permutation(80)
    shuffled = exact.sums(factors[:, leaves], values[order][:, leaves])
    np.testing.assert_array_equal(shuffled, exact.sums(factors, values)[:, order])


def test_sums_that_would_be_too_coarse_are_refused():
    with pytest.raises(ValueError, match="too large"):
        exact.whole_factors(np.array([[1.0, 1.0]]), np.array([[2.0**33, 1.0]]), 53)
    assert exact.whole_factors(np.array([[1.0, 1.0]]), np.array([[2.0**32, 1.0]]), 53)[1] == 2.0**-20


def test_a_sum_that_could_be_inexact_is_refused():
    with pytest.raises(ValueError, match="exact"):
        exact.sums(np.array([[2.0**30]]), np.array([[2.0**23]]))
    assert exact.sums(np.array([[2.0**30 - 1]]), np.array([[2.0**23]]))[0, 0] == (2**30 - 1) * 2**23


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_missing_factors_and_values_are_refused(bad):
    with pytest.raises(ValueError, match="missing or infinite"):
        exact.whole_factors(np.array([[1.0, bad]]), np.ones((3, 2)))
    with pytest.raises(ValueError, match="missing or infinite"):
        exact.whole_factors(np.ones((1, 2)), np.array([[1.0, bad]]))


def test_more_bits_than_float64_has_are_refused():
    with pytest.raises(ValueError, match="2\\^53"):
        exact.whole_factors(np.ones((1, 1)), np.ones((1, 1)), 54)


def test_nothing_but_zeros_adds_up_to_zero():
    factors, _ = exact.whole_factors(np.zeros((2, 3)), np.zeros((4, 3)))
    np.testing.assert_array_equal(exact.sums(factors, np.zeros((4, 3))), np.zeros((2, 4)))
