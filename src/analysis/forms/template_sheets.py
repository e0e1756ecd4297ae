"""The sheet that a unit fills in: head, table with input cells and drop-downs, sums, colours of faults, signatures."""

import datetime
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from analysis.criteria_set import ROOT, CriteriaSet
from analysis.criterion import Criterion
from analysis.forms.template_inputs import APPLICABILITY, figure_text
from analysis.forms.template_layout import HEADING_ROW, NOT_SELF_SCORED, WIDTHS, Layout, Place, is_open
from analysis.forms.template_style import SIZE, SMALL, Formats, boxed, height, text_height
from analysis.language import say
from analysis.rules import word_labels, words

TEXT_FIELDS = ("evidence_number", "evidence_date", "evidence_page", "evidence_link", "explanation", "applicability_reason",
               "assigned_to", "opinion_1", "supplement", "opinion_2")  # fmt: skip
SMALL_FIELDS = (*TEXT_FIELDS, "rule_in_words", "applicability")
CENTRED = ("code", "max_points", "last_year_points", "declared", "denominator", "self_points", "evidence_date",
           "evidence_page", "applicability", "appraisal_1", "appraisal_2")  # fmt: skip
SUMMED = ("self_points", "appraisal_1", "appraisal_2")


class Given(NamedTuple):
    """What the form of one unit is made of."""

    criteria: CriteriaSet
    head: dict
    filled: dict
    last_year: dict


def write_table(sheet, layout: Layout, given: Given, of: Formats) -> None:
    """Write headings and rows of the form."""
    for field, column in layout.columns.items():
        sheet.set_column(column, column, WIDTHS[field])
        heading = boxed(of, "heading", bold=True, font_color="#FFFFFF", align="center", font_size=SMALL)
        sheet.write_string(HEADING_ROW, column, say(f"form.heading_{field}", "vi"), heading)
    sheet.set_row(HEADING_ROW, 62)
    sums = self_sums(layout, given.filled)
    for code, place in layout.places.items():
        values = cell_values(place, layout, given)
        _set_height(sheet, place, values)
        for field, column in layout.columns.items():
            look = _look(place, field, layout.round, given.criteria.points_decimals, of)
            if place.kind == "inner" and field in SUMMED and field not in given.filled.get(code, {}):
                total = sums[code] if field == "self_points" else 0
                sheet.write_formula(place.row, column, _sum(layout, field, code), look, total)
            elif field == "rule_in_words" and place.item.leaf and field not in given.filled.get(code, {}):
                _write_rule(sheet, place, column, look, of)
            else:
                write(sheet, place.row, column, values.get(field), look)


def write(sheet, row: int, column: int, value, look) -> None:
    """Write a value as what it is; text is never taken for a formula, a link or a number."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float | Fraction):
        # Nine decimals of 10/3 are what the checks take for 10/3.
        sheet.write_number(row, column, round(float(value), 9), look)
    elif isinstance(value, datetime.date):
        sheet.write_string(row, column, f"{value.day:02d}/{value.month:02d}/{value.year}", look)
    else:
        sheet.write_string(row, column, str(value)[:32767], look)


def cell_values(place: Place, layout: Layout, given: Given) -> dict:
    """Return {field: value} of a row: what the decision says, then what is already known, then what is filled in."""
    item = place.item
    known = {"code": "" if item.code == ROOT and not item.leaf else item.code, "title": item.title_vi}
    known["max_points"] = say("form.maximum_unknown", "vi") if item.maximum is None else item.maximum
    if item.code == ROOT and not item.leaf:
        known["title"] = say("form.total", "vi")
    known["last_year_points"] = given.last_year.get(item.code)
    if item.leaf:
        known["rule_in_words"] = rule_text(place)
        known |= _applicability(place, layout)
    return known | {field: _shown(item, value) for field, value in given.filled.get(item.code, {}).items()}


def rule_text(place: Place) -> str:
    """Return what the form says of a row's rule: who scores it, how, which figures and documents it asks for."""
    return "\n".join(f"{label} {text}".strip() for label, text in _rule_parts(place.item, place.kind))


@cache
def _rule_parts(item: Criterion, kind: str) -> list[tuple[str, str]]:
    parts = [("", say(f"form.row_{kind}", "vi"))] if kind in NOT_SELF_SCORED else []
    if item.rule.kind != "survey":
        parts.append(("", words(item.rule, item.maximum, "vi")))
    if item.minimum is not None and item.minimum < 0:
        parts.append(("", say("form.largest_deduction", "vi", points=figure_text(-item.minimum))))
    named = (("figures", item.figures_vi), ("documents", item.evidence_vi))
    return parts + [(say(f"form.{name}", "vi"), text) for name, text in named if text]


def _write_rule(sheet, place: Place, column: int, look, of: Formats) -> None:
    """Write the rule with the labels of figures and documents in bold."""
    plain, strong = of(font_size=SMALL), of(font_size=SMALL, bold=True)
    rule = "\n".join(text for label, text in _rule_parts(place.item, place.kind) if not label)
    labelled = [
        part
        for label, text in _rule_parts(place.item, place.kind)
        if label
        for part in (strong, f"\n{label} ", plain, text)
    ]
    if rule and labelled:
        sheet.write_rich_string(place.row, column, plain, rule, *labelled, look)
    else:
        write(sheet, place.row, column, rule_text(place), look)


def _applicability(place: Place, layout: Layout) -> dict:
    code = place.item.code
    if place.agreed:
        reason = layout.outside.get(code) or say("form.outside_reason", "vi")
        return {"applicability": say("form.not_applicable", "vi"), "applicability_reason": reason}
    return {"applicability": say("form.applies", "vi")} if place.kind == "self" else {}


def _shown(item, value):
    """Return a filled value with keywords in words and ticks as a list: as a unit would enter them."""
    if isinstance(value, tuple | list):
        return "; ".join(str(one) for one in value)
    if not isinstance(value, str):
        return value
    labels = dict(word_labels(item.rule, "vi")) | {word: say(f"form.{word}", "vi") for word in APPLICABILITY}
    return labels.get(value, value)


def self_sums(layout: Layout, filled: dict) -> dict[str, float]:
    """Return the sum of self-assessed points of every inner row, as its formula will work it out."""
    sums: dict[str, float] = {}

    def total(place: Place) -> float:
        code = place.item.code
        typed = filled.get(code, {}).get("self_points")
        if typed is not None or place.kind != "inner":
            return float(typed) if isinstance(typed, int | float | Fraction) and not isinstance(typed, bool) else 0.0
        item, added = place.item, sum(total(child) for child in layout.children(code))
        if item.part == "bonus" and item.maximum is not None:
            added = min(added, float(item.maximum))
        elif item.part == "deduction" and item.minimum is not None:
            added = max(added, float(item.minimum))
        sums[code] = round(added, 9)
        return sums[code]

    for place in layout.places.values():
        total(place)
    return sums


def _sum(layout: Layout, field: str, code: str) -> str:
    cells = [layout.cell(field, child.item.code) for child in layout.children(code)]
    return f"={capped(layout.places[code].item, f'SUM({listed(cells)})')}"


def capped(item: Criterion, total: str) -> str:
    """Return the formula of a total that a bonus keeps below, and a deduction above, what the decision allows."""
    if item.part == "bonus" and item.maximum is not None:
        return f"MIN({float(item.maximum):g},{total})"
    if item.part == "deduction" and item.minimum is not None:
        return f"MAX({float(item.minimum):g},{total})"
    return total


def listed(cells: list[str]) -> str:
    """Return cells of one column as the argument of a sum: a range where they follow one another."""
    rows = [int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells]
    if len(rows) > 1 and rows == list(range(rows[0], rows[0] + len(rows))):
        return f"{cells[0]}:{cells[-1]}"
    return ",".join(cells)


def _look(place: Place, field: str, round: str, decimals: int, of: Formats):
    properties = {"align": "center"} if field in CENTRED else {"align": "left"}
    if place.kind == "inner":
        level = "domain" if place.item.level <= 1 else "criterion"
        return boxed(of, level, bold=True, **properties, **_number_look(place, field, decimals))
    if is_open(place, field, round):
        return boxed(of, "input", locked=False, **properties, **_input_look(place, field))
    fill = (
        "locked" if place.kind != "self" or field not in ("code", "title", "max_points", "rule_in_words") else "plain"
    )
    small = {"font_size": SMALL} if field in SMALL_FIELDS else {}
    return boxed(of, fill, **properties, **_number_look(place, field, decimals), **small)


def _number_look(place: Place, field: str, decimals: int) -> dict:
    if field == "code":
        return {"num_format": "@"}
    maximum = place.item.maximum
    endless = field == "max_points" and maximum is not None and (maximum * 10**decimals).denominator != 1
    return {"num_format": f"0.{'0' * decimals}"} if endless and decimals else {}


def _input_look(place: Place, field: str) -> dict:
    # Text stays what was typed: no day becomes a month, no page number a date, no dash the start of a formula.
    typed = field in TEXT_FIELDS or (field == "declared" and place.item.rule.measure in ("date", "ticks"))
    small = {"font_size": SMALL} if field in SMALL_FIELDS else {}
    return ({"num_format": "@"} if typed else {}) | small


def _set_height(sheet, place: Place, values: dict) -> None:
    bold = place.kind == "inner"
    needed = [
        text_height(value, WIDTHS[field], SMALL if field in SMALL_FIELDS else SIZE, bold)
        for field, value in values.items()
        if isinstance(value, str)
    ]
    sheet.set_row(place.row, height(needed, least=22 if bold else 32))
