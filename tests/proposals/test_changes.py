"""The criteria as a proposal would have them: each kind of change, its guard, and what cannot be."""

from fractions import Fraction

import pytest
from toy_proposals import FEWER_PLANS, NEW_ONE, ONE_SURVEY, SWAPPED_NAMES, WITHOUT_FINANCE, changed, content_of, write

from analysis import framework
from analysis.paths import PROJECT
from analysis.problems import DataProblems
from analysis.proposals import changes as module
from analysis.proposals import proposal

SCALED = {"scale_rest_to": 100}
TWO = [{"class": "Đạt", "lower": 60}, {"class": "Chưa đạt", "lower": 0}]
FOUR = [{"class": name, "lower": lower} for name, lower in (("Tốt", 80), ("Khá", 65), ("Trung bình", 50), ("Yếu", 0))]


def maxima(criteria):
    return {code: item.maximum for code, item in criteria.items.items()}


def rules(root, changes, balance="leave", **more):
    """Return the rules of what is wrong with a proposal."""
    with pytest.raises(DataProblems) as refused:
        changed(root, changes, balance, **more)
    return [one.rule for one in refused.value.problems]


def test_the_rest_is_scaled_so_that_the_whole_is_exact(toy_root):
    """1.1 at 20 leaves 80 for the other 70: every other maximum times 8/7."""
    found = maxima(changed(toy_root, FEWER_PLANS, SCALED))
    eight_sevenths = {
        code: Fraction(points) * 8 / 7 for code, points in (("1.2", 20), ("1.10", 15), ("2.1", 20), ("2.2", 15))
    }
    sums = {"1": 20 + 35 * Fraction(8, 7), "2": 40, "total": 100}
    assert found == {"1.1": 20, **eight_sevenths, **sums}


def test_what_is_given_stays_as_it_is(toy_root):
    write(toy_root, content_of(FEWER_PLANS, SCALED))
    content, rows = framework.given(toy_root, "toy")
    before = (str(content), [dict(row) for row in rows])
    module.changed(content, rows, proposal.load(toy_root, "toy", "thu"))
    assert (str(content), rows) == before


def test_the_set_keeps_the_name_of_its_framework(toy_root):
    assert changed(toy_root, FEWER_PLANS, SCALED).framework == "toy"


def test_swapped_names_change_no_point(toy_root):
    criteria = changed(toy_root, SWAPPED_NAMES)
    assert maxima(criteria) == maxima(framework.load(toy_root, "toy")["so"])
    assert (criteria.label("1.1", "vi"), criteria.label("1.2", "vi")) == ("Thủ tục", "Kế hoạch")


def test_a_dropped_criterion_is_gone_with_what_lies_below_it(toy_root):
    assert "1.10" not in changed(toy_root, WITHOUT_FINANCE, SCALED).parents
    drop = [{"criterion": "2", "drop": True, "was": {"max_points": 35}}]
    assert list(changed(toy_root, drop, {"scale_rest_to": 65}).parents) == ["total", "1", "1.1", "1.2", "1.10"]


def test_a_merged_criterion_stands_where_the_first_stood(toy_root):
    criteria = changed(toy_root, ONE_SURVEY, SCALED)
    assert criteria.leaves == ["1.1", "1.2", "1.10", "2.3"] and criteria.items["2.3"].points_from == "survey"
    assert maxima(criteria)["2.3"] == 21 and maxima(criteria)["1"] == 79


def test_criteria_of_different_sources_merge_into_a_mixed_one(toy_root):
    merge = [{"merge": ["1.2", "2.2"], "was": {"1.2": 20, "2.2": 15},
              "into": {"criterion_code": "1.2", "title_vi": "a", "title_en": "b", "max_points": 35}}]  # fmt: skip
    criteria = changed(toy_root, merge, SCALED)
    assert criteria.items["1.2"].points_from == "mixed" and criteria.leaves == ["1.1", "1.2", "1.10", "2.1"]


def test_a_moved_criterion_counts_under_its_new_parent(toy_root):
    move = [{"criterion": "1.10", "move": {"parent_code": "2"}, "was": {"parent_code": "1"}}]
    criteria = changed(toy_root, move, SCALED)
    assert criteria.children("2") == ["2.1", "2.2", "1.10"] and maxima(criteria)["2"] == 50


def test_an_added_criterion_may_leave_its_rule_open(toy_root):
    criteria = changed(toy_root, NEW_ONE, SCALED)
    item = criteria.items["1.3"]
    assert (item.maximum, item.minimum, item.rule.kind, item.parent) == (10, 0, "unknown", "1")
    assert maxima(criteria)["1.1"] == 27 and maxima(criteria)["total"] == 100


def test_criteria_below_a_new_node_are_added_in_order(toy_root):
    node = {"criterion_code": "3", "parent_code": "total", "title_vi": "a", "title_en": "b", "max_points": 10,
            "points_from": "appraisal"}  # fmt: skip
    assert rules(toy_root, [{"add": node}, {"add": node | {"criterion_code": "3.1", "parent_code": "3"}}], SCALED) == [
        "parent_is_leaf"
    ]


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"treatment": "zero", "was": "per_cent"}, "not_applicable", "zero"),
        ({"rank_rule": "dense", "was": "competition"}, "rank_rule", "dense"),
        ({"rank_on": "unrounded", "was": "printed"}, "rank_on", "unrounded"),
        ({"rounding": {"decimals": 1}, "was": {"decimals": 2}}, "decimals", 1),
        ({"classes": TWO, "was": FOUR}, "classes", (("Đạt", 60.0), ("Chưa đạt", 0.0))),
    ],
)
def test_rules_of_the_whole_set_change(toy_root, change, name, value):
    assert getattr(changed(toy_root, [change]), name) == value


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"treatment": "per_cent", "was": "per_cent"}, "changes_nothing"),
        ({"treatment": "zero", "was": "full"}, "guard_differs"),
        ({"rounding": {"decimals": 1}, "was": {"level": "total"}}, "guard_missing"),
        ({"classes": FOUR, "was": FOUR}, "changes_nothing"),
        ({"classes": TWO, "was": TWO}, "guard_differs"),
        ({"criterion": "total", "drop": True, "was": {"max_points": 100}}, "root_stays"),
        ({"criterion": "1", "move": {"parent_code": "1.1"}, "was": {"parent_code": "total"}}, "parent_below_itself"),
        ({"criterion": "1.1", "move": {"parent_code": "2.1"}, "was": {"parent_code": "1"}}, "parent_is_leaf"),
        ({"criterion": "1.1", "move": {"parent_code": "9"}, "was": {"parent_code": "1"}}, "parent_unknown"),
        ({"criterion": "1.1", "move": {"parent_code": "1"}, "was": {"parent_code": "1"}}, "changes_nothing"),
        ({"criterion": "1", "rule": {"rule": "proportional"}, "was": {"rule": ""}}, "rule_of_sum"),
        ({"add": NEW_ONE[0]["add"] | {"criterion_code": "1.1"}}, "code_taken"),
        ({"add": NEW_ONE[0]["add"] | {"parent_code": "7"}}, "parent_unknown"),
        ({"add": NEW_ONE[0]["add"] | {"max_points": "mười"}}, "value_not_allowed"),
        (ONE_SURVEY[0] | {"was": {"2.1": 20}}, "guard_missing"),
        (ONE_SURVEY[0] | {"was": {"2.1": 20, "2.2": 14}}, "guard_differs"),
        (ONE_SURVEY[0] | {"merge": ["2.1", "2.1"]}, "merge_twice"),
        (ONE_SURVEY[0] | {"merge": ["2", "2.1"], "was": {"2": 35, "2.1": 20}}, "merge_of_sum"),
        (ONE_SURVEY[0] | {"into": ONE_SURVEY[0]["into"] | {"criterion_code": "1.1"}}, "code_taken"),
        ({"awards": {"a": 1}, "was": {"a": 2}}, "awards_missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(toy_root, change, rule):
    assert rule in rules(toy_root, [change], SCALED if "add" in change or "merge" in change else "leave")


def test_a_code_that_lost_its_zero_is_refused_with_codes_like_it(toy_root):
    with pytest.raises(DataProblems, match=r"no criterion “1\.100”.*1\.10"):
        changed(toy_root, [{"criterion": "1.100", "drop": True, "was": {"max_points": 15}}])


def test_two_changes_of_one_cell_are_refused_but_not_of_two(toy_root):
    two = [*FEWER_PLANS, {"criterion": "1.1", "set": {"max_points": 10}, "was": {"max_points": 30}}]
    assert rules(toy_root, two, SCALED) == ["changed_twice"]
    other = [*FEWER_PLANS, {"criterion": "1.1", "move": {"parent_code": "2"}, "was": {"parent_code": "1"}}]
    assert changed(toy_root, other, SCALED).parents["1.1"] == "2"


def test_a_change_inside_what_is_dropped_is_refused(toy_root):
    drop = {"criterion": "1", "drop": True, "was": {"max_points": 65}}
    assert "changed_twice" in rules(toy_root, [*FEWER_PLANS, drop], {"scale_rest_to": 35})
    assert "changed_twice" in rules(toy_root, [drop, *FEWER_PLANS], {"scale_rest_to": 35})


def test_a_node_left_without_criteria_is_refused_with_what_to_drop(toy_root):
    both = [
        {"criterion": code, "drop": True, "was": {"max_points": points}} for code, points in (("2.1", 20), ("2.2", 15))
    ]
    assert rules(toy_root, both, SCALED) == ["parent_left_empty"]


def test_a_scale_that_leaves_nothing_for_the_rest_is_refused(toy_root):
    more = [{"criterion": "1.1", "set": {"max_points": 100}, "was": {"max_points": 30}}]
    assert "nothing_to_scale" in rules(toy_root, more, SCALED)


def test_unknown_maxima_cannot_be_scaled(toy_root, edit):
    edit("frameworks/toy/criteria.csv", "Thủ tục,Procedures,20", "Thủ tục,Procedures,unknown")
    assert "maxima_unknown" in rules(toy_root, FEWER_PLANS, SCALED)


def test_a_framework_of_several_sets_needs_the_name_of_one(tmp_path):
    folder = tmp_path / "data" / "frameworks" / "illustrative-2025"
    folder.mkdir(parents=True)
    (tmp_path / "data" / "frameworks" / "illustrative-2024").mkdir()
    for name in ("framework.yml", "criteria.csv"):
        text = (PROJECT / "data" / "frameworks" / "illustrative-2025" / name).read_text("utf-8")
        (folder / name).write_text(text, "utf-8")
    content = content_of([{"treatment": "zero", "was": "per_cent"}], base="illustrative-2025")
    write(tmp_path, content, of="illustrative-2025")
    with pytest.raises(DataProblems, match=r"Write set: one of so \| xa"):
        framework.load(tmp_path, "illustrative-2025", "thu")
    write(tmp_path, content | {"set": "xa"}, of="illustrative-2025")
    sets = framework.load(tmp_path, "illustrative-2025", "thu")
    assert {code: one.not_applicable for code, one in sets.items()} == {"so": "per_cent", "xa": "zero"}


def test_the_proposals_that_ship_are_examples_that_fit_and_say_so():
    for name in proposal.slugs(PROJECT, "illustrative-2025"):
        one = proposal.load(PROJECT, "illustrative-2025", name)
        criteria = framework.load(PROJECT, "illustrative-2025", name)[one.set]
        assert (
            criteria.items["total"].maximum == 100 and "mô phỏng" in one.title["vi"] and "simulated" in one.title["en"]
        )
    assert len(proposal.slugs(PROJECT, "illustrative-2025")) >= 2


def test_the_last_criterion_of_all_cannot_be_dropped(toy_root):
    every = [
        {"criterion": code, "drop": True, "was": {"max_points": points}} for code, points in (("1", 65), ("2", 35))
    ]
    assert "nothing_left" in rules(toy_root, every)
