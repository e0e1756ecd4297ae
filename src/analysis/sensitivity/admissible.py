"""The smallest weighted sum over all admissible weights, and the weights that give it.

Weights under different parents vary apart, so the smallest value of a node comes from the smallest values of its
children, up the tree. Under one parent the weighted mean of the children is smallest
where each weight is multiplied by its own factor within 1 - spread and 1 + spread : when the lowest children have the
    largest factor and the others the smallest; which are the lowest is tried for every number of them;
where every share is admissible : when the lowest child has the whole weight;
where no maximum is stated and weights are not scaled back : when what is negative has the largest factor.
"""

from typing import NamedTuple

import numpy as np

from analysis.sensitivity import weights as drawn_weights
from analysis.sensitivity.choices import Choice
from analysis.sensitivity.tree import Tree


class Admissible(NamedTuple):
    """Which weights are admissible. weights : official, of the nodes of the tree, NaN where unknown; groups : the nodes
    whose weights vary together, by name; spread : 0.25 for plus or minus a quarter, None where every share is admissible."""

    tree: Tree
    weights: np.ndarray
    groups: dict[str, list[int]]
    spread: float | None


def admissible(tree: Tree, weights: np.ndarray, choice: Choice | None) -> Admissible:
    """Return the weights that a choice of study.yml allows; without one the official weights alone.

    weights : official, of the nodes of the tree, as `weights.official` gives them.
    """
    groups = drawn_weights.groups(tree, weights, choice) if choice else {}
    return Admissible(tree, weights, groups, choice.spread if choice else None)


def smallest_sums(values: np.ndarray, allowed: Admissible) -> np.ndarray:
    """Return the smallest sum over leaves of factor x value of each row, over all admissible factors.

    values : rows x leaves, what each leaf gives at the official weights, any sign. Never negative where no value of the
    row is; 0 for a row of zeros.
    """
    return _up_the_tree(values, allowed)[0]


def smallest_factors(values: np.ndarray, allowed: Admissible) -> np.ndarray:
    """Return rows x leaves: by what each leaf is multiplied where the sum is smallest, the factors above it included."""
    _, factors = _up_the_tree(values, allowed)
    return drawn_weights.leaf_factors(allowed.tree, allowed.groups, factors, len(values))


def _up_the_tree(values: np.ndarray, allowed: Admissible) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    tree, factors = allowed.tree, {}
    # The root is no node of the tree: its position, -1, is the last row.
    at_nodes = np.zeros((len(tree.nodes) + 1, len(values)))
    at_nodes[tree.leaves] = values.T
    groups = {tree.parent[nodes[0]]: (name, nodes) for name, nodes in allowed.groups.items()}
    for parent, children in reversed(tree.groups):
        name, varying = groups.get(parent, ("", []))
        at_nodes[parent] = at_nodes[[node for node in children if node not in varying]].sum(axis=0)
        if varying:
            own = at_nodes[varying].T
            factors[name] = _factors(own, allowed.weights[varying], allowed.spread)
            at_nodes[parent] += (factors[name] * own).sum(axis=1)
    return at_nodes[-1], factors


def _factors(values: np.ndarray, weights: np.ndarray, spread: float | None) -> np.ndarray:
    """Return rows x children of one parent: the factors that make the sum of factor x value smallest."""
    if not np.isfinite(weights).all():
        return np.where(values < 0, 1 + spread, 1 - spread)
    shares = weights / weights.sum()
    if spread is None:
        whole = values / shares
        return (np.arange(len(weights)) == whole.argmin(axis=1)[:, None]) / shares
    return _threshold(values, shares, spread)


def _threshold(values: np.ndarray, shares: np.ndarray, spread: float) -> np.ndarray:
    order = np.argsort(values / shares, axis=1, kind="stable")
    ordered_values, ordered_shares = np.take_along_axis(values, order, axis=1), shares[order]
    sums = (1 - spread) * ordered_values.sum(axis=1, keepdims=True) + 2 * spread * ordered_values.cumsum(axis=1)
    scales = 1 - spread + 2 * spread * ordered_shares.cumsum(axis=1)
    best = (sums / scales).argmin(axis=1)[:, None]
    raised = np.arange(len(shares)) <= best
    factors = np.empty(values.shape)
    np.put_along_axis(factors, order, np.where(raised, 1 + spread, 1 - spread), axis=1)
    return factors / np.take_along_axis(scales, best, axis=1)
