"""Room 4, the design of the appraisal: can the severity of a body be told apart from the criteria and units it appraises?

Where every criterion has one body, a low score may be a hard criterion or a hard body: nothing in the figures tells which.
Nothing is random here; the cuts shown beside are those that were made.
"""

import pandas as pd

from analysis import tables
from analysis.omissions import omission
from analysis.reliability.severity_model import components
from analysis.reliability.severity_rows import of_themselves, severity_rows
from analysis.study import Study

# A body may be told apart (empty reason), shares no criterion with another, or shares criteria but no comparable units.
NO_SHARED_CRITERIA, NO_COMPARABLE_UNITS = "no_shared_criteria", "no_comparable_units"


def severity_design(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `severity_design`: one row a year, block and body that appraised something units had claimed.

    criteria, criteria_shared : how many it appraised, and how many of them another body appraised too. n, rows : units and
    appraisals. component : number of the group of bodies that can be compared with one another, given effects of units
    and criteria (estimable contrasts, Searle 1971); a body alone has a number of its own. separable : whether there is
    another body in its component. mean_cut : per cent of the maximum; share_cut : share of rows cut, 0 to 1. reason : why
    it is not separable, `no_shared_criteria` or `no_comparable_units`; else empty.
    """
    rows = severity_rows(points, rounds, study)
    found = [row for (year, block), own in rows.groupby(["year", "block"]) for row in _of_block(year, block, own)]
    return tables.from_rows("severity_design", found)


def _of_block(year: int, block: str, rows: pd.DataFrame) -> list[dict]:
    numbers = components(rows)
    bodies_of = rows.groupby("criterion_code")["body"].nunique()
    shared = set(bodies_of.index[bodies_of > 1])
    return [{"year": year, "block": block} | _of_body(body, own, shared, numbers) for body, own in rows.groupby("body")]


def _of_body(body: str, rows: pd.DataFrame, shared: set, numbers: dict[str, int]) -> dict:
    criteria = set(rows["criterion_code"])
    separable = list(numbers.values()).count(numbers[body]) > 1
    reason = NO_COMPARABLE_UNITS if criteria & shared else NO_SHARED_CRITERIA
    return {
        "body": body, "criteria": len(criteria), "criteria_shared": len(criteria & shared),
        "n": rows["unit_code"].nunique(), "rows": len(rows), "component": numbers[body],
        "separable": "yes" if separable else "no", "mean_cut": float(rows["cut"].mean()),
        "share_cut": float((rows["cut"] > 0).mean()), "reason": "" if separable else reason,
    }  # fmt: skip


def left_out(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> list[dict]:
    """Return what cannot be said about severity, block by block: nothing appraised, not separable, or of themselves."""
    rows, own = severity_rows(points, rounds, study), of_themselves(points, rounds, study)
    design = severity_design(points, rounds, study)
    blocks = points[["year", "block"]].drop_duplicates().sort_values(["year", "block"])
    found = []
    for year, block in blocks.itertuples(index=False):
        if not len(_of(rows, year, block)):
            found.append(omission("reliability", year, block, "severity", "no_appraisals"))
        elif (_of(design, year, block)["separable"] == "no").all():
            found.append(omission("reliability", year, block, "severity", "severity_not_separable"))
        if len(_of(own, year, block)):
            facts = {"n": len(_of(own, year, block))}
            found.append(omission("reliability", year, block, "severity_of_themselves", "appraises_itself", **facts))
    return found


def _of(frame: pd.DataFrame, year: int, block: str) -> pd.DataFrame:
    return frame[(frame["year"] == year) & (frame["block"] == block)]
