"""The correlation ratio: exact cases, known shares, and the same spline computed in R with mgcv's basis."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.sensitivity.correlation_ratio import correlation_ratio, smoother

pytestmark = pytest.mark.filterwarnings("error")

GRID = np.linspace(-1, 1, 41)
# Computed with R 4.2.2 from the sums of the published parts of PAPI 2019, natural cubic splines of mgcv 1.8-41
# (smoothCon, bs = "cr", the same ten knots), smoothness by minimising the corrected AIC with optimize().
FROM_R = {
    "D1": 0.369957, "D2": 0.567634, "D3": 0.159782, "D4": 0.307243, "D5": 0.241614, "D6": 0.137124, "D7": 0.194380,
    "D8": 0.126779, "D2_INFO": 0.361952, "D6_EDU": 0.080504, "D8_RESPONSE_19": 0.079607,
}  # fmt: skip
# mgcv's own choice, gam(y ~ s(x)): thin plate spline, generalised cross-validation. It is another smoother.
FROM_GAM = {
    "D1": 0.3726, "D2": 0.5677, "D3": 0.1610, "D4": 0.3072, "D5": 0.2464, "D6": 0.1371, "D7": 0.1948, "D8": 0.1268,
}  # fmt: skip


@pytest.fixture(scope="module")
def papi(shipped):
    scores = shipped("papi-2019").scores
    return scores.pivot(index="unit_code", columns="node", values="points")


@pytest.mark.parametrize(("node", "expected"), FROM_R.items())
def test_the_parts_of_papi_as_r_computes_them(papi, node, expected):
    assert correlation_ratio(papi[node], papi["total"]) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("node", "expected"), FROM_GAM.items())
def test_another_smoother_of_r_gives_nearly_the_same(papi, node, expected):
    assert correlation_ratio(papi[node], papi["total"]) == pytest.approx(expected, abs=0.01)


def test_a_total_that_is_the_values_is_explained_altogether():
    assert correlation_ratio(GRID, 3 * GRID + 7) == pytest.approx(1, abs=1e-9)


def test_a_parabola_has_no_linear_share_but_is_explained_nearly_altogether():
    total = GRID**2 + 0.01 * np.cos(17 * GRID)
    assert np.corrcoef(GRID, total)[0, 1] ** 2 < 1e-9
    assert correlation_ratio(GRID, total) > 0.99


def test_two_distinct_values_give_the_squared_correlation():
    values, total = np.array([0, 0, 1, 1, 1, 0, 1, 0, 1]), np.array([3, 1, 4, 1, 5, 9, 2, 6, 5.0])
    assert correlation_ratio(values, total) == pytest.approx(np.corrcoef(values, total)[0, 1] ** 2)


def test_three_distinct_values_far_apart_give_the_share_between_the_groups():
    values, noise = np.repeat([0.0, 1.0, 2.0], 30), np.tile([-1.0, 0.0, 1.0], 30)
    total = np.repeat([0.0, 10.0, 0.0], 30) + 0.1 * noise
    between = 1 - (0.1 * noise).var() / total.var()
    assert correlation_ratio(values, total) == pytest.approx(between, abs=1e-3)


def test_values_that_do_not_vary_explain_nothing():
    assert correlation_ratio(np.full(9, 2.0), np.arange(9)) == 0


def test_a_total_that_does_not_vary_has_no_ratio():
    assert np.isnan(correlation_ratio(np.arange(9), np.full(9, 2.0)))


def test_values_that_differ_only_by_the_order_of_addition_do_not_vary():
    values = np.where(np.arange(9) % 2, 0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)
    assert correlation_ratio(values, np.arange(9)) == 0


def test_noise_explains_little_in_small_blocks():
    """Twenty units without any relation: a straight line explains 1/19 on average, a curve must not find much more."""
    generator = np.random.default_rng(4)
    found = [correlation_ratio(*generator.normal(size=(2, 20))) for _ in range(200)]
    assert 1 / 19 < np.mean(found) < 0.11


def test_shares_of_independent_parts():
    """A sum of parts with variances 6, 3 and 1."""
    parts = np.random.default_rng(8).normal(size=(3, 4000)) * np.sqrt([[6], [3], [1]])
    found = [correlation_ratio(part, parts.sum(axis=0)) for part in parts]
    assert found == pytest.approx([0.6, 0.3, 0.1], abs=0.03)


def test_curves_are_orthonormal_and_begin_with_a_level_and_a_line():
    one = smoother(np.random.default_rng(2).normal(size=30).round(1))
    assert np.allclose(one.curves.T @ one.curves, np.eye(one.curves.shape[1]))
    assert (one.roughness[:2] == 0).all() and (np.diff(one.roughness) >= 0).all()


def test_a_straight_line_is_never_smoothed_away():
    values = np.array([0, 1, 2, 3, 50, 51, 52, 100.0])
    assert correlation_ratio(values, -values) == pytest.approx(1, abs=1e-9)


blocks = some.integers(8, 40).flatmap(
    lambda size: some.lists(some.tuples(some.integers(0, 12), some.integers(-500, 500)), min_size=size, max_size=size)
)


@settings(max_examples=80, deadline=None)
@given(blocks)
def test_the_ratio_lies_between_0_and_1_whatever_the_scales_and_the_order(pairs):
    values, total = np.array(pairs, dtype=float).T
    found = correlation_ratio(values, total)
    if np.ptp(total) == 0:
        assert np.isnan(found)
        return
    assert 0 <= found <= 1
    assert correlation_ratio(1000 + 3 * values, 1000 - 0.25 * total) == pytest.approx(found, abs=1e-6)
    assert correlation_ratio(-values[::-1], total[::-1]) == pytest.approx(found, abs=1e-2)
