"""The table of what was free to vary, and what was declared and stays fixed, with the reason."""

import numpy as np
import pytest
from conftest import SHIPPED
from toy_changes import with_criteria, with_rules
from varied import SPREAD, block, declaring

from analysis import omissions, tables
from analysis.sensitivity import declared
from analysis.sensitivity.choices import Noise
from analysis.sensitivity.standard_errors import node_errors

WHOLE = [[27, 10, 12, 18, 6], [15, 18, 13, 12, 14], [21, 16, 4, 16, 9]]
REASON = {"vi": "Thử", "en": "Trial"}
UNSTATED = dict.fromkeys(["total", "1", "2", "1.1", "1.2", "1.10", "2.1", "2.2"], np.nan)


def listed_choices(here):
    errors = node_errors(here.points, here.assessed, tables.empty("survey_points"), here.study)
    return declared.choices(here.points, here.assessed, errors, here.study)


def listed(study, choices, rows=WHOLE):
    here = block(declaring(study, choices), rows)
    found = listed_choices(here)
    left = omissions.table(declared.left_out(here.points, here.assessed, here.study))
    return found.set_index("input"), left


def test_every_input_is_listed_with_its_official_value_and_bounds(toy):
    found, left = listed(toy.study, SPREAD | {"survey_share": {"low": 0.2, "high": 0.4}, "leave_out": {"level": "domain"},
                                              "cut_offs": {"spread": 1.0}})  # fmt: skip
    assert found.loc["weights/1", ["official_value", "allowed"]].tolist() == [
        "1.1: 30; 1.2: 20; 1.10: 15",
        "x 0.75 ... 1.25",
    ]
    assert found.loc["survey_share", ["official_value", "allowed"]].tolist() == ["0.35", "0.2 ... 0.4"]
    assert found.loc["leave_out", ["official_value", "allowed"]].tolist() == ["", "1 | 2"]
    assert found.loc["cut_offs", "allowed"] == "Tốt: 79 ... 81; Khá: 64 ... 66; Trung bình: 49 ... 51"
    assert set(found["reason_en"]) == {"Trial"} and len(left) == 0


def test_noise_is_listed_beside_the_method(toy):
    noise = {
        "appraisal_error": Noise("appraisal_error", REASON, share_of_maximum=0.05),
        "survey_error": Noise("survey_error", REASON),
    }
    here = block(declaring(toy.study, SPREAD, noise=noise), WHOLE)
    found = listed_choices(here).set_index("input")
    assert found.loc["appraisal_error", ["source", "allowed"]].tolist() == ["noise", "0.0500"]
    assert found.loc["survey_error", "source"] == "noise" and found.loc["weights/1", "source"] == "method"


def test_a_survey_error_of_which_there_is_no_figure_is_not_listed(toy):
    noise = {"survey_error": Noise("survey_error", REASON)}
    here = block(declaring(toy.study, SPREAD, noise=noise), WHOLE)
    assert "survey_error" not in set(listed_choices(here)["input"])


def reasons(study, choices, rows=WHOLE):
    left = listed(study, choices, rows)[1]
    return dict(zip(left["subject_en"], left["reason_en"], strict=True))


MEANS = {"aggregation": {"options": ("arithmetic", "geometric"), "levels": "together"}}


@pytest.mark.parametrize(
    ("change", "choices", "rows", "words"),
    [
        (lambda study: study, {"treatment": {"options": ("per_cent", "zero")}}, WHOLE, "no unit with a smaller"),
        (lambda study: with_criteria(study, "max_points", UNSTATED), {"weights": {"kind": "all"}}, WHOLE, "maxima"),
        (lambda study: with_criteria(study, "max_points", UNSTATED), {"survey_share": {"low": 0.1, "high": 0.5}}, WHOLE,
         "maxima"),
        (lambda study: study, {"survey_factor": {"low": 0.5, "high": 2}}, WHOLE, "maxima of this block are stated"),
        (lambda study: with_criteria(study, "points_from", {"2.1": "appraisal", "2.2": "appraisal"}),
         {"survey_share": {"low": 0.1, "high": 0.5}}, WHOLE, "survey part"),
        (lambda study: study, MEANS, WHOLE, "rounded"),
        (lambda study: with_rules(study, rank_on="unrounded"), MEANS, [*WHOLE, [1, None, 3, 4, 5]], "apply to every unit"),
        (lambda study: study, {}, WHOLE, "declares no choice"),
        (lambda study: study, SPREAD, WHOLE[:1], "only one unit"),
    ],
)  # fmt: skip
def test_what_cannot_vary_is_left_out_with_the_reason(toy, change, choices, rows, words):
    found = reasons(change(toy.study), choices, rows)
    assert len(found) == 1 and words in found["Method range of ranks"]


def test_a_treatment_that_needs_other_data_is_left_out_and_the_others_vary(toy):
    rows = [*WHOLE, [27, None, 12, 18, None]]
    found, left = listed(toy.study, {"treatment": {"options": ("per_cent", "full", "rescale_appraised")}}, rows)
    assert found.loc["treatment", "allowed"] == "per_cent | full"
    assert left["subject_en"].tolist() == ["Treatment: appraised part rescaled, survey part kept"]


def test_classes_without_known_cut_offs_are_left_out(toy):
    study = with_rules(toy.study, classes=(("Tốt", None), ("Khá", 65.0)))
    assert reasons(study, SPREAD) == {"Probability of each class": "no source states the cut-offs of the classes"}
    means = with_rules(toy.study, rank_on="unrounded")
    assert "points added up" in reasons(means, MEANS)["Probability of each class"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_block_of_every_shipped_study_has_inputs_or_a_reason(shipped, name, tmp_path):
    here = shipped(name)
    found = listed_choices(here)
    left = omissions.table(declared.left_out(here.points, here.assessed, here.study))
    tables.write(tmp_path, "choices", found, "published")
    tables.write(tmp_path, "left_out", left, "published")
    places = set(map(tuple, here.points[["year", "block"]].drop_duplicates().values.tolist()))
    varied = found[found["source"] == "method"]
    nothing = left[left["subject_en"] == "Method range of ranks"]
    named = [set(map(tuple, frame[["year", "block"]].values.tolist())) for frame in (varied, nothing)]
    assert named[0] | named[1] == places and not named[0] & named[1]


def test_tay_ninh_varies_the_treatment_and_the_disputed_cut_offs(shipped):
    here = shipped("tay-ninh-2023")
    found = listed_choices(here).set_index("input")
    assert found.loc["treatment", ["official_value", "allowed"]].tolist() == ["per_cent", "per_cent | zero | full"]
    assert found.loc["cut_offs", "allowed"] == "Tốt: 78.49 ... 81.7; Khá: 49.07 ... 78.49"
