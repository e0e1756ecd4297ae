"""Room 7: correlation of a score with an outside index among units of the same region.

Random are only the orders of the test: outside values change places within regions, never between them.
"""

import numpy as np
from scipy.stats import norm, rankdata

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate
from analysis.statistics.resampling import TIE, p_value


def freedom(regions: np.ndarray) -> int:
    """Return how many units count: all of them less one for each region after the first."""
    return len(regions) - len(set(regions)) + 1


def enough(regions: np.ndarray) -> bool:
    """Return whether regions are known of all units, differ, and leave as many units as a correlation needs."""
    known = set(regions)
    return "" not in known and len(known) > 1 and freedom(regions) >= LEAST_UNITS


def partial(one: np.ndarray, other: np.ndarray, regions: np.ndarray, orders: np.ndarray, ranked: bool) -> Estimate:
    """Return the partial correlation given regions (of values, or of ranks over all units) with interval, p and n.

    orders : resamples x n, as `orders_within` gives them. Interval : Fisher's z with one unit less for each region after the
    first, for ranks with the error of Bonett and Wright (2000). p : the larger of that by permutation within regions and
    that of the interval, so that nothing is shown whose interval holds 0.
    """
    first, second = (_residuals(values, regions, ranked) for values in (one, other))
    n, length = len(regions), np.sqrt((first @ first) * (second @ second))
    if not length > 10.0**-RESOLUTION:
        return Estimate(np.nan, np.nan, np.nan, np.nan, n)
    value = float(np.clip(first @ second / length, -1, 1))
    extreme = sum(
        (np.abs(second[rows] @ first) / length >= abs(value) - TIE).sum() for rows in np.array_split(orders, 20)
    )
    low, high, p = _interval(value, freedom(regions), ranked)
    return Estimate(value, low, high, max(p, float(p_value(extreme, len(orders)))), n)


def _interval(value: float, counted: int, ranked: bool) -> tuple[float, float, float]:
    """Return the limits of the interval and the p at which it ends in 0."""
    if 1 - abs(value) < 10.0**-RESOLUTION:
        return np.nan, np.nan, 0.0
    error = np.sqrt((1 + value**2 / 2 if ranked else 1) / (counted - 3))
    low, high = np.tanh(np.arctanh(value) + norm.ppf(0.5 + CONFIDENCE / 2) * error * np.array([-1, 1]))
    return float(low), float(high), float(2 * norm.sf(abs(np.arctanh(value)) / error))


def orders_within(regions: np.ndarray, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return orders of the units that leave each in its region, resamples x n."""
    codes = np.unique(regions, return_inverse=True)[1]
    by_region = np.argsort(codes, kind="stable")
    drawn = np.argsort(codes[by_region] + generator.random((resamples, len(codes))), axis=1)
    found = np.empty(drawn.shape, dtype=np.int32)
    found[:, by_region] = by_region[drawn]
    return found


def _residuals(values: np.ndarray, regions: np.ndarray, ranked: bool) -> np.ndarray:
    values = np.round(np.asarray(values, dtype=float), RESOLUTION)
    values = rankdata(values) if ranked else values
    codes = np.unique(regions, return_inverse=True)[1]
    means = np.bincount(codes, weights=values) / np.bincount(codes)
    return values - means[codes]
