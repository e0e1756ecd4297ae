"""Each condition of each unit: what the tables or the declared facts say, against what the rules ask."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.awards import fact_values
from analysis.awards.rules import Condition, StudyRules
from analysis.awards.states import FAILED, MET, NAMES
from analysis.framework import ROOT, CriteriaSet
from analysis.ranks import half_up
from analysis.study import Study

# Why a condition is open.
NOT_DEFINED, NO_FACT, NO_DOCUMENT, NO_VALUE = "not_defined", "no_fact", "no_document", "no_value"
_NOTHING = {"found": "", "document_number": "", "document_date": "", "file": "", "sheet": "", "cell": ""}


class Answer(NamedTuple):
    """What one lookup gives: whether the test holds (None where it cannot be told, then why), and what was found."""

    holds: bool | None
    reason: str = ""
    more: dict = {}


class Tables(NamedTuple):
    """What conditions are looked up in: scores by (unit, node), counts of issues by (unit, severity), facts by (unit, code).

    issues : None in a study of several years, since that table does not say of which year a problem is.
    """

    scores: dict
    issues: dict | None
    facts: dict


def conditions(
    scores: pd.DataFrame, issues: pd.DataFrame, facts: pd.DataFrame, rules: StudyRules, study: Study
) -> pd.DataFrame:
    """Return the table `award_conditions` without its flips: one row a unit and condition that some award asks of it.

    scores, issues : the tables of these names; facts : `award_facts`. result : met, not_met, not_determined.
    open_reason : why it is not determined; the text does not define it, nobody declared it, the document is missing, or
    the table has no value. Scores and classes are compared as printed, ranks as the table has them.
    """
    rows = []
    for year in study.years:
        known = _looked_up(scores, issues if len(study.years) == 1 else None, facts, year)
        for unit, block in units_of(scores, study, year):
            for code in rules.asked_of(block):
                rows.append(_row(rules.conditions[code], unit, known, study.criteria(block))
                            | {"year": year, "block": block})  # fmt: skip
    frame = tables.from_rows("award_conditions", rows)
    return frame.assign(flip_probability=frame["flip_probability"].astype(float))


def units_of(scores: pd.DataFrame, study: Study, year: int) -> list[tuple[str, str]]:
    """Return (unit, block) of every unit that has a score in a year or must have one by units.csv, sorted by code."""
    own = scores[(scores["year"] == year) & (scores["node"] == ROOT)]
    scored = dict(zip(own["unit_code"], own["block"], strict=True))
    listed = study.units()["block"]
    expected = listed[listed.isin(list(study.blocks))].to_dict() if len(study.years) == 1 else {}
    return sorted((expected | scored).items())


def blocks_of(scores: pd.DataFrame, study: Study) -> dict[str, str]:
    """Return {unit: block} of every unit that some year of the study speaks of, sorted by code."""
    return dict(sorted({unit: block for year in study.years for unit, block in units_of(scores, study, year)}.items()))


def _looked_up(scores: pd.DataFrame, issues: pd.DataFrame | None, facts: pd.DataFrame, year: int) -> Tables:
    own = scores[scores["year"] == year]
    declared = facts[(facts["year"] == year) & (facts["person_code"] == "")]
    return Tables(
        {(row["unit_code"], row["node"]): row for row in own.to_dict("records")},
        None if issues is None else issues.groupby(["unit_code", "severity"]).size().to_dict(),
        {(row["unit_code"], row["condition"]): row for row in declared.to_dict("records")},
    )


def _row(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> dict:
    answer = _ANSWERS[condition.source](condition, unit, known, criteria)
    if condition.test is None:
        answer = Answer(None, NOT_DEFINED, answer.more)
    result = "not_determined" if answer.holds is None else NAMES[MET if answer.holds else FAILED]
    return {
        "unit_code": unit, "condition": condition.code, "condition_source": condition.source, "result": result,
        "open_reason": answer.reason, "expected": asked(condition), "flip_probability": np.nan, "flip_basis": "",
        **_NOTHING, **answer.more,
    }  # fmt: skip


def asked(condition: Condition) -> str:
    """Return what a condition asks, in signs that both languages read; empty where the text does not define it."""
    test = condition.test
    if test is None:
        return ""
    if condition.source == "fact":
        return fact_values.asked(test)
    if condition.source == "class":
        return "; ".join(test["among"])
    return f"≥ {test['at_least']:g}" if condition.source == "score" else f"≤ {test['at_most']}"


def _score(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> Answer:
    test = condition.test or {"node": ROOT, "measure": "percent", "at_least": np.inf}
    value = known.scores.get((unit, test["node"]), {}).get(test["measure"], np.nan)
    if pd.isna(value):
        return Answer(None, NO_VALUE)
    printed = float(half_up(value, criteria.decimals))
    return Answer(printed >= test["at_least"], "", {"found": f"{printed:.{criteria.decimals}f}"})


def _class(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> Answer:
    label = known.scores.get((unit, ROOT), {}).get("class", "")
    if not label:
        return Answer(None, NO_VALUE)
    return Answer(label in (condition.test or {"among": ()})["among"], "", {"found": label})


def _rank(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> Answer:
    rank = known.scores.get((unit, ROOT), {}).get("rank", np.nan)
    if pd.isna(rank):
        return Answer(None, NO_VALUE)
    return Answer(bool(rank <= (condition.test or {"at_most": 0})["at_most"]), "", {"found": str(int(rank))})


def _issues(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> Answer:
    test = condition.test or {"severity": "error", "at_most": 0}
    if known.issues is None:
        return Answer(None, NO_VALUE)
    count = int(known.issues.get((unit, test["severity"]), 0))
    return Answer(count <= test["at_most"], "", {"found": str(count)})


def _fact(condition: Condition, unit: str, known: Tables, criteria: CriteriaSet) -> Answer:
    return declared(condition, known.facts.get((unit, condition.code)))


def declared(condition: Condition, row: dict | None) -> Answer:
    """Return what a declared fact says of a condition; open where nothing is declared, or without number and date."""
    if row is None or not row["declared_value"]:
        return Answer(None, NO_FACT)
    more = {"found": row["declared_value"]} | {name: row[name] for name in _NOTHING if name != "found"}
    if not row["document_number"] or not row["document_date"]:
        return Answer(None, NO_DOCUMENT, more)
    return Answer(
        None if condition.test is None else fact_values.holds(row["declared_value"], condition.test), "", more
    )


_ANSWERS = {"score": _score, "class": _class, "rank": _rank, "issues": _issues, "fact": _fact}


def by_year(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield (year, rows) of a table in the order of years."""
    yield from ((int(year), own) for year, own in frame.groupby("year", sort=True))
