"""The six treatments of what lies outside the functions, bonus and deductions; all values by hand."""

import math

import pytest
from small_decisions import EVERY_RULE, changed, load

from analysis.framework import TREATMENTS
from analysis.treatments import Leaf, effective

# Points of one unit to which everything applies: 5 of 8, 4 of 7, 4 of 5, bonus 0.75, deduction -0.5.
ALL = {
    "1.1": 1.0, "1.2": 1.0, "1.3": 0.5, "1.4": 1.5, "1.5": 1.0, "2.1": 2.0, "2.2": 1.0, "2.3": 1.0, "3": 4.0,
    "4.1": 0.75, "4.2": 0.0, "5": -0.5,
}  # fmt: skip


@pytest.fixture(scope="module")
def criteria(tmp_path_factory):
    return load(tmp_path_factory.mktemp("small"), EVERY_RULE)


def leaves(criteria, missing=None, **changes):
    """Return the leaves of the unit; `missing` gives kinds of missing by code."""
    missing = missing or {}
    return {
        code: Leaf(math.nan if code in missing else points, criteria.maximum(code), missing.get(code, ""))
        for code, points in {**ALL, **changes}.items()
    }


def totals(counted, *codes):
    """Return points and maximum of leaves, of all if none are named."""
    own = [counted[code] for code in codes or counted]
    return sum(leaf.points for leaf in own), sum(leaf.maximum for leaf in own)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_where_everything_applies_all_treatments_agree(criteria, treatment):
    counted = effective(leaves(criteria), criteria, treatment)
    assert {code: leaf.points for code, leaf in counted.items()} == ALL
    assert totals(counted) == pytest.approx((5 + 4 + 4 + 0.75 - 0.5, 20))


@pytest.fixture(scope="module")
def thanh_hoa(tmp_path_factory):
    """A decision of 100 points of which 16 lie outside the functions of one unit, as in Thanh Hóa 2023."""
    rows = [
        {"criterion_code": "total", "parent_code": "", "max_points": "100", "points_from": "children"},
        {"criterion_code": "1", "parent_code": "total", "max_points": "84", "rule": "unknown"},
        {"criterion_code": "2", "parent_code": "total", "max_points": "16", "rule": "unknown"},
    ]
    return load(tmp_path_factory.mktemp("thanh-hoa"), rows, scale=100, completeness="reconstructed")


@pytest.mark.parametrize(
    ("treatment", "points", "maximum", "percent"),
    [("per_cent", 68.32, 84, 81.33), ("zero", 68.32, 100, 68.32), ("full", 84.32, 100, 84.32)],
)
def test_the_committee_for_ethnic_affairs_of_thanh_hoa(thanh_hoa, treatment, points, maximum, percent):
    # Published: 68.32 points are 81.33 %, so 84 points apply (68.32 / 84 = 0.81333); 16 more would make 84.32.
    unit = {"1": Leaf(68.32, 84.0, ""), "2": Leaf(math.nan, 16.0, "not_applicable")}
    found = totals(effective(unit, thanh_hoa, treatment))
    assert found == pytest.approx((points, maximum))
    assert round(100 * found[0] / found[1], 2) == percent


@pytest.mark.parametrize("treatment", ["rescale_appraised", "rescale_without_survey", "share_among_siblings"])
def test_the_committee_keeps_its_per_cent_where_points_are_rescaled(thanh_hoa, treatment):
    unit = {"1": Leaf(68.32, 84.0, ""), "2": Leaf(math.nan, 16.0, "not_applicable")}
    assert totals(effective(unit, thanh_hoa, treatment)) == pytest.approx((68.32 / 84 * 100, 100))


def test_the_appraised_part_is_rescaled_and_the_survey_is_not(criteria):
    # 1.2 (two points) is outside: 13 of 15 appraised points apply and 8 were given. 8 / 13 x 15 + 4 = 13.23.
    counted = effective(leaves(criteria, {"1.2": "not_applicable"}), criteria, "rescale_appraised")
    appraised = [code for code in ALL if code[0] in "12"]
    assert totals(counted, *appraised) == pytest.approx((8 / 13 * 15, 15))
    assert counted["3"] == Leaf(4.0, 5.0, "")
    assert (counted["4.1"].points, counted["5"].points) == (0.75, -0.5)
    assert totals(counted) == pytest.approx((8 / 13 * 15 + 4 + 0.75 - 0.5, 20))


def test_no_source_says_what_rescaling_does_to_a_survey_outside_the_functions(criteria):
    counted = effective(leaves(criteria, {"3": "not_applicable"}), criteria, "rescale_appraised")
    assert math.isnan(counted["3"].points) and counted["1.1"].points == 1.0


def test_without_a_survey_the_appraised_part_fills_the_scale(criteria):
    # 9 of 15 appraised points: 9 / 15 x 20 = 12 of 20.
    counted = effective(
        leaves(criteria, {"3": "not_surveyed"}, **{"4.1": 0, "5": 0}), criteria, "rescale_without_survey"
    )
    assert totals(counted) == pytest.approx((12, 20))
    assert counted["3"][:2] == (0, 0)


def test_without_a_survey_rows_outside_the_functions_leave_too(criteria):
    # 1.2 outside, no survey: 8 of 13 points remain, 8 / 13 x 20.
    missing = {"3": "not_surveyed", "1.2": "not_applicable"}
    counted = effective(leaves(criteria, missing, **{"4.1": 0, "5": 0}), criteria, "rescale_without_survey")
    assert totals(counted) == pytest.approx((8 / 13 * 20, 20))


@pytest.mark.parametrize("treatment", [one for one in TREATMENTS if one != "rescale_without_survey"])
def test_elsewhere_a_survey_that_was_not_held_stays_unknown(criteria, treatment):
    counted = effective(leaves(criteria, {"3": "not_surveyed"}), criteria, treatment)
    assert math.isnan(counted["3"].points) and counted["3"].maximum == 5


def test_a_maximum_is_shared_among_its_siblings_in_proportion(criteria):
    # 2.1 (10/3) is outside: 2.2 (5/3) and 2.3 (2) take over its points, 7 / (11/3) = 21/11 times their own.
    counted = effective(leaves(criteria, {"2.1": "not_applicable"}), criteria, "share_among_siblings")
    assert counted["2.1"][:2] == (0, 0)
    assert counted["2.2"][:2] == pytest.approx((1 * 21 / 11, 5 / 3 * 21 / 11))
    assert counted["2.3"][:2] == pytest.approx((1 * 21 / 11, 2 * 21 / 11))
    assert totals(counted, "2.1", "2.2", "2.3")[1] == pytest.approx(7)
    assert counted["1.1"] == Leaf(1.0, 1.0, "")


def test_where_no_sibling_applies_the_level_above_is_shared(criteria):
    # All of domain 2 (7 points) is outside: domain 1 (8) and the survey (5) take over, 20 / 13 times their own.
    missing = dict.fromkeys(("2.1", "2.2", "2.3"), "not_applicable")
    counted = effective(leaves(criteria, missing), criteria, "share_among_siblings")
    assert counted["1.1"][:2] == pytest.approx((20 / 13, 20 / 13))
    assert counted["3"][:2] == pytest.approx((4 * 20 / 13, 5 * 20 / 13))
    assert totals(counted)[1] == pytest.approx(20)


def test_sharing_on_two_levels_multiplies(criteria):
    # Domain 2 is outside and so is 1.1 (1 of 8): 1.2 counts 8/7 x 20/13 times.
    missing = dict.fromkeys(("1.1", "2.1", "2.2", "2.3"), "not_applicable")
    counted = effective(leaves(criteria, missing), criteria, "share_among_siblings")
    assert counted["1.2"].maximum == pytest.approx(2 * 8 / 7 * 20 / 13)
    assert totals(counted)[1] == pytest.approx(20)


def test_what_a_rule_leaves_out_is_not_shared(criteria):
    # 1.5 (two points) had no case and leaves the maximum for good: 6 of 8 remain. 1.1 (one point) is outside: the other
    # 5 points take it over and count 6/5 times.
    unit = leaves(criteria, {"1.1": "not_applicable"}) | {"1.5": Leaf(0.0, 0.0, "no_case")}
    counted = effective(unit, criteria, "share_among_siblings")
    assert counted["1.2"].maximum == pytest.approx(2 * 6 / 5)
    assert totals(counted, "1.1", "1.2", "1.3", "1.4", "1.5")[1] == pytest.approx(6)


@pytest.mark.parametrize("treatment", ["rescale_appraised", "share_among_siblings", "per_cent"])
def test_a_unit_outside_everything_has_no_maximum(criteria, treatment):
    counted = effective(leaves(criteria, dict.fromkeys(ALL, "not_applicable")), criteria, treatment)
    assert totals({code: leaf for code, leaf in counted.items() if code != "3"}) == (0, 0)


@pytest.mark.parametrize("treatment", ["none", "unknown"])
def test_without_a_stated_treatment_points_stay_unknown(criteria, treatment):
    counted = effective(leaves(criteria, {"1.1": "not_applicable"}), criteria, treatment)
    assert math.isnan(counted["1.1"].points) and counted["1.1"].maximum == 1


def test_an_unknown_maximum_makes_rescaled_points_unknown(criteria):
    unit = leaves(criteria, {"1.1": "not_applicable"}) | {"2.1": Leaf(2.0, math.nan, "")}
    assert math.isnan(effective(unit, criteria, "rescale_appraised")["1.2"].points)
    assert effective(unit, criteria, "share_among_siblings")["1.2"].points == pytest.approx(8 / 7)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_bonus_or_deduction_outside_the_functions_is_nothing(criteria, treatment):
    missing = {"4.1": "not_applicable", "5": "not_applicable"}
    counted = effective(leaves(criteria, missing), criteria, treatment)
    assert totals(counted) == pytest.approx((13, 20))
    assert counted["4.1"][:2] == counted["5"][:2] == (0, 0)


def test_a_bonus_adds_points_and_no_maximum(criteria):
    assert effective(leaves(criteria), criteria)["4.1"][:2] == (0.75, 0)


def test_a_bonus_is_cut_to_its_cap_in_proportion(criteria):
    # 0.75 + 0.5 = 1.25 is cut to 1: each part by four fifths.
    counted = effective(leaves(criteria, **{"4.1": 0.75, "4.2": 0.5}), criteria)
    assert (counted["4.1"].points, counted["4.2"].points) == pytest.approx((0.6, 0.4))


def test_a_bonus_exactly_at_its_cap_is_not_cut(criteria):
    counted = effective(leaves(criteria, **{"4.1": 0.5, "4.2": 0.5}), criteria)
    assert (counted["4.1"].points, counted["4.2"].points) == (0.5, 0.5)


def test_deductions_are_cut_to_their_cap(tmp_path):
    node = {"rule": "", "rule_terms": "", "points_from": "children", "min_points": "-1.5"}
    below = [{**EVERY_RULE[-1], "criterion_code": code, "parent_code": "5"} for code in ("5.1", "5.2")]
    criteria = load(tmp_path, [*changed(EVERY_RULE, "5", **node), *below])
    unit = {"1.1": Leaf(1.0, 1.0, ""), "5.1": Leaf(-1.0, 0.0, ""), "5.2": Leaf(-1.0, 0.0, "")}
    counted = effective(unit, criteria)
    assert (counted["5.1"].points, counted["5.2"].points) == (-0.75, -0.75)
    # The total itself is not bounded: it may fall below zero.
    assert totals(counted) == (-0.5, 1)


def test_leaves_keep_their_order_and_kind_of_missing(criteria):
    unit = leaves(criteria, {"1.2": "not_applicable"})
    counted = effective(unit, criteria, "share_among_siblings")
    assert list(counted) == list(unit) and counted["1.2"].missing == "not_applicable"
