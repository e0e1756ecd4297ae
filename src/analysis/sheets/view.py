"""What the sheets of a run are written from: its tables by unit, the language, and what the audience may see."""

from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis import names, tables
from analysis.audiences import AUDIENCES, INTERNAL, PUBLIC, UNIT
from analysis.awards import words
from analysis.awards.rules import StudyRules
from analysis.awards.rules import of_study as award_rules
from analysis.criteria_set import CriteriaSet
from analysis.framework import ROOT
from analysis.language import say
from analysis.report.page import Page
from analysis.room import Room
from analysis.sheets.others import Others, of_study
from analysis.sheets.parts import short


class Own(NamedTuple):
    """The unit a sheet is about, with the year and block of its last result."""

    code: str
    year: int
    block: str


class Given:
    """The tables of a run, each read once; a table that the run has not left is empty."""

    def __init__(self, here: Room):
        self.here, self.study = here, here.study
        self._tables, self._by_unit = {}, {}
        self.files = self._files()

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of the run."""
        if name not in self._tables:
            known = tables.exists(self.here.folder, name)
            self._tables[name] = self.here.table(name) if known else tables.empty(name)
        return self._tables[name]

    def of_unit(self, name: str, own: Own) -> pd.DataFrame:
        """Return the rows of a table about this unit in its year and block."""
        if name not in self._by_unit:
            self._by_unit[name] = dict(list(self.table(name).groupby(["year", "block", "unit_code"])))
        rows = self._by_unit[name].get((own.year, own.block, own.code))
        return self.table(name).iloc[:0] if rows is None else rows

    def node(self, own: Own, code: str) -> pd.DataFrame:
        """Return the scores of all units of the unit's year and block at one node, indexed by unit code."""
        if "node" not in self._by_unit:
            self._by_unit["node"] = {
                key: rows.set_index("unit_code")
                for key, rows in self.table("scores").groupby(["year", "block", "node"])
            }
        return self._by_unit["node"][own.year, own.block, code]

    def totals_of(self, own: Own) -> pd.DataFrame:
        """Return the totals of a unit in its block, of all years."""
        if "totals" not in self._by_unit:
            totals = self.table("scores")
            totals = totals[totals["node"] == ROOT]
            self._by_unit["totals"] = dict(list(totals.groupby(["block", "unit_code"])))
        return self._by_unit["totals"][own.block, own.code]

    def petitions(self) -> dict[str, list[dict]]:
        """Return {unit code: rows of the table `petitions`, in the order of the form}."""
        if "petitions" not in self._by_unit:
            found = self.table("petitions").sort_values(["file", "sheet", "cell"])
            own = found.assign(code=found["file"].map(self.files)).dropna(subset="code")
            self._by_unit["petitions"] = {code: rows.to_dict("records") for code, rows in own.groupby("code")}
        return self._by_unit["petitions"]

    @cached_property
    def rules(self) -> StudyRules:
        """Return the award rules of the study."""
        return award_rules(self.study)

    @cached_property
    def open_reasons(self) -> dict[tuple[int, str, str], str]:
        """Return why conditions of awards are not determined, as `words.open_reasons` does."""
        return words.open_reasons(self.table("award_conditions"))

    def _files(self) -> dict[str, str]:
        """Return {file: unit code} of the forms, as room 2 found out whose they are."""
        known = self.table("rounds")[["file", "unit_code"]].drop_duplicates()
        return {file: code for file, code in known.itertuples(index=False) if file}

    def typed(self, field: str) -> dict[tuple[str, str], str]:
        """Return {(unit code, criterion code): text} of what was typed in a field of the forms, such as opinion_1."""
        if field not in self._by_unit:
            cells = self.table("submitted")
            cells = cells[cells["column"].str.endswith(f":{field}") & (cells["printed"].str.strip() != "")]
            cells = cells[cells["file"].isin(self.files)]
            codes = cells["file"].map(self.files), cells["column"].str.removesuffix(f":{field}")
            self._by_unit[field] = dict(zip(zip(*codes, strict=True), cells["printed"], strict=True))
        return self._by_unit[field]

    def units(self) -> list[Own]:
        """Return every unit once, with its last year with a total: blocks as in study.yml, units in Vietnamese order."""
        totals = self.table("scores")
        totals = totals[totals["node"] == ROOT]
        scored = totals[["points", "percent", "rank"]].notna().any(axis=1)
        ordered = totals.assign(scored=scored).sort_values(["scored", "year"], kind="stable")
        last = ordered.drop_duplicates(["block", "unit_code"], keep="last")
        found = {}
        for block in self.study.blocks:
            own = last[last["block"] == block].set_index("unit_code")["year"]
            found |= {(block, code): int(own[code]) for code in names.ordered(self.study, list(own.index))}
        return [Own(code, year, block) for (block, code), year in found.items()]


class View(NamedTuple):
    """One language and audience of the sheets of a run."""

    given: Given
    page: Page
    audience: str
    others: Others

    @property
    def language(self) -> str:
        """Return the language of the sheets."""
        return self.page.language

    def criteria(self, own: Own) -> CriteriaSet:
        """Return the criteria of the unit."""
        return self.given.study.criteria(own.block)

    def text(self, key: str, **values) -> str:
        """Return the text `sheets.key`."""
        return say(f"sheets.{key}", self.language, **values)

    def number(self, value, decimals: int = 2) -> str:
        """Return a number in the language; a dash where there is none."""
        return self.page.number(value, decimals)

    def criterion(self, own: Own, code: str) -> str:
        """Return number and title of a criterion, cut where a sheet has no room."""
        return short(names.criterion(self.criteria(own), code, self.language))

    def typed(self, own: Own, text: str) -> str:
        """Return what somebody typed as this audience may read it: a text that names another unit is for the office only."""
        if self.audience != INTERNAL and self.others.names(text, own.code):
            return self.text("withheld")
        return short(text)

    def body(self, own: Own, code: str) -> str:
        """Return the name of an appraising body; empty where it is not stated or not for this audience."""
        if not code or self.audience == PUBLIC:
            return ""
        name = short(names.body(self.given.study, code, self.language))
        hidden = self.audience == UNIT and (self.others.names(code, own.code) or self.others.names(name, own.code))
        return "" if hidden else name


def view(given: Given, language: str, audience: str) -> View:
    """Return the view of a run for one language and audience; raises ValueError for an audience that does not exist."""
    if audience not in AUDIENCES:
        raise ValueError(f"{audience}: not an audience; known are {', '.join(AUDIENCES)}")
    codes = sorted(set(given.table("scores")["unit_code"]))
    return View(given, Page(given.here, language), audience, of_study(given.study, codes))
