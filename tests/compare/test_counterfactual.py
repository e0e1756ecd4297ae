"""Totals with some causes at the later round: the ends are the real totals, what is between is worked out by hand."""

import pytest
from two_rounds import pair_of, rounds, shares

from analysis.compare import year_pairs, years
from analysis.compare.counterfactual import OneColumn, one_column, rebuilt, same_rules

NA, NO_CASE = "not_applicable", "no_case"


@pytest.mark.parametrize("name", ["known-answer-2025", "papi-2023"])
def test_with_no_cause_and_with_all_causes_the_totals_are_the_real_ones(shipped, name):
    here = shipped(name)
    for pair in year_pairs.pairs(rounds(here), rounds(shipped(here.study.previous))):
        made = rebuilt(pair)
        before, after = (made.totals(frozenset(some)).reindex(pair.units) for some in ((), made.causes))
        assert before.to_dict() == pytest.approx(years.score_base(pair).to_dict(), abs=1e-9)
        assert after.to_dict() == pytest.approx(years.score_other(pair).to_dict(), abs=1e-9)


def test_what_was_done_and_what_applied_are_put_together_anew(toy):
    """80 per cent everywhere, 2.2 outside; later 60 everywhere and 90 on 2.2, which then is 13.5 of 15."""
    made = rebuilt(pair_of(toy.study, {"a": [24, 16, 12, 16, NA]}, {"a": [18, 12, 9, 12, 13.5]}))
    assert made.causes == ("own", "applies")
    total = {
        tuple(sorted(some)): made.totals(frozenset(some))["a"] for some in ((), ("own",), ("applies",), made.causes)
    }
    assert total == pytest.approx({(): 80, ("own",): 60, ("applies",): 68 + 13.5, ("applies", "own"): 51 + 13.5})


def test_a_criterion_without_a_case_counts_as_its_own_rule_says(toy):
    """No case on 1.1 gives all 30 points, on 1.2 none; neither is anything the unit did."""
    made = rebuilt(pair_of(toy.study, {"a": [NO_CASE, NO_CASE, 12, 16, 12]}, {"a": [15, 10, 12, 16, 12]}))
    assert made.totals(frozenset())["a"] == pytest.approx(70)
    assert made.totals(frozenset({"own"}))["a"] == pytest.approx(70)
    assert made.totals(frozenset({"applies"}))["a"] == pytest.approx(65)


def test_units_of_one_round_keep_their_one_state(toy):
    made = rebuilt(pair_of(toy.study, {"a": shares(50), "c": shares(40)}, {"a": shares(60), "d": shares(70)}))
    for some in (frozenset(), frozenset({"own"})):
        assert made.totals(some)[["c", "d"]].to_list() == pytest.approx([40, 70])


def test_causes_that_do_not_differ_are_not_tried(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)})
    assert rebuilt(pair).causes == ("own",) and same_rules(pair.base.criteria, pair.other.criteria)
    other = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)}, {"not_applicable": "full", "rank_on": "unrounded"})
    assert rebuilt(other).causes == ("own", "criteria", "treatment")


def test_one_column_of_points_stands_at_one_round_or_the_other(shipped):
    pair = year_pairs.pairs(rounds(shipped("par-index-2012-2023")))[-1]
    made = rebuilt(pair)
    assert one_column(pair) and isinstance(made, OneColumn)
    assert made.totals(frozenset({"own"}))[pair.units].to_dict() == years.score_other(pair).to_dict()
