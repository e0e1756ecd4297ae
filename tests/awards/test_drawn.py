"""Drawn totals, ranks and classes: they scatter as the error says, and agree with room 5 on the same errors."""

import award_rules as made
import numpy as np
import pytest
from scipy.stats import norm

from analysis.awards.drawn import drawn
from analysis.framework import ROOT
from analysis.sensitivity import noise, ranges
from analysis.sensitivity.standard_errors import node_errors


@pytest.fixture(scope="module")
def block(toy):
    return drawn(made.errors(toy, 2)[0], [], toy.study)


def test_totals_scatter_around_the_official_ones_with_their_error(block):
    """C of 2024 stands at 62.75 of 85, 73.8235 per cent; the error is 2 per cent points, 1.7 points."""
    place = block.units.index(made.C)
    assert block.percent[ROOT][:, place].mean() == pytest.approx(6275 / 85, abs=0.02)
    assert block.percent[ROOT][:, place].std() == pytest.approx(2, rel=0.02)
    assert block.points[ROOT][:, place].std() == pytest.approx(1.7, rel=0.02)


def test_classes_are_lost_as_often_as_a_normal_error_says(block):
    """D stands at 75.00, between Khá from 65 and Tốt from 80, printed to two decimals: Tốt from 79.995."""
    share = (block.labels[:, block.units.index(made.D)] == "Tốt").mean()
    assert share == pytest.approx(norm.sf((79.995 - 75) / 2), abs=0.004)


def test_without_error_every_draw_is_official(toy):
    own = toy.scores[(toy.scores["node"] == ROOT) & (toy.scores["year"] == 2024)].sort_values("unit_code")
    still = drawn(made.errors(toy, 1e-9)[0], [], toy.study)
    assert (still.ranks == own["rank"].to_numpy(dtype=int)).all() and (still.labels == own["class"].to_numpy()).all()


def test_a_block_of_which_units_are_missing_has_no_ranks(toy):
    later = drawn(made.errors(toy, 2)[1], [], toy.study)
    assert later.ranks is None and later.labels is not None


def test_probabilities_are_those_of_room_5(shipped):
    """Both draw from the same errors by their own sequences: they agree within the error of two times 1,024 draws."""
    here = shipped("known-answer-2025")
    errors = node_errors(here.points, here.assessed, here.cleaned["survey_points"], here.study)
    probability = ranges.class_probability(noise.noise_draws(errors, here.study), "noise")
    probability = probability.set_index(["unit_code", "class"])["probability"]
    for one in errors:
        block = drawn(one, [], here.study)
        for place, unit in enumerate(block.units):
            for label, _ in here.study.criteria(block.block).classes:
                assert (block.labels[:, place] == label).mean() == pytest.approx(
                    probability.get((unit, label), 0), abs=0.01
                )


def test_the_error_of_a_part_hangs_together_with_that_of_the_total(shipped):
    here = shipped("known-answer-2025")
    errors = node_errors(here.points, here.assessed, here.cleaned["survey_points"], here.study)[0]
    node = next(name for name in errors.point_errors if name != ROOT)
    block = drawn(errors, [node], here.study)
    expected = errors.point_errors[node].iloc[0] / errors.point_errors[ROOT].iloc[0]
    found = np.corrcoef(block.points[ROOT][:, 0], block.points[node][:, 0])[0, 1]
    assert found == pytest.approx(min(expected, 1), abs=0.05)


def test_no_error_of_the_total_means_no_draws(toy):
    error = made.errors(toy, 2)[0]
    assert drawn(error._replace(errors=error.errors.drop(columns=ROOT)), [], toy.study) is None
