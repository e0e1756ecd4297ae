"""Room 6, bunching: do more units stand just above a class limit than just below it, beyond what chance would do?

Two questions. Of one list of totals: random is where units of a smooth distribution happen to stand near the limit. Of the
explanation round: random is which unit regained how much, among units whose totals were as high before.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from scipy import optimize, stats

from analysis.fairness.grid import mass, snapped
from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE
from analysis.statistics.power import POWER, detectable_from_error
from analysis.statistics.resampling import p_value

# Chances nearer than this, relative to their size, are equal; as in scipy's exact test.
TIE = 1e-7
TAILS = (0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2)
# Orders that are looked at together.
BLOCK = 1000
# The interquartile range of a normal distribution in standard deviations, as Silverman rounds it.
NORMAL_QUARTILES = 1.34


class Window(NamedTuple):
    """What stands in the windows on both sides of one limit, or of several together.

    above, below : units. expected : share above without bunching. estimate : share above minus `expected`, 0 without
    bunching, with interval and p. error : standard error of the estimate where it is not binomial, else NaN.
    """

    above: int
    below: int
    expected: float = np.nan
    estimate: float = np.nan
    low: float = np.nan
    high: float = np.nan
    p: float = np.nan
    error: float = np.nan

    @property
    def n(self) -> int:
        """Return the number of units in the window."""
        return self.above + self.below


def one_list(values: np.ndarray, limits: list[float], window: float, grid: np.ndarray | float = 0.0) -> Window:
    """Return how the values stand around the limits, held against a smooth density of all the values.

    grid : the step in which each value can fall, 0 for any (`grid.steps`).

    limits : one limit, or several taken together; values on a limit are above it. expected : the share above under a
    kernel density (Silverman 1986), whose bandwidth evens out a heap on one side of a limit. Exact binomial test and
    interval (Clopper and Pearson 1934), given the number of units in the window. Nothing is tested where all are equal.
    """
    above, below = sides(values, limits, window)
    masses = _masses(np.asarray(values, dtype=float), limits, window, np.broadcast_to(grid, len(values)))
    if above + below == 0 or masses.sum() == 0:
        return Window(above, below)
    expected = float(masses[0] / masses.sum())
    test = stats.binomtest(above, above + below, expected)
    interval = test.proportion_ci(CONFIDENCE, method="exact")
    estimate = above / (above + below) - expected
    return Window(above, below, expected, estimate, interval.low - expected, interval.high - expected, test.pvalue)


def sides(values: np.ndarray, limits: list[float], window: float) -> tuple[int, int]:
    """Return how many values stand in [limit, limit + window) and in [limit - window, limit), over all limits."""
    above, below = _counts(np.asarray(values, dtype=float)[None], limits, window)
    return int(above[0]), int(below[0])


def _counts(values: np.ndarray, limits: list[float], window: float) -> tuple[np.ndarray, np.ndarray]:
    """Return how many of each row of values stand just above and just below the limits."""
    above, below = np.zeros(len(values), dtype=int), np.zeros(len(values), dtype=int)
    for limit in limits:
        distance = np.round(values - limit, RESOLUTION)
        above += ((distance >= 0) & (distance < window)).sum(axis=1)
        below += ((distance < 0) & (distance >= -window)).sum(axis=1)
    return above, below


def _masses(values: np.ndarray, limits: list[float], window: float, grid: np.ndarray) -> np.ndarray:
    """Return the mass just above and just below the limits under the kernel density of the values, 0 where none varies."""
    width = bandwidth(values)
    if width == 0:
        return np.zeros(2)
    sides = [(limit, limit + window) for limit in limits], [(limit - window, limit) for limit in limits]
    return np.array([sum(mass(values, width, low, high, grid) for low, high in side) for side in sides])


def bandwidth(values: np.ndarray) -> float:
    """Return Silverman's (1986) bandwidth by the normal reference, 1.06 x spread x n^(-1/5); 0 where nothing varies."""
    values = np.round(np.asarray(values, dtype=float), RESOLUTION)
    quartiles = np.subtract(*np.percentile(values, [75, 25])) / NORMAL_QUARTILES
    deviation = values.std(ddof=1) if len(values) > 1 else 0.0
    return 1.06 * (min(deviation, quartiles) if quartiles > 0 else deviation) * len(values) ** -0.2


def regained(
    before: np.ndarray,
    after: np.ndarray,
    limits: list[float],
    window: float,
    orders: np.ndarray,
    grid: np.ndarray | float = 0.0,
) -> Window:
    """Return how the totals after a round stand around the limits, held against what units near as high gained in it.

    before, after : totals of the same units; grid : the step in which the total of each can fall, 0 for any. The gains
    beyond their linear trend in `before` are handed to the units in other orders (Freedman and Lane 1983); the statistic is
    the number above minus the number below. estimate : its excess over the mean of the orders, per two units in the window,
    which is the share above minus the expected share. Interval by the quantiles of the orders. Nothing is tested where no
    unit gained more or less than others.
    """
    before, after = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (before, after))
    place = np.lexsort((after, before))
    before, after, grid = before[place], after[place], np.broadcast_to(grid, len(place))[place]
    above, below = sides(after, limits, window)
    gains = after - before
    if above + below == 0 or unchanged(before, after):
        return Window(above, below)
    expected = _trend(before, gains)
    rest = gains - expected
    parts = [
        _counts(snapped(before + expected + rest[orders[one : one + BLOCK]], grid), limits, window)
        for one in range(0, len(orders), BLOCK)
    ]
    others = np.concatenate([one - other for one, other in parts])
    return _held(above, below, others)


def unchanged(before: np.ndarray, after: np.ndarray) -> bool:
    """Return whether no unit gained more or less than the others, so that there is nothing to hand to other units."""
    return bool(np.ptp(np.round(np.asarray(after, dtype=float) - np.asarray(before, dtype=float), RESOLUTION)) == 0)


def _held(above: int, below: int, others: np.ndarray) -> Window:
    """Return the window, its surplus above held against that of other orders."""
    inside = 2 * (above + below)
    chance = (others - others.mean()) / inside
    estimate = float((above - below - others.mean()) / inside)
    low, high = estimate - np.quantile(chance, TAILS[::-1])
    p = float(p_value((np.abs(chance) >= abs(estimate) - 10.0**-RESOLUTION).sum(), len(others)))
    expected = float(np.clip(above / (above + below) - estimate, 0, 1))
    return Window(above, below, expected, estimate, float(low), float(high), p, float(chance.std()))


def _trend(before: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Return the gain expected at each total before, by least squares."""
    terms = np.column_stack([np.ones_like(before), before])
    return terms @ np.linalg.lstsq(terms, gains, rcond=None)[0]


def detectable(window: Window, tests: int = 1) -> float:
    """Return the smallest excess of the share above that would have been found; NaN where none would have been.

    tests : how many are adjusted for. By the exact binomial test of one list, by the spread of the orders after a round.
    """
    if np.isfinite(window.error):
        found = window.error * _errors_to_find(tests)
        return found if found <= 1 else np.nan
    return _detectable_share(window.n, window.expected, (1 - CONFIDENCE) / tests) if window.n else np.nan


@cache
def _errors_to_find(tests: int) -> float:
    """Return how many standard errors an excess has to be to be found."""
    return detectable_from_error(1.0, tests=tests)


def _detectable_share(n: int, expected: float, level: float) -> float:
    """Return how far above `expected` a share has to be to be found among n units by the exact test."""
    counts = np.arange(n + 1)
    chances = stats.binom.pmf(counts, n, expected)
    p_values = np.where(chances[:, None] <= chances * (1 + TIE), chances[:, None], 0).sum(axis=0)
    rejected = counts[(counts > n * expected) & (p_values < level)]
    if not len(rejected):
        return np.nan
    share = optimize.brentq(lambda share: stats.binom.sf(rejected.min() - 1, n, share) - POWER, expected, 1.0)
    return float(share - expected)
