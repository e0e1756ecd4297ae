"""All tables of a run as one Excel workbook for staff: contents with links, Vietnamese headings, filters, numbers as numbers."""

import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from analysis import tables
from analysis.language import say
from analysis.room import Room
from analysis.sheets.cells import UNIT_NAME, Looks, looks, plain_values, shown_columns, width_of, write_cell

NAME = "tables.xlsx"
TITLE_ROW, NOTE_ROW, CODE_ROW, HEAD_ROW = range(4)
# A sheet of Excel has 1,048,576 rows.
MOST_ROWS = 1_048_000
# More columns that stay in sight would leave no room for the others.
MOST_FROZEN = 4
CONTENTS = ("name", "title_vi", "title_en", "rows", "columns")
CONTENTS_WIDTHS = (28, 62, 62, 12, 10)


def workbook(here: Room) -> Path:
    """Write tables.xlsx into the run folder and return its path; the same tables give the same bytes.

    One sheet a table in the order of the rooms, named as its CSV file; above the Vietnamese headings stand the names of
    its columns. A code of a unit is followed by the unit's name. Nothing in a cell is a formula. What a sheet of Excel
    cannot hold is left to the CSV file, and the sheet says so.
    """
    path = here.folder / NAME
    # Rows are written in order and never read again, so that large tables need no memory.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        moment = datetime.datetime.combine(here.study.date.date(), datetime.time())
        book.set_properties({"title": say("sheets.book_title", "vi", study=here.study.id), "created": moment})
        made = looks(book)
        left = names_of(here)
        frames = {name: here.table(name) for name in left}
        _contents(book, here, made, frames)
        units = here.study.units()["name_vi"].to_dict()
        for name, frame in frames.items():
            _table(book, here, made, name, shown_columns(frame, units))
    return path


def names_of(here: Room) -> list[str]:
    """Return the names of the tables of a run, in the order of the rooms, `left_out_<room>` in the place of `left_out`."""
    found = sorted(path.stem for path in (here.folder / "tables").glob("*.csv"))
    declared = list(tables.schemas()["tables"])
    place = {name: declared.index("left_out" if name.startswith("left_out_") else name) for name in found}
    return sorted(found, key=lambda name: (place[name], name))


def _sheet(book, here: Room, made: Looks, name: str, title: str):
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P/&N")
    mark = say("labels.synthetic_mark", "vi") if here.study.synthetic else ""
    if mark:
        sheet.set_header(f"&C&B{mark}")
        sheet.set_tab_color("#A31515")
    sheet.write_string(TITLE_ROW, 0, f"{mark} · {title}" if mark else title, made.mark if mark else made.title)
    return sheet


def _contents(book, here: Room, made: Looks, frames: dict[str, pd.DataFrame]) -> None:
    title = say("sheets.book_title", "vi", study=here.study.id)
    sheet = _sheet(book, here, made, say("sheets.book_contents", "vi"), title)
    for column, wide in enumerate(CONTENTS_WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.write_string(NOTE_ROW, 0, say("sheets.book_note", "vi"), made.note)
    _head_row(sheet, [say(f"sheets.contents_{name}", "vi") for name in CONTENTS], made)
    for row, (name, frame) in enumerate(frames.items(), start=HEAD_ROW + 1):
        english = tables.schema(name)["title"]["en"]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", made.link, name)
        for column, text in enumerate((_title(name), english), start=1):
            sheet.write_string(row, column, text, made.text)
        sheet.write_number(row, 3, len(frame), made.whole)
        sheet.write_number(row, 4, len(frame.columns), made.whole)
    _headed(sheet, len(frames), len(CONTENTS))


def _title(name: str) -> str:
    room = name.removeprefix("left_out_") if name.startswith("left_out_") else ""
    return tables.schema(name)["title"]["vi"] + (f" ({room})" if room else "")


def _table(book, here: Room, made: Looks, name: str, columns: dict[str, pd.Series]) -> None:
    sheet = _sheet(book, here, made, name, _title(name))
    for place, (one, values) in enumerate(columns.items()):
        sheet.set_column(place, place, width_of(one, values))
    rows = len(next(iter(columns.values())))
    contents = say("sheets.book_contents", "vi")
    sheet.write_url(NOTE_ROW, 0, f"internal:'{contents}'!A1", made.link, say("sheets.book_back", "vi"))
    if not rows:
        sheet.write_string(NOTE_ROW, 1, say("sheets.book_empty", "vi"), made.note)
    if rows > MOST_ROWS:
        sheet.write_string(NOTE_ROW, 1, say("sheets.book_cut", "vi", rows=rows, shown=MOST_ROWS, name=name), made.note)
    for place, one in enumerate(columns):
        sheet.write_string(CODE_ROW, place, one, made.note)
    _head_row(sheet, [heading(one) for one in columns], made)
    kinds = list(columns)
    for row, values in enumerate(zip(*map(plain_values, columns.values()), strict=True), start=HEAD_ROW + 1):
        if row > MOST_ROWS:
            break
        for place, value in enumerate(values):
            write_cell(sheet, row, place, kinds[place], value, made)
    named = kinds.index(UNIT_NAME) + 1 if UNIT_NAME in kinds[:MOST_FROZEN] else 1
    _headed(sheet, min(rows, MOST_ROWS), len(columns), named)


def heading(column: str) -> str:
    """Return the Vietnamese heading of a column."""
    return say("sheets.book_unit_name", "vi") if column == UNIT_NAME else tables.column(column)["vi"]


def _head_row(sheet, headings: list[str], made: Looks) -> None:
    # The height comes first: a row that has been written is no longer changed.
    sheet.set_row(HEAD_ROW, 48)
    for place, words in enumerate(headings):
        sheet.write_string(HEAD_ROW, place, words, made.head)


def _headed(sheet, rows: int, columns: int, frozen: int = 1) -> None:
    """Keep the headings in sight and on every printed page, with a filter on each; `frozen` columns stay in sight too."""
    sheet.freeze_panes(HEAD_ROW + 1, frozen)
    sheet.repeat_rows(HEAD_ROW)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + max(rows, 1), columns - 1)
