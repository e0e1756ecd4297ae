"""Emulation groups: who shares a quota, apart from who is ranked together."""

import award_rules as made
import pytest

from analysis import study as studies
from analysis.awards.groups import emulation_groups
from analysis.paths import studies_folder
from analysis.problems import DataProblems


def found(root, pairs):
    made.groups(root, pairs)
    return emulation_groups(studies.load(studies_folder(root) / "toy"))


def test_without_the_list_nobody_is_in_a_group(toy_root):
    assert emulation_groups(studies.load(studies_folder(toy_root) / "toy")) == ({}, [])


def test_units_are_in_the_group_that_the_list_names(toy_root):
    groups, problems = found(toy_root, [(made.A, "Cụm 1"), (made.B, "Cụm 2")])
    assert groups == {made.A: "Cụm 1", made.B: "Cụm 2"} and problems == []


@pytest.mark.parametrize(
    ("pair", "rule", "cell"), [(("00-khong-co", "Cụm 1"), "group_unit", "A3"), ((made.B, ""), "group_empty", "B3")]
)
def test_a_row_that_cannot_be_used_is_named_and_the_rest_stays(toy_root, pair, rule, cell):
    groups, problems = found(toy_root, [(made.A, "Cụm 1"), pair])
    assert groups == {made.A: "Cụm 1"} and [(one.rule, one.cell) for one in problems] == [(rule, cell)]


def test_a_unit_in_two_groups_is_refused(toy_root):
    with pytest.raises(DataProblems) as refused:
        found(toy_root, [(made.A, "Cụm 1"), (made.A, "Cụm 2")])
    assert [one.rule for one in refused.value.problems] == ["row_twice"]
