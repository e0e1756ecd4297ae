"""Every fault of a rule in criteria.csv is made once; what is right stays quiet."""

import pytest
from small_decisions import EVERY_RULE, changed, load, write

from analysis import framework
from analysis.problems import DataProblems


def faults(root, rows, **settings):
    with pytest.raises(DataProblems) as refused:
        framework.load(write(root, rows, **settings), "small")
    return [(one.rule, one.criterion_code) for one in refused.value.problems]


def test_a_decision_with_every_kind_of_rule_is_right(tmp_path):
    assert len(load(tmp_path, EVERY_RULE).items) == len(EVERY_RULE)


@pytest.mark.parametrize(
    ("code", "values", "fault"),
    [
        ("1.1", {"rule": "all"}, "rule_wrong"),
        ("1.1", {"rule": "", "rule_terms": ""}, "rule_missing"),
        ("1.1", {"rule": "unknown"}, "rule_unknown"),
        ("1.1", {"rule": "sum_of_children"}, "rule_sum_of_leaf"),
        ("1.1", {"points_from": "children"}, "children_of_leaf"),
        ("1.1", {"points_from": "survey"}, "rule_of_survey"),
        ("3", {"points_from": "appraisal"}, "survey_not_from_survey"),
        ("1", {"rule": "all_or_nothing"}, "rule_of_node"),
        ("1.2", {"rule_terms": "rate; > 90: 2; >= 95: 1; else: 0"}, "rule_wrong"),
        ("1.2", {"rule_terms": "rate; > 90: 3; >= 70: 1; else: 0"}, "best_above_maximum"),
        ("1.2", {"rule_terms": "rate; > 90: 1.5; >= 70: 1; else: 0"}, "best_not_maximum"),
        ("1.2", {"rule_terms": "rate; > 90: 2; >= 70: 1; else: -1"}, "worst_not_minimum"),
        ("1.2", {"on_no_case": "unknown"}, "no_case_missing"),
        ("1.5", {"on_no_case": "unknown"}, "no_case_missing"),
        ("1.4", {"rule_terms": "0.5; 0.5; 0.5"}, "best_not_maximum"),
        ("1.4", {"rule_terms": "0.666667; 0.666667; 0.666667"}, "best_above_maximum"),
        ("4.1", {"rule_terms": "province: 90; none: 0"}, "best_not_maximum"),
        ("2.3", {"rule_terms": "minor: 50; serious: 100"}, "best_not_maximum"),
        ("3", {"rule_terms": "90; 60; 0"}, "best_not_maximum"),
        ("5", {"rule_terms": "none: 0; minor: 50"}, "worst_not_minimum"),
        ("5", {"min_points": "0"}, "deduction_bounds"),
        ("1.1", {"window": "Y-01-01"}, "dates_wrong"),
        ("1.1", {"window": "Y-12-31..Y-01-01"}, "dates_wrong"),
        ("1.1", {"due": "31/01"}, "dates_wrong"),
        ("1.1", {"part": "extra"}, "value_not_allowed"),
        ("1.1", {"confidence": "sure"}, "value_not_allowed"),
        ("1.1", {"applies": "maybe"}, "value_not_allowed"),
    ],
)
def test_a_fault_of_a_rule_is_named_at_its_criterion(tmp_path, code, values, fault):
    assert faults(tmp_path, changed(EVERY_RULE, code, **values)) == [(fault, code)]


def test_faults_of_several_rules_are_reported_together(tmp_path):
    rows = changed(changed(EVERY_RULE, "1.1", rule="all"), "1.4", rule_terms="1; 2")
    assert faults(tmp_path, rows) == [("rule_wrong", "1.1"), ("best_above_maximum", "1.4")]


def test_a_fault_names_its_cell_and_says_what_is_wrong(tmp_path):
    with pytest.raises(DataProblems) as refused:
        load(tmp_path, changed(EVERY_RULE, "1.2", rule_terms="rate; > 90: 2; < 70: 1; else: 0"))
    (one,) = refused.value.problems
    # Columns: ten of every file, then part, rule, rule_terms: the thirteenth is M; 1.2 is the fourth row below the head.
    assert (one.cell, one.file) == ("M5", "data/frameworks/small/criteria.csv")
    assert "> và >=" in one.message_vi and "> and >=" in one.message_en


def test_thirds_of_a_tick_list_add_up_to_the_maximum(tmp_path):
    rows = changed(EVERY_RULE, "1.4", rule_terms="2/3; 2/3; 2/3")
    assert load(tmp_path, rows).items["1.4"].maximum == 2


@pytest.mark.parametrize(
    ("completeness", "allowed"),
    [
        ("complete", False),
        ("illustrative", False),
        ("reconstructed", True),
        ("partial", True),
        ("published_parts", True),
    ],
)
def test_where_rules_may_be_unknown(tmp_path, completeness, allowed):
    rows = changed(EVERY_RULE, "1.1", rule="unknown")
    if allowed:
        assert load(tmp_path, rows, completeness=completeness).items["1.1"].rule.kind == "unknown"
    else:
        assert faults(tmp_path, rows, completeness=completeness) == [("rule_unknown", "1.1")]


@pytest.mark.parametrize(
    ("completeness", "allowed"), [("reconstructed", False), ("partial", True), ("published_parts", True)]
)
def test_where_rules_may_be_missing(tmp_path, completeness, allowed):
    rows = changed(EVERY_RULE, "1.1", rule="")
    if allowed:
        assert load(tmp_path, rows, completeness=completeness).items["1.1"].rule.kind == "unknown"
    else:
        assert faults(tmp_path, rows, completeness=completeness) == [("rule_missing", "1.1")]


def test_a_file_without_the_column_of_rules_needs_none(tmp_path):
    rows = [{name: value for name, value in row.items() if name not in ("rule", "rule_terms")} for row in EVERY_RULE]
    assert load(tmp_path, rows, completeness="complete").items["1.1"].rule.kind == "unknown"


def test_what_a_zero_denominator_gives_may_be_unknown_in_a_reconstructed_set(tmp_path):
    rows = changed(EVERY_RULE, "1.5", on_no_case="unknown")
    assert load(tmp_path, rows, completeness="reconstructed").items["1.5"].on_no_case == "unknown"


def test_a_survey_may_give_points_by_a_rate(tmp_path):
    rows = changed(EVERY_RULE, "3", rule="proportional", rule_terms="", on_no_case="zero")
    assert load(tmp_path, rows).items["3"].rule.kind == "proportional"
