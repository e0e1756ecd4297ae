"""Declared corrections of forms: unit, criterion, field, the value expected, the new one, why, who confirmed it, when."""

import dataclasses

import pandas as pd

from analysis import settings, tables
from analysis.forms.cell_values import as_text, kind
from analysis.forms.form import FIELDS, Form
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, choice, iso_date, text
from analysis.study import Study

_CORRECTIONS = Keys(
    {
        "corrections": ListOf(
            Keys(
                {
                    "unit": text(),
                    "criterion": text(),
                    "field": choice(*FIELDS),
                    "expect": text(),
                    "value": text(),
                    "reason": BOTH_LANGUAGES,
                    "confirmed_by": text(),
                    "date": iso_date(),
                }
            )
        )
    }
)
PLACE = ("unit", "criterion", "field")


def declared(study: Study) -> list[dict]:
    """Return the corrections of a study as corrections.yml declares them; raises DataProblems for what is not allowed."""
    return settings.load(study.folder / "corrections.yml", _CORRECTIONS)["corrections"]


def corrected(form: Form, unit: str, corrections: list[dict]) -> Form:
    """Return the form after the corrections of its unit that find what they expect; the given form is not changed.

    A corrected cell is read as text, as if the unit had typed it.
    """
    wanted = {(one["criterion"], one["field"]): one for one in corrections if one["unit"] == unit}
    if not wanted:
        return form
    return dataclasses.replace(form, rows=[_corrected_row(row, wanted) for row in form.rows])


def _corrected_row(row, wanted: dict):
    new = {
        field: wanted[row.code, field]["value"]
        for field, value in row.values.items()
        if (row.code, field) in wanted and shown_value(value) == wanted[row.code, field]["expect"]
    }
    return row._replace(values=row.values | new) if new else row


def applied(study: Study, forms: list[Form], units: dict[str, str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return (table `corrections_applied`, problems) for the forms as they came; units : {file: unit code}.

    A correction that finds no cell, or another value than it expects, is a problem, so that it never outlives the
    mistake it mends.
    """
    entries, rows, found = declared(study), [], []
    values = _values(forms, units, {tuple(one[name] for name in PLACE) for one in entries})
    for place, entry in enumerate(entries, start=1):
        key = tuple(entry[name] for name in PLACE)
        faults = _faults(values.get(key), entry, entries[: place - 1], place, study)
        found += faults
        rows += [] if faults else [_row(values[key], entry, study)]
    return tables.from_rows("corrections_applied", rows), found


def _values(forms: list[Form], units: dict[str, str], wanted: set) -> dict[tuple, object]:
    return {
        (units[form.file], row.code, field): value
        for form in forms
        if form.file in units and any(unit == units[form.file] for unit, _, _ in wanted)
        for row in form.rows
        for field, value in row.values.items()
        if (units[form.file], row.code, field) in wanted
    }


def _faults(value, entry: dict, before: list[dict], place: int, study: Study) -> list[Problem]:
    wanted = " ".join(entry[name] for name in PLACE)
    facts = {"file": shown(study.folder / "corrections.yml"), "cell": f"corrections[{place}]",
             "unit_code": entry["unit"], "criterion_code": entry["criterion"]}  # fmt: skip
    if any(all(one[name] == entry[name] for name in PLACE) for one in before):
        return [problem("form_correction_twice", texts="submissions", found=wanted, **facts)]
    if value is None:
        return [problem("form_correction_nothing", texts="submissions", found=wanted, **facts)]
    if shown_value(value) != entry["expect"]:
        return [
            problem("form_correction_expectation", texts="submissions", found=shown_value(value),
                    expected=entry["expect"], **facts)
        ]  # fmt: skip
    return []


def shown_value(value) -> str:
    """Return what a correction must expect: the text of the cell, a number without needless zeros, a date as ISO."""
    printed = as_text(value)
    return printed.removesuffix(".0") if kind(value) == "number" else printed.removesuffix("T00:00:00")


def _row(value, entry: dict, study: Study) -> dict:
    return {
        "year": study.years[0], "block": study.units().loc[entry["unit"], "block"], "unit_code": entry["unit"],
        "column": f"{entry['criterion']}:{entry['field']}", "action": "replace", "printed": shown_value(value),
        "decided": entry["value"], "reason_vi": entry["reason"]["vi"], "reason_en": entry["reason"]["en"],
        "confirmed_by": entry["confirmed_by"], "confirmed_on": entry["date"],
    }  # fmt: skip
