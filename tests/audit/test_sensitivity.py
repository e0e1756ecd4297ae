"""Draws of the weights: what must hold whatever the draws are."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit, table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.audit import sensitivity
from analysis.blocks import together

CLASSES_BY_UNIT = ["year", "block", "unit_code"]


@pytest.fixture(scope="module")
def drawn(toy):
    return sensitivity.draws(toy.points, toy.study)


@pytest.fixture(scope="module")
def many(toy):
    """Thirty units with five criteria each."""
    values = np.random.default_rng(7).uniform(0.3, 1, (26, 5)) * [30, 20, 15, 20, 15]
    points = table_of_points(values.round(2).tolist())
    return points, replace(toy.study, years=(2024,))


def test_draw_0_is_the_official_weighting(drawn):
    totals = dict(zip("abcdef", drawn[0].totals[0], strict=True))
    assert totals == pytest.approx({"a": 87, "b": 87, "c": 62.75 / 85 * 100, "d": 75, "e": 49.99, "f": 65})
    assert drawn[0].ranks[0].tolist() == [1, 1, 4, 3, 6, 5]


def test_there_are_as_many_draws_as_the_study_says(drawn, toy):
    assert drawn[0].ranks.shape == (toy.study.draws, 6) and drawn[1].ranks.shape == (toy.study.draws, 4)


def factors(study, spread=0.25):
    criteria = study.criteria("so")
    found = sensitivity.leaf_factors(criteria, study.draws, spread, study.random("test"))
    return pd.DataFrame(found, columns=criteria.leaves)


def test_weights_under_one_parent_always_add_up_to_the_parent(toy):
    weights = factors(toy.study) * [30, 20, 15, 20, 15]
    assert np.allclose(weights.sum(axis=1), 100)


def test_no_weight_leaves_the_spread_by_more_than_scaling_back_allows(toy):
    found = factors(toy.study, spread=0.25)
    assert found.to_numpy().min() >= (0.75 / 1.25) ** 2 and found.to_numpy().max() <= (1.25 / 0.75) ** 2
    assert (found.iloc[1:].std() > 0.05).all()


def test_unscaled_weights_stay_within_the_spread(toy):
    unknown = {code: np.nan for code in toy.study.criteria("so").criteria.index}
    found = factors(with_criteria(toy.study, "max_points", unknown), spread=0.1).to_numpy()
    assert found.min() >= 0.9**2 and found.max() <= 1.1**2


def test_without_spread_every_range_is_the_official_rank(toy):
    still = sensitivity.draws(toy.points, replace(toy.study, weight_spread=0.0))
    found = sensitivity.rank_intervals(still)
    assert (found["rank_low"] == found["rank"]).all() and (found["rank_high"] == found["rank"]).all()
    assert (found["mean_rank_shift"] == 0).all()


def test_a_range_holds_its_median_and_stays_within_the_block(drawn):
    found = sensitivity.rank_intervals(drawn)
    assert (found["rank_low"] <= found["rank_median"]).all() and (found["rank_median"] <= found["rank_high"]).all()
    assert found["rank_low"].min() >= 1 and found["rank_high"].max() <= 6


def test_the_first_department_of_2025_by_hand(toy):
    # A has 80 per cent on every criterion, so that its total is 80 under every weighting.
    drawn = sensitivity.draws(toy.points, toy.study)[1]
    assert np.allclose(drawn.totals[:, 0], 80)


def test_a_unit_that_is_better_on_every_criterion_is_never_overtaken(toy):
    points = table_of_points([[30, 20, 15, 20, 15], [29, 19, 14, 19, 14], [1, 1, 1, 1, 1]])
    found = sensitivity.rank_intervals(sensitivity.draws(points, toy.study))
    assert found[["rank_low", "rank", "rank_high"]].values.tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]


def test_criteria_that_order_units_alike_leave_nothing_to_the_weights(toy):
    points = table_of_points([[share * most for most in (30, 20, 15, 20, 15)] for share in (0.9, 0.5, 0.7)])
    found = sensitivity.rank_intervals(sensitivity.draws(points, toy.study))
    assert (found["rank_low"] == found["rank_high"]).all()


def test_a_criterion_of_weight_zero_is_as_good_as_removed(toy):
    study = with_criteria(toy.study, "max_points", {"1.10": 0.0, "1.1": 45.0})
    points = table_of_points([[40, 10, 0, 10, 5], [20, 20, 0, 5, 15], [30, 5, 0, 20, 9]], maxima=(45, 20, 0, 20, 15))
    found = factors(study)
    totals = sensitivity.weighted_totals(next(together(points, study)), found.to_numpy())
    without = found[["1.1", "1.2", "2.1", "2.2"]].to_numpy()
    assert np.allclose(without @ [45, 20, 20, 15], 100)
    assert np.allclose(totals, without @ np.array([[40, 10, 10, 5], [20, 20, 5, 15], [30, 5, 20, 9]]).T)


def test_shuffled_rows_give_the_same_tables(toy, drawn):
    again = sensitivity.draws(toy.points.sample(frac=1, random_state=5), toy.study)
    for make in (sensitivity.rank_intervals, sensitivity.rank_probability, sensitivity.class_probability):
        pd.testing.assert_frame_equal(make(again), make(drawn))


def test_ten_times_larger_maxima_and_points_give_the_same_ranks(toy, drawn):
    criteria = toy.study.criteria("so").criteria
    study = with_rules(toy.study, criteria=criteria.assign(max_points=criteria["max_points"] * 10), rank_on="printed")
    points = toy.points.assign(points=toy.points["points"] * 10, applicable_max=toy.points["applicable_max"] * 10)
    assert np.array_equal(sensitivity.draws(points, study)[0].ranks, drawn[0].ranks)


def test_the_same_seed_draws_the_same(toy, drawn):
    assert np.array_equal(sensitivity.draws(toy.points, toy.study)[0].totals, drawn[0].totals)


def test_another_name_draws_otherwise(toy, drawn):
    other = sensitivity.draws(toy.points, replace(toy.study, id="toy-two"))
    assert not np.array_equal(other[0].totals, drawn[0].totals)


def test_two_years_of_a_block_draw_otherwise(toy):
    units = [[20, 10, 5, 15, 5], [10, 15, 5, 15, 5]]
    one, other = sensitivity.draws(pd.concat([table_of_points(units, year) for year in (2024, 2025)]), toy.study)
    assert np.array_equal(one.totals[0], other.totals[0])
    assert not np.allclose(one.totals[1:], other.totals[1:])


def test_probabilities_of_ranks_add_up_to_one(drawn):
    found = sensitivity.rank_probability(drawn).groupby(CLASSES_BY_UNIT)["probability"].sum()
    assert np.allclose(found, 1) and len(found) == 10


def test_probabilities_of_classes_add_up_to_one(drawn):
    found = sensitivity.class_probability(drawn).groupby(CLASSES_BY_UNIT)["probability"].sum()
    assert np.allclose(found, 1) and len(found) == 10


def test_a_unit_far_from_every_cut_off_keeps_its_class(toy):
    points = table_of_points([[share * most for most in (30, 20, 15, 20, 15)] for share in (0.9, 0.7)])
    found = sensitivity.class_probability(sensitivity.draws(points, toy.study))
    assert by_unit(found, "probability", **{"class": "Tốt"}) == {"a": 1, "b": 0}
    assert by_unit(found, "probability", **{"class": "Khá"}) == {"a": 0, "b": 1}


def test_a_unit_exactly_on_a_cut_off_keeps_the_better_class(drawn):
    found = sensitivity.class_probability(drawn)
    assert by_unit(found, "probability", year=2025, **{"class": "Tốt"})["a"] == 1


def test_classes_without_cut_offs_have_no_probability(toy):
    study = with_rules(toy.study, classes=(("Tốt", None), ("Khá", 65.0)))
    assert len(sensitivity.class_probability(sensitivity.draws(toy.points, study))) == 0
    assert "cut-offs" in sensitivity.left_out(toy.points, study)[0]["reason_en"]


def test_printed_ties_stay_ties_in_every_draw(toy):
    points = table_of_points([[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]])
    found = sensitivity.draws(points, toy.study)[0]
    assert (found.ranks == 1).mean() > 0.9


def test_the_mean_rank_shift_by_hand(toy):
    units = sensitivity.draws(toy.points, toy.study)[1].units
    ranked = np.array([[1, 2, 4, 3], [2, 1, 4, 3], [1, 2, 3, 4], [1, 2, 4, 3]])
    one = sensitivity.Draws(units, np.ones((4, 5)), ranked.astype(float), ranked)
    assert sensitivity.rank_intervals([one])["mean_rank_shift"].tolist() == [0.25, 0.25, 0.25, 0.25]
    found = sensitivity.sensitivity_summary([one]).set_index("statistic")["estimate"]
    assert found["mean_rank_shift"] == 0.25
    assert found["mean_spearman"] == pytest.approx((1 + 0.8 + 0.8 + 1) / 4)


def test_one_criterion_has_no_draws_and_says_why(shipped):
    here = shipped("tay-ninh-2023")
    assert sensitivity.draws(here.points, here.study) == []
    assert {row["block"] for row in sensitivity.left_out(here.points, here.study)} == {"so", "huyen"}


def test_a_single_unit_has_no_draws(toy):
    assert sensitivity.draws(table_of_points([[20, 10, 5, 15, 5]]), toy.study) == []


def test_all_units_tied_have_a_summary_that_may_leave_the_room(toy, tmp_path):
    points = table_of_points([[20, 10, 5, 15, 5]] * 4)
    drawn = sensitivity.draws(points, toy.study)
    tables.write(tmp_path, "rank_intervals", sensitivity.rank_intervals(drawn), "synthetic")
    summary = tables.write(tmp_path, "sensitivity_summary", sensitivity.sensitivity_summary(drawn), "synthetic")
    assert summary.set_index("statistic").loc["units_fixed", "estimate"] == 4


def test_more_spread_moves_ranks_more(many):
    points, study = many
    shifts = [
        sensitivity.rank_intervals(sensitivity.draws(points, replace(study, weight_spread=spread)))[
            "mean_rank_shift"
        ].mean()
        for spread in (0.05, 0.25, 0.75)
    ]
    assert shifts[0] < shifts[1] < shifts[2]


def test_tables_may_leave_the_room(drawn, tmp_path):
    for make in (
        sensitivity.rank_intervals,
        sensitivity.rank_probability,
        sensitivity.class_probability,
        sensitivity.sensitivity_summary,
    ):
        assert len(tables.write(tmp_path, make.__name__, make(drawn), "synthetic")) > 0
