"""The commands: what they leave, what they print in both languages, and their exit status."""

import csv
import os
from io import StringIO

import pytest
import toy_proposals
import yaml

from analysis import commands
from analysis import study as studies
from analysis.commands import DATA_ERRORS, DONE, WRONG_CALL
from analysis.paths import output_folder
from analysis.sensitivity import parallel


@pytest.mark.parametrize(
    "call",
    [
        lambda root: commands.study(root, ["toy", "tony"]),
        lambda root: commands.check_study(root, "tony"),
        lambda root: commands.new(root, "toy-2026", "tony"),
        lambda root: commands.verify(root, "tony"),
    ],
)
def test_a_study_that_does_not_exist_is_a_wrong_call_that_names_the_near_one(toy_root, capsys, call):
    assert call(toy_root) == WRONG_CALL
    printed = capsys.readouterr().err
    assert "“tony”" in printed and "toy" in printed.splitlines()[0] and len(printed.splitlines()) == 2


@pytest.mark.parametrize("name", ["", "..", "../toy", "toy/", "TOY"])
def test_no_other_writing_of_a_name_is_a_study(toy_root, capsys, name):
    assert commands.check_study(toy_root, name) == WRONG_CALL


def test_checking_a_good_study_counts_its_units_and_figures(toy_root, capsys):
    assert commands.check_study(toy_root, "toy") == DONE
    assert capsys.readouterr().out.splitlines() == [
        "toy: không có lỗi (6 đơn vị, 168 số liệu).", "toy: no errors (6 units, 168 figures).",
    ]  # fmt: skip
    assert not (toy_root / "outputs").exists()


def test_checking_a_broken_study_lists_its_errors_and_leaves_them_for_excel(toy_root, edit, capsys):
    edit("studies/toy/results.csv", "TOY1,85,24,18,", "TOY1,85,x,18x,")
    assert commands.check_study(toy_root, "toy") == DATA_ERRORS
    left = toy_root / "outputs/toy/check/issues.csv"
    rows = list(csv.DictReader(left.read_text("utf-8-sig").splitlines()))
    assert left.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [(row["rule"], row["cell"]) for row in rows] == [("not_a_number", "G4"), ("not_a_number", "H4")]
    printed = capsys.readouterr().out
    assert "LỖI  data/studies/toy/results.csv, ô G4" in printed and "errors: 2;" in printed


def test_checking_again_after_mending_removes_the_old_list(toy_root, edit):
    edit("studies/toy/results.csv", "TOY1,85,24,18,", "TOY1,85,x,18,")
    commands.check_study(toy_root, "toy")
    edit("studies/toy/results.csv", "TOY1,85,x,18,", "TOY1,85,24,18,")
    assert commands.check_study(toy_root, "toy") == DONE
    assert not (toy_root / "outputs/toy/check/issues.csv").exists()


@pytest.mark.parametrize(
    ("file", "content"),
    [("study.yml", b""), ("study.yml", b"a: [\n"), ("results.csv", b"PK\x03\x04"), ("corrections.yml", b"\xff")],
)
def test_checking_files_that_cannot_be_read_is_a_matter_of_data(toy_root, capsys, file, content):
    (toy_root / "data/studies/toy" / file).write_bytes(content)
    assert commands.check_study(toy_root, "toy") == DATA_ERRORS
    assert file in capsys.readouterr().out


@pytest.mark.parametrize("name", ["toy-2026", "2026", "2026-01-15", "no", "1e5"])
def test_a_new_study_is_ready_to_be_filled_in(toy_root, capsys, name):
    assert commands.new(toy_root, name, "toy") == DONE
    folder = toy_root / "data/studies" / name
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "corrections.yml",
        "results.csv",
        "study.yml",
    ]
    assert studies.load(folder).id == name
    assert yaml.safe_load((folder / "corrections.yml").read_text("utf-8")) == {"corrections": []}
    model = (toy_root / "data/studies/toy/results.csv").read_text("utf-8").splitlines()[0]
    assert (folder / "results.csv").read_text("utf-8") == f"{model}\n"


def test_a_new_study_without_figures_asks_for_them(toy_root, capsys):
    commands.new(toy_root, "toy-2026", "toy")
    assert commands.check_study(toy_root, "toy-2026") == DATA_ERRORS
    assert "data/studies/toy-2026/results.csv" in capsys.readouterr().out


def test_a_model_whose_name_stands_in_quotes_gives_a_good_study(toy_root, edit):
    edit("studies/toy/study.yml", "study: toy", 'study: "toy"  # the name')
    commands.new(toy_root, "toy-2026", "toy")
    assert studies.load(toy_root / "data/studies/toy-2026").id == "toy-2026"


def test_the_readme_of_a_new_study_is_in_both_languages_and_names_the_study(toy_root):
    commands.new(toy_root, "toy-2026", "toy")
    text = (toy_root / "data/studies/toy-2026/README.md").read_text("utf-8")
    assert "run.py check toy-2026" in text and "cần đặt gì" in text and "what to put" in text


@pytest.mark.parametrize(
    "name", ["", "Toy", "sở-nội-vụ", "a b", "../up", "a/b", "-a", "a-", "a--b", "a_b", "con.", "."]
)
def test_a_name_that_makes_no_good_folder_is_refused(toy_root, name):
    before = sorted(toy_root.rglob("*"))
    assert commands.new(toy_root, name, "toy") == WRONG_CALL
    assert sorted(toy_root.rglob("*")) == before


def test_a_name_that_is_taken_is_refused_and_nothing_is_touched(toy_root):
    before = (toy_root / "data/studies/toy/results.csv").read_bytes()
    assert commands.new(toy_root, "toy", "toy") == WRONG_CALL
    assert (toy_root / "data/studies/toy/results.csv").read_bytes() == before


def test_running_a_study_with_errors_ends_with_1_and_keeps_the_last_output(stored, edit, capsys):
    root, folder = stored
    edit("studies/toy/results.csv", "TOY1,85,24,18,", "TOY1,85,31,18,")
    assert commands.study(root, ["toy", "toy"]) == DATA_ERRORS
    printed = capsys.readouterr()
    assert "G4" in printed.out and "errors: 1)" in printed.err and "Open the report" not in printed.out
    assert (folder / "tables" / "scores.csv").read_text() == "year\n"
    assert sorted(path.name for path in folder.parent.iterdir()) == [".lock", "official"]


def test_running_a_study_without_changes_says_so(stored, capsys):
    root, folder = stored
    assert commands.study(root, []) == DONE
    assert "nothing has changed" in capsys.readouterr().out and folder.exists()


def test_a_cluster_that_does_not_answer_is_a_wrong_call_in_both_languages(stored, capsys, monkeypatch):
    monkeypatch.setattr(parallel, "PATIENCE", 0.5)
    monkeypatch.setenv(parallel.CLUSTER_VARIABLE, "left over")
    assert commands.study(stored[0], ["toy"], "tcp://127.0.0.1:1") == WRONG_CALL
    vietnamese, english = capsys.readouterr().err.splitlines()
    assert all("“tcp://127.0.0.1:1”" in line and "--cluster" in line for line in (vietnamese, english))
    assert vietnamese.startswith("Không kết nối") and english.startswith("No Dask scheduler")


def test_the_kernels_inherit_the_address_of_a_cluster_and_only_when_it_is_given(stored, monkeypatch):
    asked = []
    monkeypatch.setenv(parallel.CLUSTER_VARIABLE, "left over")
    monkeypatch.setattr(parallel, "connected", lambda address: asked.append(address) or StringIO())
    assert commands.study(stored[0], ["toy"], "tcp://host:8786") == DONE
    assert asked == ["tcp://host:8786"] and os.environ[parallel.CLUSTER_VARIABLE] == "tcp://host:8786"
    assert commands.study(stored[0], ["toy"]) == DONE
    assert asked == ["tcp://host:8786"] and parallel.CLUSTER_VARIABLE not in os.environ


def test_folders_of_the_system_are_no_studies(toy_root):
    for name in (".ipynb_checkpoints", ".git"):
        (toy_root / "data/studies" / name).mkdir()
    assert commands.study_ids(toy_root) == ["toy"]


def test_a_proposal_needs_one_study(toy_root, capsys):
    assert commands.study(toy_root, [], proposals=("thu",)) == WRONG_CALL
    assert "--proposal" in capsys.readouterr().err


def test_a_proposal_that_cannot_be_used_stops_before_any_run(toy_root, capsys):
    toy_proposals.write(
        toy_root, toy_proposals.content_of([{"criterion": "9.9", "drop": True, "was": {"max_points": 1}}])
    )
    assert commands.study(toy_root, ["toy"], proposals=("thu", "nowhere")) == DATA_ERRORS
    printed = capsys.readouterr().out
    assert "9.9" in printed and "“nowhere”" in printed and not output_folder(toy_root, "toy").exists()
