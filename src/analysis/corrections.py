"""Declared corrections: what was printed, what is used instead, why, and who confirmed it.

Every correction carries the value it expects to find. One that matches nothing, or no longer finds what it expects,
stops the run, so that a correction never outlives the mistake it repairs.
"""

import pandas as pd

from analysis import settings, tables
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, choice, text, whole
from analysis.study import Study

NEEDS = {"replace": "value", "keep_source": "source", "flag": "likely"}
CELL = ["year_text", "block", "unit_code", "column"]
_CORRECTIONS = Keys(
    {
        "corrections": ListOf(
            Keys(
                {
                    "year": whole(1990, 2100),
                    "block": text(),
                    "unit": text(),
                    "column": text(),
                    "action": choice(*NEEDS),
                    "expect": text(),
                    "value": text(),
                    "source": text(),
                    "likely": text(),
                    "reason": BOTH_LANGUAGES,
                    "confirmed_by": text(),
                },
                optional=("value", "source", "likely"),
            )
        )
    }
)


def applied(study: Study, submitted: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Return (submitted after corrections with a column `likely`, table `corrections_applied`, problems).

    `replace` puts a value in place of the printed one, `keep_source` keeps one of several sources that disagree,
    `flag` keeps the printed value and names a likely one. The input is not changed.
    """
    declared = settings.load(study.folder / "corrections.yml", _CORRECTIONS)["corrections"]
    corrected = submitted.assign(likely="")
    rows, problems = [], []
    for place, entry in enumerate(declared, start=1):
        found = _faults(corrected, entry, place, shown(study.folder / "corrections.yml"))
        found += _second(declared, place, shown(study.folder / "corrections.yml"))
        problems += found
        if not found:
            rows.append(_row(corrected, entry))
            corrected = _after(corrected, entry)
    return corrected, tables.from_rows("corrections_applied", rows), problems


def _second(declared: list[dict], place: int, file: str) -> list[Problem]:
    entry = declared[place - 1]
    cell = [entry[name] for name in ("year", "block", "unit", "column")]
    if all(cell != [one[name] for name in ("year", "block", "unit", "column")] for one in declared[: place - 1]):
        return []
    wanted = " ".join(str(part) for part in cell)
    return [problem("correction_twice", file=file, cell=f"corrections[{place}]", unit_code=entry["unit"], found=wanted)]


def _matching(cells: pd.DataFrame, entry: dict) -> pd.Series:
    wanted = [str(entry["year"]), entry["block"], entry["unit"], entry["column"]]
    return (cells[CELL] == wanted).all(axis=1)


def _printed(cells: pd.DataFrame, entry: dict) -> str:
    return " | ".join(_stated(cells, entry).sort_values("source_id")["printed"])


def _stated(cells: pd.DataFrame, entry: dict) -> pd.DataFrame:
    return cells[_matching(cells, entry) & _printed_at_all(cells)]


def _printed_at_all(cells: pd.DataFrame) -> pd.Series:
    return cells["printed"] != "not_published"


def _faults(cells: pd.DataFrame, entry: dict, place: int, file: str) -> list[Problem]:
    facts = {"file": file, "cell": f"corrections[{place}]", "unit_code": entry["unit"]}
    needed = NEEDS[entry["action"]]
    extra = [name for name in NEEDS.values() if name in entry and name != needed]
    if needed not in entry or extra:
        return [problem("correction_parts", found=", ".join(extra) or "-", expected=needed, **facts)]
    printed = _printed(cells, entry)
    if not printed:
        wanted = f"{entry['year']} {entry['block']} {entry['unit']} {entry['column']}"
        return [problem("correction_matches_nothing", found="-", expected=wanted, **facts)]
    if printed != entry["expect"]:
        return [problem("correction_expectation", found=printed, expected=entry["expect"], **facts)]
    sources = list(_stated(cells, entry)["source_id"])
    if entry["action"] == "keep_source" and entry["source"] not in sources:
        return [problem("correction_source", found=entry["source"], expected=" | ".join(sources), **facts)]
    return []


def _row(cells: pd.DataFrame, entry: dict) -> dict:
    return {
        "year": entry["year"], "block": entry["block"], "unit_code": entry["unit"], "column": entry["column"],
        "action": entry["action"], "printed": _printed(cells, entry), "decided": _decided(cells, entry),
        "reason_vi": entry["reason"]["vi"], "reason_en": entry["reason"]["en"], "confirmed_by": entry["confirmed_by"],
    }  # fmt: skip


def _decided(cells: pd.DataFrame, entry: dict) -> str:
    if entry["action"] == "replace":
        return entry["value"]
    if entry["action"] == "flag":
        return _printed(cells, entry)
    stated = _stated(cells, entry)
    return str(stated.loc[stated["source_id"] == entry["source"], "printed"].iloc[0])


def _after(cells: pd.DataFrame, entry: dict) -> pd.DataFrame:
    match = _matching(cells, entry)
    if entry["action"] == "flag":
        return cells.assign(likely=cells["likely"].mask(match, entry["likely"]))
    if entry["action"] == "replace":
        return cells.assign(printed=cells["printed"].mask(match & _printed_at_all(cells), entry["value"]))
    return cells[~match | (cells["source_id"] == entry["source"])].reset_index(drop=True)
