"""The driver of one study: from its data folder through nine notebooks to a whole output, or to a clear reason."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from analysis import clean, manifest, publish, read, reference, reproduction, score
from analysis import study as studies
from analysis.audiences import UNIT
from analysis.awards import results as awards
from analysis.compare import lineages, published_changes
from analysis.execute import RoomFailed, execute, prepare_environment
from analysis.forms.catalogue import stopping
from analysis.paths import NOTEBOOKS, output_folder, studies_folder
from analysis.problems import Problem
from analysis.problems import table as issue_table
from analysis.study import Study

ROOMS = (
    "1_read", "2_clean", "3_score", "4_reliability", "5_sensitivity",
    "6_fairness", "7_association", "8_compare", "9_report",
)  # fmt: skip
LAST_ROOM = ROOMS[-1]
# What was sent and what it means does not hang on the criteria: a proposal takes both from the official run.
ROOMS_OF_A_PROPOSAL = ("2_carry", "3_score", "8_proposal")


@dataclass(frozen=True)
class Outcome:
    """How the run of a study ended, by the official criteria or by those of a proposal.

    result : done, unchanged, data_errors, room_failed, busy, file_open, previous_missing,
    official_missing. detail : what the message names.
    """

    study: str
    result: str
    problems: tuple = ()
    detail: tuple = ()
    proposal: str = ""


def study_ids(root: Path) -> list[str]:
    """Return the names of the study folders, sorted."""
    folders = (path for path in studies_folder(root).iterdir() if path.is_dir())
    return sorted(path.name for path in folders if not path.name.startswith("."))


def in_order(root: Path, ids: list[str]) -> list[list[str]]:
    """Return the studies and those that come before them, in steps: a study is in a later step than its previous one."""
    steps = {}
    for one in ids:
        chain = [one]
        while (former := _previous(root, chain[-1])) and former not in chain:
            chain.append(former)
        for step, name in enumerate(reversed(chain)):
            steps[name] = max(steps.get(name, 0), step)
    return [[name for name in steps if steps[name] == step] for step in sorted(set(steps.values()))]


def _previous(root: Path, study_id: str) -> str:
    """Return the study that a study.yml names as previous; what is wrong with the file is told when the study is run."""
    try:
        content = yaml.safe_load((studies_folder(root) / study_id / "study.yml").read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return ""
    former = content.get("previous", "") if isinstance(content, dict) else ""
    return former if former in study_ids(root) else ""


def check(study: Study) -> list[Problem]:
    """Return every problem of a study's data, errors first: reads, cleans and reproduces without leaving anything."""
    return examined(study)[0]


def examined(study: Study) -> tuple[list[Problem], dict, dict]:
    """Return (problems, tables that room 1 would leave, tables that room 2 would leave)."""
    if study.outside:
        reference.outside_values(study.root, study.folder)
    lineages.of(study)
    published_changes.published_changes(study)
    given = read.tables_of(study)
    cleaned = clean.tables_of(study, given)
    found = _listed(cleaned["issues"])
    if not stopping(found):
        scores = score.scores(score.points(cleaned["assessed"], study), cleaned["assessed"], study)
        reproduced = reproduction.reproduction(scores, cleaned["assessed"], study)
        further = [*reproduction.problems(reproduced), *awards.problems_of(scores, study)]
        found = _listed(issue_table([*found, *further]))
    return found, given, cleaned


def _listed(issues: pd.DataFrame) -> list[Problem]:
    return [Problem(**row) for row in issues.to_dict("records")]


def run_study(root: Path, study_id: str, tell: Callable[[str, str, float], None], audience: str = UNIT) -> Outcome:
    """Run one study and move its output into place; `tell(study, room, seconds)` is called after each notebook.

    audience : who reads the sheets of the units (`sheets.view.AUDIENCES`).
    Raises DataProblems if study.yml or a framework cannot be used. Whatever happens, the last good output stays until
    a whole new one takes its place.
    """
    return _run(studies.load(studies_folder(root) / study_id), ROOMS, tell, audience)


def run_proposal(root: Path, study_id: str, slug: str, tell: Callable[[str, str, float], None]) -> Outcome:
    """Run the rooms of a proposal on the tables of the last good official run, into a folder of its own.

    Raises DataProblems if the study, its framework or the proposal cannot be used.
    """
    return _run(studies.load(studies_folder(root) / study_id, slug), ROOMS_OF_A_PROPOSAL, tell)


def _run(study: Study, rooms: tuple[str, ...], tell: Callable[[str, str, float], None], audience: str = "") -> Outcome:
    final = output_folder(study.root, study.id, study.proposal)
    try:
        with publish.locked(final):
            publish.recover(final)
            if manifest.current(study, final, audience):
                return Outcome(study.id, "unchanged", proposal=study.proposal)
            if study.proposal and not manifest.read(output_folder(study.root, study.id)):
                return Outcome(study.id, "official_missing", proposal=study.proposal)
            if study.previous and not manifest.read(output_folder(study.root, study.previous)):
                return Outcome(study.id, "previous_missing", detail=(study.previous,), proposal=study.proposal)
            problems = [] if study.proposal else check(study)
            if stopping(problems):
                return Outcome(study.id, "data_errors", tuple(problems))
            return _run_rooms(study, rooms, final, tell, audience)
    except publish.Busy:
        return Outcome(study.id, "busy", proposal=study.proposal)


def _run_rooms(
    study: Study, rooms: tuple, final: Path, tell: Callable[[str, str, float], None], audience: str
) -> Outcome:
    partial = publish.partial_folder(final)
    partial.mkdir(parents=True)
    prepare_environment(study.root)
    try:
        for room in rooms:
            tell(study.id, room, _run_room(study, room, partial, final, audience))
    except RoomFailed as failure:
        kept = publish.keep_failed(final) / "notebooks" / failure.notebook.name
        detail = (failure.room, failure.heading, failure.reason, kept)
        return Outcome(study.id, "room_failed", detail=detail, proposal=study.proposal)
    manifest.write(study, partial, audience)
    try:
        publish.move_in(final)
    except publish.FileOpen as held:
        return Outcome(study.id, "file_open", detail=(held.path,), proposal=study.proposal)
    return Outcome(study.id, "done", proposal=study.proposal)


def _run_room(study: Study, room: str, partial: Path, final: Path, audience: str) -> float:
    folder = study.folder.relative_to(study.root).as_posix()
    further = {"proposal": study.proposal} if study.proposal else {}
    further |= {"audience": audience} if room == LAST_ROOM else {}
    parameters = {"study_folder": folder, "run_folder": partial.relative_to(study.root).as_posix()} | further
    published = {"study_folder": folder, "run_folder": final.relative_to(study.root).as_posix()} | further
    return execute(NOTEBOOKS / f"{room}.ipynb", partial / "notebooks" / f"{room}.ipynb", parameters, published)
