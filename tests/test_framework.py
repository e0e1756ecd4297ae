"""The criteria of a decision: the tree, exact sums, and everything that can be wrong with them."""

from fractions import Fraction

import numpy as np
import pytest

from analysis import framework
from analysis.problems import DataProblems


def faults(root):
    with pytest.raises(DataProblems) as refused:
        framework.load(root, "toy")
    return [(one.rule, one.cell, one.criterion_code) for one in refused.value.problems]


def test_leaves_stand_in_the_order_of_the_decision_and_keep_their_codes(toy):
    assert toy.study.criteria("so").leaves == ["1.1", "1.2", "1.10", "2.1", "2.2"]


def test_inner_nodes_come_before_their_parents(toy):
    assert toy.study.criteria("so").nodes == ["1", "2", "total"]


def test_descent_follows_parents_and_not_the_spelling_of_codes(toy):
    criteria = toy.study.criteria("so")
    assert criteria.lies_below("1.10", "1") and criteria.lies_below("1.10", "total")
    assert not criteria.lies_below("1.10", "1.1") and not criteria.lies_below("1", "1.1")


@pytest.mark.parametrize(("words", "value"), [("10/3", Fraction(10, 3)), ("2.5", Fraction(5, 2)), ("0", Fraction(0))])
def test_maxima_are_exact_fractions(words, value):
    assert framework.exact(words) == value


@pytest.mark.parametrize("words", ["unknown", "", "1/0", "2,5", "nan", "inf", "ten"])
def test_what_is_no_number_is_none(words):
    assert framework.exact(words) is None


def test_thirds_add_up_to_a_whole(toy_root, edit):
    edit("frameworks/toy/criteria.csv", "Kế hoạch,Plans,30", "Kế hoạch,Plans,65/3")
    edit("frameworks/toy/criteria.csv", "Thủ tục,Procedures,20", "Thủ tục,Procedures,65/3")
    edit("frameworks/toy/criteria.csv", "Tài chính,Finance,15", "Tài chính,Finance,65/3")
    assert framework.load(toy_root, "toy")["so"].maximum("1.1") == pytest.approx(65 / 3)


def test_an_unknown_maximum_stays_unknown(toy_root, edit):
    edit("frameworks/toy/criteria.csv", "Kế hoạch,Plans,30", "Kế hoạch,Plans,unknown")
    criteria = framework.load(toy_root, "toy")["so"]
    assert np.isnan(criteria.maximum("1.1")) and not criteria.maxima_known()


def test_cut_offs_are_known_only_if_every_class_has_one(toy_root, edit):
    assert framework.load(toy_root, "toy")["so"].cut_offs_known()
    edit("frameworks/toy/framework.yml", "lower: 0}", "lower: unknown}")
    assert not framework.load(toy_root, "toy")["so"].cut_offs_known()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Kế hoạch,Plans,30", "Kế hoạch,Plans,31", ("children_sum", "F3", "1")),
        ("so,1.2,1,", "so,1.1,1,", ("code_not_unique", "B4", "1.1")),
        ("so,1.2,1,", "so,,1,", ("code_not_unique", "B5", "")),
        ("so,1.2,1,", "so,1.2,9,", ("parent_missing", "B5", "1.2")),
        ("so,2,total,", "so,2,,", ("one_root", "", "")),
        ("so,total,,", "so,whole,,", ("one_root", "", "")),
        ("so,1,total,", "so,1,1.1,", ("parent_cycle", "", "1")),
        ("so,1.2,1,", "so,1.2,1.2,", ("parent_cycle", "", "1.2")),
        ("Total points,100", "Total points,99", ("root_not_scale", "", "")),
        ("Total points,100", "Total points,unknown", ("root_not_scale", "", "")),
        ("Plans,30,", "Plans,thirty,", ("value_not_allowed", "B4", "1.1")),
        ("Plans,30,", 'Plans,"30,5",', ("value_not_allowed", "B4", "1.1")),
        ("appraisal,full", "appraiser,full", ("value_not_allowed", "B4", "1.1")),
        ("appraisal,full", "appraisal,all", ("value_not_allowed", "B4", "1.1")),
        ("so,1.2,1,", "sso,1.2,1,", ("value_not_allowed", "A5", "")),
        ("set,criterion_code", "group,criterion_code", ("wrong_header", "", "")),
        ("appraisal,full,", "appraisal,full", ("row_length", "A4", "")),
    ],
)
def test_a_fault_in_the_criteria_is_named(toy_root, edit, old, new, fault):
    edit("frameworks/toy/criteria.csv", old, new)
    assert fault in faults(toy_root)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("lower: 65", "lower: 85", "cut_offs_order"),
        ("lower: 65", "lower: 80", "cut_offs_order"),
        ("  so:", "  sở:", "set_without_criteria"),
        ("framework: toy", "framework: other", "value_not_allowed"),
        ("not_applicable: per_cent", "not_applicable: percent", "value_not_allowed"),
        ("decimals: 2", "decimals: -1", "value_not_allowed"),
        ("scale: 100", "scale: 90", "root_not_scale"),
        ("rank_rule: competition", "rank_rules: competition", "unknown_key"),
    ],
)
def test_a_fault_in_the_framework_is_named(toy_root, edit, old, new, rule):
    edit("frameworks/toy/framework.yml", old, new)
    assert rule in [one for one, _, _ in faults(toy_root)]


def test_an_empty_table_of_criteria_is_refused(toy_root):
    (toy_root / "data/frameworks/toy/criteria.csv").write_bytes(b"")
    assert [rule for rule, _, _ in faults(toy_root)] == ["wrong_header"]


def test_a_framework_that_does_not_exist_is_refused(toy_root):
    with pytest.raises(DataProblems) as refused:
        framework.load(toy_root, "none")
    assert refused.value.problems[0].rule == "file_missing"
