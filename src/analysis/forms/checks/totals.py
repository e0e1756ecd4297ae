"""Totals that were typed: of criteria, domains and the whole form, against the sum of their rows."""

import math
from collections.abc import Iterator
from fractions import Fraction

from analysis.criterion import Criterion
from analysis.forms.checks.finding import Facts, found, worded
from analysis.forms.checks.points import CELL
from analysis.forms.checks.standing import same_points, standing
from analysis.forms.checks.structure import must_stand
from analysis.forms.declared import read_number
from analysis.forms.meaning import TypedRow
from analysis.framework import ROOT
from analysis.problems import Problem

IDS = ("typed_total_differs",)
ZERO = Fraction(0)


def of_form(rows: list[TypedRow], facts: Facts) -> Iterator[Problem]:
    """Yield the typed totals that are neither the sum of their rows nor the sum of the typed totals below them.

    A total is left alone above what is reported for itself: a cell that cannot be read, points where none may stand, a
    criterion that stands twice or is missing. The whole may be given with or without bonus and deduction.
    """
    typed = _typed_totals(facts)
    if not typed:
        return
    points, unsettled = _points(rows, facts)
    sums = _summed(points, facts.criteria.items)
    decimals = facts.criteria.points_decimals
    below = {code: total for code, _, total in reversed(typed)}
    broken = _above(unsettled, facts.criteria.items)
    for code, line, total in typed:
        if code in broken or same_points(total, sums.get(code, ZERO), decimals):
            continue
        if not any(same_points(total, one, decimals) for one in _also_right(code, below, sums, points, facts)):
            expected = _expected(code, sums, points, facts.criteria.items)
            node = worded("whole") if code == ROOT else worded("node", code=code)
            yield found("typed_total_differs", facts, line, CELL, code, found=total, expected=expected, node=node)


def _expected(code: str, sums: dict, points: dict, items: dict) -> Fraction | dict:
    """Return the sum of the rows, and a word on it where a bonus or a deduction below it was cut to its bounds."""
    plain = sum((value for one, value in points.items() if code in _above({one}, items)), ZERO)
    own = sums.get(code, ZERO)
    return own if plain == own else worded("of_capped", points=own)


def _typed_totals(facts: Facts) -> list[tuple[str, int, Fraction]]:
    items, typed = facts.criteria.items, []
    for row in facts.form.rows:
        code = ROOT if row.role == "total" and not row.code else row.code
        if "self_points" not in row.values or code not in items or items[code].leaf:
            continue
        total, _ = read_number(row.values["self_points"])
        if total is not None:
            typed.append((code, row.line, total))
    return typed


def _points(rows: list[TypedRow], facts: Facts) -> tuple[dict[str, Fraction], set[str]]:
    """Return ({leaf: points}, leaves whose points are not settled)."""
    points, unsettled = {}, set()
    for row in rows:
        refused = row.self_points and standing(row, facts) != "scored"
        # The sums of our own form are formulas, which pass over numbers kept as text.
        passed_over = facts.form.template and row.source.values.get("self_points").__class__ is str
        unread = row.faults and row.faulty("self_points", "applicability")
        if row.code in points or refused or passed_over or unread:
            unsettled.add(row.code)
        points[row.code] = row.self_points or ZERO
    items = facts.criteria.items.items()
    return points, unsettled | {
        code for code, one in items if one.leaf and code not in points and must_stand(one, facts)
    }


def _summed(points: dict[str, Fraction], items: dict) -> dict[str, Fraction]:
    """Return the sum of the leaves below every inner node that has any; added up as whole numbers, which is quick."""
    scale = math.lcm(*{value.denominator for value in points.values()})
    sums: dict[str, int] = {}
    for code, value in points.items():
        parent = items[code].parent
        sums[parent] = sums.get(parent, 0) + value.numerator * (scale // value.denominator)
    for code in sorted((code for code, one in items.items() if not one.leaf), key=lambda code: -items[code].level):
        if items[code].parent and code in sums:
            sums[code] = _capped(sums[code], items[code], scale)
            sums[items[code].parent] = sums.get(items[code].parent, 0) + sums[code]
    return {code: Fraction(value, scale) for code, value in sums.items()}


def _capped(value: int, criterion: Criterion, scale: int) -> int | Fraction:
    """Return the sum of a bonus or a deduction within its bounds; a main part is never cut, its rows are checked."""
    if criterion.part == "main":
        return value
    if criterion.maximum is not None and value > criterion.maximum * scale:
        return criterion.maximum * scale
    return criterion.minimum * scale if criterion.minimum is not None and value < criterion.minimum * scale else value


def _above(codes: set[str], items: dict) -> set[str]:
    found_above = set()
    for code in codes:
        parent = items[code].parent
        while parent:
            found_above.add(parent)
            parent = items[parent].parent
    return found_above


def _also_right(code: str, typed: dict, sums: dict, points: dict, facts: Facts) -> Iterator[Fraction]:
    items = facts.criteria.items
    below = [one for one, item in items.items() if item.parent == code]
    yield sum((_shown(one, typed, sums, points) for one in below), ZERO)
    if code == ROOT:
        main = [one for one in below if items[one].part == "main"]
        yield sum((sums.get(one, points.get(one, ZERO)) for one in main), ZERO)
        yield sum((_shown(one, typed, sums, points) for one in main), ZERO)


def _shown(code: str, typed: dict, sums: dict, points: dict) -> Fraction:
    return typed[code] if code in typed else sums.get(code, points.get(code, ZERO))
