"""Criteria of two decisions are the same only where that is declared."""

from dataclasses import replace

import pytest

from analysis.compare.criterion_links import links, same_decision
from analysis.paths import PROJECT
from analysis.problems import DataProblems

HEADER = "from_framework,from_set,from_code,to_framework,to_set,to_code,note"


def with_map(root, *rows):
    (root / "data/reference/domain_map.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return root


def test_within_a_decision_every_criterion_is_itself(toy, tmp_path):
    criteria = toy.study.criteria("so")
    assert links(criteria, criteria, tmp_path) == {code: code for code in criteria.parents}


def test_equal_numbers_of_two_decisions_are_not_the_same_without_a_row(toy, toy_root):
    criteria = toy.study.criteria("so")
    other = replace(criteria, framework="later")
    assert not same_decision(criteria, other) and links(criteria, other, toy_root) == {}
    found = links(
        criteria, other, with_map(toy_root, "toy,so,1.2,later,so,1.10,", "toy,so,2,later,so,1,", "x,so,1,later,so,1,")
    )
    assert found == {"1.10": "1.2", "1": "2"}


def test_rows_that_name_unknown_criteria_or_tie_a_sum_to_a_part_are_refused_together(toy, toy_root):
    criteria = toy.study.criteria("so")
    root = with_map(toy_root, "toy,so,9.9,later,so,1.1,", "toy,so,1.1,later,so,1,")
    with pytest.raises(DataProblems) as raised:
        links(criteria, replace(criteria, framework="later"), root)
    assert [(one.rule, one.cell) for one in raised.value.problems] == [("map_unknown", "C2"), ("map_leaf", "C3")]


def test_a_criterion_with_two_partners_is_refused(toy, toy_root):
    criteria = toy.study.criteria("so")
    root = with_map(toy_root, "toy,so,1.1,later,so,1.1,", "toy,so,1.2,later,so,1.1,")
    with pytest.raises(DataProblems) as raised:
        links(criteria, replace(criteria, framework="later"), root)
    assert [one.rule for one in raised.value.problems] == ["map_twice"]


@pytest.mark.parametrize("block", ["so", "xa"])
def test_the_illustrative_decisions_are_tied_by_title_and_not_by_number(shipped, block):
    base, other = (shipped(f"known-answer-{year}").study.criteria(block) for year in (2024, 2025))
    found = links(base, other, PROJECT)
    assert len(found) > 100 and len(set(found.values())) == len(found)
    assert all(base.label(one, "vi") == other.label(code, "vi") for code, one in found.items())
    assert any(code != one for code, one in found.items())
