"""To which group each unit belongs, and on what that rests."""

from dataclasses import replace

import pandas as pd
import pytest
from toy_changes import table_of_points, with_rules
from varied import SIX, block

from analysis.blocks import together
from analysis.fairness import groupings


def first(points, study):
    """Return the units of the first block."""
    return next(together(points, study))


def labelled(points, study, grouping):
    """Return {last letter of the unit: label} in the first block."""
    found = groupings.labels(first(points, study), study, grouping, points)
    return {code[-1]: label for code, label in found.items()}


def naming(study, **bodies):
    """Return the study whose criteria name appraising bodies, by criterion code with _ for the point."""
    criteria = study.criteria("so")
    named = {code.replace("_", ".")[1:]: body for code, body in bodies.items()}
    items = {code: replace(item, appraised_by=named.get(code, "")) for code, item in criteria.items.items()}
    return with_rules(study, items=items)


def test_attributes_of_units_are_taken_from_their_list(toy):
    assert set(labelled(toy.points, toy.study, "kind").values()) == {"so"}
    assert labelled(toy.points, toy.study, "appraises")["a"] == "yes"


def test_a_block_is_a_group_of_its_own(toy):
    assert set(labelled(toy.points, toy.study, "block").values()) == {"so"}


def test_units_without_an_attribute_have_an_empty_label(toy):
    assert set(labelled(toy.points, toy.study, "region").values()) == {""}
    assert set(labelled(toy.points, toy.study, "size").values()) == {""}


def test_appraising_units_are_those_that_the_criteria_name_by_code_or_name(toy):
    study = naming(toy.study, c1_1="00-so-gia-lap-c", c2_1="SỞ GIẢ LẬP  E", c2_2="Sở không chấm ai")
    assert groupings.appraising_units(study, toy.points) == {"00-so-gia-lap-c", "00-so-gia-lap-e"}
    found = labelled(toy.points, study, "appraises")
    assert {unit for unit, label in found.items() if label == "yes"} == {"c", "e"}
    assert set(found.values()) == {"yes", "no"}


def test_criteria_that_name_only_others_leave_it_to_the_list_of_units(toy):
    study = naming(toy.study, c1_1="Hội đồng thẩm định")
    assert labelled(toy.points, study, "appraises")["a"] == "yes"


@pytest.mark.parametrize(("body", "expected"), [("00-so-gia-lap-c", "framework"), ("Hội đồng", "assumed")])
def test_the_basis_says_whether_who_appraises_is_stated_or_assumed(toy, body, expected):
    study = naming(toy.study, c1_1=body)
    units = first(toy.points, study)
    assert groupings.basis(units, study, "appraises", toy.points) == expected
    assert groupings.basis(units, study, "kind", toy.points) == ""


def test_only_what_lies_outside_the_functions_counts_not_what_had_no_case(toy):
    here = block(toy.study, SIX)
    found = labelled(here.points, here.study, "outside_functions")
    assert found == {"a": "none", "b": "some", "c": "none", "d": "some", "e": "some", "f": "none"}


@pytest.mark.parametrize("treatment", ["zero", "full", "share_among_siblings"])
def test_what_lies_outside_is_seen_under_every_treatment(toy, treatment):
    here = block(with_rules(toy.study, not_applicable=treatment), SIX)
    found = labelled(here.points, here.study, "outside_functions")
    assert {unit for unit, label in found.items() if label == "some"} == {"b", "d", "e"}


def test_a_smaller_maximum_that_a_table_prints_is_something_outside(shipped):
    here = shipped("tay-ninh-2023")
    units = next(one for one in together(here.points, here.study) if one.block == "so")
    found = groupings.labels(units, here.study, "outside_functions", here.points)
    assert found.value_counts().to_dict() == {"none": 12, "some": 7}
    assert found["72-so-thanh-tra-tinh"] == "some" and found["72-so-y-te"] == "none"


def test_bodies_of_a_simulated_province_come_from_its_criteria(shipped):
    here = shipped("known-answer-2024")
    units = next(one for one in together(here.points, here.study) if one.block == "so")
    found = groupings.labels(units, here.study, "appraises", here.points)
    stated = here.study.units().loc[units.units, "appraises"]
    assert found.to_dict() == stated.to_dict()
    assert groupings.basis(units, here.study, "appraises", here.points) == "framework"


def test_labels_stand_in_the_order_of_the_units_whatever_the_order_of_rows(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [20, 20, 15, None, 15], [1, 2, 3, 4, 5]])
    units, shuffled = first(points, toy.study), points.sample(frac=1, random_state=1)
    for grouping in ("outside_functions", "appraises"):
        one, other = (groupings.labels(units, toy.study, grouping, frame) for frame in (points, shuffled))
        assert list(one.index) == units.units
        pd.testing.assert_series_equal(one, other)
