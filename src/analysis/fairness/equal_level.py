"""Room 6, a group against its reference at an equal level of everything else.

What is random is which units the labels of the groups fall on; the units are the whole block, not a sample. Two tests are
made and the more careful one counts. What units reached is dealt out again among them (Manly 1997) and the estimate over
its error compared with that of other orders (DiCiccio and Romano 2017): right where nearly all units stand at the ceiling,
which residuals from the level would hide. And t with the degrees of freedom that the error has (Bell and McCaffrey 2002):
right where a small group spreads more than the rest.
"""

from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.statistics.estimates import CONFIDENCE
from analysis.statistics.resampling import TIE, p_value

BLOCK = 500
NOTHING = 1e-12
# A unit with more leverage than this decides an effect alone; its residual says nothing.
DECIDES = 1 - 1e-9


class Level(NamedTuple):
    """Units with what a comparison needs of their level and group.

    basis : n x 2, orthonormal, the mean and the level. side : membership of the group without what the level explains.
    weights : of each squared residual in the variance of the estimate (HC3, MacKinnon and White 1985). freedom : degrees of
    freedom of that variance (Bell and McCaffrey 2002).
    """

    basis: np.ndarray
    side: np.ndarray
    weights: np.ndarray
    freedom: float


class Difference(NamedTuple):
    """A difference at equal level with its standard error, p value and the quantile that belongs to its interval."""

    estimate: float
    error: float
    p: float
    quantile: float


NONE = Difference(np.nan, np.nan, np.nan, np.nan)


def level(values: np.ndarray, in_group: np.ndarray) -> Level | None:
    """Return what comparisons at equal level need; None where the level alone tells the groups apart, or too few units."""
    values = np.asarray(values, dtype=float)
    columns = np.column_stack([np.ones(len(values)), values - values.mean()])
    basis, size = np.linalg.qr(columns)
    basis = basis[:, np.abs(np.diag(size)) > NOTHING * len(values)]
    group = np.asarray(in_group, dtype=float)
    side = group - basis @ (basis.T @ group)
    square = side @ side
    if square < NOTHING or len(values) < 4:
        return None
    leverage = (basis**2).sum(axis=1) + side**2 / square
    weights = np.where(leverage > DECIDES, 0.0, side**2 / np.maximum(1 - leverage, NOTHING) ** 2)
    columns = np.column_stack([basis, side / np.sqrt(square)])
    return Level(basis, side, weights, _freedom(columns, leverage, weights))


def _freedom(columns: np.ndarray, leverage: np.ndarray, weights: np.ndarray) -> float:
    """Return twice the squared mean over the variance of the weighted sum of squared residuals, if spreads were equal."""
    crossed = columns.T @ (weights[:, None] * columns)
    spread = (weights**2 * (1 - 2 * leverage)).sum() + (crossed**2).sum()
    mean = (weights * (1 - leverage)).sum()
    return float(mean**2 / spread) if spread > 0 else 0.0


def difference(residuals: np.ndarray, at: Level, orders: np.ndarray | None) -> Difference:
    """Return the group minus the reference of residuals from the level, with error, p and quantile.

    orders : resamples x n for the permutation test beside the t test; None for the t test alone (a score test whose error
    allows for different spreads). No p where nothing varies.
    """
    found, error = _estimates(np.asarray(residuals, dtype=float)[None, :], at)
    if not error[0] > NOTHING:
        return NONE._replace(estimate=float(found[0]))
    t = abs(found[0] / error[0])
    p, quantile = float(2 * stats.t.sf(t, at.freedom)), float(stats.t.ppf(0.5 + CONFIDENCE / 2, at.freedom))
    if orders is not None:
        others = np.concatenate([_sizes(residuals[own], at) for own in _blocks(orders)])
        p = max(p, float(p_value((others >= t * (1 - TIE)).sum(), len(orders))))
        quantile = max(quantile, _quantile(others))
    return Difference(float(found[0]), float(error[0]), p, quantile)


def _sizes(residuals: np.ndarray, at: Level) -> np.ndarray:
    found, error = _estimates(residuals, at)
    return np.where(error > NOTHING, np.abs(found) / np.maximum(error, NOTHING), np.where(found == 0, 0, np.inf))


def _estimates(residuals: np.ndarray, at: Level) -> tuple[np.ndarray, np.ndarray]:
    """Return estimates and standard errors of rows of residuals (rows x n)."""
    rest = residuals - (residuals @ at.basis) @ at.basis.T
    square = at.side @ at.side
    found = rest @ at.side / square
    left = rest - found[:, None] * at.side
    return found, np.sqrt(left**2 @ at.weights) / square


def _quantile(others: np.ndarray) -> float:
    """Return the largest size that is not rejected at 5 per cent; infinite where there are too few orders to reject any."""
    allowed = int((1 - CONFIDENCE) * (len(others) + 1) + TIE)
    return float(np.sort(others)[-allowed]) if allowed else np.inf


def _blocks(orders: np.ndarray):
    return (orders[start : start + BLOCK] for start in range(0, len(orders), BLOCK))
