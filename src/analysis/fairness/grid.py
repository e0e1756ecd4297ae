"""Room 6, the grid on which totals can fall: points go in steps, so that a total cannot stand anywhere near a limit.

A limit that is itself a possible total has one more step above than below within the same distance; without the grid
this would look like bunching. Nothing is random here.
"""

import numpy as np
from scipy import stats

from analysis.blocks import UnitsTogether
from analysis.fairness.round_lists import by_percent
from analysis.ranks import RESOLUTION

# A step this much finer than the window is as good as none.
FINE = 50


def steps(units: UnitsTogether) -> np.ndarray:
    """Return by how much the total of each unit can change at least, on the scale of the class limits.

    The greatest common divisor of all points of the block; over the maximum of what applies to a unit where limits are per
    cents. 0 where every total is zero.
    """
    whole = np.rint(units.points.to_numpy() * 10**RESOLUTION).astype(np.int64)
    step = float(np.gcd.reduce(whole, axis=None)) / 10**RESOLUTION
    if by_percent(units):
        return 100 * step / units.maxima.sum(axis=1).to_numpy(dtype=float)
    return np.full(len(units.units), step)


def snapped(values: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Return values (… x units) at the nearest possible total of each unit; as they are where its grid has no step."""
    step = np.where(grid > 0, grid, 1)
    return np.where(grid > 0, np.round(np.round(values / step) * step, RESOLUTION), values)


def mass(values: np.ndarray, bandwidth: float, low: float, high: float, grid: np.ndarray) -> float:
    """Return the share of units expected in [low, high) under the kernel density of values (n) on the grids of the units.

    bandwidth : above 0. grid : step of each unit's grid; units on a fine grid may stand anywhere.
    """
    found = 0.0
    for step, count in zip(*np.unique(grid, return_counts=True), strict=True):
        if step * FINE <= high - low:
            share = np.diff(stats.norm.cdf((np.array([low, high])[:, None] - values) / bandwidth).mean(axis=1))[0]
        else:
            first, end = (np.ceil((edge - 10.0**-RESOLUTION) / step) for edge in (low, high))
            places = np.arange(first, end) * step
            share = step * stats.norm.pdf((places[:, None] - values) / bandwidth).mean(axis=1).sum() / bandwidth
        found += count * share
    return float(found / len(grid))
