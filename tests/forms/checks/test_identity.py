"""Is it the right form: decision, kind of unit, year."""

from dataclasses import replace

from forms.sample_form import CRITERIA, ITEMS, criteria, form, head, problems, said

from analysis.forms.checks.identity import likeness

FORMER_ITEMS = tuple(replace(one, title_vi=f"Tên cũ {place}") for place, one in enumerate(ITEMS))
FORMER = criteria(
    FORMER_ITEMS, framework="small-2024", decision={"number": "892/QĐ-BNV"}, title={"vi": "Bộ cũ", "en": "Old"}
)
DEPARTMENT_ITEMS = tuple(replace(one, title_vi=f"Việc của sở {place}") for place, one in enumerate(ITEMS))
DEPARTMENTS = criteria(
    DEPARTMENT_ITEMS, code="so", title={"vi": "Bộ tiêu chí sở", "en": "Departments"}, unit_kinds=("so",)
)


def headed(**more):
    return form(head=head(**more))


def as_rows_of(items):
    given = form(head=head(framework="", set="", decision=""))
    titles = {one.code: one.title_vi for one in items}
    given.rows = [row._replace(title=titles[row.code]) for row in given.rows]
    return given


def test_the_form_of_another_framework_is_said_once_and_its_rows_are_not_judged():
    (found,) = problems({"1.1.3": {"self_points": "hai"}}, given=headed(framework="small-2024"))
    assert (found.rule, found.cell, found.sheet) == ("former_decision", "", "")
    assert "small-2024" in found.message_vi and "Bộ tiêu chí xã" in found.message_vi


def test_the_number_of_another_decision_tells_too_where_the_head_has_no_id():
    assert said(given=headed(framework="", decision="Quyết định số 892/QĐ-BNV")) == [("former_decision", "")]
    assert said(given=headed(framework="", decision="Quyết định số 2691/QĐ-UBND ngày 24/11/2025")) == []
    assert said(given=headed(framework="", decision="892/QĐ-BNV và 2691/QĐ-UBND")) == []
    assert said(given=headed(framework="", decision="chưa rõ")) == []


def test_the_decision_in_a_form_that_names_the_right_set_is_not_held_against_it():
    assert said(given=headed(decision="892/QĐ-BNV")) == []


def test_the_form_for_another_kind_of_unit_is_said_once():
    assert said(given=headed(set="so"), others=(DEPARTMENTS,)) == [("wrong_unit_kind", "")]
    assert "Bộ tiêu chí sở" in problems(given=headed(set="so"), others=(DEPARTMENTS,))[0].message_vi


def test_a_form_without_a_head_is_known_by_its_rows():
    others = (FORMER, DEPARTMENTS)
    assert said(given=as_rows_of(FORMER_ITEMS), others=others) == [("former_decision", "")]
    assert said(given=as_rows_of(DEPARTMENT_ITEMS), others=others) == [("wrong_unit_kind", "")]
    assert said(given=as_rows_of(ITEMS), others=others) == []


def test_another_year_is_an_error_and_a_head_without_a_year_is_not():
    (found,) = problems(given=headed(year="Năm 2024"))
    assert (found.rule, found.found, found.expected) == ("wrong_year", "2024", "2025")
    assert said(given=headed(year="")) == said(given=headed(year="Năm 2025")) == []


def test_likeness_is_the_share_of_rows_that_agree():
    assert likeness(form(), CRITERIA) == 1.0
    assert likeness(form(), DEPARTMENTS) == 0.0
    assert likeness(form(rows=[]), CRITERIA) == 0.0
