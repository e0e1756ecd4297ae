"""How a unit fills in its form: what it achieved, what it claims, what does not apply, and what it cites."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from analysis.criterion import Criterion
from analysis.framework import CriteriaSet
from analysis.language import say
from analysis.rules import Declared
from analysis.simulation import documents, figures
from analysis.simulation.plants import Plants, planted_demand
from analysis.simulation.province import Unit
from analysis.simulation.quality import Traits, demand, share
from analysis.simulation.rows import NO_CASE, OUTSIDE, Row, earned, printed
from analysis.simulation.seeds import generator

NO_CASE_RATE, CLAIMED_BETTER = 0.05, 1.4
WITH_NO_CASE = ("full", "leave_out")
COUNTED = ("rate", "ratio")
# Severity of what a deduction is for: none up to the first limit, minor up to the second.
DEDUCTIONS = (0.92, 0.98)
BONUS = 0.3


class Setting(NamedTuple):
    """What all units of a block have in common."""

    seed: str
    year: int
    criteria: CriteriaSet
    planted: Plants


def filled(setting: Setting, unit: Unit, traits: Traits) -> dict[str, Row]:
    """Return {criterion code: Row} of one unit as it sends its form, in the order of the decision; survey rows are left out."""
    leaves = [one for one in setting.criteria.items.values() if one.leaf and one.points_from != "survey"]
    source = generator(setting.seed, setting.year, "rows", unit.code)
    luck, draws = source.normal(size=len(leaves)), source.random((len(leaves), figures.SPICES + 3))
    rows = {
        one.code: _row(setting, unit, traits, one, float(own), draw)
        for one, own, draw in zip(leaves, luck, draws, strict=True)
    }
    return documents.cited(setting, unit, rows)


def _row(setting: Setting, unit: Unit, traits: Traits, criterion: Criterion, luck: float, draw: np.ndarray) -> Row:
    (case, claims, kind), spice = draw[:3], draw[3:]
    if is_outside(unit, criterion.code):
        return Row(OUTSIDE, reason=say("simulation.outside", "vi"))
    if criterion.points_from == "deduction":
        return _deduction(setting, criterion, case)
    if case < NO_CASE_RATE and may_have_no_case(criterion):
        return Row(NO_CASE, reason=say(f"simulation.no_case_{1 + int(3 * kind)}", "vi"))
    asked = planted_demand(demand(setting.seed, criterion), criterion, setting.planted, unit.kind)
    reached = asked.easiness + asked.slope * _quality_in(traits, criterion) + asked.noise * luck
    reached -= 3.0 if criterion.part == "bonus" and claims > BONUS else 0.0
    return _scored(setting, criterion, reached, claims < traits.inflation and criterion.part == "main", spice)


def _scored(setting: Setting, criterion: Criterion, reached: float, inflates: bool, spice: np.ndarray) -> Row:
    truth = figures.declared(criterion, share(reached), spice, setting.year)
    own = criterion.points_from != "system"
    better = share(reached + CLAIMED_BETTER) if inflates and own else share(reached)
    claimed = figures.declared(criterion, better, spice, setting.year)
    true_points = earned(criterion, truth, setting.year)
    points = printed(earned(criterion, claimed, setting.year))
    if not own:
        return Row(truth=truth, claimed=truth, true_points=true_points, appraisal_1=printed(true_points))
    return Row(truth=truth, claimed=claimed, true_points=true_points, self_points=points)


def is_outside(unit: Unit, code: str) -> bool:
    """Return whether a criterion lies outside the functions of a unit."""
    return any(code == tree or code.startswith(f"{tree}.") for tree in unit.outside)


def may_have_no_case(criterion: Criterion) -> bool:
    """Return whether a period may pass without a case: what is counted against a whole, where the rule foresees it."""
    counted = criterion.rule.measure in COUNTED and criterion.on_no_case in WITH_NO_CASE
    return counted and criterion.points_from == "appraisal"


def _quality_in(traits: Traits, criterion: Criterion) -> float:
    return traits.quality + traits.domains.get(criterion.code.partition(".")[0], 0.0)


def _deduction(setting: Setting, criterion: Criterion, case: float) -> Row:
    """Return a row that only the appraising body enters, and only where there is something to deduct."""
    word = "none" if case < DEDUCTIONS[0] else "minor" if case < DEDUCTIONS[1] else "serious"
    taken = earned(criterion, Declared(word), setting.year)
    if taken == Fraction(0):
        return Row(truth=Declared(word), true_points=taken)
    opinion = say(f"simulation.deducted_{word}", "vi")
    return Row(truth=Declared(word), true_points=taken, appraisal_1=printed(taken), opinion_1=opinion)
