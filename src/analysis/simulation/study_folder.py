"""The study folder of a synthetic province: study.yml, the tables beside it, the forms, and the truth in a folder of its own."""

import csv
import datetime
from collections.abc import Iterable
from pathlib import Path

from analysis.language import LANGUAGES, say
from analysis.simulation import declarations, faults, layouts, province, template_forms, truth, workbooks
from analysis.simulation.drawing import Province
from analysis.simulation.layouts import TEMPLATE, WILD
from analysis.simulation.plans import Plan, plan
from analysis.simulation.quality import SATISFACTION_NOISE
from analysis.simulation.rows import OUTSIDE

UNITS = (
    "unit_code",
    "name_vi",
    "name_en",
    "kind",
    "province_code",
    "region",
    "city",
    "appraises",
    "appraises_basis",
    "block",
)
LINEAGE = ("unit_code", "predecessor_code", "predecessor_name", "valid_from", "valid_to", "kind")
FUNCTIONS = ("unit_code", "criterion_code", "reason")
SURVEY = ("year", "unit_code", "criterion_code", "respondents_group", "issued", "returned", "valid",
          "answer_1", "answer_2", "answer_3", "answer_4")  # fmt: skip
OUTSIDE_INDICES = (
    "year",
    "unit_code",
    "index_code",
    "value",
    "standard_error",
    "answers",
    "source_id",
    "overlap",
)
APPRAISALS = ("year", "unit_code", "criterion_code", "body", "points")
INDEX, SOURCE = "citizen_satisfaction_simulated", "simulated"
CHOICES = {
    "weights": "kind: spread, spread: 0.25, ",
    "treatment": "options: [per_cent, zero, full, rescale_appraised, share_among_siblings], ",
    "survey_share": "low: 0.1, high: 0.35, ",
    "leave_out": "level: domain, ",
    "cut_offs": "spread: 1, ",
}
NOISE = {"appraisal_error": "from: double_appraisals, ", "survey_error": ""}
COPIES = {"small": 1, "large": 3}


def write(folder: Path, made: Province, previous: str = "") -> None:
    """Write the complete study folder of a province; the same province gives the same bytes. The folder must not exist.

    previous : the study of the year before, if there is one.
    """
    (folder / "submissions").mkdir(parents=True)
    (folder / "truth").mkdir()
    _texts(folder, made, previous)
    _table(folder / "units.csv", UNITS, map(_unit, made.units))
    _table(folder / "lineage.csv", LINEAGE, province.lineage(made.units))
    _table(folder / "functions.csv", FUNCTIONS, _functions(made))
    _table(folder / "survey.csv", SURVEY, made.surveys)
    _table(folder / "outside.csv", OUTSIDE_INDICES, _satisfaction(made))
    _table(
        folder / "appraisals.csv",
        APPRAISALS,
        ({**row, "points": f"{float(row['points']):g}"} for row in made.appraisals),
    )
    planted = _forms(folder / "submissions", made)
    for name, columns, rows in truth.tables(made, planted):
        _table(folder / "truth" / name, columns, rows)
    declarations.write(folder)


def plans(made: Province) -> list[Plan]:
    """Return the forms of all units without a mistake: one in five on the template, the others in the layouts of the wild."""
    names = (TEMPLATE, *WILD)
    return [plan(made, unit, names[at % len(names)]) for at, unit in enumerate(made.assessed)]


def _forms(folder: Path, made: Province) -> list[dict]:
    """Write the forms; return the rows of planted.csv, with the cell at which each mistake shows."""
    forms, planted = faults.planted(made, plans(made), COPIES[made.size])
    cells = {}
    for form in forms:
        path = folder / form.file
        if form.layout == TEMPLATE:
            cells[form.file] = template_forms.write(path, form, made.criteria[made.unit(form.unit_code).block])
        else:
            cells[form.file] = workbooks.write(path, form, layouts.WILD[form.layout])
    rows = []
    for one in planted:
        sheet, cell = cells.get(one.file, {}).get((one.key, one.field), ("", ""))
        rows.append({"file": one.file, "sheet": sheet, "cell": cell, "unit_code": one.unit_code,
                     "criterion_code": one.criterion_code, "check": one.check})  # fmt: skip
    return sorted(rows, key=lambda row: tuple(row.values()))


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _unit(unit: province.Unit) -> dict:
    own = {
        "unit_code": unit.code,
        "name_vi": unit.name_vi,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "block": unit.block,
    }
    appraises = ("yes" if unit.appraises else "no") if unit.kind == "so" else ""
    basis = say("simulation.appraises_basis", "vi") if appraises else ""
    return own | {"province_code": "mp", "region": "", "city": "", "appraises": appraises, "appraises_basis": basis}


def _functions(made: Province) -> Iterable[dict]:
    for code, rows in made.rows.items():
        for criterion, row in rows.items():
            if row.status == OUTSIDE:
                yield {"unit_code": code, "criterion_code": criterion, "reason": row.reason}


def _satisfaction(made: Province) -> Iterable[dict]:
    error = f"{SATISFACTION_NOISE:.2f}"
    for code, value in made.satisfaction.items():
        figures = {"value": f"{value:.2f}", "standard_error": error, "answers": "", "overlap": ""}
        yield {"year": made.year, "unit_code": code, "index_code": INDEX, **figures, "source_id": SOURCE}


def _texts(folder: Path, made: Province, previous: str) -> None:
    before = [f"previous: {previous}"] if previous else []
    lines = [f"study: {folder.name}", *_general(made), *before, "blocks:", *_blocks(made), *_analysis(made)]
    (folder / "study.yml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    (folder / "corrections.yml").write_text("corrections: []\n", encoding="utf-8", newline="\n")
    about = {"study": folder.name, "year": made.year, "seed": made.seed, "command": _command(folder, made)}
    about |= {"faults": faults.in_words(made.faults)}
    text = "\n\n".join(say("simulation.readme", language, **about) for language in LANGUAGES)
    (folder / "README.md").write_text(text + "\n", encoding="utf-8", newline="\n")


def _command(folder: Path, made: Province) -> str:
    name = folder.name.removesuffix(f"-{made.year}")
    chosen = f"--size {made.size} --design {made.design} --faults {faults.in_words(made.faults)}"
    return f"python -m analysis.simulate OUT_FOLDER --name {name} --seed {made.seed} {chosen}"


def _both(key: str, **values) -> str:
    words = {language: say(f"simulation.{key}", language, **values).replace('"', "'") for language in LANGUAGES}
    return f'{{vi: "{words["vi"]}", en: "{words["en"]}"}}'


def _general(made: Province) -> list[str]:
    return [
        f"title: {_both('study_title', year=made.year)}", "status: synthetic", f"years: [{made.year}]",
        f'as_of: "{made.year + 1}-03-31"', 'decimal_mark: ","',
        f'period: {{from: "{made.year}-01-01", to: "{made.year}-12-31"}}',
        "rounds: [self, appraisal_1, explanation, appraisal_2]",
        f'letters: {{issuer: "{say("simulation.issuer", "vi")}", place: "{say("simulation.place", "vi")}", '
        f'date: "{datetime.date(made.year + 1, 1, 12).isoformat()}", '
        f'deadline: "{datetime.date(made.year + 1, 1, 20).isoformat()}"}}',
    ]  # fmt: skip


def _blocks(made: Province) -> list[str]:
    lines = []
    for block, criteria in made.criteria.items():
        count = sum(unit.block == block for unit in made.assessed)
        place = f"framework: {criteria.framework}, set: {criteria.code}, units_in_block: {count}, units_known: {count}"
        lines.append(f"  {block}: {{{place}}}")
    return lines


def _entries(entries: dict[str, str]) -> list[str]:
    return [f"    {name}: {{{words}reason: {_both(f'{name}_reason')}}}" for name, words in entries.items()]


def _analysis(made: Province) -> list[str]:
    return [
        "sensitivity:", "  draws: 1024", "  choices:", *_entries(CHOICES), "  noise:", *_entries(NOISE),
        "fairness:", "  groupings:", '    appraises: {reference: "no"}', "    kind: {reference: xa}",
        "    outside_functions: {reference: none}",
        "association:", f"  outside: [{INDEX}]", "sample: {selected: false}",
        "limits:", f"  - {_both('limit_simulated')}", f"  - {_both(f'limit_{made.design}')}",
    ]  # fmt: skip
