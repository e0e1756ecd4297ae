"""Pooled correlations within years, with whole units as clusters."""

import numpy as np
import pytest
from association_panel import ONE, OTHER, X, Y

from analysis.association.clustered import correlation_within, exchanged, pooled, standard_error, standardised
from analysis.statistics.resampling import orders


def drawn(n=12):
    return orders(n, 999, np.random.default_rng(1))


def test_the_pooled_correlation_is_the_slope_of_z_scores_within_years():
    # R 4.2: z <- function(v) ave(v, t, FUN = function(a) (a - mean(a)) / sd(a)); coef(lm(z(y) ~ z(x) - 1))
    whole = np.ones(ONE.shape, dtype=bool)
    found, _ = pooled(standardised(ONE, whole), standardised(OTHER, whole), drawn())
    assert found.value == pytest.approx(0.7993349, abs=1e-6)
    assert found.n == 36 and found.low < found.value < found.high and found.p < 0.01


def test_levels_of_years_change_nothing():
    level = np.array([0.0, 1000.0, -40.0])
    found, moved = (pooled(ONE + level * on, OTHER - level * on, drawn())[0] for on in (0, 1))
    assert moved == pytest.approx(found)


def test_years_in_which_a_figure_is_missing_drop_out():
    gaps = ONE.copy()
    gaps[:, 1] = np.nan
    found = correlation_within(gaps, OTHER)[0]
    assert found == pytest.approx(correlation_within(ONE[:, [0, 2]], OTHER[:, [0, 2]])[0])


def test_figures_are_standardised_among_those_that_are_counted():
    counted = np.ones(ONE.shape, dtype=bool)
    counted[0] = False
    found = standardised(ONE, counted)
    assert found[1:].mean(axis=0) == pytest.approx(np.zeros(3)) and found[1:].std(axis=0, ddof=1) == pytest.approx(
        np.ones(3)
    )
    assert np.isfinite(found[0]).all()


def test_the_error_is_the_jackknife_of_whole_units():
    each = [correlation_within(np.delete(ONE, at, 0), np.delete(OTHER, at, 0))[0] for at in range(12)]
    each = np.arctanh(each)
    assert standard_error(ONE, OTHER) == pytest.approx(np.sqrt(11 / 12 * ((each - each.mean()) ** 2).sum()))


def test_the_same_year_again_and_again_adds_no_certainty():
    once, again = (pooled(np.tile(X[:, None], (1, k)), np.tile(Y[:, None], (1, k)), drawn()) for k in (1, 6))
    assert again[0].value == pytest.approx(once[0].value) and again[1] == pytest.approx(once[1])
    assert again[0].p == pytest.approx(once[0].p)


def test_the_sign_turns_around_and_p_stays():
    assert exchanged(ONE, -OTHER, drawn()) == pytest.approx(exchanged(ONE, OTHER, drawn()))
    assert pooled(ONE, -OTHER, drawn())[0].value == pytest.approx(-pooled(ONE, OTHER, drawn())[0].value)


def test_below_eight_units_only_the_value_is_given():
    found, error = pooled(ONE[:7], OTHER[:7], drawn(7))
    assert np.isfinite(found.value) and np.isnan([found.low, found.high, found.p, error]).all()
    assert np.isnan(pooled(np.ones((9, 3)), OTHER[:9], drawn(9))[0].value)


def test_nothing_is_certain_whose_interval_holds_zero():
    generator = np.random.default_rng(5)
    for _ in range(20):
        one = generator.normal(size=(9, 3)) * generator.exponential(size=(9, 1))
        found, _ = pooled(one, 0.6 * one + generator.normal(size=(9, 3)), orders(9, 199, generator))
        assert (found.low <= 0 <= found.high) <= (found.p >= 0.05)
