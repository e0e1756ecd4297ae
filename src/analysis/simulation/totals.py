"""Totals of the synthetic province, worked out apart from the rooms of the study so that the two can be held together."""

from collections.abc import Callable
from fractions import Fraction

from analysis.framework import CriteriaSet
from analysis.simulation.rows import NO_CASE, OUTSIDE, Row, earned
from analysis.simulation.survey import pooled


def percent(
    criteria: CriteriaSet,
    rows: dict[str, Row],
    surveyed: dict[str, Fraction],
    points: Callable[[Row], Fraction | None] = lambda row: row.in_force,
) -> Fraction:
    """Return the total of a unit in per cent of its applicable maximum, bonus and deductions within their caps.

    surveyed : exact points of the survey rows. points : which points of a row count. What lies outside the functions
    leaves the maximum (treatment per_cent); a row without a case counts as its rule says.
    """
    main, applicable = sum(surveyed.values(), Fraction(0)), Fraction(0)
    extra: dict[str, Fraction] = {}
    applicable += sum((criteria.items[code].maximum for code in surveyed), Fraction(0))
    for code, row in rows.items():
        item = criteria.items[code]
        if item.part != "main":
            extra[item.parent] = extra.get(item.parent, Fraction(0)) + (points(row) or Fraction(0))
            continue
        gained, maximum = counted(item, row, points)
        main, applicable = main + gained, applicable + maximum
    return (
        100 * (main + sum((capped(criteria, node, value) for node, value in extra.items()), Fraction(0))) / applicable
    )


def counted(item, row: Row, points: Callable[[Row], Fraction | None]) -> tuple[Fraction, Fraction]:
    """Return (points, applicable maximum) of a row of the main part."""
    if row.status == OUTSIDE or (row.status == NO_CASE and item.on_no_case == "leave_out"):
        return Fraction(0), Fraction(0)
    if row.status == NO_CASE:
        return (item.maximum if item.on_no_case == "full" else Fraction(0)), item.maximum
    return points(row), item.maximum


def capped(criteria: CriteriaSet, node: str, value: Fraction) -> Fraction:
    """Return the points of a bonus or deduction node, not beyond its cap."""
    item = criteria.items[node]
    return min(value, item.maximum) if item.part == "bonus" else max(value, item.minimum)


def survey_points(criteria: CriteriaSet, rows: list[dict], year: int) -> dict[str, Fraction]:
    """Return the exact points of each survey criterion from the rows of survey.csv of one unit."""
    by_code: dict[str, list[dict]] = {}
    for row in rows:
        by_code.setdefault(row["criterion_code"], []).append(row)
    return {code: earned(criteria.items[code], pooled(own), year) for code, own in by_code.items()}
