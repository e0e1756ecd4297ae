"""What a run was made from and what it made: checksums of every input and output, in manifest.json."""

import hashlib
import json
from pathlib import Path

from analysis.paths import LOCK, NOTEBOOKS, PROJECT, SOURCE, frameworks_folder, reference_folder
from analysis.study import Study

NAME = "manifest.json"
CODE = (".py", ".yml", ".ipynb", ".typ", ".css", ".html", ".lua")


def inputs(study: Study) -> dict[str, str]:
    """Return {path: SHA-256} of all a run depends on: data of the study, frameworks, reference, code, lock."""
    used = sorted({block.criteria.framework for block in study.blocks.values()})
    data = [study.folder, reference_folder(study.root), *(frameworks_folder(study.root) / name for name in used)]
    files = {path.relative_to(study.root).as_posix(): path for folder in data for path in _files(folder)}
    code = [path for folder in (SOURCE, NOTEBOOKS) for path in _files(folder) if path.suffix in CODE]
    files.update({path.relative_to(PROJECT).as_posix(): path for path in [*code, LOCK]})
    return {name: checksum(files[name]) for name in sorted(files)}


def outputs(folder: Path) -> dict[str, str]:
    """Return {path: SHA-256} of every file of a run but the manifest itself."""
    return {
        path.relative_to(folder).as_posix(): checksum(path) for path in _files(folder) if path.name != NAME
    }


def _files(folder: Path) -> list[Path]:
    hidden = ("__pycache__", ".ipynb_checkpoints")
    found = [path for path in folder.rglob("*") if path.is_file() and not set(path.parts) & set(hidden)]
    return sorted(path for path in found if not path.name.startswith("~$"))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file; text files count the same with Windows line ends."""
    content = path.read_bytes()
    return hashlib.sha256(content.replace(b"\r\n", b"\n") if b"\x00" not in content else content).hexdigest()


def write(study: Study, folder: Path) -> None:
    """Write the manifest of a whole run into its folder."""
    content = {
        "study": study.id, "status": study.status, "as_of": study.as_of,
        "inputs": inputs(study), "outputs": outputs(folder),
    }  # fmt: skip
    (folder / NAME).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def read(folder: Path) -> dict:
    """Return the manifest of a run; empty if there is none that can be read."""
    try:
        return json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def current(study: Study, folder: Path) -> bool:
    """Return whether a run is whole, untouched, and made from exactly the present inputs."""
    recorded = read(folder)
    return bool(recorded) and recorded["inputs"] == inputs(study) and recorded["outputs"] == outputs(folder)
