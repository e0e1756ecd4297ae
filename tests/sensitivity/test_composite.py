"""Weighted means level by level, by hand and against a plain recursion; zeros, negative and missing values."""

import numpy as np
import pytest

from analysis.sensitivity import composite, tree
from analysis.sensitivity.composite import Variant
from analysis.sensitivity.ranking import rank_rounded

TREE = tree.of_parents([("A", ""), ("B", ""), ("A1", "A"), ("A2", "A"), ("B1", "B"), ("B2", "B"), ("B3", "B")])
EQUAL = np.ones((1, 7))
MEANS = {
    "arithmetic": lambda values, weights: np.average(values, weights=weights),
    "geometric": lambda values, weights: np.prod(values ** (weights / weights.sum())),
    "harmonic": lambda values, weights: weights.sum() / (weights / values).sum(),
}


def plain(values, shape, weights, aggregation, node=-1):
    """Return one unit's value on a node, child by child; NaN if nothing below it has a value."""
    leaves = {place: column for column, place in enumerate(shape.leaves)}
    if node in leaves:
        return values[leaves[node]]
    children = dict(shape.groups)[node]
    below = np.array([plain(values, shape, weights, aggregation, child) for child in children])
    present = ~np.isnan(below) & (weights[children] > 0)
    mean = aggregation[shape.depth - shape.levels[children[0]]]
    return MEANS[mean](below[present], weights[children][present]) if present.any() else np.nan


def score(values, aggregation, weights=EQUAL):
    found = composite.scores(np.array([values], dtype=float), TREE, np.array(weights, dtype=float), aggregation)
    return found.values[0, 0], found.failed[0]


def test_each_level_has_its_own_mean_from_the_lowest_to_the_top():
    assert score([1, 4, 9, 9, 9], ("geometric", "arithmetic")) == (pytest.approx((2 + 9) / 2), False)
    assert score([1, 4, 9, 9, 9], ("arithmetic", "geometric")) == (pytest.approx((2.5 * 9) ** 0.5), False)
    assert score([1, 4, 2, 2, 2], ("harmonic", "arithmetic")) == (pytest.approx((1.6 + 2) / 2), False)


def test_a_missing_value_is_left_out_and_its_siblings_fill_the_whole():
    weights = [[1, 1, 1, 3, 1, 1, 2]]
    assert score([np.nan, 4, 1, np.nan, 7], ("arithmetic", "arithmetic"), weights)[0] == pytest.approx((4 + 5) / 2)


def test_a_domain_without_any_value_is_left_out_itself():
    assert score([np.nan, np.nan, 1, 2, 6], ("arithmetic", "arithmetic"))[0] == pytest.approx(3)


def test_a_unit_without_any_value_has_no_score_and_its_draw_fails():
    values = np.array([[1.0, 2, 3, 4, 5], [np.nan] * 5])
    found, failed = composite.scores(values, TREE, EQUAL, ("arithmetic", "geometric"))
    assert np.isnan(found[0]).tolist() == [False, True] and not failed[0]
    prepared = composite.index({"none": values}, TREE, [Variant("none", ("arithmetic", "geometric"))])
    ranks, failed = composite.ranks(prepared, EQUAL, np.zeros(1, int))
    assert failed.tolist() == [True] and ranks.tolist() == [[1, 1]]


@pytest.mark.parametrize("lowest", MEANS)
@pytest.mark.parametrize("top", MEANS)
@pytest.mark.parametrize("missing", [0, 0.3])
def test_scores_are_those_of_a_plain_recursion(lowest, top, missing):
    generator = np.random.default_rng(4)
    values = generator.uniform(1, 100, (20, 5))
    values[generator.random(values.shape) < missing] = np.nan
    weights = generator.uniform(0, 1, (30, 7)) * (generator.random((30, 7)) > 0.1)
    weights = weights[[bool(weights[draw, :2].all() and weights[draw, 2:4].any()) for draw in range(30)]]
    found, failed = composite.scores(values, TREE, weights, (lowest, top))
    expected = [[plain(unit, TREE, draw, (lowest, top)) for unit in values] for draw in weights]
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    assert not failed.any()


@pytest.mark.parametrize("aggregation", [("arithmetic",) * 3, ("harmonic", "arithmetic", "geometric")])
def test_leaves_at_different_depths(aggregation):
    uneven = tree.of_parents([("A", ""), ("B", ""), ("A1", "A"), ("A2", "A"), ("A1a", "A1"), ("A1b", "A1")])
    generator = np.random.default_rng(4)
    values, weights = generator.uniform(1, 100, (10, 4)), generator.uniform(0.5, 1, (8, 6))
    found, _ = composite.scores(values, uneven, weights, aggregation)
    expected = [[plain(unit, uneven, draw, aggregation) for unit in values] for draw in weights]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(
    "aggregation", [("geometric", "geometric"), ("harmonic", "harmonic"), ("harmonic", "geometric")]
)
def test_a_zero_makes_a_geometric_and_a_harmonic_mean_zero(aggregation):
    assert score([0, 50, 50, 50, 50], aggregation) == (0, False)
    assert score([0, 0, 0, 0, 0], aggregation) == (0, False)


def test_a_zero_counts_where_it_has_a_weight_only():
    assert score([0, 4, 4, 4, 4], ("geometric", "geometric"), [[1, 1, 0, 1, 1, 1, 1]]) == (pytest.approx(4), False)
    assert score([0, 4, 9, 9, 9], ("geometric", "arithmetic")) == (pytest.approx(4.5), False)


@pytest.mark.parametrize("aggregation", [("geometric",) * 2, ("harmonic",) * 2, ("arithmetic", "geometric")])
def test_a_negative_value_under_a_mean_of_ratios_fails_the_draw_and_is_never_a_quiet_gap(aggregation):
    values = np.array([[-9.0, 4, 4, 4, 4], [1, 2, 3, 4, 5]])
    weights = np.array([[1.0] * 7, [1, 1, 0, 1, 1, 1, 1]])
    found, failed = composite.scores(values, TREE, weights, aggregation)
    assert failed.tolist() == [True, False]
    assert np.isnan(found[0]).all() and np.isfinite(found[1]).all()
    prepared = composite.index({"none": values}, TREE, [Variant("none", aggregation)])
    ranks, failed = composite.ranks(prepared, weights, np.zeros(2, int))
    assert failed.tolist() == [True, False] and ranks.tolist() == [[1, 1], [1, 2]]


def test_a_negative_value_is_like_any_other_under_an_arithmetic_mean():
    assert score([-9, 4, 4, 4, 4], ("arithmetic", "arithmetic")) == (pytest.approx(0.75), False)


def test_zeros_rank_last_under_a_geometric_mean():
    values = np.array([[0.0, 9, 9, 9, 9], [1e-3] * 5, [5] * 5, [0, 1, 1, 1, 1]])
    prepared = composite.index({"none": values}, TREE, [Variant("none", ("geometric", "geometric"))])
    assert composite.ranks(prepared, EQUAL, np.zeros(1, int)).values.tolist() == [[3, 2, 1, 3]]


@pytest.mark.parametrize("mean", MEANS)
def test_weight_0_is_the_criterion_removed(mean):
    smaller = tree.of_parents([("A", ""), ("B", ""), ("A1", "A"), ("B1", "B"), ("B2", "B"), ("B3", "B")])
    values = np.random.default_rng(2).uniform(0, 10, (12, 5))
    weights = np.array([[1.0, 2, 3, 0, 4, 5, 6]])
    whole = composite.scores(values, TREE, weights, (mean, mean)).values
    without = composite.scores(values[:, [0, 2, 3, 4]], smaller, weights[:, [0, 1, 2, 4, 5, 6]], (mean, mean)).values
    np.testing.assert_allclose(whole, without, rtol=1e-14)


def ways():
    generator = np.random.default_rng(7)
    values = {"none": generator.integers(0, 20, (40, 5)) * 1.0, "z": generator.normal(50, 5, (40, 5))}
    aggregations = [("arithmetic",) * 2, ("geometric",) * 2, ("harmonic",) * 2, ("geometric", "arithmetic")]
    variants = [Variant(name, aggregation) for name in values for aggregation in aggregations]
    weights, which = generator.uniform(0.75, 1.25, (2500, 7)), generator.integers(0, len(variants), 2500)
    return composite.index(values, TREE, variants), weights, which


def test_draws_that_differ_in_method_have_the_ranks_each_would_have_alone():
    prepared, weights, which = ways()
    found, failed = composite.ranks(prepared, weights, which)
    assert not failed.any()
    for place in range(0, 2500, 125):
        normalisation, aggregation = prepared.variants[which[place]]
        alone, _ = composite.scores(prepared.values[normalisation], TREE, weights[[place]], aggregation)
        np.testing.assert_array_equal(found[place], rank_rounded(alone)[0])


def test_scaling_all_weights_and_shuffling_units_changes_no_rank():
    prepared, weights, which = ways()
    found, _ = composite.ranks(prepared, weights, which)
    np.testing.assert_array_equal(composite.ranks(prepared, 7 * weights, which).values, found)
    order = np.random.default_rng(1).permutation(40)
    values = {name: own[order] for name, own in prepared.values.items()}
    shuffled = composite.index(values, TREE, prepared.variants)
    np.testing.assert_array_equal(composite.ranks(shuffled, weights, which).values, found[:, order])


def test_a_unit_better_on_every_criterion_is_never_below():
    prepared, weights, which = ways()
    values = {name: np.vstack([own, own[:1] + 1]) for name, own in prepared.values.items()}
    found, _ = composite.ranks(composite.index(values, TREE, prepared.variants), weights, which)
    assert (found[:, -1] <= found[:, 0]).all()


def test_blocks_depend_on_the_number_of_units_only():
    assert composite.blocks(10, 63) == [slice(0, 10)]
    for units in (1, 63, 1_000, 10_000, 10**7):
        steps = {one.stop - one.start for one in composite.blocks(8192, units)[:-1]}
        assert len(steps) == 1 and steps == {composite.blocks(4096, units)[0].stop}
        assert [place for one in composite.blocks(100, units) for place in range(100)[one]] == list(range(100))


@pytest.mark.parametrize("aggregation", [("arithmetic",), ("arithmetic",) * 3, ("arithmetic", "median")])
def test_means_that_do_not_fit_the_tree_are_refused(aggregation):
    with pytest.raises(ValueError, match="2 levels"):
        composite.scores(np.ones((2, 5)), TREE, EQUAL, aggregation)


def test_a_negative_value_below_a_node_without_weight_fails_no_draw():
    two = tree.of_parents([("A", ""), ("B", ""), ("a1", "A"), ("a2", "A"), ("b1", "B"), ("b2", "B")])
    values = np.array([[-2.0, 3.0, 4.0, 5.0], [1.0, np.nan, 6.0, 7.0]])
    weights = np.array([[0.0, 1, 1, 1, 1, 1], [1.0, 1, 1, 1, 1, 1]])
    found = composite.scores(values, two, weights, ("geometric", "arithmetic"))
    assert found.failed.tolist() == [False, True]
    np.testing.assert_allclose(found.values[0], [np.sqrt(20), np.sqrt(42)])
