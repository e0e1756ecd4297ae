"""What a set of criteria knows of its decision: nodes as criteria, parts, levels, kinds of unit."""

from fractions import Fraction

import pytest
from small_decisions import EVERY_RULE, changed, load

from analysis.criteria_set import LEVEL_NAMES, ClassCap


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    caps = [{"node": "1", "below": 50, "best": "Khá"}]
    levels = [{"vi": "lĩnh vực", "en": "domain"}, {"vi": "tiêu chí", "en": "criterion"}]
    return load(tmp_path_factory.mktemp("small"), EVERY_RULE, class_caps=caps, levels=levels, unit_kinds=["so", "ban"])


def test_items_hold_every_node_in_the_order_of_the_decision(small):
    assert list(small.items) == [row["criterion_code"] for row in EVERY_RULE]


def test_an_item_holds_exact_points_and_its_rule(small):
    item = small.items["2.1"]
    assert (item.maximum, item.minimum, item.parent, item.level, item.leaf) == (Fraction(10, 3), 0, "2", 2, True)
    assert (item.rule.kind, item.rule.terms, item.on_no_case) == ("proportional_to_threshold", Fraction(4, 5), "full")


def test_the_root_and_inner_nodes_are_sums_of_children(small):
    root = small.items["total"]
    assert (root.level, root.leaf, root.rule.kind, root.parent) == (0, False, "sum_of_children", "")
    assert small.items["1"].rule.kind == "sum_of_children"


def test_the_part_of_a_row_is_that_of_the_rows_above_it(small):
    assert [small.items[code].part for code in ("1.1", "4", "4.2", "5")] == ["main", "bonus", "bonus", "deduction"]
    assert small.parts["4.1"] == "bonus"


def test_caps_name_the_leaves_below_them_lowest_first(small):
    assert small.capped == [
        ("4.1", 1, ["4.1"]), ("4.2", 1, ["4.2"]), ("5", -1, ["5"]), ("4", 1, ["4.1", "4.2"]),
    ]  # fmt: skip


def test_the_decision_and_its_settings_are_known(small):
    assert small.decision == {"issuer": "UBND tỉnh", "number": "1/QĐ-UBND", "date": "2024-01-02"}
    assert (small.unit_kinds, small.points_decimals, small.replaces) == (("so", "ban"), 2, "")
    assert small.class_caps == (ClassCap("1", 50, "Khá"),)
    assert [level["en"] for level in small.level_names] == ["domain", "criterion"]


def test_levels_have_their_usual_names(toy):
    assert toy.study.criteria("so").level_names == LEVEL_NAMES


def test_a_row_outside_the_functions_of_all_takes_what_is_below_it_along(tmp_path):
    items = load(tmp_path, changed(EVERY_RULE, "2", applies="no")).items
    assert [items[code].applies for code in ("1.1", "2", "2.1", "2.3")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("completeness", "usable"),
    [
        ("illustrative", True),
        ("complete", True),
        ("reconstructed", True),
        ("published_parts", True),
        ("partial", False),
    ],
)
def test_only_a_partial_set_may_not_score(tmp_path, completeness, usable):
    assert load(tmp_path, EVERY_RULE, completeness=completeness).usable is usable


def test_a_set_without_the_column_of_rules_has_unknown_rules(toy):
    items = toy.study.criteria("so").items
    assert items["1.10"].rule.kind == "unknown" and items["1"].rule.kind == "sum_of_children"
