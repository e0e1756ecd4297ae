"""One form against the criteria in force: its rows as understood, and everything wrong with it."""

import datetime
from dataclasses import replace

from analysis.forms import meaning
from analysis.forms.checks import evidence, exceptions, figures, identity, points, rounds, standing, structure, totals
from analysis.forms.checks.finding import Facts
from analysis.forms.fitting import fits
from analysis.forms.form import Form
from analysis.forms.meaning import TypedRow
from analysis.framework import CriteriaSet
from analysis.problems import Problem

__all__ = ["examine", "fits"]
ROW_CHECKS = (points.of_row, exceptions.of_row, figures.of_row, evidence.of_row, rounds.of_row)


def examine(
    form: Form, criteria: CriteriaSet, year: int, unit: dict | None = None, period: tuple | None = None,
    outside: dict | None = None, as_of=None, others: tuple = (),
) -> tuple[list[TypedRow], list[Problem]]:  # fmt: skip
    """Return (rows of tiêu chí thành phần as understood, problems of reading and of the checks).

    unit : record with unit_code. period, as_of : dates or ISO text. outside : {criterion code: reason} that the study puts
    outside the unit's functions; None where it has no list. others : sets the form may be of instead. A form of another
    decision or kind of unit is told so once; its rows are not judged.
    """
    code = unit["unit_code"] if unit else form.head.get("unit_code") or ""
    facts = Facts(
        form,
        criteria,
        year,
        unit,
        code,
        _period(period),
        outside,
        _day(as_of),
        tuple(others),
        standing.limits(criteria),
    )
    rows = meaning.typed(form, criteria)
    found = [*form.problems, *identity.of_form(facts)]
    if not any(one.rule in ("former_decision", "wrong_unit_kind") for one in found) and form.rows:
        found += structure.of_form(facts)
        for row in rows:
            state = standing.standing(row, facts)
            for check in ROW_CHECKS:
                found += check(row, facts, state)
        found += totals.of_form(rows, facts)
        found += evidence.cited_often(rows, facts)
    return rows, [one if one.unit_code or not code else replace(one, unit_code=code) for one in _once(found)]


def _once(found: list[Problem]) -> list[Problem]:
    """Return the problems without those that speak again of a cell whose formula failed or has no saved value."""
    unsaved, failed = (_cells_of(found, rule) for rule in ("formula_without_value", "failed_cells"))
    if not unsaved and not failed:
        return found
    unread = {one.cell for one in found if one.rule == "not_a_number"}
    again = {"failed_cells"} if failed <= unread else set()
    return [
        one
        for one in found
        if one.rule not in again and not (one.rule in ("row_empty", "figures_incomplete") and one.cell in unsaved)
    ]


def _cells_of(found: list[Problem], rule: str) -> set[str]:
    return {cell for one in found if one.rule == rule for cell in one.found.split(", ")}


def _day(value) -> datetime.date | None:
    if isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value.date() if isinstance(value, datetime.datetime) else value


def _period(period: tuple | None) -> tuple | None:
    return None if period is None else (_day(period[0]), _day(period[1]))
