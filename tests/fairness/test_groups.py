"""Differences between groups against the values worked out in tests/toy/README.md and against R."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_rules

from analysis import tables
from analysis.fairness import groups


@pytest.fixture(scope="module")
def found(toy):
    return groups.group_differences(toy.points, toy.study).set_index(["year", "measure"])


@pytest.fixture(scope="module")
def tay_ninh(shipped):
    here = shipped("tay-ninh-2023")
    return groups.group_differences(here.points, here.study).set_index(["block", "grouping"])


@pytest.fixture(scope="module")
def provinces(shipped):
    here = shipped("papi-2019")
    study = replace(here.study, groupings={"city": "no"})
    return here.points, study, groups.group_differences(here.points, study)


def two_blocks(study, **rules):
    """Return the study with a second block `xa` of the same criteria, with other rules, and no grouping but blocks."""
    block = study.blocks["so"]
    other = replace(block, code="xa", criteria=replace(block.criteria, **rules))
    return replace(study, blocks={"so": block, "xa": other}, groupings={"block": "so"})


def rows_of_two_blocks():
    """Return points of three units of each block; those of `xa` are tenths higher in every part."""
    rows = [[20, 10, 5, 15, 5], [25, 10, 5, 15, None], [15, 10, 5, 15, 5]] * 2
    points = table_of_points(rows)
    return points.assign(block=np.where(points["unit_code"].str[-1] < "d", "so", "xa"))


@pytest.mark.parametrize(
    ("year", "measure", "difference"),
    [
        (2024, "total", 87 - (62.75 / 85 * 100 + 75 + 49.99 + 65) / 4),
        (2024, "2", 10.9),
        (2025, "total", 8),
        (2025, "1", 18 / 1.3),
    ],
)
def test_differences_by_hand(found, year, measure, difference):
    assert found.loc[(year, measure), "estimate"] == pytest.approx(difference)


def test_the_group_stands_before_its_named_reference(found):
    row = found.loc[(2025, "total")]
    assert (row["group"], row["reference"], row["n"], row["n_reference"]) == ("yes", "no", 2, 2)
    assert (row["mean_group"], row["mean_reference"], row["basis"]) == (78, 70, "assumed")


def test_below_eight_units_only_values_are_given(found, toy):
    empty = ["low", "high", "p", "p_adjusted", "effect_size", "effect_low", "effect_high", "detectable"]
    assert found[empty].isna().all(axis=None)
    assert set(found["verdict"]) == {"too_few"} and set(found["method"]) == {"values_only"}
    reasons = {row["reason_en"] for row in groups.left_out(toy.points, toy.study)}
    assert any("6 units" in reason for reason in reasons) and any("4 units" in reason for reason in reasons)


def test_a_unit_to_which_a_part_does_not_apply_is_not_counted_as_zero(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [30, 20, 15, None, None], [30, 20, 15, 10, 7.5]])
    row = groups.group_differences(points, toy.study).set_index("measure").loc["2"]
    assert (row["mean_group"], row["mean_reference"], row["n"], row["n_reference"]) == (100, 50, 1, 1)


def test_the_departments_of_tay_ninh_that_appraise_stand_higher_and_that_is_shown(tay_ninh):
    """R 4.2, y the per cents of 19 departments, g the 6 that appraise: t.test(y[g], y[!g]) p 0.006136;
    ts <- apply(combn(19, 6), 2, studentised); mean(abs(ts) >= abs(t0)) 0.0008845644; the same of plain differences
    0.01920242; (mean(y[g]) - mean(y[!g])) / s * (1 - 3 / (4 * 17 - 1)) with the pooled s 1.066852672."""
    row = tay_ninh.loc[("so", "appraises")]
    assert (row["mean_group"], row["mean_reference"]) == pytest.approx((93.43492, 82.90380), abs=1e-5)
    assert row["estimate"] == pytest.approx(10.53112, abs=1e-5) and (row["n"], row["n_reference"]) == (6, 13)
    assert row["p"] == pytest.approx(0.0008845644, abs=1e-3) or row["p"] == pytest.approx(0.006136, abs=1e-6)
    assert row["low"] > 0 and row["verdict"] == "shown" and row["basis"] == "assumed"
    assert row["effect_size"] == pytest.approx(1.066852672, abs=0.002)
    assert row["effect_low"] < row["effect_size"] < row["effect_high"]


def test_its_six_districts_are_too_few(tay_ninh):
    assert tay_ninh.loc[("huyen", "city"), "verdict"] == "too_few"


def test_what_is_not_shown_says_what_would_have_been_found(provinces):
    table = provinces[2]
    tested = table[table["verdict"] == "not_shown"]
    assert len(tested) > 0 and (tested["detectable"] > 0).all()
    assert (tested["detectable"] > tested["estimate"].abs()).mean() > 0.5


def test_more_tests_make_what_would_have_been_found_larger(provinces):
    points, study, _ = provinces
    both = groups.group_differences(points, replace(study, groupings={"city": "no", "region": "DBSH"}))
    one = groups.group_differences(points, study).set_index("measure")
    many = both[both["grouping"] == "city"].set_index("measure")
    assert (many["detectable"] > one["detectable"]).all() and (many["p"] == one["p"]).all()


def test_p_values_are_adjusted_for_all_tests_of_the_study(provinces):
    table = provinces[2]
    tested = table["p"].notna()
    assert tested.sum() == 9 and (table.loc[tested, "p_adjusted"] >= table.loc[tested, "p"]).all()
    assert table["p_adjusted"].min() == pytest.approx(min(1, table["p"].min() * 9))
    assert set(table.loc[table["p_adjusted"] < 0.05, "verdict"]) <= {"shown"}


def test_a_reference_that_no_unit_of_the_block_has_gives_no_row_and_a_reason(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [20, 20, 15, 20, 15]])
    assert len(groups.group_differences(points, toy.study)) == 0
    assert "different declared groups" in groups.left_out(points, toy.study)[0]["reason_en"]


def test_no_declared_grouping_gives_no_row_and_a_reason(toy):
    study = replace(toy.study, groupings={})
    assert len(groups.group_differences(toy.points, study)) == 0
    assert len(groups.left_out(toy.points, study)) == 2


def test_the_order_of_rows_changes_nothing(shipped, tay_ninh):
    here = shipped("tay-ninh-2023")
    again = groups.group_differences(here.points.sample(frac=1, random_state=2), here.study)
    pd.testing.assert_frame_equal(again.set_index(["block", "grouping"]), tay_ninh)


def test_the_other_reference_changes_the_signs(shipped, tay_ninh):
    here = shipped("tay-ninh-2023")
    turned = groups.group_differences(here.points, replace(here.study, groupings={"appraises": "yes"})).iloc[0]
    row = tay_ninh.loc[("so", "appraises")]
    assert turned["estimate"] == pytest.approx(-row["estimate"])
    assert (turned["low"], turned["high"]) == pytest.approx((-row["high"], -row["low"]), abs=0.5)
    assert turned["effect_size"] == pytest.approx(-row["effect_size"])
    assert turned["p"] == pytest.approx(row["p"], abs=2e-3)


def test_equal_groups_differ_by_nothing_and_nothing_can_be_tested(toy):
    points = table_of_points([[20, 10, 5, 15, 5]] * 6)
    assert np.allclose(groups.group_differences(points, toy.study)["estimate"], 0)


def test_nine_units_that_are_all_equal_have_no_test(shipped):
    here = shipped("binh-duong-2017")
    found = groups.group_differences(here.points.assign(points=30.0), here.study)
    assert set(found["verdict"]) == {"not_defined"} and found["p"].isna().all()


def test_blocks_are_compared_in_per_cents_under_the_block_all(toy):
    points = rows_of_two_blocks()
    row = groups.group_differences(points, two_blocks(toy.study)).iloc[0]
    by_hand = [100 * total / maximum for total, maximum in ((55, 100), (55, 85), (50, 100))]
    assert (row["block"], row["grouping"], row["group"], row["reference"]) == ("all", "block", "xa", "so")
    assert row["mean_reference"] == pytest.approx(np.mean(by_hand)) and row["estimate"] == pytest.approx(0)
    assert row["measure"] == "total" and row["verdict"] == "too_few"


def test_blocks_of_which_one_ranks_points_are_not_compared_and_the_reason_is_given(toy):
    study = two_blocks(toy.study, not_applicable="zero")
    assert len(groups.group_differences(rows_of_two_blocks(), study)) == 0
    reasons = [row["reason_en"] for row in groups.left_out(rows_of_two_blocks(), study)]
    assert len(reasons) == 2 and all("not every block ranks per cents" in reason for reason in reasons)


def test_a_single_block_has_nothing_to_be_compared_with(toy):
    study = replace(toy.study, groupings={"block": "so"})
    assert len(groups.group_differences(toy.points, study)) == 0
    assert {row["reason_en"] for row in groups.left_out(toy.points, study)} == {
        "only one block has points in this year"
    }


def test_what_units_claimed_too_much_is_a_measure_where_they_scored_themselves(toy):
    """Four departments claim 4 points more than they get, two (C and D) the same: A and B appraise."""
    points = table_of_points([[20, 10, 5, 15, 5]] * 6)
    own = points.loc[points["criterion_code"] == "1.1"]
    rounds = own.assign(
        self_points=np.where(own["unit_code"].str[-1].isin(["c", "d"]), 20.0, 24.0), appraisal_1=20.0, appraisal_2=20.0,
        survey_points=np.nan, points_in_force=20.0, round_in_force="appraisal_2",
    )  # fmt: skip
    found = groups.group_differences(points, toy.study, rounds).set_index("measure").loc["self_gap"]
    assert (found["mean_group"], found["mean_reference"], found["estimate"]) == pytest.approx((4, 2, 2))


def test_a_bonus_is_compared_by_what_it_adds_to_the_total(toy):
    criteria = toy.study.criteria("so")
    items = {
        code: replace(item, part="bonus") if code.startswith("2") else item for code, item in criteria.items.items()
    }
    study = with_rules(toy.study, items=items)
    points = table_of_points([[30, 20, 15, 2, 1], [30, 20, 15, 0, 1]] * 2, maxima=(30, 20, 15, 0, 0))
    row = groups.group_differences(points, study).set_index("measure").loc["2"]
    assert row["mean_group"] == pytest.approx(100 * (3 + 1) / 2 / 65) and row["n"] == 2


def test_fewer_than_three_units_on_a_side_get_values_only_and_a_reason(shipped):
    """PAR INDEX 2019: two centrally run cities or fewer in a block of sixteen known provinces, some groups of one."""
    here = shipped("par-index-2012-2023")
    points = here.points[here.points["year"] == 2019]
    found = groups.group_differences(points, here.study)
    small = found[found[["n", "n_reference"]].min(axis=1) < 3]
    assert len(small) > 0 and small["low"].isna().all() and small["p"].isna().all()
    assert small["estimate"].notna().all() and set(small["verdict"]) == {"too_few"}
    assert any("fewer than 3" in row["reason_en"] for row in groups.left_out(points, here.study))


def test_the_table_may_leave_its_room(toy, provinces, tay_ninh, tmp_path):
    assert (
        len(tables.write(tmp_path, "group_differences", groups.group_differences(toy.points, toy.study), "synthetic"))
        == 6
    )
    for frame in (provinces[2], tay_ninh.reset_index()):
        assert len(tables.write(tmp_path, "group_differences", frame, "published")) == len(frame)
