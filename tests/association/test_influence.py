"""Correlations with each unit left out: equal to computing them anew."""

import numpy as np
import pandas as pd
import pytest
from made_pairs import paired
from scipy import stats

from analysis import tables
from analysis.association.influence import association_influence, left_out_each


@pytest.mark.parametrize(("ranked", "test"), [(False, stats.pearsonr), (True, stats.spearmanr)])
def test_leaving_out_is_computing_anew_also_with_ties(ranked, test):
    generator = np.random.default_rng(1)
    one = np.round(generator.normal(size=25))
    other = np.round(one + generator.normal(size=25), 1)
    whole, each = left_out_each(one, other, ranked)
    assert whole == pytest.approx(test(one, other).statistic)
    assert each == pytest.approx([test(np.delete(one, at), np.delete(other, at)).statistic for at in range(25)])


def test_the_unit_that_makes_the_correlation_is_seen():
    pairs = paired(10, value=[*np.tile([0.0, 1.0, 2.0], 3), 50.0], outside=[*np.tile([1.0, 0.0, 1.0], 3), 60.0])
    found = association_influence(pairs)
    own = found[found["measure"] == "pearson"].set_index("unit_code")
    assert own["change"].abs().idxmax() == "09" and own.loc["09", "change"] < -0.8


def test_ranks_are_compared_by_ranks_and_nothing_below_eight_units(tmp_path):
    assert set(association_influence(paired(9, score="published_rank"))["measure"]) == {"spearman"}
    assert len(association_influence(paired(7))) == 0
    assert len(tables.write(tmp_path, "association_influence", association_influence(paired(9)), "published")) == 18


def test_where_the_others_do_not_differ_there_is_nothing():
    one = np.array([1.0] + [2.0] * 8)
    for ranked in (False, True):
        assert np.isnan(left_out_each(one, np.arange(9.0), ranked)[1][0])


def test_the_order_of_rows_and_a_shift_change_nothing():
    whole = association_influence(paired(12))
    pd.testing.assert_frame_equal(association_influence(paired(12).sample(frac=1, random_state=1)), whole)
    moved = paired(12).assign(value=lambda own: own["value"] + 1000)
    pd.testing.assert_frame_equal(association_influence(moved), whole)
