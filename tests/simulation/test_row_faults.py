"""Mistakes in one row: each kind fits some rows of a province, and changes the row as its name says."""

from fractions import Fraction

import pytest
from simulated import province

from analysis.criterion import due_date, window_dates
from analysis.rules import steps
from analysis.simulation.layouts import WILD
from analysis.simulation.plans import plan
from analysis.simulation.row_faults import ROW_FAULTS, Case

MADE = province(2024, "large", "shared")
HAS = frozenset(WILD["declared"].columns)


def cases(block="so"):
    criteria = MADE.criteria[block]
    for unit in (one for one in MADE.assessed if one.block == block):
        one = plan(MADE, unit, "declared")
        for line in one.lines:
            if line.role == "leaf":
                yield Case(criteria.items[line.key], line, 2024, HAS, line.key in one.agreed)


CASES = list(cases())


def fitting(name):
    return [case for case in CASES if ROW_FAULTS[name].fits(case)]


@pytest.mark.parametrize("name", ROW_FAULTS)
def test_every_kind_fits_some_rows_and_changes_them(name):
    found = fitting(name)
    assert found and all(ROW_FAULTS[name].change(case) != case.line.values for case in found[:50])


def changed(name):
    return [(case, ROW_FAULTS[name].change(case)) for case in fitting(name)]


def test_points_above_the_maximum_are_above_it():
    assert all(values["self_points"] > case.item.maximum for case, values in changed("above_maximum"))


def test_points_off_the_step_are_none_of_its_values_and_within_the_bounds():
    for case, values in changed("off_step"):
        assert values["self_points"] not in steps(case.item.rule, case.item.maximum, case.item.minimum)
        assert 0 < values["self_points"] < case.item.maximum


def test_a_document_outside_the_window_is_older_than_it():
    for case, values in changed("evidence_outside_window"):
        assert values["evidence_date"] < window_dates(case.item, 2024)[0]


def test_what_is_late_lies_within_the_window_after_the_due_day():
    for case, values in changed("late_as_on_time"):
        assert due_date(case.item, 2024) < values["evidence_date"] <= window_dates(case.item, 2024)[1]


def test_a_numerator_above_the_whole_is_larger_by_three():
    assert all(values["declared"] - values["denominator"] == 3 for _, values in changed("numerator_above_denominator"))


def test_an_exception_keeps_no_points_but_where_that_is_the_mistake():
    assert all("self_points" not in values for _, values in changed("exception_without_reason"))
    assert all(values["self_points"] == Fraction(0) for _, values in changed("exception_with_points"))
    assert all(case.agreed for case in fitting("outside_functions_scored"))


def test_points_that_changed_keep_no_appraisal_that_answered_to_the_former_ones():
    for name in ("not_a_number", "above_maximum", "off_step", "points_not_from_figures"):
        assert all("appraisal_1" not in values for _, values in changed(name))
