"""Which checks the workbook makes, in which order, and which a row cannot fail."""

from forms.template_case import HEAD, OUTSIDE, criteria

from analysis.forms import catalogue
from analysis.forms.template_conditions import COLOURED, ORDER, Row, condition, errors, warnings
from analysis.forms.template_layout import layout
from analysis.language import texts


def row(code):
    place = layout(criteria(), HEAD, {}, OUTSIDE)
    form = {field: place.cell(field, code) for field in place.columns}
    return Row(place.places[code], 2, "A1", "P1", "V1", "W1", "X1", form, {check: f"{check}!1" for check in ORDER})


def test_the_workbook_makes_every_check_that_the_catalogue_gives_it():
    assert set(ORDER) == {one.id for one in catalogue.checks().values() if one.in_workbook}


def test_errors_are_named_before_warnings():
    assert list(ORDER) == errors() + warnings()


def test_every_check_has_its_label_and_says_what_to_mend():
    known = texts()["form"]
    assert all(
        known[f"{kind}_{check}"][language] for check in ORDER for kind in ("check", "mend") for language in ("vi", "en")
    )


def test_every_check_but_those_of_unreadable_cells_colours_some_cell():
    assert {check for checks in COLOURED.values() for check in checks} == set(ORDER) - {"not_a_number"}


def test_a_survey_row_can_only_fail_the_checks_of_a_survey_row():
    found = {check for check in ORDER if condition(check, row("2.1"))}
    assert "survey_row_self_scored" in found
    assert not found & {"row_empty", "above_maximum", "off_step", "points_not_from_figures", "system_row_self_scored"}


def test_a_bonus_row_may_stay_empty():
    assert (
        condition("row_empty", row("3.1")) == "" and condition("row_empty", row("1.1")) == 'IF(AND(A1="a",P1=""),1,0)'
    )


def test_a_row_that_is_agreed_to_lie_outside_needs_no_reason():
    assert condition("exception_without_reason", row("1.13")) == ""
