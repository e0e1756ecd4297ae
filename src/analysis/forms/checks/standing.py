"""How a row stands: is it self-scored, an exception, outside the unit's functions? And when are two points the same points?"""

from fractions import Fraction
from typing import NamedTuple

from analysis import rules
from analysis.criterion import Criterion
from analysis.forms.checks.finding import Facts
from analysis.forms.meaning import TypedRow
from analysis.forms.remembered import by_identity
from analysis.framework import CriteriaSet

NOT_SELF_SCORED = {
    "survey": "survey_row_self_scored", "system": "system_row_self_scored", "deduction": "deduction_self_scored",
}  # fmt: skip
EXCEPTIONS = ("not_applicable", "no_case")
MOST_DECIMALS = 9
# What a spreadsheet's own arithmetic may leave behind the last digit.
NOISE = Fraction(1, 10**9)


def standing(row: TypedRow, facts: Facts) -> str:
    """Return unknown_word, not_self_scored, exception, outside or scored; only a scored row is judged by its rule."""
    if row.faults and row.faulty("applicability"):
        return "unknown_word"
    if row.criterion.points_from in NOT_SELF_SCORED:
        return "not_self_scored"
    if row.applicability in EXCEPTIONS:
        return "exception"
    return "outside" if outside(row, facts) else "scored"


def outside(row: TypedRow, facts: Facts) -> bool:
    """Return whether the study, or the decision for every unit of the set, puts a row outside the unit's functions."""
    return not row.criterion.applies or (facts.outside is not None and row.code in facts.outside)


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Return a value rounded half up; away from zero below it."""
    return Fraction(_rounded(value.numerator, value.denominator, 10**decimals), 10**decimals)


def _rounded(part: int, whole: int, scale: int) -> int:
    size = (2 * abs(part) * scale + whole) // (2 * whole)
    return size if part >= 0 else -size


def same_points(typed: Fraction, exact: Fraction, decimals: int) -> bool:
    """Return whether typed points are the exact ones, or those rounded half up to the decimals of the set or to more.

    Worked out in whole numbers: fractions would take half of the time of a form.
    """
    part, whole, own, of = typed.numerator, typed.denominator, exact.numerator, exact.denominator
    if part == own and whole == of:
        return True
    apart, common = abs(part * of - own * whole), whole * of
    if apart * NOISE.denominator <= common:
        return True
    if 2 * apart * 10**decimals > common:
        return False
    scales = (10**places for places in range(decimals, MOST_DECIMALS + 1))
    return any(part * scale == _rounded(own, of, scale) * whole for scale in scales)


def less(one: Fraction, other: Fraction) -> bool:
    """Return whether one is less than the other; several times as fast as asking the fractions."""
    return one.numerator * other.denominator < other.numerator * one.denominator


class Limits(NamedTuple):
    """What the points of a criterion can be.

    maximum, minimum : as (numerator, denominator), with the noise of arithmetic; None if no source states them.
    values : every value of a rule with steps and its roundings, as such pairs; None where it gives any value between.
    """

    maximum: tuple[int, int] | None
    minimum: tuple[int, int] | None
    values: frozenset[tuple[int, int]] | None


@by_identity
def limits(criteria: CriteriaSet) -> dict[str, Limits]:
    """Return {code: limits} of the leaves; whole numbers, since comparing fractions takes most of the time of a form."""
    return {code: _limits(one, criteria.points_decimals) for code, one in criteria.items.items() if one.leaf}


def _limits(criterion: Criterion, decimals: int) -> Limits:
    maximum, minimum = criterion.maximum, criterion.minimum
    steps = rules.steps(criterion.rule, maximum, minimum)
    return Limits(
        None if maximum is None else _pair(max(maximum, half_up(maximum, decimals)) + NOISE),
        None if minimum is None else _pair(min(minimum, half_up(minimum, decimals)) - NOISE),
        None if steps is None else frozenset(_pair(one) for step in steps for one in _spellings(step, decimals)),
    )


def _spellings(value: Fraction, decimals: int) -> set[Fraction]:
    return {value, *(half_up(value, places) for places in range(decimals, MOST_DECIMALS + 1))}


def _pair(value: Fraction) -> tuple[int, int]:
    return value.numerator, value.denominator
