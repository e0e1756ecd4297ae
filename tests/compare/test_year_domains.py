"""Criteria before and after, and what each contributes."""

import pytest
from two_rounds import LEAVES, lineage_of, pair_of, rounds, shares

from analysis import tables
from analysis.compare import year_pairs, years
from analysis.compare.year_domains import year_criteria, year_shift_sources

NA = "not_applicable"


def test_criteria_and_domains_are_compared_in_per_cent_of_what_applies(toy):
    pair = pair_of(toy.study, {"a": [27, 18, 12, 10, 6]}, {"a": [24, 18, 12, 10, NA]})
    found = year_criteria([pair]).set_index("criterion_code")
    assert found["change"].to_dict() == pytest.approx(
        {"1": 100 * (54 - 57) / 65, "1.1": -10, "1.2": 0, "1.10": 0, "2": 50 - 100 * 16 / 35, "2.1": 0}
    )
    assert set(found["scale"]) == {"percent"} and found.loc["2", "points_base"] == 16


def test_criteria_of_another_decision_are_compared_only_where_they_are_declared_the_same(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)}, {"framework": "b"}, criteria={"1.1": "1.2"})
    found = year_criteria([pair])
    assert found[["criterion_code", "code_base", "change"]].to_numpy().tolist() == [["1.1", "1.2", pytest.approx(10)]]


def test_papi_is_compared_in_points_since_its_scales_start_above_zero(shipped):
    pairs = year_pairs.pairs(rounds(shipped("papi-2023")), rounds(shipped("papi-2022")))
    found = year_criteria(pairs)
    assert set(found["scale"]) == {"points"} and found["percent_base"].isna().all()
    assert len(found) == 59 * (8 + 28)


def test_contributions_of_criteria_by_hand(toy):
    pair = pair_of(toy.study, {"a": [27, 18, 12, 10, 6], "b": shares(50)}, {"a": [24, 18, 12, 12, 6], "b": shares(50)})
    found = year_shift_sources([pair]).set_index(["unit_code", "criterion_code"])
    assert found["contribution"].to_dict() == pytest.approx(
        {("a", "1.1"): -3, ("a", "2.1"): 2, ("b", "1.1"): 0, ("b", "2.1"): 0}
    )
    assert found["against_block"].to_dict() == pytest.approx(
        {("a", "1.1"): -1.5, ("a", "2.1"): 1, ("b", "1.1"): 1.5, ("b", "2.1"): -1}
    )


def test_a_criterion_of_the_earlier_decision_alone_keeps_its_own_name(toy):
    same = {code: code for code in LEAVES if code != "1.10"}
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(50)}, {"framework": "b"}, criteria=same)
    found = year_shift_sources([pair]).set_index("criterion_code")["contribution"]
    assert found.to_dict() == pytest.approx({"1.10": 7.5, "toy:1.10": -7.5})


@pytest.mark.parametrize("name", ["known-answer-2025", "papi-2023"])
def test_contributions_add_up_to_the_change_of_score(shipped, name):
    here = shipped(name)
    pairs = year_pairs.pairs(rounds(here), rounds(shipped(here.study.previous)))
    sums = year_shift_sources(pairs).groupby(["block", "unit_code"])["contribution"].sum()
    for pair in pairs:
        change = years.score_other(pair) - years.score_base(pair)
        assert sums.loc[pair.other.block].to_dict() == pytest.approx(change.to_dict(), abs=1e-9)


def test_combined_units_have_contributions_of_their_mean_and_no_criteria(toy):
    lineage = lineage_of(("n", "a", "2025-07-01", 3), ("n", "b", "2025-07-01", 1))
    pair = pair_of(toy.study, {"a": shares(90), "b": shares(50)}, {"n": shares(70)}, lineage=lineage)
    found = year_shift_sources([pair]).set_index("criterion_code")["contribution"].to_dict()
    assert year_criteria([pair]).empty
    assert found == pytest.approx({"1.1": -3, "1.2": -2, "1.10": -1.5, "2.1": -2, "2.2": -1.5})


def test_both_tables_pass_their_doors(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)})
    for name, frame in (("year_criteria", year_criteria([pair])), ("shift_sources", year_shift_sources([pair]))):
        assert len(tables.checked(name, frame.assign(status="synthetic")))
    assert year_criteria([]).empty and year_shift_sources([]).empty
