"""The driver: two runs give the same bytes, a kill loses nothing, a failing cell changes nothing else.

The toy study is run twice through all nine notebooks, in folders of other names and under other settings of the system;
the second run is killed once and started again. What only concerns the driver runs the first notebook alone.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
import toy_proposals
from conftest import TOY

from analysis import commands, manifest, publish, run
from analysis import study as studies
from analysis.execute import kernel_environment
from analysis.paths import NOTEBOOKS, PROJECT, output_folder, studies_folder
from analysis.problems import DataProblems

PROGRAM = """
import sys
from pathlib import Path
from analysis.run import run_proposal, run_study
print(run_study(Path(sys.argv[1]), "toy", lambda *line: print(line[1], flush=True)).result)
print(run_proposal(Path(sys.argv[1]), "toy", "thu", lambda *line: print(line[1], flush=True)).result)
"""
REPORTS = {f"report.{tongue}.{kind}" for tongue in ("vi", "en") for kind in ("md", "html", "docx", "pdf")}


def started(root, **settings):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), **settings}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root)], stdout=subprocess.PIPE, text=True, env=environment, cwd=root
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two whole runs of the toy study; `killed` says what the second had left when it was killed after one notebook."""
    one, other = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("Sở thứ hai")
    for root in (one, other):
        shutil.copytree(TOY / "data", root / "data")
        toy_proposals.write(root, toy_proposals.content_of(toy_proposals.FEWER_PLANS, {"scale_rest_to": 100}))
    first = started(one)
    second = started(other, TZ="Asia/Ho_Chi_Minh", LANG="vi_VN.UTF-8", PYTHONHASHSEED="7")
    assert second.stdout.readline() == "1_read\n"
    second.kill()
    second.wait()
    killed = sorted(path.name for path in output_folder(other, "toy").parent.iterdir())
    again = started(other, TZ="Asia/Ho_Chi_Minh", LANG="vi_VN.UTF-8", PYTHONHASHSEED="7")
    told = [process.communicate(timeout=600)[0].splitlines() for process in (first, again)]
    folders = [output_folder(root, "toy", slug) for slug in ("", "thu") for root in (one, other)]
    return SimpleNamespace(
        one=folders[0], other=folders[1], proposed=folders[2], again=folders[3], killed=killed, told=told
    )


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_run_tells_every_notebook_and_ends_done(runs):
    assert runs.told == [[*run.ROOMS, "done", *run.ROOMS_OF_A_PROPOSAL, "done"]] * 2


def test_two_runs_in_two_folders_give_the_same_bytes(runs):
    for folders in ((runs.one, runs.other), (runs.proposed, runs.again)):
        one, other = map(files, folders)
        assert sorted(one) == sorted(other) and len(one) > 20
        assert [name for name in one if one[name] != other[name]] == []


def test_a_proposal_leaves_its_tables_and_a_page_in_both_languages(runs):
    left = files(runs.proposed)
    assert set(left) >= {f"brief.{tongue}.{kind}" for tongue in ("vi", "en") for kind in ("md", "html", "docx", "pdf")}
    assert set(left) >= {f"notebooks/{room}.ipynb" for room in run.ROOMS_OF_A_PROPOSAL}
    said = left["brief.en.md"].decode()
    assert "1.1 Plans: maximum 30 becomes 20." in said and "SYNTHETIC" in said
    assert "All other criteria are scaled alike, so that the whole has 100 points." in said


def test_the_parts_of_a_change_add_up_in_the_files(runs):
    shifts, sources = (pd.read_csv(runs.proposed / "tables" / f"{name}.csv") for name in ("shifts", "shift_sources"))
    unit = ["year", "block", "comparison", "unit_code"]
    sums = sources.groupby(unit)["contribution"].sum()
    assert len(shifts) > 8 and sums.to_dict() == pytest.approx(
        shifts.set_index(unit)["score_change"].to_dict(), abs=1e-9
    )


def test_a_run_that_was_killed_left_only_its_partial_folder_and_the_next_one_removed_it(runs):
    assert runs.killed == [".lock", "official.partial"]
    assert sorted(path.name for path in runs.other.parent.iterdir()) == [".lock", "official", "thu"]


def test_a_run_leaves_the_report_in_both_languages_and_every_form(runs):
    assert set(files(runs.one)) >= REPORTS | {"manifest.json"} | {f"notebooks/{room}.ipynb" for room in run.ROOMS}


def test_the_manifest_lists_every_file_of_the_run(runs):
    recorded = json.loads((runs.one / manifest.NAME).read_text("utf-8"))
    assert set(recorded["outputs"]) == set(files(runs.one)) - {manifest.NAME}
    assert recorded["status"] == "synthetic"


def test_no_file_names_a_place_of_this_machine(runs):
    needles = [str(runs.one).encode(), str(PROJECT).encode(), b"official.partial"]
    assert [name for name, content in files(runs.one).items() if any(needle in content for needle in needles)] == []


def test_every_table_says_that_its_figures_are_synthetic(runs):
    for path in (runs.one / "tables").glob("*.csv"):
        header, *rows = path.read_text("utf-8").splitlines()
        assert header.endswith(",status") and all(row.endswith(",synthetic") for row in rows)


@pytest.mark.parametrize(("tongue", "mark"), [("vi", "DỮ LIỆU MÔ PHỎNG"), ("en", "SYNTHETIC DATA")])
def test_the_report_says_that_its_figures_are_synthetic(runs, tongue, mark):
    assert mark.lower() in (runs.one / f"report.{tongue}.md").read_text("utf-8").lower()


def test_an_executed_notebook_holds_outputs_and_no_error(runs):
    for room in run.ROOMS:
        outputs = [
            output
            for cell in nbformat.read(runs.one / "notebooks" / f"{room}.ipynb", 4).cells
            for output in cell.get("outputs", [])
        ]
        assert outputs and not [output for output in outputs if output.output_type == "error"]
        assert not [output for output in outputs if output.get("name") == "stderr"]


def test_a_second_run_without_changes_says_so_at_once(runs):
    before, start = files(runs.one), time.monotonic()
    outcome = run.run_study(runs.one.parents[2], "toy", lambda *_: pytest.fail("nothing has to run"))
    assert outcome.result == "unchanged" and time.monotonic() - start < 5 and files(runs.one) == before


def test_the_report_shows_the_ranks_worked_out_by_hand(runs):
    text = (runs.one / "report.en.md").read_text("utf-8")
    assert re.search(r"Invented Department C.*\| *73\.82 *\|", text)


@pytest.fixture
def short(toy_root, monkeypatch):
    """The copied toy study, run through its first notebook only; returns a function that runs it."""
    monkeypatch.setattr(run, "ROOMS", ("1_read",))
    for name, value in kernel_environment(toy_root).items():
        monkeypatch.setenv(name, value)
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(name, raising=False)
    return lambda: run.run_study(toy_root, "toy", lambda *_: None)


def with_an_output(root, word="old"):
    """Leave a made-up earlier output of other inputs."""
    folder = output_folder(root, "toy")
    folder.mkdir(parents=True)
    (folder / "report.vi.html").write_text(word)
    return folder


def test_a_run_replaces_the_output_of_other_inputs(short, toy_root):
    folder = with_an_output(toy_root)
    assert short().result == "done"
    assert "report.vi.html" not in files(folder) and "tables/submitted.csv" in files(folder)
    assert manifest.current(studies.load(studies_folder(toy_root) / "toy"), folder)


def test_a_failing_cell_is_named_keeps_its_notebook_and_changes_nothing_else(short, toy_root, tmp_path, monkeypatch):
    folder = with_an_output(toy_root)
    document = nbformat.read(NOTEBOOKS / "1_read.ipynb", as_version=4)
    document.cells[-1].source = 'raise KeyError("sabotage")'
    (tmp_path / "notebooks").mkdir()
    nbformat.write(document, tmp_path / "notebooks" / "1_read.ipynb")
    monkeypatch.setattr(run, "NOTEBOOKS", tmp_path / "notebooks")
    outcome = short()
    room, heading, reason, kept = outcome.detail
    assert (outcome.result, room, reason) == ("room_failed", "1_read", "KeyError: 'sabotage'") and heading
    assert kept.exists() and kept.parent.parent == publish.failed_folder(folder)
    assert files(folder) == {"report.vi.html": b"old"} and not publish.partial_folder(folder).exists()


def test_two_runs_of_one_study_at_once_are_refused(short, toy_root):
    folder = with_an_output(toy_root)
    with publish.locked(folder):
        assert short().result == "busy"
    assert files(folder) == {"report.vi.html": b"old"}


def test_errors_in_the_data_keep_the_last_output(short, toy_root, edit):
    folder = with_an_output(toy_root)
    edit("studies/toy/results.csv", "TOY1,85,24,18,", "TOY1,85,31,18,")
    outcome = short()
    assert outcome.result == "data_errors" and [one.rule for one in outcome.problems][0] == "above_maximum"
    assert files(folder) == {"report.vi.html": b"old"}


def test_a_report_that_is_open_elsewhere_keeps_the_last_output_and_is_named(short, toy_root, monkeypatch):
    folder = with_an_output(toy_root)

    def in_use(final):
        raise publish.FileOpen(final / "report.vi.html")

    monkeypatch.setattr(publish, "move_in", in_use)
    outcome = short()
    assert (outcome.result, outcome.detail) == ("file_open", (folder / "report.vi.html",))
    assert files(folder) == {"report.vi.html": b"old"}


def test_what_an_earlier_crash_left_is_put_right_before_the_run(short, toy_root):
    folder = with_an_output(toy_root)
    folder.rename(publish.previous_folder(folder))
    publish.partial_folder(folder).mkdir()
    (publish.partial_folder(folder) / "half.csv").write_text("half")
    assert short().result == "done"
    assert sorted(path.name for path in folder.parent.iterdir()) == [".lock", "official"]
    assert "half.csv" not in files(folder)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX systems")
def test_a_run_killed_in_a_notebook_keeps_the_last_output(toy_root):
    folder = with_an_output(toy_root)
    process = started(toy_root)
    while process.poll() is None and not publish.partial_folder(folder).exists():
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert files(folder) == {"report.vi.html": b"old"}


def test_check_finds_what_the_figures_contradict(toy_root, edit):
    edit("studies/toy/results.csv", "73.95,87.00,1,Tốt", "73.95,87.00,6,Tốt")
    found = run.check(studies.load(studies_folder(toy_root) / "toy"))
    assert [(one.rule, one.unit_code) for one in found] == [("not_reproduced", "00-so-gia-lap-b")]


def test_studies_are_the_folders_in_order(toy_root):
    (toy_root / "data/studies/a-first").mkdir()
    (toy_root / "data/studies/a file").write_text("x")
    assert run.study_ids(toy_root) == ["a-first", "toy"] == commands.study_ids(toy_root)


def test_a_proposal_without_an_official_run_is_not_tried(toy_root):
    toy_proposals.write(toy_root, toy_proposals.content_of(toy_proposals.FEWER_PLANS, {"scale_rest_to": 100}))
    outcome = run.run_proposal(toy_root, "toy", "thu", lambda *_: None)
    assert (outcome.result, outcome.proposal) == ("official_missing", "thu")


def test_a_study_comes_after_the_one_before_it(toy_root, edit):
    shutil.copytree(toy_root / "data/studies/toy", toy_root / "data/studies/toy-next")
    settings = toy_root / "data/studies/toy-next/study.yml"
    text = (
        settings.read_text("utf-8")
        .replace("study: toy", "study: toy-next")
        .replace('study: "toy"', 'study: "toy-next"')
    )
    settings.write_text(f"{text.rstrip()}\nprevious: toy\n", "utf-8")
    assert run.in_order(toy_root, ["toy-next"]) == [["toy"], ["toy-next"]]
    assert run.in_order(toy_root, ["toy"]) == [["toy"]]
    outcome = run.run_study(toy_root, "toy-next", lambda *_: None)
    assert (outcome.result, outcome.detail) == ("previous_missing", ("toy",))


def test_a_study_that_names_itself_as_previous_is_refused(toy_root):
    settings = toy_root / "data/studies/toy/study.yml"
    settings.write_text(settings.read_text("utf-8").rstrip() + "\nprevious: toy\n", "utf-8")
    with pytest.raises(DataProblems) as caught:
        studies.load(toy_root / "data/studies/toy")
    assert [one.cell for one in caught.value.problems] == ["previous"] and run.in_order(toy_root, ["toy"]) == [["toy"]]
