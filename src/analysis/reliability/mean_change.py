"""The mean of changes with an interval that bears skewed changes with many zeros.

Random is, for the interval alone, which units of this kind are known; the mean itself is a fact.
"""

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_SIDE, LEAST_UNITS, Estimate, nothing


def mean_change(changes: np.ndarray, estimated: int = 1) -> Estimate:
    """Return the mean of the units' changes, its interval and p against no change.

    estimated : how many sums the mean comes from, 2 for a ratio; as many degrees of freedom are gone.

    Student's t after Hall's (1992) cubic transformation, which takes out the skewness of t: most units lose nothing, a few
    lose much, and Student's own interval would then cover too little. Only the mean below eight units, or where fewer than
    three units differ from what most have.
    """
    changes = np.round(np.asarray(changes, dtype=float), RESOLUTION)
    n, mean = len(changes), float(changes.mean())
    if n < LEAST_UNITS or n - np.unique(changes, return_counts=True)[1].max() < LEAST_SIDE:
        return nothing(n, mean)
    error, skewness = changes.std(ddof=1) / np.sqrt(n), stats.skew(changes) / np.sqrt(n)
    freedom = n - estimated
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom)
    low, high = (mean - untransformed(one, skewness) * error for one in (half, -half))
    p = 2 * stats.t.sf(abs(transformed(mean / error, skewness)), freedom)
    return Estimate(mean, float(low), float(high), float(p), n)


def transformed(t: float, skewness: float) -> float:
    """Return Hall's cubic of a t value; skewness : that of the values over the root of their number."""
    return t + skewness * t**2 / 3 + skewness**2 * t**3 / 27 + skewness / 6


def untransformed(value: float, skewness: float) -> float:
    """Return the t whose cubic is the value."""
    if abs(skewness) < 10.0**-RESOLUTION:
        return value
    return float(3 * (np.cbrt(1 + skewness * (value - skewness / 6)) - 1) / skewness)
