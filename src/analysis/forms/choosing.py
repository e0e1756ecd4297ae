"""Which sheets of a workbook hold the table, and which the petitions."""

from typing import NamedTuple

from analysis.forms import head, headings
from analysis.forms.archive import Refused
from analysis.forms.headings import Header
from analysis.forms.words import folded, said
from analysis.forms.workbook import Sheet


class Found(NamedTuple):
    """A sheet that holds a table, and the heading of the table."""

    sheet: Sheet
    header: Header


def tables_of(sheets: list[Sheet]) -> list[Found]:
    """Return the sheets that hold a table of points, the best first: with self points, the most columns, the latest year."""
    found = _with_header([sheet for sheet in sheets if not is_petitions(sheet.name)])
    years = {one.sheet.position: _year(one) for one in found} if len(found) > 1 else {}
    return sorted(found, key=lambda one: (*_poorness(one), -years.get(one.sheet.position, 0)))


def _poorness(one: Found) -> tuple[bool, int]:
    return "self_points" not in one.header.columns, -len(one.header.columns)


def _year(one: Found) -> int:
    """Return the year that stands above a table, 0 if none: of equal tables the one of the latest year is this year's."""
    return int(head.read(one.sheet.rows[: one.header.first])["year"] or 0)


def refuse_without_table(sheets: list[Sheet]) -> None:
    """Raise Refused: workbook_empty, or no_table if something is written but no table of points."""
    empty = not any(cell != "" for sheet in sheets for row in sheet.rows for cell in row)
    raise Refused("workbook_empty" if empty else "no_table", expected=headings.HEADING_WITHIN)


def _with_header(sheets: list[Sheet]) -> list[Found]:
    found = [(sheet, headings.find(sheet.rows, sheet.merged)) for sheet in sheets]
    return [Found(sheet, header) for sheet, header in found if header is not None]


def is_petitions(name: str) -> bool:
    """Return whether the name of a sheet says that it holds petitions."""
    plain = folded(name)
    return any(words in plain for words in said("reading.petition_sheets"))


def is_aside(name: str) -> bool:
    """Return whether a sheet is one of the template's checks or its guide."""
    return folded(name) in said("form.sheet_checks") | said("form.sheet_guide")
