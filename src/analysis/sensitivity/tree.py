"""The tree of criteria as positions, and what one leaf weighs when every node has a weight under its parent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.criteria_set import ROOT, CriteriaSet

ROOT_POSITION = -1


@dataclass(frozen=True)
class Tree:
    """A tree of criteria. nodes : codes below the root, parents before children; parent : each node's parent's position.

    The root itself is not among the nodes; its position is -1.
    """

    nodes: tuple[str, ...]
    parent: tuple[int, ...]

    def __post_init__(self):
        """Raise ValueError if a parent does not stand before its child, or if a code stands there twice."""
        if len(self.nodes) != len(self.parent) or len(set(self.nodes)) != len(self.nodes):
            raise ValueError("a tree needs one parent for every node, and every code once")
        if any(not ROOT_POSITION <= above < place for place, above in enumerate(self.parent)):
            raise ValueError("in a tree every parent stands before its children")

    @cached_property
    def leaves(self) -> list[int]:
        """Return the positions of the nodes without children, in the given order."""
        inner = set(self.parent)
        return [place for place in range(len(self.nodes)) if place not in inner]

    @cached_property
    def groups(self) -> list[tuple[int, list[int]]]:
        """Return (parent's position, positions of its children) of every parent, parents before their children."""
        below: dict[int, list[int]] = {}
        for place, above in enumerate(self.parent):
            below.setdefault(above, []).append(place)
        return sorted(below.items())

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Return how many steps each node lies below the root, 1 for its children."""
        found: list[int] = []
        for above in self.parent:
            found.append(1 if above == ROOT_POSITION else found[above] + 1)
        return tuple(found)

    @cached_property
    def depth(self) -> int:
        """Return how many levels there are below the root."""
        return max(self.levels, default=0)


def of_criteria(criteria: CriteriaSet) -> Tree:
    """Return the tree of a set of criteria without bonus and deductions, its leaves in the order of `criteria.leaves`.

    A set of which only the total is known has no nodes.
    """
    # Inner nodes come first, nearest the root first, so that the leaves can keep the order of the decision.
    codes = [*reversed(criteria.nodes), *criteria.leaves]
    return of_parents([(code, criteria.parents[code]) for code in codes if _counts(criteria, code)])


def _counts(criteria: CriteriaSet, code: str) -> bool:
    return code != ROOT and criteria.parts[code] == "main"


def of_parents(pairs: Sequence[tuple[str, str]]) -> Tree:
    """Return the tree of (code, parent's code), parents first; a parent that is no code itself is the root."""
    place = {code: position for position, (code, _) in enumerate(pairs)}
    return Tree(tuple(place), tuple(place.get(above, ROOT_POSITION) for _, above in pairs))


def leaf_shares(tree: Tree, weights: np.ndarray) -> np.ndarray:
    """Return draws x leaves: the share of every leaf in the root, from weights (draws x nodes) of any scale, at least 0.

    The weights of the children of a node are divided by their sum, and the shares multiplied down the tree, so that
    each row sums to 1. A node of which every child has weight 0 leaves the tree, as if its own weight were 0.
    Raises ValueError for a negative weight and for a draw in which nothing has a weight.
    """
    shares = normalised(tree, weights)
    for level in range(2, tree.depth + 1):
        nodes = [place for place, found in enumerate(tree.levels) if found == level]
        shares[:, nodes] *= shares[:, [tree.parent[place] for place in nodes]]
    return shares[:, tree.leaves]


def normalised(tree: Tree, weights: np.ndarray) -> np.ndarray:
    """Return draws x nodes: the weight of every node as a share of the weights under its parent.

    A node of which every child has weight 0 has share 0 itself. Raises ValueError as `leaf_shares` does.
    """
    shares = np.array(weights, dtype=np.float64)
    if not (shares >= 0).all():
        raise ValueError("a weight is negative or missing")
    if not shares.all():
        _drop_empty(tree, shares)
    order = [child for _, children in tree.groups for child in children]
    sizes = [len(children) for _, children in tree.groups]
    # One sum a row, in a fixed order, so that a draw does not depend on how many stand in its block.
    sums = np.add.reduceat(shares[:, order].copy(order="C"), np.cumsum([0, *sizes[:-1]]), axis=1)
    sums[sums == 0] = 1
    shares[:, order] /= np.repeat(sums, sizes, axis=1)
    return shares


def _drop_empty(tree: Tree, shares: np.ndarray) -> None:
    for above, children in reversed(tree.groups):
        empty = ~shares[:, children].any(axis=1)
        if above != ROOT_POSITION:
            shares[empty, above] = 0
        elif empty.any():
            raise ValueError("in a draw nothing has a weight")
