"""Tables by unit, and what each audience sees."""

import pytest
from sheets.made_run import A, B

from analysis import tables
from analysis.room import Room
from analysis.sheets.view import Given, Own, view


def test_every_unit_comes_once_with_its_last_year_with_a_total(made):
    units = Given(made).units()
    assert [one.code[-1] for one in units] == list("abcdef")
    # E and F have no points in 2025, but a published rank.
    assert {one.year for one in units} == {2025}


def test_the_year_of_a_unit_that_is_gone_is_its_last_one(toy, tmp_path):
    gone = (toy.scores["unit_code"] == A) & (toy.scores["year"] == 2025)
    tables.write(tmp_path, "scores", toy.scores[~gone], "synthetic")
    units = {one.code: one.year for one in Given(Room(toy.study, tmp_path)).units()}
    assert (units[A], units[B]) == (2024, 2025)


def test_a_table_that_was_not_left_is_empty(made):
    assert Given(made).table("year_changes").empty
    assert Given(made).of_unit("year_changes", Own(B, 2025, "so")).empty


def test_texts_of_forms_belong_to_the_unit_whose_form_it_is(made):
    typed = Given(made).typed("opinion_1")
    assert typed[B, "1.1"] == "Thiếu tài liệu kiểm chứng" and typed["00-so-gia-lap-c", "1.1"] == "Chuyện của đơn vị C"


def test_an_appraiser_that_is_a_unit_of_the_study_is_named_for_the_office_only(seen, own):
    named = {audience: seen("vi", audience).body(own, A) for audience in ("internal", "unit", "public")}
    assert named == {"internal": "Sở Giả lập A", "unit": "", "public": ""}


def test_an_appraiser_outside_the_study_is_named_for_the_unit_but_not_for_the_public(seen, own):
    named = [seen("vi", audience).body(own, "Văn phòng UBND tỉnh") for audience in ("internal", "unit", "public")]
    assert named == ["Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh", ""]


def test_an_audience_that_does_not_exist_is_refused_with_those_that_do(made):
    with pytest.raises(ValueError, match="everybody: not an audience; known are internal, unit, public"):
        view(Given(made), "vi", "everybody")
