"""Which round is in force, and what each round changed."""

import math
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.forms import rounds
from analysis.forms.form import ROUNDS


def row(code="1.1", points_from="appraisal", part="main", **points):
    given = {"self_points": None, "appraisal_1": None, "appraisal_2": None, "survey_points": None, "applicability": ""}
    given |= {name: Fraction(str(value)) if name != "applicability" else value for name, value in points.items()}
    return SimpleNamespace(code=code, criterion=SimpleNamespace(points_from=points_from, part=part), **given)


def force(one, counting=ROUNDS, outside=False, survey=None):
    return rounds.in_force(one, counting, outside, survey)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"self_points": 2}, (2, "self", "")),
        ({"self_points": 2, "appraisal_1": 1.5}, (Fraction(3, 2), "appraisal_1", "")),
        ({"self_points": 2, "appraisal_1": 1, "appraisal_2": 1.5}, (Fraction(3, 2), "appraisal_2", "")),
        ({"self_points": 2, "appraisal_1": 0}, (0, "appraisal_1", "")),
        ({"self_points": 2, "appraisal_2": 0}, (0, "appraisal_2", "")),
        ({}, (None, "", "")),
    ],
)
def test_the_last_round_present_is_in_force_and_zero_is_points(points, expected):
    assert force(row(**points)) == expected


def test_a_round_that_is_not_to_count_is_passed_over():
    assert force(row(self_points=2, appraisal_1=1), counting=("self",)) == (2, "self", "")


def test_what_lies_outside_the_functions_has_no_points_whatever_was_typed():
    assert force(row(self_points=2, appraisal_1=1), outside=True) == (None, "", "not_applicable")


@pytest.mark.parametrize("kind", ["not_applicable", "no_case"])
def test_an_exception_is_a_kind_of_missing_until_an_appraiser_gives_points(kind):
    assert force(row(applicability=kind)) == (None, "", kind)
    assert force(row(applicability=kind, appraisal_1=1)) == (1, "appraisal_1", "")


def test_a_survey_row_takes_the_survey_and_never_the_self_score():
    assert force(row(points_from="survey", self_points=3)) == (None, "", "not_surveyed")
    assert force(row(points_from="survey", self_points=3), survey=2.5) == (Fraction(5, 2), "survey", "")
    assert force(row(points_from="survey", survey_points=2)) == (2, "survey", "")


def test_a_bonus_nobody_claims_and_a_deduction_nobody_enters_are_zero():
    assert force(row(part="bonus")) == (0, "self", "")
    assert force(row(points_from="deduction", part="deduction")) == (0, "self", "")
    assert force(row(points_from="deduction", appraisal_1=-1)) == (-1, "appraisal_1", "")


def test_a_step_needs_both_rounds():
    assert rounds.step(Fraction(2), Fraction(3, 2)) == -0.5
    assert math.isnan(rounds.step(None, Fraction(1))) and math.isnan(rounds.step(Fraction(1), None))


def record(unit, code, **points):
    given = {"self_points": math.nan, "appraisal_1": math.nan, "appraisal_2": math.nan} | points
    return {"year": 2024, "block": "so", "unit_code": unit, "criterion_code": code, **given}


def test_totals_of_rounds_are_over_the_same_rows():
    # Unit a: 2 + 3 = 5 by itself; the first appraisal cuts 2 to 1 and leaves 3: 4; the second gives 1.5 back for 1: 4.5.
    # Unit b: 4, confirmed.
    records = pd.DataFrame(
        [
            record("a", "1.1", self_points=2.0, appraisal_1=1.0, appraisal_2=1.5),
            record("a", "1.2", self_points=3.0),
            record("b", "1.1", self_points=4.0, appraisal_1=4.0),
        ]
    )  # fmt: skip
    found = rounds.totals(records).set_index(["unit_code", "round_of_points"])
    assert found["points"].to_dict() == {
        ("a", "self"): 5, ("a", "appraisal_1"): 4, ("a", "appraisal_2"): 4.5,
        ("b", "self"): 4, ("b", "appraisal_1"): 4, ("b", "appraisal_2"): 4,
    }  # fmt: skip
    assert set(found["n"]) == {1, 2}


def test_a_round_that_did_not_take_place_has_no_totals():
    found = rounds.totals(pd.DataFrame([record("a", "1.1", self_points=2.0)]))
    assert list(found["round_of_points"]) == ["self"]


def test_petitions_are_counted_once_a_unit():
    units = {name: {"year": 2024, "block": "so", "unit_code": name} for name in ("a.xlsx", "b.xlsx")}
    petitions = pd.DataFrame(
        [("a.xlsx", "1.1"), ("a.xlsx", "1.1"), ("b.xlsx", "1.1"), ("b.xlsx", ""), ("unknown.xlsx", "1.1")],
        columns=["file", "criterion_code"],
    ).assign(petition_kind="proposal")
    found = rounds.petition_counts(petitions, units).set_index("criterion_code")["n"]
    assert found.to_dict() == {"1.1": 2, "total": 1}


def test_what_a_unit_writes_where_a_survey_or_a_system_scores_is_no_claim(shipped):
    """3.4.4 of the departments comes from a system; one unit of this study scored it by mistake."""
    here = shipped("known-answer-2024")
    given = here.cleaned["rounds"]
    found = rounds.scored_by_units(given, here.study)
    assert "3.4.4" in set(given.loc[given["self_points"].notna() & (given["block"] == "so"), "criterion_code"])
    assert "3.4.4" not in set(found.loc[found["block"] == "so", "criterion_code"])
    assert found["self_points"].notna().all() and set(found["block"]) == {"so", "xa"}
