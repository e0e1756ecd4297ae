"""The lowest and highest Spearman correlation, against all orders written out."""

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import spearmanr

from analysis.association.extremes import Group, Known, extremes


def agreeing(known, units, fixed, chain, free):
    """Return the correlations of every order of units 0, 1, ... that agrees; the first units count."""
    found, counted = [], len(units)
    for places in permutations(range(1, known.places + 1)):
        in_place = all(places[unit] == place for unit, place in fixed.items())
        in_order = all(places[one] < places[other] for one, other in zip(chain, chain[1:], strict=False))
        if in_place and in_order:
            found.append(spearmanr(places[:counted], units).statistic)
    return min(found), max(found)


@pytest.mark.parametrize("seed", range(8))
def test_bounds_are_those_of_all_orders_written_out(seed):
    generator = np.random.default_rng(seed)
    places, counted = 7, int(generator.integers(4, 8))
    units = list(generator.permutation(counted) + 1.0)
    at = [int(one) for one in generator.permutation(counted)]
    spots = [int(one) for one in generator.permutation(places) + 1]
    fixed, chain, free = {at[0]: spots[0]}, at[1:3], at[3:]
    known = Known(places, np.array(units), [Group(1, [units[unit]], place, place) for unit, place in fixed.items()],
                  [Group(1, [units[unit]], 1, places) for unit in chain], [units[unit] for unit in free])  # fmt: skip
    assert extremes(known) == pytest.approx(agreeing(known, units, fixed, chain, free))


def test_where_nothing_is_known_everything_is_possible():
    assert extremes(Known(6, np.arange(1.0, 7), [], [], list(np.arange(1.0, 7)))) == pytest.approx((-1, 1))


def test_where_everything_is_known_both_bounds_are_the_correlation():
    standing = np.array([2.0, 1, 4, 3, 5])
    known = Known(5, standing, [], [Group(1, [one], 1, 5) for one in standing], [])
    assert extremes(known) == pytest.approx((0.8, 0.8))


def test_units_of_equal_value_share_a_mean_place():
    known = Known(
        4, np.arange(1.0, 5), [], [Group(1, [1.0], 1, 4), Group(2, [2.0, 3.0], 1, 4), Group(1, [4.0], 1, 4)], []
    )
    assert extremes(known) == pytest.approx((spearmanr([1, 2.5, 2.5, 4], [1, 2, 3, 4]).statistic,) * 2)


def test_what_no_order_agrees_with_has_no_bounds():
    clash = [Group(1, [1.0], 3, 1)]
    assert np.isnan(extremes(Known(3, np.arange(1.0, 4), [], clash, [2.0, 3.0]))).all()
    assert np.isnan(extremes(Known(2, np.arange(1.0, 4), [], [], [1.0, 2.0, 3.0]))).all()
