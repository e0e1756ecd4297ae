"""Indices of indicators: normalised values, weighted means level by level, and ranks of draws that differ in method.

Means and what is done with missing values follow the OECD and JRC Handbook on Constructing Composite Indicators (2008),
steps 5 and 6: a missing value is left out and the weights of its siblings fill the whole. Stated here because the
Handbook leaves it open: under a geometric or harmonic mean a zero that has any weight makes the mean zero, and a
negative value that has any weight makes the whole draw fail, since such a mean is not defined.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from analysis.sensitivity import parallel
from analysis.sensitivity.ranking import BILLION, rank_rounded
from analysis.sensitivity.tree import Tree, leaf_shares, normalised

MEANS = ("arithmetic", "geometric", "harmonic")
STEPS_OF_LOGARITHMS = 1e11
BELOW_EVERY_LOGARITHM = -1000.0
CELLS_IN_BLOCK = 1 << 21
MOST_DRAWS_IN_BLOCK = 1024


class Scores(NamedTuple):
    """Scores of many draws. values : draws x units, NaN where a unit has none; failed : draws, where no mean is defined."""

    values: np.ndarray
    failed: np.ndarray


class Variant(NamedTuple):
    """One way to compute an index: the normalisation, and the mean of each level from the lowest to the top."""

    normalisation: str
    aggregation: tuple[str, ...]


class Terms(NamedTuple):
    """What a mean adds up: values, logarithms or inverses, units x leaves. zero, negative : where values are so, or None."""

    terms: np.ndarray
    zero: np.ndarray | None
    negative: np.ndarray | None


class Index(NamedTuple):
    """An index ready for draws. values : {normalisation: units x leaves}; variants : the ways that draws choose among.

    terms : {variant: Terms} of those variants whose weights collapse to one weight a leaf.
    """

    tree: Tree
    values: dict[str, np.ndarray]
    variants: tuple[Variant, ...]
    terms: dict[Variant, Terms]


def index(values: dict[str, np.ndarray], tree: Tree, variants: Sequence[Variant]) -> Index:
    """Return an index ready for draws from its normalised values (units x leaves, NaN where missing) by normalisation.

    Raises ValueError unless every variant names a known mean for each level.
    """
    for _, aggregation in variants:
        if len(aggregation) != tree.depth or not set(aggregation) <= set(MEANS):
            raise ValueError(f"{aggregation} does not name one of {', '.join(MEANS)} for each of {tree.depth} levels")
    collapsing = [one for one in variants if len(set(one.aggregation)) == 1 and _complete(values[one.normalisation])]
    terms = {one: _terms(one.aggregation[0], values[one.normalisation]) for one in collapsing}
    return Index(tree, values, tuple(variants), terms)


def _complete(values: np.ndarray) -> bool:
    return not np.isnan(values).any()


def _terms(mean: str, values: np.ndarray) -> Terms:
    masks = [values == 0, values < 0] if mean != "arithmetic" else []
    zero, negative = (mask.astype(np.float64) if mask.any() else None for mask in masks or [np.zeros(0)] * 2)
    # In the order of columns, in which a matrix product with few draws is half as long again as fast.
    return Terms(np.asfortranarray(_forward(mean, values)), zero, negative)


def _forward(mean: str, values: np.ndarray) -> np.ndarray:
    """Return what the mean adds up of each value; 0 where it is missing, and where a mean of ratios has no term for it."""
    if mean == "arithmetic":
        return np.nan_to_num(values)
    positive = np.where(values > 0, values, 1.0)
    return np.log(positive) if mean == "geometric" else np.where(values > 0, 1 / positive, 0.0)


def _backward(mean: str, sums: np.ndarray) -> np.ndarray:
    """Return the mean whose weighted terms add up to `sums`; 0 where nothing was added to a sum of inverses."""
    if mean == "harmonic":
        return np.divide(1, sums, out=np.zeros_like(sums), where=sums != 0)
    return np.exp(sums) if mean == "geometric" else sums


def scores(values: np.ndarray, tree: Tree, weights: np.ndarray, aggregation: Sequence[str]) -> Scores:
    """Return the scores of units in draws that share one normalisation and one aggregation.

    values : units x leaves, higher is better, NaN where missing. weights : draws x nodes, of any scale, at least 0.
    aggregation : arithmetic, geometric or harmonic for each level, from the lowest to the top. A child without a value
    is left out and the other weights under its parent fill the whole; a node without any valued child has no value.
    A draw fails, and all its scores are NaN, when a value below zero enters a geometric or harmonic mean.
    Raises ValueError for weights that are negative or all zero, and for means that are not known.
    """
    variant = Variant("", tuple(aggregation))
    found, failed = _scores(index({"": values}, tree, [variant]), variant, weights)
    found[failed] = np.nan
    return Scores(found, failed)


def _scores(prepared: Index, variant: Variant, weights: np.ndarray) -> Scores:
    if variant not in prepared.terms:
        return _by_levels(prepared.values[variant.normalisation], prepared.tree, weights, variant.aggregation)
    sums, zero, failed = _collapsed(prepared, variant, weights)
    found = _backward(variant.aggregation[0], sums)
    if zero is not None:
        found[zero] = 0
    return Scores(found, failed)


def _collapsed(prepared: Index, variant: Variant, weights: np.ndarray) -> tuple:
    """Return (weighted sums of terms, where a zero has a weight or None: both draws x units; draws that fail)."""
    shares, (terms, zero, negative) = leaf_shares(prepared.tree, weights), prepared.terms[variant]
    sums = shares @ terms.T
    zeros = None if zero is None else shares @ zero.T > 0
    failed = np.zeros(len(sums), bool) if negative is None else (shares @ negative.T > 0).any(axis=1)
    return sums, zeros, failed


def _by_levels(values: np.ndarray, tree: Tree, weights: np.ndarray, aggregation: tuple[str, ...]) -> Scores:
    column = {node: place for place, node in enumerate(tree.leaves)}
    known, shares = {}, normalised(tree, weights)
    whole = _of_root(tree, shares)
    failed = np.zeros(len(shares), bool)
    for above, children in reversed(tree.groups):
        mean = aggregation[tree.depth - tree.levels[children[0]]]
        leaves = [node for node in children if node in column]
        inner = [(shares[:, [node]], known.pop(node)) for node in children if node not in column]
        weigh = partial(_weigh, shares[:, leaves], values[:, [column[node] for node in leaves]], inner)
        known[above], below_zero = _mean(mean, weigh)
        failed |= below_zero & (whole[:, above] > 0)
    return Scores(known[-1], failed)


def _of_root(tree: Tree, shares: np.ndarray) -> np.ndarray:
    """Return draws x nodes: what each node weighs in the root, which itself stands in a last column."""
    whole = np.column_stack([shares, np.ones(len(shares))])
    for above, children in tree.groups:
        whole[:, children] *= whole[:, [above]]
    return whole


def _weigh(shares: np.ndarray, values: np.ndarray, inner: list, of: Callable) -> np.ndarray:
    """Return draws x units: the weighted sum over leaves (units x leaves) and inner nodes (draws x units) of of(value)."""
    total = shares @ of(values).T.astype(np.float64)
    for share, value in inner:
        total += share * of(value)
    return total


def _mean(mean: str, weigh: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Return (the mean of the children, draws x units, NaN where none has a value; draws in which it is not defined)."""
    present = weigh(lambda value: ~np.isnan(value))
    sums = np.divide(weigh(partial(_forward, mean)), present, out=np.full_like(present, np.nan), where=present > 0)
    found, failed = _backward(mean, sums), np.zeros(len(sums), bool)
    if mean != "arithmetic":
        found[weigh(lambda value: value == 0) > 0] = 0
        failed = (weigh(lambda value: value < 0) > 0).any(axis=1)
    return found, failed


def blocks(draws: int, units: int) -> list[slice]:
    """Return the slices of draws that are computed together: their length depends on the number of units only."""
    step = min(MOST_DRAWS_IN_BLOCK, max(16, CELLS_IN_BLOCK // max(1, units)))
    return [slice(start, min(start + step, draws)) for start in range(0, draws, step)]


def rank_block(prepared: Index, weights: np.ndarray, which: np.ndarray, rule: str = "competition") -> Scores:
    """Return (ranks, draws x units; failed) of one block of draws that differ in weights and in their variant.

    weights : draws x nodes. which : for each draw the position of its variant in `prepared.variants`. Scores are rounded
    to 1e-9 before they are ranked; where every level has a geometric mean it is their logarithms, to 1e-11: they have
    the same order. A draw also fails when it leaves a unit without a value; in a failed draw all units have rank 1.
    """
    parts = []
    for place in np.unique(which):
        own = np.flatnonzero(which == place)
        found, failed, steps = _comparable(prepared, prepared.variants[place], weights[own])
        parts.append((own, rank_rounded(found, rule, steps), failed))
    order = np.argsort(np.concatenate([own for own, *_ in parts]))
    return Scores(*(np.concatenate([part[place] for part in parts])[order] for place in (1, 2)))


def _comparable(prepared: Index, variant: Variant, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return (what ranks compare, draws that failed, the steps of the former: so many make 1)."""
    logarithms = variant in prepared.terms and variant.aggregation[0] == "geometric"
    if logarithms:
        found, zero, failed = _collapsed(prepared, variant, weights)
        if zero is not None:
            found[zero] = BELOW_EVERY_LOGARITHM
    else:
        found, failed = _scores(prepared, variant, weights)
        failed = failed | np.isnan(found.sum(axis=1))
    found[failed] = 0
    return found, failed, STEPS_OF_LOGARITHMS if logarithms else BILLION


def ranks(prepared: Index, weights: np.ndarray, which: np.ndarray, rule: str = "competition") -> Scores:
    """Return (ranks, draws x units; failed) of any number of draws, as `rank_block` does, on all cores.

    The same for any number of cores or workers.
    """
    units = len(next(iter(prepared.values.values())))
    tasks = [(weights[own], which[own]) for own in blocks(len(weights), units)]
    return Scores(*parallel.stacked(_rank_task, tasks, len(weights), shared=(prepared, rule)))


def _rank_task(prepared: Index, rule: str, task: tuple) -> Scores:
    return rank_block(prepared, *task, rule)
