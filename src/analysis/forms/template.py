"""The self-assessment form of one unit: a workbook that checks itself, without macros."""

import datetime
import io
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from analysis.criteria_set import CriteriaSet
from analysis.forms import template_extra as extra
from analysis.forms import template_grid as grid
from analysis.forms.template_checks import marks, write_checks, write_status
from analysis.forms.template_grid import check_cell, letter, row_of
from analysis.forms.template_inputs import colour_faults, validate
from analysis.forms.template_layout import FIRST_ROW as FIRST_FORM_ROW
from analysis.forms.template_layout import HEADING_ROW as FORM_HEADING_ROW
from analysis.forms.template_layout import UNIT_FIELDS, Layout, layout
from analysis.forms.template_sheets import Given, write_table
from analysis.forms.template_style import COLOURS, FONT, SIZE, SMALL, Formats, formats, on_paper, printed
from analysis.language import say

SHEETS = ("form", "checks", "petitions", "guide")
AS_GIVEN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
# Widths of columns are measured in digits of the default font.
A3, A4 = 8, 9
MEND_WIDTH, ZOOM = 60, 85
PROTECTED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}


class OldFunctions(Worksheet):
    """A sheet whose formulas use old functions only: looking for new ones in each formula takes half of the writing."""

    def _prepare_formula(self, formula, expand_future_functions=False):
        return formula.removeprefix("=")


def write(
    path: Path,
    criteria: CriteriaSet,
    head: dict,
    filled: dict | None = None,
    last_year: dict | None = None,
    outside: dict | None = None,
    petitions: list | None = None,
) -> None:
    """Write the form of one unit; the same arguments give the same bytes.

    head : unit_name, unit_code, year, round (self, appraisal_1, explanation, appraisal_2).
    filled : {criterion code: {field: value}}; numbers, dates, text as typed, keywords, tuples of ticked items.
    last_year : {criterion code: points}. outside : {criterion code: reason}, rows outside the unit's functions.
    petitions : [(criterion code, difficulty or proposal, text)].
    Raises OSError if the file cannot be written.
    """
    filled, outside = filled or {}, outside or {}
    place = layout(criteria, head, filled, outside)
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        content, AS_GIVEN | {"default_format_properties": {"font_name": FONT, "font_size": SIZE}}
    )
    # A fixed day: the time of writing would make two equal forms differ.
    workbook.set_properties({"title": _title(head), "created": datetime.datetime(int(head["year"]), 12, 31)})
    of = formats(workbook)
    sheets = {name: workbook.add_worksheet(say(f"form.sheet_{name}", "vi"), OldFunctions) for name in SHEETS}
    faults = {name[0].upper(): workbook.add_format({"bg_color": COLOURS[name]}) for name in ("error", "warning")}
    word_lists = _checks(workbook, sheets["checks"], place, criteria, of)
    _form(sheets["form"], place, Given(criteria, head, filled, last_year or {}), word_lists, of, faults)
    extra.write_petitions(workbook, sheets["petitions"], place, petitions or [], of)
    extra.write_guide(sheets["guide"], criteria, of)
    _finish(sheets, place, criteria, head, of)
    for sheet in (sheets["form"], sheets["checks"]):
        _colour_result(workbook, sheet)
    workbook.close()
    Path(path).write_bytes(content.getvalue())


def _title(head: dict) -> str:
    return say(f"form.title_{'self' if head['round'] == 'self' else 'appraisal'}", "vi", year=head["year"])


def _form(sheet, place: Layout, given: Given, word_lists: dict, of: Formats, faults: dict) -> None:
    write_table(sheet, place, given, of)
    extra.write_head(sheet, extra.head_values(given.criteria, given.head), place, of)
    result, warnings = (check_cell(f"${column}${grid.STATUS_ROW + 1}") for column in "BC")
    extra.write_result(sheet, place, result, warnings, of)
    extra.write_signatures(sheet, place, of)
    validate(sheet, place, word_lists)
    _mend_columns(sheet, place, of, faults)
    # Codes and document numbers are text on purpose.
    columns = ((0, 0), (place.columns["evidence_number"], place.columns["explanation"]))
    rows = (FIRST_FORM_ROW, place.last_row)
    ranges = [xl_range(rows[0], first, rows[1], last) for first, last in columns]
    sheet.ignore_errors({"number_stored_as_text": " ".join(ranges)})
    sheet.freeze_panes(FIRST_FORM_ROW, 2)
    sheet.set_zoom(ZOOM)
    sheet.repeat_rows(FORM_HEADING_ROW)
    sheet.print_area(0, 0, place.last_row + 3, len(place.columns) - 1)


def _mend_columns(sheet, place: Layout, of: Formats, faults: dict) -> None:
    """Write, behind the printed columns, what to mend in each row and, hidden, the marks that colour its cells."""
    mend = len(place.columns)
    sheet.set_column(mend, mend, MEND_WIDTH)
    sheet.set_column(mend + 1, mend + 1, None, None, {"hidden": True})
    heading = of(bold=True, font_color="#C00000", align="left")
    sheet.write_string(FORM_HEADING_ROW, mend, say("form.column_mend", "vi"), heading)
    look = of(font_color="#C00000", font_size=SMALL)
    for one in place.places.values():
        if one.kind != "inner":
            sheet.write_formula(one.row, mend, "=" + check_cell(f"{letter('mend')}{row_of(one)}"), look, "")
            sheet.write_formula(one.row, mend + 1, marks(one), None, "")
    colour_faults(sheet, place, xl_col_to_name(mend + 1), faults)


def _checks(workbook, sheet, place: Layout, criteria: CriteriaSet, of: Formats) -> dict[str, str]:
    word_lists = write_checks(workbook, sheet, place, criteria.points_decimals, of)
    write_status(sheet, place, of)
    sheet.freeze_panes(grid.FIRST_ROW, 2)
    sheet.set_zoom(ZOOM)
    sheet.repeat_rows(grid.HEADING_ROW)
    sheet.print_area(0, 0, place.last_row, grid.FIRST_HELPER - 1)
    return word_lists


def _colour_result(workbook, sheet) -> None:
    """Colour the one cell that says whether the form can be sent: green or red, whichever sheet shows it."""
    ready = say("form.result_ready", "vi")
    on_checks = sheet.get_name() == say("form.sheet_checks", "vi")
    cell = (grid.STATUS_ROW, 1 if on_checks else UNIT_FIELDS.index("evidence_date"))
    for operator, colour in (("==", "ready"), ("!=", "error")):
        look = workbook.add_format({"bg_color": COLOURS[colour]})
        options = {"type": "cell", "criteria": operator, "value": f'"{ready}"', "format": look}
        sheet.conditional_format(*cell, *cell, options)


def _finish(sheets: dict, place: Layout, criteria: CriteriaSet, head: dict, of: Formats) -> None:
    """Give every sheet its title, its print settings and its protection."""
    titles = {name: say(f"form.title_{name}", "vi") for name in SHEETS[1:]} | {"form": _title(head)}
    footer = (printed(str(head["unit_name"])), say("form.footer", "vi", page="&P", pages="&N"))
    header = say("form.synthetic_line", "vi") if extra.is_synthetic(criteria) else ""
    for name, sheet in sheets.items():
        extra.write_titles(sheet, titles[name], criteria, len(place.columns) - 1, of)
        wide = name == "form" and len(place.columns) > len(UNIT_FIELDS)
        on_paper(sheet, paper=A3 if wide else A4, header=header, footer=footer)
        sheet.protect("", PROTECTED)
