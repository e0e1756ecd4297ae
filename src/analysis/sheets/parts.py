"""What a unit's sheet is made of: the three writers (HTML, Word, PDF) set the same words in the same order."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from analysis.forms.plain_text import plain

# Width of the text of a sheet in centimetres; the columns of every table add up to it.
WIDTH = 17.0
LONGEST_TEXT = 180
# More rows of a list no sheet has room for.
LONGEST_LIST = 14
# Stands in a cell that holds nothing.
DASH = "–"


class Text(NamedTuple):
    """One paragraph; `note` is set smaller."""

    words: str
    note: bool = False


class Grid(NamedTuple):
    """A table; widths of the columns in centimetres, adding up to WIDTH.

    numeric : places of the columns that hold numbers.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()


class Space(NamedTuple):
    """Empty lines to write on."""

    lines: int


Block = Text | Grid | Space


class Section(NamedTuple):
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]

    def shortened(self, most: int) -> "Section":
        """Return the section as it is: only a list is made shorter."""
        return self


class Listing(NamedTuple):
    """A section that is a table, the most important rows first, of which a sheet shows as many as it has room for.

    said : takes the number of rows shown and returns the sentence above them; empty where there is nothing to say.
    """

    title: str
    said: Callable[[int], str]
    grid: Grid

    def shortened(self, most: int) -> Section:
        """Return the section with at most so many rows."""
        grid = self.grid._replace(rows=self.grid.rows[:most])
        words = self.said(len(grid.rows))
        return Section(self.title, (*([Text(words)] if words else []), grid))


class Missing(NamedTuple):
    """A section that is not printed, for the sources of the study do not hold what it tells; `words` say what that is."""

    words: str


class Sheet(NamedTuple):
    """One unit's sheet: its code (also the name of its files), title, lines below the title, sections."""

    unit_code: str
    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]


class Book(NamedTuple):
    """All sheets in one language, and what stands around them.

    head : on every page (study, for whom). mark : the word of made-up figures, empty otherwise; on every page too.
    date : the fixed day written into the files.
    """

    language: str
    title: str
    head: str
    mark: str
    date: datetime.datetime
    sheets: tuple[Sheet, ...]


def short(text: str) -> str:
    """Return text from data as one line that no file refuses, cut where a sheet has no room for more."""
    return plain(text, LONGEST_TEXT)


def lean(grid: Grid) -> Grid:
    """Return a table without the columns that hold nothing in any row; the first column takes their room."""
    kept = [place for place in range(len(grid.header)) if any(row[place] not in ("", DASH) for row in grid.rows)]
    kept = sorted({0, *kept})
    free = sum(wide for place, wide in enumerate(grid.widths) if place not in kept)
    widths = (grid.widths[0] + free, *(grid.widths[place] for place in kept[1:]))
    rows = tuple(tuple(row[place] for place in kept) for row in grid.rows)
    numeric = tuple(kept.index(place) for place in grid.numeric if place in kept)
    return Grid(tuple(grid.header[place] for place in kept), rows, widths, numeric)


def page_words(language: str) -> tuple[str, str]:
    """Return the words before and between the two page numbers."""
    return {"vi": ("Trang ", "/"), "en": ("Page ", " of ")}[language]
