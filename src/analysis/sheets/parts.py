"""What a unit's sheet is made of: the three writers (HTML, Word, PDF) set the same words in the same order."""

import datetime
from typing import NamedTuple

from analysis.forms.plain_text import plain

# Width of the text of a sheet in centimetres; the columns of every table add up to it.
WIDTH = 17.0
LONGEST_TEXT = 180


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


def page_words(language: str) -> tuple[str, str]:
    """Return the words before and between the two page numbers."""
    return {"vi": ("Trang ", "/"), "en": ("Page ", " of ")}[language]
