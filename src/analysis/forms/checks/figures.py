"""Declared figures of one row: are they whole, are they possible, do they give the points typed?"""

from collections.abc import Iterator
from fractions import Fraction

from analysis import rules
from analysis.forms.checks.finding import Facts, found, worded
from analysis.forms.checks.points import CELL, out_of_bounds
from analysis.forms.checks.standing import same_points
from analysis.forms.meaning import TypedRow
from analysis.problems import Problem

IDS = ("figures_incomplete", "numerator_above_denominator", "points_not_from_figures")
SHARES = ("rate", "ratio")
NOTHING_DECLARED = ("none", "survey")
NEED_FIGURES = (*SHARES, "count", "date", "ticks")


def of_row(row: TypedRow, facts: Facts, state: str) -> Iterator[Problem]:
    """Yield what is wrong between the figures and the points of a row."""
    if row.criterion.rule.measure in NOTHING_DECLARED or state != "scored":
        return
    if row.declared is None:
        yield from _incomplete(row, facts)
    elif above_denominator(row):
        more = {"found": row.declared.value, "expected": row.declared.denominator}
        yield found("numerator_above_denominator", facts, row.line, ("declared",), row.code, **more)
    elif not_from_figures(row, facts):
        yield _not_given(row, facts)


def above_denominator(row: TypedRow) -> bool:
    """Return whether a declared share is more than the whole."""
    if row.criterion.rule.measure not in SHARES:
        return False
    part, whole = row.declared
    return part.numerator * whole.denominator > whole.numerator * part.denominator


def not_from_figures(row: TypedRow, facts: Facts) -> bool:
    """Return whether points within the bounds and on a step of the rule are not those that the figures give."""
    if row.self_points is None or row.declared is None or above_denominator(row) or out_of_bounds(row, facts):
        return False
    given = _points(row, facts.year)
    if given is None:
        return row.criterion.on_no_case == "leave_out" and _nothing_to_measure(row)
    return not same_points(row.self_points, given, facts.criteria.points_decimals)


def _points(row: TypedRow, year: int) -> Fraction | None:
    """Return the points by the rule; those of `on_no_case` where there was nothing to measure."""
    criterion = row.criterion
    given = rules.points(criterion.rule, criterion.maximum, criterion.minimum, row.declared, year)
    if given is not None or not _nothing_to_measure(row):
        return given
    return {"full": criterion.maximum, "zero": Fraction(0)}.get(criterion.on_no_case)


def _nothing_to_measure(row: TypedRow) -> bool:
    return row.criterion.rule.measure in SHARES and row.declared.denominator == 0


def _not_given(row: TypedRow, facts: Facts) -> Problem:
    expected = _points(row, facts.year)
    wanted = worded("expected_no_case") if expected is None else expected
    return found(
        "points_not_from_figures", facts, row.line, CELL, row.code, found=row.self_points, expected=wanted,
        figures=_figures(row), how=_rule(row),
    )  # fmt: skip


def _figures(row: TypedRow) -> dict:
    value, denominator = row.declared
    if denominator is not None:
        return worded("share", value=value, denominator=denominator)
    if isinstance(value, str):
        labels = {one: dict(rules.word_labels(row.criterion.rule, one)).get(value, value) for one in ("vi", "en")}
        return worded("quoted", value=labels)
    return worded("quoted", value="; ".join(map(str, value)) if isinstance(value, tuple) else value)


def _rule(row: TypedRow) -> dict:
    criterion = row.criterion
    return {one: rules.words(criterion.rule, criterion.maximum, one) for one in ("vi", "en")}


def _incomplete(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    needed = row.self_points is not None and row.criterion.rule.measure in NEED_FIGURES
    if not needed or "declared" not in facts.form.columns:
        return
    if row.faults and row.faulty("declared", "denominator"):
        return
    value, whole = row.source.values.get("declared"), row.source.values.get("denominator")
    if row.self_points == 0 and value is None and whole is None:
        return
    half = row.criterion.rule.measure in SHARES and value is not None and whole is None
    fields = ("denominator", "declared") if half else ("declared",)
    label = {one: getattr(row.criterion, f"figures_{one}") or worded("figures")[one] for one in ("vi", "en")}
    said = worded("nothing") if value is None and whole is None else value if value is not None else whole
    yield found("figures_incomplete", facts, row.line, fields, row.code, found=said, expected=label)
