"""Weights that vary: the weights under one parent are drawn together, the official ones lie within what is allowed.

spread : each weight times its own factor, uniform in [1 - spread, 1 + spread]. dirichlet : shares with the official ones
as mean, the closer the larger the concentration. all : every admissible set of shares is equally likely, as in stochastic
multicriteria acceptability analysis (Lahdelma and Salminen 2001). Weights under one parent are scaled back to their sum;
where no source states them they are multiplied only, which changes no rank of a two-level set. A weight of 0 stays 0.
"""

import numpy as np
from scipy.special import gammaincinv

from analysis.criteria_set import ROOT, CriteriaSet
from analysis.sensitivity.choices import Choice
from analysis.sensitivity.tree import ROOT_POSITION, Tree

# So small a share changes no rank, and large enough for a unit to which nothing else applies to keep a total.
LEAST_WEIGHT = 1e-6


def official(tree: Tree, criteria: CriteriaSet) -> np.ndarray:
    """Return the maximum points of every node of the tree, which act as its weight; NaN where no source states it."""
    return criteria.criteria.loc[list(tree.nodes), "max_points"].to_numpy(dtype=float)


def name(tree: Tree, parent: int) -> str:
    """Return the name of the input that holds the weights under a parent."""
    return f"weights/{ROOT if parent == ROOT_POSITION else tree.nodes[parent]}"


def groups(tree: Tree, weights: np.ndarray, choice: Choice) -> dict[str, list[int]]:
    """Return {input: positions of the nodes whose weights vary together}, parents first: two or more under one parent.

    weights : official, nodes. Nodes of weight 0 do not vary. Where a weight is not stated a group can only be spread.
    """
    found = {}
    for parent, children in tree.groups:
        varying = [node for node in children if weights[node] != 0]
        if len(varying) > 1 and (choice.kind == "spread" or np.isfinite(weights[varying]).all()):
            found[name(tree, parent)] = varying
    return found


def group_factors(weights: np.ndarray, cube: np.ndarray, choice: Choice) -> np.ndarray:
    """Return draws x weights of one group: by what each official weight is multiplied, after scaling back to their sum.

    weights : official, NaN where unknown. cube : draws x weights, each at least 0 and below 1.
    """
    known = bool(np.isfinite(weights).all())
    shares = weights / weights.sum() if known else np.ones(len(weights))
    drawn = _DRAWN[choice.kind](shares, cube, choice)
    return drawn / (drawn @ shares)[:, None] if known else drawn


def _spread(shares: np.ndarray, cube: np.ndarray, choice: Choice) -> np.ndarray:
    return 1 + choice.spread * (2 * cube - 1)


def _dirichlet(shares: np.ndarray, cube: np.ndarray, choice: Choice) -> np.ndarray:
    return _above_zero(gammaincinv(choice.concentration * shares, cube)) / shares


def _all(shares: np.ndarray, cube: np.ndarray, choice: Choice) -> np.ndarray:
    return _above_zero(-np.log1p(-cube)) / shares


def _above_zero(drawn: np.ndarray) -> np.ndarray:
    # A weight of quite 0 would leave its part out and have no share that the survey's could be scaled to.
    return np.maximum(drawn, LEAST_WEIGHT)


_DRAWN = {"spread": _spread, "dirichlet": _dirichlet, "all": _all}


def leaf_factors(tree: Tree, groups: dict[str, list[int]], drawn: dict[str, np.ndarray], draws: int) -> np.ndarray:
    """Return draws x leaves: by what the points of each leaf are multiplied, the factors of its ancestors included.

    drawn : {input: draws x nodes of its group}, as `group_factors` gives them.
    """
    factors = np.ones((draws, len(tree.nodes)))
    for input_name, nodes in groups.items():
        factors[:, nodes] = drawn[input_name]
    for parent, children in tree.groups:
        if parent != ROOT_POSITION:
            factors[:, children] *= factors[:, [parent]]
    return factors[:, tree.leaves]


def node_weights(tree: Tree, leaf_weights: np.ndarray) -> np.ndarray:
    """Return draws x nodes: the weight of every node as the sum of the weights of the leaves below it."""
    weights = np.zeros((len(leaf_weights), len(tree.nodes)))
    weights[:, tree.leaves] = leaf_weights
    for parent, children in reversed(tree.groups):
        if parent != ROOT_POSITION:
            weights[:, parent] = weights[:, children].sum(axis=1)
    return weights
