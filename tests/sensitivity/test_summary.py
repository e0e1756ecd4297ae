"""How much the ranking moves as a whole, held against SciPy's coefficients and counts by hand."""

import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr
from varied import block, model

from analysis import tables
from analysis.sensitivity import summary
from analysis.sensitivity.draws import Draws


def random_ranks(units=23, draws=80, levels=15):
    scores = np.random.default_rng(11).integers(0, levels, (draws, units))
    return ((scores[:, :, None] < scores[:, None, :]).sum(axis=2) + 1).astype(np.uint16)


def test_spearman_is_that_of_scipy_with_ties():
    ranks = random_ranks()
    assert summary.spearman(ranks) == pytest.approx(np.mean([spearmanr(row, ranks[0]).statistic for row in ranks]))


def test_kendall_is_tau_b_of_scipy():
    ranks = random_ranks()
    assert summary.kendall(ranks) == pytest.approx(np.mean([kendalltau(row, ranks[0]).statistic for row in ranks]))


def test_a_large_block_takes_the_first_draws_for_kendall(monkeypatch):
    ranks = random_ranks()
    monkeypatch.setattr(summary, "CELLS_OF_PAIRS", 1)
    monkeypatch.setattr(summary, "FEWEST_DRAWS", 8)
    assert summary.kendall(ranks) == pytest.approx(np.mean([kendalltau(row, ranks[0]).statistic for row in ranks[:8]]))


def test_units_that_are_always_tied_have_no_correlation():
    ranks = np.ones((4, 5), dtype=np.uint16)
    assert np.isnan(summary.spearman(ranks)) and np.isnan(summary.kendall(ranks))


def test_the_summary_by_hand(toy, tmp_path):
    units, _, _ = model(block(toy.study, [[20, 10, 5, 15, 5]] * 4))
    ranks = np.array([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 4, 3], [4, 1, 2, 3], [4, 3, 2, 1]], dtype=np.uint16)
    failed = np.array([False, False, False, False, True])
    one = Draws(units, ("x",), ranks, None, failed, {"x": 1}, factors=(0.5, 1.5))
    found = summary.sensitivity_summary([one], "method")
    tables.write(tmp_path, "sensitivity_summary", found, "synthetic")
    values = found.set_index("statistic")["estimate"].to_dict()
    assert values["mean_rank_shift"] == 8 / 16
    assert (values["share_within_1"], values["share_within_3"], values["share_within_5"]) == (15 / 16, 1, 1)
    assert (values["units_fixed"], values["widest_range"]) == (0, 3)
    assert values["mean_spearman"] == pytest.approx((1 + 1 + 0.8 - 0.2) / 4)
    assert values["mean_kendall"] == pytest.approx((1 + 1 + 2 / 3 + 0) / 4)
    assert (values["smallest_factor"], values["largest_factor"]) == (0.5, 1.5)
    assert set(found["n"]) == {4}


def test_without_weights_there_are_no_factors(toy):
    units, _, _ = model(block(toy.study, [[20, 10, 5, 15, 5]] * 4))
    one = Draws(units, ("x",), np.array([[1, 2, 3, 4]], dtype=np.uint16), None, np.zeros(1, bool), {})
    found = summary.sensitivity_summary([one], "noise").set_index("statistic")["estimate"]
    assert not {"smallest_factor", "largest_factor"} & set(found.index) and found["units_fixed"] == 4
