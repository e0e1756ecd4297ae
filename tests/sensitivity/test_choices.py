"""What study.yml may declare of the sensitivity analysis, and what is refused with the key named."""

import pytest

from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import DataProblems
from analysis.sensitivity.choices import survey_share

REASON = 'reason: {vi: "Thử", en: "Trial"}'
WEIGHTS = "weights: {kind: spread, spread: 0.25,"


def declared(toy_root, edit, entry):
    edit("studies/toy/study.yml", WEIGHTS, f"{entry}\n    {WEIGHTS}")
    return studies.load(studies_folder(toy_root) / "toy").sensitivity


def refused(toy_root, edit, old, new):
    edit("studies/toy/study.yml", old, new)
    with pytest.raises(DataProblems) as found:
        studies.load(studies_folder(toy_root) / "toy")
    return [one.cell for one in found.value.problems]


def test_the_toy_declares_weights_and_no_noise(toy):
    found = toy.study.sensitivity
    assert (found.draws, found.places, found.noise) == (1024, 3, {})
    assert found.choices["weights"].kind == "spread" and found.choices["weights"].spread == 0.25


def test_everything_may_be_left_out(toy_root, edit):
    text = (toy_root / "data/studies/toy/study.yml").read_text("utf-8")
    line = next(line for line in text.splitlines() if WEIGHTS in line)
    edit("studies/toy/study.yml", f"  choices:\n{line}", "  choices: {}")
    assert studies.load(studies_folder(toy_root) / "toy").sensitivity.choices == {}


@pytest.mark.parametrize(
    ("entry", "name", "fields"),
    [
        ("treatment: {options: [per_cent, zero], %s}", "treatment", {"options": ("per_cent", "zero")}),
        ("survey_share: {low: 0.3, high: 0.4, %s}", "survey_share", {"low": 0.3, "high": 0.4}),
        ("survey_factor: {low: 0.5, high: 2, %s}", "survey_factor", {"low": 0.5, "high": 2}),
        ("leave_out: {level: criterion, %s}", "leave_out", {"level": "criterion"}),
        ("cut_offs: {spread: 1, %s}", "cut_offs", {"spread": 1, "between": {}}),
        ('cut_offs: {between: {so: {"Tốt": [79, 81]}}, %s}', "cut_offs", {"between": {"so": {"Tốt": [79, 81]}}}),
        ("aggregation: {options: [arithmetic, harmonic], levels: each, %s}", "aggregation", {"levels": "each"}),
        ("normalisation: {options: [none, rank], %s}", "normalisation", {"options": ("none", "rank")}),
    ],
)
def test_every_choice_is_read_as_it_is_written(toy_root, edit, entry, name, fields):
    found = declared(toy_root, edit, entry % REASON).choices[name]
    assert {key: getattr(found, key) for key in fields} == fields and found.reason["en"] == "Trial"


def test_an_error_is_stated_or_taken_from_rows_appraised_twice(toy_root, edit):
    edit("studies/toy/study.yml", "noise: {}", f"noise: {{appraisal_error: {{from: double_appraisals, {REASON}}}}}")
    found = studies.load(studies_folder(toy_root) / "toy").sensitivity.noise["appraisal_error"]
    assert found.source == "double_appraisals" and found.share_of_maximum is None


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("spread: 0.25", "spread: 1", "choices.weights.spread"),
        ("spread: 0.25", "spread: 0", "choices.weights.spread"),
        ("kind: spread, spread: 0.25", "kind: all, spread: 0.25", "choices.weights.spread"),
        ("kind: spread, spread: 0.25", "kind: dirichlet", "choices.weights.concentration"),
        ("kind: spread, spread: 0.25", "kind: dirichlet, concentration: 0", "choices.weights.concentration"),
        (f"{WEIGHTS} reason", f"{WEIGHTS} cause", "choices.weights.cause"),
        (WEIGHTS, f"weight: {{{REASON}}}\n    {WEIGHTS}", "choices.weight"),
        (WEIGHTS, f"treatment: {{options: [zero, full], {REASON}}}\n    {WEIGHTS}", "choices.treatment.options"),
        (WEIGHTS, f"treatment: {{options: [per_cent], {REASON}}}\n    {WEIGHTS}", "choices.treatment.options"),
        (WEIGHTS, f"treatment: {{options: [per_cent, half], {REASON}}}\n    {WEIGHTS}", "choices.treatment.options[2]"),
        (WEIGHTS, f"treatment: {{options: [per_cent, per_cent], {REASON}}}\n    {WEIGHTS}", "choices.treatment.options"),
        (WEIGHTS, f"survey_share: {{low: 0.4, high: 0.5, {REASON}}}\n    {WEIGHTS}", "choices.survey_share.low"),
        (WEIGHTS, f"survey_share: {{low: 0.5, high: 0.2, {REASON}}}\n    {WEIGHTS}", "choices.survey_share.low"),
        (WEIGHTS, f"survey_factor: {{low: 1.5, high: 2, {REASON}}}\n    {WEIGHTS}", "choices.survey_factor.low"),
        (WEIGHTS, f"leave_out: {{level: all, {REASON}}}\n    {WEIGHTS}", "choices.leave_out.level"),
        (WEIGHTS, f"cut_offs: {{{REASON}}}\n    {WEIGHTS}", "choices.cut_offs.spread"),
        (WEIGHTS, f"cut_offs: {{between: {{xa: {{A: [1, 2]}}}}, {REASON}}}\n    {WEIGHTS}", "choices.cut_offs.between.xa"),
        (WEIGHTS, f"cut_offs: {{between: {{so: {{A: [1, 2]}}}}, {REASON}}}\n    {WEIGHTS}", "choices.cut_offs.between.so.A"),
        (WEIGHTS, f"cut_offs: {{between: {{so: {{Tốt: [81, 82]}}}}, {REASON}}}\n    {WEIGHTS}",
         "choices.cut_offs.between.so.Tốt"),
        (WEIGHTS, f"cut_offs: {{between: {{so: {{Tốt: [82, 79]}}}}, {REASON}}}\n    {WEIGHTS}",
         "choices.cut_offs.between.so.Tốt"),
        (WEIGHTS, f"cut_offs: {{between: {{so: {{Tốt: [70, 90], Khá: [60, 92]}}}}, {REASON}}}\n    {WEIGHTS}",
         "choices.cut_offs.between.so.Khá"),
        (WEIGHTS, f"aggregation: {{options: [geometric, harmonic], levels: each, {REASON}}}\n    {WEIGHTS}",
         "choices.aggregation.options"),
        (WEIGHTS, f"normalisation: {{options: [rank, min_max], {REASON}}}\n    {WEIGHTS}", "choices.normalisation.options"),
        ("noise: {}", f"noise: {{appraisal_error: {{{REASON}}}}}", "noise.appraisal_error"),
        ("noise: {}", f"noise: {{appraisal_error: {{share_of_maximum: 2, {REASON}}}}}",
         "noise.appraisal_error.share_of_maximum"),
        ("draws: 1024", "draws: 1024\n  places: 0", "places"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_its_key(toy_root, edit, old, new, cell):
    assert f"sensitivity.{cell}" in refused(toy_root, edit, old, new)


def messages(toy_root, edit, new):
    edit("studies/toy/study.yml", WEIGHTS, new)
    with pytest.raises(DataProblems) as found:
        studies.load(studies_folder(toy_root) / "toy")
    return [one.rule for one in found.value.problems]


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        (f"treatment: {{options: [zero, full], {REASON}}}\n    {WEIGHTS}", "official_option_missing"),
        (f"survey_share: {{low: 0.5, high: 0.2, {REASON}}}\n    {WEIGHTS}", "ends_reversed"),
        (f"survey_share: {{low: 0.4, high: 0.5, {REASON}}}\n    {WEIGHTS}", "official_level_outside"),
        (f"cut_offs: {{between: {{so: {{Tốt: [82, 79]}}}}, {REASON}}}\n    {WEIGHTS}", "ends_reversed"),
        ("weights: {kind: spread, concentration: 3, spread: 0.25,", "key_of_other_kind"),
        ("weights: {kind: dirichlet,", "missing_key"),
    ],
)
def test_a_message_says_what_to_do(toy_root, edit, new, rule):
    assert messages(toy_root, edit, new) == [rule]


def test_the_survey_holds_35_of_100_points_of_the_toy(toy):
    assert survey_share(toy.study.criteria("so")) == 0.35


def test_every_shipped_study_gives_its_reasons_in_both_languages(shipped):
    from conftest import SHIPPED

    for name in SHIPPED:
        declared = shipped(name).study.sensitivity
        assert declared.choices and all(one.reason["vi"] and one.reason["en"] for one in declared.choices.values())


def test_draws_that_are_not_stated_are_8192(toy_root, edit):
    edit("studies/toy/study.yml", "  draws: 1024\n", "")
    assert studies.load(studies_folder(toy_root) / "toy").sensitivity.draws == 8192
