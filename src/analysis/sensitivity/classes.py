"""The class of every unit in every draw, under cut-offs that may vary within what is disputed."""

import numpy as np

from analysis.criteria_set import CriteriaSet
from analysis.ranks import RESOLUTION, half_up
from analysis.sensitivity.additive import Model, percents, totals
from analysis.sensitivity.choices import Choice

NO_CLASS = -1


def limits(criteria: CriteriaSet, block: str, choice: Choice | None) -> np.ndarray | None:
    """Return classes x (low, high): between what each lower limit varies, best class first; None where limits are unknown.

    An undisputed limit has low = high. A range whose limit no source states excludes its low end, as `class_limits` does,
    and its high end stands for the official limit. The lowest class of disputed ranges holds whatever lies below them.
    """
    if not criteria.classes:
        return None
    between = choice.between.get(block, {}) if choice else {}
    found = np.array([_ends(label, lower, between, choice) for label, lower in criteria.classes])
    if between and np.isnan(found[-1, 0]):
        found[-1] = -np.inf
    elif choice and choice.spread:
        found[-1] = criteria.classes[-1][1] if criteria.classes[-1][1] is not None else np.nan
    return None if np.isnan(found).any() else found


def _ends(label: str, lower: float | None, between: dict, choice: Choice | None) -> tuple[float, float]:
    if label in between:
        return tuple(between[label])
    if lower is None:
        return np.nan, np.nan
    spread = (choice.spread or 0.0) if choice else 0.0
    return lower - spread, lower + spread


def official(criteria: CriteriaSet, ends: np.ndarray) -> np.ndarray:
    """Return the official lower limit of each class; the high end of its range where no source states it."""
    stated = [lower for _, lower in criteria.classes]
    return np.array([high if lower is None else lower for lower, high in zip(stated, ends[:, 1], strict=True)])


def drawn(ends: np.ndarray, official_limits: np.ndarray, cube: np.ndarray) -> np.ndarray:
    """Return draws x classes: lower limits drawn evenly between their ends, in falling order.

    cube : draws x disputed limits, each at least 0 and below 1.
    """
    found = np.tile(official_limits, (len(cube), 1))
    disputed = varying(ends)
    low, high = ends[disputed].T
    found[:, disputed] = high - (high - low) * cube
    return -np.sort(-found, axis=1)


def varying(ends: np.ndarray) -> np.ndarray:
    """Return the mask of the classes whose limit varies."""
    return ends[:, 0] < ends[:, 1]


def places(data: Model, treatment: str, factors: np.ndarray, values: np.ndarray, cut_offs: np.ndarray) -> np.ndarray:
    """Return draws x units, int8: the place of the class, 0 for the best, -1 below every limit.

    values : draws x units, what cut-offs (draws x classes) are compared with. A cap of the criteria counts as in
    `score.scores`: below a share of a node's maximum there is no better class than the cap's.
    """
    settled = np.round(values, RESOLUTION)
    found = sum((settled < cut_offs[:, [place]]).astype(np.int8) for place in range(cut_offs.shape[1]))
    found[found == cut_offs.shape[1]] = NO_CLASS
    order = [label for label, _ in data.criteria.classes]
    for cap in data.criteria.class_caps:
        if data.maxima_known and data.criteria.minimum(cap.node) <= 0:
            node = totals(data, treatment, factors, cap.node)
            below = (half_up(percents(node), data.criteria.decimals) < cap.below) & (node.maximum > 0)
            found = np.where(below & (found >= 0), np.maximum(found, order.index(cap.best)), found)
    return found.astype(np.int8)
