"""Room 6, applicability: what would each treatment of what does not apply do to every rank?

Six treatments are in use; which of them can be computed depends on what the table prints.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, root_maximum, together
from analysis.framework import TREATMENTS
from analysis.omissions import omission
from analysis.ranks import half_up, ranks
from analysis.statistics.correlation import spearman
from analysis.statistics.estimates import LEAST_UNITS, nothing
from analysis.study import Study

COMPUTED = ("per_cent", "zero", "full")


def applicability(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `applicability`: each unit's per cent and rank under each treatment the data allow.

    per_cent : points / applicable maximum; zero : points / full maximum; full : what does not apply counts in full.
    official : `yes` for the treatment of the framework.
    """
    frames = []
    for units in together(points, study):
        if reason_against(units) is None:
            frames += [_treated(units, treatment) for treatment in COMPUTED]
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("applicability")


def reason_against(units: UnitsTogether) -> str | None:
    """Return why treatments cannot be compared in this block, or None if they can."""
    if not np.isfinite(root_maximum(units.criteria)) or units.maxima.isna().any(axis=None):
        return "maxima_not_stated"
    if np.isclose(units.maxima.sum(axis=1), root_maximum(units.criteria)).all():
        return "everything_applies"
    return None


def treated_percent(points: np.ndarray, applicable: np.ndarray, maximum: float, treatment: str) -> np.ndarray:
    """Return the per cent of each unit under a treatment."""
    if treatment == "per_cent":
        return 100 * points / applicable
    if treatment == "zero":
        return 100 * points / maximum
    return 100 * (points + maximum - applicable) / maximum


def _treated(units: UnitsTogether, treatment: str) -> pd.DataFrame:
    points, applicable = units.points.sum(axis=1).to_numpy(), units.maxima.sum(axis=1).to_numpy()
    percent = treated_percent(points, applicable, root_maximum(units.criteria), treatment)
    compared = half_up(percent, units.criteria.decimals) if units.criteria.rank_on == "printed" else percent
    return pd.DataFrame(
        {
            "year": units.year, "unit_code": units.units, "block": units.block, "treatment": treatment,
            "official": "yes" if treatment == units.criteria.not_applicable else "no",
            "applicable_max": applicable, "percent": percent,
            "rank": ranks(compared, units.criteria.rank_rule).astype(int),
        }
    )  # fmt: skip


def applicability_link(treated: pd.DataFrame) -> pd.DataFrame:
    """Return the table `applicability_link`: Spearman's correlation of applicable maximum and per cent, by treatment.

    Below zero: units to which less applies stand higher. Below eight units no interval and no p.
    """
    rows = []
    for (year, block, treatment), own in treated.groupby(["year", "block", "treatment"], sort=True):
        found = spearman(own["applicable_max"], own["percent"]) if len(own) >= LEAST_UNITS else nothing(len(own))
        rows.append(
            {
                "year": year, "block": block, "treatment": treatment, "estimate": found.value,
                "low": found.low, "high": found.high, "p": found.p, "n": found.n,
            }
        )  # fmt: skip
    return tables.from_rows("applicability_link", rows)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return which treatments cannot be computed, with the reason."""
    rows = []
    for units in together(points, study):
        reason = reason_against(units)
        if reason:
            rows.append(omission("fairness", units.year, units.block, "treatments", reason))
            continue
        for treatment in TREATMENTS:
            if treatment not in COMPUTED:
                rows.append(
                    omission("fairness", units.year, units.block, f"treatment_{treatment}", f"needs_{treatment}")
                )
    return rows
