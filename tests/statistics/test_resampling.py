"""Permutation tests of many columns against the same by plain loops, and by hand."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.resampling import (
    group_orders,
    orders,
    p_value,
    permuted_concordance,
    permuted_correlations,
    permuted_differences,
)


def generator(seed=1):
    return np.random.default_rng(seed)


def test_few_units_have_all_orders_but_the_given_one():
    found = orders(4, 23, generator())
    assert len(found) == 23 and found.dtype == np.int32
    assert {tuple(row) for row in found} | {(0, 1, 2, 3)} == set(itertools.permutations(range(4)))


def test_more_orders_than_wanted_are_drawn_and_the_same_again():
    found = orders(5, 50, generator())
    assert found.shape == (50, 5) and (np.sort(found, axis=1) == np.arange(5)).all()
    assert (orders(5, 50, generator()) == found).all()


def test_drawn_orders_put_every_unit_everywhere_equally_often():
    found = orders(12, 6000, generator())
    counts = np.array([np.bincount(column, minlength=12) for column in found.T])
    assert np.abs(counts - 500).max() < 5 * math.sqrt(500)


def test_each_other_choice_of_the_group_comes_once():
    in_group = np.array([True, False, True, False, False])
    found = group_orders(in_group, 9, generator())
    assert len(found) == 9 and (np.sort(found, axis=1) == np.arange(5)).all()
    assert len({tuple(row) for row in in_group[found]} | {tuple(in_group)}) == 10


def test_more_choices_than_wanted_are_drawn():
    assert group_orders(np.arange(20) < 8, 99, generator()).shape == (99, 20)


def test_what_was_observed_counts_as_one_of_the_orders():
    assert p_value(np.array([0, 9]), 99) == pytest.approx([0.01, 0.1])


def columns(n, k=4):
    values = generator(n).normal(90, 4, (n, k))
    return np.round(np.minimum(values, 94), 2)


@pytest.mark.parametrize("ranked", [False, True])
def test_p_of_correlations_is_that_of_a_loop_over_the_orders(ranked):
    values, outside = columns(15), np.round(generator(2).normal(size=15), 1)
    drawn = orders(15, 200, generator())
    found = permuted_correlations(outside, values, drawn, ranked)
    method = stats.spearmanr if ranked else stats.pearsonr
    for column, p in zip(values.T, found, strict=True):
        observed = abs(method(outside, column).statistic)
        extreme = [abs(method(outside[row], column).statistic) >= observed - 1e-9 for row in drawn]
        assert p == pytest.approx((1 + sum(extreme)) / 201)


def test_a_column_without_spread_has_no_p():
    values = columns(12)
    values[:, 1] = 0.1 + 0.2
    found = permuted_correlations(np.arange(12), values, orders(12, 99, generator()))
    assert np.isnan(found[1]) and not np.isnan(found[[0, 2, 3]]).any()


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5, 6], [1, 1, 2, 3, 3, 3]])
def test_concordance_is_that_of_a_loop_over_all_orders(values):
    one, other = np.array([2, 2, 1, 5, 4, 3]), np.array(values)
    observed = abs(stats.kendalltau(one, other).statistic)
    every = [abs(stats.kendalltau(one, list(row)).statistic) for row in itertools.permutations(other)]
    found = permuted_concordance(one, other, orders(6, 10_000, generator()))
    assert found == pytest.approx(np.mean(np.array(every) >= observed - 1e-9))


def welchs_t(inside, outside):
    return (inside.mean() - outside.mean()) / math.sqrt(
        inside.var(ddof=1) / len(inside) + outside.var(ddof=1) / len(outside)
    )


def looped_p(in_group, column, drawn):
    observed = abs(welchs_t(column[in_group], column[~in_group]))
    chosen = in_group[drawn]
    extreme = [abs(welchs_t(column[row], column[~row])) >= observed - 1e-9 for row in chosen]
    return (1 + sum(extreme)) / (1 + len(drawn))


def test_p_of_differences_is_that_of_a_loop_over_the_orders():
    in_group, values = np.arange(14) < 5, columns(14)
    drawn = group_orders(in_group, 300, generator())
    found = permuted_differences(in_group, values, drawn)
    assert found.estimate == pytest.approx(values[:5].mean(axis=0) - values[5:].mean(axis=0))
    assert found.p == pytest.approx([looped_p(in_group, column, drawn) for column in values.T])


def test_limits_are_the_shifts_at_which_a_loop_begins_to_reject():
    in_group, values = np.arange(14) < 5, columns(14)
    drawn = group_orders(in_group, 300, generator())
    found = permuted_differences(in_group, values, drawn)
    for place, column in enumerate(values.T):
        for limit, outwards in ((found.low[place], -1e-5), (found.high[place], 1e-5)):
            assert looped_p(in_group, column - (limit + outwards) * in_group, drawn) < 0.05
            assert looped_p(in_group, column - (limit - outwards) * in_group, drawn) >= 0.05


def test_the_other_side_as_the_group_turns_the_signs():
    in_group, values = np.arange(14) < 5, columns(14)
    drawn = group_orders(in_group, 300, generator())
    one, other = permuted_differences(in_group, values, drawn), permuted_differences(~in_group, values, drawn)
    assert one.estimate == pytest.approx(-other.estimate) and one.p == pytest.approx(other.p)
    assert one.low == pytest.approx(-other.high) and one.high == pytest.approx(-other.low)


def test_unit_and_origin_do_not_matter():
    in_group, values = np.arange(14) < 5, columns(14)
    drawn = group_orders(in_group, 300, generator())
    one, other = (
        permuted_differences(in_group, values, drawn),
        permuted_differences(in_group, 10 * values + 1000, drawn),
    )
    assert one.p == pytest.approx(other.p) and 10 * one.high == pytest.approx(other.high, rel=1e-5)


def test_columns_do_not_disturb_one_another():
    in_group, values = np.arange(14) < 5, columns(14, 40)
    drawn = group_orders(in_group, 300, generator())
    together = permuted_differences(in_group, values, drawn)
    alone = permuted_differences(in_group, values[:, 7:8], drawn)
    assert [part[7] for part in together] == pytest.approx([part[0] for part in alone])


def test_many_units_come_near_welch():
    in_group, values = np.arange(400) < 150, columns(400, 3)
    found = permuted_differences(in_group, values, orders(400, 999, generator()))
    for place, column in enumerate(values.T):
        usual = stats.ttest_ind(column[in_group], column[~in_group], equal_var=False)
        assert found.p[place] == pytest.approx(usual.pvalue, abs=0.05)
        width = usual.confidence_interval().high - usual.confidence_interval().low
        assert found.high[place] - found.low[place] == pytest.approx(width, rel=0.1)


def test_columns_without_spread_have_a_difference_of_nothing():
    in_group, values = np.arange(9) < 3, np.column_stack([np.full(9, 0.3), np.arange(9) < 3])
    found = permuted_differences(in_group, values, group_orders(in_group, 99, generator()))
    assert found.estimate == pytest.approx([0, 1]) and np.isnan(found.low).all()
    assert np.isnan(found.p[0]) and found.p[1] == pytest.approx(1 / 84)
