"""Indices of indicators whose means and normalisation vary, held against SciPy's means."""

import numpy as np
import pytest
from scipy.stats import gmean, hmean, rankdata
from toy_changes import with_rules
from varied import MAXIMA, WHOLE, only


def averaged(rows, means):
    """Return the index by hand: shares of the maxima, averaged within the two domains and between them."""
    shares, weights = np.array(rows) / MAXIMA, np.array(MAXIMA, dtype=float)
    of = {"arithmetic": np.average, "geometric": gmean, "harmonic": hmean}
    parts = [of[means[0]](shares[:, own], axis=1, weights=weights[own]) for own in (slice(0, 3), slice(3, 5))]
    return of[means[1]](np.column_stack(parts), axis=1, weights=np.array([65.0, 35]))


def test_each_level_has_the_mean_that_is_drawn(toy):
    study, means = with_rules(toy.study, rank_on="unrounded"), ("arithmetic", "geometric", "harmonic")
    rows = [[30, 20, 1, 20, 1], [15, 10, 7, 10, 8], [26, 18, 12, 5, 4], [28, 2, 13, 17, 13], [12, 8, 6, 14, 12]]
    one = only(study, rows, {"aggregation": {"options": means, "levels": "each"}})
    assert one.inputs == ("aggregation/1", "aggregation/2")
    expected = {tuple(rankdata(-averaged(rows, (low, top)), "min")) for low in means for top in means}
    assert {tuple(row) for row in one.ranks.tolist()} == expected and len(expected) > 2


def test_all_levels_together_have_one_mean(toy):
    study, means = with_rules(toy.study, rank_on="unrounded"), ("arithmetic", "harmonic")
    one = only(study, WHOLE, {"aggregation": {"options": means, "levels": "together"}})
    expected = [tuple(rankdata(-averaged(WHOLE, (mean, mean)), "min")) for mean in means]
    assert {tuple(row) for row in one.ranks.tolist()} == set(expected) and one.inputs == ("aggregation",)


def test_a_normalisation_ranks_as_by_hand(toy):
    study = with_rules(toy.study, rank_on="unrounded")
    one = only(study, WHOLE, {"normalisation": {"options": ("none", "rank")}})
    by_rank = rankdata(np.array(WHOLE), axis=0) @ np.array(MAXIMA)
    official = np.array(WHOLE).sum(axis=1)
    assert {tuple(row) for row in one.ranks.tolist()} == {
        tuple(rankdata(-total, "min")) for total in (by_rank, official)
    }


def test_draws_in_which_a_mean_is_not_defined_fail(toy):
    study = with_rules(toy.study, rank_on="unrounded")
    means = {"aggregation": {"options": ("arithmetic", "geometric"), "levels": "together"}}
    one = only(study, [*WHOLE, [-1, 2, 3, 4, 5]], means)
    assert one.failed.mean() == pytest.approx(0.5, abs=0.01) and set(one.reasons) == {"mean_not_defined"}
