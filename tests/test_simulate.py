"""The synthetic province as a whole: what is planted is found at its cell, what is right stays quiet, truth and rooms agree."""

import filecmp
import os
import subprocess
import sys

import pandas as pd
import pytest
from simulated import data_root, province

from analysis import score, simulate, study
from analysis.forms import cleaning, intake
from analysis.paths import PROJECT

KNOWN = ["--name", "known-answer", "--size", "small", "--design", "shared", "--faults", "not_stopping"]


def cleaned(folder):
    loaded = study.load(folder)
    return loaded, cleaning.tables_of(loaded, intake.frames(intake.received(loaded)))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return data_root(tmp_path_factory.mktemp("root"))


def written(root, name, year, faults):
    folder = root / "data" / "studies" / f"{name}-{year}"
    if not folder.exists():
        simulate.write(folder, province(year, "small", "shared", faults))
    return folder


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_clean_province_has_no_error_and_no_warning(root, year):
    _, tables = cleaned(written(root, "clean", year, "none"))
    issues = tables["issues"]
    assert list(issues[issues["severity"] != "note"]["message_en"]) == []


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_rooms_give_the_totals_of_the_truth(root, year):
    folder = written(root, "clean", year, "none")
    loaded, tables = cleaned(folder)
    scores = score.scores(score.points(tables["assessed"], loaded), tables["assessed"], loaded)
    totals = scores[scores["node"] == "total"].set_index("unit_code")["percent"]
    truth = pd.read_csv(folder / "truth" / "quality.csv").set_index("unit_code")["percent_in_force"]
    assert len(totals) == 12 and (totals - truth).abs().max() < 1e-4


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_planted_mistake_is_found_at_its_cell_and_nothing_else(root, year):
    folder = written(root, "faulty", year, "all")
    _, tables = cleaned(folder)
    planted = pd.read_csv(folder / "truth" / "planted.csv", dtype=str, keep_default_na=False)
    issues = tables["issues"].assign(file=lambda frame: frame["file"].str.rpartition("/")[2])
    issues.loc[issues["cell"] == "", ["sheet", "file"]] = ["", ""]
    planted.loc[planted["cell"] == "", "file"] = ""
    key = ["file", "sheet", "cell", "check"]
    found = {tuple(row) for row in issues.rename(columns={"rule": "check"})[key].to_numpy()}
    wanted = {tuple(row) for row in planted[key].to_numpy()}
    assert wanted - found == set()
    serious = issues[issues["severity"] != "note"].rename(columns={"rule": "check"})
    assert {tuple(row) for row in serious[key].to_numpy()} - wanted == set()


def test_the_shipped_studies_are_what_the_one_command_writes(tmp_path):
    command = [sys.executable, "-m", "analysis.simulate", str(tmp_path), *KNOWN]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(PROJECT / "src")})
    for year in (2024, 2025):
        shipped, made = PROJECT / "data" / "studies" / f"known-answer-{year}", tmp_path / f"known-answer-{year}"
        names = [path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()]
        kept = [path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file()]
        assert sorted(names) == sorted(kept)
        assert filecmp.cmpfiles(shipped, made, names, shallow=False)[1:] == ([], [])
        assert sum((shipped / name).stat().st_size for name in names) < 1_000_000


def test_the_points_of_the_forms_are_those_of_the_truth(root):
    folder = written(root, "clean", 2025, "none")
    _, tables = cleaned(folder)
    truth = pd.read_csv(folder / "truth" / "true_scores.csv", dtype={"criterion_code": str})
    both = tables["rounds"].merge(truth, on=["unit_code", "criterion_code"], suffixes=("_form", ""))
    assert len(both) == len(truth)
    for name in ("self_points", "appraisal_1", "appraisal_2"):
        pd.testing.assert_series_equal(both[f"{name}_form"], both[name], check_names=False)


@pytest.mark.parametrize("wrong", [{"year": 2023}, {"size": "huge"}, {"design": "none"}, {"faults": ["nonsense"]}])
def test_a_province_that_there_is_not_is_refused(wrong):
    with pytest.raises(ValueError, match="none of|no such fault"):
        simulate.province("s", **({"year": 2024} | wrong))


def test_the_command_writes_the_years_asked_for(tmp_path, capsys):
    assert simulate.main([str(tmp_path), "--name", "x", "--size", "small", "--years", "2025"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["x-2025"] and "x-2025" in capsys.readouterr().out
    assert "previous" not in (tmp_path / "x-2025" / "study.yml").read_text("utf-8")
