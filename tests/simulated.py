"""Synthetic provinces that many tests look at, drawn once; a root with the data a study folder needs beside it."""

import shutil
from functools import lru_cache
from pathlib import Path

from analysis import simulate
from analysis.paths import PROJECT
from analysis.simulation import study_folder
from analysis.simulation.filling import Setting

INDEX_ROW = f"{study_folder.INDEX},Mức độ hài lòng (mô phỏng),Satisfaction (simulated),0,100,no,Mô phỏng,Simulated\n"


@lru_cache(maxsize=16)
def province(year=2024, size="small", design="separate", faults=()):
    """Return a province of the tests' own seed."""
    return simulate.province("tests", year, size, design, faults)


def setting(made, block):
    """Return what the units of a block have in common."""
    return Setting(made.seed, made.year, made.criteria[block], made.planted[block])


def block_of(made, block):
    """Return the units of a block."""
    return [unit for unit in made.assessed if unit.block == block]


def criterion(code, year=2024, which="so"):
    """Return a criterion of the illustrative framework."""
    return province(year).criteria[which].items[code]


def data_root(folder: Path) -> Path:
    """Return a root with the frameworks and reference tables of the project and room for studies."""
    for name in ("frameworks", "reference"):
        shutil.copytree(PROJECT / "data" / name, folder / "data" / name)
    names = folder / "data" / "reference" / "outside_index_names.csv"
    words = names.read_text("utf-8")
    if study_folder.INDEX not in words:
        names.write_text(words + INDEX_ROW, "utf-8")
    return folder
