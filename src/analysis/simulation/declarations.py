"""What the units of a synthetic province declare for emulation and commendation, where their criteria have such rules."""

import shutil
import tempfile
from pathlib import Path

from analysis import study as studies
from analysis.awards import example, rules
from analysis.paths import PROJECT, frameworks_folder, reference_folder, studies_folder


def write(folder: Path) -> list[Path]:
    """Write facts.xlsx and emulation_groups.csv into a complete study folder, wherever it lies; return their paths.

    Nothing is written where no framework of the study has award rules.
    """
    with tempfile.TemporaryDirectory() as scratch:
        # A study is read from below a root that holds the criteria; the folder may lie anywhere.
        root = Path(scratch).resolve()
        for shipped in (frameworks_folder(PROJECT), reference_folder(PROJECT)):
            shutil.copytree(shipped, root / shipped.relative_to(PROJECT))
        copy = studies_folder(root) / folder.name
        shutil.copytree(folder, copy)
        _without_previous(copy / "study.yml")
        study = studies.load(copy)
        asked = rules.of_study(study)
        return example.write(study, asked, folder) if asked.awards else []


def _without_previous(settings: Path) -> None:
    # The year before has no part in what is declared and need not be there yet.
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith("previous:")), "utf-8")
