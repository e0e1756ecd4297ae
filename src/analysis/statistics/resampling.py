"""Permutation tests of many columns at once, by matrix products instead of loops over resamples.

Random are only the orders, and only where there are too many to try them all; a caller's generator draws them. The units
are whole blocks, not samples: p says how often units handed out by chance would differ or go together as much.
"""

from functools import cache
from itertools import combinations, permutations
from math import comb, factorial
from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import LEVEL

RESAMPLES = 9_999

# Sums in another order differ by less than this, relative to a spread of one: such values are ties.
TIE = 1e-9

# A smaller variance, relative to a spread of one, is what rounding leaves of none.
LEAST_VARIANCE = 1e-13

# Numbers that are handled at once: what belongs to a block of resamples then stays in the cache.
AT_ONCE, LEAST_BLOCK = 25_000, 200

# Steps that narrow an interval limit to a few millionths of its standard error, and that widen its bracket before.
NARROWING, WIDENING = 20, 30


class Permuted(NamedTuple):
    """Differences of means with interval and p, one entry a column; NaN where there is none."""

    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def orders(n: int, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return orders of n places, resamples x n int32: drawn, or all but the given order where these are not more.

    Without the given order (1 + count) / (1 + rows) is the exact p value when all are tried, and a valid one when drawn.
    """
    if n < 10 and factorial(n) - 1 <= resamples:
        return _all_orders(n)
    return generator.permuted(np.tile(np.arange(n, dtype=np.int32), (resamples, 1)), axis=1)


@cache
def _all_orders(n: int) -> np.ndarray:
    found = np.array(list(permutations(range(n))), dtype=np.int32)[1:].reshape(-1, n)
    found.flags.writeable = False
    return found


def group_orders(in_group: np.ndarray, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return orders for comparing two groups, resamples x n int32: one for each other way to choose the group where there
    are not more of them than `resamples`, else drawn."""
    in_group = np.asarray(in_group, dtype=bool)
    n, size = len(in_group), int(in_group.sum())
    if comb(n, size) - 1 > resamples:
        return orders(n, resamples, generator)
    chosen = np.zeros((comb(n, size), n), dtype=bool)
    np.put_along_axis(chosen, np.array(list(combinations(range(n), size))).reshape(-1, size), True, axis=1)
    chosen = chosen[(chosen != in_group).any(axis=1)]
    found = np.empty(chosen.shape, dtype=np.int32)
    found[chosen] = np.tile(np.flatnonzero(in_group), len(chosen))
    found[~chosen] = np.tile(np.flatnonzero(~in_group), len(chosen))
    return found


def p_value(extreme: np.ndarray, resamples: int) -> np.ndarray:
    """Return (1 + extreme) / (1 + resamples): what was observed counts as one of the orders (Phipson and Smyth 2010)."""
    return (1 + np.asarray(extreme)) / (1 + resamples)


def permuted_correlations(
    outside: np.ndarray, values: np.ndarray, orders: np.ndarray, ranked: bool = False
) -> np.ndarray:
    """Return two-sided permutation p values of the correlation of `outside` (n) with each column of `values` (n x k).

    Pearson's, or Spearman's where `ranked`; orders : as `orders` gives them. Nothing may be missing; a column that does
    not vary has NaN. As extreme is what is at least as far from zero.
    """
    one, columns = _standardised(np.asarray(outside)[:, None], ranked)[:, 0], _standardised(values, ranked)
    limit = np.abs(one @ columns) - TIE
    extreme = np.zeros(columns.shape[1])
    for own in _blocks(len(orders), max(columns.shape)):
        extreme += (np.abs(one[orders[own]] @ columns) >= limit).sum(axis=0)
    return np.where(np.isnan(limit), np.nan, p_value(extreme, len(orders)))


def permuted_concordance(one: np.ndarray, other: np.ndarray, orders: np.ndarray) -> float:
    """Return the two-sided permutation p of Kendall's tau: concordant less discordant pairs, ties counting for neither."""
    rows = np.argsort(one, kind="stable")
    above = np.searchsorted(np.asarray(one)[rows], np.asarray(one)[rows], side="right")
    ranks = stats.rankdata(other, method="dense").astype(np.int16)
    observed, extreme = abs(int(_concordance(ranks[rows][:, None], above)[0])), 0
    for own in _blocks(len(orders), len(rows)):
        found = _concordance(np.ascontiguousarray(ranks[orders[own]].T), above)
        extreme += int((np.abs(found) >= observed).sum())
    return float(p_value(extreme, len(orders)))


def _concordance(ranks: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Return concordant less discordant pairs of each column; rows stand in the order of the first variable, and those
    that lie above row i in it begin at above[i]."""
    found = np.zeros(ranks.shape[1], dtype=np.int32)
    for own, start in zip(ranks, above, strict=True):
        later = ranks[start:]
        found += ((later > own).view(np.int8) - (later < own).view(np.int8)).sum(axis=0, dtype=np.int32)
    return found


def permuted_differences(in_group: np.ndarray, values: np.ndarray, orders: np.ndarray) -> Permuted:
    """Return mean inside minus mean outside the group for each column of `values` (n x k), with its test and interval.

    in_group : n, true inside, at least two units on each side; orders : as `group_orders` or `orders` gives them. The test
    compares Welch's t with that of other orders, which stays valid where spreads differ (Janssen 1997; Chung and Romano
    2013); the 95 per cent interval holds the shifts that it would not reject at 5 per cent. Nothing may be missing; where
    no unit differs from the others of its side there is no interval, and without any spread no p either.
    """
    in_group, values = np.asarray(in_group, dtype=bool), np.round(np.asarray(values, dtype=float), RESOLUTION)
    scale = values.std(axis=0)
    spread = scale > 10.0**-RESOLUTION
    columns = (values - values.mean(axis=0)) / np.where(spread, scale, 1)
    shifted = _shifted(in_group, columns, orders)
    p = _rejecting(shifted, np.zeros(columns.shape[1]))
    low, high = (_limit(shifted, side) for side in (-1, 1))
    none = ~spread | (shifted.error < LEAST_VARIANCE)
    limits = [np.where(none | np.isinf(one), np.nan, one * scale) for one in (low, high)]
    return Permuted(np.where(spread, shifted.estimate * scale, 0.0), *limits, np.where(spread, p, np.nan))


class _Shifted(NamedTuple):
    """Welch's t of every order after a shift s of the group: (first + s slope)^2 / (constant + s linear + s^2 square).

    first, constant, linear : orders x k; slope, square : orders x 1; estimate, error : observed difference and the square
    of its standard error, k.
    """

    first: np.ndarray
    slope: np.ndarray
    constant: np.ndarray
    linear: np.ndarray
    square: np.ndarray
    estimate: np.ndarray
    error: np.ndarray


def _shifted(in_group: np.ndarray, columns: np.ndarray, orders: np.ndarray) -> _Shifted:
    group, k = in_group.astype(float)[:, None], columns.shape[1]
    terms = np.hstack([columns, columns**2, columns * group, group])
    chosen = np.empty((len(orders), terms.shape[1]))
    for own in _blocks(len(orders), max(terms.shape)):
        np.matmul(group[orders[own], 0], terms, out=chosen[own])
    size = int(in_group.sum())
    observed = _moments(group.T @ terms, terms.sum(axis=0), k, size, len(terms))
    return _Shifted(*_moments(chosen, terms.sum(axis=0), k, size, len(terms)), observed[0][0], observed[2][0])


def _moments(chosen: np.ndarray, whole: np.ndarray, k: int, size: int, n: int) -> tuple[np.ndarray, ...]:
    """Return what `_Shifted` holds of each order, from the sums of values, squares, values of the group, and the group."""
    difference, parts = 0, []
    for sums, side, sign in ((chosen, size, 1), (whole - chosen, n - size, -1)):
        first, squares, inside, own = np.split(sums, [k, 2 * k, 3 * k], axis=1)
        divisor = side * (side - 1)
        parts.append((squares - first**2 / side, -2 * (inside - first * own / side), own - own**2 / side))
        parts[-1] = tuple(part / divisor for part in parts[-1])
        difference = difference + sign * np.hstack([first, -own]) / side
    constant, linear, square = (one + other for one, other in zip(*parts, strict=True))
    return difference[:, :k], difference[:, k:], constant, linear, square


def _rejecting(shifted: _Shifted, shift: np.ndarray) -> np.ndarray:
    """Return p (k) of the hypothesis that the group lies `shift` above the others: the test after taking that away."""
    observed, count = (shifted.estimate - shift) ** 2 * (1 - TIE), np.zeros(len(shift))
    for own in _blocks(len(shifted.slope), len(shift)):
        first, slope, constant, linear, square = (part[own] for part in shifted[:5])
        variance = (square * shift + linear) * shift + constant
        variance[variance < LEAST_VARIANCE] = 0
        count += ((first + slope * shift) ** 2 * shifted.error >= observed * variance).sum(axis=0)
    return p_value(count, len(shifted.slope))


def _limit(shifted: _Shifted, side: int) -> np.ndarray:
    """Return the furthest shift to one side that is not rejected, by bisection of all columns together."""
    inside, step = shifted.estimate, side * 3 * np.sqrt(np.maximum(shifted.error, LEAST_VARIANCE))
    for _ in range(WIDENING):
        kept = _rejecting(shifted, inside + step) >= LEVEL
        step = np.where(kept, 2 * step, step)
        if not kept.any():
            break
    inside, outside = inside, inside + step
    for _ in range(NARROWING):
        middle = (inside + outside) / 2
        still = _rejecting(shifted, middle) >= LEVEL
        inside, outside = np.where(still, middle, inside), np.where(still, outside, middle)
    return np.where(kept, np.inf, outside)


def _blocks(resamples: int, width: int) -> list[slice]:
    size = max(LEAST_BLOCK, AT_ONCE // width)
    return [slice(start, start + size) for start in range(0, resamples, size)]


def _standardised(columns: np.ndarray, ranked: bool) -> np.ndarray:
    """Return columns of mean 0 and length 1; NaN where they do not vary."""
    columns = np.round(np.asarray(columns, dtype=float), RESOLUTION)
    columns = stats.rankdata(columns, axis=0) if ranked else columns
    columns = columns - columns.mean(axis=0)
    length = np.sqrt((columns**2).sum(axis=0))
    return columns / np.where(length > 10.0**-RESOLUTION, length, np.nan)
