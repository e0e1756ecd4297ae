"""Survey results (điều tra xã hội học): from counts of answers to points with their standard error."""

import math

import numpy as np
import pandas as pd

from analysis import reference, tables
from analysis.csv_file import address
from analysis.framework import CriteriaSet
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.study import Study
from analysis.tables import schemas

COUNTS = ("issued", "returned", "valid", "answer_1", "answer_2", "answer_3", "answer_4")
ANSWERS = COUNTS[3:]
COLUMNS = list(schemas()["inputs"]["survey"]["columns"])


def survey_points(study: Study) -> tuple[pd.DataFrame, list[Problem]]:
    """Return (table `survey_points`, problems); an empty table where the study has no survey.csv yet.

    share : mean weight of all answers, weights by the criterion's rule (100 / 60 / 20 / 0 per cent). points : share x
    maximum. standard_error : of the points, groups of respondents taken as strata; what is random is which persons
    of each group answered. Empty with a single answer in a group. Rows with a problem are left out.
    """
    path = study.folder / "survey.csv"
    if not path.exists():
        return tables.empty("survey_points"), []
    given = reference.given(path, "survey")
    blocks = study.units()["block"].to_dict()
    records = enumerate(given.to_dict("records"), start=2)
    found = [one for place, row in records for one in _faults(row, place, study, blocks)]
    wrong = {one.cell[1:] for one in found}
    sound = given[[str(place) not in wrong for place in range(2, len(given) + 2)]].astype(dict.fromkeys(COUNTS, int))
    rows = []
    for (year, unit, code), groups in sound.groupby(["year", "unit_code", "criterion_code"], sort=True):
        block = blocks[unit]
        rows.append({"year": int(year), "block": block, "unit_code": unit, "criterion_code": code,
                     **_points(groups, study.criteria(block), code)})  # fmt: skip
    return tables.from_rows("survey_points", rows), found


def _points(groups: pd.DataFrame, criteria: CriteriaSet, code: str) -> dict:
    item = criteria.items[code]
    share, error = pooled(groups[list(ANSWERS)].to_numpy(), np.array([float(one) for one in item.rule.terms]) / 100)
    counts = {name: int(groups[name].sum()) for name in ("issued", "returned", "valid")}
    maximum = float(item.maximum)
    return {**counts, "answers": int(groups[list(ANSWERS)].to_numpy().sum()), "share": share,
            "points": share * maximum, "standard_error": error * maximum}  # fmt: skip


def pooled(counts: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return (mean weight of all answers, its standard error) from counts by group (rows) and answer (columns).

    Every answer counts the same. The error is that of a stratified mean with the groups as strata (Cochran, Sampling
    Techniques, 5.3, without the correction for finite groups); NaN without an answer or with a group of one.
    """
    answered = counts.sum(axis=1)
    counts, answered = counts[answered > 0], answered[answered > 0]
    if not len(answered):
        return math.nan, math.nan
    means = counts @ weights / answered
    share = float(np.average(means, weights=answered))
    if (answered < 2).any():
        return share, math.nan
    squares = (counts * (weights - means[:, None]) ** 2).sum(axis=1) / (answered - 1)
    return share, float(np.sqrt(((answered / answered.sum()) ** 2 * squares / answered).sum()))


def _faults(row: dict, line: int, study: Study, blocks: dict[str, str]) -> list[Problem]:
    place = {
        "file": shown(study.folder / "survey.csv"),
        "unit_code": row["unit_code"],
        "criterion_code": row["criterion_code"],
    }
    found = _identity_faults(row, line, study, blocks, place)
    for name in COUNTS:
        if not row[name].isascii() or not row[name].isdigit():
            cell = address(COLUMNS.index(name), line)
            found.append(problem("survey_not_whole", texts="submissions", cell=cell, found=row[name], **place))
    return found or _count_faults({name: int(row[name]) for name in COUNTS}, line, place)


def _identity_faults(row: dict, line: int, study: Study, blocks: dict[str, str], place: dict) -> list[Problem]:
    years = [str(year) for year in study.years]
    if row["year"] not in years:
        return [
            problem(
                "survey_year",
                texts="submissions",
                cell=f"A{line}",
                found=row["year"],
                expected=", ".join(years),
                **place,
            )
        ]
    if blocks.get(row["unit_code"]) not in study.blocks:
        return [problem("survey_unit", texts="submissions", cell=f"B{line}", found=row["unit_code"], **place)]
    criteria = study.criteria(blocks[row["unit_code"]])
    surveyed = [code for code, item in criteria.items.items() if item.rule.kind == "survey"]
    if row["criterion_code"] in surveyed:
        return []
    facts = {"found": row["criterion_code"], "expected": ", ".join(surveyed)}
    return [problem("survey_criterion", texts="submissions", cell=f"C{line}", **facts, **place)]


def _count_faults(counts: dict, line: int, place: dict) -> list[Problem]:
    if not counts["issued"] >= counts["returned"] >= counts["valid"]:
        found = f"{counts['issued']} / {counts['returned']} / {counts['valid']}"
        return [problem("survey_order", texts="submissions", cell=f"E{line}", found=found, **place)]
    answers = sum(counts[name] for name in ANSWERS)
    if answers > counts["valid"]:
        return [
            problem(
                "survey_answers", texts="submissions", cell=f"H{line}", found=answers, expected=counts["valid"], **place
            )
        ]
    return []
