"""Normalising indicators before they are averaged (OECD and JRC Handbook, step 5)."""

import numpy as np
from scipy.stats import rankdata

METHODS = ("none", "min_max", "z_score", "rank")
LOWEST, HIGHEST = 1.0, 100.0
MEAN, DEVIATION = 50.0, 5.0
# Decimals of a value below 1 that addition does not touch.
SETTLED = 14


def normalise(
    values: np.ndarray, directions: np.ndarray, method: str, low: float = LOWEST, high: float = HIGHEST
) -> np.ndarray:
    """Return units x indicators on one scale, higher is better; what is missing (NaN) stays so and counts nowhere.

    directions : 1 or -1 for each indicator. method : none (only turned round where the direction is -1); min_max, linear
    from `low` to `high`; z_score with mean 50 and standard deviation 5 (n - 1); rank from 1 (worst) to n, ties averaged.
    An indicator on which all units are equal tells nothing: they all get the middle of the scale.
    Raises ValueError for another method or direction.
    """
    directions = np.asarray(directions, dtype=np.float64)
    if method not in METHODS or not np.isin(directions, (-1, 1)).all():
        raise ValueError(f"normalising needs one of {', '.join(METHODS)} and directions of 1 or -1")
    turned = np.asarray(values, dtype=np.float64) * directions
    if method == "none":
        return turned
    ways = {"min_max": lambda column: _min_max(column, low, high), "z_score": _z_score, "rank": rankdata}
    found = np.full_like(turned, np.nan)
    for place, column in enumerate(turned.T):
        present = ~np.isnan(column)
        if present.any():
            found[present, place] = ways[method](_settled(column[present]))
    return found


def _settled(column: np.ndarray) -> np.ndarray:
    """Return values without the noise of addition: answers in equal proportion are equal, in whatever order added."""
    largest = np.abs(column).max()
    power = 10.0 ** (np.floor(np.log10(largest)) + 1) if largest else 1.0
    return np.round(column / power, SETTLED) * power


def _min_max(column: np.ndarray, low: float, high: float) -> np.ndarray:
    width = column.max() - column.min()
    return low + (high - low) * (column - column.min()) / width if width else np.full_like(column, (low + high) / 2)


def _z_score(column: np.ndarray) -> np.ndarray:
    if column.max() == column.min():
        return np.full_like(column, MEAN)
    return MEAN + DEVIATION * (column - column.mean()) / column.std(ddof=1)
