"""Synthetic facts and emulation groups for a study of the illustrative criteria: every path of the rules is taken.

Made up (dữ liệu mô phỏng); the same study gives the same bytes.
"""

import csv
import datetime
from pathlib import Path

from analysis.awards import fact_template, facts, groups
from analysis.awards.rules import StudyRules
from analysis.language import say
from analysis.study import Study

UNITS_IN_A_GROUP = 3
# What units declare in turn: met, met, not met, without a document, not declared.
_TURNS = 5
_UNDOCUMENTED, _SILENT = 3, 4


def write(study: Study, rules: StudyRules, folder: Path) -> list[Path]:
    """Write facts.xlsx and emulation_groups.csv of a synthetic study into a folder and return their paths.

    Raises ValueError for a study that is not synthetic: nothing is made up for a real one.
    """
    if not study.synthetic:
        raise ValueError(f"{study.id} is not synthetic")
    blocks = {unit: block for unit, block in sorted(study.units()["block"].items()) if block in study.blocks}
    filled: fact_template.Filled = {}
    for place, (unit, block) in enumerate(blocks.items()):
        filled |= _of_unit(unit, block, place, study, rules)
    written = fact_template.write(Path(folder) / facts.FILE, study, rules, blocks, filled)
    return [written, _groups(Path(folder) / groups.FILE, list(blocks))]


def _of_unit(unit: str, block: str, place: int, study: Study, rules: StudyRules) -> fact_template.Filled:
    asked = [("", code) for code in rules.asked_of(block)]
    # Every third unit puts a person forward.
    asked += [("CB-01", code) for code in rules.asked_of(block, "persons")] if place % 3 == 0 else []
    return {
        (unit, person, code): _fact(rules, code, place + shift, study)
        for shift, (person, code) in enumerate(asked)
        if rules.conditions[code].source == "fact" and (place + shift) % _TURNS != _SILENT
    }


def _fact(rules: StudyRules, code: str, turn: int, study: Study) -> tuple[str, str, str]:
    test, step = rules.conditions[code].test, turn % _TURNS
    holds = step != 2
    if "is" in test:
        value = say("awards.answer_yes" if holds == test["is"] else "awards.answer_no", "vi")
    else:
        limit = int(test.get("at_least", test.get("at_most")))
        beyond = limit - 1 if "at_least" in test else limit + 1
        value = str(limit if holds else beyond)
    if step == _UNDOCUMENTED:
        return value, "", ""
    date = datetime.date(study.years[0], 1 + turn % 12, 1 + turn % 28)
    return value, say("awards.example_document", "vi", number=100 + turn), fact_template.day(date)


def _groups(path: Path, units: list[str]) -> Path:
    """Write the groups: three units each in turn, across the blocks of ranking; the last unit is in none."""
    count = max(1, len(units) // UNITS_IN_A_GROUP)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["unit_code", "emulation_group"])
        for place, unit in enumerate(units[:-1]):
            writer.writerow([unit, say("awards.example_group", "vi", number=1 + place % count)])
    return path
