"""Rounds of points: self-assessment, first appraisal, explanation, second appraisal, survey; the last one present is in force."""

import math
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.study import Study

APPRAISED = ("appraisal_2", "appraisal_1")
SCORED_BY_OTHERS = ("survey", "system")


class InForce(NamedTuple):
    """The points in force of one row: value (None if there is none), the round they come from, the kind of missing."""

    points: Fraction | None
    round: str
    missing: str


def in_force(row, rounds: tuple, outside: bool, survey: float | None) -> InForce:
    """Return the points in force of a typed row.

    row : a typed row of a form. rounds : the rounds that count. outside : whether the criterion lies outside the unit's
    functions by the list of the study. survey : points by the survey's results, None before they arrive. A bonus that
    nobody claimed and a deduction that nobody entered are 0 points.
    """
    if outside:
        return InForce(None, "", "not_applicable")
    if row.criterion.points_from == "survey":
        return _surveyed(row, survey)
    given = next(
        ((getattr(row, name), name) for name in APPRAISED if name in rounds and getattr(row, name) is not None), None
    )
    if given:
        return InForce(*given, "")
    if row.applicability in ("not_applicable", "no_case"):
        return InForce(None, "", row.applicability)
    if row.self_points is None and (row.criterion.part == "bonus" or row.criterion.points_from == "deduction"):
        return InForce(Fraction(0), "self", "")
    return InForce(row.self_points, "self" if row.self_points is not None else "", "")


def _surveyed(row, survey: float | None) -> InForce:
    points = row.survey_points if survey is None else Fraction(survey)
    return InForce(None, "", "not_surveyed") if points is None else InForce(points, "survey", "")


def record(row, force: InForce, unit: dict, place: dict) -> dict:
    """Return the row of the table `rounds`: the points of every round, those in force, and what each round changed.

    The step between the rounds is no error of measurement: the second follows the unit's explanation.
    """
    first = row.appraisal_1 if row.appraisal_1 is not None else row.self_points
    return {
        **unit, "criterion_code": row.code, "self_points": number(row.self_points),
        "appraisal_1": number(row.appraisal_1), "appraisal_2": number(row.appraisal_2),
        "survey_points": number(force.points if force.round == "survey" else None),
        "points_in_force": number(force.points), "round_in_force": force.round,
        "changed_by_appraisal_1": step(row.self_points, row.appraisal_1),
        "changed_by_appraisal_2": step(first, row.appraisal_2), **place,
    }  # fmt: skip


def step(before: Fraction | None, after: Fraction | None) -> float:
    """Return what a round changed; NaN where one of the two rounds gave no points."""
    return math.nan if before is None or after is None else float(after - before)


def number(points: Fraction | None) -> float:
    """Return points as a table holds them; NaN for none."""
    return math.nan if points is None else float(points)


def petition_counts(petitions: pd.DataFrame, units: dict[str, dict]) -> pd.DataFrame:
    """Return the table `petition_counts`: how many units wrote something against each criterion.

    units : {file: {year, block, unit_code}} of the forms whose unit is known. A petition that names no criterion is
    counted under `total`.
    """
    own = petitions[petitions["file"].isin(units)]
    rows = [
        {"year": units[row["file"]]["year"], "block": units[row["file"]]["block"],
         "criterion_code": row["criterion_code"] or "total", "petition_kind": row["petition_kind"],
         "unit": units[row["file"]]["unit_code"]}
        for row in own.to_dict("records")
    ]  # fmt: skip
    if not rows:
        return tables.empty("petition_counts")
    key = ["year", "block", "criterion_code", "petition_kind"]
    return pd.DataFrame(rows).groupby(key)["unit"].nunique().rename("n").reset_index()


def scored_by_units(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows that units scored themselves, without criteria that a survey or a system scores: what a unit wrote
    there by mistake is no claim."""
    by_others = {
        (block, code)
        for block in study.blocks
        for code, source in study.criteria(block).criteria["points_from"].items()
        if source in SCORED_BY_OTHERS
    }
    keys = zip(rounds["block"], rounds["criterion_code"], strict=True)
    own = pd.Series([key not in by_others for key in keys], rounds.index, dtype=bool)
    return rounds[own & rounds["self_points"].notna()]


def totals(records: pd.DataFrame) -> pd.DataFrame:
    """Return the table `round_totals`: each unit's points by round.

    records : the rows of `rounds` that units scored themselves. A row that a round left alone keeps its points; a round of
    which a block has no points at all is left out.
    """
    own = records.copy()
    own["appraisal_1"] = own["appraisal_1"].fillna(own["self_points"]).where(_took_place(own, "appraisal_1"))
    before = own["appraisal_1"].fillna(own["self_points"])
    own["appraisal_2"] = own["appraisal_2"].fillna(before).where(_took_place(own, "appraisal_2"))
    key = ["year", "block", "unit_code"]
    long = own.rename(columns={"self_points": "self"}).melt(
        key, ["self", "appraisal_1", "appraisal_2"], "round_of_points", "points"
    )
    long = long.dropna(subset="points")
    if long.empty:
        return tables.empty("round_totals")
    return long.groupby([*key, "round_of_points"])["points"].agg(points="sum", n="size").reset_index()


def _took_place(own: pd.DataFrame, name: str) -> pd.Series:
    return own.groupby(["year", "block"])[name].transform("count") > 0
