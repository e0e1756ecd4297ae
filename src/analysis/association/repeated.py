"""A mixed model of figures that come from the same units again and again.

Random are the intercept of each unit and what is left over in each year; the model takes both as normal.
"""

from typing import NamedTuple

import numpy as np
from scipy import optimize, stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, Estimate

# From no lasting differences between units to differences a thousand times the variance of single years, as logarithms.
RANGE = (-12.0, 7.0)


class Fit(NamedTuple):
    """The fit for one ratio of the variances: -2 log of the restricted likelihood, coefficients, their covariance."""

    deviance: float
    coefficients: np.ndarray
    covariance: np.ndarray


def mixed_slope(one: np.ndarray, other: np.ndarray) -> tuple[Estimate, float]:
    """Return (slope of `other` on `one` with an intercept for each unit, its standard error); n is the number of pairs.

    one, other : units x years, NaN where missing. Restricted maximum likelihood over the ratio of the two variances
    (Harville 1977; Laird and Ware 1982); interval and p by t with one degree of freedom less than units. NaN where
    nothing varies or the slope fits without any error.
    """
    both = np.isfinite(one) & np.isfinite(other)
    units = np.unique(np.nonzero(both)[0], return_inverse=True)[1]
    x, y = one[both], other[both]
    if len(y) < 4 or min(np.ptp(x), np.ptp(y)) < 10.0**-RESOLUTION:
        return Estimate(np.nan, np.nan, np.nan, np.nan, len(y)), np.nan
    best = optimize.minimize_scalar(
        lambda ratio: _fit(x, y, units, np.exp(ratio)).deviance, bounds=RANGE, method="bounded"
    )
    fit = min((_fit(x, y, units, ratio) for ratio in (0.0, np.exp(best.x))), key=lambda one: one.deviance)
    value, error = float(fit.coefficients[1]), float(np.sqrt(fit.covariance[1, 1]))
    if error < 10.0**-RESOLUTION:
        return Estimate(value, np.nan, np.nan, np.nan, len(y)), np.nan
    freedom = units.max()
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * error
    p = float(2 * stats.t.sf(abs(value) / error, freedom))
    return Estimate(value, float(value - half), float(value + half), p, len(y)), error


def _fit(x: np.ndarray, y: np.ndarray, units: np.ndarray, ratio: float) -> Fit:
    """Return the fit where the intercepts vary `ratio` times as much as single years."""
    design = np.column_stack([np.ones(len(x)), x, y])
    counted = np.bincount(units)
    sums = np.column_stack([np.bincount(units, weights=column) for column in design.T])
    products = design.T @ design - (sums * (ratio / (1 + counted * ratio))[:, None]).T @ sums
    inner, outer = products[:2, :2], products[:2, 2]
    coefficients = np.linalg.solve(inner, outer)
    left = max(products[2, 2] - outer @ coefficients, np.finfo(float).tiny)
    freedom = len(x) - 2
    deviance = np.log1p(counted * ratio).sum() + np.log(np.linalg.det(inner)) + freedom * np.log(left)
    return Fit(float(deviance), coefficients, np.linalg.inv(inner) * left / freedom)
