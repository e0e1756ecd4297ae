"""Points of one row: readable, entered by the one who may, within the bounds, on a step."""

from dataclasses import replace
from fractions import Fraction

import pytest
from forms.sample_form import COLUMNS, ITEMS, PLAN_WINDOW, cell, criteria, criterion, form, problems, said


def points(code, value, **more):
    return {code: {"self_points": value} | more}


def test_a_form_that_is_right_says_nothing():
    assert problems() == []


@pytest.mark.parametrize("typed", ["x", "một điểm", "không", "1,5 - 2", True, "90 %"])
def test_text_in_a_cell_of_points_is_no_number_and_nothing_more_is_said_of_the_row(typed):
    assert said(points("1.1.3", typed)) == [("not_a_number", cell("self_points", "1.1.3"))]


@pytest.mark.parametrize("typed", ["2", "2,0", " 2,00 ", 2.0])
def test_a_number_as_text_is_a_number(typed):
    assert said(points("1.1.3", typed)) == []


def test_a_dash_is_an_empty_cell():
    assert said(points("1.1.3", "-")) == [("row_empty", cell("self_points", "1.1.3"))]


def test_a_number_with_two_meanings_is_said_so_and_not_taken_for_empty():
    assert said(points("2.1", "1.085")) == [("ambiguous_number", cell("self_points", "2.1"))]
    assert said({"2.1": {"declared": "1.085"}}) == [("ambiguous_number", cell("declared", "2.1"))]
    assert said({"2.1": {"declared": "3,0"}}) == []


def test_a_declared_figure_that_cannot_be_read_is_named_with_what_is_wanted():
    (found,) = problems({"1.2.2": {"declared": "có lẽ"}})
    assert (found.rule, found.cell) == ("not_a_number", cell("declared", "1.2.2"))
    assert "một trong các lựa chọn" in found.message_vi
    assert said({"1.1.1": {"declared": "31/02/2025"}}) == [("not_a_number", cell("declared", "1.1.1"))]
    assert said({"1.1.2": {"declared": "1; 4"}}) == [("not_a_number", cell("declared", "1.1.2"))]
    assert said({"2.1": {"declared": -3.0}}) == [("not_a_number", cell("declared", "2.1"))]


def test_points_above_the_maximum_are_an_error_and_the_maximum_itself_is_not():
    assert said(points("1.1.3", 2.5)) == [("above_maximum", cell("self_points", "1.1.3"))]
    assert said(points("1.1.3", 2.0)) == []


def test_the_maximum_rounded_half_up_is_the_maximum():
    full = {"declared": 4.0}
    assert said(points("2.1", "3,33", **full)) == said(points("2.1", 10 / 3, **full)) == []
    assert said(points("2.1", "3,34", **full)) == [("above_maximum", cell("self_points", "2.1"))]
    rounded_up = {"explanation": "Đủ"}
    assert said(points("2.2", "1,17", **rounded_up)) == []


def test_points_below_the_minimum_are_an_error_and_zero_is_not():
    assert said(points("1.1.3", -0.5)) == [("below_minimum", cell("self_points", "1.1.3"))]
    assert said(points("1.1.3", 0.0, declared=10.0)) == []


def test_bounds_that_no_source_states_are_not_checked():
    unknown = replace(criterion("1.1.3", "1.1", 2), maximum=None, minimum=None)
    items = tuple(unknown if one.code == "1.1.3" else one for one in ITEMS)
    assert said(points("1.1.3", 7.0), criteria_set=criteria(items)) == []


def test_points_between_the_steps_are_an_error_that_lists_the_steps():
    (found,) = problems(points("1.1.3", 1.5))
    assert (found.rule, found.cell, found.expected) == ("off_step", cell("self_points", "1.1.3"), "0; 1; 2")
    assert "1,5" in found.message_vi and "0; 1; 2" in found.message_vi
    assert said(points("1.1.3", 1.0, declared=80.0)) == []


def test_a_step_that_has_no_end_may_be_rounded():
    thirds = criterion("1.1.2", "1.1", 1, "tick_list", "1/3; 1/3; 1/3", window=PLAN_WINDOW)
    items = tuple(thirds if one.code == "1.1.2" else one for one in ITEMS)
    given = {"1.1.2": {"declared": "1; 2", "max_points": 1.0, "self_points": "0,67"}}
    assert said(given, criteria_set=criteria(items)) == []
    given["1.1.2"]["self_points"] = "0,66"
    assert said(given, criteria_set=criteria(items)) == [("off_step", cell("self_points", "1.1.2"))]


def test_an_empty_row_that_the_unit_scores_is_an_error():
    nothing = {"declared": None, "evidence_number": None, "evidence_date": None, "evidence_page": None}
    assert said(points("1.1.3", None, **nothing)) == [("row_empty", cell("self_points", "1.1.3"))]


def test_rows_that_others_score_a_bonus_and_rows_outside_the_functions_may_be_empty():
    assert {one.code for one in ITEMS if one.leaf} - {"3.1", "3.2", "3.3", "9.1", "10"} == {
        "1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "2.1", "2.2", "2.3", "2.10",
    }  # fmt: skip
    outside = {"1.1.3": "Không có lĩnh vực này"}
    assert said(points("1.1.3", None), outside=outside) == []


def test_a_form_without_a_column_of_self_points_has_no_empty_rows():
    columns = tuple(name for name in COLUMNS if name != "self_points")
    assert said(given=form(columns=columns)) == []


def test_a_survey_row_that_the_unit_scored_is_an_error_also_with_zero():
    assert said(points("3.1", 3.0)) == [("survey_row_self_scored", cell("self_points", "3.1"))]
    assert said(points("3.1", 0.0)) == [("survey_row_self_scored", cell("self_points", "3.1"))]


def test_words_in_the_cell_of_a_survey_row_are_no_points():
    assert said(points("3.1", "Điều tra XHH")) == []


def test_rows_of_systems_and_deductions_that_the_unit_scored_are_warnings():
    system, deduction = problems(points("3.2", 1.0))[0], problems(points("10", -0.5))[0]
    assert (system.rule, system.severity, system.cell) == (
        "system_row_self_scored",
        "warning",
        cell("self_points", "3.2"),
    )
    assert (deduction.rule, deduction.severity) == ("deduction_self_scored", "warning")
    assert said(points("3.2", "-")) == said(points("10", None)) == []


def test_a_message_names_file_sheet_cell_found_expected_and_what_to_do():
    (found,) = problems(points("1.1.3", 2.5))
    assert found.message_vi == (
        f"bieu.xlsx, trang tính “Biểu”, ô {cell('self_points', '1.1.3')}: điểm tự đánh giá 2,5 vượt điểm tối đa 2 của tiêu "
        "chí 1.1.3. Hãy ghi lại điểm không vượt điểm tối đa; kiểm tra xem có nhầm dòng hoặc nhầm dấu phẩy."
    )
    assert found.message_en.startswith(
        f"bieu.xlsx, sheet “Biểu”, cell {cell('self_points', '1.1.3')}: the self-assessed points 2.5"
    )
    assert (found.unit_code, found.criterion_code, found.found, found.expected) == (
        "00-xa-binh-an",
        "1.1.3",
        "2.5",
        "2",
    )


def test_the_sample_has_the_maxima_that_the_tests_count_with():
    assert {one.code: one.maximum for one in ITEMS}["2.1"] == Fraction(10, 3)
