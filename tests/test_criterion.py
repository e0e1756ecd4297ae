"""Dates that a criterion's evidence must bear, and when it is late."""

import datetime
from fractions import Fraction

import pytest

from analysis.criterion import Criterion, due_date, window_dates, window_ends
from analysis.rules import RuleError, parse


def criterion(window="", due=""):
    return Criterion(
        code="1.10", parent="1", title_vi="Kế hoạch", title_en="Plan", maximum=Fraction(1), minimum=Fraction(0),
        part="main", points_from="appraisal", rule=parse("all_or_nothing", ""), on_no_case="unknown", figures_vi="",
        figures_en="", evidence_vi="", evidence_en="", appraised_by="", window=window, due=due, article="",
        confidence="", applies=True, leaf=True, level=2,
    )  # fmt: skip


def test_without_a_window_evidence_is_of_the_calendar_year():
    assert window_dates(criterion(), 2024) == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


def test_without_a_window_the_period_of_the_study_counts():
    period = (datetime.date(2023, 12, 1), datetime.date(2024, 11, 30))
    assert window_dates(criterion(), 2024, period) == period


def test_a_plan_may_be_issued_in_december_before():
    expected = (datetime.date(2023, 12, 1), datetime.date(2024, 12, 31))
    period = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert window_dates(criterion("Y-1-12-01..Y-12-31"), 2024, period) == expected


def test_a_window_may_end_in_the_year_after():
    assert window_dates(criterion("Y-01-01..Y+1-01-15"), 2024)[1] == datetime.date(2025, 1, 15)


def test_a_window_of_one_day_is_a_window():
    assert len(set(window_dates(criterion("Y-06-30..Y-06-30"), 2024))) == 1


def test_a_due_date_is_counted_from_the_year_assessed():
    assert due_date(criterion(due="Y-01-31"), 2024) == datetime.date(2024, 1, 31)


def test_a_decision_may_name_no_due_date():
    assert due_date(criterion(), 2024) is None


@pytest.mark.parametrize("window", ["", "Y-01-01", "Y-12-31..Y-01-01", "2024-01-01..2024-12-31", "Y-01-01..Y-13-01"])
def test_what_is_no_window_is_refused(window):
    with pytest.raises(RuleError):
        window_ends(window)


def test_a_criterion_cannot_be_changed():
    with pytest.raises(AttributeError):
        criterion().code = "1.1"
