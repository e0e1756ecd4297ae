"""Differences of means against published examples, R, and what must not change.

Sleep data: Student (1908), as in the help page of R's t.test.
"""

import itertools
import math

import numpy as np
import pytest

from analysis.statistics.difference import group_difference, hedges_g, mean_difference

DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def generator():
    return np.random.default_rng(1)


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


def test_a_side_without_spread_is_no_obstacle():
    """R: t.test(c(1, 1, 1), c(2, 4, 6, 9)): t = -2.8465, df = 3, p = 0.06529."""
    found = mean_difference([1, 1, 1], [2, 4, 6, 9])
    assert found.p == pytest.approx(0.06529, abs=5e-6)


def welchs_t(group, reference):
    sides = np.var(group, ddof=1) / len(group) + np.var(reference, ddof=1) / len(reference)
    return (np.mean(group) - np.mean(reference)) / math.sqrt(sides)


def exact_p(group, reference):
    values, size = [*group, *reference], len(group)
    observed, found = abs(welchs_t(group, reference)), []
    for chosen in itertools.combinations(range(len(values)), size):
        inside = [values[place] for place in chosen]
        found.append(abs(welchs_t(inside, [values[place] for place in range(len(values)) if place not in chosen])))
    return np.mean(np.array(found) >= observed - 1e-9)


GROUP, REFERENCE = [88.1, 92.4, 79.0, 95.0], [95.0, 94.2, 95.0, 91.3, 96.1, 93.3]


def test_p_is_that_of_all_choices_of_the_group_or_welchs_if_larger():
    found, method = group_difference(GROUP, REFERENCE, generator())
    assert method == "permutation"
    assert found.p == pytest.approx(max(exact_p(GROUP, REFERENCE), mean_difference(GROUP, REFERENCE).p))


def test_the_interval_ends_where_the_test_begins_to_reject():
    found, _ = group_difference(GROUP, REFERENCE, generator())
    for limit, side in ((found.low, -1), (found.high, 1)):
        just_out, just_in = (np.array(GROUP) - limit + step * side for step in (-1e-4, 1e-4))
        assert min(exact_p(just_out, REFERENCE), mean_difference(just_out, REFERENCE).p) < 0.05
        kept = max(exact_p(just_in, REFERENCE), mean_difference(just_in, REFERENCE).p)
        assert kept >= 0.05 - 1e-4


@pytest.mark.parametrize("sizes", [(4, 6), (9, 14), (60, 60)])
def test_the_other_way_round_only_the_signs_change(sizes):
    group, reference = (np.round(np.random.default_rng(n).normal(90, 5, n), 2) for n in sizes)
    one, other = group_difference(group, reference, generator())[0], group_difference(reference, group, generator())[0]
    assert (one.value, one.low, one.high, one.p) == pytest.approx((-other.value, -other.high, -other.low, other.p))


@pytest.mark.parametrize("sizes", [(4, 6), (9, 14), (150, 120)])
def test_shuffled_rows_and_a_thousand_more_change_nothing(sizes):
    group, reference = (np.round(np.random.default_rng(n).normal(90, 5, n), 2) for n in sizes)
    found, method = group_difference(group, reference, generator())
    shuffled = group_difference(np.random.default_rng(7).permutation(group), reference[::-1], generator())
    more = group_difference(group + 1000, reference + 1000, generator())
    assert shuffled == (found, method)
    assert more[0] == pytest.approx(found, abs=1e-6)


@pytest.mark.parametrize(("sizes", "method"), [((100, 100), "permutation"), ((101, 100), "welch")])
def test_above_two_hundred_units_welch_alone_is_used(sizes, method):
    group, reference = (np.random.default_rng(n).normal(size=n) for n in sizes)
    found, used = group_difference(group, reference, generator())
    assert used == method
    assert found[1:4] == pytest.approx(mean_difference(group, reference)[1:4], abs=0.02)


@pytest.mark.parametrize("sizes", [(3, 4), (2, 20), (20, 2), (1, 1)])
def test_few_units_have_values_only(sizes):
    group, reference = (np.arange(n, dtype=float) for n in sizes)
    found, method = group_difference(group, reference, generator())
    assert method == "" and found.value == group.mean() - reference.mean() and math.isnan(found.p)


def test_an_empty_side_has_nothing():
    found, method = group_difference([], [1.0] * 9, generator())
    assert math.isnan(found.value) and method == ""


def test_sides_that_differ_without_any_spread_within_have_p_but_no_interval():
    """Of the 84 choices of three among nine only one is as extreme."""
    found, _ = group_difference([1, 1, 1], [2] * 6, generator())
    assert found.value == -1 and found.p == pytest.approx(1 / 84) and math.isnan(found.low)


def test_where_nothing_varies_there_is_no_test():
    found, _ = group_difference([2, 2, 2], [2] * 6, generator())
    assert found.value == 0 and math.isnan(found.p) and math.isnan(found.low)


def test_hedges_g_by_its_formula():
    """J(18) = gamma(9) / (3 gamma(8.5)), Hedges (1981); d of the sleep data is -1.58 / 1.8985 = -0.8322."""
    pooled = math.sqrt((np.var(DRUG_1, ddof=1) + np.var(DRUG_2, ddof=1)) / 2)
    expected = -1.58 / pooled * math.gamma(9) / (3 * math.gamma(8.5))
    found = hedges_g(DRUG_1, DRUG_2)
    assert found.value == pytest.approx(expected)
    assert found.value == pytest.approx(-1.58 / pooled * (1 - 3 / (4 * 18 - 1)), abs=2e-4)
    assert found.p == pytest.approx(0.07939, abs=5e-6) and found.n == 20


def test_hedges_g_does_not_depend_on_the_unit_or_the_origin():
    one, other = hedges_g(DRUG_1, DRUG_2), hedges_g(np.array(DRUG_1) * 7 + 1000, np.array(DRUG_2) * 7 + 1000)
    assert one == pytest.approx(other)


def test_the_interval_of_g_turns_with_its_sign():
    one, other = hedges_g(DRUG_1, DRUG_2[:7]), hedges_g(DRUG_2[:7], DRUG_1)
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))


def test_a_small_side_has_g_without_interval():
    found = hedges_g([1.0, 2.0], [2.0, 4.0, 3.0, 5.0, 2.5, 3.5, 4.5])
    assert found.value < 0 and math.isnan(found.low)
    assert math.isnan(hedges_g([1, 1, 1], [2] * 6).value)


def test_the_interval_of_g_is_the_wider_of_two():
    """The jackknife leaves out each unit of either side once; 2.144787 is R's qt(.975, 14)."""
    group, reference = (
        np.exp(np.random.default_rng(2).normal(size=6)) * 3,
        np.exp(np.random.default_rng(3).normal(size=10)),
    )
    left = [
        [hedges_g(np.delete(group, row), reference).value for row in range(6)],
        [hedges_g(group, np.delete(reference, row)).value for row in range(10)],
    ]
    half = 2.144787 * math.sqrt(sum((len(one) - 1) * np.var(one) for one in left))
    found = hedges_g(group, reference)
    usual = mean_difference(group, reference)
    pooled = math.sqrt((5 * np.var(group, ddof=1) + 9 * np.var(reference, ddof=1)) / 14)
    bonett = math.hypot((usual.high - usual.low) / 2 / pooled, 1.959964 * found.value / math.sqrt(28))
    assert found.high - found.value == pytest.approx(max(half, bonett), rel=1e-6)
