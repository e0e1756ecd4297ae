"""What all studies share: units, outside indices, sources."""

from pathlib import Path

import pandas as pd

from analysis.paths import reference_folder, shown
from analysis.problems import DataProblems, problem

COLUMNS = {
    "units": ["unit_code", "name_vi", "name_en", "kind", "province_code", "region", "city", "appraises", "appraises_basis"],
    "outside_indices": ["year", "unit_code", "index_code", "value", "source_id"],
    "outside_index_names": [
        "index_code", "name_vi", "name_en", "scale_min", "scale_max", "part_of_total", "note_vi", "note_en",
    ],
    "sources": ["source_id", "publisher", "title", "address", "rights", "note"],
}  # fmt: skip
KEYS = {
    "units": ["unit_code"],
    "outside_indices": ["year", "unit_code", "index_code"],
    "outside_index_names": ["index_code"],
    "sources": ["source_id"],
}


def table(root: Path, name: str) -> pd.DataFrame:
    """Return a reference table (units, outside_indices, outside_index_names, sources) as text.

    Raises DataProblems when the file is missing, unreadable, has another header or a key twice.
    """
    path = reference_folder(root) / f"{name}.csv"
    file = shown(path)
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataProblems([problem("file_missing", file=file)]) from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        raise DataProblems([problem("not_a_table", file=file)]) from None
    if list(frame.columns) != COLUMNS[name]:
        found, expected = ", ".join(frame.columns), ", ".join(COLUMNS[name])
        raise DataProblems([problem("wrong_header", file=file, found=found, expected=expected)])
    twice = frame[frame.duplicated(KEYS[name])]
    if len(twice):
        found = " ".join(twice.iloc[0][KEYS[name]])
        raise DataProblems([problem("row_twice", file=file, cell=f"A{twice.index[0] + 2}", found=found)])
    return frame


def units(root: Path) -> pd.DataFrame:
    """Return the units indexed by unit_code; all columns are text, empty where nothing is known."""
    return table(root, "units").set_index("unit_code", drop=False)


def outside_values(root: Path) -> pd.DataFrame:
    """Return the outside indices with `year` as whole number and `value` as number."""
    frame = table(root, "outside_indices")
    wrong = frame[pd.to_numeric(frame["value"], errors="coerce").isna() | ~frame["year"].str.fullmatch(r"\d{4}")]
    if len(wrong):
        file = shown(reference_folder(root) / "outside_indices.csv")
        found = " ".join(wrong.iloc[0][["year", "value"]])
        raise DataProblems([problem("not_a_number", file=file, cell=f"D{wrong.index[0] + 2}", found=found)])
    return frame.assign(year=frame["year"].astype(int), value=frame["value"].astype(float))
