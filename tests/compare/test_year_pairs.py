"""Which rounds, blocks and ranks are put beside one another; half years stand beside full ones."""

from dataclasses import replace

import pytest
from two_rounds import pair_of, round_of, rounds, shares

from analysis.compare import year_pairs, years
from analysis.compare.year_pairs import COMPARED, KNOWN, PUBLISHED


def lasting(one, start, end):
    return one._replace(study=replace(one.study, period=(start, end)))


def test_years_of_one_study_are_compared_each_with_the_one_before(shipped):
    found = year_pairs.pairs(rounds(shipped("par-index-2012-2023")))
    assert [pair.comparison for pair in found] == [f"{year}-{year + 1}" for year in range(2012, 2023)]
    assert {pair.ranks_among for pair in found} == {PUBLISHED}


def test_the_last_round_of_the_previous_study_comes_before_the_first(toy):
    later = round_of(toy.study, {"a": shares(50)}, 2026)
    found = year_pairs.pairs([later], rounds(toy))
    assert [pair.comparison for pair in found] == ["2025-2026"]


def test_papi_has_61_provinces_in_both_years_of_which_59_are_in_both(shipped):
    (pair,) = year_pairs.pairs(rounds(shipped("papi-2023")), rounds(shipped("papi-2022")))
    assert (len(pair.base.units), len(pair.other.units), len(pair.units)) == (61, 61, 59)
    assert pair.ranks_among == KNOWN and pair.comparison == "2022-2023"
    missing = {(one.side, one.unit_code) for one in pair.tied.not_compared}
    assert missing == {("base", "22"), ("base", "74"), ("other", "24"), ("other", "27")}


def test_the_simulated_pair_ranks_only_the_units_that_can_be_compared(shipped):
    found = year_pairs.pairs(rounds(shipped("known-answer-2025")), rounds(shipped("known-answer-2024")))
    assert {pair.other.block: pair.units for pair in found} == {
        "so": ["mp-so-cong-thuong", "mp-so-tu-phap", "mp-so-y-te"], "xa": ["mp-phuong-102", "mp-xa-003"],
    }  # fmt: skip
    assert {pair.ranks_among for pair in found} == {COMPARED}


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [("2025-01-01", "2025-06-30", "2025-H1"), ("2025-07-01", "2025-12-31", "2025-H2"), ("2025-01-01", "2025-12-31", "2025"),
     ("2024-12-15", "2025-12-14", "2025")],
)  # fmt: skip
def test_a_round_is_called_by_its_year_or_half(toy, start, end, label):
    assert lasting(round_of(toy.study, {"a": shares(50)}, 2025), start, end).label == label


def test_half_a_year_is_compared_with_half_a_year_and_never_with_a_whole_one(toy):
    whole = round_of(toy.study, {"a": shares(50)}, 2024)
    one, two = round_of(toy.study, {"a": shares(60)}, 2025), round_of(toy.study, {"a": shares(70)}, 2025)
    first, second = lasting(one, "2025-01-01", "2025-06-30"), lasting(two, "2025-07-01", "2025-12-31")
    (pair,) = year_pairs.pairs([second], [first])
    assert pair.comparison == "2025-H1-2025-H2"
    assert year_pairs.pairs([first], [whole]) == []
    assert "half a year" in year_pairs.left_out([first], [whole], [])[0]["reason_en"]


def test_a_round_that_does_not_come_later_is_refused_with_the_reason(toy):
    one = round_of(toy.study, {"a": shares(50)}, 2024)
    assert year_pairs.pairs([one], [one]) == []
    (row,) = year_pairs.left_out([one], [one], [])
    assert "does not end after" in row["reason_en"] and "2024" in row["subject_en"]


def test_scales_that_differ_are_not_subtracted(toy):
    later = {"framework": "toy-of-another-scale", "not_applicable": "zero"}
    criteria = toy.study.criteria("so").criteria.copy()
    criteria.loc["total", "max_points"] = 97.5
    earlier, other = (round_of(toy.study, {"a": shares(50)}, year, **later) for year in (2024, 2025))
    block = replace(
        other.study.blocks["so"], criteria=replace(other.study.criteria("so"), criteria=criteria, framework="x")
    )
    other = other._replace(study=replace(other.study, blocks={"so": block}))
    assert year_pairs.pairs([other], [earlier]) == []
    assert "scale" in year_pairs.left_out([other], [earlier], [])[0]["reason_en"]


def test_per_cents_and_points_of_a_hundred_are_one_scale(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)}, {"not_applicable": "zero"})
    assert pair.units == ["a"]


def test_a_block_without_totals_in_one_round_is_left_out_with_the_reason(toy):
    earlier = round_of(toy.study, {"a": shares(50)}, 2024)
    later = round_of(toy.study, {"a": shares(60)}, 2025)
    nothing = later._replace(points=later.points.assign(points=float("nan")))
    (row,) = year_pairs.left_out([nothing], [earlier], [])
    assert "no totals in both" in row["reason_en"] and row["reason_vi"]


def test_what_a_published_table_cannot_tell_is_said(shipped):
    own = rounds(shipped("par-index-2012-2023"))
    rows = year_pairs.left_out(own, [], year_pairs.pairs(own))
    assert {row["reason_en"] for row in rows if row["year"] == 2017} == {
        "only a part of the block is known; ranks are the published ones, in which the others cannot be told apart",
        "the table has one column of points, in which what a unit did and what rules asked are one",
    }


def test_a_block_with_another_number_of_units_has_ranks_among_the_units_compared(toy):
    """Three units, then two: no list of mergers says why, but third of three is not set against second of two."""
    pair = pair_of(toy.study, {"a": shares(90), "b": shares(80), "c": shares(70)}, {"b": shares(60), "c": shares(70)})
    assert pair.ranks_among == COMPARED
    assert years.rank_pair(pair).to_dict("index") == {
        "b": {"rank_base": 1, "rank_other": 2}, "c": {"rank_base": 2, "rank_other": 1},
    }  # fmt: skip
