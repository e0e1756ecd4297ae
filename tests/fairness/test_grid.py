"""The grid of possible totals: integrals on a fine grid, sums on a coarse one, and no bunching where a limit is on the grid."""

import numpy as np
import pytest
from scipy import stats
from varied import block

from analysis.blocks import together
from analysis.fairness import bunching, grid


def test_the_step_is_the_greatest_common_divisor_over_what_applies(toy):
    here = block(toy.study, [[27, 18, 12, 18, 12], [24, 12.5, 13, 18, 9.5], [30, None, 15, 20, 15]])
    units = next(together(here.points, here.study))
    assert grid.steps(units) == pytest.approx([0.5, 0.5, 100 * 0.5 / 80])


def test_values_are_snapped_to_the_nearest_possible_total():
    found = grid.snapped(np.array([[79.2, 80.4, 80.123]]), np.array([1.5, 1.0, 0.0]))
    assert found.tolist() == [[79.5, 80.0, 80.123]]


def test_a_fine_grid_is_an_integral_and_a_coarse_one_a_sum():
    value, width = np.array([80.0]), 3.0
    whole = np.diff(stats.norm.cdf(np.array([80, 82]), 80, 3))[0]
    assert grid.mass(value, width, 80, 82, np.array([0.0])) == pytest.approx(whole)
    on_grid = 1.5 * stats.norm.pdf([79.5, 81.0], 80, 3)
    assert grid.mass(value, width, 79.5, 81.5, np.array([1.5])) == pytest.approx(on_grid.sum())


@pytest.mark.parametrize("maximum", [65, 85, 90])
def test_whole_points_of_another_maximum_are_not_bunched(maximum):
    """A limit at a possible total has one more grid point above than below; that alone is no bunching."""
    step, source = 100 / maximum, np.random.default_rng(maximum)
    rejected = 0
    for _ in range(200):
        totals = np.round(step * np.round(source.normal(0.8 * maximum, 0.06 * maximum, 136)), 2)
        rejected += bunching.one_list(totals, [80.0], 2.0, step).p < 0.05
    assert rejected <= 200 * 0.05 + 2 * np.sqrt(200 * 0.05 * 0.95)
