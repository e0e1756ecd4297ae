"""Mistakes in the rows of a form taken together."""

import pytest
from simulated import province

from analysis.simulation.form_faults import FORM_FAULTS
from analysis.simulation.plans import plan

MADE = province(2024, "small")
CRITERIA = MADE.criteria["xa"]
PLAN = plan(MADE, MADE.unit("mp-xa-001"), "points_first")


def made(name, free=lambda code: True):
    return FORM_FAULTS[name](PLAN, CRITERIA, free)


def keys(one):
    return [line.key for line in one.lines]


def test_a_missing_row_is_gone():
    changed, key, field = made("criterion_missing")
    assert set(keys(PLAN)) - set(keys(changed)) == {key} and field == ""


def test_an_extra_row_has_a_code_the_decision_does_not_know():
    changed, key, _ = made("criterion_extra")
    assert key == "1.1.9" and key not in CRITERIA.items and keys(changed)[keys(changed).index(key) + 1] == "1.2"


def test_a_row_written_twice_stands_below_itself_with_the_same_code():
    changed, key, _ = made("criterion_twice")
    place = keys(changed).index(key)
    assert changed.lines[place].code == changed.lines[place - 1].code and key.endswith("#2")


def test_two_neighbours_change_places():
    changed, key, _ = made("rows_reordered")
    place = keys(changed).index(key)
    assert keys(changed)[place - 1 : place + 1] == ["1.1.2", "1.1.1"]


def test_title_maximum_and_total_are_changed_in_one_line_each():
    for name, part in (("title_changed", "title"), ("maximum_changed", "maximum"), ("typed_total_differs", "values")):
        changed, key, _ = made(name)
        different = [line.key for line, other in zip(changed.lines, PLAN.lines, strict=True) if line != other]
        assert different == [key] and getattr(changed.line(key), part) != getattr(PLAN.line(key), part)


def test_a_wrong_total_is_one_point_too_high():
    changed, key, _ = made("typed_total_differs")
    assert changed.line(key).values["self_points"] - PLAN.line(key).values["self_points"] == 1


def test_one_paper_is_cited_under_nine_rows_and_no_other():
    changed, key, _ = made("same_evidence_many_rows")
    number = changed.line(key).values["evidence_number"]
    assert sum(line.values.get("evidence_number") == number for line in changed.lines) == 9


def test_an_officer_is_named_below_the_table():
    assert "personal_data" in made("personal_data_dropped")[0].options


def test_a_code_that_became_a_number_is_that_of_the_tenth_criterion():
    assert made("code_recovered") == (PLAN, "5.10", "code")


@pytest.mark.parametrize(
    "name", sorted(set(FORM_FAULTS) - {"criterion_extra", "personal_data_dropped", "code_recovered"})
)
def test_a_form_in_which_every_row_is_taken_gets_none(name):
    assert made(name, free=lambda code: False) is None
