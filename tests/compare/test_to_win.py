"""Points to be won: by hand on the toy study, and who is in charge."""

import pandas as pd
import pytest
from two_rounds import pair_of, shares

from analysis import tables
from analysis.compare.to_win import assigned_to, left_out, to_win
from analysis.compare.year_domains import year_criteria

NO_CHANGE = tables.empty("year_criteria")
NOBODY = assigned_to(tables.empty("submitted"), tables.empty("rounds"))


def test_criteria_are_ordered_by_what_can_still_be_won(toy):
    """A of 2024: 27 of 30, 18 of 20, 12 of 15, 18 of 20, 12 of 15; ties in the order of the decision."""
    found = to_win(toy.points, toy.study, NO_CHANGE, NOBODY)
    own = found[(found["year"] == 2024) & (found["unit_code"] == "00-so-gia-lap-a")]
    assert own["criterion_code"].tolist() == ["1.1", "1.10", "2.2", "1.2", "2.1"]
    assert own["to_win"].tolist() == pytest.approx([3, 3, 3, 2, 2]) and own["priority"].tolist() == [1, 2, 3, 4, 5]


def test_what_does_not_apply_and_what_is_full_has_nothing_to_win(toy):
    found = to_win(toy.points, toy.study, NO_CHANGE, NOBODY)
    own = found[found["year"] == 2024].groupby("unit_code")["criterion_code"].agg(set)
    assert "2.2" not in own["00-so-gia-lap-b"] and "1.10" not in own["00-so-gia-lap-c"]


def test_a_criterion_that_fell_stands_there_even_where_no_maximum_is_known(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": [12, 10, 7.5, 10, 15]})
    points = pair.later.points.assign(applicable_max=float("nan"))
    found = to_win(points, pair.later.study, year_criteria([pair]), NOBODY)
    assert found["criterion_code"].tolist() == ["1.1"] and found["fell"].tolist() == pytest.approx([10])
    assert found["to_win"].isna().all()


def test_a_fall_is_told_beside_the_points(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": [12, 11, 7.5, 10, 15]})
    found = to_win(pair.later.points, pair.later.study, year_criteria([pair]), NOBODY).set_index("criterion_code")
    assert found["fell"].dropna().to_dict() == pytest.approx({"1.1": 10}) and found.loc["1.1", "scale"] == "percent"
    assert "2.2" not in found.index and found.loc["1.1", "to_win"] == 18


def test_the_office_in_charge_is_the_one_the_form_names():
    rounds = pd.DataFrame({"year": [2024], "block": ["so"], "unit_code": ["a"], "file": ["f.xlsx"]})
    rounds = rounds.reindex(columns=tables.schema("rounds")["columns"])
    cells = pd.DataFrame({"column": ["1.1:assigned_to", "1.2:assigned_to", "1.1:self_points"], "file": "f.xlsx",
                          "printed": ["Phòng Cải cách hành chính ", "  ", "3"]})  # fmt: skip
    found = assigned_to(cells.reindex(columns=tables.schema("submitted")["columns"], fill_value=""), rounds)
    assert found.to_numpy().tolist() == [[2024, "so", "a", "1.1", "Phòng Cải cách hành chính"]]


def test_forms_and_decision_say_who_is_in_charge_where_they_do(shipped):
    here = shipped("known-answer-2025")
    found = to_win(here.points, here.study, NO_CHANGE, assigned_to(here.submitted, here.cleaned["rounds"]))
    criteria = here.study.criteria("so")
    own = found[found["block"] == "so"]
    assert all(row["body"] == criteria.items[row["criterion_code"]].appraised_by for row in own.to_dict("records"))
    assert (found["to_win"] <= found["applicable_max"] + 1e-9).all() and "mp-so-noi-vu" in set(found["body"])


def test_a_table_with_one_column_has_no_criteria_to_win(shipped):
    here = shipped("par-index-2012-2023")
    assert to_win(here.points, here.study, NO_CHANGE, NOBODY).empty
    assert {row["reason_en"] for row in left_out(here.points, here.study)} == {
        "the table has one column of points and none by criterion"
    }


def test_maxima_that_no_source_states_are_named_as_the_reason(shipped):
    here = shipped("vinh-phuc-2019")
    assert to_win(here.points, here.study, NO_CHANGE, NOBODY).empty
    assert {row["reason_en"] for row in left_out(here.points, here.study)} == {"no source states the maxima"}


def test_the_table_passes_its_door_and_shuffled_rows_change_nothing(toy):
    found = to_win(toy.points, toy.study, NO_CHANGE, NOBODY)
    shuffled = to_win(toy.points.sample(frac=1, random_state=2), toy.study, NO_CHANGE, NOBODY)
    checked = [tables.checked("to_win", frame.assign(status="synthetic")) for frame in (found, shuffled)]
    assert checked[0].equals(checked[1])
