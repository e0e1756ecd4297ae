"""Room 8, paired: by how much a statistic of a block changes, with an interval, when the same units are on both sides.

Units are left out one at a time, each from both sides at once, so that what both sides share does not count as error.
The units are a whole block, no sample: an interval says what chance would do among units of this kind.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.difference import group_difference
from analysis.statistics.estimates import CONFIDENCE, LEAST_SIDE, LEAST_UNITS, Estimate, nothing, varies
from analysis.statistics.resampling import RESAMPLES

# What a row says of how its interval was had.
JACKKNIFE, VALUES_ONLY, IDENTICAL = "paired_jackknife", "values_only", "identical"
# Leaves of the jackknife that are worked on at once.
CELLS = 2**20

Statistic = Callable[[np.ndarray], np.ndarray]


class Change(NamedTuple):
    """A statistic before and after, the change with its interval and p, and the method; NaN where it cannot be had."""

    before: float
    after: float
    change: Estimate
    method: str


def paired_change(before: Statistic, after: Statistic, n: int, moved: int) -> Change:
    """Return the change of a statistic of n units, after - before, with a 95 per cent interval.

    before, after : take rows of unit places (draws x units) and return the statistic of each draw, NaN where it is not
    defined; both are given the same rows. The interval is that of the paired jackknife by Student's t with n - 2 degrees
    of freedom (Miller 1974), chosen by calibration (docs/calibration.md). moved : how many units have other figures on the two
    sides; with none the change is 0 and the interval [0, 0]. Values only below eight units, where fewer than three move,
    and where no unit left out makes a difference although the sides differ: then nothing shows how far chance reaches.
    """
    whole = np.arange(n)[None, :]
    values = [float(side(whole)[0]) for side in (before, after)]
    change = round(values[1] - values[0], RESOLUTION)
    if not moved and not np.isnan(change):
        return Change(*values, Estimate(0.0, 0.0, 0.0, np.nan, n), IDENTICAL)
    if n < LEAST_UNITS or moved < LEAST_SIDE or np.isnan(change):
        return Change(*values, nothing(n, change), VALUES_ONLY)
    left = np.concatenate([after(rows) - before(rows) for rows in _without_each(n)])
    error = np.sqrt((n - 1) * left.var())
    if not error > 10.0**-RESOLUTION:
        return Change(*values, nothing(n, change), VALUES_ONLY)
    half = error * stats.t.isf((1 - CONFIDENCE) / 2, n - 2)
    p = float(2 * stats.t.sf(abs(change) / error, n - 2))
    return Change(*values, Estimate(change, float(change - half), float(change + half), p, n), JACKKNIFE)


def _without_each(n: int) -> Iterator[np.ndarray]:
    """Yield the places of all units but one, each unit left out in turn, some rows at a time."""
    others = np.arange(n - 1)
    for left in np.array_split(np.arange(n), -(-n * n // CELLS)):
        yield others + (others >= left[:, None])


def correlation(one: np.ndarray, other: np.ndarray, ranked: bool) -> Statistic:
    """Return the statistic `correlation of two variables of the same units`: Pearson's, or Spearman's where `ranked`."""
    sides = [np.round(np.asarray(side, dtype=float), RESOLUTION) for side in (one, other)]
    return lambda rows: _correlations(*(side[rows] for side in sides), ranked)


def _correlations(one: np.ndarray, other: np.ndarray, ranked: bool) -> np.ndarray:
    columns = []
    for side in (one, other):
        values = stats.rankdata(side, axis=1) if ranked else side
        centred = values - values.mean(axis=1, keepdims=True)
        length = np.sqrt((centred**2).sum(axis=1, keepdims=True))
        columns.append(centred / np.where(length > 10.0**-RESOLUTION, length, np.nan))
    return np.clip((columns[0] * columns[1]).sum(axis=1), -1, 1)


def alpha(items: np.ndarray) -> Statistic:
    """Return the statistic `Cronbach's alpha` of units x items; NaN below two items or where the totals do not differ."""
    items = np.asarray(items, dtype=float)
    return lambda rows: _alphas(items[rows])


def _alphas(drawn: np.ndarray) -> np.ndarray:
    k = drawn.shape[2]
    if k < 2:
        return np.full(len(drawn), np.nan)
    totals = drawn.sum(axis=2)
    spread = np.ptp(totals.round(RESOLUTION), axis=1) > 0
    variance = np.where(spread, totals.var(axis=1, ddof=1), np.nan)
    return k / (k - 1) * (1 - drawn.var(axis=1, ddof=1).sum(axis=1) / variance)


def group_change(
    before: np.ndarray,
    after: np.ndarray,
    in_group: np.ndarray,
    generator: np.random.Generator,
    resamples: int = RESAMPLES,
) -> Change:
    """Return the change of the difference of two group means, mean inside - mean outside, with its interval.

    It is the difference of the mean changes of the two groups, so that it is tested as any difference of two means
    (`statistics.difference.group_difference`), on each unit's own change. Values only where fewer than eight units change,
    or fewer than three on a side: chance would then decide which units these are, and no interval covers enough
    (docs/calibration.md).
    """
    values = [_difference(side, in_group) for side in (before, after)]
    moves, n = np.round(after - before, RESOLUTION), len(in_group)
    if not np.isnan(values).any() and not np.any(moves):
        return Change(*values, Estimate(0.0, 0.0, 0.0, np.nan, n), IDENTICAL)
    if not varies(moves) or few_move(moves, in_group):
        return Change(*values, nothing(n, round(values[1] - values[0], RESOLUTION)), VALUES_ONLY)
    found, method = group_difference(moves[in_group], moves[~in_group], generator, resamples)
    return Change(*values, found, method or VALUES_ONLY)


def few_move(moves: np.ndarray, in_group: np.ndarray) -> bool:
    """Return whether too few units change for an interval: below eight in all, or below three on a side."""
    sides = [np.count_nonzero(moves[one]) for one in (in_group, ~in_group)]
    return sum(sides) < LEAST_UNITS or min(sides) < LEAST_SIDE


def _difference(values: np.ndarray, in_group: np.ndarray) -> float:
    if in_group.all() or not in_group.any():
        return np.nan
    return float(values[in_group].mean() - values[~in_group].mean())
