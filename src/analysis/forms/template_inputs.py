"""What a cell of the form lets a unit enter, and which colours its faults take."""

from analysis.forms.template_layout import EVIDENCE_FIELDS, FIRST_ROW, NUMBERS, Layout, Place, is_open
from analysis.language import number, say

APPLICABILITY = ("applies", "not_applicable", "no_case")
LIST_APPLICABILITY, LIST_CODES, LIST_KINDS = "danh_muc_ap_dung", "danh_muc_tieu_chi", "danh_muc_loai"
FAULT_COLUMNS = {
    "points": ("self_points",),
    "figures": ("declared",),
    "whole": ("denominator",),
    "evidence": EVIDENCE_FIELDS,
    "applicability": ("applicability",),
    "reason": ("applicability_reason",),
}


def validate(sheet, layout: Layout, word_lists: dict) -> None:
    """Set what each input cell takes. word_lists : {code: name of the list of its rule's words}."""
    for place in layout.places.values():
        for field, column in layout.columns.items():
            if is_open(place, field, layout.round):
                options = _options(place, field, layout.year, word_lists)
                if options:
                    sheet.data_validation(place.row, column, place.row, column, options)


def _options(place: Place, field: str, year: int, word_lists: dict) -> dict | None:
    if field in ("self_points", "appraisal_1", "appraisal_2"):
        return _points(place)
    if field == "applicability":
        return _word(LIST_APPLICABILITY)
    if field == "denominator":
        return _figure("hint_denominator")
    if field == "declared":
        return _declared(place, year, word_lists)
    return None


def _points(place: Place) -> dict:
    least, most = place.item.minimum, place.item.maximum
    bounds = {"validate": "decimal", "ignore_blank": True, "error_title": say("form.input_points_title", "vi")}
    if most is None:
        message = say("form.input_points_open", "vi")
        return bounds | {
            "criteria": ">=",
            "value": float(least or 0),
            "error_type": "warning",
            "error_message": message,
        }
    low, high = min(float(least or 0), float(most)), max(float(most), 0.0)
    message = say("form.input_points", "vi", minimum=figure_text(low), maximum=figure_text(high))
    # A maximum such as 10/3 is entered rounded: the last hundredth is left to the check.
    return bounds | {"criteria": "between", "minimum": low, "maximum": round(high + 0.004, 2), "error_message": message}


def figure_text(value: float) -> str:
    """Return points as a Vietnamese reader writes them, without idle zeros."""
    return number(float(value), "vi", 2).rstrip("0").rstrip(",")


def _figure(hint: str) -> dict:
    return {
        "validate": "decimal", "criteria": ">=", "value": 0, "ignore_blank": True, "error_type": "warning",
        "error_title": say("form.input_figure_title", "vi"), "error_message": say("form.input_figure", "vi"),
        "input_message": say(f"form.{hint}", "vi"),
    }  # fmt: skip


def _word(name: str) -> dict:
    return {
        "validate": "list", "source": f"={name}", "ignore_blank": True,
        "error_title": say("form.input_word_title", "vi"), "error_message": say("form.input_word", "vi"),
    }  # fmt: skip


def _declared(place: Place, year: int, word_lists: dict) -> dict | None:
    rule = place.item.rule
    if rule.measure in NUMBERS:
        return _figure("hint_count" if rule.measure == "count" else "hint_rate")
    if rule.measure == "word":
        return _word(word_lists[place.item.code]) | {"input_message": say("form.hint_word", "vi")}
    if rule.measure in ("date", "ticks"):
        return {"validate": "any", "input_message": say(f"form.hint_{rule.measure}", "vi", year=year)}
    return None


def colour_faults(sheet, layout: Layout, marks: str, looks: dict) -> None:
    """Colour cells by the marks that the checks leave in a hidden column.

    marks : its letter. looks : {"E": format of an error, "W": format of a warning}.
    """
    first, last = FIRST_ROW, layout.last_row
    for group, fields in FAULT_COLUMNS.items():
        for field in fields:
            column = layout.columns[field]
            for severity, look in looks.items():
                formula = f'=ISNUMBER(FIND("{severity}{mark_of(group)}",${marks}{first + 1}))'
                options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
                sheet.conditional_format(first, column, last, column, options)


def mark_of(group: str) -> str:
    """Return the letter that stands for a group of cells in the column of marks."""
    return "PFDVAR"[list(FAULT_COLUMNS).index(group)]
