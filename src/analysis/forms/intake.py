"""Room 1 for forms: every file that units sent becomes rows of tables, each cell still as it was typed.

The tables hold all that room 2 needs to see the forms again as they came.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis import problems, tables
from analysis.csv_file import address
from analysis.forms.cell_values import as_text, from_text, kind
from analysis.forms.form import Form, FormRow
from analysis.forms.reading import read
from analysis.framework import CriteriaSet
from analysis.paths import files
from analysis.study import Study

HEAD = ("unit_name", "unit_code", "year", "round", "decision", "framework", "set")


def submissions(study: Study) -> list[Path]:
    """Return the files below `submissions/`, sorted; lock files that spreadsheet programs leave are not among them."""
    return files(study.folder / "submissions")


def criteria_sets(study: Study) -> list[CriteriaSet]:
    """Return the sets of criteria in force in a study, each once."""
    return list({(one.criteria.framework, one.criteria.code): one.criteria for one in study.blocks.values()}.values())


def received(study: Study, tell: Callable[[], None] = lambda: None) -> list[Form]:
    """Return every form of a study as read, in the order of the file names; `tell` is called after each."""
    sets, found = criteria_sets(study), []
    for path in submissions(study):
        found.append(read(path, sets))
        tell()
    return found


def frames(forms: list[Form]) -> dict[str, pd.DataFrame]:
    """Return the tables `forms`, `form_rows`, `submitted`, `petitions` and `reading_issues` of what was received."""
    rows = {
        "forms": [_form(one) for one in forms],
        "form_rows": [_row(one, row) for one in forms for row in one.rows],
        "submitted": [cell for one in forms for cell in _cells(one)],
        "petitions": [_petition(one, petition) for one in forms for petition in one.petitions],
    }
    made = {name: tables.from_rows(name, found) for name, found in rows.items()}
    return made | {"reading_issues": problems.table([found for one in forms for found in one.problems])}


def _form(form: Form) -> dict:
    columns = ";".join(f"{field}={column}" for field, column in form.columns.items())
    head = {name: str(form.head.get(name) or "") for name in HEAD}
    return {
        **head, "year_text": head["year"], "file": form.file, "sheet": form.sheet, "field_columns": columns,
        "template": "yes" if form.template else "no", "dropped": form.dropped, "sha256": form.sha256,
    }  # fmt: skip


def _row(form: Form, row: FormRow) -> dict:
    return {
        "file": form.file, "sheet": form.sheet, "line": row.line, "criterion_code": row.code,
        "code_printed": row.code_printed, "title": row.title, "role": row.role,
    }  # fmt: skip


def _cells(form: Form) -> list[dict]:
    unit = {"unit_code": form.head.get("unit_code") or "", "unit_name": form.head.get("unit_name") or ""}
    return [
        {
            **unit, "year_text": str(form.head.get("year") or ""), "block": "", "source_id": "form", "file": form.file,
            "sheet": form.sheet, "column": f"{row.code}:{field}", "cell": address(form.columns[field], row.line),
            "printed": as_text(value), "cell_kind": kind(value),
        }
        for row in form.rows
        for field, value in row.values.items()
    ]  # fmt: skip


def _petition(form: Form, petition) -> dict:
    return {
        "unit_name": form.head.get("unit_name") or "", "criterion_code": petition.code, "petition_kind": petition.kind,
        "text": petition.text, "file": form.file, "sheet": petition.sheet, "cell": petition.cell,
    }  # fmt: skip


def rebuilt(forms: pd.DataFrame, form_rows: pd.DataFrame, submitted: pd.DataFrame, issues: pd.DataFrame) -> list[Form]:
    """Return the forms that the tables of room 1 hold, without petitions."""
    values, rows, found = {}, {}, {}
    for cell in submitted.to_dict("records"):
        line = int(cell["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        field = cell["column"].rpartition(":")[2]
        values.setdefault((cell["file"], line), {})[field] = from_text(cell["printed"], cell["cell_kind"])
    for row in form_rows.to_dict("records"):
        cells = values.get((row["file"], row["line"]), {})
        made = FormRow(int(row["line"]), row["criterion_code"], row["code_printed"], row["title"], row["role"], cells)
        rows.setdefault(row["file"], []).append(made)
    for one in issues.drop(columns="status", errors="ignore").to_dict("records"):
        found.setdefault(one["file"], []).append(problems.Problem(**one))
    return [_rebuilt(one, rows.get(one["file"], []), found.get(one["file"], [])) for one in forms.to_dict("records")]


def _rebuilt(one: dict, rows: list[FormRow], found: list) -> Form:
    columns = dict(pair.split("=") for pair in one["field_columns"].split(";") if pair)
    head = {name: one["year_text" if name == "year" else name] for name in HEAD}
    return Form(
        file=one["file"], sheet=one["sheet"], head=head, columns={field: int(place) for field, place in columns.items()},
        rows=rows, dropped=int(one["dropped"]), template=one["template"] == "yes", sha256=one["sha256"], problems=found,
    )  # fmt: skip
