"""The roll: all forms of a study against the units that had to send one."""

import pandas as pd

from analysis.forms.checks import study_level
from analysis.paths import shown
from analysis.problems import Problem
from analysis.study import Study


def roll(study: Study, sent: list) -> list[Problem]:
    """Return what only all forms of a study together show.

    sent : records with form, unit (a row of units.csv, None if the form is of no unit of the study) and rows as typed.
    """
    units = study.units()
    expected = units[units["block"].isin(study.blocks)].to_dict("records")
    return of_units(
        sent, expected, former_names(study.lineage()), shown(study.folder / "submissions"), _enough(study, sent)
    )


def of_units(
    sent: list, expected: list[dict], former: dict[str, set[str]], folder: str, enough: set[str] = frozenset()
) -> list[Problem]:
    """Return the problems of forms sent against records of the units expected (unit_code, name_vi, block).

    former : {unit code: names of its predecessors}, which it may still use. folder : where the forms lie, as messages
    name it. enough : blocks that the study knows to be incomplete and of which as many units sent a form as it says.
    """
    ordered = sorted(sent, key=lambda one: one.form.file)
    groups = study_level.copies(ordered)
    copies = {one.form.file for group in groups.values() for one in group}
    return [
        *study_level.names(ordered, former), *study_level.twice(ordered), *study_level.copied(groups),
        *study_level.silent(expected, ordered, folder, enough), *study_level.shared_documents(ordered, copies),
        *study_level.changed_after_sending(ordered),
    ]  # fmt: skip


def former_names(lineage: pd.DataFrame) -> dict[str, set[str]]:
    """Return {unit code: names of the units it took over} of the table `lineage`."""
    found: dict[str, set[str]] = {}
    for code, name in zip(lineage["unit_code"], lineage["predecessor_name"], strict=True):
        found.setdefault(code, set()).add(name)
    return found


def _enough(study: Study, sent: list) -> set[str]:
    year, enough = study.years[0], set()
    for code, block in study.blocks.items():
        known = block.units_known[year]
        heard = {one.unit["unit_code"] for one in sent if one.unit is not None and one.unit["block"] == code}
        if known is not None and not block.complete(year) and len(heard) >= known:
            enough.add(code)
    return enough
