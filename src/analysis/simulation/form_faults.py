"""Mistakes in the rows of a form taken together: rows missing, extra, twice, moved, renamed; totals; one paper for all."""

from collections.abc import Callable
from fractions import Fraction

from analysis.framework import CriteriaSet
from analysis.language import say
from analysis.simulation.plans import Line, Plan
from analysis.simulation.rows import APPLIES

MANY, FEWEST = 9, 3
MANY_NUMBER = "906/"
ADDED = "1.1.9"
Found = tuple[Plan, str, str] | None


def _main_leaves(plan: Plan, criteria: CriteriaSet, free: Callable[[str], bool]) -> list[Line]:
    return [
        line for line in plan.lines
        if line.key in criteria.leaves and "self_points" in line.values and free(line.key)
        and line.values.get("applicability") == APPLIES and criteria.items[line.key].part == "main"
    ]  # fmt: skip


def _pick(plan: Plan, criteria: CriteriaSet, free: Callable[[str], bool], place: int) -> Line | None:
    rows = _main_leaves(plan, criteria, free)
    return rows[place] if len(rows) > FEWEST else None


def missing(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form without a row, its code, and no field: nothing of it is left to point at."""
    gone = _pick(plan, criteria, free, -1)
    if gone is None:
        return None
    return plan._replace(lines=tuple(line for line in plan.lines if line != gone)), gone.key, ""


def extra(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with a row of the unit's own making at the end of its first criterion."""
    place = next(at for at, line in enumerate(plan.lines) if line.key == "1.2")
    line = Line(ADDED, ADDED, say("simulation.extra_row", "vi"), Fraction(1), "leaf", {"self_points": Fraction(1)})
    return plan._replace(lines=(*plan.lines[:place], line, *plan.lines[place:])), ADDED, "code"


def twice(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with one row written twice, one below the other."""
    one = _pick(plan, criteria, free, 2)
    if one is None:
        return None
    place = plan.lines.index(one)
    again = one._replace(key=f"{one.key}#2")
    return plan._replace(lines=(*plan.lines[: place + 1], again, *plan.lines[place + 1 :])), again.key, "code"


def reordered(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with two neighbouring rows changed round."""
    for at in range(len(plan.lines) - 1):
        first, second = plan.lines[at], plan.lines[at + 1]
        if first.role == second.role == "leaf" and free(first.key) and free(second.key):
            return plan._replace(lines=(*plan.lines[:at], second, first, *plan.lines[at + 2 :])), first.key, "code"
    return None


def renamed(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with another title in one row."""
    one = _pick(plan, criteria, free, -2)
    if one is None:
        return None
    return plan.with_line(one._replace(title=say("simulation.own_title", "vi"))), one.key, "title"


def maximum(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with a higher maximum in one row than the decision gives."""
    one = _pick(plan, criteria, free, -3)
    if one is None:
        return None
    return plan.with_line(one._replace(maximum=one.maximum + 1)), one.key, "max_points"


def total(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with a typed total of a criterion that is one point more than its rows give."""
    for line in reversed(plan.lines):
        typed = line.role == "inner" and "." in line.key and "self_points" in line.values
        if typed and all(free(child) for child in criteria.children(line.key)):
            values = line.values | {"self_points": line.values["self_points"] + 1}
            return plan.with_line(line._replace(values=values)), line.key, "self_points"
    return None


def many_rows(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with one report cited under many rows, as units do with a yearly report."""
    rows = [
        line for line in _main_leaves(plan, criteria, free)
        if "evidence_number" in line.values and not criteria.items[line.key].window
    ]  # fmt: skip
    if len(rows) < MANY:
        return None
    same = {name: rows[0].values[name] for name in ("evidence", "evidence_number", "evidence_date")}
    # A number of its own: a row above that cited the same report would be the first of the many.
    same["evidence_number"] = MANY_NUMBER + same["evidence_number"].partition("/")[2]
    for line in rows[:MANY]:
        plan = plan.with_line(line._replace(values=line.values | same))
    return plan, rows[0].key, "evidence_number"


def officer(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form with the name of the officer who filled it in."""
    return plan._replace(options=plan.options | {"personal_data"}), "", ""


def code_as_number(plan: Plan, criteria: CriteriaSet, free) -> Found:
    """Return the form as it is: where codes are numbers, 5.10 has become 5.1."""
    return plan, "5.10", "code"


FORM_FAULTS = {
    "criterion_missing": missing,
    "criterion_extra": extra,
    "criterion_twice": twice,
    "rows_reordered": reordered,
    "title_changed": renamed,
    "maximum_changed": maximum,
    "typed_total_differs": total,
    "same_evidence_many_rows": many_rows,
    "personal_data_dropped": officer,
    "code_recovered": code_as_number,
}
# Only a form that is not the template can have its rows, titles and totals changed, and formulas for points.
NOT_ON_TEMPLATE = frozenset(FORM_FAULTS) - {"same_evidence_many_rows"} | {"formula_values"}
# Codes that became numbers are those of one layout; where domains are I, II, codes and titles are left alone.
ONLY_IN_LAYOUT = {"code_recovered": "points_first"}
