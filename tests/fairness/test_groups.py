"""Differences between groups against the values worked out in tests/toy/README.md."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points

from analysis import tables
from analysis.fairness import groups


@pytest.fixture(scope="module")
def found(toy):
    return groups.group_differences(toy.points, toy.study).set_index(["year", "measure"])


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
    assert found[["low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    reasons = {row["reason_en"] for row in groups.left_out(toy.points, toy.study)}
    assert any("6 units" in reason for reason in reasons) and any("4 units" in reason for reason in reasons)


def test_a_unit_to_which_a_part_does_not_apply_is_not_counted_as_zero(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [30, 20, 15, None, None], [30, 20, 15, 10, 7.5]])
    row = groups.group_differences(points, toy.study).set_index("measure").loc["2"]
    assert (row["mean_group"], row["mean_reference"], row["n"], row["n_reference"]) == (100, 50, 1, 1)


def test_welch_is_used_from_eight_units_on(shipped):
    here = shipped("binh-duong-2017")
    row = groups.group_differences(here.points, here.study).set_index("measure").loc["total"]
    assert row["n"] + row["n_reference"] == 9 and row["low"] < row["estimate"] < row["high"]


def test_p_values_are_adjusted_for_all_tests_of_the_study(shipped):
    here = shipped("papi-2019")
    table = groups.group_differences(here.points, here.study)
    tested = table["p"].notna()
    assert (table.loc[tested, "p_adjusted"] >= table.loc[tested, "p"]).all()
    assert table["p_adjusted"].min() == pytest.approx(table["p"].min() * tested.sum())


def test_a_reference_that_no_unit_of_the_block_has_gives_no_row_and_a_reason(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [20, 20, 15, 20, 15]])
    assert len(groups.group_differences(points, toy.study)) == 0
    assert "different declared groups" in groups.left_out(points, toy.study)[0]["reason_en"]


def test_no_declared_grouping_gives_no_row_and_a_reason(toy):
    study = replace(toy.study, groupings={})
    assert len(groups.group_differences(toy.points, study)) == 0
    assert len(groups.left_out(toy.points, study)) == 2


def test_the_order_of_rows_changes_nothing(toy):
    again = groups.group_differences(toy.points.sample(frac=1, random_state=2), toy.study)
    pd.testing.assert_frame_equal(again, groups.group_differences(toy.points, toy.study))


def test_equal_groups_differ_by_nothing(toy):
    points = table_of_points([[20, 10, 5, 15, 5]] * 6)
    assert np.allclose(groups.group_differences(points, toy.study)["estimate"], 0)


def test_the_table_may_leave_its_room(toy, tmp_path):
    assert (
        len(tables.write(tmp_path, "group_differences", groups.group_differences(toy.points, toy.study), "synthetic"))
        == 6
    )


def test_fewer_than_three_units_on_a_side_get_values_only_and_a_reason(shipped):
    """PAR INDEX 2019: two centrally run cities or fewer in a block of sixteen known provinces, some groups of one."""
    here = shipped("par-index-2012-2023")
    found = groups.group_differences(here.points, here.study)
    small = found[found[["n", "n_reference"]].min(axis=1) < 3]
    assert len(small) > 0 and small["low"].isna().all() and small["p"].isna().all()
    assert small["estimate"].notna().all()
    assert any("fewer than 3" in row["reason_en"] for row in groups.left_out(here.points, here.study))
