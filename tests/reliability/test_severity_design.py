"""Which bodies can be compared: the two designs of the synthetic province, and small tables by hand."""

import pandas as pd
import pytest
from appraised import by_hand, of_province
from simulated import province

from analysis.reliability.severity_design import left_out, severity_design

MAXIMA = {"1.1": 30, "1.2": 20, "1.10": 15, "2.1": 20, "2.2": 15}


def designed(here):
    return severity_design(here.points, here.rounds, here.study)


def test_shared_panels_connect_all_bodies(toy, tmp_path):
    found = designed(of_province(province(design="shared"), toy.study, tmp_path))
    assert set(found["separable"]) == {"yes"} and set(found["component"]) == {1} and set(found["reason"]) == {""}


def test_one_body_a_criterion_cannot_be_told_apart_from_it(toy, tmp_path):
    here = of_province(province(design="separate"), toy.study, tmp_path)
    found = designed(here)
    assert set(found["separable"]) == {"no"} and set(found["reason"]) == {"no_shared_criteria"}
    assert (found["criteria_shared"] == 0).all()
    assert found.groupby("block")["component"].nunique().equals(found.groupby("block")["body"].nunique())
    assert "không tách được" in {
        row["reason_vi"].partition(":")[0] for row in left_out(here.points, here.rounds, here.study)
    }


def test_shared_criteria_without_comparable_units_are_named_as_the_reason(toy, tmp_path):
    rows = [
        (unit, code, "one" if unit in "ab" else "two", 10, 8, 8) for unit in "abcd" for code in ("1.1", "1.2", "2.1")
    ]
    found = designed(by_hand(toy.study, tmp_path, rows, MAXIMA))
    assert set(found["reason"]) == {"no_comparable_units"} and (found["criteria_shared"] == 3).all()


def test_cuts_are_those_that_were_made(toy, tmp_path):
    rows = [("a", "1.1", "one", 30, 24, 24), ("b", "1.1", "two", 30, 30, 30), ("a", "1.2", "one", 10, 10, 10)]
    found = designed(by_hand(toy.study, tmp_path, rows, MAXIMA)).set_index("body")
    assert found.loc["one", "mean_cut"] == pytest.approx(10) and found.loc["one", "share_cut"] == pytest.approx(0.5)
    assert found.loc["one", ["criteria", "criteria_shared", "n", "rows"]].tolist() == [2, 1, 1, 2]


def test_a_body_that_appraised_itself_is_said_and_left_out(toy, tmp_path):
    rows = [("a", "1.1", "00-so-gia-lap-a", 30, 30, 30), ("b", "1.1", "00-so-gia-lap-a", 30, 24, 24)]
    here = by_hand(toy.study, tmp_path, rows, MAXIMA)
    assert designed(here)["rows"].tolist() == [1]
    said = [row["reason_en"] for row in left_out(here.points, here.rounds, here.study)]
    assert any(text.startswith("1 rows were appraised by the unit") for text in said)


def test_a_study_without_appraisals_says_so(toy):
    rounds = pd.DataFrame()
    assert severity_design(toy.points, rounds, toy.study).empty
    assert len(left_out(toy.points, rounds, toy.study)) == len(toy.points[["year", "block"]].drop_duplicates())
