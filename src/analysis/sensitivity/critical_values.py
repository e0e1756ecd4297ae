"""The critical value of one unit's largest studentised difference from all others, without simulation.

Given the error of the unit itself, whether another unit stays within reach is independent of all others, so that the
distribution of the largest difference is a one-dimensional integral over the unit's own normal error (as for comparisons
with a control: Dunnett 1955, with standard errors that may all differ).
"""

from typing import NamedTuple

import numpy as np
from scipy.interpolate import BarycentricInterpolator
from scipy.optimize.elementwise import find_root
from scipy.special import ndtr, ndtri
from scipy.stats import norm

# Critical values hardly change any more where an error is this small beside the largest.
SMALLEST_RATIO = 1 / 30
# The trapezoid rule converges faster than any power of the step for smooth integrands that die out at both ends; the
# integrand is as steep as the smallest error is small beside the largest.
WIDEST_STEP, REACH = 1 / 4, 5
# Chances are smooth in the error of the other unit: more different errors than this are interpolated.
DIFFERENT_ERRORS = 12
# A chance of 0 has no logarithm.
LEAST_CHANCE = 1e-300


class Others(NamedTuple):
    """The units that a unit is compared with.

    errors : standard errors, rising, for which chances are computed; members : units x errors, 1 where a unit has that
    error, or by how much each of them counts for it when chances are interpolated. nodes : the standardised errors of
    the unit itself over which is integrated.
    """

    errors: np.ndarray
    members: np.ndarray
    nodes: np.ndarray


def others_of(errors: np.ndarray) -> Others:
    """Return what the chances of the others are computed from; their distinct errors, or Chebyshev points between them."""
    largest = errors.max(initial=LEAST_CHANCE)
    own = np.maximum(errors, SMALLEST_RATIO * largest)
    different = np.unique(own)
    if len(different) > DIFFERENT_ERRORS:
        low, high = np.log(different[[0, -1]])
        points = (low + high) / 2 + (high - low) / 2 * np.cos(np.linspace(np.pi, 0, DIFFERENT_ERRORS))
        different, members = np.exp(points), BarycentricInterpolator(points, np.eye(len(points)))(np.log(own))
    else:
        members = np.equal.outer(own, different).astype(float)
    step = min(2 * different.min(initial=largest) / largest, WIDEST_STEP)
    return Others(different, members, np.linspace(-REACH, REACH, 1 + 2 * int(np.ceil(REACH / step))))


def critical_values(own: np.ndarray, compared: Others, counts: list, coverage: float) -> np.ndarray:
    """Return for each unit the value that the largest difference still tested stays below with the coverage.

    own : error of each unit. counts : three arrays, units x errors of `compared`: how many others are shown to be
    below, shown to be above, neither. coverage : at least 0.5, below 1.
    """
    own = np.maximum(own, compared.errors[0])
    tested = sum(part.sum(axis=1) for part in (*counts, counts[2]))

    def excess(critical: np.ndarray, place: np.ndarray) -> np.ndarray:
        # The logarithm of what is left over is nearly straight in the critical value, which saves steps.
        rows = place.astype(int)
        reached = _probability(critical, own[rows], compared, [part[rows] for part in counts])
        return np.log1p(-np.minimum(reached, 1 - 1e-15)) - np.log1p(-coverage)

    # One test alone needs no more, all tests by Bonferroni no less; the margin is for the error of integration.
    bracket = (np.full(len(own), ndtri(coverage) - WIDEST_STEP), WIDEST_STEP - ndtri((1 - coverage) / tested))
    found = find_root(excess, bracket, args=(np.arange(float(len(own))),), tolerances={"xatol": 1e-5})
    if not found.success.all():
        raise ArithmeticError("no critical value was found between that of one test and that of Bonferroni")
    return found.x


def _probability(critical, own, compared: Others, counts) -> np.ndarray:
    """Return for each unit the probability that no difference still tested exceeds its critical value."""
    nodes, errors = compared.nodes, compared.errors
    reach = critical[:, None] * np.hypot(own[:, None], errors)
    ends = (own[:, None, None] * nodes[:, None] + reach[:, None, :]) / errors
    # Both tails are small numbers, which differences of large ones would lose.
    below, beyond = ndtr(ends), ndtr(-ends)
    above, short = below[:, ::-1], beyond[:, ::-1]
    between = np.where(nodes[:, None] > 0, above - beyond, below - short)
    chances = (np.log(np.maximum(part, LEAST_CHANCE)) for part in (below, above, between))
    logarithms = sum((part @ count[:, :, None])[..., 0] for part, count in zip(chances, counts, strict=True))
    return np.exp(np.minimum(logarithms, 0)) @ norm.pdf(nodes) * (nodes[1] - nodes[0])
