"""Standard errors of appraisal and survey: by hand, as published, and near the truth where it is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_rules

from analysis import reference, tables
from analysis.criteria_set import ClassCap
from analysis.paths import PROJECT, studies_folder
from analysis.sensitivity.choices import Noise
from analysis.sensitivity.standard_errors import appraisal_share, appraised_twice, node_errors, pooled_error

REASON = {"vi": "Thử", "en": "Trial"}
STATED = Noise("appraisal_error", REASON, share_of_maximum=0.1)
SURVEY = Noise("survey_error", REASON)
NOTHING = tables.empty("survey_points")


def with_noise(study, *noise):
    return replace(study, sensitivity=replace(study.sensitivity, noise={one.name: one for one in noise}))


def rows(*shares):
    """Return rows appraised several times, one list of shares a row."""
    return pd.DataFrame(
        [{"year": 2024, "unit_code": f"u{place}", "criterion_code": "1", "share": share}
         for place, own in enumerate(shares) for share in own]
    )  # fmt: skip


def surveyed(errors, unit="00-so-gia-lap-a", answers=50):
    """Return a table survey_points of one unit from {criterion: standard error}."""
    facts = {"year": 2024, "block": "so", "unit_code": unit, "issued": answers, "returned": answers, "valid": answers}
    facts |= {"answers": answers, "share": 0.5, "points": 5.0}
    return pd.DataFrame([{**facts, "criterion_code": code, "standard_error": one} for code, one in errors.items()])


def test_the_error_of_one_appraisal_is_the_root_of_half_the_mean_squared_difference():
    """Four rows differ by 0.2, four agree: sqrt(4 x 0.04 / 8 / 2) = 0.1."""
    assert pooled_error(rows(*[[0.5, 0.7]] * 4, *[[1.0, 1.0]] * 4)) == pytest.approx(0.1)


def test_a_row_appraised_three_times_counts_with_two_degrees_of_freedom():
    """Variances 0.04 (three times) and 0.02 (seven times twice): (2 x 0.04 + 7 x 0.02) / 9."""
    assert pooled_error(rows([0.3, 0.5, 0.7], *[[0.5, 0.7]] * 7)) == pytest.approx(np.sqrt(0.22 / 9))


def test_fewer_than_eight_rows_appraised_twice_give_no_estimate():
    assert np.isnan(pooled_error(rows(*[[0.5, 0.7]] * 7)))


def test_a_study_without_rows_appraised_twice_has_no_estimate_and_no_errors(toy):
    study = with_noise(toy.study, Noise("appraisal_error", REASON, source="double_appraisals"))
    assert np.isnan(appraisal_share(toy.points, study))
    assert node_errors(toy.points, toy.assessed, NOTHING, study) == []


def test_a_stated_share_adds_up_over_the_appraised_criteria(toy):
    """Appraised maxima 30, 20, 15: 0.1 x sqrt(900 + 400 + 225) = 3.9051; of 100 points, so per cents are the same."""
    study = with_noise(toy.study, STATED)
    points = table_of_points([(27, 18, 12, 18, 12), (24, 18, 10, 18, 9)])
    [found] = node_errors(points, toy.assessed, NOTHING, study)
    assert found.errors["total"].tolist() == pytest.approx([np.sqrt(15.25)] * 2)
    assert found.point_errors["1"].tolist() == pytest.approx([np.sqrt(15.25)] * 2)
    assert found.errors["1"].tolist() == pytest.approx([100 / 65 * np.sqrt(15.25)] * 2)
    assert "2" not in found.errors


def test_what_does_not_apply_has_no_error_and_per_cents_are_of_the_rest(toy):
    study = with_noise(toy.study, STATED)
    points = table_of_points([(None, 18, 12, 18, 12), (24, 18, 10, 18, 9)])
    [found] = node_errors(points, toy.assessed, NOTHING, study)
    assert found.errors["total"].tolist() == pytest.approx([np.sqrt(6.25) * 100 / 70, np.sqrt(15.25)])


@pytest.mark.parametrize(
    ("missing", "error"), [("not_submitted", 2.5), ("no_case", 2.5), ("evidence_rejected", np.sqrt(15.25))]
)
def test_only_points_that_somebody_looked_at_have_an_appraisal_error(toy, missing, error):
    points = table_of_points([(0, 18, 12, 18, 12), (24, 18, 10, 18, 9)])
    points.loc[0, "missing"] = missing
    [found] = node_errors(points, toy.assessed, NOTHING, with_noise(toy.study, STATED))
    assert found.errors["total"].iloc[0] == pytest.approx(error)


def test_survey_errors_add_to_appraisal_errors_only_where_they_are_declared(toy):
    points = table_of_points([(27, 18, 12, 18, 12), (24, 18, 10, 18, 9)])
    survey = pd.concat([surveyed({"2.1": 3.0, "2.2": 4.0}), surveyed({"2.1": 0.0, "2.2": 0.0}, "00-so-gia-lap-b")])
    [both] = node_errors(points, toy.assessed, survey, with_noise(toy.study, STATED, SURVEY))
    [one] = node_errors(points, toy.assessed, survey, with_noise(toy.study, SURVEY))
    [other] = node_errors(points, toy.assessed, survey, with_noise(toy.study, STATED))
    assert one.errors["total"].tolist() == [5.0, 0.0]
    assert both.errors["total"].iloc[0] ** 2 == pytest.approx(25 + 15.25)
    assert other.errors["total"].iloc[0] ** 2 == pytest.approx(15.25)


def test_an_unknown_survey_error_is_taken_from_the_other_units_of_the_criterion(toy):
    points = table_of_points([(27, 18, 12, 18, 12), (24, 18, 10, 18, 9)])
    survey = pd.concat([surveyed({"2.1": 3.0}), surveyed({"2.1": np.nan}, "00-so-gia-lap-b", answers=1)])
    [found] = node_errors(points, toy.assessed, survey, with_noise(toy.study, SURVEY))
    assert found.errors["total"].tolist() == [3.0, 3.0]


def test_without_declared_noise_there_are_no_errors(toy):
    assert node_errors(toy.points, toy.assessed, NOTHING, toy.study) == []
    assert np.isnan(appraisal_share(toy.points, toy.study))


def test_the_node_of_a_class_cap_has_its_error_too(toy):
    study = with_noise(with_rules(toy.study, class_caps=(ClassCap("1.1", 60, "Khá"),)), STATED)
    [found] = node_errors(table_of_points([(27, 18, 12, 18, 12)]), toy.assessed, NOTHING, study)
    assert found.point_errors["1.1"].tolist() == pytest.approx([3.0])


def test_papi_errors_are_the_published_ones_not_those_of_its_printed_limits(shipped):
    """Hà Nội: standard error 0.256748 (the printed limits are 1.645 of them from the total)."""
    one = shipped("papi-2019")
    [found] = node_errors(one.points, one.assessed, NOTHING, one.study)
    assert found.errors.loc["01", "total"] == pytest.approx(0.256748, abs=1e-9)


@pytest.mark.parametrize("name", ["known-answer-2024", "known-answer-2025"])
def test_the_estimated_appraisal_error_is_near_the_true_one(shipped, name):
    """True error: first appraisal less true points, as a share of the maximum (truth/true_scores.csv).

    About 100 rows stand twice, of which few differ, so that the estimate is good to a fifth.
    """
    one = shipped(name)
    folder = studies_folder(PROJECT) / name
    truth = reference.given(folder / "truth" / "true_scores.csv", "true_scores")
    own = truth[(truth["appraisal_1"] != "") & (truth["true_points"] != "")]
    blocks = one.points.drop_duplicates("unit_code").set_index("unit_code")["block"]
    maxima = [
        one.study.criteria(blocks[unit]).maximum(code) for unit, code in own[["unit_code", "criterion_code"]].to_numpy()
    ]
    true = (own["appraisal_1"].astype(float) - own["true_points"].astype(float)) / np.array(maxima)
    assert appraisal_share(one.points, one.study) == pytest.approx(np.sqrt((true**2).mean()), rel=0.2)


def test_rows_that_one_body_appraised_say_nothing_about_error(shipped):
    one = shipped("known-answer-2024")
    found = appraised_twice(one.points, one.study)
    assert found.groupby(["unit_code", "criterion_code"])["body"].nunique().min() == 2
    assert found["share"].between(0, 1).all()


def test_an_appraised_criterion_without_a_stated_maximum_leaves_its_node_without_an_error(toy):
    study = with_noise(toy.study, STATED)
    points = table_of_points([(27, 18, 12, 18, 12), (24, 15, 12, 18, 9.5)], maxima=(np.nan, 20, 15, 20, 15))
    assert node_errors(points, toy.assessed, NOTHING, study) == []
