"""Room 4, rounds: what did the first appraisal change, what did the explanation round, for whom?

The step between two rounds is a fact of this year and no error (DESIGN 4): nothing about it is random. Its interval says
how far the mean change would move among other units of this kind, as if those known had been drawn.
"""

import pandas as pd

from analysis import tables
from analysis.forms.rounds import scored_by_units
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.reliability.double_appraisal import first_appraisals
from analysis.reliability.mean_change import mean_change
from analysis.study import Study

PLACE = ["year", "block", "unit_code", "criterion_code"]
STEPS = {
    "self_to_first": ("self_points", "appraisal_1"),
    "first_to_second": ("appraisal_1", "appraisal_2"),
    "self_to_force": ("self_points", "points_in_force"),
}


def as_they_count(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows that units scored themselves, every round filled with the points that then counted.

    Columns year, block, unit_code, criterion_code, self_points, appraisal_1, appraisal_2, points_in_force. A row that a
    round left alone keeps its points; a round that a block did not have is NaN throughout. What a unit wrote into a row
    that a survey or a system decides is no claim (`forms.rounds.scored_by_units`).
    """
    own = scored_by_units(rounds, study)
    own = own[own["points_in_force"].notna() & own["survey_points"].isna()]
    own = own[[*PLACE, "self_points", "appraisal_1", "appraisal_2", "points_in_force"]].sort_values(PLACE)
    before = own["self_points"].astype(float)
    for name in ("appraisal_1", "appraisal_2"):
        took_place = own.groupby(["year", "block"])[name].transform("count") > 0
        before = own[name].astype(float).fillna(before)
        own[name] = before.where(took_place)
    return own.reset_index(drop=True)


def appraisal_rounds(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `appraisal_rounds`: what each step changed, in all, by kind of unit, criterion and body.

    step : self_to_first, first_to_second (the explanation round), self_to_force. grouping : total, kind (of unit),
    criterion (none that a system scores), body (who appraised the row: appraisals.csv, else `appraised_by` of the
    criterion). n : units with such rows; rows : rows that the units scored themselves; mean_before, mean_after : points a
    unit, over those rows; estimate, low, high : mean change a unit in points, see `mean_change`, no interval below eight
    units; share_lowered, share_raised : of the rows (0 to 1). Empty where the study has no rounds.
    """
    own = as_they_count(rounds, study)
    own = own.assign(total=ROOT, kind=_kinds(own, study), criterion=own["criterion_code"], body=_bodies(own, study))
    rows = [
        _changed(part, year, block, step, grouping, group)
        for (year, block), here in own.groupby(["year", "block"], sort=True)
        for step, (before, after) in STEPS.items()
        for grouping in ("total", "kind", "criterion", "body")
        for group, part in _grouped(here, before, after, grouping)
    ]
    return tables.from_rows("appraisal_rounds", rows)


def _grouped(here: pd.DataFrame, before: str, after: str, grouping: str):
    own = here.rename(columns={before: "before", after: "after"})
    named = own[(own[grouping] != "") & own["before"].notna() & own["after"].notna()]
    return named.groupby(grouping, sort=True)


def _changed(part: pd.DataFrame, year: int, block: str, step: str, grouping: str, group: str) -> dict:
    change = (part["after"] - part["before"]).round(RESOLUTION)
    sums = part.groupby("unit_code")[["before", "after"]].sum()
    found = mean_change((sums["after"] - sums["before"]).round(RESOLUTION).to_numpy())
    return {
        "year": int(year), "block": block, "step": step, "grouping": grouping, "group": group, "n": found.n,
        "rows": len(part), "mean_before": sums["before"].mean(), "mean_after": sums["after"].mean(),
        "estimate": found.value, "low": found.low, "high": found.high,
        "share_lowered": float((change < 0).mean()), "share_raised": float((change > 0).mean()),
    }  # fmt: skip


def _kinds(own: pd.DataFrame, study: Study) -> pd.Series:
    return own["unit_code"].map(study.units()["kind"]).fillna("")


def _bodies(own: pd.DataFrame, study: Study) -> pd.Series:
    """Return who appraised each row first; empty where nobody is named.

    Of a row appraised twice, the body whose points stand in the round; where both gave the same, the first by code.
    """
    named = {
        (block, code): item.appraised_by
        for block, one in study.blocks.items()
        for code, item in one.criteria.items.items()
    }
    default = pd.Series(
        [named.get(key, "") for key in zip(own["block"], own["criterion_code"], strict=True)], own.index
    )
    row = ["year", "unit_code", "criterion_code"]
    given = first_appraisals(study)
    keyed = own[[*row, "appraisal_1"]].astype({"year": str}).reset_index(names="place")
    both = keyed.merge(given, on=row)
    both["differs"] = (pd.to_numeric(both["points"]) - both["appraisal_1"]).abs().round(RESOLUTION)
    first = both.sort_values(["place", "differs", "body"]).drop_duplicates("place").set_index("place")["body"]
    return first.reindex(own.index).fillna(default)


def left_out(rounds: pd.DataFrame, points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the years and blocks of which no rounds of points are known."""
    known = set(rounds[["year", "block"]].drop_duplicates().itertuples(index=False, name=None))
    every = points[["year", "block"]].drop_duplicates().sort_values(["year", "block"])
    return [
        omission("reliability", int(year), block, "appraisal_rounds", "no_rounds")
        for year, block in every.itertuples(index=False, name=None)
        if (year, block) not in known
    ]
