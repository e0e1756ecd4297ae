"""Scores and places of two rounds: positive is up, ranks are those of one year's units or of the units compared."""

import pytest
from two_rounds import lineage_of, pair_of, rounds, shares

from analysis import tables
from analysis.compare import year_pairs, years
from analysis.compare.year_changes import year_changes

UNITS = {"a": shares(90), "b": shares(80), "c": shares(70)}


def shifts(*found):
    return years.year_shifts(list(found), year_changes(list(found))).set_index("unit_code")


def test_a_shift_is_positive_when_the_unit_moves_up(toy):
    found = shifts(pair_of(toy.study, UNITS, {"a": shares(75), "b": shares(80), "c": shares(70)}))
    assert found["rank_shift"].to_dict() == {"a": -1, "b": 1, "c": 0}
    assert found["score_change"].to_dict() == pytest.approx({"a": -15, "b": 0, "c": 0})
    assert set(found["kind"]) == {"year"} and set(found["comparison"]) == {"2024-2025"} and set(found["year"]) == {2025}


def test_classes_of_both_years_are_given(toy):
    found = shifts(pair_of(toy.study, UNITS, {"a": shares(75), "b": shares(80), "c": shares(40)}))
    assert found["class_base"].to_dict() == {"a": "Tốt", "b": "Tốt", "c": "Khá"}
    assert found["class_other"].to_dict() == {"a": "Khá", "b": "Tốt", "c": "Yếu"}


def test_two_equal_years_have_no_change_at_all(toy):
    found = shifts(pair_of(toy.study, UNITS, UNITS))
    assert (found["score_change"] == 0).all() and (found["rank_shift"] == 0).all()


def test_quang_nam_fell_twenty_places_and_0_39_points_as_published(shipped):
    found = year_pairs.pairs(rounds(shipped("par-index-2012-2023")))
    own = years.year_shifts(found, year_changes(found)).query("unit_code == '49' and year == 2017").iloc[0]
    assert own["score_change"] == pytest.approx(-0.39) and own["rank_shift"] == -20
    assert (own["rank_base"], own["rank_other"], own["beyond_noise"]) == (32, 52, "unknown")


def test_hue_led_papi_in_2023_as_its_province_printed(shipped):
    found = year_pairs.pairs(rounds(shipped("papi-2023")), rounds(shipped("papi-2022")))
    own = years.year_shifts(found, year_changes(found)).set_index("unit_code").loc["46"]
    assert own["rank_other"] == 1 and own["score_other"] == pytest.approx(46.0415, abs=1e-4)


def test_ranks_of_rearranged_units_are_among_those_compared(toy):
    after = {"n": shares(60), "c": shares(65), "d": shares(95)}
    lineage = lineage_of(("n", "a", "2025-07-01", 1), ("n", "b", "2025-07-01", 1))
    pair = pair_of(toy.study, UNITS, after, lineage=lineage)
    assert years.score_base(pair).to_dict() == pytest.approx({"c": 70, "n": 85})
    assert years.rank_pair(pair).loc["n"].to_dict() == {"rank_base": 1, "rank_other": 2}
    found = shifts(pair)
    assert found.loc["n", "class_base"] == "" and found["rank_shift"].to_dict() == {"c": 1, "n": -1}


def test_units_not_compared_are_listed_with_reason_in_both_languages(toy):
    lineage = lineage_of(("n", "a", "2025-07-01", None), ("n", "b", "2025-07-01", None))
    pair = pair_of(toy.study, UNITS, {"n": shares(60), "c": shares(65)}, lineage=lineage)
    found = years.not_compared([pair]).set_index(["side", "unit_code"])
    assert found["reason"].to_dict() == {
        ("base", "a"): "gone",
        ("base", "b"): "gone",
        ("other", "n"): "several_predecessors",
    }
    assert "(a, b)" in found.loc[("other", "n"), "reason_en"] and "weight" in found.loc[("other", "n"), "reason_vi"]


def test_former_units_are_called_by_their_names(shipped):
    found = year_pairs.pairs(rounds(shipped("known-answer-2025")), rounds(shipped("known-answer-2024")))
    rows = years.not_compared(found).set_index(["side", "unit_code"])
    assert "Sở Lao động, Thương binh và Xã hội (mô phỏng)" in rows.loc[("other", "mp-so-noi-vu"), "reason_vi"]
    assert len(rows) == (6 - 3) + (6 - 3) + (6 - 2) + (6 - 2)


def test_tables_pass_their_door_and_rows_in_another_order_change_nothing(toy):
    before, after = UNITS, {"a": shares(75), "b": shares(80), "e": shares(70)}
    one = pair_of(toy.study, before, after)
    other = pair_of(toy.study, dict(reversed(before.items())), dict(reversed(after.items())))
    pairs = [(years.not_compared([pair]), years.year_shifts([pair], year_changes([pair]))) for pair in (one, other)]
    for name, left, right in zip(("not_compared", "shifts"), *pairs, strict=True):
        checked = [tables.checked(name, frame.assign(status="synthetic")) for frame in (left, right)]
        assert checked[0].equals(checked[1])


def test_no_pair_leaves_empty_tables():
    assert years.year_shifts([], year_changes([])).empty and years.not_compared([]).empty
