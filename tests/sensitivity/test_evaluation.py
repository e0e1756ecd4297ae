"""By what each weight is multiplied in a draw, from everything that was drawn."""

import numpy as np
import pytest
from toy_changes import with_rules
from varied import ALL, MAXIMA, SIX, WHOLE, block, declaring

from analysis.sensitivity.draws import plans
from analysis.sensitivity.evaluation import evaluate, leaf_factors

SURVEYED = np.array([False, False, False, True, True])


@pytest.fixture(scope="module")
def plan(toy):
    here = block(declaring(toy.study, ALL), SIX)
    return plans(here.points, here.assessed, here.study)[0]


def official(plan, **drawn):
    """Return what is drawn in one official draw, but for some inputs."""
    return {one.input.name: one.official[None].astype(float) for one in plan.varying} | drawn


def test_the_official_draw_multiplies_nothing(plan):
    assert np.allclose(leaf_factors(plan.kernel, official(plan), 1), 1)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 1.0])
def test_the_survey_gets_its_share_of_the_maximum_whatever_the_weights(plan, share):
    weights = {"weights/total": np.array([[1.2, 0.9]]), "weights/2": np.array([[0.5, 1.5]])}
    factors = leaf_factors(plan.kernel, official(plan, survey_share=np.array([[share]]), **weights), 1)[0]
    own = factors * MAXIMA
    assert own[SURVEYED].sum() / own.sum() == pytest.approx(share)


def test_what_is_left_out_is_multiplied_by_zero_and_nothing_else(plan):
    for place in range(6):
        factors = leaf_factors(plan.kernel, official(plan, leave_out=np.array([[float(place)]])), 1)[0]
        assert np.flatnonzero(factors == 0).tolist() == ([] if place == 0 else [place - 1])


def test_draws_of_different_treatments_stay_in_their_order(plan):
    count = len(plan.kernel.treatments)
    drawn = {name: np.repeat(values, 2 * count, axis=0) for name, values in official(plan).items()}
    drawn["treatment"] = np.array([*range(count), *reversed(range(count))], dtype=float)[:, None]
    ranks = evaluate(plan.kernel, (drawn, 2 * count)).ranks
    assert np.array_equal(ranks[:count], ranks[count:][::-1]) and len(np.unique(ranks, axis=0)) > 1


def test_without_cut_offs_there_is_no_column_of_classes(toy):
    here = block(declaring(with_rules(toy.study, classes=()), ALL), WHOLE)
    one = plans(here.points, here.assessed, here.study)[0]
    assert evaluate(one.kernel, (official(one), 1)).class_places.shape == (1, 0)
