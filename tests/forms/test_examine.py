"""One form against the criteria: one message for one cause, nothing for what is right, in no time."""

import datetime
import random
import time

from forms.sample_form import CRITERIA, UNIT, YEAR, form, head, problems, said

from analysis.forms.examine import examine
from analysis.problems import problem


def test_a_right_form_gives_its_rows_and_no_problem():
    rows, found = examine(form(), CRITERIA, YEAR)
    assert len(rows) == 14 and found == []


def test_problems_of_reading_come_first_and_get_the_unit():
    noted = problem("formula_values", "note", texts="reading", file="bieu.xlsx", sheet="Biểu", cell="F7", found="F7")
    _, found = examine(form(problems=[noted]), CRITERIA, YEAR, unit=UNIT)
    assert [(one.rule, one.unit_code) for one in found] == [("formula_values", "00-xa-binh-an")]


def test_the_unit_is_that_of_the_head_where_none_is_given():
    _, found = examine(form({"1.1.3": {"self_points": 9.0}}), CRITERIA, YEAR)
    assert {one.unit_code for one in found} == {"00-xa-binh-an"}


def test_days_may_be_dates_or_texts():
    late = {"1.1.3": {"evidence_date": datetime.date(2026, 3, 1)}}
    texts = problems(late, as_of="2026-01-31", period=("2025-01-01", "2025-12-31"))
    days = problems(
        late, as_of=datetime.date(2026, 1, 31), period=(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    )
    assert texts == days and [one.rule for one in texts] == ["evidence_date_future"]


def test_a_form_that_could_not_be_read_is_not_judged_row_by_row():
    unread = problem("no_rows", texts="reading", file="bieu.xlsx", sheet="Biểu")
    assert said(given=form(rows=[], problems=[unread])) == [("no_rows", "")]


def test_one_cause_in_each_row_gives_one_message_in_each_row():
    changes = {
        "1.1.1": {"self_points": "một"}, "1.1.2": {"self_points": 7.0}, "1.1.3": {"self_points": 1.5},
        "1.2.1": {"self_points": None}, "2.1": {"applicability": "tùy"}, "2.3": {"denominator": None},
    }  # fmt: skip
    totals = {"1": {"self_points": 99.0}}
    assert sorted(rule for rule, _ in said(changes)) == sorted(
        ["not_a_number", "above_maximum", "off_step", "row_empty", "applicability_unknown_word", "figures_incomplete"]
    )
    assert [rule for rule, _ in said({"1.1.1": changes["1.1.1"]} | totals)] == ["not_a_number"]


def test_the_same_form_gives_the_same_problems():
    changes = {"1.1.3": {"self_points": 9.0, "evidence_date": "31/2/2025"}}
    assert problems(changes) == problems(changes)


def test_whatever_stands_in_the_cells_nothing_breaks():
    draw, junk = random.Random(20250701), [
        None, "", "x", "=1+1", "1.085", "45/50", "90 %", "-", True, False, 0.0, -1.0, 1e300, 1e-300, "12/2024/QĐ-UBND",
        datetime.datetime(2025, 3, 1, 12), datetime.date(1, 1, 1), "Không phát sinh", "ngày 99/99/9999", "\u0000", "9" * 5000,
        "{file}", "٣", "½", "1e5", "inf", "nan", "1; 2; 3; 4", float(2**60),
    ]  # fmt: skip
    for _ in range(150):
        changes = {
            code: {
                field: draw.choice(junk) for field in draw.sample(sorted(set(form().columns) - {"code", "title"}), 6)
            }
            for code in CRITERIA.items
        }
        found = problems(
            changes, given=None, as_of=draw.choice([None, "2025-12-31"]), outside=draw.choice([None, {"2.1": "x"}])
        )
        assert all(one.message_vi and one.message_en for one in found)


def test_a_form_of_a_hundred_rows_is_understood_and_checked_in_well_under_a_tenth_of_a_second():
    rows = form().rows
    given = form(head=head(), rows=[row for _ in range(5) for row in rows])
    start = time.perf_counter()
    examine(given, CRITERIA, YEAR)
    assert time.perf_counter() - start < 1 and len(given.rows) == 100
