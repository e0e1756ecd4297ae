"""The words of one report: sentences, numbers, names and tables in its language, as Markdown."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

import pandas as pd
from IPython.display import Markdown

from analysis import exhibits, names
from analysis.blocks import in_order
from analysis.framework import ROOT
from analysis.language import number, say
from analysis.room import Room

SPECIAL = re.compile(r"([\\`*_\[\]<>|$#~^@])")


class Page:
    """One report being written: the run it describes and its language; tables are read once."""

    def __init__(self, here: Room, language: str):
        self.here, self.language, self.study = here, language, here.study
        self._tables = {}

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of this run, blocks in the order of study.yml."""
        if name not in self._tables:
            self._tables[name] = self._in_order(self.here.table(name))
        return self._tables[name]

    def _in_order(self, frame: pd.DataFrame) -> pd.DataFrame:
        return self.sorted(frame) if {"year", "block"} <= set(frame.columns) else frame

    def sorted(self, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """Return a table by year, block in the order of study.yml, and further columns; missing values last."""
        place = {block: place for place, block in enumerate(self.study.blocks)}
        order = frame["block"].map(lambda block: place.get(block, len(place)))
        by = ["year", "order", *columns]
        return frame.assign(order=order).sort_values(by, kind="stable", na_position="last").drop(columns="order")

    def say(self, key: str, **values) -> str:
        """Return the text `report.key`; names and numbers in the values are made safe for Markdown."""
        safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
        return say(f"report.{key}", self.language, **safe)

    def words(self, key: str, **values) -> str:
        """Return the text `report.key` with nothing made safe: what is put into another sentence or a cell, which does that."""
        return say(f"report.{key}", self.language, **values)

    def number(self, value, decimals: int = 2) -> str:
        """Return a number in the language; a dash where there is none."""
        return "–" if pd.isna(value) else number(float(value), self.language, decimals)

    def interval(self, low, high, decimals: int = 2) -> str:
        """Return an interval in words; a dash where there is none."""
        if pd.isna(low) or pd.isna(high):
            return "–"
        return say("report.from_to", self.language, low=self.number(low, decimals), high=self.number(high, decimals))

    def change(self, value: float) -> str:
        """Return a mean change of points in words: Vietnamese says that it falls or rises, and by how much."""
        return self.words("falls_by" if value < 0 else "rises_by", value=self.number(abs(value)))

    def unit(self, code: str) -> str:
        """Return the name of a unit."""
        return names.unit(self.study, code, self.language)

    def node(self, block: str, code: str) -> str:
        """Return the title of a criterion."""
        return names.node(self.study.criteria(block), code, self.language)

    def place(self, year: int, block: str) -> str:
        """Return the heading of a year and block."""
        return names.heading(self.study, int(year), block, self.language)

    def random(self, key: str) -> str:
        """Return what is random in a section: a text that says which blocks are known only in part, where any is."""
        places = [(year, code) for year in self.study.years for code in self.study.blocks]
        partly = [one for one in places if not self.study.blocks[one[1]].complete(one[0])]
        if not partly:
            return self.say(key)
        rows = pd.DataFrame(partly, columns=["year", "block"])
        where = self.words("all_of_it") if len(partly) == len(places) else self.places(rows)
        return self.say(f"{key}_incomplete", where=where)

    def several(self) -> bool:
        """Return whether the study has more than one year or block, so that places must be named."""
        return len(self.study.years) * len(self.study.blocks) > 1

    def at(self, year: int, block: str) -> str:
        """Return the place followed by a colon where there are several, else nothing."""
        return f"{self.place(year, block)}: " if self.several() else ""

    def listed(self, items: Iterable[str], most: int = 6, more: str = "more") -> str:
        """Return items as a list in a sentence; after `most` only how many more there are (`more_items`: not units)."""
        items = list(items)
        if len(items) > most + 1:
            items = [*items[:most], say(f"report.{more}", self.language, count=len(items) - most)]
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {say('report.and', self.language)} {items[-1]}"

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each exhibit of this run."""
        return exhibits.numbers(self.here)

    def caption(self, key: str) -> str:
        """Return `Hình 1. ...` or `Bảng 2. ...`, with the word of a synthetic study."""
        exhibit = next(one for one in exhibits.EXHIBITS if one.key == key)
        word = say(f"report.{exhibit.kind}", self.language)
        mark = f" ({say('labels.synthetic_mark', self.language)})" if self.study.synthetic else ""
        return escaped(f"{word} {self.numbers[key]}. {exhibits.title(exhibit, self.language)}{mark}")

    def figure(self, key: str) -> str:
        """Return a figure with its caption; nothing where it was not drawn."""
        return f"![{self.caption(key)}](figures/{key}_{self.language})" if key in self.numbers else ""

    def pipe(self, key: str, headers: list[str], rows: list[list[str]], numeric: int) -> str:
        """Return a table with its caption; the last `numeric` columns stand to the right. Nothing without rows."""
        if not rows:
            return ""
        marks = [":---"] * (len(headers) - numeric) + ["---:"] * numeric
        lines = [[escaped(str(cell)) for cell in line] for line in [headers, *rows]]
        body = [lines[0], marks, *lines[1:]]
        return "\n".join(f"| {' | '.join(line)} |" for line in body) + f"\n\nTable: {self.caption(key)}"

    def by_place(self, frame: pd.DataFrame, *further: str) -> list:
        """Return the groups of a table by year and block (and further columns), in the order of study.yml."""
        return in_order(frame, self.study, *further)

    def within(self, frame: pd.DataFrame, year: int, block: str, source: str) -> pd.DataFrame:
        """Return the rows of a table of one year, block and kind of range."""
        return frame[(frame["year"] == year) & (frame["block"] == block) & (frame["source"] == source)]

    def ranked(self, row: pd.Series) -> str:
        """Return the name of a unit with its range of ranks, such as `Sở Nội vụ (2–5)`."""
        return f"{self.unit(row['unit_code'])} ({int(row['rank_low'])}–{int(row['rank_high'])})"

    def places(self, frame: pd.DataFrame) -> str:
        """Return the years and blocks of a table's rows as a list; only the first and the last where they are many."""
        named = list(dict.fromkeys(self.place(row["year"], row["block"]) for _, row in frame.iterrows()))
        if len(named) <= 4:
            return self.listed(named)
        return self.say("places", first=named[0], last=named[-1], count=len(named))

    def points_word(self, block: str) -> str:
        """Return what differences of totals are counted in: points, or percentage points where ranks compare per cents."""
        percent = self.study.criteria(block).not_applicable == "per_cent"
        return say("report.percentage_points" if percent else "report.points", self.language)

    def share(self, part: float) -> str:
        """Return a share in per cent without decimals; one that would read 0 or 100 and is neither says so."""
        if 0 < part < 0.005:
            return self.say("share_under", share=1)
        return self.say("share_over", share=99) if 0.995 <= part < 1 else self.number(100 * part, 0)

    def p_value(self, p: float) -> str:
        """Return a p value with three decimals; below a thousandth it says so."""
        if pd.isna(p):
            return "–"
        return f"< {self.number(0.001, 3)}" if p < 0.001 else self.number(p, 3)

    def stated(self, year: int, block: str, key: str, **values) -> str:
        """Return a sentence on one year and block: with its place before it, or with a capital letter."""
        sentence = self.say(key, **values)
        return self.at(year, block) + sentence if self.several() else sentence[:1].upper() + sentence[1:]

    def lead(self, row: pd.Series) -> list[str]:
        """Return the first cell of a row, its place, in a study of several places; else no cell."""
        return [self.place(row["year"], row["block"])] if self.several() else []

    def headers(self, *columns: str) -> list[str]:
        """Return the titles of columns, with that of the place first where there are several."""
        return [self.column(name) for name in ([*(["place"] if self.several() else []), *columns])]

    def column(self, name: str) -> str:
        """Return the title of a column of a table."""
        return say(f"columns.{name}", self.language)


def escaped(text: str) -> str:
    """Return text in which no letter means anything to Markdown."""
    return SPECIAL.sub(r"\\\1", text)


def maximum_decimals(maxima: pd.Series) -> int:
    """Return with how many decimals maxima are printed: one where that is exact, else two."""
    return 1 if (maxima * 10 - (maxima * 10).round()).abs().fillna(0).max() < 1e-6 else 2


def totals(page: Page) -> pd.DataFrame:
    """Return the rows of `scores` that hold totals, in order of rank within each year and block."""
    scores = page.table("scores")
    return page.sorted(scores[scores["node"] == ROOT], "rank_among_known", "rank", "unit_code")


def spoken(here: Room, sentences: Callable[[Page], list[str]]) -> Markdown:
    """Return what a function says of a run for a notebook: in English, then in Vietnamese in italics."""
    said = {
        language: sentences(Page(here, language)) or [say("report.nothing_to_say", language)]
        for language in ("en", "vi")
    }
    lines = [*(f"- {one}" for one in said["en"]), *(f"- *{one}*" for one in said["vi"])]
    return Markdown("\n".join(lines))


def bullets(sentences: list[str]) -> list[str]:
    """Return sentences as one Markdown list."""
    return ["\n".join(f"- {sentence}" for sentence in sentences)] if sentences else []
