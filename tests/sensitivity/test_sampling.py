"""Points of the unit cube: even, seeded, and not shared between the two halves of a paired design."""

import numpy as np
import pytest
from scipy.stats import qmc

from analysis.sensitivity.sampling import Input, design, paired_design

INPUTS = [Input("weights/total", 3), Input("treatment", 1)]


def seeded():
    return np.random.default_rng(7)


def test_every_input_has_its_own_columns_of_one_sobol_sequence():
    found = design(INPUTS, 64, seeded())
    assert {name: part.shape for name, part in found.items()} == {"weights/total": (64, 3), "treatment": (64, 1)}
    expected = qmc.Sobol(4, scramble=True, rng=seeded()).random_base2(6)
    assert np.array_equal(np.hstack(list(found.values())), expected)


def test_each_dimension_has_one_point_in_every_64th():
    found = np.hstack(list(design(INPUTS, 64, seeded()).values()))
    assert (np.sort(np.floor(found * 64), axis=0) == np.arange(64)[:, None]).all()


def test_the_halves_of_a_paired_design_are_different_points():
    one, other = paired_design(INPUTS, 4096, seeded())
    assert all(one[name].shape == other[name].shape and not (one[name] == other[name]).any() for name in one)
    together = np.hstack([*one.values(), *other.values()])
    assert np.abs(np.corrcoef(together.T) - np.eye(8)).max() < 0.02


def test_the_same_seed_gives_the_same_points():
    assert all(
        np.array_equal(design(INPUTS, 32, seeded())[name], design(INPUTS, 32, seeded())[name])
        for name in ("treatment",)
    )


def test_draws_that_are_no_power_of_two_would_not_be_a_whole_sequence():
    assert len(design(INPUTS, 1, seeded())["treatment"]) == 1
    with pytest.raises(ValueError):
        design([Input("x", 30_000)], 2, seeded())
