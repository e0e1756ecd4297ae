"""The criteria of a decision: the tree, exact sums, and everything that can be wrong with them."""

from fractions import Fraction

import numpy as np
import pytest
from small_decisions import BASE, EVERY_RULE, changed, load, write

from analysis import framework
from analysis.paths import PROJECT
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


def small_faults(root, rows, **settings):
    with pytest.raises(DataProblems) as refused:
        framework.load(write(root, rows, **settings), "small")
    return [(one.rule, one.cell, one.found, one.expected) for one in refused.value.problems]


def with_ten_criteria(*codes):
    """Return a decision of one domain with a tick list for every code."""
    head = [
        {"criterion_code": "total", "parent_code": "", "max_points": str(len(codes)), "points_from": "children"},
        {"criterion_code": "1", "parent_code": "total", "max_points": str(len(codes)), "points_from": "children"},
    ]
    return head + [
        {"criterion_code": code, "parent_code": "1", "max_points": "1", "rule": "all_or_nothing"} for code in codes
    ]


def test_a_code_that_lost_its_zero_in_a_spreadsheet_is_recognised(tmp_path):
    codes = [f"1.{place}" for place in (1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 11)]
    found = small_faults(tmp_path, with_ten_criteria(*codes), scale=11)
    assert found == [
        ("code_not_unique", "B4", "1.1", ""),
        ("code_not_unique", "B13", "1.1", ""),
        ("code_lost_zero", "B13", "1.1", "1.10"),
    ]


def test_a_code_repeated_beside_its_whole_neighbours_lost_nothing(tmp_path):
    codes = [f"1.{place}" for place in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)]
    found = small_faults(tmp_path, with_ten_criteria(*codes), scale=11)
    assert {rule for rule, *_ in found} == {"code_not_unique"}


@pytest.mark.parametrize("code", ["2024-02-01", "01/02/2024", "1-2-24", "02-Jan", "2024-02-01 00:00:00"])
def test_a_code_that_became_a_date_is_recognised(tmp_path, code):
    assert ("code_is_date", "B5", code, "") in small_faults(tmp_path, with_ten_criteria("1.1", code), scale=2)


@pytest.mark.parametrize("code", ["1.2", "D1_CIVIC", "I.1.2", "1.1.10", "1a"])
def test_a_usual_code_is_no_date(tmp_path, code):
    assert code in load(tmp_path, with_ten_criteria("1.1", code), scale=2).items


@pytest.mark.parametrize(
    ("code", "values", "fault"),
    [
        ("4", {"max_points": "3"}, "cap_never_reached"),
        ("2.1", {"max_points": "3.33"}, "children_sum"),
        ("1.1", {"min_points": "2"}, "minimum_above_maximum"),
        ("5", {"max_points": "-1"}, "minimum_above_maximum"),
    ],
)
def test_a_fault_of_points_is_named(tmp_path, code, values, fault):
    assert fault in [rule for rule, *_ in small_faults(tmp_path, changed(EVERY_RULE, code, **values))]


def test_a_bonus_is_no_part_of_the_sum_and_its_cap_may_be_lower_than_its_parts(tmp_path):
    # The bonus may give 1 + 1 points and is capped at 1; the main points 8 + 7 + 5 make the scale of 20.
    assert load(tmp_path, EVERY_RULE).maximum("4") == 1


def test_a_cap_of_deductions_may_be_lower_than_its_parts_but_not_higher(tmp_path):
    parts = [
        {**EVERY_RULE[-1], "criterion_code": code, "parent_code": "5", "min_points": "-1"} for code in ("5.1", "5.2")
    ]
    node = {"rule": "", "rule_terms": "", "points_from": "children"}
    for cap, allowed in (("-1.5", True), ("-2", True), ("-2.5", False)):
        rows = [*changed(EVERY_RULE, "5", min_points=cap, **node), *parts]
        if allowed:
            assert load(tmp_path, rows).minimum("5") == float(cap)
        else:
            assert [rule for rule, *_ in small_faults(tmp_path, rows)] == ["cap_never_reached"]


def test_rows_of_a_partial_decision_may_be_missing_but_not_too_many(tmp_path):
    rows = [row for row in EVERY_RULE if row["criterion_code"] != "1.1"]
    assert "1.1" not in load(tmp_path, rows, completeness="partial").items
    assert [rule for rule, *_ in small_faults(tmp_path, rows)] == ["children_sum"]
    more = changed(EVERY_RULE, "1.1", max_points="2")
    assert [rule for rule, *_ in small_faults(tmp_path, more, completeness="partial")] == ["children_sum"]


def deep(levels):
    """Return a decision of one criterion under so many levels."""
    codes = ["total", *[".".join("1" * (place + 1)) for place in range(levels)]]
    rows = [
        {"criterion_code": code, "parent_code": parent, "max_points": "1", "points_from": "children"}
        for code, parent in zip(codes, ["", *codes], strict=False)
    ]
    return changed(rows, codes[-1], points_from="appraisal", rule="all_or_nothing")


def names_of(count):
    return [{"vi": f"cấp {place}", "en": f"level {place}"} for place in range(1, count + 1)]


def test_five_levels_may_be_named(tmp_path):
    criteria = load(tmp_path, deep(5), scale=1, levels=names_of(5))
    assert (criteria.items["1.1.1.1.1"].level, len(criteria.level_names)) == (5, 5)


def test_levels_without_a_name_and_more_than_five_are_refused(tmp_path):
    assert [rule for rule, *_ in small_faults(tmp_path, deep(4), scale=1)] == ["levels_without_name"]
    assert [rule for rule, *_ in small_faults(tmp_path, deep(6), scale=1, levels=names_of(6))] == ["levels_too_many"]


def classes_of(*limits):
    return [{"class": label, "lower": lower} for label, lower in zip("ABCD", limits, strict=False)]


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (classes_of(90, 80, 0), []),
        (classes_of(90, "unknown", "unknown", 0), []),
        (classes_of(90, 80, "unknown"), []),
        ([], []),
        ([*classes_of(90), {"class": "B", "lower": 80, "lowest": True}], []),
        (classes_of(90, 80, 70), ["cut_offs_gap"]),
        (classes_of(90, 90, 0), ["cut_offs_order"]),
        ([{"class": "A", "lower": 90}, {"class": "A", "lower": 0}], ["class_twice"]),
        ([{"class": "A", "lower": 90, "lowest": True}, {"class": "B", "lower": 0}], ["lowest_not_last"]),
    ],
)
def test_classes_leave_no_gap(tmp_path, classes, expected):
    if expected:
        assert [rule for rule, *_ in small_faults(tmp_path, EVERY_RULE, classes=classes)] == expected
    else:
        assert len(load(tmp_path, EVERY_RULE, classes=classes).classes) == len(classes)


@pytest.mark.parametrize(
    ("cap", "cell"),
    [
        ({"node": "9", "below": 50, "best": "Khá"}, "class_caps[1].node"),
        ({"node": "1", "below": 50, "best": "Kha"}, "class_caps[1].best"),
        ({"node": "1", "below": 150, "best": "Khá"}, "sets.so.class_caps[1].below"),
    ],
)
def test_a_class_cap_names_a_node_and_a_class(tmp_path, cap, cell):
    assert [cell for _, cell, *_ in small_faults(tmp_path, EVERY_RULE, class_caps=[cap])] == [cell]


def test_a_framework_may_replace_one_that_exists(tmp_path):
    (tmp_path / "data/frameworks/former").mkdir(parents=True)
    assert load(tmp_path, EVERY_RULE, replaces="former").replaces == "former"


@pytest.mark.parametrize("former", ["none", "small", "../small"])
def test_a_framework_that_does_not_exist_is_not_replaced(tmp_path, former):
    assert [rule for rule, *_ in small_faults(tmp_path, EVERY_RULE, replaces=former)] == ["replaces_unknown"]


@pytest.mark.parametrize("columns", [["rule", "rules"], ["rule", "rule"]])
def test_a_column_that_is_unknown_or_there_twice_is_refused(tmp_path, columns):
    rows = [{name: row[name] for name in row if name in BASE} for row in EVERY_RULE]
    write(tmp_path, rows, columns=columns)
    with pytest.raises(DataProblems) as refused:
        framework.load(tmp_path, "small")
    assert [one.rule for one in refused.value.problems] == ["wrong_header"]


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in (PROJECT / "data/frameworks").glob("*/framework.yml"))
)
def test_every_framework_that_ships_is_right(name):
    assert framework.load(PROJECT, name)
