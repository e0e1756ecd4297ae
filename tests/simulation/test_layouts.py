"""Layouts of the wild: fields of the form, headings that people use, several ways to write the same."""

import pytest

from analysis.forms.form import FIELDS
from analysis.language import say
from analysis.simulation.layouts import WILD, Layout, heading, headings


@pytest.mark.parametrize("name", WILD)
def test_columns_are_fields_of_the_form_each_once(name):
    columns = WILD[name].columns
    assert len(columns) == len(set(columns)) and set(columns) <= set(FIELDS)
    assert {"code", "title", "max_points", "self_points", "applicability", "appraisal_2"} <= set(columns)


def test_the_layouts_differ_in_all_that_forms_differ_in():
    ways = [
        (one.codes, one.numbers, one.dates, one.decomposed, bool(one.groups), one.formulas) for one in WILD.values()
    ]
    assert [len(set(way)) for way in zip(*ways, strict=True)] == [3, 2, 2, 2, 2, 2]


@pytest.mark.parametrize("name", WILD)
def test_headings_are_those_of_the_texts_and_no_two_alike(name):
    layout = WILD[name]
    for unit in range(30):
        found = headings(layout, f"unit-{unit}")
        assert len(set(found)) == len(found)
        assert all(one in options(field) for one, field in zip(found, layout.columns, strict=True))


def options(field):
    return [say(f"form.heading_{field}", "vi"), *say(f"form.headings_{field}", "vi").split(" | ")]


def test_forms_of_different_units_have_different_headings():
    assert len({heading(WILD["short"], "self_points", unit) for unit in range(40)}) > 8


def test_what_has_no_column_of_its_own_stands_within_another():
    layout = Layout("x", ("code", "declared", "evidence"))
    assert layout.column("denominator") == 1 and layout.column("evidence_date") == layout.column("explanation") == 2
    assert layout.has("evidence") and not layout.has("evidence_date")
