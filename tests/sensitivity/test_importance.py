"""Nominal weights, correlations and main effects of every node against what can be computed by hand and in R."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_criteria, with_rules

from analysis import study as studies
from analysis import tables
from analysis.paths import PROJECT, studies_folder
from analysis.sensitivity.importance import effective_weights, nominal_weight, normalised

pytestmark = pytest.mark.filterwarnings("error")

# R 4.2.2, cor() of the sums of the published parts with their total.
CORRELATIONS = {
    "D1": 0.587869, "D2": 0.753416, "D3": 0.396548, "D4": 0.554295, "D5": 0.416150, "D6": 0.370303, "D7": 0.440437,
    "D8": 0.356060, "D2_INFO": 0.475834, "D6_EDU": 0.088832, "D8_RESPONSE_19": 0.282148,
}  # fmt: skip


@pytest.fixture(scope="module")
def papi(shipped):
    here = shipped("papi-2019")
    return effective_weights(here.points, here.study).set_index("node")


def by_node(points, study, year=2024):
    found = effective_weights(points, study)
    tables.checked("effective_weights", found.assign(status="synthetic"))
    return found[found["year"] == year].set_index("node")


def many(count=60, seed=1):
    """Return the points of many units whose criteria are independent, with a standard deviation of a tenth of the maximum."""
    shares = np.clip(np.random.default_rng(seed).normal(0.6, 0.1, (count, 5)), 0, 1)
    frames = [
        table_of_points([row]).assign(unit_code=f"00-{place:03d}")
        for place, row in enumerate(shares * [30, 20, 15, 20, 15])
    ]
    return pd.concat(frames, ignore_index=True)


def test_correlations_of_papi_as_r_computes_them(papi):
    assert papi.loc[list(CORRELATIONS), "correlation"].to_dict() == pytest.approx(CORRELATIONS, abs=1e-6)


def test_nominal_weights_of_papi_are_an_eighth_for_each_dimension(papi):
    assert papi.loc[[f"D{place}" for place in range(1, 9)], "nominal_weight"].tolist() == pytest.approx([0.125] * 8)
    assert papi.loc["D1_CIVIC", "nominal_weight"] == pytest.approx(1 / 32)
    assert papi.loc["D3_APPEALS", "nominal_weight"] == pytest.approx(1 / 24)


@pytest.mark.parametrize("name", ["papi-2019", "known-answer-2024", "known-answer-2025"])
def test_nominal_weights_are_those_normalised_under_each_parent_and_multiplied_down_the_tree(name):
    """The effective weights of composite-indicator software, from the maxima at every level."""
    study = studies.load(studies_folder(PROJECT) / name)
    for criteria in (block.criteria for block in study.blocks.values()):
        shares = {"total": 1.0}
        for node in criteria.criteria.index[1:]:
            siblings = [one for one in criteria.children(criteria.parents[node]) if criteria.parts[one] == "main"]
            whole = sum(criteria.maximum(one) for one in siblings)
            shares[node] = shares[criteria.parents[node]] * criteria.maximum(node) / whole if whole else np.nan
            if criteria.parts[node] == "main":
                assert nominal_weight(SimpleNamespace(criteria=criteria), node) == pytest.approx(shares[node])
            else:
                assert np.isnan(nominal_weight(SimpleNamespace(criteria=criteria), node))


@pytest.mark.parametrize("part", ["nominal_weight", "importance"])
def test_what_siblings_have_adds_up(papi, part):
    for parent, own in papi.groupby("parent"):
        whole = papi.loc[parent, "nominal_weight"] if part == "nominal_weight" and parent != "total" else 1
        assert own[part].sum() == pytest.approx(whole)


def test_a_main_effect_is_no_less_than_a_straight_line_explains(papi):
    assert (papi["main_effect"] >= papi["linear_share"] - 1e-3).all()
    assert papi["linear_share"].tolist() == pytest.approx((papi["correlation"] ** 2).tolist())


def test_independent_criteria_account_for_their_variance_not_for_their_weight(toy):
    """Standard deviations 3, 2, 1.5, 2 and 1.5 points: variances 9, 4, 2.25, 4 and 2.25 of 21.5."""
    found = by_node(many(800), toy.study)
    expected = np.array([9, 4, 2.25, 4, 2.25]) / 21.5
    leaves = ["1.1", "1.2", "1.10", "2.1", "2.2"]
    assert found.loc[leaves, "main_effect"].to_numpy() == pytest.approx(expected, abs=0.05)
    assert found.loc[leaves, "nominal_weight"].tolist() == [0.3, 0.2, 0.15, 0.2, 0.15]
    assert found.loc["1", "importance"] == pytest.approx(15.25 / 21.5, abs=0.05)


def test_a_criterion_that_decides_by_its_square_is_important_but_not_correlated(toy):
    """1.1 takes away along a line what 1.10 gives, and 1.2 gives the square: the total is a square of 1.10."""
    side = np.linspace(-1, 1, 41)
    rows = [[15 - 7 * place, 20 * place**2, 7.5 + 7 * place, 10, 7] for place in side]
    frames = [table_of_points([row]).assign(unit_code=f"00-{place:03d}") for place, row in enumerate(rows)]
    found = by_node(pd.concat(frames), with_rules(toy.study, not_applicable="none"))
    assert found.loc["1.10", "linear_share"] < 1e-9 and found.loc["1.10", "main_effect"] > 0.99


def test_a_criterion_that_does_not_vary_has_no_effect_and_says_so(toy):
    points = many()
    points.loc[points["criterion_code"] == "2.1", "points"] = 12.0
    found = by_node(points, toy.study)
    assert found.loc["2.1", ["main_effect", "importance", "reason"]].tolist() == [0, 0, "criterion_does_not_vary"]
    assert np.isnan(found.loc["2.1", "correlation"]) and found.loc["2.2", "importance"] == 1
    assert found.loc["2.2", "reason"] == ""


def test_totals_that_do_not_vary_have_no_importance(toy):
    found = by_node(table_of_points([[20, 10, 5, 15, 5]] * 9), toy.study)
    assert found[["correlation", "main_effect", "importance"]].isna().all(axis=None)
    assert (found["reason"] == "total_does_not_vary, criterion_does_not_vary").all()


def test_few_units_have_correlations_but_no_main_effect(toy):
    found = by_node(toy.points, toy.study, 2024)
    assert found["main_effect"].isna().all() and (found["n"] == 6).all()
    assert found["correlation"].notna().any() and found["reason"].str.startswith("few_units").all()


def test_maxima_that_no_source_states_leave_the_nominal_weight_empty(shipped):
    here = shipped("vinh-phuc-2019")
    found = effective_weights(here.points, here.study)
    own = found[found["block"] == "so"]
    assert own["nominal_weight"].isna().all() and set(own["reason"]) == {"maxima_not_stated"}
    assert own["importance"].sum() == pytest.approx(1)


def test_a_bonus_has_a_main_effect_but_neither_weight_nor_importance(toy):
    criteria = toy.study.criteria("so")
    items = {
        code: replace(item, part="bonus" if code[0] == "2" else item.part) for code, item in criteria.items.items()
    }
    study = with_criteria(toy.study, "max_points", {"total": 65.0})
    study = with_rules(study, items=items, not_applicable="none")
    found = by_node(many(), study)
    assert found.loc[["2", "2.1"], ["nominal_weight", "importance"]].isna().all(axis=None)
    assert found.loc["2", "main_effect"] > 0.1 and found.loc["2", "reason"] == "bonus_or_deduction"
    assert found.loc["1", ["nominal_weight", "importance"]].tolist() == [1, 1]


def test_per_cents_of_different_maxima_are_compared_as_they_enter_the_total(toy):
    """Where nothing of part 2 applies its contribution is 0; the total is the per cent of part 1."""
    rows = [[20 + place, 10, 5, None, None] if place % 2 else [20, 10, 5, 10 + place / 2, 5] for place in range(10)]
    points = table_of_points(rows)
    found = by_node(points, toy.study)
    own = points.pivot(index="unit_code", columns="criterion_code", values="points")
    maxima = points.pivot(index="unit_code", columns="criterion_code", values="applicable_max").sum(axis=1)
    total, part = 100 * own.sum(axis=1) / maxima, 100 * own["2.1"] / maxima
    assert found.loc["2.1", "correlation"] == pytest.approx(np.corrcoef(part, total)[0, 1])


def test_shuffled_rows_and_larger_scales_change_nothing(toy):
    points = many()
    found = by_node(points, toy.study)
    pd.testing.assert_frame_equal(by_node(points.sample(frac=1, random_state=2), toy.study), found)
    ten_times = points.assign(points=points["points"] * 10, applicable_max=points["applicable_max"] * 10)
    criteria = toy.study.criteria("so").criteria
    study = with_rules(toy.study, criteria=criteria.assign(max_points=criteria["max_points"] * 10))
    pd.testing.assert_frame_equal(by_node(ten_times, study), found)


def test_a_set_of_one_criterion_has_nothing_to_compare(shipped):
    here = shipped("tay-ninh-2023")
    assert len(effective_weights(here.points, here.study)) == 0


def test_main_effects_are_shared_out():
    assert normalised(np.array([0.2, 0.6])).tolist() == pytest.approx([0.25, 0.75])
    assert np.isnan(normalised(np.array([0.0, 0.0]))).all() and np.isnan(normalised(np.array([0.5, np.nan]))).all()
