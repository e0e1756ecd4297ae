"""The sheet that checks the form: one row a criterion, one column a check, what to mend first, and the result on top."""

from pathlib import Path
from typing import NamedTuple

import python_calamine

from analysis.criteria_set import ROOT
from analysis.forms import template_conditions as conditions
from analysis.forms import template_formulas as formulas
from analysis.forms import template_grid as grid
from analysis.forms.template_grid import (
    CHECKS,
    FIRST_CHECK,
    FIRST_HELPER,
    HELPERS,
    check_cell,
    form_cell,
    helper,
    letter,
    row_of,
)
from analysis.forms.template_inputs import FAULT_COLUMNS, mark_of
from analysis.forms.template_layout import TWO_FIGURES, Layout, Place
from analysis.forms.template_lists import write_lists
from analysis.forms.template_sheets import capped, listed
from analysis.forms.template_style import SIZE, SMALL, Formats, boxed, height, text_height
from analysis.language import say, texts

APPLIED_LETTERS = ("a", "o", "n")
# Cells that are at fault where what stands in them cannot be read.
UNREADABLE = {"points": "points", "figures": "value", "whole": "whole"}


class Sheet(NamedTuple):
    """The sheet of checks while it is written. word_lists : {code: (name, cells with the spellings of each word)}."""

    sheet: object
    layout: Layout
    decimals: int
    of: Formats
    word_lists: dict
    applied_words: list[str]


def write_checks(workbook, sheet, layout: Layout, decimals: int, of: Formats) -> dict[str, str]:
    """Write the table of checks; return {code: name of the list of the words its rule knows}."""
    word_lists, applied = write_lists(workbook, sheet, layout)
    one = Sheet(sheet, layout, decimals, of, word_lists, applied)
    _write_headings(one)
    for place in layout.places.values():
        if place.kind == "inner":
            _write_inner(one, place)
        else:
            _write_leaf(one, place)
    return {code: name for code, (name, _) in word_lists.items()}


def write_status(sheet, layout: Layout, of: Formats) -> None:
    """Write the one cell that says whether the form can be sent, with the count of warnings beside it."""
    row, small = grid.STATUS_ROW, {"font_size": SMALL}
    errors, warnings = (
        f"SUM({letter(found[0])}{grid.FIRST_ROW + 1}:{letter(found[-1])}{layout.last_row + 1})"
        for found in (conditions.errors(), conditions.warnings())
    )
    strong, plain = of(bold=True, align="center", font_size=SIZE + 2, border=2), boxed(of, "", align="center")
    note = of(italic=True, **small)
    sheet.write_string(row, 0, say("form.result_label", "vi"), of(bold=True, **small))
    result = f'=IF({errors}=0,"{_text("result_ready")}",{_counted("result_errors", errors)})'
    sheet.write_formula(row, 1, result, strong, "")
    sheet.merge_range(row, 2, row, 4, "", plain)
    sheet.write_formula(row, 2, f"={_counted('result_warnings', warnings)}", plain, "")
    sheet.merge_range(row, 5, row, FIRST_HELPER - 1, "", note)
    sheet.write_string(row, 5, say("form.checks_line", "vi"), note)
    sheet.set_row(row, 48)


def _counted(key: str, count: str) -> str:
    """Return the formula of a text that names a count."""
    before, after = _text(key).split("{count}")
    return f'"{before}"&{count}&"{after}"'


def _write_headings(one: Sheet) -> None:
    heading = {"bold": True, "font_color": "#FFFFFF", "align": "center", "font_size": SMALL}
    for column, (name, width) in enumerate(grid.COLUMNS.items()):
        one.sheet.set_column(column, column, width)
        one.sheet.write_string(
            grid.HEADING_ROW, column, say(f"form.column_{name}", "vi"), boxed(one.of, "heading", **heading)
        )
    one.sheet.set_column(FIRST_CHECK, FIRST_HELPER - 1, grid.CHECK_WIDTH)
    for column, check in enumerate(CHECKS, start=FIRST_CHECK):
        one.sheet.write_string(grid.ID_ROW, column, check)
        one.sheet.write_string(grid.MESSAGE_ROW, column, say(f"form.mend_{check}", "vi"))
        turned = boxed(one.of, "heading", rotation=90, **heading)
        one.sheet.write_string(grid.HEADING_ROW, column, say(f"form.check_{check}", "vi"), turned)
    one.sheet.set_row(grid.HEADING_ROW, 172)
    for row in (grid.ID_ROW, grid.MESSAGE_ROW):
        one.sheet.set_row(row, None, None, {"hidden": True})


def _write_inner(one: Sheet, place: Place) -> None:
    row, number = place.row, row_of(place)
    look = {"fill": "domain" if place.item.level <= 1 else "criterion", "bold": True}
    cells = [f"{{}}{row_of(child)}" for child in one.layout.children(place.item.code)]
    _write_name(one, place, look)
    _write_sums(one, place, {
        "points": form_cell(one.layout.cell("self_points", place.item.code)),
        "own_maximum": capped(place.item, _sum(cells, letter("own_maximum"))),
        **{name: _sum(cells, letter(name)) for name in ("errors", "warnings")},
    }, look)  # fmt: skip
    share = f'=IF({letter("own_maximum")}{number}=0,"",100*{letter("points")}{number}/{letter("own_maximum")}{number})'
    one.sheet.write_formula(
        row, grid.NAMES.index("share"), share, boxed(one.of, align="center", num_format="0.0", **look), ""
    )
    for column in range(grid.NAMES.index("mend"), FIRST_HELPER):
        one.sheet.write_blank(row, column, None, boxed(one.of, **look))


def _sum(cells: list[str], letters: str) -> str:
    return f"SUM({listed([cell.format(letters) for cell in cells])})"


def _write_name(one: Sheet, place: Place, look: dict) -> None:
    total = place.item.code == ROOT and place.kind == "inner"
    title = say("form.total", "vi") if total else place.item.title_vi
    code = "" if total else place.item.code
    one.sheet.write_string(place.row, 0, code, boxed(one.of, align="center", num_format="@", **look))
    one.sheet.write_string(place.row, 1, title, boxed(one.of, **look))
    # Messages come and go: two lines are kept free for them.
    least = 22 if place.kind == "inner" else 31
    one.sheet.set_row(
        place.row, height([text_height(title, grid.COLUMNS["short_title"], bold=place.kind == "inner")], least=least)
    )


def _write_sums(one: Sheet, place: Place, found: dict[str, str], look: dict) -> None:
    for name, formula in found.items():
        form = {"num_format": "General;-General;"} if name in ("own_maximum", "errors", "warnings") else {}
        one.sheet.write_formula(
            place.row, grid.NAMES.index(name), f"={formula}", boxed(one.of, align="center", **form, **look), ""
        )


def _write_leaf(one: Sheet, place: Place) -> None:
    row, look = _row(one, place), {"fill": "plain" if place.kind == "self" else "locked"}
    number, maximum = row_of(place), place.item.maximum
    _write_name(one, place, look)
    errors, warnings = conditions.errors(), conditions.warnings()
    own = f'IF(OR({row.applied}="a",{row.applied}="?"),{formulas.literal(maximum)},0)' if maximum is not None else "0"
    _write_sums(one, place, {
        "points": f'IF({row.points}="t","?",{row.points})',
        "own_maximum": own if place.kind == "self" else "0",
        "errors": f"SUM({letter(errors[0])}{number}:{letter(errors[-1])}{number})",
        "warnings": f"SUM({letter(warnings[0])}{number}:{letter(warnings[-1])}{number})",
    }, look)  # fmt: skip
    one.sheet.write_blank(place.row, grid.NAMES.index("share"), None, boxed(one.of, **look))
    mend = boxed(one.of, font_size=SMALL, **look)
    one.sheet.write_formula(place.row, grid.NAMES.index("mend"), _message(one, row, number), mend, "")
    mark = boxed(one.of, align="center", num_format='"●";;', **look)
    for column, check in enumerate(CHECKS, start=FIRST_CHECK):
        formula = conditions.condition(check, row)
        if formula:
            one.sheet.write_formula(place.row, column, f"={formula}", mark, "")
        else:
            one.sheet.write_number(place.row, column, 0, mark)
    _write_helpers(one, place, row)


def _row(one: Sheet, place: Place) -> conditions.Row:
    number = row_of(place)
    form = {field: form_cell(one.layout.cell(field, place.item.code)) for field in one.layout.columns}
    checks = {check: f"{letter(check)}{number}" for check in CHECKS}
    known = {name: f"{helper(name)}{number}" for name in HELPERS if name != "cleaned"}
    return conditions.Row(place, one.decimals, form=form, checks=checks, **known)


def _write_helpers(one: Sheet, place: Place, row: conditions.Row) -> None:
    item, form = place.item, row.form
    cleaned = f"{helper('cleaned')}{row_of(place)}"
    spellings = one.word_lists[item.code][1] if item.code in one.word_lists else []
    two = item.rule.measure in TWO_FIGURES
    found = {
        "applied": _applied(form["applicability"], one.applied_words),
        "cleaned": formulas.cleaned_text(item.rule, form["declared"]),
        "points": formulas.number_of(form["self_points"]),
        "value": formulas.declared_of(item.rule, form["declared"], cleaned, spellings),
        "whole": formulas.number_of(form["denominator"], "0") if two else "",
        "expected": formulas.expected(item, row.value, row.whole, one.layout.year) if place.kind == "self" else "",
    }
    for column, name in enumerate(HELPERS, start=FIRST_HELPER):
        if found[name] not in ("", formulas.NOTHING):
            one.sheet.write_formula(place.row, column, f"={found[name]}", None, "")


def _applied(cell: str, spellings: list[str]) -> str:
    formula = '"?"'
    for mark, listed_words in reversed(list(zip(APPLIED_LETTERS, spellings, strict=True))):
        formula = f'IF({formulas.spelled(cell, listed_words)},"{mark}",{formula})'
    return f'IF(ISERROR({cell}),"?",IF({formulas.blank(cell)},"a",{formula}))'


def _message(one: Sheet, row: conditions.Row, number: int) -> str:
    """Return the formula of what to mend first, with the points that the declared figures give."""
    first, last = letter(CHECKS[0]), letter(CHECKS[-1])
    place = f"MATCH(1,{first}{number}:{last}{number},0)"
    message = f"INDEX(${first}${grid.MESSAGE_ROW + 1}:${last}${grid.MESSAGE_ROW + 1},{place})"
    if row.place.kind == "self" and row.place.item.rule.measure != "none":
        here = CHECKS.index("points_not_from_figures") + 1
        points = f'ROUND({row.expected},{one.decimals})&"{_text("points_word")}"'
        due = f'IF({row.expected}="none","{_text("not_one_number")}",{points})'
        message += f'&IF({place}={here},"{_text("by_figures")}"&{due},"")'
    return f'=IF(SUM({first}{number}:{last}{number})=0,"",{message})'


def _text(key: str) -> str:
    return texts()["form"][key]["vi"]


def marks(place: Place) -> str:
    """Return the formula of the marks that colour the cells of a row of the form: E or W and the letter of the cells."""
    groups = [group for group in FAULT_COLUMNS if group != "whole" or place.item.rule.measure in TWO_FIGURES]
    return "=" + "&".join(part for group in groups for part in _marks_of(group, place))


def _marks_of(group: str, place: Place) -> list[str]:
    parts = []
    for severity, checks in (("E", conditions.errors()), ("W", conditions.warnings())):
        names = [check for check in checks if check in conditions.COLOURED[group]]
        found = [f"{check_cell(f'{letter(check)}{row_of(place)}')}=1" for check in names]
        if severity == "E" and group in UNREADABLE:
            found.append(f'{check_cell(f"{helper(UNREADABLE[group])}{row_of(place)}")}="t"')
        if found:
            parts.append(f'IF(OR({",".join(found)}),"{severity}{mark_of(group)}","")')
    return parts


def check_matrix(path: Path) -> dict[tuple[str, str], int]:
    """Return {(criterion code, check): 1 or 0} of a form that a spreadsheet program has recalculated.

    Raises KeyError if the workbook has no sheet of checks, ValueError if a check holds no number: not recalculated.
    """
    with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
        rows = workbook.get_sheet_by_name(say("form.sheet_checks", "vi")).to_python(skip_empty_area=False)
    header = rows[grid.ID_ROW]
    found = {}
    for cells in rows[grid.FIRST_ROW :]:
        for column in range(FIRST_CHECK, FIRST_HELPER):
            if cells[0] and cells[FIRST_CHECK] != "":
                found[str(cells[0]), header[column]] = int(cells[column])
    return found
