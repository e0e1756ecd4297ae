"""What every check needs: the facts it may know, and how it says what it found at which cell."""

import datetime
from fractions import Fraction
from typing import NamedTuple

from analysis.csv_file import address
from analysis.forms import catalogue
from analysis.forms.form import Form
from analysis.framework import CriteriaSet
from analysis.language import LANGUAGES, number, say
from analysis.problems import Problem, problem

LONGEST = 160


class Facts(NamedTuple):
    """What is known when one form is examined.

    unit : record of the unit or None. period, as_of : dates or None. outside : {criterion code: reason} of the rows that
    the study puts outside the unit's functions, None where the study has no such list. others : other sets of criteria
    that the form might be of: the one this one replaces, those of other kinds of units. limits : {code: what its points
    can be}, see standing.limits.
    """

    form: Form
    criteria: CriteriaSet
    year: int
    unit: dict | None
    unit_code: str
    period: tuple[datetime.date, datetime.date] | None
    outside: dict | None
    as_of: datetime.date | None
    others: tuple
    limits: dict


def cell(form: Form, line: int, fields: tuple[str, ...]) -> str:
    """Return the address of the first of these fields that the form has a column for; empty if it has none."""
    for field in fields:
        if field in form.columns:
            return address(form.columns[field], line)
    return ""


def found(check: str, facts: Facts, line: int = 0, fields: tuple[str, ...] = (), code: str = "", **more) -> Problem:
    """Return the problem of a check at a cell; `more` holds found, expected and what else the text names."""
    where = cell(facts.form, line, fields) if line else ""
    return at(check, facts.form, where, unit_code=facts.unit_code, criterion_code=code, **more)


def at(check: str, form: Form, where: str, **more) -> Problem:
    """Return the problem of a check at the cell of a form that `where` names."""
    return stated(check, form.file, form.sheet if where else "", where, **more)


def stated(check: str, file: str, sheet: str, where: str, severity: str = "", **more) -> Problem:
    """Return the problem of a check in a file; its severity is that of the catalogue unless another is given."""
    for name in ("found", "expected"):
        if name in more:
            more[name] = shown(more[name])
    place = {one: catalogue.place(file, sheet, where, one) for one in LANGUAGES}
    return problem(
        check, severity or catalogue.checks()[check].severity, "checks", file=file, sheet=sheet, cell=where,
        place=place, do={one: catalogue.to_do(check, one) for one in LANGUAGES}, **more,
    )  # fmt: skip


def shown(value) -> dict | str:
    """Return a value as each language writes it: numbers with their own marks, dates, pairs as they are."""
    if isinstance(value, dict):
        return value
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        return {one: _figure(value, one) for one in LANGUAGES}
    text = str(value).upper() if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _figure(value: int | float | Fraction, language: str) -> str:
    exact = Fraction(repr(round(value, 9))) if isinstance(value, float) else Fraction(value)
    for decimals in range(7):
        if (exact * 10**decimals).denominator == 1:
            return number(float(exact), language, decimals)
    return str(exact) if exact.denominator < 1000 else number(float(exact), language, 4)


def worded(key: str, **values) -> dict:
    """Return a text of texts/checks.yml in both languages."""
    return {one: say(f"checks.{key}", one, **_in(values, one)) for one in LANGUAGES}


def _in(values: dict, language: str) -> dict:
    plain = {name: shown(value) for name, value in values.items()}
    return {name: value[language] if isinstance(value, dict) else value for name, value in plain.items()}
