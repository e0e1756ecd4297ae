"""The command `verify`: a run made again in a scratch folder and compared with what is on disk, byte for byte."""

import shutil
import tempfile
from pathlib import Path

from analysis import console, manifest
from analysis import study as studies
from analysis.audiences import UNIT
from analysis.paths import frameworks_folder, output_folder, reference_folder, studies_folder
from analysis.run import Outcome, run_proposal, run_study
from analysis.study import Study

DONE, DATA_ERRORS, RUN_FAILED = 0, 1, 3


def verify(root: Path, study_id: str, proposal: str = "") -> int:
    """Run a study again in a scratch folder, compare every byte with what is on disk, and return the exit status.

    proposal : slug of the proposal whose run is to be made again, on the official output on disk; empty for the official
    run itself. Raises DataProblems if the study or the proposal cannot be used.
    """
    study, folder = studies.load(studies_folder(root) / study_id, proposal), output_folder(root, study_id, proposal)
    name = f"{study_id}/{proposal}" if proposal else study_id
    recorded = manifest.read(folder)
    if not recorded:
        call = f"{study_id} --proposal {proposal}" if proposal else study_id
        console.complain("verify_nothing", study=name, call=call)
        return RUN_FAILED
    if changed := differing(recorded["inputs"], manifest.inputs(study)):
        console.complain("verify_inputs", study=name, files=", ".join(changed))
        return DATA_ERRORS
    on_disk = manifest.outputs(folder)
    if changed := differing(recorded["outputs"], on_disk):
        console.complain("verify_touched", study=name, files=", ".join(changed))
        return DATA_ERRORS
    console.tell("verify_running", study=name)
    return _rerun_equals(study, name, on_disk, recorded.get("audience") or UNIT)


def differing(one: dict, other: dict) -> list[str]:
    """Return the names whose checksums differ or that stand on one side only, sorted."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _rerun_equals(study: Study, name: str, on_disk: dict, audience: str) -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch).resolve()
        copied(study, copy)
        outcome = _again(study, copy, audience)
        if outcome.result != "done":
            console.report(outcome)
            return DATA_ERRORS if outcome.result == "data_errors" else RUN_FAILED
        changed = differing(on_disk, manifest.outputs(output_folder(copy, study.id, study.proposal)))
    if changed:
        console.complain("verify_differs", study=name, files=", ".join(changed))
        return RUN_FAILED
    console.tell("verify_same", study=name, count=len(on_disk))
    return DONE


def _again(study: Study, root: Path, audience: str) -> Outcome:
    if study.proposal:
        return run_proposal(root, study.id, study.proposal, lambda *_: None)
    return run_study(root, study.id, lambda *_: None, audience)


def copied(study: Study, root: Path) -> None:
    """Copy below another root the data that a run of the study reads, and the outputs that it reads.

    Those are the output of the study before it and, for a proposal, the official one.
    """
    own = [one.folder for one in manifest.studies_read(study)]
    # All frameworks, since one may name another that it replaces.
    former = [output_folder(study.root, study.previous)] if study.previous else []
    official = [output_folder(study.root, study.id)] if study.proposal else []
    for folder in (frameworks_folder(study.root), reference_folder(study.root), *own, *former, *official):
        shutil.copytree(folder, root / folder.relative_to(study.root))
