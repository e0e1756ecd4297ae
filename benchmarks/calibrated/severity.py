"""Severity of appraising bodies: panels of three bodies share criteria, units claim too much now and then, cuts are steps.

Fair: all bodies cut alike, while units and criteria differ. Planted: one body is harsher, on the log odds of a cut.
"""

import numpy as np
import pandas as pd

from analysis.reliability.severity import of_block
from calibrated.case import NAN, Case, Outcome

SIZES = (9, 19, 63, 136)
CRITERIA, BODIES, PANEL, TWICE = 24, 6, (0, 1, 3), 0.1
RIGHTLY, TOO_HIGH = -3.2, 0.8
# What one cut takes of the maximum, by the kind of rule: all of it, one step of several, or what a share was too high.
STEPS = (100.0, 50.0, 25.0)
HARSHER = 2.5


def rows(generator: np.random.Generator, n: int, effect: float, favours: float = 0.0) -> pd.DataFrame:
    """Return first appraisals of n units: unit_code, criterion_code, body, cut (per cent of the maximum).

    effect : how much harsher body 0 is. favours : spread of what a body has for or against single units.
    """
    unit, criterion = (one.ravel() for one in np.meshgrid(np.arange(n), np.arange(CRITERIA), indexing="ij"))
    inflated = generator.random(len(unit)) < generator.uniform(0.1, 0.35, n)[unit]
    hard, step = generator.normal(0, 0.8, CRITERIA), generator.choice(STEPS, CRITERIA)
    liking = generator.normal(0, favours, (n, BODIES))
    again = generator.random(len(unit)) < TWICE
    twice = np.concatenate([np.arange(len(unit)), np.flatnonzero(again)])
    start = generator.integers(len(PANEL), size=len(unit))
    place = (start[twice] + np.concatenate([np.zeros(len(unit), int), np.ones(again.sum(), int)])) % len(PANEL)
    body = (criterion[twice] + np.array(PANEL)[place]) % BODIES
    odds = np.where(inflated, TOO_HIGH, RIGHTLY)[twice] + hard[criterion[twice]] + effect * (body == 0)
    cut = generator.random(len(twice)) < 1 / (1 + np.exp(-odds - liking[unit[twice], body]))
    size = np.where(step == STEPS[-1], generator.gamma(2, 6, (n, CRITERIA)).round(2), step)[unit, criterion][twice]
    found = {"unit_code": unit[twice], "criterion_code": criterion[twice], "body": body, "cut": np.where(cut, size, 0)}
    return pd.DataFrame(found)


def _all_bodies(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    found = pd.DataFrame(of_block(rows(generator, n, effect))).set_index("body")
    harsh = found[(found["verdict"] == "shown") & (found["estimate"] > 0)]
    return Outcome(p=float(found["p_adjusted"].min()), named=list(harsh.index) == [0])


def _one_body(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    found = pd.DataFrame(of_block(rows(generator, n, 0.0))).set_index("body").loc[0]
    return Outcome(found["p"], found["low"], found["high"], 0.0 if found["low"] == found["low"] else NAN)


CASES = (
    Case("severity/any body", SIZES, _all_bodies, HARSHER),
    Case("severity/one body", SIZES, _one_body, None),
)
