"""Weights that would make importance match intention: found where they exist, said so where they do not."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.blocks import together
from analysis.sensitivity.importance import effective_weights
from analysis.sensitivity.matching import matching_weights, reason_against

pytestmark = pytest.mark.filterwarnings("error")

MAXIMA = [30, 20, 15, 20, 15]


def table(shares):
    rows = np.asarray(shares) * MAXIMA
    frames = [table_of_points([row]).assign(unit_code=f"00-{place:03d}") for place, row in enumerate(rows)]
    return pd.concat(frames, ignore_index=True)


def one_column_a_part(first, second):
    """Return points of which each part moves as one: all of its criteria have the same share of their maximum."""
    return table(np.column_stack([first] * 3 + [second] * 2))


def found(points, study):
    weights = matching_weights(points, study)
    tables.checked("matching_weights", weights.assign(status="synthetic"))
    return weights.set_index("node")


def uncorrelated(count=60):
    """Return two series of mean 0.5 without any linear relation."""
    generator = np.random.default_rng(5)
    first, second = generator.normal(size=(2, count))
    first -= first.mean()
    second -= second.mean() + first * (first @ second) / (first @ first)
    return 0.5 + 0.1 * first / first.std(), 0.5 + 0.1 * second / second.std()


def test_two_uncorrelated_parts_by_hand(toy):
    """Importance is in proportion to (weight x standard deviation) squared: 65 to 35 needs sqrt(65) to sqrt(35)."""
    weights = found(one_column_a_part(*uncorrelated()), toy.study)
    needed = np.sqrt([0.65, 0.35]) / np.sqrt([0.65, 0.35]).sum()
    assert weights["found"].tolist() == ["yes", "yes"]
    assert weights["intended"].tolist() == pytest.approx([0.65, 0.35])
    assert weights["importance"].tolist() == pytest.approx(np.array([65**2, 35**2]) / (65**2 + 35**2), abs=0.02)
    assert weights["weight_needed"].tolist() == pytest.approx(needed, abs=0.02)
    assert weights["importance_reached"].tolist() == pytest.approx([0.65, 0.35], abs=0.01)


def test_a_part_that_varies_half_as_much_needs_twice_the_weight(toy):
    first, second = uncorrelated()
    weights = found(one_column_a_part(first, 0.5 + (second - 0.5) / 2), toy.study)["weight_needed"]
    assert weights["2"] / weights["1"] == pytest.approx(2 * np.sqrt(35 / 65), abs=0.1)


def test_a_part_that_does_not_vary_can_never_be_important(toy):
    first, _ = uncorrelated()
    weights = found(one_column_a_part(first, np.full(60, 0.7)), toy.study)
    assert weights["found"].tolist() == ["no", "no"] and weights["importance_reached"].tolist() == [1, 0]


def test_parts_that_go_along_with_each_other_are_equally_important_whatever_their_weights(toy):
    first, _ = uncorrelated()
    weights = found(one_column_a_part(first, first), toy.study)
    assert weights["importance_reached"].tolist() == pytest.approx([0.5, 0.5])
    assert weights["found"].tolist() == ["no", "no"]


def test_intentions_that_are_met_need_no_other_weights(toy):
    """Both parts intended to count the same, and they do."""
    study = with_criteria(
        toy.study, "max_points", {"1": 50.0, "2": 50.0, "1.1": 50.0, "1.2": 0.0, "1.10": 0.0, "2.1": 50.0, "2.2": 0.0}
    )
    first, second = uncorrelated()
    rows = [[50 * one, 0, 0, 50 * other, 0] for one, other in zip(first, second, strict=True)]
    frames = [
        table_of_points([row], maxima=(50, 0, 0, 50, 0)).assign(unit_code=f"00-{place:03d}")
        for place, row in enumerate(rows)
    ]
    weights = found(pd.concat(frames), study)
    assert weights["weight_needed"].tolist() == pytest.approx([0.5, 0.5], abs=0.01)
    assert weights["found"].tolist() == ["yes", "yes"]


def test_weights_are_shares_and_importance_is_that_of_the_other_table(shipped):
    here = shipped("papi-2019")
    weights = found(here.points, here.study)
    now = effective_weights(here.points, here.study).set_index("node")["importance"]
    assert weights["importance"].to_dict() == pytest.approx(now[weights.index].to_dict())
    for column in ("intended", "importance", "weight_needed", "importance_reached"):
        assert weights[column].sum() == pytest.approx(1) and (weights[column] >= 0).all()


def test_the_dimensions_of_papi_cannot_all_count_the_same(shipped):
    """D1 and D2 go along with the other dimensions, so that they stay important with hardly any weight of their own."""
    here = shipped("papi-2019")
    weights = found(here.points, here.study)
    assert set(weights["found"]) == {"no"} and weights.loc["D2", "weight_needed"] < 0.01
    before = ((weights["importance"] - weights["intended"]) ** 2).sum()
    after = ((weights["importance_reached"] - weights["intended"]) ** 2).sum()
    # The same minimum was found by the simplex of Nelder and Mead over the curves themselves: 0.00417.
    assert after < before / 5 and after == pytest.approx(0.00417, abs=1e-4)


def test_per_cents_of_different_maxima_have_weights_too(toy):
    points = one_column_a_part(*uncorrelated())
    outside = points["unit_code"].str.endswith("7") & (points["criterion_code"] == "1.2")
    points.loc[outside, ["points", "applicable_max"]] = 0
    weights = found(points, toy.study)
    assert weights["found"].tolist() == ["yes", "yes"] and weights["weight_needed"].sum() == pytest.approx(1)


def test_a_unit_with_one_domain_only_keeps_its_per_cent_under_all_weights(toy):
    """Part 2 of one unit is outside its functions, and part 1 is constant, so that all weight would go to part 2."""
    points = one_column_a_part(np.full(60, 0.7), uncorrelated()[0])
    alone = (points["unit_code"] == "00-007") & points["criterion_code"].str.startswith("2")
    points.loc[alone, ["points", "applicable_max"]] = 0
    weights = found(points, toy.study)
    assert weights.notna().all(axis=None) and weights["importance_reached"].sum() == pytest.approx(1)


def test_shuffled_rows_change_nothing(toy):
    points = one_column_a_part(*uncorrelated())
    pd.testing.assert_frame_equal(found(points.sample(frac=1, random_state=1), toy.study), found(points, toy.study))


@pytest.mark.parametrize(
    ("name", "reason"),
    [("vinh-phuc-2019", "maxima_not_stated"), ("tay-ninh-2023", "one_criterion_no_weights"), ("papi-2019", None)],
)
def test_why_no_weights_are_looked_for(shipped, name, reason):
    here = shipped(name)
    units = [one for one in together(here.points, here.study) if one.block in ("so", "tinh")]
    assert {reason_against(one) for one in units} == {reason}
    assert len(matching_weights(here.points, here.study)) == (0 if reason else 8)


def test_few_units_and_equal_totals_have_no_weights(toy):
    few, same = table_of_points([[20, 10, 5, 15, 5]] * 3), table_of_points([[20, 10, 5, 15, 5]] * 9)
    study = with_rules(toy.study, not_applicable="none")
    assert reason_against(next(together(few, study))) == "too_few_for_importance"
    assert reason_against(next(together(same, study))) == "total_does_not_vary"
