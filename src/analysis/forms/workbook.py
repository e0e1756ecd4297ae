"""A file that may be read, as sheets of cells: every row and column where a spreadsheet shows it."""

import csv
import io
import os
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import NamedTuple

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from analysis.csv_file import address
from analysis.forms import headings, ole, open_document, sheet_xml
from analysis.forms.archive import Refused, packed_again
from analysis.forms.gate import MOST_SHEETS, Passed
from analysis.forms.open_document import Cells

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 16_384, 32_767
# Only headings are joined by merged areas.
LOWEST_MERGED, WIDEST_MERGED, MOST_MERGED = 60, 200, 2_000
LONGEST_FIELD = 4 * 2**20
_MARKS = ",;\t|"


class Sheet(NamedTuple):
    """One sheet: rows of cells from A1 (text, float, bool, date; '' for an empty cell), merged areas and its place."""

    name: str
    rows: list[list]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    hidden: bool
    position: int


def sheets(given: Passed, left_out: Callable[[str], bool] | None = None) -> list[Sheet]:
    """Return the sheets of a file in their order. Raises Refused for what cannot be read as a workbook.

    left_out : says by its name whether a sheet is not wanted; hidden sheets are then left out too. Without it all are read.
    """
    if given.kind == "csv":
        return [Sheet("", _csv_rows(given.content), (), False, 0)]
    content = given.content
    if given.parts:
        parts = sheet_xml.within_bounds(given.parts, given.kind, _unread(given.parts, left_out))
        content = content if parts is given.parts else packed_again(parts)
    with _quiet() if given.kind == "xls" else nullcontext():
        return _of_calamine(content, left_out)


@contextmanager
def _quiet():
    """Keep what the reader of .xls files writes of its own alarms off the terminal: it cannot be told to be still."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _unread(parts: dict[str, bytes], left_out: Callable[[str], bool] | None) -> set[str]:
    """Return the parts of the sheets that are certain not to be read."""
    if left_out is None or "xl/worksheets/sheet2.xml" not in parts:
        return set()
    named = sheet_xml.paths(parts)
    return {part for name, part in named.items() if left_out(name)} - {
        part for name, part in named.items() if not left_out(name)
    }


def _of_calamine(content: bytes, left_out: Callable[[str], bool] | None) -> list[Sheet]:
    try:
        return _opened(content, left_out)
    except Refused:
        raise
    except BaseException as error:
        # The reader's own alarm is no Exception; whatever stops it, the file is what is wrong.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise Refused("password" if type(error).__name__ == "PasswordError" else "broken_file") from None


def _opened(content: bytes, left_out: Callable[[str], bool] | None) -> list[Sheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise Refused("too_many_sheets", found=len(book.sheets_metadata), expected=MOST_SHEETS)
    found, cells = [], 0
    for position, about in enumerate(book.sheets_metadata):
        hidden = about.visible != SheetVisibleEnum.Visible
        if about.typ != SheetTypeEnum.WorkSheet or (left_out is not None and (hidden or left_out(about.name))):
            continue
        sheet = book.get_sheet_by_index(position)
        last_row, last_column = sheet.end or (0, 0)
        cells += min(last_row + 1, MOST_ROWS) * (last_column + 1)
        if cells > 2 * sheet_xml.MOST_CELLS:
            raise Refused("sheet_too_large", found=f"{last_row + 1} × {last_column + 1}", expected=MOST_ROWS)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        found.append(Sheet(about.name, rows, _merged_near_top(sheet.merged_cell_ranges), hidden, position))
    return found


def _merged_near_top(areas) -> tuple:
    near = [area for area in areas or () if area[0][0] <= LOWEST_MERGED and area[1][1] - area[0][1] <= WIDEST_MERGED]
    return tuple(near[:MOST_MERGED])


def _csv_rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    try:
        rows = _parsed(text, _mark(text))
    except csv.Error:
        raise Refused("broken_file") from None
    width = max(map(len, rows), default=0)
    if width * len(rows) > sheet_xml.MOST_CELLS:
        raise Refused("sheet_too_large", found=f"{len(rows)} × {width}", expected=MOST_ROWS)
    return _squared(rows)


def _parsed(text: str, mark: str, most: int = MOST_ROWS) -> list[list[str]]:
    # The limit holds for the whole process: other readers of CSV files must find it as it was.
    usual = csv.field_size_limit(LONGEST_FIELD)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return [row[:MOST_COLUMNS] for row in islice(lines, most)]
    finally:
        csv.field_size_limit(usual)


def _mark(text: str) -> str:
    """Return the mark between cells: the one that Excel wrote down, else the one under which a heading is found.

    Counting alone would take the commas of Vietnamese numbers and titles for it.
    """
    if text.startswith("sep=") and text[4:5] in _MARKS:
        return text[4]
    top = "".join(text[:100_000].splitlines(keepends=True)[: 2 * headings.HEADING_WITHIN])
    found = {mark: headings.find(_squared(_parsed(top, mark))) for mark in _MARKS if mark in top}
    headed = [mark for mark, header in found.items() if header is not None]
    return max(headed, key=lambda mark: len(found[mark].columns), default="") or max(_MARKS, key=top.count)


def _squared(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _decoded(content: bytes) -> str:
    for start, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(start):
            try:
                text = content.decode(name)
            except UnicodeDecodeError:
                raise Refused("not_utf8") from None
            if "\x00" in text:
                raise Refused("not_text")
            return text
    raise Refused("not_utf8")


def cells(given: Passed, sheet: Sheet) -> Cells:
    """Return what the cells of a sheet hold besides their values: formulas, failed formulas, true and false."""
    if given.kind == "xlsx":
        part = _part(given, sheet)
        return Cells(sheet_xml.formulas(part), sheet_xml.errors(part), {})
    if given.kind == "ods":
        return open_document.cells(given.parts.get("content.xml", b""), sheet.name)
    places = ole.formula_cells(given.content, sheet.position) if given.kind == "xls" else []
    return Cells({address(column, row + 1): True for row, column in places}, {}, {})


def _part(given: Passed, sheet: Sheet) -> bytes:
    names = [name for name in given.parts if name.startswith("xl/worksheets/sheet") and name.endswith(".xml")]
    return given.parts.get(names[0] if len(names) == 1 else sheet_xml.paths(given.parts).get(sheet.name, ""), b"")
