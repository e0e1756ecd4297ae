"""The rows of `assessed` and `rounds`: every leaf of every unit, whichever of its forms says something about it."""

import math
from typing import NamedTuple

import pandas as pd

from analysis.criterion import Criterion
from analysis.csv_file import address
from analysis.forms import rounds
from analysis.forms.form import ROUNDS, Form
from analysis.forms.functions import outside_functions
from analysis.forms.meaning import TypedRow
from analysis.study import Study

COLUMN_OF_ROUND = {"self": "self_points", "survey": "survey_points", "": "applicability"}
LATER = ("appraisal_1", "appraisal_2", "survey_points")


class Said(NamedTuple):
    """What the forms of a unit say of one leaf, and the form that said it last (None if none has the row)."""

    row: TypedRow
    form: Form | None


def rows(study: Study, sent: list, surveyed: pd.DataFrame) -> tuple[list[dict], list[dict]]:
    """Return (rows of `assessed`, rows of `rounds`) of the units that sent a form; `surveyed` is the table `survey_points`.

    A leaf of which nothing is known is not in `assessed`; why, stands in `issues`.
    """
    known = {(row["unit_code"], row["criterion_code"]): row for row in surveyed.to_dict("records")}
    outside, _ = outside_functions(study)
    assessed, records = [], []
    for unit, forms in _by_unit(sent):
        place_of_unit = place(study, unit)
        said, lies_outside = together(forms), outside.get(unit["unit_code"], {})
        for code in study.criteria(unit["block"]).leaves:
            criterion = study.criteria(unit["block"]).items[code]
            one, survey_row = said.get(code) or Said(silent(criterion), None), known.get((unit["unit_code"], code))
            points = None if survey_row is None else survey_row["points"]
            force = rounds.in_force(one.row, study.rounds, code in lies_outside or not criterion.applies, points)
            cell = where(one, force.round)
            records.append(rounds.record(one.row, force, place_of_unit, cell))
            assessed += _assessed(place_of_unit, code, force, cell, survey_row)
    return assessed, records


def place(study: Study, unit: dict) -> dict:
    """Return year, block and code of a unit, as tables carry them."""
    return {"year": study.years[0], "block": unit["block"], "unit_code": unit["unit_code"]}


def _by_unit(sent: list) -> list[tuple[dict, list]]:
    found: dict[str, tuple[dict, list]] = {}
    for one in sent:
        found.setdefault(one.unit["unit_code"], (one.unit, []))[1].append(one)
    return [found[code] for code in sorted(found)]


def together(forms: list) -> dict[str, Said]:
    """Return {leaf code: what the forms of one unit say of it}; a later round adds its points to those of the earlier."""
    said: dict[str, Said] = {}
    for one in sorted(
        forms, key=lambda one: ROUNDS.index(one.form.head["round"]) if one.form.head.get("round") in ROUNDS else 0
    ):
        for row in one.rows:
            said[row.code] = Said(_added(said[row.code].row, row) if row.code in said else row, one.form)
    return said


def _added(earlier: TypedRow, later: TypedRow) -> TypedRow:
    new = {name: value for name in LATER if (value := getattr(later, name)) is not None}
    return earlier._replace(line=later.line, applicability=later.applicability or earlier.applicability, **new)


def silent(criterion: Criterion) -> TypedRow:
    """Return the row of a leaf of which no form says anything."""
    nothing = dict.fromkeys(TypedRow._fields)
    return TypedRow(**nothing | {"line": 0, "code": criterion.code, "criterion": criterion, "applicability": ""})


def where(said: Said, round_in_force: str) -> dict:
    """Return file, sheet and cell of the points in force; empty where no form has the row."""
    if said.form is None:
        return {"file": "", "sheet": "", "cell": ""}
    field = COLUMN_OF_ROUND.get(round_in_force, round_in_force)
    column = said.form.columns.get(field, said.form.columns.get("self_points", 0))
    return {"file": said.form.file, "sheet": said.form.sheet, "cell": address(column, said.row.line)}


def _assessed(unit: dict, code: str, force: rounds.InForce, cell: dict, survey_row: dict | None) -> list[dict]:
    if force.points is None and not force.missing:
        return []
    value = rounds.number(force.points)
    row = {
        **unit, "node": code, "measure": "points", "value": value, "word": "", "missing": force.missing,
        "printed": force.missing or _printed(value), "likely": math.nan, "sources": force.round or "form",
        "file": cell["file"], "cell": cell["cell"],
    }  # fmt: skip
    if survey_row is None or force.round != "survey" or math.isnan(survey_row["standard_error"]):
        return [row]
    error = survey_row["standard_error"]
    return [row, {**row, "measure": "standard_error", "value": error, "printed": _printed(error)}]


def _printed(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
