"""Walking over the units that are ranked together: one year and block at a time."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.framework import ROOT, CriteriaSet
from analysis.ranks import half_up, ranks
from analysis.study import Study

OUTSIDE, NO_CASE = "not_applicable", "no_case"
# Kinds of missing in which nothing of a criterion was there to be scored.
NOTHING_TO_SCORE = (OUTSIDE, NO_CASE)


class UnitsTogether(NamedTuple):
    """The units with points of one year and block, in the order of their codes.

    points, maxima : units x leaves; total : what ranks compare before rounding (per cent or points).
    """

    year: int
    block: str
    criteria: CriteriaSet
    points: pd.DataFrame
    maxima: pd.DataFrame

    @property
    def units(self) -> list[str]:
        """Return the unit codes, sorted."""
        return list(self.points.index)

    @property
    def by_percent(self) -> bool:
        """Return whether ranks compare per cents, because what does not apply leaves the maximum."""
        return self.criteria.not_applicable == "per_cent" and self.in_per_cents

    @property
    def in_per_cents(self) -> bool:
        """Return whether points can be put in per cent of a maximum: every maximum is known and the scale starts at zero."""
        return self.criteria.minimum(ROOT) <= 0 and bool(self.maxima.notna().all(axis=None))

    @property
    def total(self) -> pd.Series:
        """Return the official total: per cent of the applicable maximum where ranks compare per cents, else points."""
        points = self.points.sum(axis=1, skipna=False)
        return 100 * points / self.maxima.sum(axis=1, skipna=False) if self.by_percent else points


def together(points: pd.DataFrame, study: Study) -> Iterator[UnitsTogether]:
    """Yield the units of each year and block that have all their points and to which something applies."""
    for (year, code), own in points.groupby(["year", "block"], sort=True):
        values = _wide(own, "points", study.criteria(code).leaves)
        maxima = _wide(own, "applicable_max", study.criteria(code).leaves)
        scored = values.index[values.notna().all(axis=1) & ~(maxima == 0).all(axis=1)]
        if len(scored):
            yield UnitsTogether(int(year), str(code), study.criteria(code), values.loc[scored], maxima.loc[scored])


def where_applicable(
    units: UnitsTogether, points: pd.DataFrame, kinds: tuple[str, ...] = NOTHING_TO_SCORE
) -> UnitsTogether:
    """Return the block with neither points nor maximum where points are missing in one of these kinds, whatever the
    official treatment counts there. points : the table of this name, for the kind of missing."""
    own = points[(points["year"] == units.year) & (points["block"] == units.block)]
    missing = own.pivot(index="unit_code", columns="criterion_code", values="missing")
    missing = missing.reindex(index=units.points.index, columns=units.points.columns)
    nothing = missing.isin(kinds)
    return units._replace(points=units.points.mask(nothing, 0.0), maxima=units.maxima.mask(nothing, 0.0))


def ranked(units: UnitsTogether, totals: np.ndarray) -> np.ndarray:
    """Return ranks of totals by the rules of the criteria: on the printed or the unrounded total, ties as they say."""
    compared = half_up(totals, units.criteria.decimals) if units.criteria.rank_on == "printed" else totals
    return ranks(compared, units.criteria.rank_rule).astype(int)


def without_totals(points: pd.DataFrame, study: Study) -> list[tuple[int, str]]:
    """Return the (year, block) of which no unit has all the points that a total needs."""
    found = {(units.year, units.block) for units in together(points, study)}
    every = points[["year", "block"]].drop_duplicates().sort_values(["year", "block"])
    return [(int(year), code) for year, code in every.itertuples(index=False) if (year, code) not in found]


def _wide(own: pd.DataFrame, column: str, leaves: list[str]) -> pd.DataFrame:
    wide = own.pivot(index="unit_code", columns="criterion_code", values=column).reindex(columns=leaves)
    return wide.sort_index().astype(float)


def root_maximum(criteria: CriteriaSet) -> float:
    """Return the maximum of the whole set; NaN if no source states it."""
    return criteria.maximum(ROOT)


def official_ranks(scores: pd.DataFrame, year: int, block: str) -> pd.Series:
    """Return each unit's rank among the units known, indexed by unit_code."""
    own = scores[(scores["year"] == year) & (scores["block"] == block) & (scores["node"] == ROOT)]
    return own.set_index("unit_code")["rank_among_known"].dropna().astype(np.int64)


def in_order(frame: pd.DataFrame, study: Study, *further: str) -> list[tuple[tuple, pd.DataFrame]]:
    """Return the groups of a table by year and block (and further columns), blocks in the order of study.yml."""
    groups = list(frame.groupby(["year", "block", *further], sort=True))
    place = list(study.blocks)
    return sorted(groups, key=lambda group: (group[0][0], place.index(group[0][1]), *group[0][2:]))
