"""COINr's own draws, replayed: the same scores to 1e-9 and the same ranks."""

import numpy as np
import pytest
from sensitivity.coinr_files import MEANS, NORMALISATIONS, case, drawn_weights

from analysis.sensitivity import composite
from analysis.sensitivity.normalisation import normalise
from analysis.sensitivity.ranking import rank_rounded

CASE = case()
DRAWS = CASE.coinr["draws"]
NORMALISED = {name: normalise(CASE.values, CASE.directions, name) for name in NORMALISATIONS.values()}


def method(draw):
    return NORMALISATIONS[draw["normalisation"]], (MEANS[draw["aggregation"]],) * CASE.tree.depth


@pytest.mark.parametrize("place", range(20))
def test_every_score_of_a_draw_is_that_of_coinr(place):
    normalisation, means = method(DRAWS[place])
    found, failed = composite.scores(NORMALISED[normalisation], CASE.tree, drawn_weights(CASE)[[place]], means)
    assert not failed.any()
    np.testing.assert_allclose(found[0], DRAWS[place]["score"], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(rank_rounded(found)[0], DRAWS[place]["rank"])


def test_all_draws_at_once_have_the_ranks_of_coinr():
    variants = [composite.Variant(*method(draw)) for draw in DRAWS]
    distinct = list(dict.fromkeys(variants))
    prepared = composite.index(NORMALISED, CASE.tree, distinct)
    which = np.array([distinct.index(one) for one in variants])
    found, failed = composite.ranks(prepared, drawn_weights(CASE), which)
    assert not failed.any() and len(distinct) == 4
    np.testing.assert_array_equal(found, [draw["rank"] for draw in DRAWS])


def test_the_nominal_scores_and_ranks_are_those_of_coinr():
    means = ("arithmetic",) * CASE.tree.depth
    found, _ = composite.scores(NORMALISED["min_max"], CASE.tree, CASE.weights[None], means)
    np.testing.assert_allclose(found[0], CASE.coinr["nominal_score"], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(rank_rounded(found)[0], CASE.coinr["nominal_rank"])


def test_ranks_need_no_exponential():
    geometric = composite.Variant("min_max", ("geometric",) * CASE.tree.depth)
    prepared = composite.index(NORMALISED, CASE.tree, [geometric])
    weights = drawn_weights(CASE)
    found, _ = composite.ranks(prepared, weights, np.zeros(len(weights), int))
    scores, _ = composite.scores(NORMALISED["min_max"], CASE.tree, weights, geometric.aggregation)
    np.testing.assert_array_equal(found, rank_rounded(scores))
