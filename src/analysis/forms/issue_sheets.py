"""Sheets of the appraiser's workbook: their look, their names, and the rows of one unit with marked cells."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field

from analysis.forms import catalogue
from analysis.forms.form import Form
from analysis.forms.plain_text import plain, without_folder
from analysis.language import say
from analysis.problems import Problem

COLOURS = {"error": "F8CBAD", "warning": "FFE699", "note": "E2E2E2"}
RANK = {"error": 0, "warning": 1, "note": 2}
WIDE = ("title", "evidence", "explanation", "rule_in_words", "opinion_1", "opinion_2", "supplement", "calculation")
WIDTHS = {True: 34, False: 13}
# Letters of Times New Roman in one unit of width; height of a line.
LETTERS, LINE, MOST_HEIGHT = 1.25, 15, 20
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MOST_COLUMNS, MOST_LINES = 16384, 1_048_576


@dataclass(frozen=True)
class Book:
    """The workbook while it is written; names : {unit code: name of its sheet}."""

    workbook: object
    formats: dict
    names: dict = field(default_factory=dict)
    synthetic: bool = False

    def sheet(self, name: str):
        """Return a new sheet, printed on A4 across, with the word for synthetic data on it if they are."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        mark = say("letters.book_synthetic", "vi") if self.synthetic else ""
        sheet.set_header(f"&C&B{mark}" if mark else "")
        sheet.set_footer("&C&P/&N")
        if mark:
            sheet.write_string(1, 0, mark, self.formats["mark"])
        return sheet


def formats(workbook) -> dict:
    """Return the looks of cells: one a severity, plain, head, title, mark, and marked cells of forms."""
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1,
            "border_color": "BFBFBF"}  # fmt: skip
    looks = {"plain": {}, **{name: {"bg_color": f"#{colour}"} for name, colour in COLOURS.items()}}
    looks["head"] = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "vcenter"}
    made = {name: workbook.add_format(base | look) for name, look in looks.items()}
    day = {"num_format": "dd/mm/yyyy"}
    made |= {f"{name}_date": workbook.add_format(base | looks[name] | day) for name in ("plain", *COLOURS)}
    big = {"font_name": "Times New Roman", "bold": True}
    made["title"] = workbook.add_format(big | {"font_size": 13})
    made["mark"] = workbook.add_format(big | {"font_size": 12, "font_color": "#A31515"})
    made["said"] = workbook.add_format({"font_name": "Times New Roman", "font_size": 11})
    return made


def height(values: list, widths: tuple) -> float:
    """Return how high a row must be for its longest text, in points; not every program works that out by itself."""
    lines = max(
        -(-len(str(value)) // max(1, int(width * LETTERS))) for value, width in zip(values, widths, strict=True)
    )
    return LINE * min(max(lines, 1), MOST_HEIGHT) + 2


def sheet_names(codes: list[str], units: dict[str, str]) -> dict[str, str]:
    """Return {unit code: name of its sheet}: names that spreadsheets take, each once, whatever its capitals."""
    taken = {say(f"letters.{name}", "vi").lower() for name in ("sheet_list", "sheet_units")} | {"history"}
    names = {}
    for code in codes:
        start = " ".join(_NOT_IN_NAMES.sub(" ", plain(units.get(code) or code, 200)).split()) or "-"
        name, number = start[:LONGEST_NAME].strip(), 2
        while name.lower() in taken:
            end = f" ({number})"
            name, number = start[: LONGEST_NAME - len(end)].strip() + end, number + 1
        taken.add(name.lower())
        names[code] = name
    return names


def write_unit(book: Book, code: str, name: str, form: Form, problems: list[Problem], counts: Counter) -> None:
    """Write the rows of a form, every value at the cell it came from; cells with problems are coloured and commented."""
    sheet = book.sheet(book.names[code])
    values = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"]}
    head = say("letters.unit_head", "vi", unit=name, file=plain(without_folder(form.file, form.file), 300), **values)
    sheet.write_string(0, 0, head, book.formats["title"])
    marked = _marked(problems, form)
    lines = {row.line for row in form.rows if 0 < row.line < MOST_LINES}
    _headings(book, sheet, form, min(lines))
    for row in form.rows:
        texts = [str(row.values.get(one, "")) for one in form.columns]
        if row.line in lines:
            sheet.set_row(row.line - 1, height(texts, tuple(WIDTHS[one in WIDE] for one in form.columns)))
        for one, column in form.columns.items():
            if row.line in lines and column < MOST_COLUMNS:
                _value(book, sheet, row.line - 1, column, row.values.get(one), marked.pop((row.line - 1, column), []))
    for (line, column), found in marked.items():
        _value(book, sheet, line, column, None, found)
    _beyond(book, sheet, [one for one in problems if not _in_form(one, form)], max(lines) + 1)


def _headings(book: Book, sheet, form: Form, first: int) -> None:
    line = first - 2
    for one, column in form.columns.items():
        if column < MOST_COLUMNS:
            sheet.set_column(column, column, WIDTHS[one in WIDE])
            if line >= 2:
                sheet.write_string(line, column, say(f"form.heading_{one}", "vi"), book.formats["head"])
    if line >= 2:
        sheet.set_row(line, 3 * LINE)
        sheet.freeze_panes(line + 1, 2)
        sheet.repeat_rows(line)


def _in_form(one: Problem, form: Form) -> bool:
    return bool(one.cell) and one.file == form.file and one.sheet == form.sheet and _place(one.cell) is not None


def _marked(problems: list[Problem], form: Form) -> dict[tuple[int, int], list[Problem]]:
    marked: dict[tuple[int, int], list[Problem]] = {}
    for one in problems:
        if _in_form(one, form):
            marked.setdefault(_place(one.cell), []).append(one)
    return marked


def _place(cell: str) -> tuple[int, int] | None:
    """Return (row, column) from 0 of an address such as F12; None for what is no cell of a sheet."""
    match = _ADDRESS.fullmatch(cell)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    line = int(match[2])
    return (line - 1, column - 1) if 0 < line <= MOST_LINES and column <= MOST_COLUMNS else None


def _value(book: Book, sheet, line: int, column: int, value, found: list[Problem]) -> None:
    look = min((one.severity for one in found), key=RANK.get, default="plain")
    if value is None:
        sheet.write_blank(line, column, None, book.formats[look])
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value, book.formats[look])
    elif isinstance(value, int | float) and value - value == 0:
        sheet.write_number(line, column, value, book.formats[look])
    elif isinstance(value, datetime.date) and value.year >= 1900:
        sheet.write_datetime(line, column, value, book.formats[f"{look}_date"])
    else:
        sheet.write_string(line, column, plain(value, 4000), book.formats[look])
    if found:
        said = "\n\n".join(f"{catalogue.title(one.rule, 'vi')}: {plain(_said(one))}" for one in found)
        sheet.write_comment(line, column, said, {"x_scale": 2.6, "y_scale": 1 + 0.7 * len(found), "author": ""})


def _said(one: Problem) -> str:
    return f"{catalogue.statement(one, 'vi')} {catalogue.to_do(one.rule, 'vi')}"


def _beyond(book: Book, sheet, problems: list[Problem], line: int) -> None:
    if not problems:
        return
    sheet.write_string(line, 0, say("letters.beyond_cells", "vi"), book.formats["title"])
    for row, one in enumerate(problems, start=line + 1):
        sheet.write_string(row, 0, say(f"letters.severity_{one.severity}", "vi"), book.formats[one.severity])
        sheet.write_string(row, 1, plain(f"{catalogue.title(one.rule, 'vi')}: {_said(one)}"), book.formats["said"])
