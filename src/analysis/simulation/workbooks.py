"""Writing forms as units send them: workbooks in the layouts of the wild, and where in them each value stands."""

import datetime
import unicodedata
from fractions import Fraction
from pathlib import Path

import xlsxwriter

from analysis.csv_file import address
from analysis.language import date, number, say
from analysis.simulation.layouts import Layout, headings
from analysis.simulation.plans import TYPED_SUMS, Formula, Line, Plan

MADE_ON = datetime.datetime(2024, 1, 1)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
TITLES = 3
WIDTHS, USUAL_WIDTH = {"title": 48, "evidence": 40, "explanation": 32, "supplement": 32, "code": 8}, 13
HEAD, WILD_HEAD = ("unit_name", "unit_code", "year", "framework"), ("unit_name", "year")
Cells = dict[tuple[str, str], tuple[str, str]]


def write(path: Path, plan: Plan, layout: Layout) -> Cells:
    """Write a form; return {(key of the line, field): (sheet, cell)} of every column, empty cells included.

    The head's values stand under the key "head". The same plan gives the same bytes.
    """
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE_ON, "title": say("simulation.form_title", "vi", year=plan.head["year"])})
    formats = {"date": book.add_format({"num_format": "dd/mm/yyyy"}), "bold": book.add_format({"bold": True})}
    if layout.extra and layout.extra_first:
        _extra(book, layout)
    sheet = book.add_worksheet(layout.sheet)
    cells = _titles(sheet, plan, layout)
    first = _headings(sheet, plan, layout, TITLES + len(cells) + 1, formats["bold"])
    lines = {line.key: first + place for place, line in enumerate(plan.lines)}
    for line in plan.lines:
        cells |= _line(sheet, line, lines, layout, formats)
    _foot(sheet, plan, layout, first + len(plan.lines) + 1)
    if layout.extra and not layout.extra_first:
        _extra(book, layout)
    _petitions(book, plan, layout)
    book.close()
    return cells


def _said(layout: Layout, text: str) -> str:
    return unicodedata.normalize("NFD" if layout.decomposed else "NFC", text)


def _titles(sheet, plan: Plan, layout: Layout) -> Cells:
    for place in range(TITLES):
        sheet.write_string(place, 1, _said(layout, say(f"simulation.title_{place + 1}", "vi", year=plan.head["year"])))
    cells: Cells = {}
    for place, name in enumerate(_shown_head(plan, layout), start=TITLES):
        label, value = say(f"form.head_{name}", "vi"), str(plan.head[name])
        value = say(f"form.round_{value}", "vi") if name == "round" else value
        if layout.head_in_one_cell:
            sheet.write_string(place, 0, _said(layout, f"{label}: {value}"))
        else:
            sheet.write_string(place, 0, _said(layout, label))
            sheet.write_string(place, 1, _said(layout, value))
        cells["head", name] = layout.sheet, address(0 if layout.head_in_one_cell else 1, place + 1)
    return cells


def _shown_head(plan: Plan, layout: Layout) -> list[str]:
    """Return what the head says: forms of the wild know neither unit codes nor the name of the framework."""
    shown = [name for name in HEAD if name in WILD_HEAD or "codes_in_head" in plan.options]
    return [*shown, "round"] if "round_in_head" in plan.options else shown


def _headings(sheet, plan: Plan, layout: Layout, start: int, bold) -> int:
    """Write one or two rows of headings; return the first row of the table, counted from 0."""
    below = start + 1 if layout.groups else start
    texts = headings(layout, plan.unit_code)
    for place, field in enumerate(layout.columns):
        sheet.set_column(place, place, WIDTHS.get(field, USUAL_WIDTH))
    grouped = {field for fields in layout.groups.values() for field in fields}
    for place, (field, text) in enumerate(zip(layout.columns, texts, strict=True)):
        if layout.groups and field not in grouped:
            sheet.merge_range(start, place, below, place, _said(layout, text), bold)
        else:
            sheet.write_string(below, place, _said(layout, text), bold)
    for text, fields in layout.groups.items():
        places = [layout.columns.index(field) for field in fields]
        sheet.merge_range(start, min(places), start, max(places), _said(layout, text), bold)
    if not layout.numbered_columns:
        return below + 1
    for place in range(len(layout.columns)):
        sheet.write_string(below + 1, place, f"({place + 1})")
    return below + 2


def _line(sheet, line: Line, lines: dict[str, int], layout: Layout, formats: dict) -> Cells:
    row, values = lines[line.key], texts_of(line, layout)
    for field, value in values.items():
        _value(sheet, row, layout.columns.index(field), value, layout, formats)
    if layout.formulas and line.role == "total":
        _formulas(sheet, row, line, lines, layout)
    fields = (*layout.columns, "denominator", "explanation", "evidence_number", "evidence_date", "evidence_page")
    return {
        (line.key, one): (layout.sheet, address(layout.column(one), row + 1)) for one in fields if _placed(one, layout)
    }


def _placed(field: str, layout: Layout) -> bool:
    return field in layout.columns or ("declared" if field == "denominator" else "evidence") in layout.columns


def texts_of(line: Line, layout: Layout) -> dict:
    """Return {field: value} as this layout writes the line: what has no column of its own stands within another."""
    values = dict(line.values)
    code = line.code
    if layout.codes == "roman" and code.isdigit():
        code = ROMAN[int(code) - 1]
    if "declared" in values and "denominator" in values and not layout.has("denominator"):
        values["declared"] = f"{figure(values['declared'])}/{figure(values.pop('denominator'))}"
    if not layout.has("evidence_number"):
        values["evidence"] = _in_words(values)
    if values.get("applicability") in ("not_applicable", "no_case", "applies"):
        values["applicability"] = say(f"form.{values['applicability']}", "vi") if line.role == "leaf" else ""
    made = {"code": code, "title": line.title, "max_points": line.maximum, **values}
    return {field: made[field] for field in layout.columns if made.get(field) not in (None, "")}


def _in_words(values: dict) -> str:
    """Return the evidence in one sentence: title, number, day and page."""
    day = values.get("evidence_date", "")
    parts = [
        values.get("evidence", ""),
        f"số {values['evidence_number']}" if "evidence_number" in values else "",
        f"ngày {_day(day)}" if day else "",
    ]
    words = " ".join(part for part in parts if part)
    return ", ".join(part for part in (words, values.get("evidence_page", "")) if part)


def _day(value) -> str:
    return date(value.isoformat(), "vi") if isinstance(value, datetime.date) else str(value)


def figure(value) -> str:
    """Return a number as people type it in Vietnamese, without idle zeros and without grouping; text stays as it is."""
    if not isinstance(value, Fraction):
        return str(value)
    decimals = next(places for places in range(7) if (value * 10**places).denominator == 1)
    return number(float(value), "vi", decimals).replace(".", "")


def _value(sheet, row: int, column: int, value, layout: Layout, formats: dict) -> None:
    if isinstance(value, datetime.date):
        if layout.dates == "cell":
            sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), formats["date"])
        else:
            sheet.write_string(row, column, _day(value))
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, float(value.value))
    elif isinstance(value, Fraction):
        decimal = layout.numbers == "comma" and value.denominator > 1
        sheet.write_string(row, column, figure(value)) if decimal else sheet.write_number(row, column, float(value))
    elif layout.codes == "number" and column == layout.columns.index("code") and value.count(".") < 2:
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, _said(layout, value))


def _formulas(sheet, row: int, line: Line, lines: dict[str, int], layout: Layout) -> None:
    """Write the points of the total as formulas over the leading rows, with the value that a program would keep."""
    for field in TYPED_SUMS:
        if field in line.values and field in layout.columns:
            column = layout.columns.index(field)
            parts = [address(column, place + 1) for key, place in lines.items() if key.isdigit()]
            sheet.write_formula(row, column, f"={'+'.join(parts)}", None, float(line.values[field]))


def _foot(sheet, plan: Plan, layout: Layout, row: int) -> None:
    sheet.write_string(row, 1, _said(layout, say("simulation.foot", "vi")))
    if "personal_data" in plan.options:
        sheet.write_string(row + 1, 1, _said(layout, say("simulation.made_by", "vi")))
        sheet.write_string(row + 2, 1, _said(layout, say("simulation.officer", "vi")))


def _extra(book, layout: Layout) -> None:
    sheet = book.add_worksheet(layout.extra)
    for place in range(2):
        sheet.write_string(place, 0, _said(layout, say(f"simulation.extra_{place + 1}", "vi")))


def _petitions(book, plan: Plan, layout: Layout) -> None:
    if not plan.petitions:
        return
    sheet = book.add_worksheet(say("form.sheet_petitions", "vi"))
    fields = ("petition_code", "petition_kind", "petition_text")
    rows = [[say(f"form.heading_{field}", "vi") for field in fields]]
    rows += [[one.code, say(f"form.petition_{one.kind}", "vi"), one.text] for one in plan.petitions]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write_string(row, column, _said(layout, value))
