"""What a run was made from and what it made, and when it has to be made again."""

import json
import shutil

import pytest

from analysis import manifest
from analysis import study as studies
from analysis.paths import studies_folder


@pytest.fixture
def made(toy_root, tmp_path):
    """The copied toy study and a folder with a made-up output of it and its manifest."""
    study, folder = studies.load(studies_folder(toy_root) / "toy"), tmp_path / "official"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "scores.csv").write_text("year\n2024\n")
    manifest.write(study, folder)
    return study, folder


def test_an_untouched_output_is_current(made):
    assert manifest.current(*made)


@pytest.mark.parametrize(
    "file",
    ["studies/toy/results.csv", "studies/toy/corrections.yml", "frameworks/toy/criteria.csv", "reference/units.csv"],
)
def test_a_changed_input_makes_the_output_old(made, toy_root, file):
    path = toy_root / "data" / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert not manifest.current(*made)


def test_a_new_input_makes_the_output_old(made, toy_root):
    (toy_root / "data/studies/toy/standard_errors.csv").write_text("year\n")
    assert not manifest.current(*made)


@pytest.mark.parametrize(
    ("audience", "current"), [("public", True), (None, True), ("unit", False), ("internal", False)]
)
def test_sheets_for_another_audience_make_the_output_old(made, audience, current):
    manifest.write(*made, "public")
    assert manifest.current(*made, audience) is current


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_a_touched_output_is_not_current(made, change):
    table = made[1] / "tables" / "scores.csv"
    if change == "changed":
        table.write_text("year\n2025\n")
    elif change == "added":
        (made[1] / "tables" / "more.csv").write_text("x")
    else:
        table.unlink()
    assert not manifest.current(*made)


@pytest.mark.parametrize("name", [".DS_Store", "~$results.xlsx", ".~lock.results.csv#"])
def test_what_programs_leave_beside_files_changes_nothing(made, toy_root, name):
    (toy_root / "data/studies/toy" / name).write_text("x")
    (made[1] / name).write_text("x")
    assert manifest.current(*made)


def test_inputs_are_data_code_notebooks_and_lock_with_plain_names(made):
    names = manifest.inputs(made[0])
    for name in ("data/studies/toy/study.yml", "data/frameworks/toy/criteria.csv", "data/reference/units.csv",
                 "src/analysis/score.py", "src/analysis/schemas.yml", "src/analysis/texts/report.yml",
                 "notebooks/3_score.ipynb", "requirements.lock"):  # fmt: skip
        assert name in names
    assert not any(name.startswith("/") or "\\" in name or "__pycache__" in name for name in names)


def test_another_framework_is_no_input(made, toy_root):
    other = toy_root / "data/frameworks/other"
    other.mkdir()
    (other / "framework.yml").write_text("x")
    assert manifest.current(*made)


def test_tables_that_are_pooled_are_inputs_with_their_frameworks(toy_root, edit, tmp_path):
    """A study whose run reads other studies is old when one of them changes."""
    other = studies_folder(toy_root) / "other"
    shutil.copytree(studies_folder(toy_root) / "toy", other)
    shutil.copytree(toy_root / "data/frameworks/toy", toy_root / "data/frameworks/second")
    framework = toy_root / "data/frameworks/second/framework.yml"
    framework.write_text(framework.read_text("utf-8").replace("framework: toy", "framework: second"), "utf-8")
    text = (other / "study.yml").read_text("utf-8")
    text = text.replace("study: toy", "study: other").replace("framework: toy", "framework: second")
    (other / "study.yml").write_text(text, "utf-8")
    edit("studies/toy/study.yml", 'appraises: {reference: "no"}', 'appraises: {reference: "no"}\n  pooled: [other]')
    study, folder = studies.load(studies_folder(toy_root) / "toy"), tmp_path / "official"
    assert {"data/studies/other/results.csv", "data/frameworks/second/criteria.csv"} <= set(manifest.inputs(study))
    folder.mkdir()
    manifest.write(study, folder)
    assert manifest.current(study, folder)
    (other / "results.csv").write_bytes((other / "results.csv").read_bytes() + b"\n")
    assert not manifest.current(study, folder)


def test_line_ends_of_windows_count_the_same(tmp_path):
    (tmp_path / "unix.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "windows.csv").write_bytes(b"a,b\r\n1,2\r\n")
    assert manifest.checksum(tmp_path / "unix.csv") == manifest.checksum(tmp_path / "windows.csv")


def test_line_ends_inside_a_binary_file_count(tmp_path):
    (tmp_path / "one.png").write_bytes(b"\x00\r\n")
    (tmp_path / "other.png").write_bytes(b"\x00\n")
    assert manifest.checksum(tmp_path / "one.png") != manifest.checksum(tmp_path / "other.png")


@pytest.mark.parametrize("content", ["", "{", "[]", "[1]", "7", "null", '"text"', "{}", '{"study": "toy"}', "\x00"])
def test_a_manifest_that_cannot_be_read_means_the_output_is_not_current(made, content):
    (made[1] / manifest.NAME).write_text(content)
    assert manifest.read(made[1]) == {} and not manifest.current(*made)


def test_a_missing_output_is_not_current(made, tmp_path):
    assert not manifest.current(made[0], tmp_path / "nothing")


def test_the_manifest_names_no_place_and_no_time(made, toy_root):
    text = (made[1] / manifest.NAME).read_text("utf-8")
    assert str(toy_root) not in text
    assert set(json.loads(text)) == {"study", "proposal", "status", "as_of", "audience", "inputs", "outputs"}


def test_the_manifest_is_no_output_of_itself(made):
    assert list(manifest.outputs(made[1])) == ["tables/scores.csv"]
