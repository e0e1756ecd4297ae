"""Opening the CSV files that people give: every row with its line, or a problem that says how to save the file again."""

import csv
import io
from pathlib import Path

from analysis.paths import shown
from analysis.problems import DataProblems, problem, stop_on_errors


def rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return (header, [(line as a spreadsheet counts, cells)]) of a CSV file; blank rows are left out.

    The header is empty for a file without a row. Raises DataProblems for a file that is missing, cannot be opened, is
    binary, is not UTF-8, is not CSV or has a row of another length than the header.
    """
    lines = [(line, row) for line, row in enumerate(_parsed(path), start=1) if any(row)]
    if not lines:
        return [], []
    header = [name.strip() for name in lines[0][1]]
    stop_on_errors(
        [
            problem("row_length", file=shown(path), cell=f"A{line}", found=len(row), expected=len(header))
            for line, row in lines[1:]
            if len(row) != len(header)
        ]
    )
    return header, lines[1:]


def _parsed(path: Path) -> list[list[str]]:
    try:
        # newline="" leaves line ends to the CSV reader, which also knows those of old Macs.
        return list(csv.reader(io.StringIO(_decoded(path), newline="")))
    except csv.Error:
        raise DataProblems([problem("not_a_table", file=shown(path))]) from None


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


def address(column: int, line: int) -> str:
    """Return the address of a cell as a spreadsheet shows it: column 0, line 2 is A2, column 27 is AB."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{line}"
