"""Overlap of criteria and of parts, by hand; which statistics stand where."""

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.reliability import overlap


@pytest.fixture(scope="module")
def found(toy):
    """Return the statistics of the toy study, whose six units are fewer than the rooms ask for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlap, "LEAST_UNITS", 3)
        table = overlap.reliability(toy.points, toy.assessed, toy.study)
    return table.set_index(["year", "node", "statistic"])


def test_below_eight_units_there_is_no_overlap_and_the_reason_is_given(toy):
    table = overlap.reliability(toy.points, toy.assessed, toy.study)
    assert not set(table["statistic"]) & {"cronbach_alpha", "part_correlation"}
    assert "below 8" in overlap.left_out(toy.points, toy.study)[0]["reason_en"]


@pytest.mark.parametrize(("node", "alpha"), [("1", 63 / 67), ("2", 11 / 14), ("total", -18 / 13)])
def test_alpha_by_hand(found, node, alpha):
    assert found.loc[(2025, node, "cronbach_alpha"), "estimate"] == pytest.approx(alpha)


def test_the_correlation_of_two_parts_by_hand(found):
    row = found.loc[(2025, "total", "part_correlation")]
    assert row["estimate"] == pytest.approx(-36 / np.sqrt(5628)) and row["n"] == 4


def test_three_criteria_have_no_single_correlation(found):
    assert (2025, "1", "part_correlation") not in found.index


def test_one_criterion_says_why_there_is_no_overlap(shipped):
    here = shipped("tay-ninh-2023")
    assert {row["block"] for row in overlap.left_out(here.points, here.study)} == {"so", "huyen"}
    assert len(overlap.reliability(here.points, here.assessed, here.study)) == 0


@pytest.mark.parametrize("name", ["binh-duong-2017", "vinh-phuc-2019"])
def test_appraisal_and_survey_correlate_as_the_two_columns_of_the_table_do(shipped, name):
    here = shipped(name)
    found = overlap.reliability(here.points, here.assessed, here.study).set_index(["block", "statistic"])
    for block, own in here.points.groupby("block"):
        wide = own.pivot(index="unit_code", columns="criterion_code", values="points").dropna()
        if len(wide) >= 8:
            expected = np.corrcoef(wide["appraised"], wide["survey"])[0, 1]
            assert found.loc[(block, "appraisal_survey_correlation"), "estimate"] == pytest.approx(expected)


def test_no_factor_is_looked_for_with_fewer_than_five_units_a_criterion(shipped):
    """63 provinces bear at most twelve parts of a dimension; nine districts bear no factor at all."""
    here = shipped("papi-2019")
    found = overlap.reliability(here.points, here.assessed, here.study)
    children = {node: len(here.study.criteria("tinh").children(node)) for node in here.study.criteria("tinh").nodes}
    made = found.loc[found["statistic"] == "mcdonald_omega", "node"]
    assert len(made) and all(3 <= children[node] <= 63 / 5 for node in made)
    few = shipped("binh-duong-2017")
    assert "mcdonald_omega" not in set(overlap.reliability(few.points, few.assessed, few.study)["statistic"])


def test_dimensions_whose_factor_is_one_criterion_have_no_omega_and_say_why(shipped):
    """R: factanal(x, 1)$uniquenesses has one at 0.005, its bound, in D3, D6, D8 and over the eight dimensions."""
    here = shipped("papi-2019")
    found = overlap.reliability(here.points, here.assessed, here.study)
    made = set(found.loc[found["statistic"] == "mcdonald_omega", "node"])
    assert made == {"D1", "D2", "D4", "D5", "D7"}
    said = [row for row in overlap.left_out(here.points, here.study) if "one factor" in row["reason_en"]]
    assert sorted(row["subject_en"].split(": ")[1] for row in said) == [
        "E-Governance", "Public Service Delivery", "Total", "Vertical Accountability",
    ]  # fmt: skip


def test_rows_appraised_twice_stand_at_the_total_of_their_block(shipped):
    here = shipped("known-answer-2024")
    found = overlap.reliability(here.points, here.assessed, here.study)
    agreed = found[found["statistic"].isin(["weighted_kappa", "intraclass", "error_of_one_appraisal"])]
    assert set(agreed["node"]) == {"total"} and set(agreed["block"]) == {"so", "xa"} and len(agreed) == 6
    assert agreed[["low", "high"]].notna().all(axis=None)
    assert len(tables.checked("reliability", found.assign(status="synthetic"))) == len(found)


def test_a_study_without_double_appraisals_or_a_survey_says_so(shipped):
    here = shipped("tay-ninh-2023")
    said = {(row["block"], row["reason_en"]) for row in overlap.left_out(here.points, here.study)}
    for block in ("so", "huyen"):
        assert any(one == block and "two bodies independently" in why for one, why in said)
        assert any(one == block and "survey part" in why for one, why in said)


def test_the_order_of_the_rows_changes_no_statistic(shipped):
    here = shipped("known-answer-2024")
    shuffled = here.points.sample(frac=1, random_state=2)
    one, other = (overlap.reliability(points, here.assessed, here.study) for points in (here.points, shuffled))
    pd.testing.assert_frame_equal(one, other)
