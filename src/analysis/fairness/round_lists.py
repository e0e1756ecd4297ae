"""Room 6, totals of each round: on which total would the classes have been given after each round? Nothing is random here."""

import pandas as pd

from analysis import score
from analysis.blocks import UnitsTogether, root_maximum, together
from analysis.framework import ROOT
from analysis.ranks import half_up
from analysis.study import Study

FINAL = "appraisal_2"
ROUNDS = ("self", "appraisal_1", FINAL)
# Rows that a round scores; what lies outside the functions or had no case is so in every round.
SCORED = ("", "evidence_rejected", "not_submitted")
PLACE = ["year", "block", "unit_code"]


def round_lists(
    points: pd.DataFrame, assessed: pd.DataFrame, rounds: pd.DataFrame, study: Study
) -> dict[tuple[int, str], dict[str, pd.Series]]:
    """Return {(year, block): {round: totals by unit_code}}: what class limits are compared with, per cent where known.

    A round that a block has no points of is left out; a published table has the final round alone. Rows that units do not
    score themselves (survey, systems, deductions) count in every round as they count in the end.
    """
    found = {place: {FINAL: totals} for place, totals in _totals(points, study).items()}
    for name in ROUNDS[:2]:
        present = rounds[rounds[_column(name)].notna()]
        if len(present):
            earlier = _totals(score.points(_as_of(name, assessed, rounds), study), study)
            for place in sorted(set(zip(present["year"], present["block"], strict=True)) & set(found)):
                found[place] = {name: earlier[place]} | found[place] if place in earlier else found[place]
    return {place: {name: lists[name] for name in ROUNDS if name in lists} for place, lists in found.items()}


def _column(name: str) -> str:
    return "self_points" if name == "self" else name


def _as_of(name: str, assessed: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """Return the table `assessed` as it stood after a round."""
    key = [*PLACE, "node"]
    own = rounds[rounds["self_points"].notna() & rounds["survey_points"].isna()].rename(
        columns={"criterion_code": "node"}
    )
    given = own["self_points"] if name == "self" else own[name].fillna(own["self_points"])
    cells = assessed.merge(own[key].assign(given=given), on=key, how="left")
    scored = (cells["measure"] == "points") & cells["given"].notna() & cells["missing"].isin(SCORED)
    value, missing = cells["value"].mask(scored, cells["given"]), cells["missing"].mask(scored, "")
    return cells.assign(value=value, missing=missing).drop(columns="given")


def _totals(points: pd.DataFrame, study: Study) -> dict[tuple[int, str], pd.Series]:
    return {(units.year, units.block): class_totals(units) for units in together(points, study)}


def class_totals(units: UnitsTogether) -> pd.Series:
    """Return what class limits are compared with: per cent of what applies, points where there is no per cent; as printed."""
    points, maxima = units.points.sum(axis=1), units.maxima.sum(axis=1, skipna=False)
    values = 100 * points / maxima if by_percent(units) else points
    return pd.Series(half_up(values, units.criteria.decimals), index=units.units)


def by_percent(units: UnitsTogether) -> bool:
    """Return whether class limits are compared with per cents."""
    return bool(units.maxima.notna().all(axis=None)) and units.criteria.minimum(ROOT) <= 0


def scale(units: UnitsTogether) -> float:
    """Return the length of the scale of the totals: 100 for per cents and where no source states the maximum."""
    maximum = root_maximum(units.criteria)
    return 100.0 if by_percent(units) or maximum != maximum else maximum
