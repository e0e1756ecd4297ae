"""Room 4, severity of appraising bodies: who cuts more of what was claimed, of the same criteria and the same units?

What is random is the chance in a single cut, which body drew which row and, with many units, on which criteria a body is
harder than it mostly is; the units and bodies are those there are, not a sample. A body is compared with the others of its
component; one that is shown to differ is no longer a standard for the rest, else one harsh body would make all the others
look lenient. Where bodies cannot be told apart from their criteria, no figure is given.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis import tables
from analysis.reliability.severity_model import Effects, effects
from analysis.reliability.severity_rows import severity_rows
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, LEVEL
from analysis.statistics.power import detectable_from_error
from analysis.study import Study

# With fewer appraisals the chance in a cut, mostly nothing and now and then much, is far from normal.
LEAST_ROWS = 30
MODEL, NO_MODEL = "unit_criterion_effects", "cuts_only"


class Compared(NamedTuple):
    """Each body against the standard of its component: differences, their errors and p values; `standard` marks who is it.

    freedom : of the t test, no more than the appraisals of the body itself allow, since its own chance weighs most.
    p_adjusted : Holm over the bodies of the block, at the step at which the body was judged.
    """

    differences: np.ndarray
    errors: np.ndarray
    p: np.ndarray
    p_adjusted: np.ndarray
    standard: np.ndarray
    freedom: np.ndarray


def severity(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `severity`: one row a year, block and body.

    estimate : how much more this body cuts in the first appraisal than the others of its component, in per cent points of
    the criterion's maximum, at equal unit and equal criterion; positive is harsh. low, high, p : t with clustered errors.
    p_adjusted : Holm over the bodies of the block. detectable : the smallest difference that would have been found. n,
    rows : units and appraisals. verdict : shown, not_shown, too_few (under 30 appraisals, or from 30 units on under eight
    criteria) or not_separable. Bodies shown to differ are left out of the standard for the others.
    """
    rows = severity_rows(points, rounds, study)
    found = [
        {"year": year, "block": block} | row
        for (year, block), own in rows.groupby(["year", "block"])
        for row in of_block(own)
    ]
    return tables.from_rows("severity", found)


def of_block(rows: pd.DataFrame) -> list[dict]:
    """Return the rows of the table for the appraisals of one year and block, bodies in the order of their codes."""
    model = effects(rows)
    compared = against_others(model)
    units = rows.groupby("body")["unit_code"].nunique()
    return [
        {"body": body, "component": int(model.components[place]), "n": int(units[body]), "rows": int(model.rows[place])}
        | _row(compared, place)
        for place, body in enumerate(model.bodies)
    ]


def against_others(model: Effects) -> Compared:
    """Return each body against the mean of the other bodies of its component that serve as standard.

    First all serve; the body that differs most clearly is then left out of the standard and the rest judged again, while
    anything is shown and more than half of the component serve.
    """
    standard = np.ones(len(model.bodies), dtype=bool)
    while True:
        compared = _compared(model, standard)
        worst = _worst(compared, model.components)
        if worst is None:
            return compared
        standard = standard & (np.arange(len(standard)) != worst)


def _worst(compared: Compared, numbers: np.ndarray) -> int | None:
    """Return the place of the body to leave out of the standard next; None where all has been said."""
    serving = pd.Series(compared.standard).groupby(numbers).transform("sum").to_numpy() - 1
    several = 2 * serving > pd.Series(numbers).groupby(numbers).transform("size").to_numpy()
    may = compared.standard & several & (compared.p_adjusted < LEVEL)
    return int(np.where(may, -compared.p, -np.inf).argmax()) if may.any() else None


def _compared(model: Effects, standard: np.ndarray) -> Compared:
    contrasts = _contrasts(model.components, standard)
    differences = contrasts @ model.effects
    errors = np.sqrt(np.maximum(((contrasts @ model.covariance) * contrasts).sum(axis=1), 0))
    freedom = np.minimum(model.rows - 1, model.freedom)
    testable = (model.rows >= LEAST_ROWS) & (model.sources >= LEAST_UNITS) & (errors > 0) & (freedom > 0)
    t = np.divide(differences, errors, out=np.full(len(errors), np.nan), where=testable)
    p = 2 * stats.t.sf(np.abs(t), freedom)
    return Compared(differences, errors, p, holm(p), standard, freedom)


def _contrasts(numbers: np.ndarray, standard: np.ndarray) -> np.ndarray:
    """Return bodies x bodies: 1 for the body itself, minus the mean of the standard; empty where it stands alone."""
    others = (numbers[:, None] == numbers) & standard & ~np.eye(len(numbers), dtype=bool)
    count = others.sum(axis=1, keepdims=True)
    contrasts = np.eye(len(numbers)) - others / np.maximum(count, 1)
    return np.where(count > 0, contrasts, np.nan)


def _row(compared: Compared, place: int) -> dict:
    difference, error, p, p_adjusted = (float(one[place]) for one in compared[:4])
    freedom, tests = int(compared.freedom[place]), int((~np.isnan(compared.p)).sum())
    none = dict.fromkeys(("low", "high", "p", "p_adjusted", "detectable"), np.nan)
    if np.isnan(difference):
        return none | {"estimate": np.nan, "verdict": "not_separable", "method": NO_MODEL}
    if np.isnan(p):
        return none | {"estimate": difference, "verdict": "too_few", "method": MODEL}
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * error
    return {
        "estimate": difference, "low": difference - half, "high": difference + half, "p": p, "p_adjusted": p_adjusted,
        "detectable": detectable_from_error(error, freedom, tests), "method": MODEL,
        "verdict": "shown" if p_adjusted < LEVEL else "not_shown",
    }  # fmt: skip
