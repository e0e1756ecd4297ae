"""Running the notebooks of a study in this process, without a kernel: the same cells, in seconds."""

import contextlib
import io
from pathlib import Path

import nbformat
import pytest
import yaml

from analysis.paths import NOTEBOOKS, ROOT_VARIABLE, output_folder, studies_folder
from analysis.run import ROOMS, ROOMS_OF_A_PROPOSAL


def run_notebooks(root: Path, study_id: str, proposal: str = "") -> Path:
    """Run the notebooks of a study below a root, or those of a proposal on it, and return the folder of the run.

    The study before it is run first where it was not.
    """
    settings = yaml.safe_load((studies_folder(root) / study_id / "study.yml").read_text("utf-8"))
    former = settings.get("previous", "")
    if former and not output_folder(root, former).exists():
        run_notebooks(root, former)
    folder = output_folder(root, study_id, proposal)
    parameters = {"study_folder": f"data/studies/{study_id}", "run_folder": folder.relative_to(root).as_posix()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(root))
        for room in ROOMS_OF_A_PROPOSAL if proposal else ROOMS:
            _run_cells(NOTEBOOKS / f"{room}.ipynb", parameters | ({"proposal": proposal} if proposal else {}))
    return folder


def _run_cells(notebook: Path, parameters: dict[str, str]) -> None:
    space = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, str(notebook), "exec"), space)
            space |= parameters if "parameters" in cell.metadata.get("tags", []) else {}
