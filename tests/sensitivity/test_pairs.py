"""Probabilities of pairs from draws, and the table `pair_order`."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from toy_changes import table_of_points

from analysis import tables
from analysis.blocks import together
from analysis.sensitivity.draws import Draws, draws
from analysis.sensitivity.pairs import pair_order, pair_probabilities, summary

pytestmark = pytest.mark.filterwarnings("error")

ROWS = [[24, 16, 12, 16, 12], [27, 10, 15, 12, 6], [20, 10, 0, 15, 12]]


def made(study, ranks, failed=None, inputs=("weights/total",)):
    """Return draws of three units with these ranks."""
    units = next(together(table_of_points(ROWS), study))
    ranks = np.array(ranks, dtype=np.uint16)
    return Draws(units, inputs, ranks, None, np.zeros(len(ranks), bool) if failed is None else np.array(failed), {})


def test_probabilities_by_hand():
    ranks = np.array([[1, 2, 3], [1, 1, 3], [2, 1, 3], [3, 1, 1]])
    above, tied = pair_probabilities(ranks, np.array([False] * 4))
    assert above.tolist() == [[0, 0.25, 0.75], [0.5, 0, 0.75], [0.25, 0, 0]]
    assert tied.tolist() == [[1, 0.25, 0], [0.25, 1, 0.25], [0, 0.25, 1]]


def test_failed_draws_are_left_out():
    ranks = np.array([[1, 2], [2, 1], [2, 1]])
    above, _ = pair_probabilities(ranks, np.array([False, True, False]))
    assert above[0, 1] == above[1, 0] == 0.5


def test_without_any_draw_there_is_no_probability():
    above, tied = pair_probabilities(np.array([[1, 2]]), np.array([True]))
    assert np.isnan(above).all() and np.isnan(tied).all()


@settings(max_examples=25, deadline=None)
@given(some.integers(1, 2100), some.integers(1, 9), some.integers(0, 99))
def test_probabilities_are_shares_of_the_draws_whatever_their_number(count, units, seed):
    ranks = np.random.default_rng(seed).integers(1, units + 1, (count, units)).astype(np.uint16)
    above, tied = pair_probabilities(ranks, np.zeros(count, bool))
    assert np.allclose(above, (ranks[:, :, None] < ranks[:, None, :]).mean(axis=0))
    assert np.allclose(tied, (ranks[:, :, None] == ranks[:, None, :]).mean(axis=0))
    assert np.allclose(above + above.T + tied, 1)


def test_the_unit_officially_above_comes_first_and_by_code_where_both_are_tied(toy):
    found = pair_order([made(toy.study, [[2, 1, 2], [1, 2, 3]])], [], toy.study)
    pairs = [(one[-1], other[-1]) for one, other in zip(found["unit_code"], found["unit_other"], strict=True)]
    assert pairs == [("b", "a"), ("b", "c"), ("a", "c")]
    assert found["probability_above"].tolist() == [0.5, 1, 0.5] and found["probability_tied"].tolist() == [0, 0, 0.5]


def test_every_pair_stands_once_and_the_table_may_leave_the_room(toy):
    found = tables.checked(
        "pair_order", pair_order(draws(toy.points, toy.assessed, toy.study), [], toy.study).assign(status="synthetic")
    )
    counts = found.groupby("year").size()
    assert counts.to_dict() == {2024: 15, 2025: 6}
    assert found["noise_probability_above"].isna().all()


def test_what_holds_for_all_weights_holds_in_every_draw_of_weights(shipped, toy):
    for here in (toy, shipped("vinh-phuc-2019")):
        found = pair_order(draws(here.points, here.assessed, _only_weights(here.study)), [], here.study)
        holding = found[found["holds_for_all_weights"] == "yes"]
        assert len(holding) and (holding["probability_above"] + holding["probability_tied"] == 1).all()
        assert set(found.loc[found["probability_above"] < 0.99, "holds_for_all_weights"]) <= {"no", "not_settled"}


def _only_weights(study):
    choices = {"weights": study.sensitivity.choices["weights"]}
    return replace(study, sensitivity=replace(study.sensitivity, choices=choices))


def test_probabilities_under_errors_stand_beside_those_of_the_method(toy):
    method, errors = made(toy.study, [[1, 2, 3]] * 4), made(toy.study, [[1, 2, 3], [1, 2, 3], [2, 1, 3], [3, 2, 1]])
    found = pair_order([method], [errors], toy.study)
    assert found["noise_probability_above"].tolist() == [0.5, 0.75, 0.75]
    assert found["probability_above"].tolist() == [1, 1, 1]


def test_shuffled_points_give_the_same_table(toy):
    one, other = (
        pair_order(draws(points, toy.assessed, toy.study), [], toy.study)
        for points in (toy.points, toy.points.sample(frac=1, random_state=3))
    )
    assert one.equals(other)


def test_blocks_of_one_unit_and_of_more_than_500_have_no_pairs(toy):
    one = made(toy.study, [[1, 2, 3]])
    alone = one._replace(units=one.units._replace(points=one.units.points[:1]))
    many = one._replace(units=SimpleNamespace(units=[str(place) for place in range(501)], year=2024, block="so"))
    assert len(pair_order([alone, many], [], toy.study)) == 0


def test_shares_of_pairs_add_up_and_blocks_with_fixed_weights_have_no_answer(toy):
    drawn = draws(toy.points, toy.assessed, toy.study)
    pairs = pair_order(drawn, [], toy.study)
    found = summary(pairs)
    assert found.groupby(["year", "block"])["estimate"].sum().tolist() == pytest.approx([1, 1])
    holding = found[found["statistic"] == "pairs_hold"]
    assert holding["n"].tolist() == [15, 6]
    assert (
        holding["estimate"].iloc[0] == (pairs.loc[pairs["year"] == 2024, "holds_for_all_weights"] == "yes").sum() / 15
    )
    fixed = pair_order([one._replace(inputs=("treatment",)) for one in drawn], [], toy.study)
    assert (fixed["holds_for_all_weights"] == "").all() and summary(fixed).empty
