"""Declared facts: facts.xlsx in the folder of a study, one row a unit (or person, by code) and condition, with its document.

Nothing that names a person is kept: persons stand by a short code, and other columns are not read.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.awards.fact_rows import Place, Reader, read_row
from analysis.awards.rules import StudyRules
from analysis.forms import gate, workbook
from analysis.forms.archive import Refused
from analysis.forms.tidy import tidy
from analysis.forms.words import folded
from analysis.language import texts
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.study import Study

FILE = "facts.xlsx"
FIELDS = ("unit", "person", "condition", "value", "document_number", "document_date", "year")
NEEDED = ("unit", "condition", "value", "document_number", "document_date")
HEADING_WITHIN = 20


class Given(NamedTuple):
    """The facts of one sheet: its name, {field: column}, and [(row as shown, cells)] below the heading."""

    sheet: str
    columns: dict[str, int]
    rows: list[tuple[int, list]]


def facts(study: Study, rules: StudyRules, blocks: dict[str, str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return (table `award_facts`, problems); an empty table where the study has no facts.xlsx.

    blocks : {unit code: block} of the units that may declare. declared_value : `yes`, `no` or a number as text; empty
    where the row is not filled in yet. document_number, document_date : as declared, empty where missing; the date is
    ISO. Rows with an error are left out, so what they declare is not known.
    """
    path = study.folder / FILE
    if not path.exists():
        return tables.empty("award_facts"), []
    try:
        given = _given(path)
    except Refused as refused:
        place = {"file": shown(path), **refused.facts}
        return tables.empty("award_facts"), [problem(refused.rule, texts="reading", **place)]
    if not given:
        expected = ", ".join(headings(field)[0] for field in NEEDED)
        return tables.empty("award_facts"), [
            problem("facts_no_table", texts="awards", file=shown(path), expected=expected)
        ]
    return _read(given, Reader.of(study, rules, blocks, path))


def headings(field: str) -> list[str]:
    """Return the headings under which a column of facts.xlsx is known, the one we write first."""
    return [one for words in texts()["awards"][f"head_{field}"].values() for one in words.split(" | ")]


def _given(path: Path) -> list[Given]:
    found = []
    for sheet in workbook.sheets(gate.passed(path)):
        rows, text = tidy(sheet.rows)
        gate.refuse_program_text(text)
        for place, row in enumerate(rows[:HEADING_WITHIN]):
            columns = _columns(row)
            if set(NEEDED) <= set(columns):
                found.append(Given(sheet.name, columns, _filled(rows, place + 1, columns)))
                break
    return found


def _columns(row: list) -> dict[str, int]:
    known = {folded(words): field for field in FIELDS for words in headings(field)}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        field = known.get(folded(cell)) if isinstance(cell, str) else None
        if field:
            found.setdefault(field, place)
    return found


def _filled(rows: list[list], start: int, columns: dict[str, int]) -> list[tuple[int, list]]:
    named = [columns[name] for name in ("unit", "condition", "value")]
    return [
        (line, cells)
        for line, cells in enumerate(rows[start:], start=start + 1)
        if any(place < len(cells) and cells[place] not in ("", None) for place in named)
    ]


def _read(given: list[Given], reader: Reader) -> tuple[pd.DataFrame, list[Problem]]:
    rows, problems, seen = [], [], {}
    for one in given:
        for line, cells in one.rows:
            place = Place(reader.file, one.sheet, one.columns, line)
            row, found = read_row(cells, place, reader)
            problems += found
            key = row and (row["year"], row["unit_code"], row["person_code"], row["condition"])
            if row and key in seen:
                stated = {"found": row["condition"], "line": seen[key], "unit_code": row["unit_code"]}
                problems.append(place.problem("fact_twice", "condition", **stated))
            elif row:
                seen[key] = line
                rows.append(row)
    return tables.from_rows("award_facts", rows), problems
