"""Draws of everything that varies at once: draw 0 is official, and each choice does what it says."""

from dataclasses import replace

import numpy as np
import pytest
from conftest import SHIPPED
from toy_changes import with_criteria, with_rules
from varied import ALL, MAXIMA, SIX, SPREAD, WHOLE, block, declaring, drawn, official_ranks, only

from analysis.sensitivity.draws import draws, influence_count, influence_draws, plans


@pytest.fixture(scope="module")
def six(toy):
    return drawn(toy.study, SIX, ALL)


@pytest.mark.parametrize("name", SHIPPED)
def test_draw_0_of_every_shipped_study_is_the_official_rank_and_class(shipped, name):
    here = shipped(name)
    found = draws(
        here.points, here.assessed, replace(here.study, sensitivity=replace(here.study.sensitivity, draws=64))
    )
    for one in found:
        assert one.ranks[0].tolist() == official_ranks(here.scores, one.units)
        if one.class_places is not None:
            total = here.scores[(here.scores["node"] == "total") & (here.scores["block"] == one.units.block)]
            given = total.set_index("unit_code")["class"][one.units.units]
            labels = [label for label, _ in one.units.criteria.classes]
            assert [labels[place] for place in one.class_places[0]] == given.tolist()


@pytest.mark.parametrize("official", ["per_cent", "zero", "full", "rescale_appraised", "share_among_siblings"])
@pytest.mark.parametrize("rank_on", ["printed", "unrounded"])
def test_draw_0_is_official_under_every_rule(toy, official, rank_on):
    study = with_rules(toy.study, not_applicable=official, rank_on=rank_on)
    here, found = drawn(study, SIX, ALL, draws=16)
    assert found[0].ranks[0].tolist() == official_ranks(here.scores, found[0].units)
    labels = np.array([label for label, _ in toy.study.criteria("so").classes])
    totals = here.scores[here.scores["node"] == "total"].set_index("unit_code")["class"]
    assert labels[found[0].class_places[0]].tolist() == totals[found[0].units.units].tolist()


def test_everything_declared_varies_at_once(six):
    one = six[1][0]
    assert set(one.inputs) == {
        "weights/total", "weights/1", "weights/2", "treatment", "survey_share", "leave_out", "cut_offs",
    }  # fmt: skip
    assert one.ranks.shape == (256, 6) and one.ranks.dtype == np.uint16 and one.class_places.dtype == np.int8


def test_a_unit_left_without_criteria_fails_the_draw_and_is_counted(toy):
    here, found = drawn(toy.study, [*WHOLE, [20, None, None, None, None]], {"leave_out": {"level": "criterion"}})
    one = found[0]
    # Six possibilities, equally likely; leaving out 1.1 leaves the last unit nothing.
    assert one.failed.mean() == pytest.approx(1 / 6, abs=0.01) and not one.failed[0]
    assert one.reasons == {"nothing_applies": int(one.failed.sum())}


def test_a_unit_that_is_better_on_every_criterion_is_never_below(toy):
    rows = [[30, 20, 15, 20, 15], [29, 19, 14, 19, 14], [1, 1, 1, 1, 1]]
    for kind in ({"kind": "all"}, {"kind": "dirichlet", "concentration": 5}, {"kind": "spread", "spread": 0.9}):
        one = only(toy.study, rows, {"weights": kind, "survey_share": {"low": 0.0, "high": 1.0}})
        assert (one.ranks == [1, 2, 3]).all()


def test_criteria_that_order_units_alike_leave_nothing_to_the_weights(toy):
    rows = [[share * most for most in MAXIMA] for share in (0.9, 0.5, 0.7)]
    assert (only(toy.study, rows, SPREAD).ranks == [1, 3, 2]).all()


def test_printed_ties_stay_ties(toy):
    one = only(toy.study, [[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]], SPREAD)
    assert (one.ranks == 1).mean() > 0.9


def test_ten_times_larger_points_and_maxima_give_the_same_ranks(toy):
    maxima = {code: 10 * value for code, value in toy.study.criteria("so").criteria["max_points"].items()}
    study = with_criteria(toy.study, "max_points", maxima)
    rows = [[10 * value for value in row] for row in WHOLE]
    assert np.array_equal(only(study, rows, SPREAD).ranks, only(toy.study, WHOLE, SPREAD).ranks)


def same(one, other):
    fields = ("ranks", "class_places", "failed")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in fields)


def test_shuffled_rows_give_the_same_draws(six):
    here, found = six
    assert same(
        draws(here.points.sample(frac=1, random_state=5), here.assessed.sample(frac=1, random_state=6), here.study)[0],
        found[0],
    )


@pytest.mark.parametrize("cores", ["1", "2", "3"])
def test_any_number_of_cores_gives_the_same_draws(toy, six, monkeypatch, cores):
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", cores)
    monkeypatch.setattr("analysis.sensitivity.composite.MOST_DRAWS_IN_BLOCK", 100)
    assert same(drawn(toy.study, SIX, ALL)[1][0], six[1][0])


def test_another_year_or_name_draws_otherwise(toy, six):
    assert not np.array_equal(only(replace(toy.study, id="toy-two"), SIX, ALL).ranks, six[1][0].ranks)


def test_the_smallest_and_largest_factor_are_those_of_the_weights(toy):
    one = only(toy.study, WHOLE, ALL)
    assert (0.75 / 1.25) ** 2 <= one.factors[0] < 1 < one.factors[1] <= (1.25 / 0.75) ** 2
    assert only(toy.study, WHOLE, {"leave_out": {"level": "domain"}}).factors is None


def test_nothing_that_varies_means_no_draws(toy, shipped):
    assert drawn(toy.study, WHOLE, {})[1] == [] and drawn(toy.study, WHOLE[:1], SPREAD)[1] == []
    here = shipped("hoa-binh-2022")
    assert (
        draws(here.points, here.assessed, here.study) == [] == influence_draws(here.points, here.assessed, here.study)
    )


@pytest.fixture(scope="module")
def influence(toy):
    here = block(declaring(toy.study, ALL), SIX)
    return influence_draws(here.points, here.assessed, here.study)[0], here


def test_the_mixed_draws_change_one_input_at_a_time(influence):
    one, _ = influence
    assert set(one.mixed) == set(one.base.inputs) and all(mix.ranks.shape == (256, 6) for mix in one.mixed.values())
    # Cut-offs change classes and no rank.
    assert np.array_equal(one.mixed["cut_offs"].ranks, one.base.ranks)
    assert not np.array_equal(one.mixed["cut_offs"].class_places, one.base.class_places)
    assert not np.array_equal(one.mixed["leave_out"].ranks, one.base.ranks)


def test_the_base_of_influence_starts_with_the_official_method(influence):
    one, here = influence
    assert one.base.ranks[0].tolist() == official_ranks(here.scores, one.units)


def test_options_that_are_the_same_change_nothing(toy):
    # Where one unit lacks a whole domain, sharing it goes up to the root and equals rescaling everything.
    rows = [[27, 18, 12, 18, 12], [None, None, None, 18, 9.5]]
    study = with_rules(toy.study, not_applicable="share_among_siblings", rank_on="unrounded")
    here = block(
        declaring(study, SPREAD | {"treatment": {"options": ("share_among_siblings", "rescale_without_survey")}}), rows
    )
    one = influence_draws(here.points, here.assessed, here.study)[0]
    assert np.array_equal(one.mixed["treatment"].ranks, one.base.ranks)


@pytest.mark.parametrize(
    ("units", "count"), [(1, 8192), (500, 8192), (501, 4096), (1000, 4096), (10_000, 256), (10**7, 64)]
)
def test_large_blocks_have_fewer_draws_for_influence(units, count):
    assert influence_count(8192, units) == count


def test_a_plan_says_what_cannot_vary(toy):
    here = block(declaring(with_rules(toy.study, not_applicable="unknown"), ALL), WHOLE)
    plan = plans(here.points, here.assessed, here.study)[0]
    assert [(one.subject, one.reason) for one in plan.fixed] == [("choice_treatment", "treatment_not_stated")]


def test_a_factor_of_the_survey_is_one_officially_also_beside_a_bonus_without_a_stated_maximum(toy):
    items = {code: replace(item, part="bonus" if code == "1.10" else item.part)
             for code, item in toy.study.criteria("so").items.items()}  # fmt: skip
    study = with_rules(with_criteria(toy.study, "max_points", {"1.10": np.nan}), items=items)
    rows = [[27, 10, 3, 18, 6], [15, 18, 2, 12, 14], [21, 16, 4, 16, 9], [26, 12, 1, 10, 10]]
    for choices in ({"survey_factor": {"low": 0.5, "high": 2.0}}, {"survey_share": {"low": 0.3, "high": 0.6}}):
        here, found = drawn(study, rows, choices | SPREAD)
        assert found[0].ranks[0].tolist() == official_ranks(here.scores, found[0].units) and not found[0].failed.any()


def test_weights_drawn_near_zero_fail_no_draw(toy):
    study = with_criteria(
        toy.study, "max_points", {"1": 99, "1.1": 59, "1.2": 20, "1.10": 20, "2": 1, "2.1": 0.5, "2.2": 0.5}
    )
    rows = [[27, 10, 4, 0.3, 0.2], [15, 18, 2, 0.4, 0.1], [21, 16, 9, 0.1, 0.5], [None, None, None, 0.3, 0.2]]
    dirichlet = {"weights": {"kind": "dirichlet", "concentration": 1}}
    for choices in (dirichlet, dirichlet | {"survey_share": {"low": 0.005, "high": 0.4}}):
        assert not only(study, rows, choices, draws=8192).failed.any()
