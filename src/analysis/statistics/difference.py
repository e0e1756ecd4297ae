"""Differences of two means with their intervals.

Random are only the orders of the permutation test, and only where there are too many to try them all. Units are whole
blocks, not samples: an interval describes what handing out units by chance would do to groups of these sizes.
"""

import numpy as np
from scipy import special, stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_SIDE, LEAST_UNITS, Estimate, nothing, varies
from analysis.statistics.resampling import RESAMPLES, group_orders, permuted_differences

PERMUTATION, WELCH = "permutation", "welch"

# Above, Welch's interval and the permutation's agree to two digits (docs/calibration.md).
MOST_PERMUTED = 200


def mean_difference(group: np.ndarray, reference: np.ndarray) -> Estimate:
    """Return mean(group) - mean(reference) with Welch's interval and p (Welch 1947; degrees of freedom by Satterthwaite).

    Only the difference, without interval, where either side has fewer than two units or neither side varies.
    """
    group, reference = np.asarray(group, dtype=float), np.asarray(reference, dtype=float)
    n = len(group) + len(reference)
    difference = float(group.mean() - reference.mean())
    if min(len(group), len(reference)) < 2 or not (varies(group) or varies(reference)):
        return nothing(n, difference)
    parts = np.array([side.var(ddof=1) / len(side) for side in (group, reference)])
    error = np.sqrt(parts.sum())
    freedom = parts.sum() ** 2 / (parts**2 / np.array([len(group) - 1, len(reference) - 1])).sum()
    half = error * stats.t.isf((1 - CONFIDENCE) / 2, freedom)
    p = 2 * stats.t.sf(abs(difference) / error, freedom)
    return Estimate(difference, float(difference - half), float(difference + half), float(p), n)


def group_difference(
    group: np.ndarray, reference: np.ndarray, generator: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[Estimate, str]:
    """Return (mean(group) - mean(reference) with interval and p, method).

    method : `permutation` up to 200 units (`resampling.permuted_differences`: all ways to choose the group where they are
    not more than `resamples` + 1, else so many drawn), `welch` above, empty where only the difference is given: below
    eight units or three on a side. Up to 200 units the wider interval and larger p of the two are given: permutation
    covers too little where a few units spread much more than the others, Welch where a few units meet skewed ones
    (docs/calibration.md). The order of rows changes nothing, and the other way round only the signs change.
    """
    group, reference = (np.sort(np.round(np.asarray(side, dtype=float), RESOLUTION)) for side in (group, reference))
    n = len(group) + len(reference)
    if n < LEAST_UNITS or min(len(group), len(reference)) < LEAST_SIDE:
        return nothing(n, float(group.mean() - reference.mean()) if min(len(group), len(reference)) else np.nan), ""
    by_welch = mean_difference(group, reference)
    if n > MOST_PERMUTED:
        return by_welch, WELCH
    return _more_cautious(_permuted(group, reference, generator, resamples), by_welch), PERMUTATION


def _more_cautious(one: Estimate, other: Estimate) -> Estimate:
    """Return the first estimate with the wider interval and the larger p of both, where both have them."""
    low, high = float(np.fmin(one.low, other.low)), float(np.fmax(one.high, other.high))
    return one._replace(low=low, high=high, p=float(np.fmax(one.p, other.p)))


def _permuted(group: np.ndarray, reference: np.ndarray, generator: np.random.Generator, resamples: int) -> Estimate:
    """Return the difference by permutation, always with the same side first so that drawn orders are the same."""
    turned = (len(reference), _spread(reference)) < (len(group), _spread(group))
    sides = (reference, group) if turned else (group, reference)
    in_group = np.arange(len(group) + len(reference)) < len(sides[0])
    orders = group_orders(in_group, resamples, generator)
    found = permuted_differences(in_group, np.concatenate(sides)[:, None], orders)
    value, low, high, p = (float(part[0]) for part in found)
    return Estimate(-value, -high, -low, p, len(in_group)) if turned else Estimate(value, low, high, p, len(in_group))


def _spread(side: np.ndarray) -> list[float]:
    return np.round(side - side[0], RESOLUTION).tolist()


def hedges_g(group: np.ndarray, reference: np.ndarray) -> Estimate:
    """Return the difference of two means in pooled standard deviations, without small-sample bias (Hedges 1981).

    The interval takes the spread of either side as it is (the error of the difference over the pooled deviation, plus
    g^2 / (2 (n - 2)) for the deviation itself; Bonett 2008), by Student's t with Welch's degrees of freedom, or the jackknife
    if that is wider, as it is for skewed scores; p is Welch's. Without interval below eight units or three on a side;
    nothing where neither side varies.
    """
    group, reference = np.asarray(group, dtype=float), np.asarray(reference, dtype=float)
    sizes = len(group), len(reference)
    n, freedom = sum(sizes), sum(sizes) - 2
    found = mean_difference(group, reference)
    if np.isnan(found.p):
        return nothing(n)
    pooled = np.sqrt(((sizes[0] - 1) * group.var(ddof=1) + (sizes[1] - 1) * reference.var(ddof=1)) / freedom)
    value = float(_unbiased(freedom) * found.value / pooled)
    if n < LEAST_UNITS or min(sizes) < LEAST_SIDE:
        return nothing(n, value)
    # Welch's half width is his t times the error of the difference.
    welch = (found.high - found.low) / 2 / pooled
    half = np.hypot(welch, stats.norm.isf((1 - CONFIDENCE) / 2) * value / np.sqrt(2 * freedom))
    jackknife = stats.t.isf((1 - CONFIDENCE) / 2, freedom) * _jackknife_error(group, reference)
    half = float(np.fmax(half, jackknife))
    return Estimate(value, value - half, value + half, found.p, n)


def _unbiased(freedom: int) -> float:
    return float(np.exp(special.gammaln(freedom / 2) - special.gammaln((freedom - 1) / 2)) / np.sqrt(freedom / 2))


def _jackknife_error(group: np.ndarray, reference: np.ndarray) -> float:
    """Return the jackknife standard error of Hedges's g, each unit of either side left out once."""
    variance = 0.0
    for own, other in ((group, reference), (reference, group)):
        size, centred = len(own), own - own.mean()
        means = own.mean() - centred / (size - 1)
        squares = (centred**2).sum() - centred**2 * size / (size - 1)
        pooled = np.sqrt((squares + other.var() * len(other)) / (size + len(other) - 3))
        with np.errstate(divide="ignore", invalid="ignore"):
            left = _unbiased(size + len(other) - 3) * (means - other.mean()) / pooled
        variance += (size - 1) * left.var()
    return float(np.sqrt(variance)) if np.isfinite(variance) else np.nan
