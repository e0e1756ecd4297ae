"""Room 6, proportional odds: what points in a few steps are expected at a given level, and how far each unit is from that.

Nothing is random here. Only the fit without any group is needed: the score test of a group looks at its residuals.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

ITERATIONS, HALVINGS = 60, 20
CONVERGED = 1e-9
# Keeps probabilities and the information away from 0 where steps and level separate perfectly.
SMALLEST = 1e-12


class Expected(NamedTuple):
    """What a proportional odds model expects at each unit's level.

    values : expected points, on the scale of the values given. residuals : derivative of the log likelihood by the linear
    predictor, -1 to 1, positive where a unit reached more than expected (Li and Shepherd 2012: P(less) - P(more)).
    slope, limits : of the level, and the limits between neighbouring steps, on the scale of log odds.
    log_likelihood : at the maximum.
    """

    values: np.ndarray
    residuals: np.ndarray
    slope: float
    limits: np.ndarray
    log_likelihood: float


def expected(values: np.ndarray, level: np.ndarray) -> Expected:
    """Return the proportional odds fit of points in steps on the level of each unit (McCullagh 1980), by Fisher scoring.

    values : points of n units, at least two different; level : n. logit P(at most step j) = limit j - slope * level.
    """
    steps, step = np.unique(np.asarray(values, dtype=float), return_inverse=True)
    place, spread = np.mean(level), np.std(level) or 1.0
    x = (np.asarray(level, dtype=float) - place) / spread
    parameters = _maximum(_start(step, len(steps)), step, x)
    below = _cumulative(parameters, x)
    chances = np.diff(below, axis=1)
    rows, slope = np.arange(len(x)), float(parameters[-1]) / spread
    residuals = below[rows, step] + below[rows, step + 1] - 1
    likelihood = _log_likelihood(parameters, step, x)
    return Expected(chances @ steps, residuals, slope, parameters[:-1] + slope * place, likelihood)


def _start(step: np.ndarray, count: int) -> np.ndarray:
    shares = np.cumsum(np.bincount(step, minlength=count))[:-1] / len(step)
    return np.append(np.log(shares / (1 - shares)), 0.0)


def _maximum(parameters: np.ndarray, step: np.ndarray, x: np.ndarray) -> np.ndarray:
    reached = _log_likelihood(parameters, step, x)
    for _ in range(ITERATIONS):
        direction = _direction(parameters, step, x)
        for halving in range(HALVINGS):
            tried = parameters + direction / 2**halving
            found = _log_likelihood(tried, step, x)
            if found > reached:
                break
        else:
            return parameters
        parameters, gain, reached = tried, found - reached, found
        if gain < CONVERGED:
            return parameters
    return parameters


def _direction(parameters: np.ndarray, step: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the step of Fisher scoring: expected information times direction is the gradient."""
    below = _cumulative(parameters, x)
    chances = np.maximum(np.diff(below, axis=1), SMALLEST)
    density = below * (1 - below)
    count = len(parameters) - 1
    cumulative = np.zeros((len(x), count + 2, count + 1))
    cumulative[:, np.arange(1, count + 1), np.arange(count)] = density[:, 1:-1]
    cumulative[:, :, -1] = -density * x[:, None]
    slopes = np.diff(cumulative, axis=1)
    gradient = (slopes[np.arange(len(x)), step] / chances[np.arange(len(x)), step][:, None]).sum(axis=0)
    information = np.einsum("nkp,nkq->pq", slopes / chances[:, :, None], slopes)
    return np.linalg.lstsq(information + SMALLEST * np.eye(count + 1), gradient, rcond=None)[0]


def _cumulative(parameters: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return n x (steps + 1): the chance of less than each step, 0 first and 1 last."""
    inner = expit(parameters[:-1] - parameters[-1] * x[:, None])
    return np.column_stack([np.zeros(len(x)), inner, np.ones(len(x))])


def _log_likelihood(parameters: np.ndarray, step: np.ndarray, x: np.ndarray) -> float:
    if (np.diff(parameters[:-1]) <= 0).any():
        return -np.inf
    chances = np.diff(_cumulative(parameters, x), axis=1)[np.arange(len(x)), step]
    return float(np.log(np.maximum(chances, SMALLEST**2)).sum())
