"""Room 8, gains: who gains and who loses by kind of unit, and by the other groupings of the study. Nothing is random."""

from collections.abc import Iterator

import pandas as pd

from analysis import tables
from analysis.blocks import together
from analysis.compare.shifts import Side
from analysis.fairness.groupings import labels
from analysis.fairness.groups import BLOCK
from analysis.framework import CriteriaSet

KIND = "kind"


def shift_gains(shifted: pd.DataFrame, official: Side) -> pd.DataFrame:
    """Return the table `shift_gains`: how the units of each group move.

    shifted : rows of `shifts` of one kind. grouping : `kind`, and what the study declares; the groups are those of the
    official side. gained, lost : units that move up, down in rank. mean_score_change : on the scale of `shifts`.
    mean_places : mean of rank_shift, positive is up. class_up, class_down : units in a better, a worse class, empty where
    a class of the group is not known. group is empty for units without a label, so that the groups hold all units.
    """
    rows = [row for own, units in _places(shifted, official) for row in _of_place(own, units, official)]
    return tables.from_rows("shift_gains", rows)


def _places(shifted: pd.DataFrame, official: Side) -> Iterator[tuple]:
    blocks = {(units.year, units.block): units for units in together(official.points, official.study)}
    for (year, block, _), own in shifted.groupby(["year", "block", "comparison"], sort=True):
        yield own.set_index("unit_code").sort_index(), blocks[(int(year), str(block))]


def _of_place(own: pd.DataFrame, units, official: Side) -> Iterator[dict]:
    first, better = own.iloc[0], class_places(units.criteria)
    for grouping in dict.fromkeys([KIND, *official.study.groupings]):
        if grouping == BLOCK:
            continue
        groups = labels(units, official.study, grouping, official.points).reindex(own.index).fillna("")
        for group, members in own.groupby(groups, sort=True):
            facts = {"year": first["year"], "block": first["block"], "comparison": first["comparison"]}
            yield facts | {"grouping": grouping, "group": str(group), **_moves(members, better)}


def _moves(members: pd.DataFrame, better: dict[str, int]) -> dict:
    places = class_changes(members, better)
    known = places.notna().all()
    return {
        "n": len(members), "gained": int((members["rank_shift"] > 0).sum()), "lost": int((members["rank_shift"] < 0).sum()),
        "mean_score_change": members["score_change"].mean(), "mean_places": float(members["rank_shift"].mean()),
        "class_up": int((places > 0).sum()) if known else None, "class_down": int((places < 0).sum()) if known else None,
    }  # fmt: skip


def class_places(criteria: CriteriaSet) -> dict[str, int]:
    """Return the place of each class, 0 for the best."""
    return {label: place for place, (label, _) in enumerate(criteria.classes)}


def class_changes(members: pd.DataFrame, places: dict[str, int]) -> pd.Series:
    """Return by how many classes each unit moves up; NaN where a class on either side is not known.

    places : place of each class of the official decision, the best 0.
    """
    base, other = (members[f"class_{side}"].map(places) for side in ("base", "other"))
    return (base - other).astype(float)
