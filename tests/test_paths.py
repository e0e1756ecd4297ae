"""Places: shown without the machine, found without the working directory."""

from pathlib import Path

import pytest

from analysis import paths


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("some/where/data/studies/x/study.yml", "data/studies/x/study.yml"),
        ("some/data/where/data/studies/x/study.yml", "data/studies/x/study.yml"),
        ("some/where/outputs/x/official/notebooks/1_read.ipynb", "outputs/x/official/notebooks/1_read.ipynb"),
        ("some/where/else.txt", "else.txt"),
    ],
)
def test_a_path_is_shown_from_the_root_of_the_study(path, shown):
    assert paths.shown(Path("/") / path) == shown


def test_the_root_is_the_project_unless_a_run_names_another(monkeypatch, tmp_path):
    monkeypatch.delenv(paths.ROOT_VARIABLE, raising=False)
    assert paths.root() == paths.PROJECT
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    assert paths.resolved("data/x") == tmp_path / "data" / "x"


def test_files_of_systems_and_programs_are_not_counted(tmp_path):
    for name in (
        "b.csv",
        "a.yml",
        ".DS_Store",
        "~$b.xlsx",
        ".~lock.b.csv#",
        "__pycache__/a.pyc",
        ".ipynb_checkpoints/a.ipynb",
        "in/c",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in paths.files(tmp_path)] == ["a.yml", "b.csv", "in/c"]


def test_a_folder_below_a_hidden_one_is_read(tmp_path):
    (tmp_path / ".hidden" / "study").mkdir(parents=True)
    (tmp_path / ".hidden" / "study" / "a").write_text("x")
    assert len(paths.files(tmp_path / ".hidden" / "study")) == 1
