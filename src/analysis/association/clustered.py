"""Correlations of pairs that come from the same units again and again: pooled within years, with clusters of units.

Random are only the orders of the test: whole units change places, with all their years, so that what lasts in a unit over
the years counts once.
"""

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate
from analysis.statistics.resampling import TIE, p_value

# Orders that are tried at once.
AT_ONCE = 200


def standardised(one: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """Return a table of units x years in deviations of its year: mean 0 and deviation 1 among the units that are counted.

    counted : units x years, true where a figure has its pair; NaN where the counted do not vary.
    """
    settled = np.round(one, RESOLUTION)
    own, n = np.where(counted, settled, np.nan), counted.sum(axis=0)
    mean = np.nansum(own, axis=0) / np.maximum(n, 1)
    deviation = np.sqrt(np.nansum((own - mean) ** 2, axis=0) / np.maximum(n - 1, 1))
    return (settled - mean) / np.where(deviation > 10.0**-RESOLUTION, deviation, np.nan)


def correlation_within(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (pooled correlation within years, its ratio to its error) of (tables of) units x years.

    Each year is taken less its mean among the units that have both; leading axes are tables of their own. NaN where
    nothing varies. The error is that of the linear parts that units have in the correlation, all years of a unit together.
    """
    both = np.isfinite(one) & np.isfinite(other)
    first, second = (_centred(np.where(both, side, np.nan)) for side in (one, other))
    products, *squares = (np.nansum(part, axis=-1) for part in (first * second, first**2, second**2))
    length = np.sqrt(squares[0].sum(axis=-1) * squares[1].sum(axis=-1))
    defined = length > 10.0**-RESOLUTION
    length = np.where(defined, length, 1)
    found = products.sum(axis=-1) / length
    ratio = np.sqrt(np.where(defined, squares[1].sum(axis=-1), 1) / np.where(defined, squares[0].sum(axis=-1), 1))
    ratio, own = ratio[..., None], found[..., None]
    parts = products - own / 2 * (squares[0] * ratio + squares[1] / ratio)
    error = np.sqrt((parts**2).sum(axis=-1)) / length
    studentised = np.abs(found) / np.where(error > 10.0**-RESOLUTION, error, np.nan)
    return np.where(defined, found, np.nan), np.where(defined, studentised, np.nan)


def pooled(one: np.ndarray, other: np.ndarray, orders: np.ndarray) -> tuple[Estimate, float]:
    """Return (pooled correlation within years with interval and p, its error on the scale of Fisher's z).

    one, other : units x years, NaN where missing; n is the number of pairs. `other` may know more than its pairs: orders
    (resamples x units) let units take over the other side of whole units, where years without it drop out; what is as
    extreme is judged by the ratio to the error (Janssen 1997). Interval: Fisher's z with the error of leaving each unit
    out in turn (the jackknife CV3 of MacKinnon, Nielsen and Webb 2023) and t with one degree of freedom less than units.
    p: the larger of that of the orders and that of the interval, so that nothing is shown whose interval holds 0.
    Below eight units with a pair, and where nothing varies, only the value.
    """
    pairs = np.isfinite(one) & np.isfinite(other)
    kept, value = pairs.any(axis=1), float(correlation_within(one, other)[0])
    if np.isnan(value) or kept.sum() < LEAST_UNITS or 1 - abs(value) < 10.0**-RESOLUTION:
        return Estimate(value, np.nan, np.nan, np.nan, int(pairs.sum())), np.nan
    error = standard_error(one[kept], other[kept])
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, kept.sum() - 1) * error
    low, high = np.tanh(np.arctanh(value) + half * np.array([-1, 1]))
    p = max(exchanged(one, other, orders), _of_interval(value, error, kept.sum() - 1))
    return Estimate(value, float(low), float(high), p, int(pairs.sum())), error


def _of_interval(value: float, error: float, freedom: int) -> float:
    """Return the p at which the interval of Fisher's z ends in 0."""
    return float(2 * stats.t.sf(abs(np.arctanh(value)) / error, freedom)) if error > 10.0**-RESOLUTION else 0.0


def exchanged(one: np.ndarray, other: np.ndarray, orders: np.ndarray) -> float:
    """Return the two-sided p value of units changing places on the other side, by the ratio of correlation and error."""
    observed = correlation_within(one, other)[1]
    parts = np.array_split(orders, -(-len(orders) // AT_ONCE))
    found = np.concatenate([correlation_within(one, other[some])[1] for some in parts])
    return float(p_value((~(found < observed * (1 - TIE))).sum(), len(orders)))


def standard_error(one: np.ndarray, other: np.ndarray) -> float:
    """Return the jackknife error of the pooled correlation on the scale of Fisher's z: each unit left out in turn."""
    units = len(one)
    others = np.array([np.delete(np.arange(units), at) for at in range(units)])
    each = np.arctanh(np.clip(correlation_within(one[others], other[others])[0], -1 + 1e-9, 1 - 1e-9))
    return float(np.sqrt((units - 1) / units * ((each - each.mean()) ** 2).sum()))


def _centred(table: np.ndarray) -> np.ndarray:
    counted = np.isfinite(table).sum(axis=-2, keepdims=True)
    return table - np.nansum(table, axis=-2, keepdims=True) / np.maximum(counted, 1)
