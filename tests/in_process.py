"""Running the notebooks of a study in this process, without a kernel: the same cells, in seconds."""

import contextlib
import io
import os
from pathlib import Path

import nbformat

from analysis.paths import NOTEBOOKS, ROOT_VARIABLE
from analysis.run import ROOMS


def run_notebooks(root: Path, study_id: str) -> Path:
    """Run all nine notebooks of a study below a root and return the folder of the run."""
    parameters = {"study_folder": f"data/studies/{study_id}", "run_folder": f"outputs/{study_id}/official"}
    before = os.environ.get(ROOT_VARIABLE)
    os.environ[ROOT_VARIABLE] = str(root)
    try:
        for room in ROOMS:
            _run_cells(NOTEBOOKS / f"{room}.ipynb", parameters)
    finally:
        os.environ.pop(ROOT_VARIABLE)
        if before is not None:
            os.environ[ROOT_VARIABLE] = before
    return root / parameters["run_folder"]


def _run_cells(notebook: Path, parameters: dict[str, str]) -> None:
    space = dict(parameters)
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(cell.source, str(notebook), "exec"), space)
