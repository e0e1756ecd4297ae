"""Which appraisals say how severe a body is, worked out by hand on the toy's criteria."""

from dataclasses import replace

import pandas as pd
import pytest
from appraised import by_hand
from toy_changes import with_rules

from analysis.reliability.severity_rows import of_themselves, severity_rows

MAXIMA = {"1.1": 30, "1.2": 20, "1.10": 15, "2.1": 20, "2.2": 15}
ROWS = [
    ("a", "1.1", "b-one", 30, 24, 27), ("a", "1.2", "b-two", 20, 20, 20), ("b", "1.1", "b-two", 15, 15, 15),
    ("b", "1.2", "b-one", 10, 12, 12), ("b", "2.1", "b-one", 0, 0, 0), ("a", "2.1", "00-so-gia-lap-a", 20, 20, 20),
    ("b", "1.1", "b-one", 15, 12, 15),
]  # fmt: skip


@pytest.fixture
def here(toy, tmp_path):
    return by_hand(toy.study, tmp_path, ROWS, MAXIMA)


def test_a_cut_is_a_share_of_the_maximum_of_what_was_claimed(here):
    rows = severity_rows(here.points, here.rounds, here.study).set_index(["unit_code", "criterion_code", "body"])
    assert rows.loc[("00-so-gia-lap-a", "1.1", "b-one"), "cut"] == pytest.approx(20)
    assert rows.loc[("00-so-gia-lap-a", "1.1", "b-one"), "cut_in_force"] == pytest.approx(10)
    assert rows.loc[("00-so-gia-lap-b", "1.2", "b-one"), "cut"] == pytest.approx(-10)


def test_of_a_row_scored_twice_one_appraisal_counts(here):
    rows = severity_rows(here.points, here.rounds, here.study)
    twice = rows[(rows["unit_code"] == "00-so-gia-lap-b") & (rows["criterion_code"] == "1.1")].set_index("body")
    assert twice["counts"].to_dict() == {"b-one": False, "b-two": True}


def test_what_was_not_claimed_and_what_a_body_gave_itself_is_left_out(here):
    rows = severity_rows(here.points, here.rounds, here.study)
    assert "2.1" not in set(rows["criterion_code"])
    own = of_themselves(here.points, here.rounds, here.study)
    assert own[["unit_code", "body"]].to_numpy().tolist() == [["00-so-gia-lap-a", "00-so-gia-lap-a"]]


def test_without_a_table_of_appraisals_the_criteria_name_the_body(here, tmp_path):
    (here.study.folder / "appraisals.csv").unlink()
    criteria = here.study.criteria("so")
    items = {code: replace(one, appraised_by="b-lead") for code, one in criteria.items.items()}
    rows = severity_rows(here.points, here.rounds, with_rules(here.study, items=items))
    assert set(rows["body"]) == {"b-lead"} and len(rows) == len(rows.drop_duplicates(["unit_code", "criterion_code"]))


def test_a_body_named_by_name_is_the_unit_of_that_name(here):
    (here.study.folder / "appraisals.csv").unlink()
    name = here.study.units().loc["00-so-gia-lap-a", "name_vi"]
    items = {code: replace(one, appraised_by=name) for code, one in here.study.criteria("so").items.items()}
    study = with_rules(here.study, items=items)
    own = of_themselves(here.points, here.rounds, study)
    assert len(own) and set(own["unit_code"]) == set(own["body"]) == {"00-so-gia-lap-a"}
    assert "00-so-gia-lap-a" not in set(severity_rows(here.points, here.rounds, study)["unit_code"])


def test_a_study_without_rounds_has_no_rows(toy):
    assert severity_rows(toy.points, pd.DataFrame(), toy.study).empty


def test_the_order_of_rows_changes_nothing(here):
    again = severity_rows(here.points, here.rounds.sample(frac=1, random_state=1), here.study)
    pd.testing.assert_frame_equal(again, severity_rows(here.points, here.rounds, here.study))
