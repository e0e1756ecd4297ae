"""Scores beside outside indices: within a year and block, from eight units on, adjusted for the number of tests."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit

from analysis import tables
from analysis.association.correlations import association, left_out
from analysis.association.divergence import divergent_units
from analysis.association.pairs import pairs


def paired(n, index="PCI", year=2024, score="total", seed=1):
    """Return pairs of n units, loosely related."""
    values = np.random.default_rng(seed).normal(size=(n, 2))
    return pd.DataFrame(
        {
            "unit_code": [f"{place:02d}" for place in range(n)], "value": values[:, 0], "outside": values[:, 0] + values[:, 1],
            "year": year, "block": "tinh", "outside_index": index, "score": score,
        }
    )  # fmt: skip


def test_units_are_paired_within_their_year(toy):
    found = pairs(toy.points, toy.scores, toy.study)
    assert by_unit(found, "outside", year=2025, score="total") == {"a": 90, "b": 89}
    assert by_unit(found, "value", year=2024)["a"] == 87


def test_published_ranks_are_paired_where_they_reach_further_than_totals(toy):
    found = pairs(toy.points, toy.scores, toy.study)
    assert by_unit(found, "value", year=2025, score="published_rank") == {"a": -1, "b": -2}
    assert not ((found["year"] == 2024) & (found["score"] == "published_rank")).any()


@pytest.mark.parametrize(("n", "rows"), [(7, 0), (8, 3)])
def test_nothing_is_computed_below_eight_units(n, rows):
    assert len(association(paired(n))) == rows
    assert len(divergent_units(paired(n))) == (n if rows else 0)


def test_too_few_pairs_are_named_with_their_number(toy):
    found = left_out(pairs(toy.points, toy.scores, toy.study), toy.points, toy.study)
    assert ["only 6 units" in found[0]["reason_en"], "only 2 units" in found[1]["reason_en"]] == [True, True]


def test_no_outside_index_is_named(toy):
    study = replace(toy.study, outside=())
    found = left_out(pairs(toy.points, toy.scores, study), toy.points, study)
    assert {row["reason_en"] for row in found} == {"there is no outside index for these units"}
    assert len(association(pairs(toy.points, toy.scores, study))) == 0


def test_p_values_are_adjusted_over_all_tests_of_one_measure():
    found = association(pd.concat([paired(10, index, seed=seed) for seed, index in enumerate("ABC")]))
    own = found[found["measure"] == "spearman"].sort_values("p")
    assert own["p_adjusted"].iloc[0] == pytest.approx(min(1, 3 * own["p"].iloc[0]))
    assert own["p_adjusted"].iloc[1] == pytest.approx(max(own["p_adjusted"].iloc[0], min(1, 2 * own["p"].iloc[1])))


def test_a_single_test_is_not_adjusted():
    found = association(paired(12))
    assert found["p_adjusted"].tolist() == pytest.approx(found["p"].tolist())


def test_ranks_are_not_given_to_pearson():
    assert set(association(paired(9, score="published_rank"))["measure"]) == {"spearman", "kendall"}


def test_an_index_that_does_not_vary_has_no_correlation(tmp_path):
    found = association(paired(9).assign(outside=5.0))
    assert found["estimate"].isna().all()
    assert len(tables.write(tmp_path, "association", found, "published")) == 3


def test_a_positive_gap_means_that_citizens_place_the_unit_lower():
    found = divergent_units(paired(8).assign(value=range(8), outside=[7, 1, 2, 3, 4, 5, 6, 0]))
    gaps = dict(zip(found["unit_code"], found["rank_gap"], strict=True))
    assert gaps["07"] == 7 and gaps["00"] == -7 and gaps["03"] == 0


def test_years_are_never_joined():
    found = association(pd.concat([paired(5, year=2023), paired(5, year=2024)]))
    assert len(found) == 0


def test_the_order_of_rows_changes_nothing():
    shuffled = paired(15).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(association(shuffled), association(paired(15)))


def test_hoa_binh_departments_are_compared_with_their_satisfaction_index(shipped, tmp_path):
    here = shipped("hoa-binh-2022")
    found = association(pairs(here.points, here.scores, here.study))
    assert set(found["n"]) <= set(range(8, 20)) and set(found["measure"]) == {"pearson", "spearman", "kendall"}
    assert len(tables.write(tmp_path, "association", found, "published")) == 3


def test_par_index_is_compared_year_by_year_only_from_eight_units_on(shipped):
    here = shipped("par-index-2012-2023")
    found = association(pairs(here.points, here.scores, here.study))
    assert found["n"].min() >= 8 and not found.duplicated(["year", "score", "outside_index", "measure"]).any()
    assert set(found.loc[found["outside_index"] == "PAPI6", "year"]) <= set(range(2012, 2018))
