"""What a run was made from and what it made: checksums of every input and output, in manifest.json."""

import hashlib
import json
from pathlib import Path

from analysis.paths import LOCK, NOTEBOOKS, PROJECT, SOURCE, files, frameworks_folder, reference_folder
from analysis.study import Study, load

NAME = "manifest.json"
PROPOSALS = "proposals"


def studies_read(study: Study) -> list[Study]:
    """Return the studies whose data a run reads: its own, those pooled, and the one before it."""
    names = [*study.pooled, *([study.previous] if study.previous else [])]
    return [study, *(load(study.folder.parent / name) for name in dict.fromkeys(names))]


def inputs(study: Study) -> dict[str, str]:
    """Return {path: SHA-256} of all a run depends on: its data, code and lock."""
    studies = studies_read(study)
    used = sorted({block.criteria.framework for one in studies for block in one.blocks.values()})
    data = [
        *(one.folder for one in studies),
        reference_folder(study.root),
        *(frameworks_folder(study.root) / name for name in used),
    ]
    found = {path.relative_to(study.root).as_posix(): path for folder in data for path in files(folder)}
    found = {name: path for name, path in found.items() if path.parent.name != PROPOSALS or path.stem == study.proposal}
    code = [path for folder in (SOURCE, NOTEBOOKS) for path in files(folder)]
    found.update({path.relative_to(PROJECT).as_posix(): path for path in [*code, LOCK]})
    return {name: checksum(found[name]) for name in sorted(found)}


def outputs(folder: Path) -> dict[str, str]:
    """Return {path: SHA-256} of every file of a run but the manifest itself."""
    return {path.relative_to(folder).as_posix(): checksum(path) for path in files(folder) if path.name != NAME}


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file; text files count the same with Windows line ends."""
    content = path.read_bytes()
    return hashlib.sha256(content.replace(b"\r\n", b"\n") if b"\x00" not in content else content).hexdigest()


def write(study: Study, folder: Path, audience: str = "") -> None:
    """Write the manifest of a whole run into its folder.

    audience : who reads the sheets of the units; empty for a run without sheets.
    """
    content = {
        "study": study.id, "proposal": study.proposal, "status": study.status, "as_of": study.as_of,
        "audience": audience,
        "inputs": inputs(study), "outputs": outputs(folder),
    }  # fmt: skip
    (folder / NAME).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def read(folder: Path) -> dict:
    """Return the manifest of a run; empty if there is none that can be read and lists inputs and outputs."""
    try:
        recorded = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return recorded if isinstance(recorded, dict) and {"inputs", "outputs"} <= set(recorded) else {}


def current(study: Study, folder: Path, audience: str | None = None) -> bool:
    """Return whether a run is whole, untouched, and made from exactly the present inputs.

    audience : for whom its sheets must be; None for anyone.
    """
    recorded = read(folder)
    if not recorded or audience not in (None, recorded.get("audience")):
        return False
    return recorded["inputs"] == inputs(study) and recorded["outputs"] == outputs(folder)
