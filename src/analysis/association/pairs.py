"""Room 7: which score stands beside which outside figure, and whether the one is part of the other.

Nothing is random here. Within a year and block only, and no cause is claimed.
"""

import numpy as np
import pandas as pd

from analysis import reference
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT, CriteriaSet
from analysis.study import Study

COLUMNS = ["year", "block", "unit_code", "score", "outside_index", "value", "outside", "value_error", "outside_error",
           "overlap"]  # fmt: skip

TOTAL, RANK, WITHOUT = "total", "published_rank", "total_without_overlap"


def pairs(points: pd.DataFrame, scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return one row a unit, outside index and kind of score, for units that have both, with the columns `COLUMNS`.

    score : `total`, the official total; `published_rank`, minus the published rank, where ranks of further units are
    known; `total_without_overlap`, the total of what the outside index is no part of, where the data name that part.
    value_error, outside_error : standard errors, NaN where nobody states them. overlap : `yes`, `no` or `unknown`.
    """
    outside = indices(study)
    blocks = {(units.year, units.block): units for units in together(points, study)}
    frames = []
    for (year, block), own in scores[scores["node"] == ROOT].groupby(["year", "block"], sort=True):
        rank = -own[own["rank_source"] == "published"].set_index("unit_code")["rank"].astype(float)
        for index in study.outside:
            chosen = (outside["year"] == year) & (outside["index_code"] == index)
            found = outside[chosen & outside["unit_code"].isin(own["unit_code"])].set_index("unit_code")
            place = {"year": int(year), "block": str(block), "outside_index": index}
            frames += _of_index(blocks.get((year, block)), rank, found, place, study)
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True)[COLUMNS] if kept else pd.DataFrame(columns=COLUMNS)


def indices(study: Study) -> pd.DataFrame:
    """Return the outside values that a study may use, with whether the index as a whole is part of the total."""
    known = reference.table(study.root, "outside_index_names").set_index("index_code")
    values = reference.outside_values(study.root, study.folder)
    return values.assign(
        part_of_total=known["part_of_total"].reindex(values["index_code"], fill_value="unknown").to_numpy()
    )


def _of_index(units: UnitsTogether | None, rank, found: pd.DataFrame, place: dict, study: Study) -> list[pd.DataFrame]:
    overlap, leaves = overlapping(found, study.criteria(place["block"]))
    frames, total = [], pd.Series(dtype=float)
    if units is not None:
        total = units.total
        facts = {"value_error": _errors(units, study), "overlap": overlap, "score": TOTAL}
        frames.append(_paired(total, found, **place, **facts))
        rest = without(units, leaves)
        if rest is not None:
            frames.append(_paired(rest, found, **place, value_error=np.nan, overlap="no", score=WITHOUT))
    if set(rank.index) - set(total.index):
        frames.append(_paired(rank, found, **place, value_error=np.nan, overlap=overlap, score=RANK))
    return frames


def overlapping(found: pd.DataFrame, criteria: CriteriaSet) -> tuple[str, list[str]]:
    """Return (`yes`, `no` or `unknown`, the leaves that the index is part of) for the rows of one outside index.

    What a row says goes before what is known of the index as a whole; a code that is no criterion of the set is unknown.
    """
    stated = sorted({code.strip() for text in found["overlap"] for code in text.split(";")} - {""})
    if not stated:
        whole = sorted(set(found["part_of_total"]))
        return (whole[0] if len(whole) == 1 else "unknown"), []
    if any(code not in criteria.parents for code in stated):
        return "unknown", []
    return "yes", [leaf for leaf in criteria.leaves if any(criteria.lies_below(leaf, code) for code in stated)]


def without(units: UnitsTogether, leaves: list[str]) -> pd.Series | None:
    """Return the total of the leaves that are left, by unit; None where nothing is taken away or nothing is left."""
    if not leaves or len(leaves) == len(units.points.columns):
        return None
    kept = units._replace(points=units.points.drop(columns=leaves), maxima=units.maxima.drop(columns=leaves))
    return kept.total.where(~(kept.maxima == 0).all(axis=1))


def _errors(units: UnitsTogether, study: Study) -> pd.Series:
    """Return the published standard error of each unit's total, on the scale of the total; NaN where none is printed."""
    path = study.folder / "standard_errors.csv"
    if not path.exists():
        return pd.Series(np.nan, index=units.units)
    printed = reference.given(path, "standard_errors")
    own = printed[(printed["year"] == str(units.year)) & (printed["block"] == units.block) & (printed["node"] == ROOT)]
    errors = own[own["printed_as"] == "standard_error"].set_index("unit_code")["value"]
    errors = pd.to_numeric(errors, errors="coerce").reindex(units.units)
    return 100 * errors / units.maxima.sum(axis=1) if units.by_percent else errors


def _paired(values: pd.Series, found: pd.DataFrame, value_error, **facts) -> pd.DataFrame:
    columns = {"value": values, "outside": found["value"], "outside_error": found["standard_error"]}
    both = pd.DataFrame(columns).dropna(subset=["value", "outside"]).rename_axis("unit_code").reset_index()
    error = both["unit_code"].map(value_error) if isinstance(value_error, pd.Series) else value_error
    return both.assign(value_error=error, **facts)
