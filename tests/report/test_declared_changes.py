"""What study.yml declares otherwise follows from both studies."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from analysis.report.declared_changes import declared_changes, plain
from analysis.report.page import Page
from analysis.sensitivity.choices import Choice, Noise


def page(study, language="en"):
    return Page(SimpleNamespace(study=study, folder=None, table=None), language)


def with_sensitivity(study, **values):
    return replace(study, sensitivity=replace(study.sensitivity, **values))


def test_a_choice_declared_otherwise_is_told_and_its_reason_alone_is_no_change(toy):
    wider = with_sensitivity(toy.study, choices={"weights": Choice("weights", {}, kind="spread", spread=0.4)})
    same = with_sensitivity(toy.study, choices={"weights": Choice("weights", {"en": "x"}, kind="spread", spread=0.25)})
    (said,) = declared_changes(page(wider), toy.study)
    assert said == ("Choice that may vary, “Weights”: before, plus or minus 0.25; times a factor within a range; now, plus or "
                    "minus 0.4; times a factor within a range.")  # fmt: skip
    assert declared_changes(page(same), toy.study) == []


def test_errors_draws_and_rounds_declared_otherwise_are_told(toy, monkeypatch):
    noise = {"appraisal_error": Noise("appraisal_error", {}, share_of_maximum=0.05)}
    said = declared_changes(page(with_sensitivity(toy.study, draws=2048, noise=noise)), toy.study)
    assert said == ["Error declared, “Error of appraisal”: before, not declared; now, 5 per cent of the maximum.",
                    "Draws: 2,048 (before: 1,024)."]  # fmt: skip
    monkeypatch.setattr(type(toy.study), "has_forms", True)
    fewer = replace(toy.study, rounds=("self", "appraisal_1"))
    (said,) = declared_changes(page(fewer), toy.study)
    assert said.endswith("now, self-assessment, first appraisal.")


@pytest.mark.parametrize(("value", "printed"), [(1.0, "1"), (0.5, "0,5"), (4.75, "4,75"), (10 / 3, "3,3333")])
def test_numbers_have_as_many_decimals_as_they_need(value, printed):
    assert plain(value, "vi") == printed


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice("treatment", {}, options=("per_cent", "zero")), "Left out of the maximum (per cent), Counted as zero"),
        (Choice("survey_share", {}, low=0.0, high=0.35), "from 0; to 0.35"),
        (Choice("leave_out", {}, level="domain"), "each domain in turn"),
        (Choice("cut_offs", {}, between={"so": {"Tốt": (79.0, 81.5)}}), "Tốt 79–81.5"),
        (Choice("weights", {}, kind="dirichlet", concentration=50.0), "concentration 50; Dirichlet distribution"),
        (Choice("weights", {}, kind="all"), "every set of weights that are not negative"),
        (Choice("normalisation", {}, options=("none", "z_score")), "points as they are, z-scores"),
    ],
)
def test_what_a_choice_allows_is_told_in_short(toy, choice, words):
    bare = with_sensitivity(toy.study, choices={})
    (said,) = declared_changes(page(with_sensitivity(toy.study, choices={choice.name: choice})), bare)
    assert said.endswith(f"before, not declared; now, {words}.")


def test_a_table_in_place_of_forms_is_told(toy, monkeypatch):
    before = replace(toy.study, folder=toy.study.folder / "elsewhere")
    monkeypatch.setattr(type(toy.study), "has_forms", property(lambda study: study.folder.name == "elsewhere"))
    assert declared_changes(page(toy.study), before) == [
        "Figures now come from a published table; before, from the units' forms."
    ]
