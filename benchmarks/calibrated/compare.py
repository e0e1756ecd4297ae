"""Intervals for what a proposal changes: overlap, correlations, group differences, the link of rank and what applies.

Units have six criteria that hang on one quality. Fair: a criterion is exchanged for another of the same make, so that
nothing changes among all units although every unit's total does. Planted: the criterion that says least is dropped and
another counts double; `small`: a tenth of one criterion's weight goes to another, which hardly moves anyone.
"""

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from analysis.compare.paired import alpha, correlation, group_change, paired_change
from calibrated.case import RESAMPLES, Case, Outcome
from calibrated.statistics import POPULATION, SHAPES

SIZES = (9, 19, 63, 136)
KINDS = ("scores", "steps")
# How closely each criterion follows the quality, and an outside index does.
ALIKE, UNLIKE = np.full(6, 0.6), np.array([0.7, 0.7, 0.6, 0.6, 0.5, 0.3])
OUTSIDE = 0.5
# Weights of the criteria (before, after).
EXCHANGED = (np.array([1, 1, 1, 1, 1, 0.0]), np.array([1, 1, 1, 1, 0, 1.0]))
PLANTED = (np.ones(6), np.array([1, 1, 2, 1, 1, 0.0]))
SMALL = (np.ones(6), np.array([1.1, 1, 1, 1, 1, 0.9]))
# Applicable maxima, and the share of units that have each.
MAXIMA, SHARES = np.array([100.0, 96.5, 71.5]), np.array([0.65, 0.2, 0.15])
# Deviations by which the group is worse on the criterion that is dropped, and the share of units that a rule touches.
WORSE, TOUCHED = 1.5, 0.4
# The share of units from which a rule takes points, and how many.
TAKES, TAKEN = 0.25, 8.0


def units(generator: np.random.Generator, n: int, shape: str, loadings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (n x 6 points on criteria, an outside index) of n units."""
    quality, own = generator.standard_normal((n, 1)), generator.standard_normal((n, len(loadings)))
    outside = OUTSIDE * quality[:, 0] + np.sqrt(1 - OUTSIDE**2) * generator.standard_normal(n)
    return SHAPES[shape](loadings * quality + np.sqrt(1 - loadings**2) * own), outside


def _sides(points: np.ndarray, outside: np.ndarray, weights: np.ndarray, what: str) -> Callable:
    if what == "alpha":
        return alpha((points * weights)[:, weights > 0])
    return correlation(points @ weights, outside, ranked=what == "spearman")


def _weights(effect: float, small: bool) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    if small:
        return UNLIKE, SMALL
    return (UNLIKE, PLANTED) if effect else (ALIKE, EXCHANGED)


@cache
def _truth(what: str, shape: str, effect: float, small: bool) -> float:
    if not (effect or small):
        return 0.0
    loadings, weights = _weights(effect, small)
    points, outside = units(np.random.default_rng(6), POPULATION, shape, loadings)
    whole = np.arange(POPULATION)[None, :]
    before, after = (_sides(points, outside, one, what)(whole)[0] for one in weights)
    return float(after - before)


def change(
    generator: np.random.Generator, n: int, effect: float, what: str, shape: str, small: bool = False
) -> Outcome:
    """The change of a statistic of the totals, or of the criteria."""
    loadings, weights = _weights(effect, small)
    points, outside = units(generator, n, shape, loadings)
    before, after = (_sides(points, outside, one, what) for one in weights)
    found = paired_change(before, after, n, moved=n).change
    p = found.p if not small else np.nan
    return Outcome(p, found.low, found.high, _truth(what, shape, effect, small))


def _chosen(generator: np.random.Generator, n: int, share: float) -> np.ndarray:
    """Return which units a rule touches: always the same share of them."""
    return generator.permutation(n) < round(n * share)


def few(generator: np.random.Generator, n: int, effect: float, what: str) -> Outcome:
    """A rule takes the same number of points from some units and leaves the others as they are."""
    totals, outside, moved = _touched(generator, n)
    before, after = (correlation(side, outside, ranked=what == "spearman") for side in totals)
    found = paired_change(before, after, n, moved).change
    return Outcome(np.nan, found.low, found.high, _truth_of_few(what))


def _touched(generator: np.random.Generator, n: int) -> tuple[tuple, np.ndarray, int]:
    points, outside = units(generator, n, "scores", UNLIKE)
    touched, before = _chosen(generator, n, TAKES), points.mean(axis=1)
    return (before, before - TAKEN * touched), outside, int(touched.sum())


@cache
def _truth_of_few(what: str) -> float:
    totals, outside, _ = _touched(np.random.default_rng(9), POPULATION)
    sides = (correlation(side, outside, ranked=what == "spearman") for side in totals)
    before, after = (side(np.arange(POPULATION)[None, :])[0] for side in sides)
    return float(after - before)


def groups(generator: np.random.Generator, n: int, effect: float, shape: str, touched: float) -> Outcome:
    """A criterion leaves the mean of six for all units, or for those that a rule touches; planted: the group is worse on it."""
    points = units(generator, n, shape, ALIKE)[0]
    in_group = np.arange(n) < max(3, n // 3)
    points[:, 5] -= effect * _deviation(shape) * in_group
    before, without = points.mean(axis=1), points[:, :5].mean(axis=1)
    after = np.where(_chosen(generator, n, touched), without, before)
    found = group_change(before, after, in_group, generator, RESAMPLES).change
    return Outcome(found.p, found.low, found.high, round(n * touched) / n * effect * _deviation(shape) / 6)


@cache
def _deviation(shape: str) -> float:
    return float(units(np.random.default_rng(8), POPULATION, shape, ALIKE)[0][:, 5].std())


def link(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Rank and applicable maximum: per cents become points (planted), or another appraiser scores the same (fair)."""
    applies, totals = _applicable(generator, n)
    found = _link(applies, totals, effect, n)
    return Outcome(found.p, found.low, found.high, _true_link(effect))


def _applicable(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    applies = np.repeat(MAXIMA, [n - sum(few := [max(1, round(n * share)) for share in SHARES[1:]]), *few])
    quality, own = generator.standard_normal((n, 1)), generator.standard_normal((n, 2))
    return applies, SHAPES["scores"](0.9 * quality + np.sqrt(1 - 0.9**2) * own)


def _sides_of_link(applies: np.ndarray, totals: np.ndarray, effect: float) -> tuple[Callable, Callable]:
    after = totals[:, 0] * applies / 100 if effect else totals[:, 1]
    return tuple(correlation(applies, side, ranked=True) for side in (totals[:, 0], after))


def _link(applies, totals, effect, n):
    return paired_change(*_sides_of_link(applies, totals, effect), n, moved=n).change


@cache
def _true_link(effect: float) -> float:
    if not effect:
        return 0.0
    sides = _sides_of_link(*_applicable(np.random.default_rng(7), POPULATION), effect)
    before, after = (side(np.arange(POPULATION)[None, :])[0] for side in sides)
    return float(after - before)


CASES = (
    *(
        Case(f"compare/{what}, {shape}", SIZES, partial(change, what=what, shape=shape), 1.0)
        for what in ("alpha", "pearson", "spearman")
        for shape in KINDS
    ),
    *(
        Case(f"compare/{what}, {shape}, small", SIZES, partial(change, what=what, shape=shape, small=True))
        for what in ("alpha", "pearson", "spearman")
        for shape in KINDS
    ),
    *(
        Case(f"compare/{what}, points taken from few", SIZES, partial(few, what=what))
        for what in ("pearson", "spearman")
    ),
    *(
        Case(
            f"compare/group, {shape}, {touched:g} of the units touched",
            SIZES,
            partial(groups, shape=shape, touched=touched),
            WORSE,
        )
        for shape in KINDS
        for touched in (1.0, TOUCHED)
    ),
    Case("compare/applicability_link", SIZES, link, 1.0),
)
