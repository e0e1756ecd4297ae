"""How long do as many notebooks take that only import the usual packages and save one figure, one after the other?

The study step must take at most 0.8 times this. Run in the environment of the study, on an idle machine:

    PYTHONPATH=src python benchmarks/plain_loop.py

It first times the plain loop, then all shipped studies from nothing, and prints both and their ratio.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "src"))

from analysis.paths import output_folder  # noqa: E402
from analysis.run import ROOMS, study_ids  # noqa: E402

CELL = """
import matplotlib
matplotlib.use("agg")
import pandas, scipy, statsmodels, seaborn
axes = seaborn.scatterplot(x=[1, 2, 3], y=[3, 1, 2])
axes.figure.savefig("figure.png")
axes.figure.savefig("figure.svg")
"""


def plain_loop(count: int) -> float:
    """Return the seconds of `count` plain notebooks run by papermill in a loop, one fresh kernel each."""
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plain.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)]), source)
        started = time.monotonic()
        for place in range(count):
            result = Path(folder) / f"{place}.ipynb"
            papermill.execute_notebook(str(source), str(result), cwd=folder, kernel_name="python3", progress_bar=False)
        return time.monotonic() - started


def study_step() -> float:
    """Return the seconds of all studies from nothing, as the command runs them."""
    for one in study_ids(PROJECT):
        shutil.rmtree(output_folder(PROJECT, one), ignore_errors=True)
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "analysis", "study"], cwd=PROJECT, check=True)
    return time.monotonic() - started


def main() -> None:
    """Print both times and their ratio."""
    count = len(study_ids(PROJECT)) * len(ROOMS)
    plain = plain_loop(count)
    study = study_step()
    print(
        f"{count} plain notebooks {plain:.0f} s; {count} notebooks of the study {study:.0f} s; ratio {study / plain:.2f}"
    )


if __name__ == "__main__":
    main()
