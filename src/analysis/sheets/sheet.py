"""Puts a unit's sheet together; lists are shortened until it fits two pages, and say how much they leave out."""

import math
from bisect import bisect_right
from typing import NamedTuple

from analysis.audiences import PUBLIC
from analysis.documents.layout import width
from analysis.language import date
from analysis.names import heading, unit
from analysis.sheets.cuts import cuts
from analysis.sheets.disputes import disputes
from analysis.sheets.domains import domains
from analysis.sheets.form_problems import form_problems
from analysis.sheets.layout import CELL, HEADING, LINE, PADDING, ROOM, SIZES
from analysis.sheets.parts import WIDTH, Block, Grid, Section, Sheet, Space, Text, short
from analysis.sheets.result import result
from analysis.sheets.view import Own, View
from analysis.sheets.winnable import winnable

ANSWER_LINES = 4


class Most(NamedTuple):
    """How many rows the lists of a sheet may have."""

    cuts: int
    wins: int
    disputes: int


# From the shortest lists to the longest.
LISTS = [Most(rows, rows, max(2, rows // 2)) for rows in range(2, 15)]


def sheet(view: View, own: Own) -> Sheet:
    """Return the sheet of one unit, with the longest lists that fit two pages."""
    first, last = [result(view, own), domains(view, own)], [*form_problems(view, own), *_closing(view, own)]

    def made(most: Most) -> Sheet:
        return _sheet(view, own, [*first, *_lists(view, own, most), *last])

    fitting = bisect_right(LISTS, ROOM, key=lambda most: height(made(most)))
    return made(LISTS[max(fitting - 1, 0)])


def _sheet(view: View, own: Own, sections: list[Section]) -> Sheet:
    study = view.given.study
    name = short(unit(study, own.code, view.language))
    criteria = view.criteria(own)
    about = [
        view.text("of_block", place=heading(study, own.year, own.block, view.language), year=own.year),
        view.text("of_study", title=study.title[view.language], date=date(study.as_of, view.language)),
        *([view.text("decision", number=criteria.decision["number"])] if _numbered(criteria.decision) else []),
        *([view.text("provisional")] if study.provisional else []),
    ]
    return Sheet(own.code, name, tuple(map(short, about)), tuple(sections))


def _numbered(decision: dict) -> bool:
    return decision.get("number", "unknown") != "unknown"


def _lists(view: View, own: Own, most: Most) -> list[Section]:
    """Return what was cut, what could be won and what is disputed; the public reads of points to be won only."""
    won = winnable(view, own, most.wins)
    if view.audience == PUBLIC:
        return [won]
    return [cuts(view, own, most.cuts), won, disputes(view, own, most.disputes)]


def _closing(view: View, own: Own) -> list[Section]:
    """Return the space for the unit's answer, not for the public, and how the figures are to be read."""
    answer = (Text(view.text("answer_how"), True), Space(ANSWER_LINES), Text(view.text("answer_signed")))
    notes = [view.text("how_to_read"), *([view.text("not_public")] if view.audience == PUBLIC else [])]
    read = Section(view.text("notes_title"), tuple(Text(note, True) for note in notes))
    return [read] if view.audience == PUBLIC else [Section(view.text("answer_title"), answer), read]


def height(made: Sheet) -> float:
    """Return how high a sheet is when printed, in centimetres, from the widths of its letters."""
    top = _lines(made.title, SIZES["title"], WIDTH, True) * LINE["title"] + len(made.about) * LINE["about"] + 0.5
    blocks = [block for section in made.sections for block in section.blocks]
    return top + HEADING * len(made.sections) + sum(map(_height, blocks))


def _height(block: Block) -> float:
    if isinstance(block, Space):
        return block.lines * LINE["space"]
    if isinstance(block, Text):
        kind = "note" if block.note else "body"
        return _lines(block.words, SIZES[kind], WIDTH) * LINE[kind] + 0.15
    return sum(_row_height(row, block) for row in (block.header, *block.rows)) + 0.3


def _row_height(row: tuple[str, ...], grid: Grid) -> float:
    bold = row is grid.header
    lines = max(_lines(text, SIZES["cell"], wide - PADDING, bold) for text, wide in zip(row, grid.widths, strict=True))
    return lines * LINE["cell"] + CELL


def _lines(text: str, size: float, room: float, bold: bool = False) -> int:
    # A line is not filled to its end, for words stay whole.
    return max(1, math.ceil(width(text, size, bold) / (0.95 * room)))
