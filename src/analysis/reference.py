"""What all studies share: units, outside indices, sources; and the tables of the same shape that one study adds."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis import csv_file
from analysis.paths import reference_folder, shown
from analysis.problems import DataProblems, problem
from analysis.tables import schemas

_OUTSIDE_NUMBERS = ("value", "standard_error", "answers")


def table(root: Path, name: str) -> pd.DataFrame:
    """Return a reference table (units, outside_indices, outside_index_names, sources) as text.

    Raises DataProblems when the file is missing, unreadable, has another header or a key twice.
    """
    return given(reference_folder(root) / f"{name}.csv", name)


def given(path: Path, name: str) -> pd.DataFrame:
    """Return a table that people give, as text, checked against its entry under `inputs` of schemas.yml.

    Columns stand in the declared order; those listed as `optional` are empty where the file has none.
    Raises DataProblems when the file is missing, unreadable, has another header or a key twice.
    """
    file = shown(path)
    header, rows = csv_file.rows(path)
    declared = schemas()["inputs"][name]
    optional = list(declared.get("optional", []))
    every = [*declared["columns"], *(one for one in optional if one not in declared["columns"])]
    if header != [one for one in every if one in header or one not in optional]:
        found, expected = ", ".join(header), ", ".join(every)
        raise DataProblems([problem("wrong_header", file=file, found=found, expected=expected)])
    frame = pd.DataFrame([row for _, row in rows], columns=header, index=[line for line, _ in rows], dtype=object)
    twice = frame[frame.duplicated(declared["key"])]
    if len(twice):
        found = " ".join(twice.iloc[0][declared["key"]])
        raise DataProblems([problem("row_twice", file=file, cell=f"A{twice.index[0]}", found=found)])
    return frame.reindex(columns=every, fill_value="").reset_index(drop=True)


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
    """Return the outside indices, those of one study (its outside.csv) after the shared.

    Columns: year (whole number), unit_code, index_code, value, standard_error and answers (numbers, NaN where nobody
    states them), source_id, overlap (criteria of the own set that the index is part of, `;` between; empty: none;
    `unknown`). Raises DataProblems for what is no number, an error below 0, and a row of the study that the shared
    table has already.
    """
    shared = _values(reference_folder(root) / "outside_indices.csv", "outside_indices")
    if study_folder is None or not (study_folder / "outside.csv").exists():
        return shared
    own = _values(study_folder / "outside.csv", "outside")
    both = pd.concat([shared, own], ignore_index=True)
    twice = both[both.duplicated(["year", "unit_code", "index_code"])]
    if len(twice):
        found = " ".join(map(str, twice.iloc[0][["year", "unit_code", "index_code"]]))
        cell = f"A{twice.index[0] - len(shared) + 2}"
        raise DataProblems([problem("row_twice", file=shown(study_folder / "outside.csv"), cell=cell, found=found)])
    return both


def _values(path: Path, name: str) -> pd.DataFrame:
    frame = given(path, name)
    numbers = {column: pd.to_numeric(frame[column], errors="coerce") for column in _OUTSIDE_NUMBERS}
    wrong = ~frame["year"].str.fullmatch(r"[0-9]{4}").astype(bool)
    for column, values in numbers.items():
        empty = (frame[column] == "") if column != "value" else False
        below = (values < 0) if column != "value" else False
        wrong |= ~(empty | np.isfinite(values)) | below
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        found = " ".join(frame.loc[at, ["year", *_OUTSIDE_NUMBERS]]).strip()
        cell = f"D{at + 2}"
        raise DataProblems([problem("not_a_number", file=shown(path), cell=cell, found=found, expected="2024 85.30")])
    return frame.assign(year=frame["year"].astype(int), **{name: one.astype(float) for name, one in numbers.items()})
