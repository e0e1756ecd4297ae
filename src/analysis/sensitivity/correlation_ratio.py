"""The correlation ratio V(E(y|x)) / V(y): how much of the variance of a total one criterion accounts for, in any shape.

E(y|x) is a penalised cubic regression spline. How smooth it is, is chosen by the corrected AIC of Hurvich, Simonoff and
Tsai (1998), since generalised cross-validation follows the noise where there are as few units as a block of departments.
Source of the measure: Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo or science?
"""

from typing import NamedTuple

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import eigh

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import varies

MOST_KNOTS = 10
CANDIDATES, REFINED = 101, 3
# At e^-15 of its roughness a curve is kept to seven digits, at e^15 it is gone.
FULL_SWING = 15
# What remains of a variance after a perfect fit, as a share: rounding of float64, not scatter.
NOTHING_LEFT = 1e-12


class Smoother(NamedTuple):
    """What is needed to smooth any y over one x: orthonormal curves (units x curves) and the roughness of each.

    The first curves are a constant and a straight line, which have no roughness and are never smoothed away.
    """

    curves: np.ndarray
    roughness: np.ndarray


def correlation_ratio(values: np.ndarray, total: np.ndarray) -> float:
    """Return V(E(total|values)) / V(total), from 0 to 1; 0 where the values do not vary, NaN where the total does not.

    values, total : one of each unit. With two distinct values this is the squared linear correlation, with more it is
    at least nearly that.
    """
    if not varies(total):
        return np.nan
    return explained(smoother(values), total) if varies(values) else 0.0


def smoother(values: np.ndarray) -> Smoother:
    """Return the natural cubic splines over values that vary, with at most ten knots at quantiles of the distinct values.

    The curves are those of Demmler and Reinsch (1975): orthonormal, and each shrunk on its own by its roughness, the
    integral of the squared second derivative over the range of the values scaled to 1.
    """
    settled = np.round(np.asarray(values, dtype=float), RESOLUTION)
    scaled = (settled - settled.min()) / np.ptp(settled)
    distinct = np.unique(scaled)
    places = np.linspace(0, len(distinct) - 1, min(MOST_KNOTS, len(distinct)))
    knots = distinct[places.round().astype(int)]
    spline = CubicSpline(knots, np.eye(len(knots)), bc_type="natural")
    at_units, bends = spline(scaled), spline(knots, 2)
    roughness, directions = eigh(bends.T @ _overlap(knots) @ bends, at_units.T @ at_units)
    roughness[:2] = 0
    return Smoother(at_units @ directions, roughness)


def _overlap(knots: np.ndarray) -> np.ndarray:
    """Return knots x knots: the integral of the product of the straight-line interpolations of each two knots."""
    gaps = np.diff(knots)
    beside = np.diag(gaps / 6, 1)
    return np.diag(np.append(gaps, 0) / 3 + np.append(0, gaps) / 3) + beside + beside.T


def explained(one: Smoother, total: np.ndarray) -> float:
    """Return the share of the variance of a total that varies which its smoothed course accounts for, from 0 to 1."""
    centred = np.asarray(total, dtype=float) - np.mean(total)
    variance = centred @ centred
    parts = (one.curves.T @ centred) ** 2 / variance
    kept = 1 / (1 + _smoothness(parts, one.roughness, len(centred)) * one.roughness)
    return float(np.clip(kept**2 @ parts, 0, 1))


def _smoothness(parts: np.ndarray, roughness: np.ndarray, units: int) -> float:
    """Return the weight of roughness with the smallest corrected AIC: over a grid, then finer ones around its best point."""
    bent = roughness[2:]
    if not len(bent):
        return 0.0
    low, high = -np.log(bent.max()) - FULL_SWING, -np.log(bent.min()) + FULL_SWING
    for _ in range(REFINED):
        grid = np.linspace(low, high, CANDIDATES)
        best = grid[np.argmin(_corrected_aic(parts, roughness, np.exp(grid), units))]
        step = grid[1] - grid[0]
        low, high = best - step, best + step
    return float(np.exp(best))


def _corrected_aic(parts: np.ndarray, roughness: np.ndarray, smoothness: np.ndarray, units: int) -> np.ndarray:
    kept = 1 / (1 + smoothness[:, None] * roughness)
    left = 1 - parts.sum() + (1 - kept) ** 2 @ parts
    freedom = kept.sum(axis=1)
    spare = units - freedom - 2
    penalty = np.divide(2 * (freedom + 1), spare, out=np.full(len(spare), np.inf), where=spare > 0)
    return np.log(np.maximum(left, NOTHING_LEFT)) + penalty
