"""The annex of the report: every unit on one line, block by block, in the order of Vietnamese lists.

Nothing is computed anew: score, place, range, class, change and points to be won come from the tables of the run. Names of
persons, opinions and disputes have no place here; bodies have.
"""

import pandas as pd

from analysis import names, score
from analysis.framework import ROOT
from analysis.language import say
from analysis.report.page import Page, escaped
from analysis.report.years import signed

MOST_CRITERIA = 3
NOISE, METHOD = "noise", "method"
SURE, NONE = 0.995, 0.005


def section(page: Page) -> list[str]:
    """Return the annex of the last year: for each block what its columns mean, the units, and the criteria named."""
    year = page.study.years[-1]
    places = [block for block in page.study.blocks if len(_totals(page, year, block))]
    parts = [part for block in places for part in Annex(page, year, block, block == places[0]).parts()]
    about = _say(page, "about_year", year=str(year)) if len(page.study.years) > 1 else _say(page, "about")
    return [f"# {_say(page, 'title')}", about, *parts] if parts else []


def _say(page: Page, key: str, **values) -> str:
    safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
    return say(f"unit_annex.{key}", page.language, **safe)


def _totals(page: Page, year: int, block: str) -> pd.DataFrame:
    own = page.table("scores")
    return own[(own["year"] == year) & (own["block"] == block) & (own["node"] == ROOT)]


class Annex:
    """The annex of one block and year: which columns it has follows from what the tables know of any of its units."""

    def __init__(self, page: Page, year: int, block: str, first: bool):
        self.page, self.year, self.block, self.first = page, year, block, first
        self.criteria = page.study.criteria(block)
        totals = _totals(page, year, block).set_index("unit_code")
        self.totals = totals.loc[names.ordered(page.study, list(totals.index))]
        self.percent = score.compares_percent(self.totals, self.criteria)
        self.ranges, self.source = self._by_source("rank_intervals")
        self.classes, self.class_source = self._by_source("class_probability")
        shifts = self._own("shifts")
        self.shifts = shifts[shifts["kind"] == "year"].drop_duplicates("unit_code").set_index("unit_code")
        changes = self._own("year_changes").drop_duplicates("unit_code").set_index("unit_code")
        self.beyond = changes["beyond_error"] if len(changes) else pd.Series(dtype=object)
        wins = self._own("to_win")
        wins = wins[(wins["to_win"] > 0) & wins["unit_code"].isin(self.totals.index)]
        self.wins = wins.sort_values(["unit_code", "priority"]).groupby("unit_code").head(MOST_CRITERIA)

    def _own(self, name: str) -> pd.DataFrame:
        frame = self.page.table(name)
        return frame[(frame["year"] == self.year) & (frame["block"] == self.block)]

    def _by_source(self, name: str) -> tuple[pd.DataFrame, str]:
        """Return the rows of one kind of range: by noise where the errors are known, else by the choices of the method."""
        own = self._own(name)
        for source in (NOISE, METHOD):
            found = own[own["source"] == source]
            if len(found):
                return found, source
        return own.iloc[:0], ""

    def parts(self) -> list[str]:
        """Return heading, what the columns mean, the table of units, and the table of the criteria it names."""
        heading = [f"## {escaped(names.block(self.page.study, self.block, self.page.language))}"]
        return [
            *(heading if len(self.page.study.blocks) > 1 else []),
            " ".join(self.notes()),
            self.units(),
            *self.named(),
        ]

    def text(self, key: str, **values) -> str:
        """Return the text `unit_annex.key`."""
        return _say(self.page, key, **values)

    def notes(self) -> list[str]:
        """Return what the columns mean, only those that this block has."""
        changed, of_method = len(self.shifts) > 0, self.source or "none"
        said = {
            "places_published": not self.by_known,
            "places_known": self.by_known and not self.complete,
            f"range_{of_method}": True,
            f"class_{self.class_source}": bool(self.class_source),
            "change": changed,
            "marked": (self.beyond == "yes").any(),
            "unknown_error": changed and not self.beyond.isin(["yes", "no"]).any(),
            "to_win": len(self.wins) > 0,
        }
        facts = {"n": len(self.totals), "most": MOST_CRITERIA}
        return [self.text(key, **facts) for key, true in said.items() if true]

    @property
    def complete(self) -> bool:
        """Return whether every unit of the block is known, so that its computed ranks are those of the block."""
        return self.page.study.blocks[self.block].complete(self.year)

    @property
    def by_known(self) -> bool:
        """Return whether places are those among the units known: so are their ranges; else published ones are shown."""
        return self.complete or bool(self.source) or not self.totals["rank"].notna().any()

    def units(self) -> str:
        """Return the table of the units with its caption; a block after the first continues the same exhibit."""
        shown = {
            "unit": self.totals.index.map(self.page.unit), "score": self.totals.index.map(self._score),
            "place": self.totals.index.map(self._place), "class": self.totals.index.map(self._class),
            "change": self.totals.index.map(self._change), "win": self.totals.index.map(self._win),
        }  # fmt: skip
        empty = {"class": (self.totals["class"] == "").all(), "change": self.shifts.empty, "win": self.wins.empty}
        kept = {name: list(cells) for name, cells in shown.items() if not empty.get(name, False)}
        return self._table([self._head(name) for name in kept], list(zip(*kept.values(), strict=True)), self._caption())

    def _head(self, name: str) -> str:
        if name == "score":
            return self.page.column("percent" if self.percent else "points")
        further = {"place": bool(self.source), "class": bool(self.class_source)}
        return self.text(f"head_{name}_with" if further.get(name, False) else f"head_{name}")

    def _caption(self) -> str:
        caption = self.page.caption("annex")
        start, dot, rest = caption.partition(". ")
        where = f": {escaped(names.block(self.page.study, self.block, self.page.language))}"
        where = where if len(self.page.study.blocks) > 1 else ""
        return f"{caption}{where}" if self.first else f"{start} {self.text('continued')}{dot}{rest}{where}"

    @staticmethod
    def _table(heads: list[str], rows: list, caption: str = "") -> str:
        # Score and place stand to the right; what follows are words.
        marks = ["---:" if caption and place in (1,) else ":---" for place in range(len(heads))]
        lines = [heads, marks, *rows]
        cells = [[cell if line is marks else escaped(str(cell)) for cell in line] for line in lines]
        body = "\n".join(f"| {' | '.join(line)} |" for line in cells)
        return f"{body}\n\nTable: {caption}" if caption else body

    def _score(self, code: str) -> str:
        return self.page.number(self.totals.loc[code, "percent" if self.percent else "points"])

    def _place(self, code: str) -> str:
        rank = self.totals.loc[code, "rank_among_known" if self.by_known else "rank"]
        place = self.page.number(rank, 0)
        own = self.ranges[self.ranges["unit_code"] == code]
        if own.empty:
            return place
        low, high = (int(own.iloc[0][name]) for name in ("rank_low", "rank_high"))
        return f"{place} ({low}–{high})"

    def _class(self, code: str) -> str:
        label = self.totals.loc[code, "class"]
        own = self.classes[(self.classes["unit_code"] == code) & (self.classes["class"] == label)]
        if not label or self.classes.empty:
            return label or "–"
        return f"{label} ({self._share(float(own['probability'].sum()))})"

    def _share(self, part: float) -> str:
        if SURE <= part < 1:
            return "> 99%"
        return "< 1%" if 0 < part < NONE else f"{self.page.number(100 * part, 0)}%"

    def _change(self, code: str) -> str:
        if code not in self.shifts.index:
            return "–"
        row = self.shifts.loc[code]
        mark = "*" if self.beyond.get(code) == "yes" else ""
        if pd.isna(row["rank_shift"]):
            return f"{signed(self.page, row['score_change'])}{mark}"
        places = int(row["rank_shift"])
        key = "same_place" if places == 0 else "places_up" if places > 0 else "places_down"
        return f"{signed(self.page, row['score_change'])}{mark}; " + self.words(key, places=abs(places))

    def words(self, key: str, **values) -> str:
        """Return the text `unit_annex.key` with nothing made safe: for a cell, which does that."""
        return say(f"unit_annex.{key}", self.page.language, **values)

    def _win(self, code: str) -> str:
        own = self.wins[self.wins["unit_code"] == code]
        named = [
            f"{self._number(row['criterion_code'])} ({self.page.number(row['to_win'])})" for _, row in own.iterrows()
        ]
        return "; ".join(named) or "–"

    def _number(self, code: str) -> str:
        return names.criterion_number(self.criteria, code, self.page.language)

    def named(self) -> list[str]:
        """Return the criteria that the table names, with who appraises each and of how many units it is named."""
        counts = self.wins["criterion_code"].value_counts()
        found = [code for code in self.criteria.leaves if code in counts.index]
        if not found:
            return []
        bodies = {code: item.appraised_by for code, item in self.criteria.items.items()}
        stated = any(bodies.get(code) for code in found)
        rows = []
        for code in found:
            body = [names.body(self.page.study, bodies.get(code, ""), self.page.language)] if stated else []
            rows.append([names.criterion(self.criteria, code, self.page.language), *body, str(counts[code])])
        heads = ["head_criterion", *(["head_body"] if stated else []), "head_units"]
        return [self.text("named"), self._table([self.words(head) for head in heads], rows)]
