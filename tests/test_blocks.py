"""The units that are ranked together: who belongs, and what their total is."""

import numpy as np
import pytest
from toy_changes import table_of_points, with_criteria, with_rules
from varied import block

from analysis.blocks import in_order, official_ranks, together, where_applicable

FULL = [30, 20, 15, 20, 15]


def test_only_units_with_all_their_points_stand_together(toy):
    in_2024, in_2025 = together(toy.points, toy.study)
    assert [unit[-1] for unit in in_2024.units] == list("abcdef")
    assert [unit[-1] for unit in in_2025.units] == list("abcd")


def test_the_total_is_the_official_per_cent(toy):
    units = next(together(toy.points, toy.study))
    assert units.total.tolist() == pytest.approx([87, 87, 62.75 / 85 * 100, 75, 49.99, 65])


def test_leaves_stand_in_the_order_of_the_decision(toy):
    units = next(together(toy.points, toy.study))
    assert list(units.points.columns) == ["1.1", "1.2", "1.10", "2.1", "2.2"]


def test_a_unit_to_which_nothing_applies_stands_aside(toy):
    units = next(together(table_of_points([FULL, [None] * 5]), toy.study))
    assert [unit[-1] for unit in units.units] == ["a"]


def test_a_unit_with_zero_points_stands_with_the_others(toy):
    units = next(together(table_of_points([FULL, [0] * 5]), toy.study))
    assert units.total.tolist() == [100, 0]


def test_no_unit_with_points_gives_no_block(toy):
    points = toy.points.assign(points=np.nan)
    assert list(together(points, toy.study)) == []


@pytest.mark.parametrize("minimum", [np.nan, 10.0])
def test_ranks_compare_points_where_the_scale_does_not_start_at_zero(toy, minimum):
    study = with_criteria(toy.study, "min_points", {"total": minimum})
    assert next(together(toy.points, study)).total.iloc[1] == pytest.approx(73.95)


def test_ranks_compare_points_where_the_decision_does_not_use_per_cents(toy):
    study = with_rules(toy.study, not_applicable="zero")
    assert not next(together(toy.points, study)).by_percent


def test_official_ranks_are_those_among_the_units_known(toy):
    found = official_ranks(toy.scores, 2025, "so")
    assert {code[-1]: rank for code, rank in found.items()} == {"a": 1, "b": 2, "c": 4, "d": 3}


def test_blocks_come_in_the_order_of_the_study_and_not_of_the_alphabet(shipped):
    here = shipped("tay-ninh-2023")
    assert [key for key, _ in in_order(here.points, here.study)] == [(2023, "so"), (2023, "huyen")]


@pytest.mark.parametrize("treatment", ["per_cent", "zero", "full"])
def test_what_does_not_apply_is_away_whatever_it_counts_officially(toy, treatment):
    here = block(
        with_rules(toy.study, not_applicable=treatment), [FULL, [30, None, 15, 20, 15], [30, 20, "no case", 20, 15]]
    )
    units = where_applicable(next(together(here.points, here.study)), here.points)
    assert (units.maxima == 0).to_numpy().nonzero()[0].tolist() == [1, 2]
    assert units.points.to_numpy()[units.maxima.to_numpy() == 0].tolist() == [0, 0]
