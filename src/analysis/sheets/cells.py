"""Cells of the workbook: numbers in Vietnamese formats, text that stays text, columns as wide as what they hold."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from analysis.forms.plain_text import plain
from analysis.tables import FORMULA, column

# The tag of the language makes LibreOffice write 1.234,50; Excel follows the settings of Windows.
VIETNAMESE = "[$-42A]"
# A fingerprint of a file has 64 signs; longer text goes on below, within its cell.
LONGEST_CELL, NARROWEST, WIDEST = 32_000, 9, 66
UNIT_NAME = "unit_name_vi"
# Years are counted from here; they have no mark of thousands.
FIRST_YEAR = 1990


class Looks(NamedTuple):
    """The formats of the cells of one workbook."""

    title: object
    mark: object
    note: object
    head: object
    link: object
    text: object
    wrapped: object
    guarded: object
    whole: object
    year: object
    fraction: object
    small: object


def looks(book) -> Looks:
    """Return the formats, added to a workbook."""
    font = {"font_name": "Times New Roman", "font_size": 11}
    cell = font | {"valign": "top", "border": 1, "border_color": "BFBFBF"}
    head = cell | {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
    numbers = {"whole": "#,##0", "year": "0", "fraction": "#,##0.00", "small": "#,##0.00##"}
    made = {
        "title": font | {"bold": True, "font_size": 13},
        "mark": font | {"bold": True, "font_size": 13, "font_color": "#A31515"},
        "note": font | {"italic": True, "font_size": 9, "font_color": "#505050"},
        "head": head,
        "link": cell | {"font_color": "#0B4F9E", "underline": 1},
        "text": cell,
        "wrapped": cell | {"text_wrap": True},
        "guarded": cell | {"quote_prefix": True, "text_wrap": True},
        **{name: cell | {"num_format": VIETNAMESE + form} for name, form in numbers.items()},
    }
    return Looks(**{name: book.add_format(made[name]) for name in Looks._fields})


def shown_columns(frame: pd.DataFrame, units: dict[str, str]) -> dict[str, pd.Series]:
    """Return the columns as they are shown: behind the code of a unit stands its name, unless the table has one.

    units : {unit code: Vietnamese name}.
    """
    shown = {}
    for name in frame.columns:
        shown[name] = frame[name]
        if name == "unit_code" and "unit_name" not in frame.columns:
            shown[UNIT_NAME] = frame[name].map(lambda code: units.get(code, ""))
    return shown


def plain_values(values: pd.Series) -> list:
    """Return the values of a column, None for what is missing."""
    return values.astype(object).where(values.notna(), None).tolist()


@cache
def kind_of(name: str) -> str:
    """Return how a column is shown: text, year, whole, fraction (two decimals) or small (up to four)."""
    rule = {"type": "text"} if name == UNIT_NAME else column(name)
    if rule["type"] == "integer":
        return "year" if rule.get("low", 0) >= FIRST_YEAR else "whole"
    if rule["type"] == "number":
        return "fraction" if rule["decimals"] <= 2 else "small"
    return "text"


def write_cell(sheet, row: int, place: int, name: str, value, made: Looks) -> None:
    """Write one value: a number as a number, text as text even where it looks like a formula, nothing as an empty cell."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, made.text)
    elif kind_of(name) == "text":
        text = plain(value, LONGEST_CELL)
        longer = made.wrapped if len(text) > WIDEST - 2 else made.text
        sheet.write_string(row, place, text, made.guarded if FORMULA.match(text) else longer)
    else:
        sheet.write_number(row, place, float(value), getattr(made, kind_of(name)))


def width_of(name: str, values: pd.Series) -> float:
    """Return how wide a column is, in letters: its text up to a limit, its numbers always."""
    if kind_of(name) != "text":
        return 12
    longest = int(values.head(2000).str.len().max()) if len(values) else 0
    return min(max(longest + 2, NARROWEST), WIDEST)
