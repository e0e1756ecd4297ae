"""Tables of ranks and classes over draws, held against NumPy and counts by hand."""

import numpy as np
import pytest
from toy_changes import by_unit, with_rules
from varied import block, model

from analysis import tables
from analysis.sensitivity import ranges
from analysis.sensitivity.draws import Draws

RANKS = np.array([[1, 2, 4, 3], [2, 1, 4, 3], [1, 2, 3, 4], [1, 2, 4, 3], [4, 3, 2, 1]])
PLACES = np.array([[0, 1, 3, -1], [0, 0, 3, 2], [0, 2, 3, 2], [0, 2, 3, 3], [0, 0, 0, 0]], dtype=np.int8)


@pytest.fixture(scope="module")
def by_hand(toy):
    units, _, _ = model(block(toy.study, [[20, 10, 5, 15, 5]] * 4))
    failed = np.array([False, False, False, False, True])
    return [Draws(units, ("weights/total",), RANKS.astype(np.uint16), PLACES, failed, {"nothing_applies": 1})]


@pytest.fixture(scope="module")
def many(toy):
    units, _, _ = model(block(toy.study, [[20, 10, 5, 15, 5]] * 20))
    scores = np.random.default_rng(3).integers(0, 12, (301, 20))
    ranks = (scores[:, :, None] < scores[:, None, :]).sum(axis=2) + 1
    return Draws(units, ("x",), ranks.astype(np.uint16), None, np.zeros(301, bool), {})


def test_failed_draws_are_in_no_share(by_hand):
    found = ranges.rank_intervals(by_hand, "method")
    assert by_unit(found, "rank_high") == {"a": 2, "b": 2, "c": 4, "d": 4}
    assert by_unit(found, "mean_rank_shift") == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}


def test_ranges_are_the_middle_90_per_cent_as_numpy_counts_them(many):
    found = ranges.rank_intervals([many], "noise").sort_values("unit_code")
    expected = np.quantile(many.ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    assert np.array_equal(found[["rank_low", "rank_median", "rank_high"]].to_numpy().T, expected)
    assert np.allclose(found["mean_rank_shift"], np.abs(many.ranks.astype(int) - many.ranks[0]).mean(axis=0))
    assert set(found["source"]) == {"noise"}


def test_probabilities_of_ranks_are_counts(many):
    found = ranges.rank_probability([many], "method")
    assert np.allclose(found.groupby("unit_code")["probability"].sum(), 1)
    own = found[found["unit_code"] == many.units.units[7]].set_index("rank")["probability"]
    assert own.to_dict() == {rank: (many.ranks[:, 7] == rank).mean() for rank in set(many.ranks[:, 7].tolist())}


def test_who_is_among_the_first_has_fewer_above_and_who_is_among_the_last_fewer_below(many):
    found = ranges.top_probability([many], "method", 3).set_index("unit_code")
    scores = -many.ranks.astype(int)
    above = (scores[:, :, None] < scores[:, None, :]).sum(axis=2)
    below = (scores[:, :, None] > scores[:, None, :]).sum(axis=2)
    assert np.allclose(found.loc[many.units.units, "top_probability"], (above < 3).mean(axis=0))
    assert np.allclose(found.loc[many.units.units, "bottom_probability"], (below < 3).mean(axis=0))


def test_first_and_last_never_overlap_in_a_small_block(by_hand):
    found = ranges.top_probability(by_hand, "method", 3)
    assert set(found["places"]) == {2}
    assert by_unit(found, "top_probability") == {"a": 1, "b": 1, "c": 0, "d": 0}


def test_dense_ranks_count_the_last_places_by_rank(toy):
    study = with_rules(toy.study, rank_rule="dense")
    units, _, _ = model(block(study, [[20, 10, 5, 15, 5]] * 4))
    ranks = np.array([[1, 1, 2, 3], [1, 2, 3, 3]], dtype=np.uint16)
    one = Draws(units, ("x",), ranks, None, np.zeros(2, bool), {})
    found = ranges.top_probability([one], "method", 1)
    assert by_unit(found, "top_probability") == {"a": 1, "b": 0.5, "c": 0, "d": 0}
    assert by_unit(found, "bottom_probability") == {"a": 0, "b": 0, "c": 0.5, "d": 1}


def test_probabilities_of_classes_are_counts(by_hand):
    found = ranges.class_probability(by_hand, "method")
    assert by_unit(found, "probability", **{"class": "Tốt"}) == {"a": 1, "b": 0.25, "c": 0, "d": 0}
    assert by_unit(found, "probability", **{"class": "Trung bình"}) == {"a": 0, "b": 0.5, "c": 0, "d": 0.5}


def test_units_whose_class_is_not_settled_are_named_with_the_likeliest_other(by_hand):
    found = ranges.unsure_classes(by_hand, "method").set_index(
        ranges.unsure_classes(by_hand, "method")["unit_code"].str[-1]
    )
    assert found.index.tolist() == ["b", "d"]
    assert found.loc["b", ["class", "probability", "other_class", "other_probability"]].tolist() == [
        "Khá",
        0.25,
        "Trung bình",
        0.5,
    ]
    assert found.loc["d", ["class", "probability", "other_class"]].tolist() == ["-", 0.25, "Trung bình"]


def test_draws_are_counted_with_those_that_failed_and_why(by_hand, many):
    found = ranges.draws_used([*by_hand], "method")
    assert found[["reason", "draws", "failed"]].values.tolist() == [["", 5, 1], ["nothing_applies", 5, 1]]
    assert ranges.draws_used([many], "method")[["draws", "failed"]].values.tolist() == [[301, 0]]


def test_without_cut_offs_there_are_no_classes(many):
    assert len(ranges.class_probability([many], "method")) == len(ranges.unsure_classes([many], "method")) == 0


def test_every_table_may_leave_the_room(by_hand, tmp_path):
    for make in (ranges.rank_intervals, ranges.rank_probability, ranges.class_probability, ranges.unsure_classes,
                 ranges.draws_used):  # fmt: skip
        assert len(tables.write(tmp_path, make.__name__, make(by_hand, "method"), "synthetic")) > 0
        assert len(tables.write(tmp_path, make.__name__, make([], "method"), "synthetic")) == 0
    assert len(tables.write(tmp_path, "top_probability", ranges.top_probability(by_hand, "noise", 3), "synthetic")) == 4
