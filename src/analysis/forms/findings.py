"""What is found while a form is read: text that cannot be read, formulas, failed cells, codes recovered, further tables."""

from analysis.csv_file import address
from analysis.forms import legacy, roles, rows
from analysis.forms.archive import Refused
from analysis.forms.choosing import Found
from analysis.forms.form import Form, FormRow
from analysis.forms.headings import FIGURES, POINTS
from analysis.forms.open_document import Cells
from analysis.forms.roles import Table
from analysis.forms.rows import Read
from analysis.forms.workbook import LONGEST_CELL, MOST_ROWS, Sheet
from analysis.problems import problem

_SHOWN, LONGEST_SHOWN, MOST_RENUMBERED = 8, 60, 10


def refuse_unreadable(sheet: Sheet, text: str) -> None:
    """Raise Refused if the text of a sheet is in a legacy font, encoded twice or lost its letters; names a cell."""
    for rule, test in (("legacy_font", legacy.legacy_font), ("twice_encoded", legacy.twice_encoded),
                       ("letters_lost", legacy.letters_lost)):  # fmt: skip
        found = test(text)
        if found:
            cell, words = _first_cell(sheet, lambda one, test=test: test("\n".join([one] * 3)))
            font = found if isinstance(found, str) else ""
            raise Refused(rule, sheet=sheet.name, cell=cell, found=_short(words), font=font)


def _first_cell(sheet: Sheet, test) -> tuple[str, str]:
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell and test(cell):
                return address(column, line), cell
    return "", ""


def too_long(form: Form, sheet: Sheet, texts: str) -> None:
    """Add the first cell that holds more than Excel can. texts : all texts of the sheet together."""
    if len(texts) <= LONGEST_CELL:
        return
    cell, words = _first_cell(sheet, lambda one: len(one) > LONGEST_CELL)
    if cell:
        facts = {"sheet": sheet.name, "cell": cell, "found": len(words), "expected": LONGEST_CELL}
        form.problems.append(problem("cell_too_long", texts="reading", file=form.file, **facts))


def with_marks(form: Form, sheet: Sheet, cells: Cells) -> Sheet:
    """Return the sheet with '#REF!' and the like where failed cells were left empty, true and false as such, and warn."""
    marks = {**cells.words, **cells.errors}
    if not marks:
        return sheet
    filled = [list(row) for row in sheet.rows]
    for line, row in enumerate(filled, start=1):
        row[:] = [marks.get(address(column, line), cell) for column, cell in enumerate(row)]
    if cells.errors:
        facts = {
            "cell": next(iter(cells.errors)),
            "found": ", ".join(cells.errors),
            "cells": _listed(f"{cell} {word}" for cell, word in cells.errors.items()),
        }
        form.problems.append(
            problem("failed_cells", "warning", texts="reading", file=form.file, sheet=sheet.name, **facts)
        )
    return sheet._replace(rows=filled)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _listed(texts) -> str:
    texts = list(texts)
    return ", ".join(texts[:_SHOWN]) + (f", … ({len(texts)})" if len(texts) > _SHOWN else "")


def add(form: Form, found: Found, read: Read, table: Table, cells: Cells) -> None:
    """Add to the form what was found in its heading, its cells and its codes."""
    place = {"file": form.file, "sheet": form.sheet}
    form.problems += _of_heading(found, place) + _of_rows(form, read, place) + _of_codes(form, table, place)
    whole = {cell: saved for cell, saved in cells.formulas.items() if cell not in cells.errors}
    form.problems += _of_formulas(form, whole, place)


def _of_heading(found: Found, place: dict) -> list:
    header, line, problems = found.header, found.header.last + 1, []
    for field, columns in header.twice.items():
        cells = ", ".join(address(column, line) for column in columns)
        severity = "error" if field in (*FIGURES, "code", "title") else "warning"
        facts = {"cell": address(columns[1], line), "found": _short(header.labels[columns[1]]), "cells": cells}
        problems.append(problem("heading_twice", severity, texts="reading", **place, **facts))
    if not any(field in header.columns for field in POINTS):
        facts = {"cell": address(header.unknown[0] if header.unknown else min(header.columns.values()), line)}
        facts |= {"found": _listed(f"“{_short(header.labels[column])}”" for column in header.unknown) or "–"}
        problems.append(problem("no_points_column", texts="reading", **place, **facts))
    elif header.unknown:
        names = _listed(f"“{_short(header.labels[column])}” ({address(column, line)})" for column in header.unknown)
        facts = {"cell": address(header.unknown[0], line), "found": names}
        problems.append(problem("column_ignored", "note", texts="reading", **place, **facts))
    if found.sheet.hidden:
        problems.append(problem("hidden_sheet", "warning", texts="reading", **place))
    return problems


def _of_rows(form: Form, read: Read, place: dict) -> list:
    problems = []
    if not form.rows:
        problems.append(problem("no_rows", texts="reading", **place))
    if read.other_headings:
        facts = {"cell": f"A{read.other_headings[0]}", "found": form.sheet}
        problems.append(problem("several_tables", texts="reading", **place, **facts))
    if form.rows and form.rows[-1].line >= MOST_ROWS:
        problems.append(problem("rows_cut", texts="reading", **place, expected=MOST_ROWS))
    return problems


def _of_codes(form: Form, table: Table, place: dict) -> list:
    column, problems = form.columns.get("code", form.columns.get("title", 0)), []
    ways = [settled.how if settled else "" for settled in table.settled]
    # A form with a numbering of its own is one finding, a single changed code is another.
    by_title = {"title", "renumbered"} if ways.count("renumbered") > MOST_RENUMBERED else {"title"}
    many = {"recovered"} if ways.count("recovered") > MOST_RENUMBERED else set()
    for row, how in zip(table.rows, ways, strict=True):
        if how in ("recovered", "renumbered") and how not in by_title | many:
            facts = {"cell": address(column, row.line), "criterion_code": row.code}
            facts |= {"found": _short(row.code_printed), "expected": row.code}
            problems.append(problem("code_recovered", "note", texts="reading", **place, **facts))
        elif how == "lost":
            facts = {"cell": address(column, row.line), "found": _short(row.code_printed)}
            problems.append(problem("code_unsettled", texts="reading", **place, **facts))
    for rule, group in (("code_by_title", by_title), ("codes_recovered", many)):
        named = [row for row, how in zip(table.rows, ways, strict=True) if how in group]
        problems += _together(rule, named, column, place)
    return problems


def _together(rule: str, named: list[FormRow], column: int, place: dict) -> list:
    if not named:
        return []
    facts = {"cell": address(column, named[0].line), "criterion_code": named[0].code, "count": len(named)}
    facts |= {"found": _short(named[0].code_printed), "expected": _listed(row.code for row in named)}
    return [problem(rule, "note", texts="reading", **place, **facts)]


def _of_formulas(form: Form, formulas: dict[str, bool], place: dict) -> list:
    if not formulas:
        return []
    figures = [(field, address(column, 0)[:-1]) for field, column in form.columns.items() if field in FIGURES]
    leaves = [row for row in form.rows if row.role == "leaf"]
    cells = [(f"{letters}{row.line}", field in row.values) for row in leaves for field, letters in figures]
    used = [cell for cell, filled in cells if cell in formulas and filled]
    unsaved = [cell for cell, filled in cells if cell in formulas and not filled and not formulas[cell]]
    problems = []
    if used:
        problems.append(problem("formula_values", "note", texts="reading", **place, cell=used[0], found=_listed(used)))
    if unsaved:
        facts = {"cell": unsaved[0], "found": ", ".join(unsaved), "cells": _listed(unsaved)}
        problems.append(problem("formula_without_value", texts="reading", **place, **facts))
    return problems


def other_tables(form: Form, others: list[Found], sets: list) -> None:
    """Add what further tables of the workbook hold: rows of other criteria are joined, with an error; else a warning.

    Tables without a column of self points (instructions, criteria) and empty copies count for nothing.
    """
    place = {"file": form.file, "sheet": form.sheet}
    joined = []
    for found in others:
        if "self_points" in form.columns and "self_points" not in found.header.columns:
            continue
        more = roles.table(rows.typed(found.sheet.rows, found.header).rows, sets).rows
        own, theirs = ({row.code for row in some if row.role == "leaf"} for some in (form.rows, more))
        if theirs and not own & theirs:
            form.rows += more
            joined.append(found.sheet.name)
        elif any("self_points" in row.values for row in more if row.role == "leaf"):
            form.problems.append(problem("second_table", "warning", texts="reading", **place, found=found.sheet.name))
    if joined:
        form.problems.append(problem("several_tables", texts="reading", **place, found="”, “".join(joined)))
