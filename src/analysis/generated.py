"""Texts of the repository that are made from code and must never go stale: the data package, README's exhibits, docs/checks.md.

`python -m analysis.generated` writes them; tests hold them to what this module would write.
"""

import csv
import json
from pathlib import Path

from analysis import exhibits
from analysis.forms import catalogue
from analysis.language import LANGUAGES, say
from analysis.paths import PROJECT
from analysis.tables import column, schemas

START, END = "<!-- exhibits: made by python -m analysis.generated -->", "<!-- end of exhibits -->"
TYPES = {"text": "string", "integer": "integer", "number": "number"}


def datapackage() -> str:
    """Return data/datapackage.json: a Data Package that describes every table people give, and the tables a run leaves.

    Field types, keys, ranges and bilingual titles come from schemas.yml; columns of criteria are numbers.
    Source: Data Package standard, version 2, Table Schema.
    """
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "cchc-scoring-study",
        "title": "Data of the evaluation of the scoring of administrative reform in Viet Nam",
        "licenses": [{"name": "CC-BY-4.0", "title": "Arrangement of the tables; see LICENSE-data.md for the figures"}],
        "resources": [_resource(path) for path in _data_files()],
        "outputTables": [_output_table(name) for name in schemas()["tables"]],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _data_files() -> list[Path]:
    return sorted((PROJECT / "data").rglob("*.csv"))


def _resource(path: Path) -> dict:
    own_units = path.stem == "units" and path.parent.name != "reference"
    declared = schemas()["inputs"]["study_units" if own_units else path.stem]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream))
    fields = [{"name": name, "type": TYPES[declared["columns"].get(name, "text")]} for name in header]
    return {
        "name": "-".join([*path.relative_to(PROJECT / "data").parent.parts, path.stem]).lower().replace("_", "-"),
        "path": path.relative_to(PROJECT / "data").as_posix(),
        "title": declared["title"]["en"],
        "titleVi": declared["title"]["vi"],
        "schema": {"fields": fields, "primaryKey": declared["key"], "missingValues": [""]},
    }


def _output_table(name: str) -> dict:
    table = schemas()["tables"][name]
    fields = [_field(one, one in table.get("empty", [])) for one in [*table["columns"], "status"]]
    return {
        "name": name, "room": table["room"], "title": table["title"]["en"], "titleVi": table["title"]["vi"],
        "schema": {"fields": fields, "primaryKey": table["key"], "missingValues": [""]},
    }  # fmt: skip


def _field(name: str, may_be_empty: bool) -> dict:
    rule = column(name)
    bounds = {"minimum": rule.get("low"), "maximum": rule.get("high"), "enum": rule.get("allowed")}
    constraints = {"required": not may_be_empty, **{key: value for key, value in bounds.items() if value is not None}}
    return {
        "name": name, "type": TYPES[rule["type"]], "title": rule["en"], "titleVi": rule["vi"], "constraints": constraints,
    }  # fmt: skip


def exhibits_table() -> str:
    """Return README's table of exhibits: which notebook and function make each, and the file it stands in."""
    rows = [
        f"| {one.kind} | {exhibits.title(one, 'en')} | `{one.notebook}` | `{one.function}` | `{exhibits.file(one)}` |"
        for one in exhibits.EXHIBITS
    ]
    return "\n".join(["| kind | exhibit | notebook | function | file |", "|---|---|---|---|---|", *rows])


def readme(text: str) -> str:
    """Return a README with the table of exhibits between its two marks replaced by the current one."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{exhibits_table()}\n{END}{after}"


def checks_document() -> str:
    """Return docs/checks.md: the catalogue of checks in both languages, one row a check."""
    parts = [f"# {say('submissions.catalogue_title', 'vi')} · {say('submissions.catalogue_title', 'en')}"]
    for language in LANGUAGES:
        head = f"| {say('submissions.catalogue_columns', language)} |\n|---|---|---|---|---|"
        rows = [_check_row(check, language) for check in catalogue.checks().values()]
        parts += [say("submissions.catalogue_how", language), "\n".join([head, *rows])]
    return "\n\n".join(parts) + "\n"


def _check_row(check: catalogue.Check, language: str) -> str:
    stops = " ■" if check.stops else ""
    form = " ☑" if check.in_workbook else ""
    severity = say(f"report.severity_{check.severity}", language) + stops + form
    texts = [say(f"checks.{check.id}_{part}", language) for part in ("what", "why", "do")]
    return f"| `{check.id}` | {severity} | " + " | ".join(texts) + " |"


def main() -> None:
    """Write the generated texts into the repository."""
    (PROJECT / "data" / "datapackage.json").write_text(datapackage(), "utf-8", newline="\n")
    (PROJECT / "docs" / "checks.md").write_text(checks_document(), "utf-8", newline="\n")
    path = PROJECT / "README.md"
    path.write_text(readme(path.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
