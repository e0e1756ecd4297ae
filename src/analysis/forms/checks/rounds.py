"""Points of the later rounds: appraised points within the maximum, a cut with its reason, self-scores left as they were sent."""

from collections.abc import Iterable, Iterator
from itertools import chain

from analysis.forms.checks.finding import Facts, at, cell, found, worded
from analysis.forms.checks.standing import less, same_points
from analysis.forms.form import Form
from analysis.forms.meaning import TypedRow
from analysis.problems import Problem

IDS = ("appraisal_above_maximum", "appraisal_without_opinion", "self_points_changed_after_sending")
APPRAISED = ("appraisal_1", "appraisal_2", "survey_points")


def of_row(row: TypedRow, facts: Facts, state: str) -> Iterable[Problem]:
    """Return what is wrong with the points that others than the unit gave."""
    if row.appraisal_1 is None and row.appraisal_2 is None and row.survey_points is None:
        return ()
    return chain(_above(row, facts), _cuts(row, facts))


def _above(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    maximum, decimals = row.criterion.maximum, facts.criteria.points_decimals
    for field in APPRAISED if maximum is not None else ():
        points = getattr(row, field)
        if points is not None and less(maximum, points) and not same_points(points, maximum, decimals):
            more = {"found": points, "expected": maximum}
            yield found("appraisal_above_maximum", facts, row.line, (field,), row.code, **more)


def _cuts(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    before = row.self_points
    for field, opinion in (("appraisal_1", "opinion_1"), ("appraisal_2", "opinion_2")):
        points = getattr(row, field)
        if points is None:
            continue
        if before is not None and less(points, before) and not str(row.source.values.get(opinion) or "").strip():
            more = {"found": points, "expected": before}
            yield found("appraisal_without_opinion", facts, row.line, (opinion, field), row.code, **more)
        before = points


def changed(
    first: tuple[Form, list[TypedRow]], later: tuple[Form, list[TypedRow]], unit_code: str
) -> Iterator[Problem]:
    """Yield the self-scores that a form of a later round gives otherwise than the form that was sent first."""
    sent = {row.code: row for row in first[1]}
    form, rows = later
    for row in rows:
        before = sent.get(row.code)
        if before is None or row.self_points is None or "self_points" not in form.columns:
            continue
        if before.self_points != row.self_points and not before.faulty("self_points"):
            was = worded("nothing") if before.self_points is None else before.self_points
            yield _changed(row, form, unit_code, was, first[0].file)


def _changed(row: TypedRow, form: Form, unit_code: str, was, file: str) -> Problem:
    where = cell(form, row.line, ("self_points",))
    return at(
        "self_points_changed_after_sending", form, where, unit_code=unit_code,
        criterion_code=row.code, found=row.self_points, expected=was, sent=file,
    )  # fmt: skip
