"""The truth beside the forms."""

from fractions import Fraction

import pytest
from simulated import province

from analysis.simulation import truth
from analysis.simulation.plants import UNFAIRNESS

MADE = province(2025, "small", "shared", UNFAIRNESS)


def test_what_is_planted_is_listed_block_by_block():
    rows = {(row["fault"], row["block"]): row for row in truth.unfairness(MADE)}
    assert {fault for fault, _ in rows} == set(UNFAIRNESS) and ("unfair_criterion", "so") not in rows
    assert rows["unfair_criterion", "xa"]["criterion_code"] == MADE.planted["xa"].unfair
    assert rows["harsh_body", "so"]["body"] == rows["harsh_body", "xa"]["body"] != ""
    assert list(truth.unfairness(province(2025))) == []


def test_the_harsh_body_is_marked_among_the_severities():
    rows = list(truth.severity(MADE))
    assert [row["body"] for row in rows if row["planted"] == "yes"] == [MADE.planted["so"].harsh_body]


def test_every_unit_has_its_quality_and_totals():
    rows = {row["unit_code"]: row for row in truth.quality(MADE)}
    assert set(rows) == {unit.code for unit in MADE.assessed}
    code = "mp-xa-003"
    assert rows[code]["percent_in_force"] == f"{float(MADE.percent(code)):.4f}"


def test_every_row_and_every_survey_criterion_has_its_points():
    rows = list(truth.scores(MADE))
    assert len(rows) == sum(len(MADE.criteria[unit.block].leaves) for unit in MADE.assessed)
    surveyed = next(row for row in rows if row["unit_code"] == "mp-xa-003" and row["criterion_code"] == "8.1.1")
    assert surveyed["true_points"] == truth.number(MADE.survey_points["mp-xa-003"]["8.1.1"]) == surveyed["in_force"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(1), "1"), (Fraction(2, 3), "0.666667"), (Fraction(0), "0"), (Fraction(-1, 2), "-0.5")],
)
def test_numbers_have_no_idle_zeros(value, shown):
    assert truth.number(value) == shown
