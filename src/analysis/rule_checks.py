"""What can be wrong with the rule of a criterion: its terms, its best and worst value, its window and due date."""

from fractions import Fraction

from analysis import csv_file, rules
from analysis.criterion import window_ends
from analysis.language import both
from analysis.problems import Problem, problem
from analysis.rule_terms import Rule, RuleError, exact, parse, year_date

# A decision of which only totals or some rows are known has leaves without a rule.
RULES_MAY_BE_MISSING = ("published_parts", "partial")
UNKNOWN_ALLOWED = (*RULES_MAY_BE_MISSING, "reconstructed")
OF_SURVEYS = ("survey", "proportional", "proportional_to_threshold", "steps", "unknown")


def rule_of(row: dict, leaf: bool) -> Rule:
    """Return the rule of a row; one that is not given is `unknown` for a leaf and the sum of children for a node."""
    return parse(row["rule"] or ("unknown" if leaf else "sum_of_children"), row["rule_terms"])


def rule_problems(row: dict, inner: set[str], parts: dict[str, str], completeness: str, file: str) -> list[Problem]:
    """Return everything wrong with the rule, window and due date of one row.

    inner : codes that have others below them. parts : main, bonus or deduction of every code.
    """
    leaf, part = row["criterion_code"] not in inner, parts[row["criterion_code"]]
    found = _date_faults(row) + _part_faults(row, part)
    try:
        rule = rule_of(row, leaf)
    except RuleError as error:
        found.append(("rule_wrong", "rule_terms" if row["rule"] in rules.KINDS else "rule", _reason(error)))
    else:
        found += _leaf_faults(row, rule, completeness) if leaf else _node_faults(rule)
    return [_problem(row, fault, column, facts, file) for fault, column, facts in found]


def _problem(row: dict, fault: str, column: str, facts: dict, file: str) -> Problem:
    # A column that the file does not have is reported at the criterion's code.
    place = row["header"].index(column) if column in row["header"] else row["header"].index("criterion_code")
    facts = {"found": row[column], "criterion_code": row["criterion_code"], **facts}
    return problem(fault, texts="framework", file=file, cell=csv_file.address(place, row["line"]), **facts)


def _reason(error: RuleError) -> dict:
    return {"reason": both(f"rules.{error.key}", found=error.found), "expected": " | ".join(rules.KINDS)}


def _date_faults(row: dict) -> list[tuple]:
    faults = []
    for column, read in (("window", window_ends), ("due", year_date)):
        try:
            read(row[column]) if row[column] else None
        except RuleError as error:
            faults.append(("dates_wrong", column, _reason(error)))
    return faults


def _part_faults(row: dict, part: str) -> list[tuple]:
    low, high = exact(row["min_points"]), exact(row["max_points"])
    if part != "deduction":
        return []
    known = low is not None and high is not None
    return [("deduction_bounds", "max_points", {})] if known and (high != 0 or low >= 0) else []


def _node_faults(rule: Rule) -> list[tuple]:
    return [] if rule.kind == "sum_of_children" else [("rule_of_node", "rule", {})]


def _leaf_faults(row: dict, rule: Rule, completeness: str) -> list[tuple]:
    if not row["rule"]:
        # A file without the column holds criteria of published tables, of which only the points are used.
        needed = "rule" in row["header"] and completeness not in RULES_MAY_BE_MISSING
        return [("rule_missing", "rule", {})] if needed else []
    if rule.kind == "sum_of_children":
        return [("rule_sum_of_leaf", "rule", {})]
    if rule.kind == "unknown":
        return [] if completeness in UNKNOWN_ALLOWED else [("rule_unknown", "rule", {})]
    return _source_faults(row, rule) + _no_case_faults(row, rule, completeness) + _value_faults(row, rule)


def _source_faults(row: dict, rule: Rule) -> list[tuple]:
    source = row["points_from"]
    if source == "children":
        return [("children_of_leaf", "points_from", {})]
    if source == "survey" and rule.kind not in OF_SURVEYS:
        return [("rule_of_survey", "rule", {"expected": " | ".join(OF_SURVEYS)})]
    if rule.kind == "survey" and source not in ("survey", "mixed"):
        return [("survey_not_from_survey", "points_from", {})]
    return []


def _no_case_faults(row: dict, rule: Rule, completeness: str) -> list[tuple]:
    """A rule that divides must say what a zero denominator gives, unless the decision is only partly known."""
    divides = rule.measure in ("rate", "ratio")
    stated = row["on_no_case"] != "unknown" or completeness in UNKNOWN_ALLOWED
    return [("no_case_missing", "on_no_case", {})] if divides and not stated else []


def _value_faults(row: dict, rule: Rule) -> list[tuple]:
    maximum, minimum = exact(row["max_points"]), exact(row["min_points"])
    if rule.kind == "survey":
        best = rule.terms[0]
        return [] if best == 100 else [("best_not_maximum", "rule_terms", {"found": f"{best} %", "expected": "100 %"})]
    values = rules.steps(rule, maximum, minimum)
    return [] if not values else _bound_faults(values, maximum, minimum)


def _bound_faults(values: frozenset[Fraction], maximum: Fraction | None, minimum: Fraction | None) -> list[tuple]:
    best, worst = max(values), min(values)
    faults = []
    if maximum is not None and best != maximum:
        facts = {"found": str(best), "expected": str(maximum)}
        faults.append(("best_above_maximum" if best > maximum else "best_not_maximum", "rule_terms", facts))
    below = minimum is not None and (worst < minimum or (maximum == 0 and minimum < 0 and worst != minimum))
    if below:
        faults.append(("worst_not_minimum", "rule_terms", {"found": str(worst), "expected": str(minimum)}))
    return faults
