"""Normalised indicators, by hand."""

import numpy as np
import pytest
from scipy.stats import zscore

from analysis.sensitivity.normalisation import METHODS, normalise

MISSING = np.nan


def column(values, method, direction=1):
    return normalise(np.array(values, dtype=float)[:, None], [direction], method)[:, 0]


def test_min_max_runs_from_1_to_100():
    np.testing.assert_allclose(column([10, 20, 12], "min_max"), [1, 100, 20.8])
    np.testing.assert_allclose(column([10, 20, 12], "min_max", -1), [100, 1, 80.2])


def test_min_max_takes_another_range():
    np.testing.assert_allclose(normalise(np.array([[10.0], [20], [12]]), [1], "min_max", 0, 10)[:, 0], [0, 10, 2])


def test_z_scores_have_mean_50_and_deviation_5():
    values = np.array([3.0, 9, 4, 4])
    np.testing.assert_allclose(column(values, "z_score"), 50 + 5 * zscore(values, ddof=1))
    np.testing.assert_allclose(column(values, "z_score", -1), 50 - 5 * zscore(values, ddof=1))


def test_ranks_rise_from_1_and_ties_are_averaged():
    np.testing.assert_array_equal(column([3, 9, 4, 4], "rank"), [1, 4, 2.5, 2.5])
    np.testing.assert_array_equal(column([3, 9, 4, 4], "rank", -1), [4, 1, 2.5, 2.5])


def test_none_only_turns_round():
    np.testing.assert_array_equal(column([3, 9, 4], "none"), [3, 9, 4])
    np.testing.assert_array_equal(column([3, 9, 4], "none", -1), [-3, -9, -4])


@pytest.mark.parametrize("method", METHODS)
def test_what_is_missing_stays_missing_and_counts_nowhere(method):
    found = column([3, MISSING, 9, 4, MISSING], method)
    np.testing.assert_array_equal(np.isnan(found), [False, True, False, False, True])
    np.testing.assert_array_equal(found[[0, 2, 3]], column([3, 9, 4], method))


@pytest.mark.parametrize("method", METHODS)
def test_an_indicator_that_nobody_has_stays_empty(method):
    assert np.isnan(column([MISSING, MISSING], method)).all()


@pytest.mark.parametrize(("method", "middle"), [("min_max", 50.5), ("z_score", 50), ("rank", 2)])
def test_an_indicator_on_which_all_are_equal_puts_all_in_the_middle(method, middle):
    np.testing.assert_array_equal(column([7, 7, 7], method), [middle] * 3)


@pytest.mark.parametrize("method", ["min_max", "z_score", "rank"])
def test_adding_1000_or_scaling_an_indicator_changes_nothing(method):
    values = np.random.default_rng(1).normal(size=30)
    np.testing.assert_allclose(column(1000 + 3 * values, method), column(values, method), rtol=1e-10)


@pytest.mark.parametrize("call", [{"method": "sigmoid"}, {"directions": [0]}, {"directions": [2]}])
def test_an_unknown_method_or_direction_is_refused(call):
    with pytest.raises(ValueError, match="normalising"):
        normalise(**({"values": np.ones((2, 1)), "directions": [1], "method": "rank"} | call))


@pytest.mark.parametrize("method", ["min_max", "z_score", "rank"])
def test_values_that_differ_by_the_noise_of_addition_only_are_equal(method):
    found = normalise(np.array([[0.3, 7.4], [0.1 + 0.2, 7.400000000000001]]), np.array([1, -1]), method)
    assert found[0].tolist() == found[1].tolist()
