"""Persons: a checklist by code only. No result is drawn for anyone, and no name is read or written."""

import pandas as pd

from analysis import tables
from analysis.awards.conditions import declared
from analysis.awards.rules import PERSONS, StudyRules
from analysis.awards.states import FAILED, MET, NAMES


def checklist(facts: pd.DataFrame, rules: StudyRules, blocks: dict[str, str]) -> pd.DataFrame:
    """Return the table `award_persons`: one row a person (by code), award and condition; open where nothing is declared.

    facts : `award_facts`; blocks : {unit: block}. Whoever has one row gets all conditions of the awards for persons.
    """
    rows, own = [], facts[facts["person_code"] != ""]
    for (year, unit, person), given in own.groupby(["year", "unit_code", "person_code"], sort=True):
        known = {row["condition"]: row for row in given.to_dict("records")}
        for award in rules.awards:
            if award.whom == PERSONS and blocks.get(unit) in rules.blocks[award.code]:
                rows += [
                    {"year": int(year), "unit_code": unit, "person_code": person, "award": award.code}
                    | _checked(rules, code, known.get(code))
                    for code in award.conditions
                ]
    return tables.from_rows("award_persons", rows)


def _checked(rules: StudyRules, code: str, row: dict | None) -> dict:
    answer = declared(rules.conditions[code], row)
    defined = rules.conditions[code].test is not None
    result = "not_determined" if answer.holds is None else NAMES[MET if answer.holds else FAILED]
    return {"condition": code, "result": result, "open_reason": answer.reason if defined else "not_defined"}
