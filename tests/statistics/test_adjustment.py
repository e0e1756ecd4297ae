"""Adjustment for the number of tests, by hand and against R."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.statistics.adjustment import benjamini_hochberg, holm

# Benjamini and Hochberg (1995), section 4.1: fifteen comparisons of two treatments of myocardial infarction.
INFARCTION = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_never_exceeds_one():
    assert holm([0.5, 0.6]).max() == 1


def test_false_discoveries_by_hand():
    """Ranked 0.005, 0.01, 0.03, 0.04: times 4, 2, 4/3 and 1, never above the next."""
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_the_example_of_benjamini_and_hochberg():
    """They reject four hypotheses at a false discovery rate of 5 per cent; Bonferroni, and Holm with it, three."""
    assert (benjamini_hochberg(INFARCTION) <= 0.05).sum() == 4
    assert (holm(INFARCTION) <= 0.05).sum() == 3


def test_both_give_the_values_of_r():
    """R: p.adjust(c(0.0001, 0.0004, 0.0019, 0.0095, ...), "BH") and "holm", the first five."""
    assert benjamini_hochberg(INFARCTION)[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    assert holm(INFARCTION)[:5] == pytest.approx([0.0015, 0.0056, 0.0247, 0.114, 0.2211])


@pytest.mark.parametrize("method", [holm, benjamini_hochberg])
def test_what_was_not_tested_is_not_counted(method):
    found = method([0.02, np.nan, 0.04])
    assert found[[0, 2]] == pytest.approx([0.04, 0.04]) and np.isnan(found[1])


@pytest.mark.parametrize("method", [holm, benjamini_hochberg])
@pytest.mark.parametrize("values", [[], [np.nan]])
def test_no_test_has_nothing_to_adjust(method, values):
    assert np.isnan(method(values)).all() and len(method(values)) == len(values)


@pytest.mark.parametrize("method", [holm, benjamini_hochberg])
def test_the_order_of_the_tests_changes_nothing(method):
    order = np.random.default_rng(1).permutation(len(INFARCTION))
    assert method(np.array(INFARCTION)[order]) == pytest.approx(method(INFARCTION)[order])


def test_both_adjustments_are_those_of_statsmodels():
    p_values = np.random.default_rng(7).random(40) ** 2
    for ours, theirs in ((holm, "holm"), (benjamini_hochberg, "fdr_bh")):
        assert ours(p_values) == pytest.approx(multipletests(p_values, method=theirs)[1], abs=1e-15)
