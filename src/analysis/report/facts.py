"""What leaders and offices ask of a run, taken from its tables: standings, moves, classes, points lost, open matters.

Of the last year of the study. Nothing is said here and nothing is random: chairman.py and documents/ put it into words.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import names
from analysis.awards.rules import of_study
from analysis.awards.words import UNSURE
from analysis.compare.crossings import class_crossings
from analysis.compare.shifts import NO, RANGES, UNKNOWN, YES
from analysis.framework import ROOT
from analysis.ranks import RESOLUTION
from analysis.report.page import Page
from analysis.statistics.estimates import LEVEL
from analysis.study import Study

# How many stand at either end of a block; a block of no more than twice as many is listed whole.
ENDS = 5
SENT_NOTHING = "unit_sent_nothing"


class Standing(NamedTuple):
    """One block: its units in order of their place.

    rows : `scores` of the totals with the column `place`: the official rank (NaN where none is known), else, where no unit
    has one, the rank among the units with figures. known, whole : units with figures and units of the block, None where
    nobody states how many. official : whether places are official ranks.
    """

    year: int
    block: str
    rows: pd.DataFrame
    known: int
    whole: int | None
    official: bool

    @property
    def complete(self) -> bool:
        """Return whether every unit of the block has figures."""
        return self.whole == self.known

    def ends(self, count: int = ENDS) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the first and the last `count` units by place; all as first where the block is short enough.

        Where units have no figures and places are official ranks, an end of which nobody is known is empty.
        """
        last = self.whole if self.official else len(self.rows)
        if self.complete and len(self.rows) <= 2 * count:
            return self.rows, self.rows.iloc[:0]
        first = self.rows[self.rows["place"] <= count]
        later = ~self.rows.index.isin(first.index)
        bottom = self.rows[(self.rows["place"] > last - count) & later] if last else self.rows.iloc[:0]
        return first, bottom


class Crossing(NamedTuple):
    """A unit whose class is another one than the year before; firm : yes, no or unknown."""

    block: str
    unit: str
    was: str
    new: str
    firm: str


def last_year(page: Page) -> int:
    """Return the last year of the study."""
    return max(page.study.years)


def of_last_year(page: Page, name: str) -> pd.DataFrame:
    """Return the rows of a table of the last year."""
    table = page.table(name)
    return table[table["year"] == last_year(page)]


def standings(page: Page) -> list[Standing]:
    """Return every block of the last year, in the order of study.yml; blocks without a total have none."""
    year, scores = last_year(page), of_last_year(page, "scores")
    found = []
    for (_, code), own in page.by_place(scores[(scores["node"] == ROOT) & scores["points"].notna()]):
        block = page.study.blocks[code]
        official = bool(own["rank"].notna().any())
        place = own["rank"] if official else own["rank_among_known"]
        rows = own.assign(place=place.astype(float)).sort_values(["place", "unit_code"], kind="stable")
        facts = (block.units_known[year], block.units_in_block[year])
        found.append(Standing(year, code, rows.reset_index(drop=True), *facts, official))
    return found


def in_percent(rows: pd.DataFrame) -> bool:
    """Return whether every total has a per cent, which is then what compares."""
    return len(rows) > 0 and bool(rows["percent"].notna().all())


def moves(page: Page, block: str) -> pd.DataFrame:
    """Return the rows of `shifts` between the last two years of a block, furthest first; empty without such a pair."""
    shifts = of_last_year(page, "shifts")
    own = shifts[(shifts["kind"] == "year") & (shifts["block"] == block)]
    own = own[own["comparison"] == own["comparison"].max()] if len(own) else own
    return own.assign(size=own["rank_shift"].abs()).sort_values(["size", "unit_code"], ascending=[False, True])


def crossings(page: Page) -> list[Crossing]:
    """Return who crossed a class since the year before.

    Firm where the change of points is beyond its error and the unit hardly ever (below 5 per cent) has the former class
    within the errors of this year; unknown where either is not known.
    """
    shifts = of_last_year(page, "shifts")
    own = shifts[shifts["kind"] == "year"]
    # The question is how likely the former class is under the figures of this year.
    swapped = own.rename(columns={"class_base": "class_other", "class_other": "class_base"})
    found = class_crossings(swapped, page.table("class_probability")).set_index(["block", "unit_code"])["firm"]
    rows = own.set_index(["block", "unit_code"])
    return [
        Crossing(block, unit, row["class_base"], row["class_other"], _both(row["beyond_noise"], found[block, unit]))
        for (block, unit), row in rows.iterrows()
        if (block, unit) in found.index
    ]


def _both(one: str, other: str) -> str:
    if NO in (one, other):
        return NO
    return YES if one == other == YES else UNKNOWN


def unsure(page: Page) -> pd.DataFrame:
    """Return the units of the last year whose class may well be another: at least 5 per cent, by noise, else by method.

    Columns of `unsure_classes`; the least sure first.
    """
    table = of_last_year(page, "unsure_classes")
    known = of_last_year(page, "class_probability").groupby("block")["source"].unique().to_dict()
    first = {block: next((one for one in RANGES if one in sources), "") for block, sources in known.items()}
    own = table[(table["source"] == table["block"].map(first)) & (table["probability"] <= 1 - LEVEL)]
    return own.sort_values(["probability", "block", "unit_code"], kind="stable")


def unsure_awards(page: Page) -> pd.DataFrame:
    """Return the rows of `awards` of the last year that scoring again may well turn, the least sure first."""
    own = of_last_year(page, "awards")
    own = own[own["flip_probability"] >= UNSURE]
    return own.sort_values(["flip_probability", "award", "unit_code"], ascending=[False, True, True], kind="stable")


def open_awards(page: Page) -> pd.DataFrame:
    """Return the rows of `awards` of the last year that are not determined."""
    own = of_last_year(page, "awards")
    return own[own["result"] == "not_determined"]


def award_title(study: Study, code: str, language: str) -> str:
    """Return the name of a title or commendation; its code where the rules of the study no longer hold it."""
    titles = {one.code: one.title[language] for one in of_study(study).awards}
    return titles.get(code, code)


def costliest(page: Page) -> pd.DataFrame:
    """Return the criteria by the points that all units together did not get, most first.

    Columns: block, criterion_code, body (empty: not stated), points, units (how many lost some).
    The same criterion of several blocks, by title and body, counts as one and stands under the first block.
    """
    table = of_last_year(page, "to_win")
    own = table[table["to_win"] > 0]
    keys = list(zip(own["block"], own["criterion_code"], strict=True))
    titles = {(block, code): page.study.criteria(block).label(code, "vi") for block, code in set(keys)}
    own = own.assign(title=np.array([titles[key] for key in keys], dtype=object))
    summed = own.groupby(["title", "body"], sort=False).agg(
        block=("block", "first"), criterion_code=("criterion_code", "first"), points=("to_win", "sum"),
        units=("unit_code", "nunique"),
    )  # fmt: skip
    summed["points"] = summed["points"].astype(float).round(RESOLUTION)
    order = summed.reset_index().sort_values(["points", "title", "body"], ascending=[False, True, True], kind="stable")
    return order[["block", "criterion_code", "body", "points", "units"]].reset_index(drop=True)


def criterion(page: Page, block: str, code: str) -> str:
    """Return the number and title of a criterion; of one with a made-up code the title alone."""
    criteria = page.study.criteria(block)
    return names.criterion(criteria, code, page.language) if code[:1].isdigit() else page.node(block, code)


def sent_nothing(page: Page) -> list[str]:
    """Return the units that sent no form."""
    issues = page.table("issues")
    return sorted(set(issues.loc[issues["rule"] == SENT_NOTHING, "unit_code"]) - {""})


def open_errors(page: Page) -> tuple[int, int]:
    """Return how many errors of forms are open and in how many units' forms."""
    issues = page.table("issues")
    own = issues[(issues["severity"] == "error") & (issues["rule"] != SENT_NOTHING)]
    return len(own), own["unit_code"].nunique()


def mean(rows: pd.DataFrame) -> float:
    """Return the mean of what compares: per cents where every unit has one, else points."""
    return float(rows["percent" if in_percent(rows) else "points"].mean())
