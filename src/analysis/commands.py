"""The commands: study, check, new, verify, lab, test. Each returns the exit status 0, 1, 2 or 3."""

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from analysis import console, csv_file, fleet, problems, verification
from analysis import study as studies
from analysis.audiences import UNIT
from analysis.execute import kernel_environment
from analysis.forms import study_command
from analysis.language import LANGUAGES, say
from analysis.paths import PROJECT, output_folder, shown, studies_folder
from analysis.problems import DataProblems, Problem
from analysis.proposals import screen_command
from analysis.run import ROOMS, Outcome, examined, in_order, run_proposal, study_ids
from analysis.sensitivity import parallel
from analysis.tables import guarded

DONE, DATA_ERRORS, WRONG_CALL, RUN_FAILED = 0, 1, 2, 3
STATUS = {"done": DONE, "unchanged": DONE, "data_errors": DATA_ERRORS}
STUDY_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def study(
    root: Path, wanted: list[str], cluster: str = "", proposals: tuple[str, ...] = (), audience: str = UNIT
) -> int:
    """Run the named studies, or all; end by naming the reports to open.

    cluster : address of a Dask scheduler that computes what is large; without one nothing of Dask is loaded.
    proposals : slugs of proposals to try on the one study named, after its official run. audience : who reads the
    sheets of the units.
    """
    known = study_ids(root)
    if any(not _is_known(one, known) for one in wanted) or not _is_reached(cluster):
        return WRONG_CALL
    if proposals and len(set(wanted)) != 1:
        console.complain("proposal_one_study")
        return WRONG_CALL
    if unusable := _unusable(root, wanted, proposals):
        console.list_problems(unusable)
        return DATA_ERRORS
    steps = in_order(root, list(dict.fromkeys(wanted)) or known)
    console.tell("start", count=sum(map(len, steps)), rooms=len(ROOMS))
    ended = []
    for step in steps:
        for outcome in fleet.outcomes(root, _largest_first(root, step), audience):
            console.report(outcome)
            ended.append(outcome)
    if all(STATUS.get(one.result) == DONE for one in ended):
        ended += _tried(root, wanted, proposals)
    _name_reports(root, ended)
    return max((STATUS.get(one.result, RUN_FAILED) for one in ended), default=DONE)


def _unusable(root: Path, wanted: list[str], proposals: tuple[str, ...]) -> list[Problem]:
    """Return what is wrong with the proposals, so that no run is wasted on one that cannot be used."""
    found = []
    for slug in proposals:
        try:
            studies.load(studies_folder(root) / wanted[0], slug)
        except DataProblems as error:
            found += error.problems
    return found


def _tried(root: Path, wanted: list[str], proposals: tuple[str, ...]) -> list[Outcome]:
    ended = []
    for slug in dict.fromkeys(proposals):
        outcome = run_proposal(root, wanted[0], slug, fleet.print_line)
        console.report(outcome)
        ended.append(outcome)
    return ended


def _is_reached(cluster: str) -> bool:
    # The kernels inherit the address: a parameter of the notebooks would change their bytes.
    os.environ.pop(parallel.CLUSTER_VARIABLE, None)
    if not cluster:
        return True
    try:
        parallel.connected(cluster).close()
    except parallel.Unreachable:
        console.complain("cluster_unreachable", address=cluster)
        return False
    os.environ[parallel.CLUSTER_VARIABLE] = cluster
    return True


def _largest_first(root: Path, ids: list[str]) -> list[str]:
    # The longest run must not be the last one to start, or a core stands idle at the end.
    sizes = {one: sum(path.stat().st_size for path in (studies_folder(root) / one).glob("*.csv")) for one in ids}
    return sorted(ids, key=lambda one: (-sizes[one], one))


def _is_known(study_id: str, known: list[str]) -> bool:
    if study_id in known:
        return True
    close = difflib.get_close_matches(study_id, known, n=1, cutoff=0.5)
    for language in LANGUAGES:
        near = f" {say('console.near', language, name=close[0])}" if close else ""
        message = say("console.no_such_study", language, found=study_id, near=near, known=", ".join(known))
        print(message, file=sys.stderr)
    return False


def _name_reports(root: Path, ended: list[Outcome]) -> None:
    done = sorted((one.study, one.proposal) for one in ended if STATUS.get(one.result) == DONE)
    if done:
        console.tell("open_report")
    for study_id, proposal in done:
        print(f"  {output_folder(root, study_id, proposal) / ('brief.vi.html' if proposal else 'report.vi.html')}")


def check_study(root: Path, study_id: str) -> int:
    """Print every problem of a study's data and leave them as outputs/ID/check/issues.csv."""
    if not _is_known(study_id, study_ids(root)):
        return WRONG_CALL
    try:
        loaded = studies.load(studies_folder(root) / study_id)
        found, clean_words = _checked(loaded)
    except DataProblems as error:
        found, clean_words = error.problems, {}
    console.list_problems(found)
    failed = len(problems.errors(found))
    if not failed and clean_words:
        console.tell(**clean_words)
    (_check_folder(root, study_id) / "issues.csv").unlink(missing_ok=True)
    if found:
        file = _leave_issues(root, study_id, found)
        console.tell("check_errors", study=study_id, errors=failed, others=len(found) - failed, file=shown(file))
    return DATA_ERRORS if failed else DONE


def _checked(study: studies.Study) -> tuple[list, dict]:
    if study.has_forms:
        return study_command.check_forms(study)
    found, given, _ = examined(study)
    cells = given["submitted"]
    counts = {"units": cells["unit_code"].nunique(), "cells": len(cells)}
    return found, {"key": "check_clean", "study": study.id, **counts}


def _check_folder(root: Path, study_id: str) -> Path:
    return output_folder(root, study_id).parent / "check"


def _leave_issues(root: Path, study_id: str, found: list) -> Path:
    file = _check_folder(root, study_id) / "issues.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    # The byte order mark lets Excel open the list with its Vietnamese letters.
    problems.table(found).map(guarded).to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
    return file


def new(root: Path, study_id: str, like: str) -> int:
    """Make the folder of a new study: study.yml of another, the header of its table, no corrections, a README."""
    if not _is_known(like, study_ids(root)):
        return WRONG_CALL
    folder, model = studies_folder(root) / study_id, studies_folder(root) / like
    if not STUDY_NAME.fullmatch(study_id):
        console.complain("new_name", study=study_id)
        return WRONG_CALL
    if folder.exists():
        console.complain("new_exists", study=study_id)
        return WRONG_CALL
    _make_study(folder, model)
    console.tell("new_made", study=study_id)
    return DONE


def _make_study(folder: Path, model: Path) -> None:
    with_forms = studies.load(model).has_forms
    settings = (model / "study.yml").read_text("utf-8-sig")
    folder.mkdir(parents=True)
    readme = "new_study.readme_forms" if with_forms else "new_study.readme"
    texts = {
        "study.yml": re.sub(r"(?m)^study:.*$", f'study: "{folder.name}"', settings, count=1),
        "corrections.yml": "corrections: []\n",
        "README.md": "\n\n".join(say(readme, language, study=folder.name) for language in LANGUAGES) + "\n",
        **(_form_tables(model) if with_forms else _empty_results(model)),
    }
    for file, text in texts.items():
        (folder / file).write_text(text, "utf-8", newline="\n")
    if with_forms:
        (folder / "submissions").mkdir()


def _form_tables(model: Path) -> dict[str, str]:
    given = (model / name for name in ("units.csv", "lineage.csv", "functions.csv", "emulation_groups.csv"))
    return {path.name: path.read_text("utf-8-sig") for path in given if path.exists()}


def _empty_results(model: Path) -> dict[str, str]:
    header = ",".join(csv_file.rows(model / "results.csv")[0])
    return {"results.csv": f"{header}\n"}


def verify(root: Path, study_id: str, proposal: str = "") -> int:
    """Run a study (or a proposal on it) again and compare every byte; see `verification.verify`."""
    return verification.verify(root, study_id, proposal) if _is_known(study_id, study_ids(root)) else WRONG_CALL


def screen(root: Path, study_id: str) -> int:
    """Write the proposals that the evidence of a study suggests; see `proposals.screen_command`."""
    return screen_command.screen(root, study_id) if _is_known(study_id, study_ids(root)) else WRONG_CALL


def lab(root: Path) -> int:
    """Open JupyterLab on the notebooks, in the environment of the runs; each study's last output is copied to `lab`."""
    for one in study_ids(root):
        official, by_hand = output_folder(root, one), output_folder(root, one).with_name("lab")
        if official.exists() and not by_hand.exists():
            shutil.copytree(official, by_hand)
    console.tell("lab_folder")
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(PROJECT)]
    return subprocess.run([*command, "--LabApp.default_url=/lab/tree/notebooks"], env=_variables(root)).returncode


def test(pytest_arguments: list[str]) -> int:
    """Run the tests in the environment of the runs; failed tests give 1, a wrong call of pytest 2."""
    command = [sys.executable, "-m", "pytest", *pytest_arguments]
    status = subprocess.run(command, cwd=PROJECT, env=_variables(PROJECT)).returncode
    return {0: DONE, 1: DATA_ERRORS, 4: WRONG_CALL}.get(status, RUN_FAILED)


def _variables(root: Path) -> dict[str, str]:
    return {**os.environ, **kernel_environment(root)}
