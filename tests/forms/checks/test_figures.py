"""Declared figures of one row: whole, possible, and giving the points typed."""

import datetime

from forms.sample_form import COLUMNS, cell, form, problems, said


def row(code, points, **more):
    return {code: {"self_points": points} | more}


def test_points_that_the_figures_do_not_give_are_an_error_with_the_right_points():
    (found,) = problems(row("1.1.3", 2.0, declared=80.0))
    assert (found.rule, found.cell, found.expected) == ("points_not_from_figures", cell("self_points", "1.1.3"), "1")
    assert "80/100" in found.message_vi and "trên 90%" in found.message_vi.lower()


def test_a_boundary_belongs_to_the_step_that_the_rule_says():
    # Above 90% gives 2 points, so 90% itself gives 1.
    assert said(row("1.1.3", 1.0, declared=90.0)) == []
    assert said(row("1.1.3", 2.0, declared=90.0)) == [("points_not_from_figures", cell("self_points", "1.1.3"))]


def test_points_rounded_half_up_are_those_the_figures_give():
    # 10/3 x 5/7 = 2.38095...
    assert said(row("2.1", "2,38", declared=5.0, denominator=7.0)) == []
    assert said(row("2.1", 2.380952, declared=5.0, denominator=7.0)) == []
    wrong = row("2.1", "2,39", declared=5.0, denominator=7.0)
    assert said(wrong) == [("points_not_from_figures", cell("self_points", "2.1"))]


def test_every_measure_is_worked_out_again():
    later = row("1.1.1", 0.5, declared=datetime.date(2025, 1, 20), evidence_date=datetime.date(2025, 1, 20))
    assert said(later) == []
    assert said(row("1.1.2", 1.5)) == [("points_not_from_figures", cell("self_points", "1.1.2"))]
    assert said(row("1.2.1", 0.5)) == [("points_not_from_figures", cell("self_points", "1.2.1"))]
    assert said(row("1.2.2", 0.25)) == [("points_not_from_figures", cell("self_points", "1.2.2"))]
    assert said(row("2.2", 0.0, declared="Có")) == [("points_not_from_figures", cell("self_points", "2.2"))]
    assert said(row("2.3", 2.0)) == [("points_not_from_figures", cell("self_points", "2.3"))]


def test_one_cell_may_hold_both_figures():
    assert said(row("2.1", 2.5, declared="3/4", denominator=None)) == []
    assert said(row("2.1", 2.5, declared="75 %", denominator=None)) == []
    assert said(row("2.1", 2.5, declared="2/4", denominator=None)) == [
        ("points_not_from_figures", cell("self_points", "2.1"))
    ]


def test_points_off_the_step_are_said_once():
    assert said(row("1.1.3", 1.5, declared=80.0)) == [("off_step", cell("self_points", "1.1.3"))]


def test_nothing_to_measure_gives_what_the_criterion_says_of_it():
    nothing = {"declared": 0.0, "denominator": 0.0}
    assert said(row("2.1", "3,33", **nothing)) == []
    assert said(row("2.1", 2.5, **nothing)) == [("points_not_from_figures", cell("self_points", "2.1"))]
    assert said(row("2.3", 0.0, **nothing)) == []
    (found,) = problems(row("1.1.3", 2.0, **nothing))
    assert found.rule == "points_not_from_figures" and "Không phát sinh trong kỳ" in found.message_vi


def test_half_a_figure_is_a_warning_at_the_empty_cell():
    (found,) = problems(row("2.1", 2.5, denominator=None))
    assert (found.rule, found.severity, found.cell) == ("figures_incomplete", "warning", cell("denominator", "2.1"))
    assert "Số đạt / Tổng số" in found.message_vi
    assert said(row("2.1", 2.5, declared=None)) == [("figures_incomplete", cell("declared", "2.1"))]
    assert said(row("2.1", 2.5, declared=None, denominator=None)) == [("figures_incomplete", cell("declared", "2.1"))]


def test_no_points_need_no_figures_and_a_word_may_be_left_out():
    nothing = {"declared": None, "denominator": None, "explanation": "Chưa làm"}
    assert said(row("2.1", 0.0, **nothing)) == said(row("1.1.1", 0.0, **nothing)) == []
    assert said(row("1.2.2", 0.5, declared=None)) == []
    assert said(row("2.1", 0.0, declared=None)) == [("figures_incomplete", cell("declared", "2.1"))]


def test_a_form_without_a_column_of_figures_is_not_asked_for_them():
    columns = tuple(name for name in COLUMNS if name not in ("declared", "denominator"))
    assert said(given=form(columns=columns, template=False)) == []


def test_a_numerator_above_the_denominator_is_said_once():
    assert said(row("2.1", 2.5, declared=5.0)) == [("numerator_above_denominator", cell("declared", "2.1"))]
    assert said(row("2.1", "3,33", declared=4.0)) == []


def test_a_figure_that_cannot_be_read_is_not_also_missing():
    assert said(row("2.1", 2.5, denominator="bốn")) == [("not_a_number", cell("denominator", "2.1"))]
