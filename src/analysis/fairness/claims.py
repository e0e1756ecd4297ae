"""What units claimed for the rows that they scored themselves, and what the rounds left of it; nothing is random here."""

import pandas as pd

from analysis.criteria_set import CriteriaSet
from analysis.ranks import RESOLUTION
from analysis.reliability.rounds import as_they_count
from analysis.study import Study

UNIT = ["year", "block", "unit_code"]
POINTS = ["self_points", "appraisal_1", "points_in_force"]


def with_maxima(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows that units scored themselves with their `maximum`; a bonus enters no maximum, NaN is not stated."""
    own = as_they_count(rounds, study)
    maxima = {
        (block, code): _maximum(one.criteria, code)
        for block, one in study.blocks.items()
        for code in one.criteria.leaves
    }
    own["maximum"] = [maxima[key] for key in zip(own["block"], own["criterion_code"], strict=True)]
    return own


def _maximum(criteria: CriteriaSet, code: str) -> float:
    return criteria.maximum(code) if criteria.parts[code] == "main" else 0.0


def unit_totals(own: pd.DataFrame) -> pd.DataFrame:
    """Return sums by unit of the rows that it scored itself, with the gap in points and in per cent of their maximum."""
    rows = own.groupby(UNIT, sort=True)
    sums = (
        rows[[*POINTS, "maximum"]]
        .sum(min_count=1)
        .assign(maximum=rows["maximum"].agg(lambda one: one.sum(skipna=False)))
    )
    sums["gap"] = (sums["self_points"] - sums["points_in_force"]).round(RESOLUTION)
    sums["percent_of_maximum"] = 100 * sums["gap"] / sums["maximum"].where(sums["maximum"] > 0)
    return sums


def taken_and_back(own: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that the first appraisal lowered, with what it took and what of it is in force again, in points."""
    taken = (own["self_points"] - own["appraisal_1"]).round(RESOLUTION)
    back = (own["points_in_force"] - own["appraisal_1"]).round(RESOLUTION)
    return own.assign(taken=taken, back=back)[taken > 0]


def on_rank_scale(here: pd.DataFrame, criteria: CriteriaSet) -> pd.Series:
    """Return by what points are multiplied: 100 / maximum where ranks compare per cents and every maximum is known, else 1."""
    by_percent = criteria.not_applicable == "per_cent" and (here["maximum"] > 0).all()
    return 100 / here["maximum"] if by_percent else pd.Series(1.0, here.index)
