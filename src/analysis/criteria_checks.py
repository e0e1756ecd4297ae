"""What can be wrong with the criteria of a decision: codes, parents, cycles, sums, the scale, the order of cut-offs."""

from fractions import Fraction

from analysis.problems import Problem, problem

ROOT = "total"
UNKNOWN = "unknown"
ON_NO_CASE = ("full", "zero", "leave_out", UNKNOWN)
POINTS_FROM = ("appraisal", "survey", "mixed", UNKNOWN, "children")


def unknown_set_problems(rows: list[dict], sets: list[str], file: str) -> list[Problem]:
    """Return one problem for every row of a set that framework.yml does not have."""
    return [
        problem("value_not_allowed", file=file, cell=f"A{row['line']}", found=row["set"], expected=" | ".join(sets))
        for row in rows
        if row["set"] not in sets
    ]


def set_problems(rows: list[dict], code: str, rules: dict, file: str) -> list[Problem]:
    """Return everything wrong with the rows of one set; a sum is looked at only where the tree itself is right."""
    if not rows:
        return [problem("set_without_criteria", file=file, found=code)]
    problems = [found for row in rows for found in _row_problems(row, rows, file)]
    problems += _root_problems(rows, code, rules, file)
    if not problems:
        problems += _cycle_problems(rows, file)
    if not problems:
        problems += _sum_problems(rows, file)
    return problems + _cut_off_problems(code, rules, file)


def _row_problems(row: dict, rows: list[dict], file: str) -> list[Problem]:
    place = {"file": file, "cell": f"B{row['line']}", "criterion_code": row["criterion_code"]}
    codes = [other["criterion_code"] for other in rows]
    problems = []
    if not row["criterion_code"] or codes.count(row["criterion_code"]) > 1:
        problems.append(problem("code_not_unique", found=row["criterion_code"], **place))
    if row["parent_code"] and row["parent_code"] not in codes:
        problems.append(problem("parent_missing", found=row["parent_code"], **place))
    if row["points_from"] not in POINTS_FROM:
        problems.append(
            problem("value_not_allowed", found=row["points_from"], expected=" | ".join(POINTS_FROM), **place)
        )
    if row["on_no_case"] not in ON_NO_CASE:
        problems.append(problem("value_not_allowed", found=row["on_no_case"], expected=" | ".join(ON_NO_CASE), **place))
    for name in ("max_points", "min_points"):
        if row[name] != UNKNOWN and exact(row[name]) is None:
            problems.append(problem("value_not_allowed", found=row[name], expected="2.5 | 10/3 | unknown", **place))
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


def _sum_problems(rows: list[dict], file: str) -> list[Problem]:
    problems = []
    for row in rows:
        parts = [exact(other["max_points"]) for other in rows if other["parent_code"] == row["criterion_code"]]
        whole_points = exact(row["max_points"])
        if parts and whole_points is not None and None not in parts and sum(parts) != whole_points:
            facts = {
                "found": str(sum(parts)),
                "expected": row["max_points"],
                "criterion_code": row["criterion_code"],
            }
            problems.append(problem("children_sum", file=file, cell=f"F{row['line']}", **facts))
    return problems


def _cut_off_problems(code: str, rules: dict, file: str) -> list[Problem]:
    lower = [entry["lower"] for entry in rules["classes"] if entry["lower"] != UNKNOWN]
    if all(better > worse for better, worse in zip(lower, lower[1:], strict=False)):
        return []
    return [problem("cut_offs_order", file=file.replace("criteria.csv", "framework.yml"), found=str(lower), name=code)]


def exact(words: str) -> Fraction | None:
    """Return a number or an exact fraction such as 10/3; None if the text is neither."""
    try:
        return Fraction(words)
    except (ValueError, ZeroDivisionError):
        return None
