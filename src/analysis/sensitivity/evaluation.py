"""From what was drawn to ranks and classes: one block of draws at a time, by itself, so that it can run anywhere."""

from typing import NamedTuple

import numpy as np

from analysis.sensitivity import additive, classes, weights
from analysis.sensitivity.composite import Index, rank_block
from analysis.sensitivity.ranking import rank_draws
from analysis.sensitivity.tree import Tree

WAY = "way"


class Kernel(NamedTuple):
    """All that a block of draws needs. index : where normalisation or means vary, else None and points are added up.

    groups : {input of weights: positions of its nodes}; maxima : of the leaves of the tree, NaN where not stated;
    treatments : those that draws choose among; left_out : places of the leaves of each criterion that may be left out;
    cut_offs : official lower limits of the classes, None where they are not known.
    """

    tree: Tree
    data: additive.Model
    index: Index | None
    groups: dict[str, list[int]]
    maxima: np.ndarray
    treatments: tuple[str, ...]
    left_out: tuple[list[int], ...]
    cut_offs: np.ndarray | None


class Found(NamedTuple):
    """What a block of draws gives: ranks and places of classes, draws x units; whether each draw failed.

    Without cut-offs the places have no column.
    """

    ranks: np.ndarray
    class_places: np.ndarray
    failed: np.ndarray


def evaluate(kernel: Kernel, task: tuple[dict[str, np.ndarray], int]) -> Found:
    """Return ranks and classes of draws. task : ({input: draws x what is drawn}, number of draws)."""
    drawn, draws = task
    factors = leaf_factors(kernel, drawn, draws)
    return _averaged(kernel, drawn, factors) if kernel.index else _added(kernel, drawn, factors)


def leaf_factors(kernel: Kernel, drawn: dict[str, np.ndarray], draws: int) -> np.ndarray:
    """Return draws x leaves of the tree: by what the official weight of each is multiplied; 0 for what is left out."""
    factors = weights.leaf_factors(kernel.tree, kernel.groups, drawn, draws)
    if "survey_share" in drawn:
        factors *= _survey_factors(kernel, factors, drawn["survey_share"])
    if "leave_out" in drawn:
        for place, leaves in enumerate(kernel.left_out, start=1):
            factors[np.ix_(drawn["leave_out"][:, 0] == place, leaves)] = 0
    return factors


def _survey_factors(kernel: Kernel, factors: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Return by what surveyed and other leaves are multiplied, so that the survey has a share of the maximum.

    Where maxima are not stated `level` is a factor of the survey's points instead.
    """
    surveyed = kernel.data.surveyed[kernel.data.main]
    if not np.isfinite(kernel.maxima).all():
        return np.where(surveyed, level, 1.0)
    own = factors * kernel.maxima
    share = own[:, surveyed].sum(axis=1, keepdims=True) / own.sum(axis=1, keepdims=True)
    return np.where(surveyed, level / share, (1 - level) / (1 - share))


def _added(kernel: Kernel, drawn: dict[str, np.ndarray], factors: np.ndarray) -> Found:
    everything = np.ones((len(factors), len(kernel.data.main)))
    everything[:, kernel.data.main] = factors
    chosen = drawn["treatment"][:, 0] if "treatment" in drawn else np.zeros(len(factors))
    parts = [(np.flatnonzero(chosen == place), name) for place, name in enumerate(kernel.treatments)]
    found = [(own, _treated(kernel, name, drawn, everything, own)) for own, name in parts if len(own)]
    order = np.argsort(np.concatenate([own for own, _ in found]))
    return Found(*(np.concatenate(part)[order] for part in zip(*(one for _, one in found), strict=True)))


def _treated(
    kernel: Kernel, treatment: str, drawn: dict[str, np.ndarray], factors: np.ndarray, own: np.ndarray
) -> Found:
    totals = additive.totals(kernel.data, treatment, factors[own])
    failed = additive.failed(kernel.data, totals)
    totals = totals._replace(points=np.nan_to_num(totals.points))
    ranks = rank_draws(additive.comparable(kernel.data, totals, treatment), kernel.data.criteria.rank_rule)
    if kernel.cut_offs is None:
        return Found(ranks, _no_places(len(own)), failed)
    cut_offs = drawn["cut_offs"][own] if "cut_offs" in drawn else np.tile(kernel.cut_offs, (len(own), 1))
    values = additive.class_values(kernel.data, totals)
    return Found(ranks, classes.places(kernel.data, treatment, factors[own], values, cut_offs), failed)


def _averaged(kernel: Kernel, drawn: dict[str, np.ndarray], factors: np.ndarray) -> Found:
    node_weights = weights.node_weights(kernel.tree, factors * kernel.maxima)
    ranks, failed = rank_block(kernel.index, node_weights, drawn[WAY], kernel.data.criteria.rank_rule)
    return Found(ranks, _no_places(len(ranks)), failed)


def _no_places(draws: int) -> np.ndarray:
    return np.empty((draws, 0), np.int8)
