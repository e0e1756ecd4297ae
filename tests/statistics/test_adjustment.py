"""Holm's adjustment for the number of tests, by hand."""

import numpy as np
import pytest

from analysis.statistics.adjustment import holm


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_never_exceeds_one():
    assert holm([0.5, 0.6]).max() == 1


def test_holm_does_not_count_what_was_not_tested():
    found = holm([0.02, np.nan, 0.04])
    assert found[[0, 2]] == pytest.approx([0.04, 0.04]) and np.isnan(found[1])


@pytest.mark.parametrize("values", [[], [np.nan]])
def test_holm_of_no_test_is_nothing(values):
    assert np.isnan(holm(values)).all() and len(holm(values)) == len(values)
