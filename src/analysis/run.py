"""The driver of one study: from its data folder through nine notebooks to a whole output, or to a clear reason."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis import clean, manifest, publish, read, reference, reproduction, score
from analysis import study as studies
from analysis.execute import RoomFailed, execute, prepare_environment
from analysis.paths import NOTEBOOKS, output_folder, studies_folder
from analysis.problems import Problem, errors
from analysis.problems import table as issue_table
from analysis.study import Study

ROOMS = (
    "1_read", "2_clean", "3_score", "4_reliability", "5_sensitivity",
    "6_fairness", "7_association", "8_compare", "9_report",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How the run of a study ended.

    result : done, unchanged, data_errors, room_failed, busy, file_open. detail : what the message names.
    """

    study: str
    result: str
    problems: tuple = ()
    detail: tuple = ()


def study_ids(root: Path) -> list[str]:
    """Return the names of the study folders, sorted."""
    folders = (path for path in studies_folder(root).iterdir() if path.is_dir())
    return sorted(path.name for path in folders if not path.name.startswith("."))


def check(study: Study) -> list[Problem]:
    """Return every problem of a study's data, errors first: reads, cleans and reproduces without leaving anything."""
    if study.outside:
        reference.outside_values(study.root)
    submitted = read.submitted(study)
    assessed, issues, _ = clean.assessed(study, submitted)
    found = [Problem(**row) for row in issues.to_dict("records")]
    if errors(found):
        return found
    points = score.points(assessed, study)
    reproduced = reproduction.reproduction(score.scores(points, assessed, study), assessed, study)
    more = issue_table([*found, *reproduction.problems(reproduced)])
    return [Problem(**row) for row in more.to_dict("records")]


def run_study(root: Path, study_id: str, tell: Callable[[str, str, float], None]) -> Outcome:
    """Run one study and move its output into place; `tell(study, room, seconds)` is called after each notebook.

    Raises DataProblems if study.yml or a framework cannot be used. Whatever happens, the last good output stays until
    a whole new one takes its place.
    """
    final = output_folder(root, study_id)
    study = studies.load(studies_folder(root) / study_id)
    try:
        with publish.locked(final):
            publish.recover(final)
            if manifest.current(study, final):
                return Outcome(study_id, "unchanged")
            problems = check(study)
            if errors(problems):
                return Outcome(study_id, "data_errors", tuple(problems))
            return _run_rooms(study, final, tell)
    except publish.Busy:
        return Outcome(study_id, "busy")


def _run_rooms(study: Study, final: Path, tell: Callable[[str, str, float], None]) -> Outcome:
    partial = publish.partial_folder(final)
    partial.mkdir(parents=True)
    prepare_environment(study.root)
    try:
        for room in ROOMS:
            tell(study.id, room, _run_room(study, room, partial, final))
    except RoomFailed as failure:
        kept = publish.keep_failed(final) / "notebooks" / failure.notebook.name
        return Outcome(study.id, "room_failed", detail=(failure.room, failure.heading, failure.reason, kept))
    manifest.write(study, partial)
    try:
        publish.move_in(final)
    except publish.FileOpen as held:
        return Outcome(study.id, "file_open", detail=(held.path,))
    return Outcome(study.id, "done")


def _run_room(study: Study, room: str, partial: Path, final: Path) -> float:
    folder = study.folder.relative_to(study.root).as_posix()
    parameters = {"study_folder": folder, "run_folder": partial.relative_to(study.root).as_posix()}
    published = {"study_folder": folder, "run_folder": final.relative_to(study.root).as_posix()}
    return execute(NOTEBOOKS / f"{room}.ipynb", partial / "notebooks" / f"{room}.ipynb", parameters, published)
