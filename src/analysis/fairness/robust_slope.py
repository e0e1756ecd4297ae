"""A slope at equal other things, with an interval that bears unequal spreads in few units.

Random is, for the interval alone, which units of this kind are known.
"""

from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate, nothing


class Slope(NamedTuple):
    """A slope as an Estimate, with its standard error and degrees of freedom (NaN where there is no interval)."""

    estimate: Estimate
    error: float
    freedom: float


def robust_slope(values: np.ndarray, predictor: np.ndarray, covariate: np.ndarray) -> Slope:
    """Return by how much values change with one more of the predictor at equal covariate.

    Least squares with the standard error HC3 (MacKinnon and White 1985) and Student's t with the degrees of freedom that
    this error has where spreads are equal (Bell and McCaffrey 2002). No value where predictor and covariate leave nothing
    to fit; below eight units, or where the fit is exact or one unit alone decides it, the value without an interval.
    """
    values, predictor, covariate = (
        np.round(np.asarray(one, dtype=float), RESOLUTION) for one in (values, predictor, covariate)
    )
    n, design = len(values), np.column_stack([predictor, covariate, np.ones(len(values))])
    design = design - np.column_stack([design[:, :2].mean(axis=0)[None, :], [[0.0]]]) if n else design
    if n < 4 or np.linalg.matrix_rank(design, tol=1e-8 * max(n, 1)) < 3:
        return Slope(nothing(n), np.nan, np.nan)
    pulling = np.linalg.pinv(design)
    slope, hat = float(pulling[0] @ values), design @ pulling
    left, leverage = values - hat @ values, np.diag(hat)
    if n < LEAST_UNITS or (1 - leverage).min() < 1e-8 or np.abs(left).max() < 10.0**-RESOLUTION:
        return Slope(nothing(n, slope), np.nan, np.nan)
    error = float(np.sqrt(((pulling[0] * left / (1 - leverage)) ** 2).sum()))
    return _with_interval(slope, error, _freedom(pulling[0] / (1 - leverage), hat), n)


def _freedom(weights: np.ndarray, hat: np.ndarray) -> float:
    """Return Satterthwaite's degrees of freedom of the sum of squared weighted residuals, were all spreads equal."""
    weighted = weights[:, None] * (np.eye(len(hat)) - hat)
    products = weighted @ weighted.T
    return float(np.trace(products) ** 2 / (products**2).sum())


def _with_interval(slope: float, error: float, freedom: float, n: int) -> Slope:
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * error
    p = float(2 * stats.t.sf(abs(slope) / error, freedom))
    return Slope(Estimate(slope, float(slope - half), float(slope + half), p, n), error, freedom)
