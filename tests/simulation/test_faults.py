"""Planting: every kind of the catalogue stands somewhere, no two meet in one row, nothing is planted unasked."""

from collections import Counter

import pytest
from simulated import province

from analysis.forms import catalogue
from analysis.simulation import faults
from analysis.simulation.study_folder import plans


def planted(year, size, names, copies=1):
    made = province(year, size, "shared", names)
    return faults.planted(made, plans(made), copies)


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_check_of_the_catalogue_is_planted_in_the_large_province(year):
    _, found = planted(year, "large", "all", copies=3)
    counted = Counter(one.check for one in found)
    assert set(counted) == set(catalogue.checks()) == set(faults.MISTAKES)
    assert min(counted[name] for name in faults.ROW_FAULTS) >= 2


def test_no_two_mistakes_meet_in_one_row_or_beside_each_other():
    forms, found = planted(2024, "large", "all", copies=3)
    places = Counter((one.file, one.criterion_code) for one in found if one.criterion_code)
    assert max(places.values()) == 1


def test_nothing_is_planted_unless_asked_for():
    made = province(2024, "small", "shared", "none")
    assert faults.planted(made, plans(made), 1) == (plans(made), [])


def test_only_what_is_asked_for_is_planted():
    _, found = planted(2024, "small", ("off_step", "unit_twice"))
    assert sorted(one.check for one in found) == ["off_step", "unit_twice"]


def test_the_preset_that_does_not_stop_scoring_holds_no_stopping_check():
    stopping = {one.id for one in catalogue.checks().values() if one.stops and one.severity == "error"}
    assert not stopping & faults.PRESETS["not_stopping"] and len(faults.PRESETS["not_stopping"]) > 25


def test_presets_and_names_are_understood_and_others_refused():
    assert faults.named("none") == frozenset() and faults.named(["off_step"]) == {"off_step"}
    assert faults.named("unfair") == frozenset(faults.UNFAIRNESS)
    with pytest.raises(ValueError, match="no such fault: nonsense"):
        faults.named(["nonsense"])


def test_faults_are_named_by_their_preset_or_one_by_one():
    assert faults.in_words(faults.PRESETS["not_stopping"]) == "not_stopping" and faults.in_words(frozenset()) == "none"
    assert faults.in_words(frozenset({"off_step", "harsh_body"})) == "harsh_body off_step"


def test_totals_are_those_of_the_rows_after_the_mistakes():
    made = province(2024, "small", "shared", ("above_maximum",))
    before, (forms, (found,)) = plans(made), faults.planted(made, plans(made), 1)
    form = next(one for one in forms if one.file == found.file)
    clean = next(one for one in before if one.file == found.file)
    gained = form.line(found.key).values["self_points"] - clean.line(found.key).values["self_points"]
    assert form.line("total").values["self_points"] - clean.line("total").values["self_points"] == gained > 0
