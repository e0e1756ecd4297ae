"""One criterion of a decision: its points, its rule, what to declare, and the dates its evidence must bear."""

import datetime
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from analysis.rule_terms import Rule, RuleError, YearDate, year_date

PARTS = ("main", "bonus", "deduction")
CALENDAR_YEAR = "Y-01-01..Y-12-31"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One node of a set of criteria.

    maximum, minimum : exact; None where no source states them. part : main, bonus or deduction, taken from the parent
    where the row does not say. window, due : days counted from the year assessed, empty where the decision is silent.
    applies : False if the row is outside the functions of every unit of the set. level : 0 for the root.
    """

    code: str
    parent: str
    title_vi: str
    title_en: str
    maximum: Fraction | None
    minimum: Fraction | None
    part: str
    points_from: str
    rule: Rule
    on_no_case: str
    figures_vi: str
    figures_en: str
    evidence_vi: str
    evidence_en: str
    appraised_by: str
    window: str
    due: str
    article: str
    confidence: str
    applies: bool
    leaf: bool
    level: int


@lru_cache(maxsize=1024)
def window_ends(window: str) -> tuple[YearDate, YearDate]:
    """Return first and last day of a window such as Y-1-12-01..Y-12-31; raises RuleError for what is none."""
    first, dots, last = window.partition("..")
    if not dots:
        raise RuleError("not_a_window", window)
    ends = year_date(first), year_date(last)
    if ends[0] > ends[1]:
        raise RuleError("window_order", window)
    return ends


@lru_cache(maxsize=4096)
def _dates_of(window: str, year: int) -> tuple[datetime.date, datetime.date]:
    first, last = window_ends(window)
    return first.on(year), last.on(year)


def window_dates(
    criterion: Criterion, year: int, period: tuple[datetime.date, datetime.date] | None = None
) -> tuple[datetime.date, datetime.date]:
    """Return first and last day that evidence of a criterion may bear, both allowed.

    Its own window counts before the study's period; without either it is the calendar year assessed.
    """
    if not criterion.window and period is not None:
        return period
    return _dates_of(criterion.window or CALENDAR_YEAR, year)


_due_day = lru_cache(maxsize=1024)(year_date)


def due_date(criterion: Criterion, year: int) -> datetime.date | None:
    """Return the last day on which a document or plan is on time; None where the decision names none."""
    return _due_day(criterion.due).on(year) if criterion.due else None
