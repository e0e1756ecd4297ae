"""The doors: the only place where tables of a run are written and read.

A door checks the schema, the unique key and the ranges, sorts by the key and rounds to the declared decimals;
ranks were computed before that. Schemas and titles stand in schemas.yml.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from analysis.language import OWN_FILES

SCHEMAS = Path(__file__).parent / "schemas.yml"
# What a spreadsheet would take for a formula, and the apostrophe itself so that reading gives back what was written.
FORMULA = re.compile(r"[=+@\t\r']|-(?![\d.,])")


class UntidyTable(Exception):
    """A table that may not leave its room; a programmer's mistake, named with table, column and rows."""


@cache
def schemas() -> dict:
    """Return {"tables": {name: schema}, "columns": {name: column}} as schemas.yml declares them."""
    return yaml.load(SCHEMAS.read_text(encoding="utf-8"), OWN_FILES)


def schema(name: str) -> dict:
    """Return the schema of a table; `left_out_<room>` shares the schema `left_out`."""
    return schemas()["tables"]["left_out" if name.startswith("left_out_") else name]


def column(name: str) -> dict:
    """Return type, range, decimals and titles of a column."""
    return schemas()["columns"][name]


def write(run_folder: Path, name: str, frame: pd.DataFrame, status: str) -> pd.DataFrame:
    """Write a checked table to tables/NAME.csv and return what was written, sorted by its key.

    status : `published` or `synthetic`; written in every row, so that the word travels with the figures.
    Raises UntidyTable if a column, key, type, range or required value is not as declared.
    """
    tidy = checked(name, frame.assign(status=status))
    folder = Path(run_folder) / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    text = pd.DataFrame({one: _as_text(tidy[one], one) for one in tidy.columns})
    text.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    # Two files written within one tick of the clock may have the same time and size.
    _parsed.cache_clear()
    return tidy


def read(run_folder: Path, name: str) -> pd.DataFrame:
    """Return a table of this run with its declared types; empty text is the empty string."""
    path = Path(run_folder) / "tables" / f"{name}.csv"
    stated = path.stat()
    return _parsed(path, stated.st_mtime_ns, stated.st_size).copy()


# The last room asks for the same tables dozens of times.
@lru_cache(maxsize=64)
def _parsed(path: Path, changed: int, size: int) -> pd.DataFrame:
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    return pd.DataFrame({one: _typed(text[one].map(_unguarded), one) for one in text.columns})


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows as text: an apostrophe before what it would take for a formula.

    What people typed may begin with =, +, @ or a tab; a minus sign is left before a number only.
    """
    return f"'{text}" if FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def exists(run_folder: Path, name: str) -> bool:
    """Return whether a table was left in this run."""
    return (Path(run_folder) / "tables" / f"{name}.csv").exists()


def empty(name: str) -> pd.DataFrame:
    """Return a table with its declared columns and no row."""
    return pd.DataFrame({one: _typed(pd.Series([], dtype=str), one) for one in schema(name)["columns"]})


def from_rows(name: str, rows: list[dict]) -> pd.DataFrame:
    """Return rows as a table with the declared columns, also when there is no row."""
    return pd.DataFrame(rows, columns=schema(name)["columns"]) if rows else empty(name)


def checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with declared columns, types and order; raises UntidyTable naming everything wrong."""
    declared = [*schema(name)["columns"], "status"]
    if set(frame.columns) != set(declared):
        raise UntidyTable(f"{name}: columns {sorted(set(frame.columns) ^ set(declared))} are missing or not declared")
    try:
        tidy = pd.DataFrame({one: _typed(frame[one], one) for one in declared})
    except (TypeError, ValueError) as error:
        raise UntidyTable(f"{name}: {error}") from None
    faults = [fault for one in declared for fault in _column_faults(name, tidy[one], one)]
    faults += _key_faults(name, tidy)
    if faults:
        raise UntidyTable("; ".join(faults))
    return tidy.sort_values(schema(name)["key"], kind="stable").reset_index(drop=True)


def _column_faults(name: str, values: pd.Series, one: str) -> list[str]:
    rule, faults = column(one), []
    blank = values.isna() | (values == "") if rule["type"] == "text" else values.isna()
    if blank.any() and one not in schema(name).get("empty", []):
        faults.append(f"{name}.{one}: {int(blank.sum())} empty")
    present = values[~blank]
    if "allowed" in rule and not present.isin(rule["allowed"]).all():
        faults.append(f"{name}.{one}: {sorted(set(present) - set(rule['allowed']))} not allowed")
    if "low" in rule and (present < rule["low"]).any():
        faults.append(f"{name}.{one}: {present.min()} below {rule['low']}")
    if "high" in rule and (present > rule["high"]).any():
        faults.append(f"{name}.{one}: {present.max()} above {rule['high']}")
    if rule["type"] == "number" and np.isinf(present.to_numpy(dtype=float)).any():
        faults.append(f"{name}.{one}: infinite")
    return faults


def _key_faults(name: str, tidy: pd.DataFrame) -> list[str]:
    key = schema(name)["key"]
    twice = tidy[tidy.duplicated(key, keep=False)]
    return [f"{name}: key {tuple(twice.iloc[0][key])} more than once"] if len(twice) else []


def _typed(values: pd.Series, one: str) -> pd.Series:
    kind = column(one)["type"]
    if kind == "text":
        if not values.dropna().map(lambda value: isinstance(value, str)).all():
            raise TypeError(f"{one} holds what is not text")
        return values.astype(object).where(values.notna(), "").astype(str).astype(object)
    plain = values.replace("", np.nan) if values.dtype == object or str(values.dtype).startswith("str") else values
    numbers = pd.to_numeric(plain).astype("float64")
    return numbers.astype("Int64") if kind == "integer" else numbers


def _as_text(values: pd.Series, one: str) -> pd.Series:
    rule = column(one)
    if rule["type"] == "text":
        return values.map(guarded)
    if rule["type"] == "integer":
        return values.map(lambda value: "" if pd.isna(value) else str(int(value)))
    return values.map(lambda value: _decimal_text(value, rule["decimals"]))


def _decimal_text(value: float, decimals: int) -> str:
    if pd.isna(value):
        return ""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"
