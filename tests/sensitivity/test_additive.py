"""Points under drawn weights: the six treatments, exact sums, and what a weight of zero must mean."""

from fractions import Fraction

import numpy as np
import pytest
from toy_changes import with_criteria, with_rules
from varied import LEAVES, MAXIMA, SIX, block, model

from analysis.framework import ROOT, TREATMENTS
from analysis.sensitivity import additive
from analysis.sensitivity.ranking import rank_draws
from analysis.treatments import effective

DIVIDED_SURVEY = [*SIX, [10, 11, 12, 13, None], [None, None, None, 19, 12]]


def varied_factors(draws=40, seed=3):
    return np.random.default_rng(seed).uniform(0.5, 1.5, (draws, 5))


def effective_sums(raw, criteria, treatment):
    counted = [effective(leaves, criteria, treatment).values() for leaves in raw.values()]
    return np.array(
        [[sum(leaf.points for leaf in own), sum(leaf.maximum for leaf in own)] for own in map(list, counted)]
    ).T


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_at_the_official_weights_each_treatment_is_that_of_the_score_room(toy, treatment):
    rows = DIVIDED_SURVEY[:-1] if treatment != "rescale_appraised" else SIX
    units, raw, data = model(block(toy.study, rows))
    found = additive.totals(data, treatment, np.ones((1, 5)))
    points, maximum = effective_sums(raw, units.criteria, treatment)
    assert np.allclose(found.points[0] * found.step, points, atol=1e-9)
    assert np.allclose(found.maximum[0] * found.step, maximum, atol=1e-9)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_under_drawn_weights_each_treatment_is_that_of_a_set_with_these_maxima(toy, treatment):
    # A set whose maxima are f times the official ones, and units that reach the same share of each.
    factors = np.array([0.5, 1.5, 2.0, 0.75, 1.25])
    units, raw, data = model(block(toy.study, SIX))
    found = additive.totals(data, treatment, factors[None])
    scaled = {code: value for code, value in zip(LEAVES, factors * MAXIMA, strict=True)}
    study = with_criteria(toy.study, "max_points", scaled)
    rows = [[value if isinstance(value, str) or value is None else value * factor
             for value, factor in zip(row, factors, strict=True)] for row in SIX]  # fmt: skip
    other_units, other_raw, _ = model(block(study, rows))
    points, maximum = effective_sums(other_raw, other_units.criteria, treatment)
    assert np.allclose(found.points[0] * found.step, points, atol=1e-9)
    assert np.allclose(found.maximum[0] * found.step, maximum, atol=1e-9)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_weight_of_zero_is_the_criterion_removed(toy, treatment):
    _, _, data = model(block(toy.study, SIX))
    factors = varied_factors()
    factors[:, 1] = 0
    criteria = toy.study.criteria("so").criteria.drop("1.2")
    without = with_rules(toy.study, criteria=criteria)
    _, _, rest = model(block(without, SIX))
    found, expected = (additive.totals(data, treatment, factors),
                       additive.totals(rest, treatment, np.delete(factors, 1, axis=1)))  # fmt: skip
    assert np.allclose(found.points * found.step, expected.points * expected.step, atol=1e-8, equal_nan=True)
    assert np.allclose(found.maximum * found.step, expected.maximum * expected.step, atol=1e-8, equal_nan=True)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_one_weight_for_all_changes_no_rank(toy, treatment):
    study = with_rules(toy.study, rank_on="unrounded")
    _, _, data = model(block(study, SIX))
    ranked = []
    for scale in (1, 4):
        found = additive.totals(data, treatment, scale * varied_factors())
        ranked.append(rank_draws(additive.comparable(data, found, treatment)))
    assert np.array_equal(*ranked)


def test_sums_and_per_cents_are_exact(toy):
    factors = np.round(varied_factors() * 1024) / 1024
    units, raw, data = model(block(toy.study, SIX))
    found = additive.totals(data, "per_cent", factors)
    assert found.exact
    for draw in (0, 17):
        for place, unit in enumerate(units.units):
            counted = effective(raw[unit], units.criteria, "per_cent")
            points, maximum = (sum(Fraction(str(getattr(counted[code], name))) * Fraction(factor)
                                   for code, factor in zip(LEAVES, factors[draw], strict=True))
                               for name in ("points", "maximum"))  # fmt: skip
            assert found.points[draw, place] * found.step == pytest.approx(float(points), abs=1e-9)
            assert Fraction(found.points[draw, place]) / Fraction(found.maximum[draw, place]) == points / maximum


def test_a_tie_that_floating_point_would_break_stays_a_tie(toy):
    # 0.1 + 0.2 and 0.3: equal on paper, unequal in floats; and the same per cent of different maxima.
    study = with_rules(toy.study, rank_on="unrounded")
    _, _, data = model(
        block(study, [[0.1, 0.2, 0, 0, 0], [0.3, 0, 0, 0, 0], [27, 18, 13.5, 18, None], [27, 18, 13.5, 18, 13.5]])
    )
    found = additive.totals(data, "per_cent", np.ones((1, 5)))
    assert rank_draws(additive.comparable(data, found, "per_cent"))[0].tolist() == [3, 3, 1, 1]


def test_a_smaller_printed_maximum_counts_as_what_does_not_apply(shipped):
    here = shipped("tay-ninh-2023")
    own = here.assessed[here.assessed["block"] == "so"]
    units, _, data = model(replace_tables(here, own))
    found = {name: additive.totals(data, name, np.ones((1, 1))) for name in ("per_cent", "zero", "full")}
    first = units.units.index("72-so-van-phong-ubnd-tinh")  # 69.25 points of 71.5 that apply, of 100
    percents = {name: additive.percents(one)[0, first] for name, one in found.items()}
    assert percents == pytest.approx({"per_cent": 100 * 69.25 / 71.5, "zero": 69.25, "full": 69.25 + 28.5})


def replace_tables(here, assessed):
    from types import SimpleNamespace

    points = here.points[here.points["block"] == "so"]
    return SimpleNamespace(study=here.study, points=points, assessed=assessed)


@pytest.mark.parametrize("name", ["known-answer-2024", "known-answer-2025"])
def test_every_treatment_of_a_large_set_with_bonus_is_that_of_the_score_room(shipped, name):
    here = shipped(name)
    units, raw, data = model(here)
    raw = {unit: raw[unit] for unit in units.units}
    for treatment in ("per_cent", "zero", "full", "rescale_appraised", "share_among_siblings"):
        found = additive.totals(data, treatment, np.ones((1, len(units.criteria.leaves))))
        points, maximum = effective_sums(raw, units.criteria, treatment)
        assert np.allclose(found.points[0] * found.step, points, atol=1e-9), treatment
        assert np.allclose(found.maximum[0] * found.step, maximum, atol=1e-9), treatment


def test_the_sums_of_a_domain_are_those_of_its_leaves(toy):
    _, _, data = model(block(toy.study, SIX))
    parts = [additive.totals(data, "zero", varied_factors(), node) for node in ("1", "2", ROOT)]
    assert np.allclose((parts[0].points + parts[1].points) * parts[0].step, parts[2].points * parts[2].step)


def test_a_unit_to_which_nothing_applies_fails_the_draw_and_no_other(toy):
    _, _, data = model(block(toy.study, DIVIDED_SURVEY[:5] + [[None, None, None, 14, 10]]))
    factors = np.array([[1.0, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    assert additive.failed(data, additive.totals(data, "per_cent", factors)).tolist() == [False, True]
    assert additive.failed(data, additive.totals(data, "rescale_appraised", factors)).tolist() == [False, True]
    assert additive.failed(data, additive.totals(data, "rescale_without_survey", factors)).tolist() == [False, True]


def test_under_rescaling_a_unit_to_which_only_the_survey_applies_has_its_survey_points(toy):
    here = block(toy.study, DIVIDED_SURVEY[:5] + [[None, None, None, 14, 10]])
    units, raw, data = model(here)
    found = additive.totals(data, "rescale_appraised", np.ones((1, 5)))
    points, maximum = effective_sums({unit: raw[unit] for unit in units.units}, units.criteria, "rescale_appraised")
    assert np.allclose(found.points[0] * found.step, points) and points[-1] == 24
    assert np.allclose(found.maximum[0] * found.step, maximum) and maximum[-1] == 35


def test_a_treatment_is_computable_only_where_the_table_shows_what_it_needs(toy, shipped):
    units, raw, _ = model(block(toy.study, DIVIDED_SURVEY[:-1]))
    possible = [name for name in TREATMENTS if additive.computable(name, units, raw)]
    assert possible == ["per_cent", "zero", "full", "rescale_without_survey", "share_among_siblings"]
    here = shipped("tay-ninh-2023")
    units, raw, _ = model(replace_tables(here, here.assessed[here.assessed["block"] == "so"]))
    assert [name for name in TREATMENTS if additive.computable(name, units, raw)] == ["per_cent", "zero", "full"]


def test_without_stated_maxima_points_are_compared(toy):
    study = with_criteria(toy.study, "max_points", dict.fromkeys([*LEAVES, "1", "2", "total"], np.nan))
    _, _, data = model(block(study, [[27, 18, 12, 18, 12], [24, 18, 12, 18, 12]]))
    assert not data.maxima_known
    found = additive.totals(data, "per_cent", np.array([[1.0, 1, 1, 1, 1], [0.5, 1, 1, 1, 1]]))
    assert additive.comparable(data, found, "per_cent").tolist() == [[8700, 8400], [7350, 7200]]


def test_maxima_of_thirds_are_rounded_before_ranking_instead_of_refused(toy):
    thirds = {"1.1": 10 / 3, "1.2": 10 / 3, "1.10": 10 / 3}
    study = with_rules(with_criteria(toy.study, "max_points", thirds), rank_on="unrounded")
    _, _, data = model(block(study, [[1, 2, 3, 4, 5], [3, 2, 1, 4, 5], [1, 1, 1, 1, 1]]))
    found = additive.totals(data, "per_cent", np.ones((1, 5)))
    assert not found.exact and rank_draws(additive.comparable(data, found, "per_cent"))[0].tolist() == [1, 1, 3]


def test_the_rules_of_rank_are_those_of_the_criteria(toy):
    rows = [[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]]
    for rank_on, expected in (("printed", [1, 1]), ("unrounded", [2, 1])):
        _, _, data = model(block(with_rules(toy.study, rank_on=rank_on), rows))
        found = additive.totals(data, "per_cent", np.ones((1, 5)))
        assert rank_draws(additive.comparable(data, found, "per_cent"))[0].tolist() == expected
