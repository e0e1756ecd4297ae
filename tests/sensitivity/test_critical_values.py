"""Critical values of one unit against all others: Dunnett's table, one test alone, and interpolation against none."""

import numpy as np
import pytest
from scipy.stats import norm

from analysis.sensitivity import critical_values as module
from analysis.sensitivity.critical_values import critical_values, others_of


def counts(units, below=0, above=0):
    """Return the counts of every unit when the first others are shown to be below, the next to be above."""
    kinds = np.zeros((3, len(units), len(units)))
    for unit in range(len(units)):
        others = [one for one in range(len(units)) if one != unit]
        for place, other in enumerate(others):
            kinds[0 if place < below else 1 if place < below + above else 2, unit, other] = 1
    return kinds


def found(errors, coverage=0.9, **shown):
    errors = np.asarray(errors, dtype=float)
    compared = others_of(errors)
    return critical_values(errors, compared, [part @ compared.members for part in counts(errors, **shown)], coverage)


def test_equal_errors_give_the_values_of_dunnett():
    """Two-sided comparisons of nine treatments with a control, 5 per cent, infinite degrees of freedom: 2.69."""
    assert found(np.ones(10), 0.95) == pytest.approx(np.full(10, 2.69), abs=0.005)


def test_a_single_direction_left_to_test_needs_the_one_sided_normal_quantile():
    assert found([2.0, 0.5], below=1) == pytest.approx(np.full(2, norm.ppf(0.9)), abs=1e-5)


def test_a_unit_whose_error_dwarfs_all_others_needs_hardly_more_than_one_test():
    own = found([1.0, *np.full(40, 1e-9)])[0]
    assert norm.ppf(0.95) < own < norm.ppf(0.95) + 0.1


def test_independent_differences_need_what_sidak_says():
    """The unit's own error is a thirtieth of the others', so that its differences are nearly independent."""
    sidak = norm.ppf((1 + 0.9 ** (1 / 20)) / 2)
    assert found([1.0, *np.full(20, 30.0)])[0] == pytest.approx(sidak, abs=0.002)


@pytest.mark.parametrize("ratio", [1.5, 5, 25])
@pytest.mark.parametrize("shown", [{}, {"below": 20, "above": 10}, {"below": 39, "above": 20}])
def test_interpolated_errors_give_the_values_of_the_errors_themselves(monkeypatch, ratio, shown):
    errors = np.exp(np.random.default_rng(5).uniform(0, np.log(ratio), 60))
    interpolated = found(errors, **shown)
    monkeypatch.setattr(module, "DIFFERENT_ERRORS", 1000)
    assert interpolated == pytest.approx(found(errors, **shown), abs=1e-4)


def test_finer_steps_of_integration_change_nothing(monkeypatch):
    errors = np.geomspace(1, 20, 30)
    coarse = found(errors)
    monkeypatch.setattr(module, "WIDEST_STEP", 0.02)
    assert coarse == pytest.approx(found(errors), abs=1e-3)
