"""Room 1, read: what did each unit send, or what does the published table print?

Everything stays text, with file and cell. Nothing is converted, repaired or dropped here.
"""

import hashlib
from pathlib import Path

import pandas as pd

from analysis import csv_file, tables
from analysis.csv_file import address
from analysis.framework import ROOT
from analysis.paths import files, shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.study import Study
from analysis.tables import schemas

IDENTITY = list(schemas()["inputs"]["results"]["columns"])
PUBLISHED = ["published_points", "published_percent", "published_rank", "published_class"]
STANDARD_ERRORS = list(schemas()["inputs"]["standard_errors"]["columns"])


def received(study: Study) -> pd.DataFrame:
    """Return the table `received`: each input file of the study with its checksum, size and, for text, number of rows."""
    rows = []
    for path in files(study.folder):
        content = path.read_bytes()
        rows.append(
            {
                "file": shown(path),
                "sha256": hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                "rows": None if b"\x00" in content else content.count(b"\n"),
            }
        )
    return tables.from_rows("received", rows)


def tables_of(study: Study) -> dict[str, pd.DataFrame]:
    """Return every table this room leaves but `received`: what a published table prints, or what the forms say.

    Raises DataProblems for a published table that cannot be used; a form that cannot be read is a row of
    `reading_issues`, and the others are read all the same.
    """
    if study.has_forms:
        from analysis.forms import intake

        return intake.frames(intake.received(study))
    return {"submitted": submitted(study)}


def submitted(study: Study) -> pd.DataFrame:
    """Return the table `submitted`: one row a cell of results.csv (and standard_errors.csv), all text, with its place.

    Raises DataProblems for a table that is missing, empty, binary, has an unknown, missing or repeated column or a row
    of another length; all found are named together.
    """
    frames = [_cells(study.folder / "results.csv", _allowed_columns(study), [*IDENTITY, *_leaves(study)])]
    if (study.folder / "standard_errors.csv").exists():
        frames.append(_error_cells(study.folder / "standard_errors.csv"))
    return pd.concat(frames, ignore_index=True)


def _leaves(study: Study) -> list[str]:
    return list(dict.fromkeys(leaf for block in study.blocks.values() for leaf in block.criteria.leaves))


def _allowed_columns(study: Study) -> list[str]:
    inner = [node for block in study.blocks.values() for node in block.criteria.nodes if node != ROOT]
    nodes = [f"published_points:{node}" for node in inner]
    return list(dict.fromkeys([*IDENTITY, "applicable_max", *_leaves(study), *PUBLISHED, *nodes]))


def _cells(path: Path, allowed: list[str], required: list[str]) -> pd.DataFrame:
    header, rows = _rows(path)
    _check_header(header, allowed, required, shown(path))
    records = []
    for line, row in rows:
        unit = dict(zip(header, row, strict=True))
        for place, name in enumerate(header):
            if name not in IDENTITY:
                records.append(_record(unit, name, unit[name], shown(path), address(place, line)))
    return pd.DataFrame(records, columns=tables.schema("submitted")["columns"])


def _error_cells(path: Path) -> pd.DataFrame:
    header, rows = _rows(path)
    _check_header(header, STANDARD_ERRORS, STANDARD_ERRORS, shown(path))
    records = []
    for line, row in rows:
        unit = dict(zip(header, row, strict=True), unit_name="-")
        column = f"{unit['printed_as']}:{unit['node']}"
        records.append(_record(unit, column, unit["value"], shown(path), address(header.index("value"), line)))
    return pd.DataFrame(records, columns=tables.schema("submitted")["columns"])


def _record(unit: dict, column: str, printed: str, file: str, cell: str) -> dict:
    return {
        "year_text": unit["year"], "block": unit["block"], "unit_code": unit["unit_code"],
        "unit_name": unit["unit_name"], "column": column, "printed": printed, "source_id": unit["source_id"],
        "file": file, "sheet": "", "cell": cell, "cell_kind": "text",
    }  # fmt: skip


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    header, rows = csv_file.rows(path)
    if not rows:
        raise DataProblems([problem("table_empty", file=shown(path))])
    return header, rows


def _check_header(header: list[str], allowed: list[str], required: list[str], file: str) -> None:
    stop_on_errors([*_unknown_columns(header, allowed, file), *_missing_columns(header, required, file)])


def _unknown_columns(header: list[str], allowed: list[str], file: str) -> list[Problem]:
    found = []
    for place, name in enumerate(header):
        facts = {"file": file, "cell": address(place, 1), "found": name}
        if name not in allowed:
            found.append(problem("unknown_column", expected=", ".join(allowed), **facts))
        elif name in header[:place]:
            found.append(problem("column_twice", **facts))
    return found


def _missing_columns(header: list[str], required: list[str], file: str) -> list[Problem]:
    return [
        problem("missing_column", file=file, cell="A1", found=", ".join(header), expected=name)
        for name in required
        if name not in header
    ]
