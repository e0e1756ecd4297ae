"""Room 2, clean: what did they mean, and what is wrong with it?

Text becomes numbers, words and kinds of missing; equal figures of several sources become one row. Nothing is scored
and nothing is filled in: what cannot be read is a problem that names its cell.
"""

import math
import re

import pandas as pd

from analysis import corrections, reference, tables
from analysis.framework import ROOT
from analysis.language import normal, same_name
from analysis.problems import Problem, problem, table
from analysis.study import Study

MISSING = ("not_applicable", "no_case", "not_submitted", "evidence_rejected", "not_surveyed", "not_published")
ERROR_MEASURES = {
    "standard_error": "standard_error",
    "variance": "error_variance",
    "respondents": "respondents",
}
KEY = ["year", "block", "unit_code", "column"]


def tables_of(study: Study, given: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return every table this room leaves, from those that room 1 left: `assessed`, `issues`, `corrections_applied`.

    A study that reads forms also has `rounds`, `survey_points` and `petition_counts`; a published table has empty rounds.
    """
    if study.has_forms:
        from analysis.forms import cleaning

        return cleaning.tables_of(study, given)
    clean, issues, corrected = assessed(study, given["submitted"])
    none = {name: tables.empty(name) for name in ("rounds", "round_totals")}
    return {"assessed": clean, "issues": issues, "corrections_applied": corrected, **none}


def assessed(study: Study, submitted: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables (`assessed`, `issues`, `corrections_applied`).

    assessed : one row a unit, node and measure; `value` a number, `word` a class, `missing` a kind of missing, `printed`
        the text as printed, `sources` every source that prints it. Rows with an error are left out and are in `issues`.
    """
    corrected, applied, problems = corrections.applied(study, submitted)
    problems += _identity_problems(study, corrected)
    placed = corrected[_placed(study, corrected)].assign(year=lambda frame: frame["year_text"].astype(int))
    problems += _twice(placed)
    merged, unequal = _merged(placed.drop_duplicates([*KEY, "source_id"]), study.decimal_mark)
    problems += unequal
    rows, found = [], []
    for cell in merged.to_dict("records"):
        row, faults = _typed(cell, study)
        found += faults
        rows += [] if row is None else [row]
    clean = tables.from_rows("assessed", rows)
    problems += found + _count_problems(study, clean) + _applicable_problems(clean)
    return clean, table(problems), applied


def _placed(study: Study, cells: pd.DataFrame) -> pd.Series:
    years = [str(year) for year in study.years]
    known = set(study.units().index)
    return cells["year_text"].isin(years) & cells["block"].isin(study.blocks) & cells["unit_code"].isin(known)


def _identity_problems(study: Study, cells: pd.DataFrame) -> list[Problem]:
    units, sources = study.units(), set(reference.table(study.root, "sources")["source_id"])
    years, found = [str(year) for year in study.years], []
    for row in cells.drop_duplicates(["year_text", "block", "unit_code", "unit_name", "source_id"]).to_dict("records"):
        place = {"file": row["file"], "cell": row["cell"], "unit_code": row["unit_code"]}
        if row["year_text"] not in years:
            found.append(problem("year_not_in_study", found=row["year_text"], expected=", ".join(years), **place))
        if row["block"] not in study.blocks:
            found.append(problem("block_not_in_study", found=row["block"], expected=", ".join(study.blocks), **place))
        if row["source_id"] not in sources:
            found.append(problem("source_unknown", found=row["source_id"], **place))
        if row["unit_code"] not in units.index:
            found.append(problem("unit_unknown", found=f"{row['unit_code']} ({row['unit_name']})", **place))
        elif row["unit_name"] != "-" and not same_name(row["unit_name"], units.loc[row["unit_code"], "name_vi"]):
            expected = units.loc[row["unit_code"], "name_vi"]
            found.append(problem("unit_name_differs", found=row["unit_name"], expected=expected, **place))
    return found


def _twice(cells: pd.DataFrame) -> list[Problem]:
    twice = cells[cells.duplicated([*KEY, "source_id"])].drop_duplicates(["year", "block", "unit_code", "source_id"])
    return [
        problem("unit_twice", file=row["file"], cell=row["cell"], unit_code=row["unit_code"],
                found=f"{row['unit_code']} ({row['unit_name']})", name=row["year"])
        for row in twice.to_dict("records")
    ]  # fmt: skip


def _merged(cells: pd.DataFrame, mark: str) -> tuple[pd.DataFrame, list[Problem]]:
    rows, problems = [], []
    for _, same in cells.groupby(KEY, sort=True):
        stated = same[same["printed"] != "not_published"]
        stated = (stated if len(stated) else same).sort_values("source_id")
        if len({_comparable(text, mark) for text in stated["printed"]}) > 1:
            problems.append(_unequal(stated))
            continue
        first = stated.iloc[0]
        rows.append({**first.to_dict(), "sources": "; ".join(stated["source_id"])})
    return pd.DataFrame(rows, columns=[*cells.columns, "sources"]), problems


def _comparable(printed: str, mark: str):
    value = number(printed, mark)
    return normal(printed) if value is None else value


def _unequal(stated: pd.DataFrame) -> Problem:
    first = stated.iloc[0]
    found = " | ".join(f"{row['printed']} ({row['source_id']}, {row['cell']})" for row in stated.to_dict("records"))
    facts = {
        "file": first["file"],
        "cell": first["cell"],
        "unit_code": first["unit_code"],
        "name": first["column"],
    }
    return problem("sources_disagree", found=found, **facts)


def number(printed: str, mark: str) -> float | None:
    """Return the number printed with the study's decimal mark; None if it is not one.

    Grouped thousands, per cent signs and the other mark are not guessed at: 1.085 may be a thousand or one.
    """
    text = normal(printed)
    if not re.fullmatch(rf"-?\d+({re.escape(mark)}\d+)?", text):
        return None
    value = float(text.replace(mark, "."))
    return value if math.isfinite(value) else None


def _typed(cell: dict, study: Study) -> tuple[dict | None, list[Problem]]:
    node, measure = _meaning(cell["column"], study, cell["block"])
    if node is None:
        return None, [] if cell["printed"] == "" else [_refused("column_not_in_set", cell)]
    row = {
        "year": cell["year"], "block": cell["block"], "unit_code": cell["unit_code"], "node": node, "measure": measure,
        "value": math.nan, "word": "", "missing": "", "printed": cell["printed"], "likely": math.nan,
        "sources": cell["sources"], "file": cell["file"], "cell": cell["cell"],
    }  # fmt: skip
    printed = normal(cell["printed"])
    if printed in MISSING:
        return {**row, "missing": printed}, []
    if printed == "":
        return None, [_refused("cell_empty", cell, expected=" | ".join(MISSING))]
    return _value_row(row, cell, study)


def _meaning(column: str, study: Study, block: str) -> tuple[str | None, str]:
    criteria = study.criteria(block)
    if column in criteria.leaves:
        return column, "points"
    if column == "applicable_max":
        return ROOT, "applicable_max"
    kind, _, node = column.partition(":")
    if (node or ROOT) not in criteria.criteria.index:
        return None, ""
    if kind in ERROR_MEASURES:
        return node, ERROR_MEASURES[kind]
    if kind.startswith("published_"):
        return node or ROOT, kind
    return None, ""


def _class_row(row: dict, printed: str, cell: dict, study: Study) -> tuple[dict | None, list[Problem]]:
    labels = [label for label, _ in study.criteria(cell["block"]).classes]
    if printed not in labels:
        return None, [_refused("class_unknown", cell, expected=" | ".join(labels))]
    return {**row, "word": printed}, []


def _value_row(row: dict, cell: dict, study: Study) -> tuple[dict | None, list[Problem]]:
    if row["measure"] == "published_class":
        return _class_row(row, normal(cell["printed"]), cell, study)
    value = number(cell["printed"], study.decimal_mark)
    if value is None:
        return None, [_refused("not_a_number", cell, expected=f"85{study.decimal_mark}30", mark=study.decimal_mark)]
    faults = _range_problems(value, row, cell, study)
    if faults:
        return None, faults
    likely = number(cell["likely"], study.decimal_mark) if cell["likely"] else math.nan
    if likely is None:
        cell = {**cell, "printed": cell["likely"]}
        return None, [_refused("not_a_number", cell, expected=f"85{study.decimal_mark}30", mark=study.decimal_mark)]
    return {**row, "value": value, "likely": likely}, []


def _range_problems(value: float, row: dict, cell: dict, study: Study) -> list[Problem]:
    low, high = _range(row, study)
    if row["measure"] == "published_rank" and (value != int(value) or value < 1):
        return [_refused("not_a_rank", cell)]
    if not math.isnan(high) and value > high + 1e-9:
        rule = "rank_above_block" if row["measure"] == "published_rank" else "above_maximum"
        return [_refused(rule, cell, expected=f"{high:g}")]
    if not math.isnan(low) and value < low - 1e-9:
        return [_refused("below_minimum", cell, expected=f"{low:g}")]
    return []


def _range(row: dict, study: Study) -> tuple[float, float]:
    block = study.blocks[row["block"]]
    criteria, measure = block.criteria, row["measure"]
    if measure in ("points", "published_points"):
        return criteria.minimum(row["node"]), criteria.maximum(row["node"])
    if measure == "applicable_max":
        return 0.0, criteria.maximum(ROOT)
    if measure == "published_percent":
        return 0.0, 100.0
    if measure == "published_rank":
        count = block.units_in_block[row["year"]]
        return 1.0, math.nan if count is None else float(count)
    return 0.0, math.nan


def _refused(rule: str, cell: dict, **facts) -> Problem:
    return problem(
        rule, file=cell["file"], cell=cell["cell"], unit_code=cell["unit_code"], criterion_code=cell["column"],
        found=cell["printed"], name=cell["unit_name"], **facts,
    )  # fmt: skip


def _applicable_problems(clean: pd.DataFrame) -> list[Problem]:
    unit = ["year", "block", "unit_code"]
    sums = clean[clean["measure"] == "points"].groupby(unit)["value"].sum().rename("sum").reset_index()
    stated = clean[(clean["measure"] == "applicable_max") & (clean["missing"] == "")].merge(sums, on=unit)
    return [
        problem("above_applicable", file=row["file"], cell=row["cell"], unit_code=row["unit_code"],
                found=f"{row['sum']:.10g}", expected=row["printed"])
        for row in stated[stated["sum"] > stated["value"] + 1e-9].to_dict("records")
    ]  # fmt: skip


def _count_problems(study: Study, clean: pd.DataFrame) -> list[Problem]:
    scored = clean[(clean["measure"] == "points") & (clean["missing"] != "not_published")]
    counts = scored.groupby(["year", "block"])["unit_code"].nunique()
    problems = []
    for code, block in study.blocks.items():
        for year in study.years:
            found, stated = int(counts.get((year, code), 0)), block.units_known[year]
            if stated is not None and found != stated:
                facts = {"found": found, "expected": stated, "name": f"{code} {year}"}
                problems.append(problem("count_differs", file="study.yml", cell=f"blocks.{code}.units_known", **facts))
    return problems
