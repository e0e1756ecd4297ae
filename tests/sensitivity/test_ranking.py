"""Ranks of many draws and their counts, against SciPy and NumPy and by hand."""

import numpy as np
import pytest
from scipy.stats import rankdata

from analysis.sensitivity import ranking

RULES = {"competition": "min", "dense": "dense"}
GENERATOR = np.random.default_rng(5)


def expected(scores, rule):
    return rankdata(-scores, method=RULES[rule], axis=1)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("units", [1, 2, 63, 700])
@pytest.mark.parametrize(
    "scores",
    [
        lambda size: GENERATOR.integers(-3, 3, size),
        lambda size: GENERATOR.integers(-(2**40), 2**40, size),
        lambda size: GENERATOR.integers(-(2**40), 2**40, size).astype(float),
        lambda size: GENERATOR.integers(-6, 6, size) / 7,
        lambda size: GENERATOR.normal(size=size),
        lambda size: np.zeros(size),
    ],
)
def test_ranks_are_those_of_scipy(rule, units, scores):
    values = scores((130, units))
    found = ranking.rank_draws(values, rule)
    np.testing.assert_array_equal(found, expected(values, rule))
    assert found.dtype == np.uint16


def test_whole_numbers_too_large_to_be_packed_are_compared_exactly():
    largest = np.iinfo(np.int64).max
    scores = np.array([[largest, largest - 1, largest, -largest - 1, 0]])
    np.testing.assert_array_equal(ranking.rank_draws(scores), [[1, 3, 1, 5, 4]])


def test_numbers_below_and_above_zero_that_lie_close_are_no_ties():
    np.testing.assert_array_equal(ranking.rank_draws(np.array([[0, -1, 1, -1]])), [[2, 3, 1, 3]])
    np.testing.assert_array_equal(ranking.rank_draws(np.array([[0.0, -0.0, 1e-300]])), [[2, 2, 1]])


def test_adding_to_all_scores_or_scaling_them_changes_no_rank():
    scores = GENERATOR.integers(0, 40, (50, 63))
    for other in (scores + 1000, 1024 * scores, scores / 8):
        np.testing.assert_array_equal(ranking.rank_draws(other), ranking.rank_draws(scores))


def test_shuffling_the_units_shuffles_their_ranks():
    scores, order = GENERATOR.integers(0, 40, (50, 63)), GENERATOR.permutation(63)
    np.testing.assert_array_equal(ranking.rank_draws(scores[:, order]), ranking.rank_draws(scores)[:, order])


def test_scores_that_differ_by_noise_of_addition_are_ties_once_rounded():
    scores = np.array([[0.1 + 0.2, 0.3, 0.3 + 2e-9]])
    np.testing.assert_array_equal(ranking.rank_rounded(scores), [[2, 2, 1]])
    np.testing.assert_array_equal(ranking.rank_rounded(scores, steps=1e3), [[1, 1, 1]])


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
def test_a_score_that_cannot_be_held_is_refused_when_rounding(bad):
    with pytest.raises(ValueError, match="score"):
        ranking.to_billionths(np.array([[1.0, bad]]))


def test_a_missing_score_has_no_rank():
    with pytest.raises(ValueError, match="missing"):
        ranking.rank_draws(np.array([[1.5, np.nan]]))


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="olympic"):
        ranking.rank_draws(np.zeros((1, 2)), "olympic")


def test_more_units_than_16_bits_can_count():
    units = 70_000
    found = ranking.rank_draws(np.arange(units)[None])
    assert found.dtype == np.uint32 and found[0, 0] == units and found[0, -1] == 1


def test_nothing_to_rank():
    assert ranking.rank_draws(np.empty((0, 5))).shape == (0, 5)
    assert ranking.rank_draws(np.empty((3, 0))).shape == (3, 0)


@pytest.mark.parametrize("draws", [1, 8, 257])
def test_quantiles_are_those_of_numpy_s_inverted_cdf(draws, monkeypatch):
    monkeypatch.setattr(ranking, "CELLS_COUNTED", 1000)
    ranks = ranking.rank_draws(GENERATOR.integers(0, 25, (draws, 40)))
    wanted = (0.0, 0.05, 0.25, 0.5, 0.95, 1.0)
    found = ranking.rank_quantiles(ranks, wanted)
    np.testing.assert_array_equal(found, np.quantile(ranks, wanted, axis=0, method="inverted_cdf").T)


def test_every_rank_of_every_unit_is_counted(monkeypatch):
    monkeypatch.setattr(ranking, "CELLS_COUNTED", 1000)
    ranks = ranking.rank_draws(GENERATOR.integers(0, 25, (257, 40)))
    counts = ranking.rank_counts(ranks)
    table = np.zeros((40, 41), int)
    table[counts.unit, counts.rank] = counts.count
    np.testing.assert_array_equal(table, [np.bincount(own, minlength=41) for own in ranks.T])
    assert (counts.count > 0).all() and (np.diff(counts.unit) >= 0).all()


def test_counts_of_no_draws_are_empty():
    counts = ranking.rank_counts(np.empty((0, 5), np.uint16))
    assert len(counts.unit) == len(counts.rank) == len(counts.count) == 0
