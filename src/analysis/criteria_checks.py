"""What can be wrong with the criteria of a decision: codes, parents, cycles, sums, the scale, classes and their caps.

Everything is refused with what to do; nothing is rescaled.
"""

import re
from fractions import Fraction

from analysis import csv_file
from analysis.criteria_set import LEVEL_NAMES, ROOT
from analysis.criterion import PARTS
from analysis.problems import Problem, problem
from analysis.rule_checks import rule_problems
from analysis.rule_terms import exact

UNKNOWN = "unknown"
MOST_LEVELS = 5
COMPLETENESS = ("complete", "published_parts", "partial", "reconstructed", "illustrative")
ON_NO_CASE = ("full", "zero", "leave_out", UNKNOWN)
POINTS_FROM = ("appraisal", "survey", "system", "deduction", "mixed", UNKNOWN, "children")
# Columns in which only some words may stand. Those that every row fills are named by the cell of the code.
_CHOICES = {"points_from": POINTS_FROM, "on_no_case": ON_NO_CASE}
_OPTIONAL_CHOICES = {
    "part": ("", *PARTS),
    "confidence": ("", "high", "medium", "low"),
    "applies": ("", "yes", "no"),
}
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}-[A-Za-z]{3}(-\d+)?")


def unknown_set_problems(rows: list[dict], sets: list[str], file: str) -> list[Problem]:
    """Return one problem for every row of a set that framework.yml does not have."""
    return [
        problem("value_not_allowed", file=file, cell=f"A{row['line']}", found=row["set"], expected=" | ".join(sets))
        for row in rows
        if row["set"] not in sets
    ]


def set_problems(rows: list[dict], code: str, rules: dict, completeness: str, file: str) -> list[Problem]:
    """Return everything wrong with one set; sums, levels and rules are looked at only where the tree itself is right."""
    if not rows:
        return [problem("set_without_criteria", file=file, found=code)]
    codes = [row["criterion_code"] for row in rows]
    problems = [found for row in rows for found in _row_problems(row, codes, file)]
    problems += _lost_zero_problems(rows, file)
    problems += _root_problems(rows, code, rules, file)
    if not problems:
        problems += _cycle_problems(rows, file)
    if not problems:
        parts, inner = _parts(rows), {row["parent_code"] for row in rows}
        problems += _sum_problems(rows, parts, completeness, file) + _level_problems(rows, rules, code, file)
        problems += [one for row in rows for one in rule_problems(row, inner, parts, completeness, file)]
    place = {"file": file.replace("criteria.csv", "framework.yml"), "name": code}
    if completeness != "partial":
        problems += _gap_problems(rules["classes"], place)
    return problems + _class_problems(rules, place) + _cap_problems(rules, codes, place)


def _row_problems(row: dict, codes: list[str], file: str) -> list[Problem]:
    place = {"file": file, "cell": f"B{row['line']}", "criterion_code": row["criterion_code"]}
    problems = []
    if not row["criterion_code"] or codes.count(row["criterion_code"]) > 1:
        problems.append(problem("code_not_unique", found=row["criterion_code"], **place))
    if _DATE.fullmatch(row["criterion_code"]):
        problems.append(problem("code_is_date", texts="framework", found=row["criterion_code"], **place))
    if row["parent_code"] and row["parent_code"] not in codes:
        problems.append(problem("parent_missing", found=row["parent_code"], **place))
    return problems + _value_problems(row, place)


def _value_problems(row: dict, place: dict) -> list[Problem]:
    problems = [
        problem("value_not_allowed", found=row[name], expected=" | ".join(allowed), **place)
        for name, allowed in _CHOICES.items()
        if row[name] not in allowed
    ]
    for name, allowed in _OPTIONAL_CHOICES.items():
        if row[name] not in allowed:
            facts = {"found": row[name], "expected": " | ".join(filter(None, allowed))}
            problems.append(problem("value_not_allowed", **(place | {"cell": cell_of(row, name)} | facts)))
    for name in ("max_points", "min_points"):
        if row[name] != UNKNOWN and exact(row[name]) is None:
            problems.append(problem("value_not_allowed", found=row[name], expected="2.5 | 10/3 | unknown", **place))
    low, high = exact(row["min_points"]), exact(row["max_points"])
    if low is not None and high is not None and (high < 0 or low > high):
        facts = {"found": row["min_points"], "expected": row["max_points"]}
        problems.append(problem("minimum_above_maximum", texts="framework", **place, **facts))
    return problems


def cell_of(row: dict, name: str) -> str:
    """Return the address of a row's cell in a column."""
    return csv_file.address(row["header"].index(name), row["line"]) if name in row["header"] else f"B{row['line']}"


def _lost_zero_problems(rows: list[dict], file: str) -> list[Problem]:
    """Return a hint for every repeated code that stands where 1.10, 1.20, ... is missing: spreadsheets cut the zero."""
    codes = [row["criterion_code"] for row in rows]
    problems = []
    for place, row in enumerate(rows):
        stem, dot, last = row["criterion_code"].rpartition(".")
        lost = f"{row['criterion_code']}0"
        if not dot or not last.isdigit() or row["criterion_code"] not in codes[:place] or lost in codes:
            continue
        if {f"{stem}.{int(last) * 10 - 1}", f"{stem}.{int(last) * 10 + 1}"} & set(codes):
            facts = {"found": row["criterion_code"], "expected": lost, "criterion_code": row["criterion_code"]}
            problems.append(problem("code_lost_zero", texts="framework", file=file, cell=f"B{row['line']}", **facts))
    return problems


def _root_problems(rows: list[dict], code: str, rules: dict, file: str) -> list[Problem]:
    roots = [row for row in rows if not row["parent_code"]]
    if [row["criterion_code"] for row in roots] != [ROOT]:
        found = ", ".join(row["criterion_code"] for row in roots)
        return [problem("one_root", file=file, found=found, expected=ROOT, name=code)]
    scale = rules["scale"]
    stated = exact(roots[0]["max_points"])
    if (stated is None) != (scale == UNKNOWN) or (stated is not None and stated != Fraction(str(scale))):
        return [problem("root_not_scale", file=file, found=roots[0]["max_points"], expected=scale, name=code)]
    return []


def _cycle_problems(rows: list[dict], file: str) -> list[Problem]:
    parents = {row["criterion_code"]: row["parent_code"] for row in rows}
    for code in parents:
        seen, place = set(), code
        while place:
            if place in seen:
                return [problem("parent_cycle", file=file, found=code, criterion_code=code)]
            seen.add(place)
            place = parents[place]
    return []


def _parts(rows: list[dict]) -> dict[str, str]:
    """Return main, bonus or deduction for every criterion, taken from the nearest row above that says so."""
    by_code = {row["criterion_code"]: row for row in rows}

    def part(code: str) -> str:
        row = by_code[code]
        return row["part"] or (part(row["parent_code"]) if row["parent_code"] else "main")

    return {code: part(code) for code in by_code}


def _sum_problems(rows: list[dict], parts: dict[str, str], completeness: str, file: str) -> list[Problem]:
    problems = []
    for row in rows:
        code = row["criterion_code"]
        below = [other for other in rows if other["parent_code"] == code]
        counted = [other for other in below if parts[other["criterion_code"]] == parts[code]]
        column = "min_points" if parts[code] == "deduction" else "max_points"
        sums, stated = [exact(other[column]) for other in counted], exact(row[column])
        if not below or stated is None or None in sums:
            continue
        fault = _sum_fault(sum(sums), stated, parts[code], completeness)
        if fault:
            facts = {"found": str(sum(sums)), "expected": row[column], "criterion_code": code}
            texts = "problems" if fault == "children_sum" else "framework"
            problems.append(problem(fault, texts=texts, file=file, cell=cell_of(row, column), **facts))
    return problems


def _sum_fault(total: Fraction, stated: Fraction, part: str, completeness: str) -> str | None:
    if part == "main":
        rows_may_be_missing = completeness == "partial" and total < stated
        return "children_sum" if total != stated and not rows_may_be_missing else None
    return "cap_never_reached" if abs(stated) > abs(total) else None


def _level_problems(rows: list[dict], rules: dict, code: str, file: str) -> list[Problem]:
    names = rules.get("levels", LEVEL_NAMES)
    parents = {row["criterion_code"]: row["parent_code"] for row in rows}
    deepest = max(_depth(one, parents) for one in parents)
    place = {"texts": "framework", "file": file.replace("criteria.csv", "framework.yml")}
    if len(names) > MOST_LEVELS or deepest > MOST_LEVELS:
        found = max(len(names), deepest)
        return [problem("levels_too_many", **place, found=found, expected=MOST_LEVELS, name=code)]
    if deepest > len(names):
        return [problem("levels_without_name", **place, found=deepest, expected=len(names), name=code)]
    return []


def _depth(code: str, parents: dict[str, str]) -> int:
    return 0 if not parents[code] else 1 + _depth(parents[code], parents)


def _gap_problems(entries: list[dict], place: dict) -> list[Problem]:
    if not entries or entries[-1].get("lowest") or entries[-1]["lower"] in (0, UNKNOWN):
        return []
    facts = {"found": entries[-1]["lower"], "class_label": entries[-1]["class"]}
    return [problem("cut_offs_gap", texts="framework", **facts, **place)]


def _class_problems(rules: dict, place: dict) -> list[Problem]:
    lower = [entry["lower"] for entry in rules["classes"] if entry["lower"] != UNKNOWN]
    labels = [entry["class"] for entry in rules["classes"]]
    problems = []
    if any(better <= worse for better, worse in zip(lower, lower[1:], strict=False)):
        problems.append(problem("cut_offs_order", found=str(lower), **place))
    if len(set(labels)) < len(labels):
        problems.append(problem("class_twice", texts="framework", found=", ".join(labels), **place))
    if any(entry.get("lowest") for entry in rules["classes"][:-1]):
        problems.append(problem("lowest_not_last", texts="framework", found=", ".join(labels), **place))
    return problems


def _cap_problems(rules: dict, codes: list[str], place: dict) -> list[Problem]:
    labels, problems = [entry["class"] for entry in rules["classes"]], []
    for number, cap in enumerate(rules.get("class_caps", []), start=1):
        for key, allowed in (("node", codes), ("best", labels)):
            if cap[key] not in allowed:
                facts = {"cell": f"class_caps[{number}].{key}", "found": cap[key], "expected": " | ".join(allowed)}
                problems.append(problem("value_not_allowed", **place, **facts))
    return problems
