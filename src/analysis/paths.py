"""Where things are: code at the project's own folder, data and outputs below a root, never at the working directory."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = PROJECT / "notebooks"
SOURCE = PROJECT / "src" / "analysis"
LOCK = PROJECT / "requirements.lock"
ROOT_VARIABLE = "ANALYSIS_ROOT"


def root() -> Path:
    """Return the folder that holds `data/` and `outputs/`: the project, unless a run names another in ANALYSIS_ROOT."""
    return Path(os.environ.get(ROOT_VARIABLE, PROJECT))


def resolved(path: str) -> Path:
    """Return the place of a path that a notebook gives relative to the root."""
    return root() / path


def studies_folder(root: Path) -> Path:
    """Return the folder that holds one folder a study."""
    return root / "data" / "studies"


def frameworks_folder(root: Path) -> Path:
    """Return the folder that holds one folder a framework."""
    return root / "data" / "frameworks"


def proposals_folder(root: Path, framework: str) -> Path:
    """Return the folder of the proposals to change a framework."""
    return frameworks_folder(root) / framework / "proposals"


def reference_folder(root: Path) -> Path:
    """Return the folder of units, outside indices and sources."""
    return root / "data" / "reference"


def output_folder(root: Path, study: str, proposal: str = "") -> Path:
    """Return the folder with the last good output of a study, by the official criteria or as a proposal has them."""
    return root / "outputs" / study / (proposal or "official")


def shown(path: Path) -> str:
    """Return a path as messages and manifests print it: relative to the folder that holds `data/`, with slashes."""
    parts = path.parts
    for anchor in ("data", "outputs", "notebooks", "src"):
        if anchor in parts:
            start = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[start:])
    return path.name


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted, without what systems and programs leave beside them (.DS_Store, ~$ locks)."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in found if not _left_by_a_program(path.relative_to(folder)))


def _left_by_a_program(path: Path) -> bool:
    return any(part.startswith((".", "~$")) or part == "__pycache__" for part in path.parts)
