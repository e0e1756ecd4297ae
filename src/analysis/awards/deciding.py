"""One award of one year: from the states of its conditions to a result for every unit, in one draw or in many."""

from typing import NamedTuple

import numpy as np

from analysis.awards import quotas
from analysis.awards.rules import Award, Quota
from analysis.awards.states import FAILED, MET, OPEN, all_of

CONDITIONS_MET, CONDITION_FAILED, CONDITION_OPEN = "conditions_met", "condition_failed", "condition_open"
QUOTA_FULL, QUOTA_TIE, QUOTA_OPEN = "quota_full", "quota_tie", "quota_open"
QUOTA_NOT_DEFINED, ORDER_NOT_DEFINED = "quota_not_defined", "order_not_defined"
NO_GROUP, NO_ORDER = "no_group", "no_order"


class Candidates(NamedTuple):
    """The units of one award: codes, {condition: draws x units}, {measure: draws x units} of the total, and the emulation
    group of each unit, empty text for none."""

    units: list[str]
    states: dict[str, np.ndarray]
    totals: dict[str, np.ndarray]
    groups: np.ndarray


def conditions_hold(award: Award, given: Candidates) -> np.ndarray:
    """Return draws x units: whether all conditions of the award hold, before any quota."""
    return all_of([given.states[code] for code in award.conditions])


def decided(award: Award, given: Candidates) -> np.ndarray:
    """Return draws x units: the result of an award, its quota counted within each emulation group."""
    found = conditions_hold(award, given)
    if award.quota is None:
        return found
    result = np.where(found == MET, OPEN, found)
    for group in groups_of(given):
        own = given.groups == group
        most = quotas.places(award.quota, int(own.sum()))
        if most is not None:
            result[:, own] = quotas.within(found[:, own], order_of(award, given)[:, own], most)
    return result


def groups_of(given: Candidates) -> list[str]:
    """Return the emulation groups that the units of an award belong to, sorted."""
    return sorted(set(given.groups) - {""})


def order_of(award: Award, given: Candidates) -> np.ndarray:
    """Return draws x units: what a quota puts units in order by; NaN where the text does not say by what."""
    if isinstance(award.quota, Quota) and award.quota.by in given.totals:
        return given.totals[award.quota.by]
    return np.full(next(iter(given.totals.values())).shape, np.nan)


def reasons(award: Award, given: Candidates) -> list[str]:
    """Return why each unit has its result; one draw is expected, the official values."""
    held, result = conditions_hold(award, given)[0], decided(award, given)[0]
    order, broken = order_of(award, given)[0], decided(award, _without_open(given))[0]
    return [
        _reason(award, given, place, held[place], result[place], np.isnan(order[place]), broken[place])
        for place in range(len(given.units))
    ]


def _without_open(given: Candidates) -> Candidates:
    """Return the units as if every open condition had failed, to see whether open ones keep a place from being settled."""
    closed = {code: np.where(states == OPEN, FAILED, states) for code, states in given.states.items()}
    return given._replace(states=closed)


def _reason(award: Award, given: Candidates, place: int, held: int, result: int, unordered: bool, broken: int) -> str:
    if held == FAILED:
        return CONDITION_FAILED
    if result == FAILED:
        return QUOTA_FULL
    if held == OPEN:
        return CONDITION_OPEN
    return CONDITIONS_MET if result == MET else _why_open(award, given, place, unordered, broken)


def _why_open(award: Award, given: Candidates, place: int, unordered: bool, broken: int) -> str:
    own = given.groups == given.groups[place]
    if not isinstance(award.quota, Quota):
        return QUOTA_NOT_DEFINED
    if not given.groups[place]:
        return NO_GROUP
    if quotas.places(award.quota, int(own.sum())) is None:
        return QUOTA_NOT_DEFINED
    if award.quota.by not in given.totals:
        return ORDER_NOT_DEFINED
    if unordered:
        return NO_ORDER
    return QUOTA_OPEN if broken == MET else QUOTA_TIE
