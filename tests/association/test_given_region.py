"""Partial correlation given region: what R gives, and places that only change within a region."""

import numpy as np
import pytest

from analysis.association.given_region import enough, freedom, orders_within, partial

ONE = np.array([3.1, 4.7, 2.2, 5.9, 6.4, 1.8, 7.7, 4.4, 5.1, 8.3, 2.9, 6.6])
OTHER = np.array([2.0, 5.5, 3.1, 4.9, 7.8, 2.7, 6.1, 3.9, 6.3, 7.1, 4.2, 5.8])
REGIONS = np.repeat(["a", "b", "c"], 4)


def orders():
    return orders_within(REGIONS, 999, np.random.default_rng(1))


# R 4.2: cor(resid(lm(x ~ g)), resid(lm(y ~ g))), and of rank(x), rank(y)
@pytest.mark.parametrize(("ranked", "expected"), [(False, 0.8202252), (True, 0.8103671)])
def test_the_partial_correlation_is_what_r_gives(ranked, expected):
    found = partial(ONE, OTHER, REGIONS, orders(), ranked)
    assert found.value == pytest.approx(expected, abs=1e-6)
    assert -1 < found.low < found.value < found.high < 1 and found.n == 12 and found.p < 0.05


def test_levels_of_regions_change_nothing():
    level = np.repeat([0.0, 100.0, -50.0], 4)
    found, moved = (partial(ONE + level * on, OTHER - level * on, REGIONS, orders(), False) for on in (0, 1))
    assert moved == pytest.approx(found)


def test_orders_leave_every_unit_in_its_region():
    mixed = np.array(["b", "a", "b", "a", "c", "a", "b"])
    drawn = orders_within(mixed, 50, np.random.default_rng(1))
    assert (mixed[drawn] == mixed).all() and (np.sort(drawn, axis=1) == np.arange(7)).all()
    assert len(np.unique(drawn, axis=0)) > 20


def test_regions_must_be_known_differ_and_leave_eight_units():
    assert enough(REGIONS) and freedom(REGIONS) == 10
    assert not enough(np.array(["a"] * 12)) and not enough(np.array([*REGIONS[:-1], ""]))
    assert not enough(np.repeat(["a", "b", "c"], 3))


def test_where_nothing_varies_within_regions_there_is_no_correlation():
    found = partial(np.repeat([1.0, 2.0, 3.0], 4), OTHER, REGIONS, orders(), False)
    assert np.isnan(found.value) and found.n == 12


def test_nothing_is_certain_whose_interval_holds_zero():
    generator = np.random.default_rng(5)
    for _ in range(20):
        other = 0.5 * (ONE - ONE.mean()) + generator.normal(scale=1.5, size=12)
        found = partial(ONE, other, REGIONS, orders(), False)
        assert (found.low <= 0 <= found.high) <= (found.p >= 0.05)
