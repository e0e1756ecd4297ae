"""Exceptions of one row: outside the unit's functions or no case in the period, with a reason, without points, as agreed."""

from collections.abc import Iterable, Iterator

from analysis.forms.checks.finding import Facts, found, worded
from analysis.forms.checks.points import CELL
from analysis.forms.checks.standing import EXCEPTIONS, outside
from analysis.forms.meaning import TypedRow
from analysis.problems import Problem

IDS = (
    "applicability_unknown_word", "exception_without_reason", "exception_with_points", "exception_not_agreed",
    "outside_functions_scored",
)  # fmt: skip
REASON = ("applicability_reason", "explanation", "evidence", "applicability", *CELL)


def of_row(row: TypedRow, facts: Facts, state: str) -> Iterable[Problem]:
    """Return what is wrong with the exception that a row claims, or should claim."""
    if state == "unknown_word":
        return _unknown_word(row, facts)
    if state == "outside":
        return _outside(row, facts)
    return _claimed(row, facts, state) if row.applicability in EXCEPTIONS else ()


def _outside(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    if row.self_points is not None:
        reason = (facts.outside or {}).get(row.code) or worded("outside_all")
        yield found("outside_functions_scored", facts, row.line, CELL, row.code, found=row.self_points, reason=reason)


def _unknown_word(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    for fault in row.faults:
        if fault.check == "applicability_unknown_word":
            yield found(
                fault.check, facts, row.line, ("applicability",), row.code, found=fault.found,
                expected=worded("expected_applicability"),
            )  # fmt: skip


def _reason_given(row: TypedRow, facts: Facts) -> bool:
    """Return whether there is a reason; a form without a column for it has it where documents and explanations stand."""
    if row.reason or row.explanation:
        return True
    return bool(row.evidence) and not any(field in facts.form.columns for field in REASON[:2])


def _claimed(row: TypedRow, facts: Facts, state: str) -> Iterator[Problem]:
    claim, agreed = worded(row.applicability), outside(row, facts)
    if not agreed and not _reason_given(row, facts):
        yield found("exception_without_reason", facts, row.line, REASON, row.code, found=claim)
    if state == "exception" and row.self_points is not None:
        yield found("exception_with_points", facts, row.line, CELL, row.code, found=row.self_points, claim=claim)
    if row.applicability == "not_applicable" and facts.outside is not None and not agreed:
        yield found("exception_not_agreed", facts, row.line, ("applicability", *CELL), row.code, found=claim)
