"""One row of facts.xlsx: whose it is, which condition, what it declares and by which document; or what is wrong with it."""

import datetime
import re
from pathlib import Path
from typing import NamedTuple

from analysis.awards.fact_values import MISREAD, dated, value_of
from analysis.awards.rules import PERSONS, StudyRules
from analysis.csv_file import address
from analysis.forms.identity import Names
from analysis.forms.plain_text import plain
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.study import Study

# At most four letters and four digits: no name, no number of an identity card.
PERSON_CODE = re.compile(r"[A-Za-z]{0,4}-?\d{1,4}")
DOCUMENT = ("document_number", "document_date")


class Reader(NamedTuple):
    """What a row is read against: the study, its rules, its units by code and name, the block of each, the file."""

    study: Study
    rules: StudyRules
    names: Names
    blocks: dict[str, str]
    file: str

    @classmethod
    def of(cls, study: Study, rules: StudyRules, blocks: dict[str, str], path: Path) -> "Reader":
        """Return the reader of a study's facts; blocks : {unit code: block} of the units that may declare."""
        units = study.units()
        own = units[units["unit_code"].isin(list(blocks))]
        return cls(study, rules, Names(own, study.lineage()), blocks, shown(path))

    def declared_by(self, unit: str, person: str) -> list[str]:
        """Return the conditions that a unit or a person declares by a fact."""
        asked = self.rules.asked_of(self.blocks.get(unit, ""), PERSONS if person else "units")
        return [code for code in asked if self.rules.conditions[code].source == "fact"]


class Place(NamedTuple):
    """Where a row stands: file, sheet, {field: column} and its line."""

    file: str
    sheet: str
    columns: dict[str, int]
    line: int

    def cell(self, field: str) -> str:
        """Return the address of a field of the row; the first cell for a field without a column."""
        return address(self.columns.get(field, 0), self.line)

    def problem(self, rule: str, field: str, severity: str = "error", **facts) -> Problem:
        """Return a problem of texts/awards.yml at a field of the row."""
        place = {"file": self.file, "sheet": self.sheet, "cell": self.cell(field)}
        return problem(rule, severity, texts="awards", **place, **facts)


def read_row(cells: list, place: Place, reader: Reader) -> tuple[dict | None, list[Problem]]:
    """Return (row of `award_facts`, warnings), or (None, errors) for a row that cannot be used."""
    values = {name: cells[at] if at < len(cells) else "" for name, at in place.columns.items()}
    said = {name: plain(_text(values.get(name, "")), 120) for name in ("unit", "person", "condition")}
    unit = reader.names.owner(said["unit"], said["unit"])
    errors = [
        *_identity_errors(said, unit, place, reader),
        *_year_errors(values, unit, place, reader),
        *_value_errors(values, said["condition"], unit, place, reader),
        *_date_errors(values, unit, place, reader),
    ]
    if errors:
        return None, errors
    row = {
        "year": _year(values, reader.study), "unit_code": unit, "person_code": said["person"],
        "condition": said["condition"], "declared_value": _declared(values, said["condition"], reader) or "",
        "file": place.file, "sheet": place.sheet, "cell": place.cell("value"), **_document(values),
    }  # fmt: skip
    return row, _warnings(row, place)


def _text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _identity_errors(said: dict, unit: str, place: Place, reader: Reader) -> list[Problem]:
    if not unit:
        return [place.problem("fact_unit", "unit", found=said["unit"])]
    found = []
    if said["person"] and not PERSON_CODE.fullmatch(said["person"]):
        # What stands there may be a name: it is not repeated.
        found.append(place.problem("fact_person", "person", unit_code=unit, expected="CB-01"))
    known = reader.declared_by(unit, said["person"])
    if said["condition"] not in known:
        facts = {"found": said["condition"], "expected": ", ".join(known) or "–", "unit_code": unit}
        found.append(place.problem("fact_condition", "condition", **facts))
    return found


def _year(values: dict, study: Study) -> int | None:
    """Return the year a row speaks of: the study's own if it has one and none is written; None if it is not in the study."""
    written = _text(values.get("year", ""))
    if not written and len(study.years) == 1:
        return study.years[0]
    return int(written) if re.fullmatch("[0-9]{4}", written) and int(written) in study.years else None


def _year_errors(values: dict, unit: str, place: Place, reader: Reader) -> list[Problem]:
    if _year(values, reader.study) is not None:
        return []
    facts = {"found": _text(values.get("year", "")), "expected": ", ".join(map(str, reader.study.years))}
    return [place.problem("fact_year", "year", unit_code=unit, **facts)]


def _declared(values: dict, code: str, reader: Reader):
    condition = reader.rules.conditions.get(code)
    return value_of(values["value"], condition.test) if condition and condition.source == "fact" else None


def _value_errors(values: dict, code: str, unit: str, place: Place, reader: Reader) -> list[Problem]:
    if _declared(values, code, reader) is not MISREAD:
        return []
    expected = "Có | Không" if "is" in reader.rules.conditions[code].test else "0; 1; 2,5"
    found = plain(_text(values["value"]), 120)
    return [place.problem("fact_value", "value", found=found, expected=expected, unit_code=unit)]


def _date_errors(values: dict, unit: str, place: Place, reader: Reader) -> list[Problem]:
    day = dated(values["document_date"])
    if day is MISREAD:
        facts = {"found": plain(_text(values["document_date"]), 120), "expected": "31/12/2025"}
        return [place.problem("fact_date", "document_date", unit_code=unit, **facts)]
    last = datetime.date.fromisoformat(reader.study.as_of)
    if day is None or day <= last:
        return []
    facts = {"found": _written(day), "expected": _written(last), "unit_code": unit}
    return [place.problem("fact_date_future", "document_date", **facts)]


def _written(day: datetime.date) -> str:
    return day.strftime("%d/%m/%Y")


def _document(values: dict) -> dict[str, str]:
    day = dated(values["document_date"])
    number = plain(_text(values["document_number"]), 120)
    return {"document_number": number, "document_date": day.isoformat() if day else ""}


def _warnings(row: dict, place: Place) -> list[Problem]:
    missing = [name for name in DOCUMENT if not row[name]]
    if not row["declared_value"] or not missing:
        return []
    facts = {"found": row["condition"], "unit_code": row["unit_code"]}
    return [place.problem("fact_without_document", missing[0], "warning", **facts)]
