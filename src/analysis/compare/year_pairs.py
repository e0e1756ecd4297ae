"""The rounds of years that are put beside one another: which blocks, units and criteria of two rounds can be compared?

Units are tied by `lineages`, criteria by `criterion_links`; ranks are compared only where they are ranks among the same
units, or among units that merely became known or unknown. Only tables of earlier rooms are read; nothing is random here.
"""

from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, root_maximum, together
from analysis.compare import lineages
from analysis.compare.criterion_links import links, same_decision
from analysis.compare.lineages import Linked, Window
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.study import Study

# Among whom the ranks of a comparison are: all units known, the units compared alone, or the whole block as published.
KNOWN, COMPARED, PUBLISHED = "known", "compared", "published"


class Round(NamedTuple):
    """One round of a study: a year, or half of one, with the tables of these names (all years of the study)."""

    study: Study
    year: int
    points: pd.DataFrame
    scores: pd.DataFrame
    assessed: pd.DataFrame
    survey_points: pd.DataFrame

    @property
    def period(self) -> tuple[str, str]:
        """Return the first and the last day, as study.yml states them, else those of the year."""
        stated = self.study.period if len(self.study.years) == 1 else None
        return stated or (f"{self.year}-01-01", f"{self.year}-12-31")

    @property
    def label(self) -> str:
        """Return what the round is called: 2025, or 2025-H1 and 2025-H2 for the halves of a year."""
        halves = {("01-01", "06-30"): "-H1", ("07-01", "12-31"): "-H2"}
        return f"{self.year}{halves.get(tuple(day[5:] for day in self.period), '')}"

    def totals(self, block: str) -> pd.DataFrame:
        """Return the rows of `scores` that hold totals of this round, of one block, indexed by unit_code."""
        own = self.scores[(self.scores["year"] == self.year) & (self.scores["block"] == block)]
        return own[own["node"] == ROOT].set_index("unit_code")


class Pair(NamedTuple):
    """The units of one block in two rounds; tied : which are compared; steps : points that make a point of score.

    ranks_among : `known`; `compared` where units merged or split or the block has another number of units; `published`.
    criteria : {code in the later set: code in the earlier set}.
    """

    earlier: Round
    later: Round
    base: UnitsTogether
    other: UnitsTogether
    tied: Linked
    criteria: dict[str, str]
    ranks_among: str

    @property
    def comparison(self) -> str:
        """Return the name of the comparison, such as 2022-2023."""
        return f"{self.earlier.label}-{self.later.label}"

    @property
    def place(self) -> dict:
        """Return year (the later one), block and comparison, as every table of this module has them."""
        return {"year": self.other.year, "block": self.other.block, "comparison": self.comparison}

    @property
    def units(self) -> list[str]:
        """Return the units compared, by their later codes, sorted."""
        return sorted(self.tied.units)


def rounds(study: Study, points, scores, assessed, survey_points=None) -> list[Round]:
    """Return one Round for each year of a study, in order; survey_points : the table of this name, if there is one."""
    survey = tables.empty("survey_points") if survey_points is None else survey_points
    return [Round(study, year, points, scores, assessed, survey) for year in study.years]


def pairs(own: list[Round], former: list[Round] = ()) -> list[Pair]:
    """Return every block of each round that can be compared with the round before it, in order.

    own : rounds of the study; former : those of the study that it names as `previous`, of which the last comes before.
    """
    series = [*former[-1:], *own]
    found = []
    for earlier, later in zip(series, series[1:], strict=False):
        if reason_against_rounds(earlier, later) is None:
            found += _pairs(earlier, later)
    return found


def reason_against_rounds(earlier: Round, later: Round) -> str | None:
    """Return why two rounds cannot be compared at all, or None: one lasts half a year, or does not come later."""
    if earlier.period[1] >= later.period[1]:
        return "not_in_order"
    return None if _half(earlier) == _half(later) else "periods_differ"


def _half(one: Round) -> bool:
    return "H" in one.label


def _pairs(earlier: Round, later: Round) -> list[Pair]:
    lineage = lineages.of(later.study)
    window = Window(earlier.period[1], later.period[1])
    bases, found = _blocks(earlier), []
    for code, other in _blocks(later).items():
        if code in bases and on_one_scale(bases[code], other):
            tied = lineages.linked(bases[code].units, other.units, lineage, window)
            criteria = links(bases[code].criteria, other.criteria, later.study.root)
            among = _ranks_among(earlier, later, bases[code], tied)
            found.append(Pair(earlier, later, bases[code], other, tied, criteria, among))
    return found


def _blocks(one: Round) -> dict[str, UnitsTogether]:
    own = one.points[one.points["year"] == one.year]
    return {units.block: units for units in together(own, one.study)}


def on_one_scale(base: UnitsTogether, other: UnitsTogether) -> bool:
    """Return whether scores of two rounds can be subtracted.

    They can under one decision; where both compare per cents; where both count points of the same scale; and where one
    compares per cents and the other points of 100.
    """
    if same_decision(base.criteria, other.criteria) or (base.by_percent and other.by_percent):
        return True
    return _ends(base) == _ends(other)


def _ends(units: UnitsTogether) -> tuple[float, float]:
    return (100.0, 0.0) if units.by_percent else (root_maximum(units.criteria), units.criteria.minimum(ROOT))


def _ranks_among(earlier: Round, later: Round, base: UnitsTogether, tied: Linked) -> str:
    sizes = {one.study.blocks[base.block].units_in_block[one.year] for one in (earlier, later)} - {None}
    if tied.rearranged or len(sizes) > 1:
        return COMPARED
    carried = [one.totals(base.block)["rank_source"] == "published" for one in (earlier, later)]
    return PUBLISHED if any(one.any() for one in carried) else KNOWN


def left_out(own: list[Round], former: list[Round], found: list[Pair]) -> list[dict]:
    """Return the rounds and blocks that are not compared, or only in part, with the reason; found : `pairs` of the same."""
    series, rows = [*former[-1:], *own], []
    for earlier, later in zip(series, series[1:], strict=False):
        compared = {pair.other.block for pair in found if pair.earlier is earlier}
        rows += [_not_at_all(earlier, later, code) for code in later.study.blocks if code not in compared]
    return rows + [row for pair in found for row in _in_part(pair)]


def _not_at_all(earlier: Round, later: Round, code: str) -> dict:
    reason = reason_against_rounds(earlier, later)
    if reason is None:
        with_totals = [code in _blocks(one) for one in (earlier, later)]
        reason = "scales_differ_of_years" if all(with_totals) else "no_totals_in_both_years"
    facts = {"base": earlier.label, "other": later.label}
    return omission("compare", later.year, code, "change_of_year", reason, **facts)


def _in_part(pair: Pair) -> list[dict]:
    place = ("compare", pair.other.year, pair.other.block)
    facts = {"base": pair.earlier.label, "other": pair.later.label}
    rows = []
    if not pair.units:
        rows.append(omission(*place, "change_of_year", "no_unit_compared", **facts))
    elif pair.ranks_among == COMPARED:
        rows.append(omission(*place, "ranks_of_year", "units_rearranged", n=len(pair.units), **facts))
    elif pair.ranks_among == PUBLISHED:
        rows.append(omission(*place, "ranks_of_others", "block_not_known", **facts))
    if min(len(pair.base.criteria.leaves), len(pair.other.criteria.leaves)) == 1:
        rows.append(omission(*place, "own_and_rules", "one_column", **facts))
    return rows
