"""Room 1, read: what did each unit send, or what does the published table print?

Everything stays text, with file and cell. Nothing is converted, repaired or dropped here.
"""

import csv
import hashlib
import io
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.framework import ROOT
from analysis.paths import shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.study import Study

IDENTITY = ["year", "block", "unit_code", "unit_name", "source_id"]
PUBLISHED = ["published_points", "published_percent", "published_rank", "published_class"]
STANDARD_ERRORS = ["year", "block", "unit_code", "node", "printed_as", "value", "source_id"]


def received(study: Study) -> pd.DataFrame:
    """Return the table `received`: each input file of the study with its checksum, size and number of rows."""
    rows = []
    for path in sorted(one for one in study.folder.rglob("*") if one.is_file() and not one.name.startswith("~$")):
        content = path.read_bytes()
        rows.append(
            {
                "file": shown(path),
                "sha256": hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                "rows": content.count(b"\n"),
            }
        )
    return tables.from_rows("received", rows)


def submitted(study: Study) -> pd.DataFrame:
    """Return the table `submitted`: one row a cell of results.csv (and standard_errors.csv), all text, with its place.

    Raises DataProblems for a table that is missing, empty, binary, has an unknown, missing or repeated column or a row
    of another length; all found are named together.
    """
    frames = [_cells(study.folder / "results.csv", _allowed_columns(study), IDENTITY)]
    if (study.folder / "standard_errors.csv").exists():
        frames.append(_error_cells(study.folder / "standard_errors.csv"))
    return pd.concat(frames, ignore_index=True)


def _allowed_columns(study: Study) -> list[str]:
    leaves = [leaf for block in study.blocks.values() for leaf in block.criteria.leaves]
    inner = [node for block in study.blocks.values() for node in block.criteria.nodes if node != ROOT]
    nodes = [f"published_points:{node}" for node in inner]
    return list(dict.fromkeys([*IDENTITY, "applicable_max", *leaves, *PUBLISHED, *nodes]))


def _cells(path: Path, allowed: list[str], identity: list[str]) -> pd.DataFrame:
    header, rows = _rows(path)
    _check_header(header, allowed, identity, shown(path))
    records = []
    for line, row in rows:
        unit = dict(zip(header, row, strict=True))
        for place, name in enumerate(header):
            if name not in identity:
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
        "file": file, "sheet": "", "cell": cell,
    }  # fmt: skip


def address(column: int, line: int) -> str:
    """Return the address of a cell as a spreadsheet shows it: column 0, line 2 is A2, column 27 is AB."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{line}"


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    file = shown(path)
    lines = [(line, row) for line, row in enumerate(csv.reader(io.StringIO(_decoded(path))), start=1) if any(row)]
    if len(lines) < 2:
        raise DataProblems([problem("table_empty", file=file)])
    header = [name.strip() for name in lines[0][1]]
    ragged = [
        problem("row_length", file=file, cell=f"A{line}", found=len(row), expected=len(header))
        for line, row in lines[1:]
        if len(row) != len(header)
    ]
    if ragged:
        raise DataProblems(ragged)
    return header, lines[1:]


def _decoded(path: Path) -> str:
    file = shown(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataProblems([problem("file_missing", file=file)]) from None
    except OSError:
        raise DataProblems([problem("file_unreadable", file=file)]) from None
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0" or b"\x00" in content:
        raise DataProblems([problem("not_text", file=file)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataProblems([problem("not_utf8", file=file)]) from None


def _check_header(header: list[str], allowed: list[str], required: list[str], file: str) -> None:
    stop_on_errors(
        [*_unknown_columns(header, allowed, file), *_missing_columns(header, required, file)]
    )


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
