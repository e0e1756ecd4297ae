"""Running one notebook with papermill, and making its executed copy the same on every run.

What changes from run to run (times, random ids, interpreter version, place of the run folder) is taken out; what the
cells computed stays as it is.
"""

import hashlib
import os
import platform
import re
import sys
import time
from pathlib import Path

from analysis.paths import PROJECT, ROOT_VARIABLE

# Importing nbformat and papermill loads this grammar of a format checker that nothing here uses; it costs two seconds.
sys.modules.setdefault("rfc3987_syntax", None)

import nbformat  # noqa: E402
import papermill  # noqa: E402
from papermill.exceptions import PapermillExecutionError  # noqa: E402
from traitlets.config import Config  # noqa: E402

KERNEL = Config({"KernelManager": {"transport_encryption": "required"}})
CELL_SECONDS = 3600
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class UnknownParameter(Exception):
    """A parameter that the notebook does not have; papermill itself would only warn and run with the default."""


class RoomFailed(Exception):
    """A cell failed: carries the room, the heading of the cell, the reason and the partial notebook."""

    def __init__(self, room: str, heading: str, reason: str, notebook: Path):
        self.room, self.heading, self.reason, self.notebook = room, heading, reason, notebook
        super().__init__(f"{room}: {heading}: {reason}")


def kernel_environment(root: Path) -> dict[str, str]:
    """Return the variables under which every notebook gives the same bytes on every machine of a kind."""
    settings = PROJECT / ".tools" / "settings"
    fixed = {
        ROOT_VARIABLE: str(root), "PYTHONPATH": str(PROJECT / "src"), "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "JUPYTER_PREFER_ENV_PATH": "1",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg",
        "IPYTHONDIR": str(settings / "ipython"), "MPLCONFIGDIR": str(settings / "matplotlib"),
    }  # fmt: skip
    if platform.machine().lower() in ("x86_64", "amd64"):
        fixed["OPENBLAS_CORETYPE"] = "Haswell"
    return fixed


def prepare_environment(root: Path) -> None:
    """Set the variables of `kernel_environment` for the kernels started from this process."""
    os.environ.update(kernel_environment(root))
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    profile = Path(os.environ["IPYTHONDIR"]) / "profile_default"
    for folder in (profile, Path(os.environ["MPLCONFIGDIR"])):
        folder.mkdir(parents=True, exist_ok=True)
    # A kernel that is shut down reports its own interruption as an error; only what stops a run is to be heard.
    (profile / "ipython_kernel_config.py").write_text("get_config().IPKernelApp.log_level = 50\n", "utf-8")


def check_parameters(notebook: Path, parameters: dict[str, str]) -> None:
    """Raise UnknownParameter if the notebook has no such parameter, TypeError if a value is not text."""
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise UnknownParameter(f"{notebook.name}: {', '.join(unknown)}; allowed: {', '.join(known)}")
    if not all(isinstance(value, str) for value in parameters.values()):
        raise TypeError(f"{notebook.name}: parameters are text only")


def execute(notebook: Path, output: Path, parameters: dict[str, str], published: dict[str, str]) -> float:
    """Run a notebook, leave its normalised copy at `output`, return the seconds it took.

    published : parameters as the copy shows them (the place where the run will stand when it is whole).
    Raises UnknownParameter, or RoomFailed with the partial notebook beside `output`.
    """
    check_parameters(notebook, parameters)
    partial = output.with_suffix(".partial.ipynb")
    output.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    try:
        papermill.execute_notebook(
            str(notebook), str(partial), parameters=parameters, kernel_name="python3", progress_bar=False,
            request_save_on_cell_execute=False, record_timing=False, start_timeout=120,
            execution_timeout=CELL_SECONDS, config=KERNEL,
        )  # fmt: skip
    except PapermillExecutionError as error:
        raise RoomFailed(notebook.stem, _heading(partial, error.exec_count), _reason(error), partial) from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise RoomFailed(notebook.stem, notebook.stem, reason, partial) from error
    document = normalised(nbformat.read(partial, as_version=4), published)
    nbformat.write(document, output)
    partial.unlink()
    return time.monotonic() - started


def _reason(error: PapermillExecutionError) -> str:
    return f"{error.ename}: {COLOURS.sub('', str(error.evalue))}".strip()


def _heading(partial: Path, count: int | None) -> str:
    heading = partial.stem.removesuffix(".partial")
    for cell in nbformat.read(partial, as_version=4).cells:
        if cell.cell_type == "markdown" and not cell.metadata.get("tags"):
            titles = [line.strip("# ") for line in cell.source.splitlines() if line.startswith("#")]
            heading = titles[-1] if titles else heading
        if cell.cell_type == "code" and count is not None and cell.get("execution_count") == count:
            break
    return heading


def normalised(document: nbformat.NotebookNode, published: dict[str, str]) -> nbformat.NotebookNode:
    """Return the executed notebook without anything that differs between two runs of the same inputs."""
    document.metadata.pop("papermill", None)
    document.metadata.get("language_info", {}).pop("version", None)
    for place, cell in enumerate(document.cells):
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f'{name} = "{value}"' for name, value in published.items())
        cell.id = hashlib.sha256(f"{place}{cell.source}".encode()).hexdigest()[:8]
        if cell.cell_type == "code":
            cell.outputs = _settled(cell.outputs)
    return document


def _settled(outputs: list) -> list:
    settled = []
    for output in outputs:
        same = settled and output.output_type == "stream" and settled[-1].get("name") == output.name
        if same:
            settled[-1].text += output.text
            continue
        for kind in ("text/plain", "text/html"):
            if kind in output.get("data", {}):
                output.data[kind] = ADDRESS.sub("", output.data[kind])
        output.pop("execution_count", None) if output.output_type == "display_data" else None
        settled.append(output)
    return settled
