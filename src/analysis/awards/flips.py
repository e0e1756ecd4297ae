"""How likely would a result be another one within the error of the scores? The same rules, applied to every draw."""

import numpy as np
import pandas as pd

from analysis.awards import deciding
from analysis.awards.deciding import Candidates
from analysis.awards.drawn import Drawn
from analysis.awards.rule_keys import NOISY
from analysis.awards.rules import Award, Condition, StudyRules
from analysis.awards.states import OPEN, of
from analysis.framework import ROOT
from analysis.ranks import half_up
from analysis.study import Study

# On what a probability of flipping rests, or why there is none.
NOISE, FACTS_ONLY, NOT_DETERMINED, NO_ERROR = "noise", "facts_only", "not_determined", "no_error_known"


def nodes_asked(rules: StudyRules) -> list[str]:
    """Return the nodes that conditions on scores look at."""
    asked = [one.test["node"] for one in rules.conditions.values() if one.source == "score" and one.test]
    return list(dict.fromkeys(asked))


def moved(
    official: Candidates, blocks: list[str], drawn: dict[str, Drawn], rules: StudyRules, study: Study
) -> Candidates:
    """Return the same units under every draw: facts and issues stand still, scores, classes and ranks move.

    blocks : of each unit. What would move but has no known error is open in every draw; so is its place in an order.
    """
    count = study.draws
    states = {code: np.repeat(one, count, axis=0) for code, one in official.states.items()}
    totals = {name: np.full((count, len(official.units)), np.nan) for name in official.totals}
    noisy = [code for code in states if rules.conditions[code].source in NOISY]
    for code in noisy:
        states[code][:] = OPEN
    for block in sorted(set(blocks)):
        own = [place for place, one in enumerate(blocks) if one == block]
        if block in drawn:
            _fill(official, own, drawn[block], states, totals, noisy, rules, study)
    return official._replace(states=states, totals=totals)


def _fill(official, own: list[int], block: Drawn, states, totals, noisy, rules: StudyRules, study: Study) -> None:
    """Write the draws of one block into the states and totals of all units; units without a total stay as they are."""
    column = {unit: place for place, unit in enumerate(block.units)}
    here = [place for place in own if official.units[place] in column]
    there, decimals = [column[official.units[place]] for place in here], _decimals(block, study)
    for name, values in (("percent", block.percent), ("points", block.points)):
        totals[name][:, here] = settled(values[ROOT][:, there], *decimals)
    for code in noisy:
        states[code][:, here] = _states(rules.conditions[code], block, decimals[0])[:, there]


def _decimals(block: Drawn, study: Study) -> tuple[int, bool]:
    criteria = study.criteria(block.block)
    return criteria.decimals, criteria.rank_on == "printed"


def settled(values: np.ndarray, decimals: int, printed: bool) -> np.ndarray:
    """Return totals as they are put in order: as printed where the criteria rank printed totals."""
    return half_up(values, decimals if printed else 9)


def _states(condition: Condition, block: Drawn, decimals: int) -> np.ndarray:
    shape, test = block.points[ROOT].shape, condition.test
    nothing = np.full(shape, OPEN, dtype=np.int8)
    if test is None:
        return nothing
    if condition.source == "class":
        return (
            nothing
            if block.labels is None
            else of(np.isin(block.labels.astype(str), test["among"]), block.labels != "")
        )
    if condition.source == "rank":
        return nothing if block.ranks is None else of(block.ranks <= test["at_most"], np.ones(shape, dtype=bool))
    values = getattr(block, test["measure"]).get(test["node"])
    return nothing if values is None else of(half_up(values, decimals) >= test["at_least"], ~np.isnan(values))


def of_conditions(
    official: Candidates, draws: Candidates, rules: StudyRules
) -> dict[tuple[str, str], tuple[float, str]]:
    """Return {(unit, condition): (probability that its result is another one, basis)}."""
    found = {}
    for code, states in official.states.items():
        noisy = np.full(len(official.units), rules.conditions[code].source in NOISY)
        probabilities, basis = _flips(states[0], draws.states[code], noisy, _unknown(draws.states[code], noisy))
        for unit, probability, why in zip(official.units, probabilities, basis, strict=True):
            found[unit, code] = (probability, why)
    return found


def of_award(award: Award, official: Candidates, draws: Candidates, rules: StudyRules) -> tuple[np.ndarray, list[str]]:
    """Return (probability that each unit's result is another one, basis of each); NaN where it cannot be told."""
    noisy, unknown = np.zeros(len(official.units), dtype=bool), np.zeros(len(official.units), dtype=bool)
    for code in award.conditions:
        if rules.conditions[code].source in NOISY:
            noisy[:] = True
            unknown |= _unknown(draws.states[code], noisy) & (official.states[code][0] != OPEN)
    if award.quota is not None:
        noisy[:] = True
        lost = np.isnan(deciding.order_of(award, draws)).any(axis=0)
        blurred = unknown | (lost & ~np.isnan(deciding.order_of(award, official)[0]))
        unknown = blurred | np.isin(official.groups, list(set(official.groups[blurred]) - {""}))
    return _flips(deciding.decided(award, official)[0], deciding.decided(award, draws), noisy, unknown)


def _unknown(states: np.ndarray, noisy: np.ndarray) -> np.ndarray:
    return noisy & (states == OPEN).all(axis=0)


def _flips(official: np.ndarray, draws: np.ndarray, noisy: np.ndarray, unknown: np.ndarray) -> tuple[np.ndarray, list]:
    differs = draws != official
    cannot = (official == OPEN) | (unknown & differs.any(axis=0))
    probabilities = np.where(cannot, np.nan, differs.mean(axis=0))
    basis = np.select(
        [official == OPEN, unknown & differs.any(axis=0), noisy & ~unknown],
        [NOT_DETERMINED, NO_ERROR, NOISE],
        FACTS_ONLY,
    )
    return probabilities, list(map(str, basis))


def filled(frame: pd.DataFrame, found: dict[tuple[str, str], tuple[float, str]]) -> pd.DataFrame:
    """Return `award_conditions` of one year with its flips."""
    keys = list(zip(frame["unit_code"], frame["condition"], strict=True))
    return frame.assign(
        flip_probability=[found[key][0] for key in keys], flip_basis=[found[key][1] for key in keys]
    )  # fmt: skip
