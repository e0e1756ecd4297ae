"""The command verify: what it says before and after a run is made again."""

import json

import pytest
import toy_proposals

from analysis import manifest, verification
from analysis import study as studies
from analysis.paths import PROJECT, output_folder, studies_folder
from analysis.run import Outcome
from analysis.verification import DATA_ERRORS, DONE, RUN_FAILED


def test_verifying_without_an_output_says_what_to_run(toy_root, capsys):
    assert verification.verify(toy_root, "toy") == RUN_FAILED
    assert "run.py study toy" in capsys.readouterr().err


def test_verifying_after_a_change_of_inputs_names_the_file(stored, capsys):
    root, _ = stored
    path = root / "data/studies/toy/results.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert verification.verify(root, "toy") == DATA_ERRORS
    assert "data/studies/toy/results.csv" in capsys.readouterr().err


def test_verifying_a_touched_output_names_the_file(stored, capsys):
    root, folder = stored
    (folder / "tables" / "scores.csv").write_text("year\n2024\n")
    assert verification.verify(root, "toy") == DATA_ERRORS
    assert "tables/scores.csv" in capsys.readouterr().err


def test_verifying_with_a_broken_manifest_counts_as_no_output(stored):
    root, folder = stored
    (folder / manifest.NAME).write_text(json.dumps({"inputs": {}}))
    assert verification.verify(root, "toy") == RUN_FAILED


@pytest.mark.parametrize(
    ("one", "other", "names"), [({"a": 1}, {"a": 1}, []), ({"a": 1, "b": 2}, {"a": 2, "c": 3}, ["a", "b", "c"])]
)
def test_differing_names_what_changed_or_stands_on_one_side(one, other, names):
    assert verification.differing(one, other) == names


@pytest.mark.parametrize("name", ["tay-ninh-2023", "known-answer-2024"])
def test_a_copy_holds_all_that_a_run_reads_other_tables_included(tmp_path, name):
    study = studies.load(studies_folder(PROJECT) / name)
    verification.copied(study, tmp_path)
    again = studies.load(studies_folder(tmp_path) / name)
    assert again.pooled == study.pooled and manifest.inputs(again) == manifest.inputs(study)


def test_verifying_a_proposal_without_an_output_says_what_to_run(toy_root, capsys):
    toy_proposals.write(toy_root, toy_proposals.content_of(toy_proposals.FEWER_PLANS, {"scale_rest_to": 100}))
    assert verification.verify(toy_root, "toy", "thu") == RUN_FAILED
    assert "run.py study toy --proposal thu" in capsys.readouterr().err


def test_a_proposal_is_made_again_on_a_copy_of_the_official_output(stored, tmp_path, monkeypatch, capsys):
    root, _ = stored
    toy_proposals.write(root, toy_proposals.content_of(toy_proposals.FEWER_PLANS, {"scale_rest_to": 100}))
    study, folder = studies.load(studies_folder(root) / "toy", "thu"), output_folder(root, "toy", "thu")

    def run(below, *_):
        assert (output_folder(below, "toy") / "tables" / "scores.csv").read_text() == "year\n"
        made = output_folder(below, "toy", "thu")
        made.mkdir(parents=True, exist_ok=True)
        (made / "brief.vi.md").write_text("one page")
        return Outcome("toy", "done", proposal="thu")

    run(root)
    manifest.write(study, folder)
    monkeypatch.setattr(verification, "run_proposal", run)
    assert verification.verify(root, "toy", "thu") == DONE
    assert "toy/thu: identical. 1 files" in capsys.readouterr().out
    (folder / "brief.vi.md").write_text("another page")
    assert verification.verify(root, "toy", "thu") == DATA_ERRORS
    manifest.write(study, folder)
    assert verification.verify(root, "toy", "thu") == RUN_FAILED
    assert "brief.vi.md" in capsys.readouterr().err


def test_a_run_is_made_again_for_the_audience_it_was_made_for(stored, monkeypatch):
    root, folder = stored
    manifest.write(studies.load(studies_folder(root) / "toy"), folder, "public")
    asked = []
    monkeypatch.setattr(verification, "run_study", lambda *given: asked.append(given[-1]) or Outcome("toy", "busy"))
    assert verification.verify(root, "toy") == RUN_FAILED and asked == ["public"]
