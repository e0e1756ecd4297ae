"""Why scores and ranks changed: parts worked out by hand, and sums that are exact."""

import itertools

import numpy as np
import pytest
from two_rounds import LEAVES, MAXIMA, MISSING, lineage_of, pair_of, parts, rounds, shares

from analysis.compare import year_pairs, years
from analysis.compare.year_sources import shapley, year_sources

NA = "not_applicable"


def nonzero(values):
    return {cause: part for cause, part in values.items() if part}


def test_the_shares_of_a_glove_game_are_those_of_the_book():
    """One left glove and two right ones make one pair: 2/3, 1/6, 1/6 (Shapley 1953; the glove market)."""
    value = {frozenset("l"): 0, frozenset("r"): 0, frozenset("s"): 0, frozenset(): 0, frozenset("rs"): 0}
    found = shapley(("l", "r", "s"), lambda some: value.get(some, 1))
    assert found == pytest.approx({"l": 2 / 3, "r": 1 / 6, "s": 1 / 6})


def test_a_unit_that_stands_still_is_moved_by_others_and_by_who_is_ranked(toy):
    """b keeps 80: a falls below it (others, one place up), d at 85 is ranked for c at 70 (who, one place down).

    a falls from 90 to 75: with c it would stay before (second, behind b), with d it is third; alone, d changes nothing.
    """
    before = {"a": shares(90), "b": shares(80), "c": shares(70)}
    found = year_sources([pair_of(toy.study, before, {"a": shares(75), "b": shares(80), "d": shares(85)})])
    places = parts(found, "rank_part")
    assert nonzero(places["b"]) == pytest.approx({"others": 1, "who_is_ranked": -1})
    assert nonzero(places["a"]) == pytest.approx({"own": -1.5, "who_is_ranked": -0.5})
    assert nonzero(parts(found)["a"]) == pytest.approx({"own": -15}) and nonzero(parts(found)["b"]) == {}


def test_other_maxima_are_a_change_of_rules_and_not_of_the_unit(toy):
    """80 per cent of 1.1 and half of the rest: 59 of 100; with 40 points for 1.1 instead of 30, 67 of 110."""
    points = [24, 10, 7.5, 10, 7.5]
    criteria = toy.study.criteria("so").criteria.copy()
    criteria.loc[["1.1", "1", "total"], "max_points"] = [40.0, 75.0, 110.0]
    found = year_sources([pair_of(toy.study, {"a": points}, {"a": [32, *points[1:]]}, {"criteria": criteria})])
    assert nonzero(parts(found)["a"]) == pytest.approx({"criteria": 100 * 67 / 110 - 59})


def test_what_leaves_the_functions_of_a_unit_is_told_from_what_it_did(toy):
    """90 per cent but 60 on 2.2: 85.5; without 2.2, 76.5 of 85 is 90. The points themselves did not change."""
    before, after = {"a": [27, 18, 13.5, 18, 9]}, {"a": [27, 18, 13.5, 18, NA]}
    found = parts(year_sources([pair_of(toy.study, before, after)]))["a"]
    assert nonzero(found) == pytest.approx({"applies": 4.5})


def test_another_treatment_of_the_same_points_is_a_change_of_treatment(toy):
    rows = {"a": [27, 18, 13.5, 18, NA], "b": shares(80)}
    found = year_sources([pair_of(toy.study, rows, rows, {"not_applicable": "zero"})])
    assert nonzero(parts(found)["a"]) == pytest.approx({"treatment": -13.5}) and nonzero(parts(found)["b"]) == {}
    assert nonzero(parts(found, "rank_part")["b"]) == pytest.approx({"treatment": 1})


def test_a_criterion_without_a_partner_belongs_to_the_rules(toy):
    """1.10 of the two years are not the same criterion: its points, 15 against 0, are the rules'."""
    same = {code: code for code in (*LEAVES, "1", "2", "total") if code != "1.10"}
    pair = pair_of(
        toy.study, {"a": [15, 10, 15, 10, 7.5]}, {"a": [18, 10, 0, 10, 7.5]}, {"framework": "b"}, criteria=same
    )
    assert nonzero(parts(year_sources([pair]))["a"]) == pytest.approx({"own": 3, "criteria": -15})


def test_combined_former_units_have_the_mean_of_their_parts(toy):
    """a 90 and b 80 with weights 3 to 1 are 87.5; n has 80."""
    lineage = lineage_of(("n", "a", "2025-07-01", 3), ("n", "b", "2025-07-01", 1))
    pair = pair_of(toy.study, {"a": shares(90), "b": shares(80)}, {"n": shares(80)}, lineage=lineage)
    assert nonzero(parts(year_sources([pair]))["n"]) == pytest.approx({"own": -7.5})


def made_up(generator, units):
    return {unit: [_value(generator, maximum) for maximum in MAXIMA] for unit in units}


def _value(generator, maximum):
    return str(generator.choice(MISSING)) if generator.random() < 0.15 else round(maximum * generator.random(), 2)


RULES = (None, {"not_applicable": "zero"}, {"not_applicable": "share_among_siblings"}, {"rank_on": "unrounded"})


@pytest.mark.parametrize(("seed", "rules"), list(itertools.product(range(3), RULES)))
def test_parts_add_up_to_every_change_exactly(toy, seed, rules):
    generator = np.random.default_rng(seed)
    pair = pair_of(toy.study, made_up(generator, "abcdef"), made_up(generator, "bcdefg"), rules)
    assert largest_gap([pair]) < 1e-9


@pytest.mark.parametrize("name", ["known-answer-2025", "par-index-2012-2023", "papi-2023", "toy"])
def test_parts_add_up_in_the_studies_that_ship(shipped, toy, name):
    here = toy if name == "toy" else shipped(name)
    former = rounds(shipped(here.study.previous)) if here.study.previous else []
    assert largest_gap(year_pairs.pairs(rounds(here), former)) < 1e-9


def largest_gap(found):
    """Return how far the parts of any unit are from its change of score or rank."""
    sums, gaps = (
        year_sources(found).groupby(["comparison", "block", "unit_code"])[["score_part", "rank_part"]].sum(),
        [],
    )
    for pair in found:
        own, ranks = sums.loc[(pair.comparison, pair.other.block)], years.rank_pair(pair).dropna()
        change, shift = years.score_other(pair) - years.score_base(pair), ranks["rank_base"] - ranks["rank_other"]
        assert len(own) == len(change) > 0
        gaps += [(own["score_part"] - change).abs().max(), (own.loc[shift.index, "rank_part"] - shift).abs().max()]
    return np.nanmax(gaps)


def test_two_equal_rounds_have_no_part_at_all(toy):
    rows = {"a": shares(90), "b": [20, NA, 10, 12, 3]}
    found = year_sources([pair_of(toy.study, rows, rows)])
    assert (found[["score_part", "rank_part"]] == 0).all(axis=None)


def test_one_column_of_points_tells_no_rule_from_the_unit(shipped):
    found = year_sources(year_pairs.pairs(rounds(shipped("par-index-2012-2023"))))
    assert set(found["cause"]) == {"own_or_rules", "not_told_apart"}
    assert found.loc[found["cause"] == "own_or_rules", "rank_part"].isna().all()
