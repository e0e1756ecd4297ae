"""Paired changes: against the formulas they follow, and exactly nothing where nothing changes."""

import numpy as np
import pytest
from scipy import stats

from analysis.compare import paired
from analysis.statistics.correlation import pearson, spearman
from analysis.statistics.difference import group_difference
from analysis.statistics.overlap import cronbach_alpha

N = 12


@pytest.fixture
def generator():
    return np.random.default_rng(11)


@pytest.fixture
def drawn(generator):
    """Twelve units: a total before, a total after, an outside index."""
    quality = generator.normal(size=N)
    return [quality + generator.normal(size=N) for _ in range(3)]


def mean(values):
    return lambda rows: values[rows].mean(axis=1)


def nothing(rows):
    return np.zeros(len(rows))


def test_the_interval_of_a_mean_is_that_of_student(drawn):
    """The jackknife error of a mean is s / sqrt(n); degrees of freedom are two less than the units."""
    found = paired.paired_change(nothing, mean(drawn[0]), N, N).change
    half = stats.t.isf(0.025, N - 2) * drawn[0].std(ddof=1) / np.sqrt(N)
    assert (found.low, found.high) == pytest.approx((drawn[0].mean() - half, drawn[0].mean() + half), abs=1e-8)


def test_what_both_sides_share_is_no_error(drawn):
    before, _, own = drawn
    alone = paired.paired_change(nothing, mean(own), N, N).change
    found = paired.paired_change(mean(1e6 * before), mean(1e6 * before + own), N, N).change
    assert found.high - found.low == pytest.approx(alone.high - alone.low, rel=1e-4)


@pytest.mark.parametrize("ranked", [False, True])
def test_values_before_and_after_are_the_correlations_of_the_sides(drawn, ranked):
    before, after, outside = drawn
    found = paired.paired_change(*(paired.correlation(one, outside, ranked) for one in (before, after)), N, N)
    expected = [(spearman if ranked else pearson)(one, outside).value for one in (before, after)]
    assert (found.before, found.after) == pytest.approx(expected) and found.method == "paired_jackknife"
    assert found.change.value == pytest.approx(expected[1] - expected[0], abs=1e-8)
    assert found.change.low < found.change.value < found.change.high


def test_ties_share_their_rank():
    tied = np.array([1, 1, 2, 3, 3, 3, 4, 5.0])
    found = paired.correlation(tied, np.arange(8.0), ranked=True)(np.arange(8)[None, :])
    assert found[0] == pytest.approx(stats.spearmanr(tied, np.arange(8)).statistic)


def test_overlap_is_cronbachs_alpha(generator):
    items = generator.normal(size=(N, 4)) + generator.normal(size=(N, 1))
    assert paired.alpha(items)(np.arange(N)[None, :])[0] == pytest.approx(cronbach_alpha(items).value)


def test_overlap_of_one_item_or_of_equal_totals_is_not_defined():
    rows = np.arange(N)[None, :]
    assert np.isnan(paired.alpha(np.arange(N)[:, None])(rows)[0])
    opposite = np.column_stack([np.arange(N), -np.arange(N)])
    assert np.isnan(paired.alpha(opposite)(rows)[0])


def test_two_identical_sides_change_by_exactly_nothing(drawn):
    side = paired.correlation(drawn[0], drawn[2], ranked=False)
    found = paired.paired_change(side, side, N, 0)
    assert (found.change.value, found.change.low, found.change.high) == (0.0, 0.0, 0.0)
    assert found.method == "identical" and np.isnan(found.change.p)


def test_the_other_way_round_only_the_signs_change(drawn):
    sides = [paired.correlation(one, drawn[2], ranked=False) for one in drawn[:2]]
    one, other = (paired.paired_change(*order, N, N).change for order in (sides, sides[::-1]))
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))
    assert one.p == pytest.approx(other.p)


def test_the_order_of_units_changes_nothing(drawn, generator):
    order = generator.permutation(N)
    found = [
        paired.paired_change(*(paired.correlation(one[rows], drawn[2][rows], ranked=True) for one in drawn[:2]), N, N)
        for rows in (np.arange(N), order)
    ]
    assert found[0].change == pytest.approx(found[1].change, abs=1e-12)


def test_units_are_left_out_in_parts_where_they_are_many(drawn, monkeypatch):
    sides = [paired.correlation(one, drawn[2], ranked=True) for one in drawn[:2]]
    whole = paired.paired_change(*sides, N, N)
    monkeypatch.setattr(paired, "CELLS", 20)
    assert paired.paired_change(*sides, N, N) == whole


@pytest.mark.parametrize(("n", "moved"), [(7, 7), (N, 2)])
def test_few_units_or_few_that_move_have_values_only(drawn, n, moved):
    found = paired.paired_change(*(paired.correlation(one[:n], drawn[2][:n], False) for one in drawn[:2]), n, moved)
    assert np.isfinite(found.change.value) and np.isnan([found.change.low, found.change.high, found.change.p]).all()
    assert found.method == "values_only"


def test_sides_that_differ_without_effect_have_no_interval_of_nothing():
    """Totals move but no rank does: how far chance reaches cannot be seen."""
    total, outside = np.arange(10.0), np.array([3, 1, 4, 1.5, 9, 2, 6, 5, 3.5, 8])
    found = paired.paired_change(*(paired.correlation(one, outside, True) for one in (total, total * 1.01)), 10, 9)
    assert found.change.value == 0 and np.isnan(found.change.low)


def test_a_value_that_one_side_does_not_have_is_not_guessed(drawn):
    constant = paired.correlation(np.ones(N), drawn[2], ranked=False)
    found = paired.paired_change(constant, paired.correlation(drawn[0], drawn[2], ranked=False), N, N)
    assert np.isnan(found.before) and np.isfinite(found.after) and np.isnan(found.change.value)


def test_the_change_of_a_difference_is_the_difference_of_the_changes(drawn, generator):
    before, after, _ = drawn
    inside = np.arange(N) < 5
    found = paired.group_change(before, after, inside, np.random.default_rng(1))
    expected, method = group_difference((after - before)[inside], (after - before)[~inside], np.random.default_rng(1))
    assert found.change == expected and found.method == method == "permutation"
    assert found.before == pytest.approx(before[inside].mean() - before[~inside].mean())
    assert found.after - found.before == pytest.approx(found.change.value)


def test_groups_of_identical_sides_change_by_exactly_nothing(drawn, generator):
    found = paired.group_change(drawn[0], drawn[0].copy(), np.arange(N) < 4, generator)
    assert found.change[:3] == (0.0, 0.0, 0.0) and found.method == "identical"


@pytest.mark.parametrize("moved", [[0, 1, 2, 8, 9, 10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])
def test_a_difference_of_which_few_units_move_has_values_only(drawn, generator, moved):
    """Six units move, or ten of which only two are in the reference."""
    after = drawn[0].copy()
    after[moved] += generator.normal(size=len(moved))
    found = paired.group_change(drawn[0], after, np.arange(N) < 8, generator)
    assert found.method == "values_only" and np.isfinite(found.change.value) and np.isnan(found.change.low)


def test_all_units_that_gain_alike_leave_the_difference_as_it_is(drawn, generator):
    found = paired.group_change(drawn[0], drawn[0] + 3, np.arange(N) < 4, generator)
    assert found.change.value == 0 and np.isnan(found.change.low)


def test_a_group_without_reference_has_no_difference(drawn, generator):
    found = paired.group_change(drawn[0], drawn[1], np.ones(N, dtype=bool), generator)
    assert np.isnan(found.before) and np.isnan(found.change.value)
