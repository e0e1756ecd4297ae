"""Totals that were typed, against the sum of their rows. The form that is right has 8.75 points, worked out by hand:

1.1: 1 + 1 + 2 = 4; 1.2: 0.25 + 0.5 = 0.75; so 1: 4.75. 2: 2.5 + 0 + 1.5 = 4. Together 8.75.
"""

from forms.sample_form import cell, form, problems, said

from analysis.forms.form import FormRow

TOTALS = {"1": 4.75, "1.1": 4.0, "1.2": 0.75, "2": 4.0}


def typed(changes=None, whole=None, **totals):
    values = {code: {"self_points": points} for code, points in (TOTALS | totals).items()}
    given = form(values | {"1.2.1": {"self_points": 0.25}} | (changes or {}))
    if whole is not None:
        given.rows.append(FormRow(60, "", "", "Tổng cộng", "total", {"title": "Tổng cộng", "self_points": whole}))
    return given


def test_totals_that_add_up_say_nothing():
    assert said(given=typed(whole=8.75)) == said(given=typed(whole="8,75")) == []


def test_a_wrong_total_is_an_error_at_its_cell_with_the_right_sum():
    (found,) = problems(given=typed(**{"1.1": 5.0}))
    assert (found.rule, found.cell, found.expected) == ("typed_total_differs", cell("self_points", "1.1"), "4")
    assert said(given=typed(whole=9.0)) == [("typed_total_differs", "F60")]


def test_a_total_that_rests_on_a_wrong_total_is_not_said_again():
    assert said(given=typed(**{"1.1": 5.0, "1": 5.75})) == [("typed_total_differs", cell("self_points", "1.1"))]


def test_what_a_spreadsheets_arithmetic_leaves_is_no_difference():
    assert said(given=typed(**{"1.2": 0.1 + 0.65, "1": 4.750000000001})) == []


def test_totals_above_a_cell_that_cannot_be_read_are_left_alone():
    assert said(given=typed({"1.1.3": {"self_points": "hai"}}, whole=8.75)) == [
        ("not_a_number", cell("self_points", "1.1.3"))
    ]
    assert said(given=typed({"3.1": {"self_points": 2.0}}, whole=10.75)) == [
        ("survey_row_self_scored", cell("self_points", "3.1"))
    ]


def test_totals_above_a_missing_row_are_left_alone():
    given = typed(whole=8.75)
    given.rows = [row for row in given.rows if row.code != "2.3"]
    assert said(given=given) == [("criterion_missing", "")]


def test_the_sum_of_rows_rounded_half_up_is_a_total():
    exact = {"2.1": {"declared": 2.0, "denominator": 7.0, "self_points": 0.952380952}}
    assert said(given=typed(exact, **{"2": "2,45"})) == []
    assert said(given=typed(exact, **{"2": "2,46"})) == [("typed_total_differs", cell("self_points", "2"))]


def test_the_whole_may_be_given_with_or_without_a_bonus_and_a_bonus_is_cut_at_its_cap():
    bonus = {"9.1": {"declared": 2.0, "self_points": 1.0, "explanation": "Đã được công nhận"}}
    assert said(given=typed(bonus, whole=8.75)) == said(given=typed(bonus, whole=9.75)) == []
    assert said(given=typed(bonus, whole=9.0)) == [("typed_total_differs", "F60")]


def test_a_domain_may_have_its_total_in_a_row_below_it():
    given = typed()
    given.rows.append(FormRow(60, "1", "", "Cộng lĩnh vực I", "total", {"title": "Cộng", "self_points": 4.75}))
    assert said(given=given) == []
    given.rows[-1].values["self_points"] = 5.0
    assert said(given=given) == [("typed_total_differs", "F60")]


def test_formulas_of_our_own_form_pass_over_numbers_kept_as_text():
    text = {"1.1.3": {"self_points": "2"}}
    assert said(given=typed(text, **{"1.1": 2.0, "1": 2.75})) == []
    own = typed(text, **{"1.1": 2.0, "1": 2.75})
    own.template = False
    assert ("typed_total_differs", cell("self_points", "1.1")) in said(given=own)
