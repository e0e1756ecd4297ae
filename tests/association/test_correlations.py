"""Scores beside outside indices: within a year and block, from eight units on, adjusted for the number of tests."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made_pairs import paired
from scipy import stats

from analysis import tables
from analysis.association.correlations import association, detectable, left_out
from analysis.association.pairs import pairs
from analysis.statistics.adjustment import benjamini_hochberg, holm


def test_nothing_is_computed_below_eight_units(toy):
    assert len(association(paired(7), toy.study)) == 0
    assert set(association(paired(8), toy.study)["measure"]) == {"pearson", "spearman", "kendall"}


def test_p_values_are_adjusted_over_all_tests_of_one_measure(toy):
    found = association(pd.concat([paired(10, index, seed=seed) for seed, index in enumerate("ABC")]), toy.study)
    own = found[found["measure"] == "spearman"]
    assert own["p_adjusted"].to_numpy() == pytest.approx(holm(own["p"].to_numpy()))
    assert own["p_false_discovery"].to_numpy() == pytest.approx(benjamini_hochberg(own["p"].to_numpy()))


def test_a_single_test_is_not_adjusted(toy):
    found = association(paired(12), toy.study)
    assert found["p_adjusted"].tolist() == pytest.approx(found["p"].tolist())


def test_dimensions_of_an_index_are_adjusted_among_themselves(shipped):
    here = shipped("par-index-2012-2023")
    frames = [
        paired(12, index, 2019, block="tinh", seed=seed) for seed, index in enumerate(["PAPI8", "PAPI_D1", "PAPI_D2"])
    ]
    found = association(pd.concat(frames), here.study)
    found = found[found["measure"] == "pearson"].set_index("outside_index")
    assert found.loc["PAPI8", "p_adjusted"] == pytest.approx(found.loc["PAPI8", "p"])
    assert found.loc[["PAPI_D1", "PAPI_D2"], "p_adjusted"].to_numpy() == pytest.approx(holm(found["p"].to_numpy()[1:]))


def test_ranks_are_not_given_to_pearson(toy):
    assert set(association(paired(9, score="published_rank"), toy.study)["measure"]) == {"spearman", "kendall"}


def test_an_index_that_does_not_vary_has_no_correlation(tmp_path, toy):
    found = association(paired(9).assign(outside=5.0), toy.study)
    assert found["estimate"].isna().all() and set(found["verdict"]) == {"not_defined"}
    assert len(tables.write(tmp_path, "association", found, "published")) == 3


def test_years_are_never_joined(toy):
    assert len(association(pd.concat([paired(5, year=2024), paired(5, year=2025)]), toy.study)) == 0


def test_the_order_of_rows_and_a_shift_change_nothing(toy):
    whole = association(paired(15), toy.study)
    shuffled = paired(15).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(association(shuffled, toy.study), whole)
    shifted = association(paired(15).assign(outside=lambda own: own["outside"] + 1000), toy.study)
    pd.testing.assert_frame_equal(shifted, whole)


def test_a_value_with_the_other_sign_turns_the_correlation_around(toy):
    whole, turned = (
        association(paired(15).assign(outside=sign * paired(15)["outside"]), toy.study) for sign in (1, -1)
    )
    assert turned["estimate"].to_numpy() == pytest.approx(-whole["estimate"].to_numpy())
    assert turned["low"].to_numpy() == pytest.approx(-whole["high"].to_numpy())
    assert turned["p"].to_numpy() == pytest.approx(whole["p"].to_numpy())


def test_permutation_agrees_with_student_where_values_are_normal(toy):
    found = association(paired(40, seed=5), toy.study).set_index("measure")
    own = paired(40, seed=5)
    assert found.loc["pearson", "p"] == pytest.approx(stats.pearsonr(own["value"], own["outside"]).pvalue, abs=0.01)


@pytest.mark.parametrize("n", [12, 25, 136])
@pytest.mark.parametrize("measure", ["pearson", "spearman", "kendall"])
def test_what_is_called_detectable_is_found_in_four_of_five_draws(measure, n):
    scale = {
        "pearson": lambda v: v,
        "spearman": lambda v: 2 * np.sin(np.pi * v / 6),
        "kendall": lambda v: np.sin(np.pi * v / 2),
    }
    r = scale[measure](detectable(measure, n))
    generator, test = (
        np.random.default_rng(n),
        {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau},
    )
    one = generator.normal(size=(600, n))
    other = r * one + np.sqrt(1 - r**2) * generator.normal(size=(600, n))
    found = np.mean([test[measure](*sides).pvalue < 0.05 for sides in zip(one, other, strict=True)])
    assert found == pytest.approx(0.8, abs=0.06)


def test_what_is_not_shown_stands_beside_what_would_have_been_found(toy):
    found = association(paired(10, seed=3).assign(outside=np.tile([1.0, -1.0], 5)), toy.study)
    assert found.loc[found["verdict"] == "not_shown", "detectable"].between(0, 1).all()
    assert (found["share_observed"].dropna() <= 1).all()


def test_errors_of_the_outside_index_make_a_corrected_correlation_that_is_further_from_zero(toy):
    found = association(paired(30, outside_error=0.5), toy.study).set_index("measure")
    assert found.loc["pearson_corrected", "estimate"] > found.loc["pearson", "estimate"] > 0
    assert found.loc["pearson_corrected", "p"] == found.loc["pearson", "p"]
    assert found.loc["pearson_corrected", "detectable"] > found.loc["pearson", "detectable"]
    assert found.loc["pearson_corrected", "method"] == "corrected_outside"


def test_too_few_pairs_are_named_with_their_number(toy):
    found = left_out(pairs(toy.points, toy.scores, toy.study), toy.points, toy.study)
    assert ["only 6 units" in found[0]["reason_en"], "only 2 units" in found[1]["reason_en"]] == [True, True]


def test_no_outside_index_is_named(toy):
    study = replace(toy.study, outside=())
    found = left_out(pairs(toy.points, toy.scores, study), toy.points, study)
    assert {row["reason_en"] for row in found} == {"there is no outside index for these units"}
    assert len(association(pairs(toy.points, toy.scores, study), study)) == 0


def test_an_index_inside_the_total_is_said_to_be_no_independent_evidence(shipped):
    here = shipped("par-index-2012-2023")
    study = replace(here.study, outside=("SIPAS",))
    found = left_out(pairs(here.points, here.scores, study), here.points, study)
    assert any("no independent evidence" in row["reason_en"] for row in found if row["year"] == 2023)


def test_hoa_binh_departments_are_compared_with_their_satisfaction_index(shipped, tmp_path):
    here = shipped("hoa-binh-2022")
    found = association(pairs(here.points, here.scores, here.study), here.study)
    assert set(found["n"]) == {19} and set(found["measure"]) == {"pearson", "spearman", "kendall"}
    assert len(tables.write(tmp_path, "association", found, "published")) == 3


def test_papi_with_pci_is_what_r_gives(shipped):
    # R 4.2: cor.test(papi, pci), cor(papi, pci, method = "spearman"), cor of residuals of lm(. ~ factor(region))
    here = shipped("papi-2019")
    found = association(pairs(here.points, here.scores, here.study), here.study)
    found = found[found["outside_index"] == "PCI"].set_index("measure")
    assert found.loc["pearson", ["estimate", "low", "high"]].tolist() == pytest.approx(
        [0.1826922, -0.0681580, 0.4118165], abs=1e-6
    )
    assert found.loc["spearman", "estimate"] == pytest.approx(0.0975902, abs=1e-6)
    assert found.loc["pearson_given_region", "estimate"] == pytest.approx(0.1580184, abs=1e-6)
    assert set(found["n"]) == {63} and set(found["share_observed"]) == {1.0}
    reliability = 0.86
    assert found.loc["pearson_corrected", "estimate"] == pytest.approx(0.1826922 / np.sqrt(reliability), abs=0.002)


def test_par_index_is_compared_year_by_year_only_from_eight_units_on(shipped):
    here = shipped("par-index-2012-2023")
    study = replace(here.study, outside=("PAPI6", "PAPI8", "PCI"))
    found = association(pairs(here.points, here.scores, study), study)
    assert found["n"].min() >= 8 and not found.duplicated(["year", "score", "outside_index", "measure"]).any()
    assert set(found.loc[found["outside_index"] == "PAPI6", "year"]) <= set(range(2012, 2018))
    seen = found[(found["year"] == 2023) & (found["score"] == "published_rank") & (found["measure"] == "spearman")]
    assert seen["estimate"].tolist() == pytest.approx([0.40], abs=0.005)
    assert seen["share_observed"].tolist() == pytest.approx([28 / 63])


def test_nothing_is_shown_whose_interval_holds_zero(toy):
    # R 4.2: cor.test(1:8, c(3, 1, 2, 7, 4, 5, 8, 6), method = "spearman"): rho 0.7380952, p 0.04583
    own = paired(8).assign(value=np.arange(8.0), outside=[3.0, 1, 2, 7, 4, 5, 8, 6])
    row = association(own, toy.study).set_index("measure").loc["spearman"]
    assert row["p_adjusted"] < 0.05 and row["low"] < 0 < row["high"] and row["verdict"] == "not_shown"
    assert 0 < row["detectable"] <= 1


def test_kendall_is_permuted_too_so_that_ties_show_nothing(toy):
    """One unit of eight stands apart in both: by chance that is so in one order of eight."""
    frame = paired(8).assign(value=[0.0, *[2.0] * 7], outside=[0.0, *[5.0] * 7])
    found = association(frame, toy.study).set_index("measure")
    assert (
        found.loc["kendall", "p"] == pytest.approx(1 / 8, abs=0.02) and found.loc["kendall", "verdict"] == "not_shown"
    )
