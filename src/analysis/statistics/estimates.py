"""An estimate with its interval; the smallest numbers of units. Confidence 95 per cent throughout."""

from typing import NamedTuple

import numpy as np

from analysis.ranks import RESOLUTION

CONFIDENCE = 0.95

# A p value below is shown; one at the level is not, and its interval holds what was tested.
LEVEL = round(1 - CONFIDENCE, RESOLUTION)

# Below these numbers of units values are shown without a test; Welch's interval would then cover too little.
LEAST_UNITS = 8

LEAST_SIDE = 3


class Estimate(NamedTuple):
    """An estimate with its interval, p value and number of units; NaN where it cannot be had."""

    value: float
    low: float
    high: float
    p: float
    n: int


def nothing(n: int, value: float = np.nan) -> Estimate:
    """Return an estimate without interval and p value."""
    return Estimate(value, np.nan, np.nan, np.nan, n)


def varies(values: np.ndarray) -> bool:
    """Return whether values differ at all; sums that differ only by the order of addition do not."""
    return bool(np.ptp(np.round(values, RESOLUTION)) > 0)
