"""Mistakes that whole forms make."""

import pytest
from simulated import province

from analysis.simulation.plans import plan
from analysis.simulation.study_faults import PAIRS, WHOLE_FORMS

MADE = province(2024, "small")
PLAN, OTHER = (plan(MADE, MADE.unit(code), "short") for code in ("mp-xa-001", "mp-xa-002"))


def sent(name):
    return WHOLE_FORMS[name](MADE, PLAN)


@pytest.mark.parametrize("name", WHOLE_FORMS)
def test_every_kind_is_listed_for_its_unit(name):
    _, found = sent(name)
    assert [one.check for one in found] == [name] and found[0].unit_code in (PLAN.unit_code, "")


def test_a_silent_unit_sends_no_form():
    assert sent("unit_sent_nothing")[0] == []


def test_the_former_decision_is_that_of_the_year_before():
    (form,), _ = sent("former_decision")
    assert form.head["framework"] == "illustrative-2023/xa" and "codes_in_head" in form.options


def test_a_form_of_the_wrong_kind_has_the_rows_of_the_departments():
    (form,), _ = sent("wrong_unit_kind")
    assert (
        form.head["framework"] == "illustrative-2024/so"
        and form.line("2.1.2").title == "Chất lượng dự thảo VBQPPL qua thẩm định"
    )


def test_year_and_name_are_other_than_they_should_be():
    assert sent("wrong_year")[0][0].head["year"] == 2023
    assert sent("unit_name_differs")[0][0].head["unit_name"] not in {unit.name_vi for unit in MADE.units}


def test_a_stray_form_names_a_unit_that_does_not_exist():
    forms, (found,) = sent("unit_unknown")
    assert forms[0] == PLAN and forms[1].file == found.file and forms[1].head["unit_name"] == "Xã Mô phỏng 999"


def test_the_second_form_of_a_unit_comes_after_the_first_by_name():
    (first, second), (found,) = sent("unit_twice")
    assert sorted([first.file, second.file]) == [first.file, second.file] and found.file == second.file


def test_the_later_form_has_more_points_than_the_first():
    (first, later), (found,) = sent("self_points_changed_after_sending")
    assert first.line(found.key).values["self_points"] == 0 < later.line(found.key).values["self_points"]
    assert (first.head["round"], later.head["round"]) == ("self", "appraisal_2")


def test_a_copied_form_has_the_rows_of_the_first_under_the_name_of_the_other():
    (first, copy), found = PAIRS["same_file_two_units"](PLAN, OTHER)
    assert copy.lines == first.lines and copy.head == OTHER.head and len(found) == 2


def test_a_shared_document_has_number_and_day_of_the_first_and_its_name():
    (first, other), (found,) = PAIRS["evidence_shared_by_units"](PLAN, OTHER)
    theirs, own = other.line(found.key).values, first.line(found.key).values
    assert [theirs[name] for name in ("evidence_number", "evidence_date")] == [
        own[name] for name in ("evidence_number", "evidence_date")
    ]
    assert theirs["evidence"].endswith("của Xã Mô phỏng 001") and found.unit_code == OTHER.unit_code


def test_units_that_cite_no_report_under_the_same_row_share_none():
    bare = OTHER._replace(lines=tuple(line._replace(values={}) for line in OTHER.lines))
    assert PAIRS["evidence_shared_by_units"](PLAN, bare) is None
