"""The synthetic example: every source, kind, answer and reason that rules can give is met in it."""

import shutil

import pytest

from analysis import study as studies
from analysis.awards import example, results, rules
from analysis.awards.rule_keys import KINDS, SOURCES
from analysis.paths import PROJECT, studies_folder
from analysis.sensitivity.standard_errors import node_errors

NAME = "known-answer-2025"


@pytest.fixture(scope="module")
def made(tmp_path_factory, shipped):
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(PROJECT / "data", root / "data")
    study = studies.load(studies_folder(root) / NAME)
    example.write(study, rules.of_study(study), study.folder)
    here = shipped(NAME)
    errors = node_errors(here.points, here.assessed, here.cleaned["survey_points"], here.study)
    return study, results.awarded(here.scores, here.issues, errors, study)


def test_every_source_kind_and_answer_is_there(made):
    _, found = made
    conditions, awards = found.tables["award_conditions"], found.tables["awards"]
    assert set(conditions["condition_source"]) == set(SOURCES) and set(awards["award_kind"]) == set(KINDS)
    assert set(awards["result"]) == set(conditions["result"]) == {"met", "not_met", "not_determined"}
    assert {"not_defined", "no_fact", "no_document"} <= set(conditions["open_reason"])
    reasons = {
        "conditions_met",
        "condition_failed",
        "condition_open",
        "quota_full",
        "quota_open",
        "quota_not_defined",
        "no_group",
    }
    assert reasons <= set(awards["award_reason"])
    assert set(awards["flip_basis"]) >= {"noise", "not_determined"} and len(found.tables["award_persons"])


def test_groups_cut_across_the_blocks_of_ranking(made):
    awards = made[1].tables["awards"]
    grouped = awards[awards["emulation_group"] != ""].groupby("emulation_group")["block"].nunique()
    assert (grouped > 1).any()


def test_only_missing_documents_are_named(made):
    assert {(one.rule, one.severity) for one in made[1].problems} == {("fact_without_document", "warning")}


def test_the_same_study_gives_the_same_bytes(made, tmp_path):
    study = made[0]
    paths = example.write(study, rules.of_study(study), tmp_path)
    assert all(path.read_bytes() == (study.folder / path.name).read_bytes() for path in paths)


def test_nothing_is_made_up_for_a_real_study(tmp_path):
    real = studies.load(studies_folder(PROJECT) / "tay-ninh-2023")
    with pytest.raises(ValueError, match="tay-ninh-2023"):
        example.write(real, rules.of_study(real), tmp_path)
