"""What units declared, read again under another rule: points computed anew where the appraisal left the figures as they are."""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from analysis import rules
from analysis.criteria_set import CriteriaSet
from analysis.forms import cleaning, form_corrections, intake
from analysis.forms.meaning import typed
from analysis.proposals.plans import Plan
from analysis.rules import RuleError
from analysis.study import Study

# Points are printed to two decimals.
PRECISION = 0.005


def recomputed(
    own: pd.DataFrame,
    official: Study,
    study: Study,
    block: str,
    planned: list[Plan],
    received: dict[str, pd.DataFrame] | None,
) -> dict[tuple[int, str, str, str], Fraction]:
    """Return {(year, block, unit, criterion): points under the new rule}, exact.

    own : the rows of `assessed` of the block. Only where the points in force are those that the former rule gives for the
    declared figure: an appraisal that found otherwise is not undone. Empty without forms, or without a changed rule.
    """
    codes = [one.code for one in planned if one.how == "rule_not_recomputed"]
    if not codes or received is None or "forms" not in received:
        return {}
    force = own[(own["measure"] == "points") & (own["missing"] == "")].set_index(["unit_code", "node"])["value"]
    found, year = {}, official.years[0]
    for unit, before, after in _declared(official, study, block, received):
        for code in codes:
            known = force.get((unit, code))
            if code not in before or code not in after or known is None:
                continue
            old, new = (_points(one[code], year) for one in (before, after))
            if old is not None and new is not None and abs(float(old) - known) < PRECISION:
                found[(year, block, unit, code)] = new
    return found


def _declared(official: Study, study: Study, block: str, received: dict) -> Iterator[tuple[str, dict, dict]]:
    """Yield (unit, rows under the official criteria, rows under the proposal's) of every form of a block, by criterion."""
    names = ("forms", "form_rows", "submitted", "reading_issues")
    facts = cleaning.facts_of(official)
    for form in intake.rebuilt(*(received[name] for name in names)):
        unit = facts.units.get(facts.names.owner(form.head.get("unit_code") or "", form.head.get("unit_name") or ""))
        if unit is None or unit["block"] != block:
            continue
        corrected = form_corrections.corrected(form, unit["unit_code"], facts.corrections)
        yield unit["unit_code"], *(_by_code(corrected, one.criteria(block)) for one in (official, study))


def _by_code(form, criteria: CriteriaSet) -> dict:
    return {row.code: row for row in typed(form, criteria) if row.declared is not None}


def _points(row, year: int) -> Fraction | None:
    one = row.criterion
    try:
        return rules.points(one.rule, one.maximum, one.minimum, row.declared, year)
    except RuleError:
        return None
