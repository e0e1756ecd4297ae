"""Rounds, claims and repeated criteria: do the intervals cover, does a fair block get no verdict?

Drawn like the rows of a form: most rows of most units stand, a few are cut by a step of the rule, units differ in how much
they claim, and of what is cut a share comes back row by row.
"""

import numpy as np
import pandas as pd

from analysis.fairness.robust_slope import robust_slope
from analysis.fairness.whether_it_pays import gap_kept
from analysis.reliability.mean_change import mean_change
from analysis.reliability.verdicts import repeated
from calibrated.case import Case, Outcome

SIZES = (9, 19, 63, 136)
STEPS = np.array([0.25, 0.25, 0.33, 0.5, 0.5, 0.75, 1.0, 1.5])
ROWS_CUT, ROWS_OF_A_CRITERION, KEPT = 6.0, 0.4, 0.4
# Of one survey, or of one service: what such criteria of a made-up province have in common, and how many there are.
COMMON, CRITERIA = 0.6, 40


def cuts(generator: np.random.Generator, n: int, rows: float, kept: float) -> tuple[np.ndarray, np.ndarray]:
    """Return what the first appraisal took from each unit, and what of it came back, in points."""
    owner = np.repeat(np.arange(n), generator.poisson(rows * generator.gamma(3, 1 / 3, n)))
    steps = generator.choice(STEPS, len(owner))
    back = steps * (generator.random(len(owner)) < kept)
    return np.bincount(owner, steps, n), np.bincount(owner, back, n)


def change(generator: np.random.Generator, n: int, rows: float, effect: float) -> Outcome:
    """Return the interval of the mean change by the first appraisal; nothing is tested."""
    taken, _ = cuts(generator, n, rows, 0.0)
    found = mean_change(-taken)
    return Outcome(low=found.low, high=found.high, truth=-rows * STEPS.mean())


def in_all(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return the interval of the change of the total."""
    return change(generator, n, ROWS_CUT, effect)


def on_one_criterion(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return the interval of the change on one criterion, where most units lose nothing."""
    return change(generator, n, ROWS_OF_A_CRITERION, effect)


def share_kept(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return the interval of the share of the points taken that came back."""
    found, _ = gap_kept(*cuts(generator, n, ROWS_CUT, KEPT))
    return Outcome(low=found.low, high=found.high, truth=KEPT)


def slope_on_first(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return test and interval of the slope at equal first appraisal; fair: what comes back has nothing to do with the claim."""
    taken, back = cuts(generator, n, ROWS_CUT, effect)
    other = cuts(generator, n, ROWS_CUT, KEPT)[1]
    first = _totals(generator, n)[0] - 0.5 * taken
    return _of_slope(first + (back if effect else other), taken, first, effect)


def slope_on_satisfaction(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return test and interval of the slope among units with citizens as satisfied."""
    taken, _ = cuts(generator, n, ROWS_CUT, 0.0)
    totals, satisfaction = _totals(generator, n)
    return _of_slope(totals + effect * taken, taken, satisfaction, effect)


def _of_slope(values: np.ndarray, claim: np.ndarray, covariate: np.ndarray, effect: float) -> Outcome:
    found = robust_slope(np.round(values, 2), claim, covariate).estimate
    return Outcome(p=found.p, low=found.low, high=found.high, truth=effect)


def _totals(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return totals with a ceiling and a tail, and the satisfaction of citizens that follows the same quality."""
    quality = generator.normal(size=n)
    totals = np.minimum(100, 85 + 6 * quality - generator.exponential(1.5, n))
    return np.round(totals, 2), np.round(np.minimum(100, 78 + 4 * quality + generator.normal(0, 1.5, n)), 2)


def repetition(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Return whether any criterion is said to repeat another, and whether only the copied one is, where one is copied."""
    quality, own = generator.normal(size=(n, 1)), generator.normal(size=(n, CRITERIA))
    shares = 1 / (1 + np.exp(-1 - np.sqrt(COMMON) * quality - np.sqrt(1 - COMMON) * own))
    levels = generator.choice([4, 10, 100], CRITERIA)
    points = pd.DataFrame(np.round(shares * levels) / levels)
    if effect:
        points[CRITERIA - 1] = points[0] * effect
    found = set(repeated(points))
    return Outcome(p=0.0 if found else 1.0, named=found == {0, CRITERIA - 1} if effect else None)


CASES = (
    Case("reliability/change of a round in all", SIZES, in_all),
    Case("reliability/change of a round on one criterion", SIZES, on_one_criterion),
    Case("reliability/share of the claim kept", SIZES, share_kept),
    Case("reliability/slope at equal first appraisal", SIZES, slope_on_first, effect=KEPT),
    Case("reliability/slope at equal satisfaction", SIZES, slope_on_satisfaction, effect=1.0),
    Case("reliability/repeated criterion", SIZES, repetition, effect=0.5),
)
