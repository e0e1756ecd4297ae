"""What all studies share: units, outside indices, sources; and the tables of the same shape that one study adds."""

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
    return given(reference_folder(root) / f"{name}.csv", name)


def given(path: Path, name: str) -> pd.DataFrame:
    """Return a table that people give, as text, checked against its entry under `inputs` of schemas.yml.

    Raises DataProblems when the file is missing, unreadable, has another header or a key twice.
    """
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


def no_rows(name: str) -> pd.DataFrame:
    """Return a table that people may leave out, with its columns and no row."""
    return pd.DataFrame(columns=list(schemas()["inputs"][name]["columns"]), dtype=object)


def units(root: Path, study_folder: Path | None = None) -> pd.DataFrame:
    """Return the units indexed by unit_code; all columns are text, empty where nothing is known.

    Units that only one study has (its own units.csv) come after the shared ones; a code in both is a problem.
    """
    shared = table(root, "units").assign(block="")
    if study_folder is not None and (study_folder / "units.csv").exists():
        own = given(study_folder / "units.csv", "study_units")
        twice = sorted(set(own["unit_code"]) & set(shared["unit_code"]))
        if twice:
            raise DataProblems(
                [problem("row_twice", file=shown(study_folder / "units.csv"), cell="A2", found=twice[0])]
            )
        shared = pd.concat([shared, own], ignore_index=True)
    return shared.set_index("unit_code", drop=False)


def outside_values(root: Path, study_folder: Path | None = None) -> pd.DataFrame:
    """Return the outside indices with `year` as whole number and `value` as number; those of one study after the shared."""
    shared = _values(reference_folder(root) / "outside_indices.csv")
    if study_folder is None or not (study_folder / "outside_indices.csv").exists():
        return shared
    return pd.concat([shared, _values(study_folder / "outside_indices.csv")], ignore_index=True)


def _values(path: Path) -> pd.DataFrame:
    frame = given(path, "outside_indices")
    values, years = (
        pd.to_numeric(frame["value"], errors="coerce"),
        frame["year"].str.fullmatch(r"[0-9]{4}").astype(bool),
    )
    wrong = frame[~np.isfinite(values) | ~years]
    if len(wrong):
        found = " ".join(wrong.iloc[0][["year", "value"]])
        cell = f"D{wrong.index[0] + 2}"
        raise DataProblems([problem("not_a_number", file=shown(path), cell=cell, found=found, expected="2024 85.30")])
    return frame.assign(year=frame["year"].astype(int), value=values.astype(float))
