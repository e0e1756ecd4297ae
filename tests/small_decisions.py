"""Small decisions for tests: written as files, loaded like any other; and tables of what units got."""

import csv
from dataclasses import replace

import pandas as pd
import yaml

from analysis import framework, rules, score, tables
from analysis.study import Block

TITLE = {"vi": "Giả lập", "en": "Invented"}
RULES = {
    "title": TITLE, "scale": 20, "rank_rule": "competition", "rank_on": "printed", "not_applicable": "per_cent",
    "rounding": {"level": "total", "decimals": 2, "method": "half_up"},
    "classes": [{"class": "Tốt", "lower": 80}, {"class": "Khá", "lower": 65}, {"class": "Yếu", "lower": 0}],
}  # fmt: skip
BASE = (
    "set", "criterion_code", "parent_code", "title_vi", "title_en", "max_points", "min_points", "points_from",
    "on_no_case", "note",
)  # fmt: skip
EVERY_RULE = [
    {"criterion_code": "total", "parent_code": "", "max_points": "20", "points_from": "children"},
    {"criterion_code": "1", "parent_code": "total", "max_points": "8", "points_from": "children"},
    {"criterion_code": "1.1", "parent_code": "1", "max_points": "1", "rule": "all_or_nothing"},
    {"criterion_code": "1.2", "parent_code": "1", "max_points": "2", "rule": "steps",
     "rule_terms": "rate; > 90: 2; >= 70: 1; else: 0", "on_no_case": "zero"},
    {"criterion_code": "1.3", "parent_code": "1", "max_points": "1", "rule": "steps",
     "rule_terms": "word; on_time: 1; late: 0.5; none: 0"},
    {"criterion_code": "1.4", "parent_code": "1", "max_points": "2", "rule": "tick_list", "rule_terms": "0.5; 0.5; 1"},
    {"criterion_code": "1.5", "parent_code": "1", "max_points": "2", "rule": "proportional", "on_no_case": "leave_out"},
    {"criterion_code": "2", "parent_code": "total", "max_points": "7", "points_from": "children"},
    {"criterion_code": "2.1", "parent_code": "2", "max_points": "10/3", "rule": "proportional_to_threshold",
     "rule_terms": "full_at=80", "on_no_case": "full"},
    {"criterion_code": "2.2", "parent_code": "2", "max_points": "5/3", "rule": "per_item", "rule_terms": "each=0.5"},
    {"criterion_code": "2.3", "parent_code": "2", "max_points": "2", "rule": "deduction_by_severity",
     "rule_terms": "none: 0; minor: 50; serious: 100"},
    {"criterion_code": "3", "parent_code": "total", "max_points": "5", "points_from": "survey", "rule": "survey",
     "rule_terms": "100; 60; 20; 0"},
    {"criterion_code": "4", "parent_code": "total", "max_points": "1", "points_from": "children", "part": "bonus"},
    {"criterion_code": "4.1", "parent_code": "4", "max_points": "1", "rule": "graded_share",
     "rule_terms": "province: 100; department: 75; none: 0"},
    {"criterion_code": "4.2", "parent_code": "4", "max_points": "1", "rule": "per_item", "rule_terms": "each=0.5"},
    {"criterion_code": "5", "parent_code": "total", "max_points": "0", "min_points": "-1", "points_from": "deduction",
     "part": "deduction", "rule": "deduction_by_severity", "rule_terms": "none: 0; minor: 50; serious: 100"},
]  # fmt: skip


def changed(rows, code, **values):
    """Return the rows with other values in the row of one code."""
    return [row | values if row["criterion_code"] == code else row for row in rows]


def write(root, rows, completeness="illustrative", replaces=None, columns=None, **set_rules):
    """Write a decision `small` with one set `so` and return the root of its data folder."""
    folder = root / "data" / "frameworks" / "small"
    folder.mkdir(parents=True, exist_ok=True)
    decision = {"issuer": "UBND tỉnh", "number": "1/QĐ-UBND", "date": "2024-01-02"}
    content = {"framework": "small", "title": TITLE, "decision": decision, "completeness": completeness}
    content |= {"sources": ["TEST"], "sets": {"so": RULES | set_rules}} | ({"replaces": replaces} if replaces else {})
    (folder / "framework.yml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    optional = sorted({name for row in rows for name in row} - set(BASE)) if columns is None else columns
    with (folder / "criteria.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*BASE, *optional], restval="")
        writer.writeheader()
        writer.writerows([_filled(row) for row in rows])
    return root


def _filled(row):
    usual = {"set": "so", "title_vi": "Tiêu chí", "title_en": "Criterion", "min_points": "0", "on_no_case": "unknown"}
    return usual | {"points_from": "appraisal"} | row


def load(root, rows, **settings):
    """Return the set of a decision that was just written."""
    return framework.load(write(root, rows, **settings), "small")["so"]


def points_by_rules(criteria, declared, year=2024):
    """Return {code: points as float} of declared figures; a word for a kind of missing stays a word."""
    found = {}
    for code, figure in declared.items():
        item = criteria.items[code]
        given = figure
        if isinstance(figure, rules.Declared):
            given = rules.points(item.rule, item.maximum, item.minimum, figure, year)
            given = "no_case" if given is None else float(given)
        found[code] = given
    return found


def scored(study, criteria, units):
    """Return the tables (`points`, `scores`) of units {letter: {code: points or a kind of missing}} in 2024."""
    rows = [
        {"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "node": code, "measure": "points",
         "value": float("nan") if isinstance(value, str) else value, "missing": value if isinstance(value, str) else ""}
        for unit, own in units.items()
        for code, value in own.items()
    ]  # fmt: skip
    assessed = pd.DataFrame(rows, columns=tables.schema("assessed")["columns"])
    counts = {2024: len(units)}
    study = replace(study, years=(2024,), blocks={"so": Block("so", criteria, counts, counts)})
    points = score.points(assessed, study)
    return points, score.scores(points, assessed, study)
