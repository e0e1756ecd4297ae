"""The terms of a scoring rule at another maximum: points in them grow or shrink in the same proportion."""

from fractions import Fraction

from analysis.proposals.kinds import written
from analysis.rule_terms import exact


def scaled(kind: str, terms: str, factor: Fraction) -> str:
    """Return the terms of a rule with every number of points multiplied by a factor; conditions stay as they are.

    Rules in shares of the maximum (graded_share, deduction_by_severity, survey, proportional) need no other terms.
    """
    return _SCALED.get(kind, _as_they_are)(terms, factor)


def _as_they_are(terms: str, factor: Fraction) -> str:
    return terms


def _steps(terms: str, factor: Fraction) -> str:
    measure, *steps = terms.split(";")
    return ";".join([measure, *(_last_number(one, ":", factor) for one in steps)])


def _per_item(terms: str, factor: Fraction) -> str:
    return _last_number(terms, "=", factor)


def _tick_list(terms: str, factor: Fraction) -> str:
    return "; ".join(_times(one, factor) for one in terms.split(";"))


def _last_number(part: str, mark: str, factor: Fraction) -> str:
    before, _, number = part.rpartition(mark)
    return f"{before}{mark}{' ' if mark == ':' else ''}{_times(number, factor)}"


def _times(number: str, factor: Fraction) -> str:
    return written(exact(number.strip()) * factor)


_SCALED = {"steps": _steps, "per_item": _per_item, "tick_list": _tick_list}
