"""What all studies share: units, outside indices, sources."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis import csv_file
from analysis.paths import reference_folder, shown
from analysis.problems import DataProblems, problem
from analysis.tables import schemas


def table(root: Path, name: str) -> pd.DataFrame:
    """Return a reference table (units, outside_indices, outside_index_names, sources) as text.

    Raises DataProblems when the file is missing, unreadable, has another header or a key twice.
    """
    path = reference_folder(root) / f"{name}.csv"
    file = shown(path)
    header, rows = csv_file.rows(path)
    declared = schemas()["inputs"][name]
    if header != list(declared["columns"]):
        found, expected = ", ".join(header), ", ".join(declared["columns"])
        raise DataProblems([problem("wrong_header", file=file, found=found, expected=expected)])
    frame = pd.DataFrame([row for _, row in rows], columns=header, index=[line for line, _ in rows], dtype=object)
    twice = frame[frame.duplicated(declared["key"])]
    if len(twice):
        found = " ".join(twice.iloc[0][declared["key"]])
        raise DataProblems([problem("row_twice", file=file, cell=f"A{twice.index[0]}", found=found)])
    return frame.reset_index(drop=True)


def units(root: Path) -> pd.DataFrame:
    """Return the units indexed by unit_code; all columns are text, empty where nothing is known."""
    return table(root, "units").set_index("unit_code", drop=False)


def outside_values(root: Path) -> pd.DataFrame:
    """Return the outside indices with `year` as whole number and `value` as number."""
    frame = table(root, "outside_indices")
    values, years = (
        pd.to_numeric(frame["value"], errors="coerce"),
        frame["year"].str.fullmatch(r"[0-9]{4}").astype(bool),
    )
    wrong = frame[~np.isfinite(values) | ~years]
    if len(wrong):
        file = shown(reference_folder(root) / "outside_indices.csv")
        found = " ".join(wrong.iloc[0][["year", "value"]])
        cell = f"D{wrong.index[0] + 2}"
        raise DataProblems([problem("not_a_number", file=file, cell=cell, found=found, expected="2024 85.30")])
    return frame.assign(year=frame["year"].astype(int), value=values.astype(float))
