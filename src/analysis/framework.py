"""The criteria of one legal decision: criteria with parents, maxima and rules, and how points become ranks and classes."""

from fractions import Fraction
from pathlib import Path

import pandas as pd

from analysis import csv_file, settings
from analysis.criteria_checks import COMPLETENESS, UNKNOWN, set_problems, unknown_set_problems
from analysis.criteria_set import LEVEL_NAMES, ROOT, ClassCap, CriteriaSet
from analysis.criterion import Criterion
from analysis.paths import frameworks_folder, shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.rule_checks import rule_of
from analysis.rule_terms import exact
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, MapOf, choice, either, iso_date, real, text, whole
from analysis.tables import schemas

__all__ = ["ROOT", "TREATMENTS", "CriteriaSet", "exact", "given", "load", "sets_of"]
TREATMENTS = (
    "per_cent",
    "zero",
    "full",
    "rescale_appraised",
    "rescale_without_survey",
    "share_among_siblings",
)
_unknown = choice(UNKNOWN)
SET_KEYS = Keys(
    {
        "title": BOTH_LANGUAGES,
        "scale": either(real(0, 10_000), _unknown),
        "rank_rule": choice("competition", "dense"),
        "rounding": Keys({"level": choice(ROOT, "leaf"), "decimals": whole(0, 9), "method": choice("half_up")}),
        "rank_on": choice("printed", "unrounded"),
        "not_applicable": choice(*TREATMENTS, "none", UNKNOWN),
        "classes": ListOf(
            Keys(
                {"class": text(), "lower": either(real(0, 10_000), _unknown), "lowest": choice(True)},
                optional=("lowest",),
            )
        ),
        "class_caps": ListOf(Keys({"node": text(), "below": real(0, 100), "best": text()})),
        "levels": ListOf(BOTH_LANGUAGES, least=1),
        "unit_kinds": ListOf(text(), least=1),
    },
    optional=("class_caps", "levels", "unit_kinds"),
)
_FRAMEWORK = Keys(
    {
        "framework": text(),
        "title": BOTH_LANGUAGES,
        "decision": Keys({"issuer": text(), "number": text(), "date": either(iso_date(), _unknown)}),
        "completeness": choice(*COMPLETENESS),
        "replaces": text(),
        "sources": ListOf(text(), least=1),
        "sets": MapOf(text(), SET_KEYS),
    },
    optional=("replaces",),
)


def load(root: Path, framework: str, proposal: str = "") -> dict[str, CriteriaSet]:
    """Return the sets of a framework by their code; with the slug of a proposal, its set is changed as it says.

    Raises DataProblems naming file, place, found and allowed for everything wrong at once: codes, parents, cycles,
    sums of children against their parent's maximum, root against scale, rules, windows, order of cut-offs.
    """
    content, rows = given(root, framework)
    if proposal:
        from analysis.proposals import changes

        content, rows = changes.named(root, framework, proposal, content, rows)
    return sets_of(content, rows)


def given(root: Path, framework: str) -> tuple[dict, list[dict]]:
    """Return (content of framework.yml, rows of criteria.csv as text) of a framework; raises DataProblems as `load` does."""
    folder = frameworks_folder(root) / framework
    content = settings.load(folder / "framework.yml", _FRAMEWORK)
    problems = _identity_problems(content, framework, folder)
    rows = _criteria_rows(folder / "criteria.csv")
    file = shown(folder / "criteria.csv")
    problems += unknown_set_problems(rows, list(content["sets"]), file)
    for code, rules in content["sets"].items():
        problems += set_problems(_of_set(rows, code), code, rules, content["completeness"], file)
    stop_on_errors(problems)
    return content, rows


def sets_of(content: dict, rows: list[dict]) -> dict[str, CriteriaSet]:
    """Return the sets by their code, from the content of framework.yml and the rows of criteria.csv, both checked before."""
    return {code: _criteria_set(content, code, _of_set(rows, code)) for code in content["sets"]}


def _of_set(rows: list[dict], code: str) -> list[dict]:
    return [row for row in rows if row["set"] == code]


def _identity_problems(content: dict, framework: str, folder: Path) -> list[Problem]:
    file, problems, former = shown(folder / "framework.yml"), [], content.get("replaces")
    if content["framework"] != framework:
        facts = {"cell": "framework", "found": content["framework"], "expected": framework}
        problems.append(problem("value_not_allowed", file=file, **facts))
    others = {one.name for one in folder.parent.iterdir() if one.is_dir()} - {framework}
    if former is not None and former not in others:
        problems.append(problem("replaces_unknown", texts="framework", file=file, cell="replaces", found=former))
    return problems


def _criteria_rows(path: Path) -> list[dict]:
    """Return the rows as {column: text} with `line` and `header`; an optional column that is not there is empty."""
    header, rows = csv_file.rows(path)
    declared = schemas()["inputs"]["criteria"]
    needed, optional = list(declared["columns"]), declared["optional"]
    if header[: len(needed)] != needed or not _all_once(header[len(needed) :], optional):
        expected = f"{', '.join(needed)} (+ {', '.join(optional)})"
        raise DataProblems([problem("wrong_header", file=shown(path), found=", ".join(header), expected=expected)])
    empty = dict.fromkeys(optional, "")
    return [empty | dict(zip(header, row, strict=True)) | {"line": line, "header": header} for line, row in rows]


def _all_once(names: list[str], allowed: list[str]) -> bool:
    return set(names) <= set(allowed) and len(set(names)) == len(names)


def _criteria_set(content: dict, code: str, rows: list[dict]) -> CriteriaSet:
    rules = content["sets"][code]
    criteria = pd.DataFrame(rows).set_index("criterion_code").drop(columns=["set", "line", "header"])
    for name in ("max_points", "min_points"):
        criteria[name] = [float("nan") if (value := exact(one)) is None else float(value) for one in criteria[name]]
    classes = tuple(
        (entry["class"], None if entry["lower"] == UNKNOWN else float(entry["lower"])) for entry in rules["classes"]
    )
    return CriteriaSet(
        framework=content["framework"], code=code, title=rules["title"], criteria=criteria,
        rank_rule=rules["rank_rule"], decimals=rules["rounding"]["decimals"], rank_on=rules["rank_on"],
        not_applicable=rules["not_applicable"], classes=classes, items=_items(rows),
        rounding_level=rules["rounding"]["level"], level_names=tuple(rules.get("levels", LEVEL_NAMES)),
        class_caps=tuple(ClassCap(**cap) for cap in rules.get("class_caps", [])),
        unit_kinds=tuple(rules.get("unit_kinds", ())), decision=content["decision"],
        completeness=content["completeness"], replaces=content.get("replaces", ""),
    )  # fmt: skip


def _items(rows: list[dict]) -> dict[str, Criterion]:
    by_code = {row["criterion_code"]: row for row in rows}
    inner = {row["parent_code"] for row in rows}
    return {code: _criterion(row, _ancestors(code, by_code), code not in inner) for code, row in by_code.items()}


def _ancestors(code: str, by_code: dict[str, dict]) -> list[dict]:
    """Return the rows above a criterion, the nearest first, the root last."""
    above, parent = [], by_code[code]["parent_code"]
    while parent:
        above.append(by_code[parent])
        parent = by_code[parent]["parent_code"]
    return above


def _criterion(row: dict, above: list[dict], leaf: bool) -> Criterion:
    part = next((one["part"] for one in [row, *above] if one["part"]), "main")
    same = ("title_vi", "title_en", "points_from", "on_no_case", "figures_vi", "figures_en", "evidence_vi",
            "evidence_en", "appraised_by", "window", "due", "article", "confidence")  # fmt: skip
    return Criterion(
        code=row["criterion_code"], parent=row["parent_code"], maximum=_known(row["max_points"]),
        minimum=_known(row["min_points"]), part=part, rule=rule_of(row, leaf),
        applies=all(one["applies"] != "no" for one in [row, *above]),
        leaf=leaf, level=len(above), **{name: row[name] for name in same},
    )  # fmt: skip


def _known(words: str) -> Fraction | None:
    return None if words == UNKNOWN else exact(words)
