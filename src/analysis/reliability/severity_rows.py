"""Room 4, the rows that say how severe an appraising body is: who cut how much of what was claimed, in the first appraisal.

Nothing is random here.
"""

import numpy as np
import pandas as pd

from analysis import reference
from analysis.forms.identity import Names
from analysis.ranks import RESOLUTION
from analysis.study import Study

CELL = ["year", "block", "unit_code", "criterion_code"]
COLUMNS = [*CELL, "body", "maximum", "cut", "cut_in_force", "counts"]


def severity_rows(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return one row for each first appraisal of something claimed, sorted by year, block, unit, criterion and body.

    year, block, unit_code, criterion_code, body; maximum : of the criterion, in points. cut : points claimed minus points
    given in the first appraisal, per cent of the maximum (negative where points were raised). cut_in_force : the same for
    the points in force in the end. counts : whether these were the points of the first appraisal (of a row scored twice
    only one appraisal counts). Bodies come from appraisals.csv; where the study has none, from `appraised_by` of the
    criterion. Left out: rows in which nothing above the minimum was claimed, so that nothing could be cut, rows without a
    body or a positive maximum, units without points, and what a body appraised of itself (see `of_themselves`).
    """
    found = _claimed(points, rounds, study)
    return found[found["body"] != found["unit_code"]][COLUMNS].reset_index(drop=True)


def of_themselves(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows, in the same shape, that a body appraised of itself; they say nothing about its severity."""
    found = _claimed(points, rounds, study)
    return found[found["body"] == found["unit_code"]][COLUMNS].reset_index(drop=True)


def _claimed(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    scored = points.loc[points["points"].notna(), ["year", "block", "unit_code"]].drop_duplicates()
    bounds = _bounds(study)
    wanted = [*CELL, "self_points", "appraisal_1", "points_in_force"]
    if rounds.empty or scored.empty or bounds.empty:
        return pd.DataFrame(columns=COLUMNS)
    cells = (
        rounds[wanted].merge(scored, on=["year", "block", "unit_code"]).merge(bounds, on=["block", "criterion_code"])
    )
    given = _given(cells, study)
    rows = cells.drop(columns="appraised_by").merge(given, on=["year", "unit_code", "criterion_code"])
    rows = rows.assign(body=rows["body"].map(_codes(rows["body"], points, study)))
    rows = rows[(rows["maximum"] > 0) & (rows["self_points"] > rows["minimum"].fillna(0)) & (rows["body"] != "")]
    rows = rows.assign(
        cut=_share(rows, "given"),
        cut_in_force=_share(rows, "points_in_force"),
        counts=rows["given"].round(RESOLUTION) == rows["appraisal_1"].round(RESOLUTION),
    )
    return rows[rows["cut"].notna()].sort_values([*CELL, "body"], kind="stable")


def _codes(bodies: pd.Series, points: pd.DataFrame, study: Study) -> dict[str, str]:
    """Return {body as written: code of the unit it is}; a body that is no unit of the study keeps its name."""
    attributes = study.units()
    known = Names(attributes[attributes["unit_code"].isin(set(points["unit_code"]))], study.lineage())
    return {body: known.owner(body, body) or body for body in bodies.unique()}


def _share(rows: pd.DataFrame, column: str) -> pd.Series:
    return (100 * (rows["self_points"] - rows[column]) / rows["maximum"]).round(RESOLUTION)


def _bounds(study: Study) -> pd.DataFrame:
    """Return block, criterion_code, maximum, minimum, appraised_by of every leaf."""
    rows = [
        (code, leaf, block.criteria.maximum(leaf), block.criteria.minimum(leaf), _appraised_by(block.criteria, leaf))
        for code, block in study.blocks.items()
        for leaf in block.criteria.leaves
    ]
    return pd.DataFrame(rows, columns=["block", "criterion_code", "maximum", "minimum", "appraised_by"])


def _appraised_by(criteria, leaf: str) -> str:
    return criteria.items[leaf].appraised_by if leaf in criteria.items else ""


def _given(cells: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return year, unit_code, criterion_code, body, given (points of the first appraisal)."""
    key = ["year", "unit_code", "criterion_code"]
    path = study.folder / "appraisals.csv"
    if not path.exists():
        own = cells[[*key, "appraised_by", "appraisal_1"]]
        return own.rename(columns={"appraised_by": "body", "appraisal_1": "given"}).dropna(subset="given")
    table = reference.given(path, "appraisals")
    years, values = pd.to_numeric(table["year"]), pd.to_numeric(table["points"])
    return table.assign(year=years.astype(np.int64), given=values.astype(float))[[*key, "body", "given"]]
