"""The appraiser's workbook: every problem in one list, counts by unit, and the rows of units with errors, cells marked."""

import datetime
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from analysis.forms import catalogue
from analysis.forms.form import Form
from analysis.forms.issue_sheets import Book, formats, height, sheet_names, write_unit
from analysis.forms.plain_text import plain, without_folder
from analysis.language import say
from analysis.names import sorting
from analysis.problems import Problem

SEVERITIES = ("error", "warning", "note")
MOST_SHEETS = 60
LIST = ("severity", "unit", "criterion", "cell", "title", "statement", "do", "why", "file", "sheet", "rule")
LIST_WIDTHS = (9, 22, 9, 7, 22, 52, 44, 44, 24, 20, 26)
PRINTED = LIST.index("do")
UNIT_WIDTHS = (36, 30, 9, 12, 9, 40, 40)
HEAD_ROW = 2


class BookDetails(NamedTuple):
    """What the workbook says about itself: the study's title, its fixed date, whether the data are synthetic.

    articles : {unit code: {criterion code: article of the decision}}, named as the basis of a check.
    """

    title: str
    date: datetime.date
    synthetic: bool = False
    articles: dict = {}


def write(
    path: Path, problems: list[Problem], forms: dict[str, Form], units: dict[str, str], details: BookDetails
) -> Path:
    """Write the workbook and return its path; the same arguments give the same bytes.

    problems : in the order of the list. forms : {unit code: the form whose rows are shown}. units : {unit code: name}
    of all units expected. Raises OSError if the file cannot be written. Nothing typed in a form becomes a formula or
    a link.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        moment = datetime.datetime.combine(details.date, datetime.time())
        workbook.set_properties({"title": details.title, "created": moment})
        counts = _counts(problems, units)
        shown = _shown(counts, forms, units)
        book = Book(workbook, formats(workbook), sheet_names(shown, units), details.synthetic)
        _list_sheet(book, problems, forms, units, details)
        _unit_sheet(book, counts, forms, units, details)
        for code in shown:
            own = [one for one in problems if one.unit_code == code]
            write_unit(book, code, _name(code, units), forms[code], own, counts[code])
    return path


def _counts(problems: list[Problem], units: dict[str, str]) -> dict[str, Counter]:
    counts = {code: Counter() for code in units}
    for one in problems:
        counts.setdefault(one.unit_code, Counter())[one.severity] += 1
    return counts


def _shown(counts: dict[str, Counter], forms: dict[str, Form], units: dict[str, str]) -> list[str]:
    """Return the units that get a sheet: those with the most errors, in the order of Vietnamese names."""
    with_errors = [code for code, count in counts.items() if count["error"] and code in forms and forms[code].rows]
    most = sorted(with_errors, key=lambda code: (-counts[code]["error"], code))[:MOST_SHEETS]
    return sorted(most, key=lambda code: (sorting(_name(code, units)), code))


def _name(code: str, units: dict[str, str]) -> str:
    return plain(units.get(code) or code or say("letters.no_unit", "vi"), 200)


def _list_sheet(book: Book, problems: list, forms: dict, units: dict, details: BookDetails) -> None:
    sheet = book.sheet(say("letters.sheet_list", "vi"))
    labels = [say(f"letters.list_{name}", "vi") for name in LIST]
    _top(book, sheet, labels, LIST_WIDTHS, details)
    for row, one in enumerate(problems, start=HEAD_ROW + 1):
        values = _listed(one, units, details)
        look = book.formats[one.severity]
        for column, value in enumerate(values):
            sheet.write_string(row, column, plain(value), look)
        sheet.set_row(row, height(values, LIST_WIDTHS))
        if one.cell and one.unit_code in book.names and forms[one.unit_code].file == one.file:
            link = f"internal:'{book.names[one.unit_code]}'!{one.cell}"
            sheet.write_url(row, LIST.index("cell"), link, look, one.cell)
    last = max(HEAD_ROW + 1, HEAD_ROW + len(problems))
    sheet.autofilter(HEAD_ROW, 0, last, len(LIST) - 1)
    sheet.print_area(0, 0, last, PRINTED)


def _listed(one: Problem, units: dict, details: BookDetails) -> list[str]:
    article = details.articles.get(one.unit_code, {}).get(one.criterion_code, "")
    said, file = (without_folder(text, one.file) for text in (catalogue.statement(one, "vi"), one.file))
    return [
        say(f"letters.severity_{one.severity}", "vi"), _name(one.unit_code, units), one.criterion_code, one.cell,
        catalogue.title(one.rule, "vi"), said, catalogue.to_do(one.rule, "vi"),
        catalogue.reason(one.rule, "vi", article), file, one.sheet, one.rule,
    ]  # fmt: skip


def _unit_sheet(book: Book, counts: dict, forms: dict, units: dict, details: BookDetails) -> None:
    sheet = book.sheet(say("letters.sheet_units", "vi"))
    names = ("list_unit", "list_code", "units_errors", "units_warnings", "units_notes", "list_file", "units_sheet")
    _top(book, sheet, [say(f"letters.{name}", "vi") for name in names], UNIT_WIDTHS, details)
    ordered = sorted(counts, key=lambda code: (-counts[code]["error"], sorting(_name(code, units)), code))
    row = HEAD_ROW
    for row, code in enumerate(ordered, start=HEAD_ROW + 1):
        _unit_row(book, sheet, row, code, counts[code], forms.get(code), _name(code, units))
    bold = book.formats["head"]
    sheet.write_string(row + 1, 0, say("letters.units_total", "vi"), bold)
    for column, severity in enumerate(SEVERITIES, start=2):
        sheet.write_number(row + 1, column, sum(count[severity] for count in counts.values()), bold)
    sheet.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), len(names) - 1)


def _unit_row(book: Book, sheet, row: int, code: str, count: Counter, form: Form | None, name: str) -> None:
    plain_look = book.formats["plain"]
    sheet.write_string(row, 0, name, plain_look)
    sheet.write_string(row, 1, plain(code, 200), plain_look)
    for column, severity in enumerate(SEVERITIES, start=2):
        sheet.write_number(row, column, count[severity], book.formats[severity if count[severity] else "plain"])
    file = plain(without_folder(form.file, form.file), 300) if form else ""
    sheet.write_string(row, 5, file, plain_look)
    sheet.set_row(row, height([name, code, file], (UNIT_WIDTHS[0], UNIT_WIDTHS[1], UNIT_WIDTHS[5])))
    if code in book.names:
        said = say("letters.go", "vi", sheet=book.names[code])
        sheet.write_url(row, 6, f"internal:'{book.names[code]}'!A1", plain_look, said)
    else:
        sheet.write_string(row, 6, "", plain_look)


def _top(book: Book, sheet, labels: list[str], widths: tuple, details: BookDetails) -> None:
    sheet.write_string(0, 0, f"{say('letters.book_title', 'vi')} - {plain(details.title, 300)}", book.formats["title"])
    for column, (label, width) in enumerate(zip(labels, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, label, book.formats["head"])
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
