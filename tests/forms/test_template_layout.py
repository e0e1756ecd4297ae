"""Which rows and columns a form has, and which cells are to be filled in by whom."""

from dataclasses import replace

from forms.template_case import HEAD, OUTSIDE, criteria

from analysis.forms.template_layout import UNIT_FIELDS, WIDTHS, is_open, layout


def of(round="self", outside=OUTSIDE):
    return layout(criteria(), HEAD | {"round": round}, {}, outside)


def test_every_row_has_one_giver_of_points():
    kinds = {code: place.kind for code, place in of().places.items()}
    assert kinds["total"] == kinds["1"] == "inner" and kinds["1.1"] == "self" and kinds["1.13"] == "outside"
    assert (kinds["2.1"], kinds["2.2"], kinds["4.1"]) == ("survey", "system", "deduction")


def test_a_row_that_the_decision_keeps_from_every_unit_is_outside_too():
    some = criteria()
    items = some.items | {"1.2": replace(some.items["1.2"], applies=False)}
    assert layout(replace(some, items=items), HEAD, {}, {}).places["1.2"].kind == "outside"


def test_the_total_row_is_the_last_one():
    place = of()
    assert place.places["total"].row == place.last_row and place.cell("self_points", "1.1") == "H8"


def test_a_set_of_one_row_has_that_row_as_its_only_one():
    some = criteria()
    only = layout(replace(some, items={"total": replace(some.items["total"], leaf=True)}), HEAD, {}, {})
    assert list(only.places) == ["total"] and only.last_row == 6


def test_a_unit_fills_in_its_own_rows_and_nothing_of_the_others():
    place = of()
    opened = {code for code, one in place.places.items() if is_open(one, "self_points", "self")}
    assert opened == {code for code, one in place.places.items() if one.kind == "self"}
    assert not is_open(place.places["1.1"], "code", "self") and not is_open(place.places["1.1"], "max_points", "self")


def test_a_denominator_is_asked_for_shares_only():
    place = of()
    assert is_open(place.places["1.1"], "denominator", "self") and not is_open(
        place.places["1.5"], "denominator", "self"
    )


def test_in_an_appraisal_round_the_unit_s_cells_are_closed_and_deductions_open():
    place = of("appraisal_1")
    assert not is_open(place.places["1.1"], "self_points", "appraisal_1")
    assert is_open(place.places["1.1"], "opinion_1", "appraisal_1")
    assert is_open(place.places["4.1"], "appraisal_1", "appraisal_1")
    assert not is_open(place.places["2.1"], "appraisal_1", "appraisal_1")


def test_the_self_form_is_narrow_enough_for_letters_of_seven_points():
    # A4 across has 281 mm between margins of 8 mm; a character is 7 and a column 5 more of 96 dots an inch.
    millimetres = sum(WIDTHS[field] * 7 + 5 for field in UNIT_FIELDS) / 96 * 25.4
    assert 10 * 281 / millimetres >= 7
