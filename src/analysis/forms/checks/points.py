"""Points of one row: can they be read, may the unit give them, do they lie within the bounds and on a step of the rule?"""

import datetime
from collections.abc import Iterator
from fractions import Fraction

from analysis import rules
from analysis.forms.checks.finding import Facts, found, shown, worded
from analysis.forms.checks.standing import EXCEPTIONS, NOISE, NOT_SELF_SCORED
from analysis.forms.declared import Fault
from analysis.forms.meaning import TypedRow, applicability_word
from analysis.problems import Problem

IDS = (
    "not_a_number", "ambiguous_number", "survey_row_self_scored", "system_row_self_scored", "deduction_self_scored",
    "row_empty", "above_maximum", "below_minimum", "off_step",
)  # fmt: skip
CELL = ("self_points",)
MOST_SHOWN = 12


def of_row(row: TypedRow, facts: Facts, state: str) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of a row."""
    if row.faults:
        yield from _unread(row, facts, state)
    if state == "not_self_scored":
        if row.self_points is not None:
            check = NOT_SELF_SCORED[row.criterion.points_from]
            yield found(check, facts, row.line, CELL, row.code, found=row.self_points)
    elif state == "scored":
        if row.self_points is None:
            yield from _empty(row, facts)
        elif check := out_of_bounds(row, facts):
            yield _refused(check, row, facts)


def out_of_bounds(row: TypedRow, facts: Facts) -> str:
    """Return above_maximum, below_minimum or off_step for the points of a scored row; empty where they can be right."""
    part, whole = row.self_points.numerator, row.self_points.denominator
    maximum, minimum, values = facts.limits[row.code]
    if maximum is not None and part * maximum[1] > maximum[0] * whole:
        return "above_maximum"
    if minimum is not None and part * minimum[1] < minimum[0] * whole:
        return "below_minimum"
    if values is None or (part, whole) in values:
        return ""
    return "" if any(abs(row.self_points - Fraction(*one)) <= NOISE for one in values) else "off_step"


def _refused(check: str, row: TypedRow, facts: Facts) -> Problem:
    criterion = row.criterion
    if check == "off_step":
        expected = _list(sorted(rules.steps(criterion.rule, criterion.maximum, criterion.minimum)))
    else:
        expected = criterion.maximum if check == "above_maximum" else criterion.minimum
    return found(check, facts, row.line, CELL, row.code, found=row.self_points, expected=expected)


def _list(steps: list) -> dict:
    shown_steps = [shown(step) for step in steps]
    if len(shown_steps) > MOST_SHOWN:
        shown_steps = [*shown_steps[: MOST_SHOWN - 2], {"vi": "…", "en": "…"}, shown_steps[-1]]
    return {language: "; ".join(step[language] for step in shown_steps) for language in ("vi", "en")}


def _empty(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    own = row.criterion.points_from == "appraisal" and "self_points" in facts.form.columns
    if own and not row.faulty("self_points") and row.criterion.part == "main":
        yield found("row_empty", facts, row.line, CELL, row.code, expected=row.criterion.maximum or "")


def _unread(row: TypedRow, facts: Facts, state: str) -> Iterator[Problem]:
    for fault in row.faults:
        if fault.check not in IDS or (state == "not_self_scored" and fault.field == "self_points"):
            continue
        expected = _expected(fault, row)
        yield found(fault.check, facts, row.line, (fault.field,), row.code, found=fault.found, expected=expected)


def _expected(fault: Fault, row: TypedRow) -> dict:
    """Return what a cell should hold, and where what it holds belongs or comes from, if that is known."""
    wanted = _wanted(fault.field, row)
    expected = worded(f"expected_{wanted}")
    if isinstance(fault.found, datetime.date) and wanted != "date":
        return worded("turned_into_date", wanted=expected)
    if fault.field in CELL and isinstance(fault.found, str) and applicability_word(fault.found) in EXCEPTIONS:
        return worded("word_among_points", wanted=expected)
    return expected


def _wanted(field: str, row: TypedRow) -> str:
    if field not in ("declared", "denominator"):
        return "points"
    measure = row.criterion.rule.measure
    return measure if measure in ("date", "word", "ticks") else "figure"
