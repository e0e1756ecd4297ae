"""The checks of the catalogue as formulas: each gives 1 where a row of the form is at fault, 0 where it is not.

What each means stands in analysis.forms.checks; formulas and Python are held equal by tests/forms/test_template_checks.py.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from analysis.forms import catalogue
from analysis.forms.template_formulas import blank, literal, on_a_step, same
from analysis.forms.template_layout import EVIDENCE_FIELDS, NOT_SELF_SCORED, TWO_FIGURES, Place

# In which order faults are named to the unit; errors before warnings.
ORDER = (
    "not_a_number", "survey_row_self_scored", "outside_functions_scored", "applicability_unknown_word",
    "exception_with_points", "exception_without_reason", "row_empty", "above_maximum", "below_minimum", "off_step",
    "numerator_above_denominator", "points_not_from_figures", "no_evidence_no_explanation", "figures_incomplete",
    "evidence_without_number", "system_row_self_scored", "deduction_self_scored",
)  # fmt: skip
# Cells of the form that a check colours.
COLOURED = {
    "points": (
        "survey_row_self_scored", "outside_functions_scored", "exception_with_points", "row_empty", "above_maximum",
        "below_minimum", "off_step", "points_not_from_figures", "system_row_self_scored", "deduction_self_scored",
    ),
    "figures": ("numerator_above_denominator", "figures_incomplete"),
    "whole": ("numerator_above_denominator", "figures_incomplete"),
    "evidence": ("no_evidence_no_explanation", "evidence_without_number"),
    "applicability": ("applicability_unknown_word",),
    "reason": ("exception_without_reason",),
}  # fmt: skip
DECLARED_MEASURES = (*TWO_FIGURES, "count", "date", "ticks")


class Row(NamedTuple):
    """What the formulas of one row may refer to, as addresses.

    applied : "a" applies, "o" outside the functions, "n" no case, "?" unknown. points, value, whole, expected : numbers,
    "" or "t" (unreadable). form : {field: cell of the form}. checks : {check: cell}.
    """

    place: Place
    decimals: int
    applied: str
    points: str
    value: str
    whole: str
    expected: str
    form: dict[str, str]
    checks: dict[str, str]


def errors() -> list[str]:
    """Return the checks that keep a form from being sent, in the order they are named."""
    return [check for check in ORDER if catalogue.checks()[check].severity == "error"]


def warnings() -> list[str]:
    """Return the checks that do not keep a form from being sent."""
    return [check for check in ORDER if catalogue.checks()[check].severity == "warning"]


def condition(check: str, row: Row) -> str:
    """Return the formula of a check in a row; "" where the row cannot have this fault."""
    found = _CONDITIONS[check](row)
    return f"IF({found},1,0)" if found else ""


def _scored(row: Row) -> str:
    return f'{row.applied}="a",ISNUMBER({row.points})'


def _not_a_number(row: Row) -> str:
    points = [] if row.place.kind in NOT_SELF_SCORED else [row.points]
    return "OR(" + ",".join(f'{cell}="t"' for cell in (*points, row.value, row.whole)) + ")"


def _given_by_others(kind: str) -> Callable[[Row], str]:
    def found(row: Row) -> str:
        return f'AND({row.applied}<>"?",{row.points}<>"")' if row.place.kind == kind else ""

    return found


def _outside_scored(row: Row) -> str:
    return f"AND({_scored(row)})" if row.place.kind == "outside" else ""


def _unknown_word(row: Row) -> str:
    return f'{row.applied}="?"'


def _excepted(row: Row) -> str:
    return f'OR({row.applied}="o",{row.applied}="n")'


def _exception_with_points(row: Row) -> str:
    return f"AND({_excepted(row)},ISNUMBER({row.points}))" if row.place.kind in ("self", "outside") else ""


def _exception_without_reason(row: Row) -> str:
    if row.place.kind == "outside" or row.place.agreed:
        return ""
    return f"AND({_excepted(row)},{blank(row.form['applicability_reason'])},{blank(row.form['explanation'])})"


def _row_empty(row: Row) -> str:
    item = row.place.item
    asked = row.place.kind == "self" and item.points_from == "appraisal" and item.part == "main"
    return f'AND({row.applied}="a",{row.points}="")' if asked else ""


def _above_maximum(row: Row) -> str:
    return _beyond(row, row.place.item.maximum, ">")


def _below_minimum(row: Row) -> str:
    return _beyond(row, row.place.item.minimum, "<")


def _beyond(row: Row, bound: Fraction | None, operator: str) -> str:
    if row.place.kind != "self" or bound is None:
        return ""
    beyond = f"ROUND({row.points}-{literal(bound)},9){operator}0"
    if (bound * 10**row.decimals).denominator != 1:
        beyond = f"AND({beyond},NOT({same(row.points, literal(bound), row.decimals)}))"
    return f"IF(AND({_scored(row)}),{beyond},FALSE)"


def _within(row: Row, *before: str) -> str:
    return ",".join(
        [_scored(row), *(f"{row.checks[check]}=0" for check in ("above_maximum", "below_minimum", *before))]
    )


def _off_step(row: Row) -> str:
    allowed = on_a_step(row.place.item, row.points, row.decimals) if row.place.kind == "self" else ""
    return f"IF(AND({_within(row)}),NOT({allowed}),FALSE)" if allowed else ""


def _points_not_from_figures(row: Row) -> str:
    if row.place.kind != "self" or row.place.item.rule.measure == "none":
        return ""
    differs = f"NOT({same(row.points, row.expected, row.decimals)})"
    wrong = f'IF({row.expected}="",FALSE,IF({row.expected}="none",TRUE,{differs}))'
    return f"IF(AND({_within(row, 'off_step')}),{wrong},FALSE)"


def _figures_incomplete(row: Row) -> str:
    rule = row.place.item.rule
    if row.place.kind != "self" or rule.measure not in DECLARED_MEASURES:
        return ""
    if rule.measure not in TWO_FIGURES:
        return f'AND({_scored(row)},{row.points}<>0,{row.value}="")'
    # No points and no figures is a plain answer; half a figure never is.
    missing = f'OR({row.value}="",{row.whole}=""),OR({row.points}<>0,{row.value}<>"",{row.whole}<>"")'
    return f'AND({_scored(row)},{missing},{row.value}<>"t",{row.whole}<>"t")'


def _numerator_above_denominator(row: Row) -> str:
    if row.place.kind != "self" or row.place.item.rule.measure not in TWO_FIGURES:
        return ""
    both = f'{row.applied}="a",ISNUMBER({row.value}),ISNUMBER({row.whole})'
    return f"IF(AND({both}),ROUND({row.value}-{row.whole},9)>0,FALSE)"


def _no_evidence_no_explanation(row: Row) -> str:
    if row.place.kind != "self":
        return ""
    empty = ",".join(blank(row.form[field]) for field in (*EVIDENCE_FIELDS, "explanation"))
    return f"IF(AND({_scored(row)}),AND({row.points}>0,{empty}),FALSE)"


def _evidence_without_number(row: Row) -> str:
    number, date, page, link = (blank(row.form[field]) for field in EVIDENCE_FIELDS)
    return f'AND({row.applied}<>"?",{number},{link},NOT(AND({date},{page})))'


_CONDITIONS = {
    "not_a_number": _not_a_number,
    "survey_row_self_scored": _given_by_others("survey"),
    "outside_functions_scored": _outside_scored,
    "applicability_unknown_word": _unknown_word,
    "exception_with_points": _exception_with_points,
    "exception_without_reason": _exception_without_reason,
    "row_empty": _row_empty,
    "above_maximum": _above_maximum,
    "below_minimum": _below_minimum,
    "off_step": _off_step,
    "numerator_above_denominator": _numerator_above_denominator,
    "points_not_from_figures": _points_not_from_figures,
    "no_evidence_no_explanation": _no_evidence_no_explanation,
    "figures_incomplete": _figures_incomplete,
    "evidence_without_number": _evidence_without_number,
    "system_row_self_scored": _given_by_others("system"),
    "deduction_self_scored": _given_by_others("deduction"),
}
