"""What a document is made of: what callers give (tables, annexes) and what both writers set (paragraphs, headings, grids)."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

# Controls, halves of surrogate pairs, private and unassigned characters.
NEVER = ("Cc", "Cs", "Co", "Cn")
# A word longer than any of Vietnamese, such as an address on the web, may be broken after so many letters.
ENDLESS, PIECE, ZERO_WIDTH = re.compile(r"[^\s\u200b]{31,}"), re.compile(r".{1,15}"), "\u200b"


class DocumentError(Exception):
    """Something that cannot stand in a document of this layout was given; the message names it. A programmer's mistake."""


@dataclass(frozen=True)
class Table:
    """A table of a document, as callers give it.

    frame : columns named and ordered as readers see them. Fractions are written with the `decimals` of their column (2
    where none is named), whole numbers with none, text as it stands (so a year is text), what is missing as a dash.
    caption : the line above, complete with its number, such as "Bảng 1. Kết quả".
    """

    frame: pd.DataFrame
    caption: str
    decimals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Annex:
    """One annex (phụ lục): its title and its parts, Markdown and tables in their order."""

    title: str
    parts: tuple


class Run(NamedTuple):
    """Words set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


class Paragraph(NamedTuple):
    """One paragraph: the part of the layout it is (body, basis, heading_1, ...) and its words."""

    style: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs)


class Grid(NamedTuple):
    """A table ready to be set: every cell is text.

    sides : left or right, one a column. widths : centimetres. size : points. landscape : needs a landscape page.
    long : the places of the rows that may run over the end of a page because they are too long for one.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sides: tuple[str, ...]
    widths: tuple[float, ...]
    size: float
    landscape: bool
    long: tuple[int, ...]


class Rule(NamedTuple):
    """A line drawn in the middle; `length` in centimetres."""

    length: float


Block = Paragraph | Grid | Rule


def line(style: str, text: str) -> Paragraph:
    """Return a paragraph whose words are all set alike, on one line of text."""
    return Paragraph(style, (Run(" ".join(clean(text).split())),))


def clean(text: str) -> str:
    """Return text in the composed form (NFC) without what no file can hold, and with places to break endless words."""
    kept = (
        one for one in unicodedata.normalize("NFC", text) if one in "\n\t" or unicodedata.category(one) not in NEVER
    )
    return ENDLESS.sub(lambda found: ZERO_WIDTH.join(PIECE.findall(found[0])), "".join(kept))
