"""Which criteria a form follows when no study says so."""

from dataclasses import replace

import pytest
from forms.sample_form import CRITERIA, ITEMS, criteria, form, head

from analysis.forms.fitting import fits

OLD_ITEMS = tuple(replace(one, title_vi=f"Tên cũ {place}") for place, one in enumerate(ITEMS))
OLD = criteria(OLD_ITEMS, framework="small-2024", decision={"number": "892/QĐ-UBND", "date": "2024-12-05"})
NEW = criteria(framework="small-2025", replaces="small-2024")
DEPARTMENTS = criteria(OLD_ITEMS, code="so", unit_kinds=("so",), title={"vi": "Bộ tiêu chí sở", "en": "Departments"})
ALL = {"small-2024": {"xa": OLD}, "small-2025": {"so": DEPARTMENTS, "xa": NEW}}


def fitted(given, frameworks=ALL):
    found, problems = fits(given, frameworks)
    return found, [one.rule for one in problems]


def test_the_head_names_framework_and_set():
    assert fitted(form()) == (NEW, [])


def test_a_decision_is_known_by_its_number():
    assert fitted(form(head=head(framework="", decision="Quyết định 2691/QĐ-UBND"))) == (NEW, [])


def test_a_form_without_a_head_is_known_by_its_rows():
    bare = form(head=head(framework="", set="", decision="", unit_name=""))
    assert fitted(bare) == (NEW, [])
    titles = {one.code: one.title_vi for one in OLD_ITEMS}
    old = form(head=head(framework="", set="", decision="", unit_name="", year="2024"))
    old.rows = [row._replace(title=titles[row.code]) for row in old.rows]
    assert fitted(old, {"small-2024": {"xa": OLD}, "small-2025": {"xa": NEW}}) == (OLD, [])


def test_a_decision_that_another_has_replaced_by_the_year_of_the_form_is_a_former_one():
    assert fitted(form(head=head(framework="small-2024"))) == (OLD, ["former_decision"])
    assert fitted(form(head=head(framework="small-2024", year="2024"))) == (OLD, [])


@pytest.mark.parametrize("name", ["Sở Tư pháp", "Thanh tra tỉnh", "Văn phòng UBND tỉnh"])
def test_a_department_in_the_form_of_the_communes_is_told_so(name):
    chosen, problems = fits(form(head=head(unit_name=name)), ALL)
    assert chosen is NEW and [one.rule for one in problems] == ["wrong_unit_kind"]
    assert "Bộ tiêu chí sở" in problems[0].message_vi


def test_a_form_that_follows_nothing_known_is_said_so_with_what_is_known():
    strange = form(head=head(framework="", set="", decision="", unit_name=""))
    strange.rows = [row._replace(title="Việc khác hẳn", code="Z", code_printed="Z") for row in strange.rows]
    found, problems = fits(strange, ALL)
    assert found is None and [one.rule for one in problems] == ["no_criteria"]
    assert "small-2024, small-2025" in problems[0].message_vi


def test_criteria_of_which_a_part_is_known_cannot_check_a_form():
    part = criteria(completeness="partial")
    found, problems = fits(form(), {"small-2025": {"xa": part}})
    assert found is None and [one.rule for one in problems] == ["criteria_partial"]
    assert CRITERIA.usable
