"""Mistakes in one row of a form: how each kind of the catalogue comes about, and at which cell it shows."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from analysis.criterion import Criterion, due_date, window_dates
from analysis.language import say
from analysis.rules import steps, word_labels
from analysis.simulation.layouts import EVIDENCE
from analysis.simulation.plans import Formula, Line
from analysis.simulation.rows import APPLIES, NO_CASE, OUTSIDE

HALF = Fraction(1, 2)
FIGURES = ("declared", "denominator")
LATER = ("appraisal_1", "opinion_1", "supplement", "appraisal_2", "opinion_2")
COUNTED = ("rate", "ratio")
DAY = datetime.timedelta(days=1)


class Case(NamedTuple):
    """A row that may get a mistake. has : which fields have a column of their own in the form; agreed : outside by the list."""

    item: Criterion
    line: Line
    year: int
    has: frozenset
    agreed: bool


class RowFault(NamedTuple):
    """A kind of mistake: which rows can have it, what it makes of the row's values, the fields whose cell shows it."""

    fits: Callable[[Case], bool]
    change: Callable[[Case], dict]
    cells: tuple[str, ...] = ("self_points",)


def _scored(case: Case) -> bool:
    applies = case.line.values.get("applicability") == APPLIES
    return "self_points" in case.line.values and applies and case.item.part == "main"


def _gained(case: Case) -> bool:
    return _scored(case) and case.line.values["self_points"] > 0


def _cites(case: Case) -> bool:
    return _gained(case) and "evidence_number" in case.line.values and case.item.rule.measure != "date"


def _counted(case: Case) -> bool:
    figures = all(field in case.line.values and field in case.has for field in FIGURES)
    return _gained(case) and figures and case.item.rule.measure in COUNTED


def _below_full_step(case: Case) -> bool:
    declared = "declared" in case.line.values and "declared" in case.has
    return _scored(case) and declared and case.line.values["self_points"] < case.item.maximum and _stepped(case)


def _stepped(case: Case) -> bool:
    return steps(case.item.rule, case.item.maximum, case.item.minimum) is not None


def _on_time(case: Case) -> bool:
    full = _cites(case) and case.line.values["self_points"] == case.item.maximum
    return full and bool(case.item.due) and case.item.rule.measure == "word"


def _from(source: str) -> Callable[[Case], bool]:
    return lambda case: case.item.leaf and case.item.points_from == source


def _system(case: Case) -> bool:
    return _from("system")(case) and not case.agreed


def _set(**values) -> Callable[[Case], dict]:
    return lambda case: case.line.values | values


def _points(value: Callable[[Case], object]) -> Callable[[Case], dict]:
    """Change the points; the later rounds, which answered to the former points, are left out."""
    return lambda case: _without(*LATER)(case) | {"self_points": value(case)}


def _without(*fields: str, **values) -> Callable[[Case], dict]:
    return lambda case: {name: one for name, one in case.line.values.items() if name not in fields} | values


def _off_step(case: Case) -> Fraction:
    return case.item.maximum * Fraction(9, 10) - Fraction(1, 100)


def _too_many(case: Case) -> dict:
    """Return the row with full points although its figures give fewer, explained so that nothing else is wrong with it."""
    explained = {"explanation": say("simulation.explained", "vi")}
    return _points(lambda one: one.item.maximum)(case) | explained


def _formula(case: Case) -> dict:
    points = case.line.values["self_points"]
    return case.line.values | {"self_points": Formula(f"=1*{float(points):g}", points)}


def _above_whole(case: Case) -> dict:
    return case.line.values | {"declared": case.line.values["denominator"] + 3}


def _dated(day: Callable[[Case], object]) -> Callable[[Case], dict]:
    return lambda case: case.line.values | {"evidence_date": day(case)}


def _long_before(case: Case) -> datetime.date:
    return window_dates(case.item, case.year)[0] - 400 * DAY


def _in_the_future(case: Case) -> datetime.date:
    return datetime.date(case.year + 2, 1, 10)


def _after_due(case: Case) -> datetime.date:
    return min(due_date(case.item, case.year) + 5 * DAY, window_dates(case.item, case.year)[1])


def _exception(status: str, *fields: str, **values) -> Callable[[Case], dict]:
    reason = {"applicability": status, "applicability_reason": say("simulation.no_case_1", "vi")}
    kept = {name: one for name, one in (reason | values).items() if name not in fields}
    return lambda case: kept


def _scored_outside(case: Case) -> dict:
    return {"applicability": APPLIES, "self_points": case.item.maximum, "explanation": say("simulation.explained", "vi"),
            **_best_figures(case.item)}  # fmt: skip


def _best_figures(item: Criterion) -> dict:
    """Return figures that give the full points, so that nothing else is wrong with the row."""
    if item.rule.measure in COUNTED:
        return {"declared": Fraction(20), "denominator": Fraction(20)}
    return {"declared": word_labels(item.rule, "vi")[0][1]} if item.rule.measure == "word" else {}


def _outside_by_list(case: Case) -> bool:
    return case.agreed and case.item.leaf and case.item.rule.measure in (*COUNTED, "word")


def _cut_without_reason(case: Case) -> dict:
    values = {name: one for name, one in case.line.values.items() if name not in LATER}
    return values | {"appraisal_1": Fraction(0)}


def _above_appraised(case: Case) -> dict:
    return case.line.values | {"appraisal_1": case.item.maximum + 1}


DATE, NUMBER, PAGE = ("evidence_date", "evidence"), ("evidence_number", "evidence"), ("evidence_page", "evidence")
ROW_FAULTS = {
    "not_a_number": RowFault(_scored, _points(lambda case: say("simulation.not_a_number", "vi"))),
    "ambiguous_number": RowFault(_scored, _points(lambda case: "1.085")),
    "above_maximum": RowFault(_gained, _points(lambda case: case.item.maximum + 1)),
    "below_minimum": RowFault(_gained, _points(lambda case: -HALF)),
    "off_step": RowFault(lambda case: _gained(case) and _stepped(case), _points(_off_step)),
    "points_not_from_figures": RowFault(_below_full_step, _too_many),
    "figures_incomplete": RowFault(_counted, _without("denominator"), ("denominator",)),
    "numerator_above_denominator": RowFault(_counted, _above_whole, ("declared",)),
    "row_empty": RowFault(_gained, _without("self_points", *FIGURES, *EVIDENCE, "evidence", *LATER)),
    "survey_row_self_scored": RowFault(_from("survey"), _set(self_points=HALF)),
    "system_row_self_scored": RowFault(_system, _set(self_points=Fraction(0))),
    "deduction_self_scored": RowFault(_from("deduction"), _set(self_points=Fraction(0))),
    "no_evidence_no_explanation": RowFault(_cites, _without("evidence", *EVIDENCE, "explanation"), NUMBER),
    "evidence_without_number": RowFault(_cites, _without("evidence_number"), NUMBER),
    "evidence_without_page": RowFault(_cites, _without("evidence_page"), PAGE),
    "evidence_outside_window": RowFault(_cites, _dated(_long_before), DATE),
    "evidence_date_unreadable": RowFault(_cites, _dated(lambda case: f"31/02/{case.year}"), DATE),
    "evidence_date_future": RowFault(_cites, _dated(_in_the_future), DATE),
    "late_as_on_time": RowFault(_on_time, _dated(_after_due), DATE),
    "exception_without_reason": RowFault(
        _gained, _exception(NO_CASE, "applicability_reason"), ("applicability_reason", "evidence")
    ),
    "exception_with_points": RowFault(_gained, _exception(NO_CASE, self_points=Fraction(0))),
    "exception_not_agreed": RowFault(_gained, _exception(OUTSIDE), ("applicability",)),
    "outside_functions_scored": RowFault(_outside_by_list, _scored_outside),
    "applicability_unknown_word": RowFault(
        _gained, _set(applicability=say("simulation.no_such_word", "vi")), ("applicability",)
    ),
    "formula_values": RowFault(_gained, _formula),
    "appraisal_above_maximum": RowFault(_gained, _above_appraised, ("appraisal_1",)),
    "appraisal_without_opinion": RowFault(_gained, _cut_without_reason, ("opinion_1",)),
}  # fmt: skip
