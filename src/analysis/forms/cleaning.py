"""Room 2 for forms: what did the units mean, what is wrong, and which points are in force?

Nothing is scored and nothing is filled in: a cell that cannot be read is a problem that names it.
"""

import dataclasses
import datetime
from typing import NamedTuple

import pandas as pd

from analysis import framework, problems, tables
from analysis.forms import examine, form_corrections, identity, intake, points_in_force, roll, rounds, survey
from analysis.forms.form import Form
from analysis.forms.functions import outside_functions
from analysis.framework import CriteriaSet
from analysis.paths import frameworks_folder, shown
from analysis.problems import Problem, problem
from analysis.study import Study

# What is wrong with self-assessed points and is settled once an appraiser has given points.
SELF_ASSESSED = ("not_a_number", "ambiguous_number", "above_maximum", "below_minimum", "row_empty")


def tables_of(study: Study, given: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables that room 2 leaves, from those that room 1 left; see `finished`."""
    forms = intake.rebuilt(given["forms"], given["form_rows"], given["submitted"], given["reading_issues"])
    facts = facts_of(study)
    return finished(study, [understood(form, facts) for form in forms], given["petitions"])


class Facts(NamedTuple):
    """What must be known of a study to understand a form; the same for every form."""

    study: Study
    names: identity.Names
    units: dict
    outside: dict
    corrections: list
    period: tuple | None
    others: dict


def facts_of(study: Study) -> Facts:
    """Return what must be known of a study to understand its forms."""
    units = study.units()
    units = units[units["block"].isin(study.blocks)]
    records = {row["unit_code"]: {**row, "unit_name": row["name_vi"]} for row in units.to_dict("records")}
    period = study.period and tuple(datetime.date.fromisoformat(day) for day in study.period)
    outside, _ = outside_functions(study)
    names = identity.Names(units, study.lineage())
    others = {code: other_sets(study, block.criteria) for code, block in study.blocks.items()}
    return Facts(study, names, records, outside, form_corrections.declared(study), period, others)


def other_sets(study: Study, criteria: CriteriaSet) -> tuple[CriteriaSet, ...]:
    """Return the sets that a form may be of by mistake: those of other kinds of units, and those of the former decision."""
    former = frameworks_folder(study.root) / criteria.replaces
    names = [criteria.framework, *([criteria.replaces] if criteria.replaces and former.is_dir() else [])]
    sets = [one for name in names for one in framework.load(study.root, name).values()]
    return tuple(one for one in sets if (one.framework, one.code) != (criteria.framework, criteria.code))


class Sent(NamedTuple):
    """A form as received, the unit it belongs to (None if that is not known), its rows as understood, its problems."""

    form: Form
    unit: dict | None
    rows: list
    problems: list


def understood(form: Form, facts: Facts) -> Sent:
    """Return one form with its rows as understood after the declared corrections, and everything wrong with it."""
    unit = facts.units.get(facts.names.owner(form.head.get("unit_code") or "", form.head.get("unit_name") or ""))
    if unit is None:
        return Sent(form, None, [], form.problems)
    code, study = unit["unit_code"], facts.study
    rows, found = examine.examine(
        form_corrections.corrected(form, code, facts.corrections), study.criteria(unit["block"]), study.years[0],
        unit=unit, period=facts.period, outside=facts.outside.get(code, {}) if facts.outside else None, as_of=study.as_of,
        others=facts.others[unit["block"]],
    )  # fmt: skip
    return Sent(form, unit, rows, found)


def finished(study: Study, sent: list[Sent], petitions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables that room 2 leaves: `assessed`, `issues`, `rounds`, `survey_points` and what belongs to them.

    Rows that an error leaves without points are not in `assessed`.
    """
    owned = {one.form.file: points_in_force.place(study, one.unit) for one in sent if one.unit}
    surveyed, _ = survey.survey_points(study)
    corrections, _ = corrections_applied(study, sent)
    assessed, records = points_in_force.rows(study, [one for one in sent if one.unit], surveyed)
    by_round = tables.from_rows("rounds", records)
    return {
        "assessed": tables.from_rows("assessed", assessed), "issues": problems.table(problems_of(study, sent)),
        "corrections_applied": corrections, "rounds": by_round,
        "round_totals": rounds.totals(rounds.scored_by_units(by_round, study)),
        "survey_points": surveyed, "petition_counts": rounds.petition_counts(petitions, owned),
    }  # fmt: skip


def corrections_applied(study: Study, sent: list[Sent]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the table `corrections_applied` and the corrections that do not find what they expect."""
    codes = {one.form.file: one.unit["unit_code"] for one in sent if one.unit}
    return form_corrections.applied(study, [one.form for one in sent], codes)


def problems_of(study: Study, sent: list[Sent]) -> list[Problem]:
    """Return everything wrong with the forms of a study, one by one and together, and with the tables beside them."""
    found = [*survey.survey_points(study)[1], *corrections_applied(study, sent)[1], *outside_functions(study)[1]]
    if not sent:
        found.append(problem("no_forms", texts="submissions", file=shown(study.folder / "submissions")))
    found += [*roll.roll(study, sent), *(fault for one in sent for fault in one.problems)]
    return settled(found, sent, study)


def settled(found: list[Problem], sent: list[Sent], study: Study) -> list[Problem]:
    """Return the problems, those of self-assessed points as warnings where an appraisal has since given points.

    What stops a study is that points in force are not known; a unit's own slip that the appraisal settled does not.
    """
    concerned = {one.unit_code for one in found if one.rule in SELF_ASSESSED}
    counting = [name for name in rounds.APPRAISED if name in study.rounds]
    known = {
        (one.unit["unit_code"], row.code)
        for one in sent
        if one.unit and one.unit["unit_code"] in concerned
        for row in one.rows
        if any(getattr(row, name) is not None for name in counting)
    }
    return [
        dataclasses.replace(one, severity="warning")
        if one.rule in SELF_ASSESSED and (one.unit_code, one.criterion_code) in known
        else one
        for one in found
    ]
