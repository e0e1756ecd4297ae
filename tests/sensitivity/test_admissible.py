"""The smallest weighted sum over all admissible weights, against every corner, linear programming and random weights."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from analysis.sensitivity.admissible import admissible, smallest_factors, smallest_sums
from analysis.sensitivity.choices import Choice
from analysis.sensitivity.tree import of_parents
from analysis.sensitivity.weights import group_factors, leaf_factors

pytestmark = pytest.mark.filterwarnings("error")

TREE = of_parents([("a", ""), ("b", ""), ("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b")])
WEIGHTS = np.array([60, 40, 10, 20, 30, 15, 25.0])
SPREAD = Choice("weights", {}, kind="spread", spread=0.25)
ALL = Choice("weights", {}, kind="all")
UNKNOWN = np.full(7, np.nan)

leaf_values = some.lists(some.integers(-50, 50).map(lambda value: value / 10), min_size=5, max_size=5)


def smallest(values, choice=SPREAD, weights=WEIGHTS):
    return lowest(np.array([values], dtype=float), admissible(TREE, weights, choice))


def lowest(values, allowed):
    return SimpleNamespace(values=smallest_sums(values, allowed), factors=smallest_factors(values, allowed))


def by_every_corner(values, spread=0.25):
    """Return the smallest total over all corners of the box of multipliers, computed top down from shares."""
    found = []
    for corner in product((1 - spread, 1 + spread), repeat=7):
        weights = WEIGHTS * corner
        top, first, second = (
            weights[:2] / weights[:2].sum(),
            weights[2:5] / weights[2:5].sum(),
            weights[5:] / weights[5:].sum(),
        )
        per_point = np.array(values) / WEIGHTS[2:]
        found.append(100 * (top[0] * first @ per_point[:3] + top[1] * second @ per_point[3:]))
    return min(found)


@settings(max_examples=60, deadline=None)
@given(leaf_values)
def test_the_smallest_of_all_corners_is_found(values):
    assert smallest(values).values[0] == pytest.approx(by_every_corner(values), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(leaf_values, some.integers(0, 99))
def test_no_weights_drawn_at_random_go_below(values, seed):
    cube = np.random.default_rng(seed).random((200, 7))
    for choice in (SPREAD, ALL, Choice("weights", {}, kind="dirichlet", concentration=5)):
        allowed = admissible(TREE, WEIGHTS, choice)
        drawn = {name: group_factors(WEIGHTS[nodes], cube[:, nodes], choice) for name, nodes in allowed.groups.items()}
        totals = leaf_factors(TREE, allowed.groups, drawn, 200) @ values
        assert lowest(np.array([values]), allowed).values[0] <= totals.min() + 1e-12


@settings(max_examples=60, deadline=None)
@given(leaf_values)
def test_the_factors_give_the_smallest_sum(values):
    for choice in (SPREAD, ALL, None):
        found = smallest(values, choice)
        assert found.factors[0] @ values == pytest.approx(found.values[0], abs=1e-12)
        assert found.factors[0] @ WEIGHTS[2:] == pytest.approx(100)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.integers(-50, 50), min_size=4, max_size=4), some.integers(1, 9))
def test_one_level_as_linear_programming_solves_it(values, tenths):
    """Charnes and Cooper (1962): multipliers t scaled so that the shares add up to 1, within bounds in proportion."""
    weights, spread = np.array([10, 20, 30, 40.0]), tenths / 10
    tree = of_parents([(code, "") for code in "abcd"])
    found = lowest(
        np.array([values], float), admissible(tree, weights, Choice("weights", {}, kind="spread", spread=spread))
    )
    bounds = (
        np.column_stack([np.eye(4), np.full(4, -(1 + spread))]),
        np.column_stack([-np.eye(4), np.full(4, 1 - spread)]),
    )
    solved = linprog([*values, 0], np.vstack(bounds), np.zeros(8), [[*weights / 100, 0]], [1], bounds=[(0, None)] * 5)
    assert found.values[0] == pytest.approx(solved.fun, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 50), min_size=5, max_size=5))
def test_what_is_nowhere_negative_never_becomes_negative(values):
    for choice, weights in ((SPREAD, WEIGHTS), (ALL, WEIGHTS), (SPREAD, UNKNOWN)):
        assert smallest(values, choice, weights).values[0] >= 0


def test_two_criteria_by_hand():
    """10 points ahead on one half of the weight, 6 behind on the other: 7.5 - 7.5, so the order just holds."""
    tree = of_parents([("a", ""), ("b", "")])
    found = lowest(np.array([[10.0, -6.0]]), admissible(tree, np.array([50.0, 50.0]), SPREAD))
    assert found.values[0] == pytest.approx(10 * 0.75 - 6 * 1.25)
    assert found.factors[0] == pytest.approx([0.75, 1.25])


def test_of_all_shares_the_worst_criterion_decides():
    found = smallest([1, -2, 3, 4, 5], ALL)
    assert found.values[0] == pytest.approx(100 * -2 / 20)
    assert found.factors[0] == pytest.approx([0, 5, 0, 0, 0])


def test_official_weights_alone_give_the_official_sum():
    assert smallest([1, -2, 3, -4, 5], None).values[0] == 3


def test_weights_that_no_source_states_are_multiplied_and_not_scaled_back():
    found = smallest([2, -2, 0, 1, 1], SPREAD, UNKNOWN)
    assert found.factors[0] == pytest.approx([0.75 * 1.25, 1.25 * 1.25, 0.75 * 1.25, 0.75 * 0.75, 0.75 * 0.75])
    assert found.values[0] == pytest.approx(1.25 * (2 * 0.75 - 2 * 1.25) + 0.75 * (0.75 + 0.75))


def test_a_weight_of_0_changes_nothing():
    weights = np.array([60, 40, 10, 50, 0, 15, 25.0])
    without = of_parents([("a", ""), ("b", ""), ("a1", "a"), ("a2", "a"), ("b1", "b"), ("b2", "b")])
    for choice in (SPREAD, ALL):
        found = smallest([1, -2, 0, 4, -5], choice, weights).values[0]
        expected = lowest(np.array([[1, -2, 4, -5.0]]), admissible(without, np.delete(weights, 4), choice)).values[0]
        assert found == pytest.approx(expected)


def test_a_single_criterion_has_nothing_to_weigh():
    tree = of_parents([("a", "")])
    assert lowest(np.array([[3.0], [-4.0]]), admissible(tree, np.array([100.0]), SPREAD)).values.tolist() == [3, -4]
