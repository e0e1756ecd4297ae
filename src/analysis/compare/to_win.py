"""Room 8, to win: which criteria of a unit fell or stay below their maximum, and how many points are there?

Ordered by the points that can still be won; who is in charge is said only where the decision or the unit's own form says
so. Nothing is random here.
"""

import pandas as pd

from analysis import tables
from analysis.blocks import NOTHING_TO_SCORE
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.study import Study

ASSIGNED = ":assigned_to"
YEAR_BLOCK = ["year", "block"]


def to_win(points: pd.DataFrame, study: Study, changed: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return the table `to_win`: each unit's leaf criteria below their maximum or below the round before.

    points : the table of this name; changed : `year_criteria`, may be empty; assigned : of `assigned_to`, may be empty.
    to_win : applicable maximum less points, as they count; a criterion of which no source states the maximum has no row
    unless it fell. fell : by how much it fell since the round before, in per cent points or points (`scale`), empty where
    it did not or is not known. priority : of the unit's criteria by points to be won, then the fall, then the decision.
    body : who appraises, as the decision says; in_charge : the unit's own office, as its form says; empty: not stated.
    A block of which the table has one column of points has no rows: that column is the total itself.
    """
    several = [block for block in study.blocks if len(study.criteria(block).leaves) > 1]
    scored = points["points"].notna() & ~points["missing"].isin(NOTHING_TO_SCORE)
    known = points[scored & points["block"].isin(several)]
    frame = known.assign(to_win=(known["applicable_max"] - known["points"]).round(RESOLUTION).clip(lower=0))
    fallen = changed[changed["change"].round(RESOLUTION) < 0][
        [*YEAR_BLOCK, "unit_code", "criterion_code", "change", "scale"]
    ]
    frame = frame.merge(
        fallen.rename(columns={"change": "fell"}), on=[*YEAR_BLOCK, "unit_code", "criterion_code"], how="left"
    )
    frame["fell"] = -frame["fell"].astype(float)
    frame["to_win"] = frame["to_win"].where(frame["applicable_max"] > 0)
    frame = frame[(frame["to_win"] > 0) | (frame["fell"] > 0)]
    if frame.empty:
        return tables.empty("to_win")
    return _ordered(_in_charge(frame, study, assigned))[tables.schema("to_win")["columns"]]


def _in_charge(frame: pd.DataFrame, study: Study, assigned: pd.DataFrame) -> pd.DataFrame:
    bodies = {
        (block, code): item.appraised_by
        for block, one in study.blocks.items()
        for code, item in one.criteria.items.items()
    }
    places = {
        (block, code): place for block, one in study.blocks.items() for place, code in enumerate(one.criteria.leaves)
    }
    keys = list(zip(frame["block"], frame["criterion_code"], strict=True))
    frame = frame.assign(body=[bodies.get(key, "") for key in keys], place=[places[key] for key in keys])
    frame = frame.merge(assigned, on=[*YEAR_BLOCK, "unit_code", "criterion_code"], how="left")
    return frame.assign(in_charge=frame["in_charge"].fillna(""), scale=frame["scale"].fillna(""))


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    unit = [*YEAR_BLOCK, "unit_code"]
    by = [*unit, "to_win", "fell", "place"]
    directions = [True, True, True, False, False, True]
    ordered = frame.sort_values(by, ascending=directions, na_position="last", kind="stable")
    return ordered.assign(priority=ordered.groupby(unit).cumcount() + 1)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the blocks of which no points to be won can be told, with the reason."""
    rows = []
    for (year, block), _ in points.groupby(["year", "block"], sort=True):
        criteria = study.criteria(block)
        one = len(criteria.leaves) == 1
        if one or not criteria.maxima_known():
            reason = "one_column_to_win" if one else "maxima_not_stated"
            rows.append(omission("compare", int(year), str(block), "to_win", reason))
    return rows


def assigned_to(submitted: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """Return year, block, unit_code, criterion_code and in_charge: the office that the unit's form puts in charge.

    submitted : the table of this name; rounds : that which room 2 leaves, for which unit a file belongs to. Empty for a
    published table and for forms without such a column.
    """
    cells = submitted[submitted["column"].str.endswith(ASSIGNED) & (submitted["printed"].str.strip() != "")]
    units = rounds[[*YEAR_BLOCK, "unit_code", "file"]].drop_duplicates()
    own = cells.assign(
        criterion_code=cells["column"].str.removesuffix(ASSIGNED), in_charge=cells["printed"].str.strip()
    )
    found = own[["file", "criterion_code", "in_charge"]].merge(units, on="file")
    key = [*YEAR_BLOCK, "unit_code", "criterion_code"]
    return found[[*key, "in_charge"]].sort_values([*key, "in_charge"]).drop_duplicates(key, ignore_index=True)
