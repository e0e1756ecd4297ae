"""The noise range: official ranks in draw 0, probabilities as the normal distribution gives them, sets that hold the rank."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm
from toy_changes import table_of_points, with_rules

from analysis import tables
from analysis.blocks import official_ranks
from analysis.criteria_set import ClassCap
from analysis.sensitivity import noise, ranges
from analysis.sensitivity.choices import Noise
from analysis.sensitivity.standard_errors import node_errors

REASON = {"vi": "Thử", "en": "Trial"}
NOTHING = tables.empty("survey_points")
# Totals of 87 and 85; an appraisal error of 0.1 of the maxima 30, 20 and 15 is 3.905 points of the total.
TWO = [(27, 18, 12, 18, 12), (25, 18, 12, 18, 12)]
ERROR = np.sqrt(15.25)


def noisy(study, share=0.1):
    stated = Noise("appraisal_error", REASON, share_of_maximum=share)
    return replace(study, sensitivity=replace(study.sensitivity, draws=4096, noise={stated.name: stated}))


def drawn(study, points, assessed):
    errors = node_errors(points, assessed, NOTHING, study)
    return errors, noise.noise_draws(errors, study)


def test_draw_zero_is_official(shipped):
    one = shipped("known-answer-2024")
    errors = node_errors(one.points, one.assessed, one.cleaned["survey_points"], one.study)
    blocks = noise.noise_draws(errors, one.study)
    assert [block.units.block for block in blocks] == ["so", "xa"]
    for block in blocks:
        official = official_ranks(one.scores, block.units.year, block.units.block)[block.units.units]
        own = one.scores[(one.scores["node"] == "total")].set_index("unit_code").loc[block.units.units, "class"]
        labels = [label for label, _ in block.units.criteria.classes]
        assert block.ranks[0].tolist() == official.tolist()
        assert [labels[place] for place in block.class_places[0]] == own.tolist()


def test_the_probability_that_one_unit_is_above_another_is_that_of_the_normal_difference(toy):
    """2 points apart; the difference has the error 3.905 x sqrt(2)."""
    study = with_rules(noisy(toy.study), rank_on="unrounded")
    _, [found] = drawn(study, table_of_points(TWO), toy.assessed)
    assert (found.ranks[:, 0] == 1).mean() == pytest.approx(norm.cdf(2 / (ERROR * np.sqrt(2))), abs=0.01)
    assert not found.failed.any() and found.inputs == ("appraisal_error",)


def test_the_probability_of_a_class_is_that_of_the_normal_distribution(toy):
    """87 with error 3.905 is at least 80 (79.995 before rounding) with the probability of 7.005 / 3.905."""
    study = noisy(toy.study)
    _, drawn_blocks = drawn(study, table_of_points(TWO), toy.assessed)
    table = ranges.class_probability(drawn_blocks, "noise").set_index(["unit_code", "class"])["probability"]
    assert table["00-so-gia-lap-a", "Tốt"] == pytest.approx(norm.cdf(7.005 / ERROR), abs=0.005)
    assert table.groupby("unit_code").sum().tolist() == pytest.approx([1, 1])


def test_a_class_cap_follows_the_error_of_its_node(toy):
    """1.1 has 27 of 30 (90 per cent, error 10); below 85 the class is at best Khá, so that Tốt needs both."""
    study = noisy(with_rules(toy.study, class_caps=(ClassCap("1.1", 85, "Khá"),)))
    _, [found] = drawn(study, table_of_points(TWO), toy.assessed)
    source = np.random.default_rng(1)
    node, rest = source.normal(0, 3, 200_000), source.normal(0, 2.5, 200_000)
    expected = ((27 + node >= 0.85 * 30) & (87 + node + rest >= 80)).mean()
    assert (found.class_places[:, 0] == 0).mean() == pytest.approx(expected, abs=0.015)


def test_units_whose_ranks_compare_printed_totals_tie_in_draws_too(toy):
    study = with_rules(noisy(toy.study, share=1e-4), decimals=0)
    _, [found] = drawn(study, table_of_points([TWO[0], TWO[0]]), toy.assessed)
    assert (found.ranks == 1).all()


def test_ranges_hold_the_official_rank_and_shrink_with_the_error(toy):
    points = table_of_points([(27, 18, 12, 18, 12), (25, 18, 12, 18, 12), (24, 17, 12, 18, 12), (20, 12, 9, 14, 10)])
    widths = []
    for share in (0.1, 0.02, 1e-6):
        errors, found = drawn(noisy(toy.study, share), points, toy.assessed)
        table = noise.noise_intervals(errors, found)
        tables.checked("rank_intervals", table.assign(status="synthetic"))
        assert table["rank"].between(table["rank_low"], table["rank_high"]).all()
        widths.append((table["rank_high"] - table["rank_low"]).sum())
    assert widths[0] > widths[1] > widths[2] == 0


def test_a_unit_far_ahead_is_first_whatever_the_error(toy):
    errors, found = drawn(noisy(toy.study), table_of_points([(30, 20, 15, 20, 15), (3, 2, 1, 2, 1)]), toy.assessed)
    table = noise.noise_intervals(errors, found)
    assert table[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [2, 2]]
    assert table["mean_rank_shift"].tolist() == [0, 0]


def test_order_of_rows_changes_nothing_and_two_runs_give_the_same(toy):
    points = table_of_points([*TWO, (20, 18, 12, 18, 12)])
    _, [first] = drawn(noisy(toy.study), points, toy.assessed)
    _, [second] = drawn(noisy(toy.study), points.sample(frac=1, random_state=3), toy.assessed)
    assert (first.ranks == second.ranks).all() and (first.class_places == second.class_places).all()


def test_the_blocks_in_which_draws_are_made_change_nothing(toy, monkeypatch):
    points = table_of_points(TWO)
    _, [whole] = drawn(noisy(toy.study), points, toy.assessed)
    monkeypatch.setattr(noise, "CELLS", 100)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, [parts] = drawn(noisy(toy.study), points, toy.assessed)
    assert (whole.ranks == parts.ranks).all()


def test_without_noise_the_reason_is_given(toy):
    errors, found = drawn(toy.study, toy.points, toy.assessed)
    assert found == [] and noise.noise_intervals(errors, found).empty
    reasons = {row["reason_en"] for row in noise.left_out(toy.points, errors, toy.study)}
    assert reasons == {"the study declares no error of the points"}


def test_noise_that_the_data_do_not_show_is_left_out_with_another_reason(toy):
    survey = Noise("survey_error", REASON)
    study = replace(toy.study, sensitivity=replace(toy.study.sensitivity, noise={survey.name: survey}))
    errors, found = drawn(study, toy.points, toy.assessed)
    assert found == []
    assert {row["subject_en"] for row in noise.left_out(toy.points, errors, study)} == {"Noise range of ranks"}


def test_a_class_cap_holds_for_a_unit_whose_points_have_no_error(toy):
    """The third unit was sent nothing of part 1, so no appraiser erred and its cap on part 1 holds in every draw."""
    study = noisy(
        with_rules(toy.study, classes=(("Good", 30.0), ("Poor", 0.0)), class_caps=(ClassCap("1", 50, "Poor"),))
    )
    points = table_of_points([(27, 18, 12, 18, 12), (24, 15, 12, 18, 9.5), (0, 0, 0, 20, 15)])
    unsent = points["unit_code"].str.endswith("c") & points["criterion_code"].str.startswith("1")
    points.loc[unsent, "missing"] = "not_submitted"
    _, [found] = drawn(study, points, toy.assessed)
    assert (found.class_places[:, 2] == 1).all() and found.class_places[0].tolist() == [0, 0, 1]
