"""Importance against weight: what a criterion was meant to count for, and how much of the totals it accounts for.

A weight is no measure of importance: criteria that hardly differ between units decide little whatever their weight, and
criteria that go along with others decide more. Source: Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo
or science? Journal of the Royal Statistical Society A 176, 609-634.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT
from analysis.reliability.nodes import contributions
from analysis.sensitivity.correlation_ratio import correlation_ratio
from analysis.statistics.correlation import pearson
from analysis.statistics.estimates import LEAST_UNITS, varies
from analysis.study import Study

FEW_UNITS, SAME_TOTALS, SAME_VALUES = "few_units", "total_does_not_vary", "criterion_does_not_vary"
NO_MAXIMUM, NO_WEIGHT = "maxima_not_stated", "bonus_or_deduction"


def effective_weights(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `effective_weights`: one row for each node below the total, of blocks with more than one criterion.

    nominal_weight : the node's share of the maximum of the total, 0 to 1. correlation : Pearson, of what the node
    contributes to the official total (`reliability.contributions`) with that total; linear_share : its square.
    main_effect : correlation ratio, 0 to 1, of any shape (`correlation_ratio`); 0 for a node that does not vary.
    importance : main effect as a share of those under the same parent, to be compared with the nominal weights under that
    parent; bonus and deductions, which have no weight, have none. n : units. reason : why something is empty, keys joined
    by a comma; fewer than eight units have no main effect, since any curve fits them.
    """
    rows = []
    for units in together(points, study):
        if len(units.criteria.leaves) > 1:
            rows += _rows(units)
    return tables.from_rows("effective_weights", rows)


def nominal_weight(units: UnitsTogether, code: str) -> float:
    """Return a node's share of the maximum of the total, 0 to 1; NaN for bonus, deductions and where it is not stated."""
    criteria = units.criteria
    whole = criteria.maximum(ROOT)
    return criteria.maximum(code) / whole if criteria.parts[code] == "main" and whole > 0 else np.nan


def normalised(main_effects: np.ndarray) -> np.ndarray:
    """Return main effects as shares of their sum; NaN where one is missing or all are 0."""
    whole = np.sum(main_effects)
    return np.asarray(main_effects) / whole if whole > 0 else np.full(len(main_effects), np.nan)


def _rows(units: UnitsTogether) -> list[dict]:
    total = units.total
    rows = {code: _row(units, code, total) for code in units.criteria.criteria.index if code != ROOT}
    for parent in units.criteria.nodes:
        siblings = [code for code in units.criteria.children(parent) if units.criteria.parts[code] == "main"]
        importance = normalised(np.array([rows[code]["main_effect"] for code in siblings]))
        for code, value in zip(siblings, importance, strict=True):
            rows[code]["importance"] = value
    return list(rows.values())


def _row(units: UnitsTogether, code: str, total: pd.Series) -> dict:
    values = contributions(units, code)
    correlation = pearson(values, total).value
    few = len(total) < LEAST_UNITS
    return {
        "year": units.year, "block": units.block, "node": code, "parent": units.criteria.parents[code],
        "nominal_weight": nominal_weight(units, code), "correlation": correlation, "linear_share": correlation**2,
        "main_effect": np.nan if few else correlation_ratio(values, total), "importance": np.nan, "n": len(total),
        "reason": ", ".join(_reasons(units, code, values, total)),
    }  # fmt: skip


def _reasons(units: UnitsTogether, code: str, values: pd.Series, total: pd.Series) -> list[str]:
    nominal = np.isnan(nominal_weight(units, code))
    bonus = units.criteria.parts[code] != "main"
    found = {
        FEW_UNITS: len(values) < LEAST_UNITS,
        SAME_TOTALS: not varies(total),
        SAME_VALUES: not varies(values),
        NO_WEIGHT: bonus,
        NO_MAXIMUM: nominal and not bonus,
    }
    return [reason for reason, holds in found.items() if holds]
