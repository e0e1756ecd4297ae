"""Group differences between units with which citizens are equally satisfied."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.fairness import equal_quality
from analysis.fairness.equal_quality import adjusted_difference
from analysis.statistics.power import detectable_from_error

TOTAL = np.array([92.1, 88.4, 79.3, 95.0, 71.2, 84.8, 90.3, 66.5, 81.9, 77.7, 86.0, 93.4])
SATISFIED = np.array([85.2, 80.1, 74.9, 88.0, 70.3, 79.5, 84.1, 69.0, 80.8, 72.2, 83.3, 86.9])
GROUP = np.arange(12) < 4


def test_difference_error_and_freedom_are_those_of_r():
    """R 4.2: m <- lm(y ~ g + x); X <- model.matrix(m); h <- hatvalues(m); B <- solve(crossprod(X));
    se <- sqrt((B %*% t(X) %*% diag(resid(m)^2 / (1 - h)) %*% X %*% B)[2, 2]); M <- diag(12) - X %*% B %*% t(X);
    v <- eigen(crossprod(M %*% diag((X %*% B)[, 2] / sqrt(1 - h))))$values; df <- sum(v)^2 / sum(v^2)
    c(coef(m)[2], se, df, coef(m)[2] - qt(.975, df) * se, coef(m)[2] + qt(.975, df) * se, 2 * pt(-abs(coef(m)[2] / se), df))
    """
    found, error, freedom = adjusted_difference(TOTAL, GROUP, SATISFIED)
    assert (found.value, error, freedom) == pytest.approx((2.43210433676, 1.10984266708, 5.48853313046))
    assert found[1:4] == pytest.approx((-0.34612362531, 5.21033229883, 0.07513235971)) and found.n == 12


def test_without_a_link_to_satisfaction_the_error_is_that_of_welch():
    """Within both groups the index is as often above as below its mean, at equal totals, so that it explains nothing."""
    total = np.repeat([1.0, 2.0, 4.0, 9.0, 3.0, 5.0, 6.0], 2)
    group, satisfied = np.arange(14) < 8, np.tile([-1.0, 1.0], 7)
    found, error, _ = adjusted_difference(total, group, satisfied)
    inside, outside = total[group], total[~group]
    assert found.value == pytest.approx(inside.mean() - outside.mean())
    # The leverage of the index takes a fourteenth more from each unit than a mean alone does.
    shares = [(8, inside), (6, outside)]
    by_hand = sum(((side - side.mean()) ** 2).sum() / n**2 / (1 - 1 / n - 1 / 14) for n, side in shares)
    assert error == pytest.approx(np.sqrt(by_hand))


def test_a_difference_that_satisfaction_explains_wholly_is_nothing():
    quality = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9])
    found = adjusted_difference(3 * quality + 50, quality > 6, quality)
    assert found.found.value == pytest.approx(0, abs=1e-9) and np.isnan(found.found.p)


def test_a_planted_difference_at_equal_quality_is_found():
    source = np.random.default_rng(5)
    group = np.arange(60) < 20
    quality = source.normal(size=60) + group
    found = adjusted_difference(80 + 4 * quality - 3 * group + source.normal(size=60), group, quality).found
    assert found.low < -3 < found.high and found.p < 0.001


def test_scales_and_names_change_what_they_should_and_no_more():
    found = adjusted_difference(TOTAL, GROUP, SATISFIED).found
    for other in (
        adjusted_difference(TOTAL + 1000, GROUP, SATISFIED),
        adjusted_difference(TOTAL, GROUP, SATISFIED * 7 - 3),
    ):
        assert other.found == pytest.approx(found)
    turned = adjusted_difference(TOTAL, ~GROUP, SATISFIED).found
    assert turned[:4] == pytest.approx((-found.value, -found.high, -found.low, found.p))
    order = np.random.default_rng(1).permutation(12)
    assert adjusted_difference(TOTAL[order], GROUP[order], SATISFIED[order]).found == pytest.approx(found)


def test_an_index_that_says_nothing_beyond_the_group_gives_no_difference():
    assert np.isnan(adjusted_difference(TOTAL, GROUP, np.full(12, 80.0)).found.value)
    assert np.isnan(adjusted_difference(TOTAL, GROUP, np.where(GROUP, 90.0, 80.0)).found.value)


def test_a_unit_that_decides_its_own_fitted_value_leaves_a_value_only():
    """In the reference all are equally satisfied, in the group all but one: only that one decides the slope."""
    satisfied = np.where(np.arange(12) == 0, 90.0, 80.0)
    found = adjusted_difference(TOTAL, GROUP, satisfied).found
    assert np.isfinite(found.value) and np.isnan(found.p)


def test_what_would_have_been_found_is_found_four_times_in_five():
    """The smallest difference is stated with the error of each draw, so the mean of them is planted."""
    source, group = np.random.default_rng(11), np.arange(25) < 9
    drawn = [source.normal(size=(2, 25)) for _ in range(400)]
    fair = [adjusted_difference(4 * quality + noise, group, quality) for quality, noise in drawn]
    planted = np.mean([detectable_from_error(one.error, one.freedom) for one in fair])
    unfair = [adjusted_difference(4 * quality + planted * group + noise, group, quality) for quality, noise in drawn]
    assert 0.74 < np.mean([one.found.p < 0.05 for one in unfair]) < 0.86


@pytest.fixture(scope="module")
def provinces(shipped):
    return shipped("papi-2019")


@pytest.fixture(scope="module")
def found(provinces):
    return equal_quality.equal_quality(provinces.points, provinces.study)


def test_the_difference_alone_is_that_of_the_same_units(provinces, found):
    row = found.set_index(["grouping", "group", "outside_index"]).loc[("region", "TN", "PCI")]
    assert (row["n"], row["n_reference"]) == (5, 11)
    total, units = provinces.points.groupby("unit_code")["points"].sum(), provinces.study.units()["region"]
    by_hand = total[units[total.index] == "TN"].mean() - total[units[total.index] == "DBSH"].mean()
    assert row["estimate_alone"] == pytest.approx(by_hand)


def test_every_row_not_shown_says_what_would_have_been_found(found):
    tested = found[found["verdict"] == "not_shown"]
    assert len(tested) > 0 and (tested["detectable"] > 0).all() and (tested["p_adjusted"] >= tested["p"]).all()


def test_small_groups_have_values_only(found):
    few = found[found["verdict"] == "too_few"]
    assert len(few) > 0 and few[["estimate", "low", "high", "p", "p_adjusted", "detectable"]].isna().all(axis=None)
    assert few["estimate_alone"].notna().all() and set(few["method"]) == {"values_only"}


def test_the_number_of_tests_makes_what_would_have_been_found_larger(provinces, found):
    study = replace(provinces.study, groupings={"city": "no"}, outside=("PCI",))
    alone = equal_quality.equal_quality(provinces.points, study).iloc[0]
    among = found[(found["grouping"] == "city") & (found["outside_index"] == "PCI")].iloc[0]
    assert alone["p"] == among["p"] == alone["p_adjusted"] and alone["detectable"] < among["detectable"]


def test_an_index_inside_the_total_is_not_used_and_the_reason_is_given(shipped):
    here = shipped("hoa-binh-2022")
    assert len(equal_quality.equal_quality(here.points, here.study)) == 0
    reasons = [row["reason_en"] for row in equal_quality.left_out(here.points, here.study)]
    assert any("inside the total" in reason for reason in reasons)


def test_an_index_that_overlaps_the_criteria_is_not_used(provinces, monkeypatch):
    values = equal_quality.reference.outside_values(provinces.study.root).assign(overlap="1")
    monkeypatch.setattr(equal_quality.reference, "outside_values", lambda *_: values)
    assert len(equal_quality.equal_quality(provinces.points, provinces.study)) == 0
    reasons = {row["reason_en"] for row in equal_quality.left_out(provinces.points, provinces.study)}
    assert any("overlaps criteria" in reason for reason in reasons)


def test_without_groupings_there_is_nothing_to_compare(provinces):
    study = replace(provinces.study, groupings={})
    assert len(equal_quality.equal_quality(provinces.points, study)) == 0
    assert equal_quality.left_out(provinces.points, study) == []


def test_the_order_of_rows_changes_nothing(provinces, found):
    again = equal_quality.equal_quality(provinces.points.sample(frac=1, random_state=2), provinces.study)
    pd.testing.assert_frame_equal(again, found)


def test_the_table_may_leave_its_room(found, toy, tmp_path):
    assert len(tables.write(tmp_path, "equal_quality", found, "synthetic")) == len(found)
    small = equal_quality.equal_quality(toy.points, toy.study)
    assert len(tables.write(tmp_path, "equal_quality", small, "synthetic")) == len(small) > 0


def test_p_and_interval_agree(found):
    tested = found[found["p"].notna()]
    assert len(tested) and ((tested["p"] < 0.05) == ((tested["low"] > 0) | (tested["high"] < 0))).all()
