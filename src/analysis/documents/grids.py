"""Makes a table ready to be set: cells as text in the numbers of the language, widths from the letters, upright or landscape."""

import datetime
import math
import numbers
import re

import numpy as np
import pandas as pd

from analysis.documents.contents import DocumentError, Grid, Table, clean
from analysis.documents.layout import room, width
from analysis.forms.plain_text import plain
from analysis.language import date, number
from analysis.report_assets.document_tree import Need, column_shares

# Sizes tried on an upright page, then on a landscape one, in points.
UPRIGHT, LANDSCAPE = (12, 11, 10.5), (12, 11, 10, 9, 8, 7, 6)
# Empty space at the left and right of a cell together, in centimetres, and a little for rounding.
PADDING = 0.32
# A heading and the text of a cell take so many lines where there is room; longer lines, in centimetres, come last.
FEW_LINES, LONGEST_LINE = 3, 8.0
# A row of more lines may run over the end of a page.
MOST_LINES = 25
WORD_END = re.compile(r"[\s\u200b]+|(?<=[^\W\d]-)(?=[^\W\d])")
LONGEST_CELL = 6000


def grid(table: Table, language: str) -> Grid:
    """Return the table ready to be set, on a landscape page only where an upright one cannot hold it.

    A table is too wide for an upright page if, at 10,5 points, headings and cells would take more than three lines.
    Raises DocumentError for a table too wide even for a landscape page at 6 points, and for one without columns.
    """
    frame = table.frame
    if not len(frame.columns):
        raise DocumentError(f"table without columns: {table.caption}")
    header = tuple(_text(name) for name in frame.columns)
    columns = [_column(frame.iloc[:, place], table.decimals, language) for place in range(len(header))]
    rows = tuple(zip(*columns, strict=True))
    sides = tuple("right" if pd.api.types.is_numeric_dtype(kind) else "left" for kind in frame.dtypes)
    size, landscape, widths = _fit(header, rows, table.caption)
    long = tuple(place for place, row in enumerate(rows) if _lines(row, widths, size) > MOST_LINES)
    return Grid(_text(table.caption), header, rows, sides, widths, size, landscape, long)


def _text(value) -> str:
    return plain(clean(str(value)), LONGEST_CELL)


def _column(column: pd.Series, decimals: dict[str, int], language: str) -> list[str]:
    places = decimals.get(column.name, 0 if pd.api.types.is_integer_dtype(column.dtype) else 2)
    return [_cell(value, places, language) for value in column]


def _cell(value, places: int, language: str) -> str:
    """Return what stands in a cell: numbers and days as the language writes them, a dash for what is missing."""
    if pd.isna(value):
        return "–"
    if isinstance(value, bool | np.bool_):
        raise DocumentError("yes and no have no word of their own in a table; give text")
    if isinstance(value, datetime.date):
        return date(f"{value:%Y-%m-%d}", language)
    return number(float(value), language, places) if isinstance(value, numbers.Real) else _text(value)


def _fit(header: tuple, rows: tuple, caption: str) -> tuple[float, bool, tuple[float, ...]]:
    tries = [(size, False, "head") for size in UPRIGHT] + [(size, True, "head") for size in LANDSCAPE]
    for size, landscape, kind in [*tries, (LANDSCAPE[-1], True, "word")]:
        needs = [_need(name, [row[place] for row in rows], size) for place, name in enumerate(header)]
        if sum(getattr(need, kind) for need in needs) <= room(landscape):
            return size, landscape, _widths(needs, room(landscape))
    raise DocumentError(f"{len(header)} columns are too wide for any page; give fewer: {caption}")


def _need(heading: str, cells: list[str], size: float) -> Need:
    """Return what a column asks for in centimetres: its longest word, few lines a cell, a line of a text, one line each."""
    own = set(cells)
    words = [width(part, size, bold=True) for part in WORD_END.split(heading)]
    word = max([*words, *(width(part, size) for cell in own for part in WORD_END.split(cell))])
    asked, longest = width(heading, size, bold=True), max((width(cell, size) for cell in own), default=0.0)
    few = max(word, 1.15 * asked / FEW_LINES, 1.15 * min(longest, LONGEST_LINE) / FEW_LINES)
    text = max(few, min(longest, LONGEST_LINE))
    return Need(*(want + PADDING for want in (word, few, text, max(text, longest, min(asked, LONGEST_LINE)))))


def _widths(needs: list[Need], whole: float) -> tuple[float, ...]:
    """Return the widths of the columns; a table that needs less than the page stays narrower."""
    return tuple(round(share * whole, 3) for share in column_shares(needs, whole))


def _lines(row: tuple[str, ...], widths: tuple[float, ...], size: float) -> int:
    return max(math.ceil(width(cell, size) / (wide - PADDING)) for cell, wide in zip(row, widths, strict=True))
