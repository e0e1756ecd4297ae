"""Ranks, rounding and classes: the three small rules that decide who comes first."""

import numpy as np
from scipy.stats import rankdata

RESOLUTION = 9
RULES = {"competition": "min", "dense": "dense"}


def ranks(scores: np.ndarray, rule: str = "competition") -> np.ndarray:
    """Return ranks with 1 for the highest score, along the last axis; NaN stays NaN.

    rule : `competition` gives 1, 1, 3; `dense` gives 1, 1, 2. Scores are compared to nine decimals, so that sums that
    differ only by the order of addition are ties.
    """
    settled = np.round(np.asarray(scores, dtype=float), RESOLUTION)
    return rankdata(-settled, method=RULES[rule], axis=-1, nan_policy="omit")


def half_up(values: np.ndarray, decimals: int) -> np.ndarray:
    """Return values rounded half up, as printed tables do: 0.125 to two decimals is 0.13.

    A value within 1e-9 below a half counts as the half, since 0.285 is stored as 0.28499999.
    """
    scale = 10.0**decimals
    return np.floor(np.asarray(values, dtype=float) * scale + 0.5 + 1e-9) / scale


def classes(values: np.ndarray, limits: tuple) -> np.ndarray:
    """Return the class label of each value; limits are ((label, lower limit), ...), best first, lower limit inclusive.

    A value below every limit, or missing, has no class (empty text).
    """
    settled = np.round(np.asarray(values, dtype=float), RESOLUTION)
    labels = np.full(settled.shape, "", dtype=object)
    for label, lower in reversed(limits):
        labels[settled >= lower] = label
    return labels
