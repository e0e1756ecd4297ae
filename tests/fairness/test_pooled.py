"""Differences pooled over tables: R's Paule-Mandel and Hartung-Knapp, the shipped tables, and what is left out."""

from dataclasses import replace

import numpy as np
import pytest

from analysis import tables
from analysis.fairness import pooled
from analysis.statistics.difference import hedges_g

# Borenstein, Hedges, Higgins and Rothstein (2009), Introduction to Meta-Analysis, table 14.1: Hedges' g and its variance.
EFFECTS = [0.095, 0.277, 0.367, 0.664, 0.462, 0.185]
VARIANCES = [0.033, 0.031, 0.050, 0.011, 0.043, 0.023]


@pytest.fixture(scope="module")
def tay_ninh(shipped):
    return pooled.appraiser_pooled(shipped("tay-ninh-2023").study)


def test_the_pool_is_that_of_r():
    """R: Q <- function(t2) {w <- 1/(v + t2); m <- sum(w*y)/sum(w); sum(w*(y - m)^2) - 5}; t2 <- uniroot(Q, c(0, 10))$root;
    w <- 1/(v + t2); m <- sum(w*y)/sum(w); se <- sqrt(sum(w*(y - m)^2)/5/sum(w)); m + qt(c(.025, .975), 5)*se"""
    found = pooled.pooled(EFFECTS, list(np.sqrt(VARIANCES)))
    assert found.spread == pytest.approx(0.149536434, abs=1e-6)
    assert found.found.value == pytest.approx(0.364829263, abs=1e-6)
    assert found.error == pytest.approx(0.092079740, abs=1e-6)
    assert (found.found.low, found.found.high) == pytest.approx((0.128130756, 0.601527771), abs=1e-6)
    assert found.found.p == pytest.approx(0.010720328, abs=1e-6)
    assert found.weights == pytest.approx([0.1531522, 0.1588924, 0.1171717, 0.2541483, 0.1297205, 0.1869150], abs=1e-5)


def test_the_order_of_tables_changes_nothing_and_signs_turn_round():
    errors = list(np.sqrt(VARIANCES))
    found, turned = pooled.pooled(EFFECTS, errors).found, pooled.pooled([-one for one in EFFECTS], errors).found
    again = pooled.pooled(EFFECTS[::-1], errors[::-1]).found
    assert again == pytest.approx(found)
    assert (turned.value, turned.low, turned.high) == pytest.approx((-found.value, -found.high, -found.low))


def test_one_table_is_no_pool_and_tables_that_agree_to_the_last_digit_have_no_interval():
    alone = pooled.pooled([0.5], [0.2])
    assert np.isnan(alone.found.value) and np.isnan(alone.weights).all()
    same = pooled.pooled([0.5, 0.5], [0.2, 0.3]).found
    assert same.value == pytest.approx(0.5) and np.isnan(same.low) and np.isnan(same.p)


def test_the_table_where_the_pattern_was_noticed_is_not_pooled(tay_ninh, shipped):
    study = shipped("tay-ninh-2023").study
    assert study.pooled == ("hoa-binh-2022", "tien-giang-2020", "vinh-phuc-2019")
    assert set(tay_ninh["study"]) == {*study.pooled, "pooled"}
    with_itself = pooled.appraiser_pooled(replace(study, pooled=(*study.pooled, study.id)))
    assert len(with_itself) == len(tay_ninh)


def test_the_difference_of_each_table_is_hedges_g_of_its_departments(tay_ninh, shipped):
    totals = tay_ninh[tay_ninh["comparison"] == "total"].set_index("study")
    for name in ("hoa-binh-2022", "tien-giang-2020", "vinh-phuc-2019"):
        here = shipped(name)
        own = here.scores[(here.scores["node"] == "total") & (here.scores["block"] == "so")].set_index("unit_code")[
            "points"
        ]
        yes = here.study.units().loc[own.index, "appraises"] == "yes"
        expected = hedges_g(own[yes].to_numpy(), own[~yes].to_numpy())
        assert totals.loc[name, "estimate"] == pytest.approx(expected.value)
        assert (totals.loc[name, "n"], totals.loc[name, "n_reference"]) == (yes.sum(), (~yes).sum())
        assert totals.loc[name, "weight"] > 0.2
    assert totals.loc["pooled", "n"] == 18 and totals.loc["pooled", "n_reference"] == 37
    assert totals.loc[totals.index != "pooled", "weight"].sum() == pytest.approx(1)


def test_nothing_is_claimed_from_three_tables_and_the_survey_of_vinh_phuc_points_the_same_way_as_its_appraisal(
    tay_ninh,
):
    """Departments that appraise stand higher in the survey of Vĩnh Phúc too, which speaks for work and not for scoring."""
    whole = tay_ninh[tay_ninh["study"] == "pooled"].iloc[0]
    assert whole["comparison"] == "total" and whole["verdict"] == "not_shown" and whole["low"] < 0 < whole["high"]
    assert whole["detectable"] > whole["estimate"] > 0
    parts = tay_ninh[tay_ninh["study"] == "vinh-phuc-2019"].set_index("comparison")
    assert parts.loc["survey", "estimate"] > parts.loc["appraised", "estimate"] > 0
    assert parts.loc["appraised_minus_survey", "verdict"] == "not_shown"
    assert parts.loc["appraised_minus_survey", "low"] < 0 < parts.loc["appraised_minus_survey", "high"]


def test_every_not_shown_says_what_it_would_have_found_and_the_table_may_leave_its_room(tay_ninh):
    assert (tay_ninh.loc[tay_ninh["verdict"] == "not_shown", "detectable"] > 0).all()
    assert tables.checked("appraiser_pooled", tay_ninh.assign(status="published")) is not None


def test_comparisons_that_one_table_prints_are_left_out_with_the_reason(tay_ninh, shipped):
    rows = pooled.left_out(tay_ninh, shipped("tay-ninh-2023").study)
    assert len(rows) == 3 and all("two tables" in row["reason_en"] for row in rows)


def test_a_study_that_names_no_tables_has_no_row_and_a_reason(shipped):
    study = shipped("vinh-phuc-2019").study
    found = pooled.appraiser_pooled(study)
    assert len(found) == 0 and list(found.columns) == tables.schema("appraiser_pooled")["columns"]
    assert "names no other tables" in pooled.left_out(found, study)[0]["reason_en"]


def test_small_groups_get_values_only():
    one = pooled.Compared("total", "a", 2020, "so", np.array([5.0, 6.0]), np.array([1.0, 2.0, 3.0]), "assumed")
    assert one.few and np.isfinite(one.error)
