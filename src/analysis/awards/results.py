"""The tables of emulation and commendation of a study: conditions, results, quotas, and the checklist of persons.

What is random in every probability is the error of appraisal and survey alone; declared facts stand as declared.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.awards import deciding, flips, persons, quotas
from analysis.awards.conditions import blocks_of, by_year, conditions
from analysis.awards.deciding import Candidates
from analysis.awards.drawn import Drawn, drawn
from analysis.awards.facts import facts
from analysis.awards.groups import emulation_groups
from analysis.awards.rule_keys import MEASURES
from analysis.awards.rules import Award, Quota, StudyRules, of_study
from analysis.awards.states import CODES, FAILED, MET, NAMES, OPEN
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.problems import Problem
from analysis.sensitivity.standard_errors import NodeErrors
from analysis.study import Study

NAMES_OF_TABLES = ("award_facts", "award_conditions", "awards", "award_quotas", "award_persons")


class Awarded(NamedTuple):
    """The tables by name, and what was wrong with the facts and the emulation groups."""

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]


def awarded(scores: pd.DataFrame, issues: pd.DataFrame, errors: list[NodeErrors], study: Study) -> Awarded:
    """Return the tables `award_facts`, `award_conditions`, `awards`, `award_quotas`, `award_persons`, and problems.

    scores, issues : the tables of these names. errors : as `standard_errors.node_errors` returns them; without them no
    result that hangs on a score has a probability of flipping. Tables are empty where no framework of the study has
    award rules. Raises DataProblems for rules that cannot be used.
    """
    rules = of_study(study)
    blocks_of_units = blocks_of(scores, study)
    declared, problems = facts(study, rules, blocks_of_units)
    groups, further = emulation_groups(study)
    frame = conditions(scores, issues, declared, rules, study)
    found = {"conditions": [], "awards": [], "quotas": []}
    for year, own in by_year(frame):
        blocks = _drawn(errors, year, rules, study)
        _of_year(year, own, _Given(scores, groups, blocks, rules, study), found)
    return Awarded(
        {
            "award_facts": declared,
            "award_conditions": pd.concat(found["conditions"]) if found["conditions"] else frame,
            "awards": tables.from_rows("awards", found["awards"]),
            "award_quotas": tables.from_rows("award_quotas", found["quotas"]),
            "award_persons": persons.checklist(declared, rules, blocks_of_units),
        },
        [*problems, *further],
    )


def problems_of(scores: pd.DataFrame, study: Study) -> list[Problem]:
    """Return what is wrong with the declared facts and the emulation groups of a study.

    scores : the table of this name. Raises DataProblems for rules that cannot be used.
    """
    return [*facts(study, of_study(study), blocks_of(scores, study))[1], *emulation_groups(study)[1]]


def left_out(study: Study) -> list[dict]:
    """Return the blocks for which no award rules are given, with the reason."""
    rules = of_study(study)
    covered = {block for blocks in rules.blocks.values() for block in blocks}
    return [
        omission("compare", year, block, "awards", "no_award_rules")
        for year in study.years
        for block in study.blocks
        if block not in covered
    ]


class _Given(NamedTuple):
    scores: pd.DataFrame
    groups: dict[str, str]
    drawn: dict[str, Drawn]
    rules: StudyRules
    study: Study


def _drawn(errors: list[NodeErrors], year: int, rules: StudyRules, study: Study) -> dict[str, Drawn]:
    own = {one.units.block: drawn(one, flips.nodes_asked(rules), study) for one in errors if one.units.year == year}
    return {block: one for block, one in own.items() if one is not None}


def _of_year(year: int, own: pd.DataFrame, given: _Given, found: dict[str, list]) -> None:
    """Add the rows of one year to the lists of `found`."""
    flipped = {}
    for award in given.rules.awards:
        if award.whom != "units":
            continue
        candidates, blocks = _candidates(award, year, own, given)
        if not candidates.units:
            continue
        draws = flips.moved(candidates, blocks, given.drawn, given.rules, given.study)
        flipped |= flips.of_conditions(candidates, draws, given.rules)
        found["awards"] += _award_rows(award, year, candidates, draws, blocks, given.rules)
        found["quotas"] += _quota_rows(award, year, candidates)
    found["conditions"].append(flips.filled(own, flipped))


def _candidates(award: Award, year: int, own: pd.DataFrame, given: _Given) -> tuple[Candidates, list[str]]:
    """Return (units of an award with their states and totals, the block of each)."""
    mine = own[own["block"].isin(given.rules.blocks[award.code])]
    wide = mine.pivot(index="unit_code", columns="condition", values="result").sort_index()
    units = list(wide.index)
    blocks = mine.drop_duplicates("unit_code").set_index("unit_code")["block"].reindex(units)
    states = {code: wide[code].map(CODES).to_numpy(dtype=np.int8)[None, :] for code in award.conditions if units}
    groups = np.array([given.groups.get(unit, "") for unit in units], dtype=object)
    return Candidates(units, states, _totals(units, blocks, year, given), groups), list(blocks)


def _totals(units: list[str], blocks: pd.Series, year: int, given: _Given) -> dict[str, np.ndarray]:
    scores = given.scores[(given.scores["year"] == year) & (given.scores["node"] == ROOT)].set_index("unit_code")
    found = {}
    for name in MEASURES:
        values = scores[name].reindex(units).astype(float)
        for code in set(blocks):
            criteria, here = given.study.criteria(code), (blocks == code).to_numpy()
            values[here] = flips.settled(values[here].to_numpy(), criteria.decimals, criteria.rank_on == "printed")
        found[name] = values.to_numpy()[None, :]
    return found


def _award_rows(award: Award, year: int, given: Candidates, draws: Candidates, blocks: list, rules: StudyRules) -> list:
    result, why = deciding.decided(award, given)[0], deciding.reasons(award, given)
    probabilities, basis = flips.of_award(award, given, draws, rules)
    return [
        {
            "year": year, "block": blocks[place], "unit_code": unit, "award": award.code, "award_kind": award.kind,
            "result": NAMES[result[place]], "award_reason": why[place],
            "failed_conditions": _named(award, given, place, FAILED), "open_conditions": _named(award, given, place, OPEN),
            "emulation_group": given.groups[place], "flip_probability": probabilities[place], "flip_basis": basis[place],
        }
        for place, unit in enumerate(given.units)
    ]  # fmt: skip


def _named(award: Award, given: Candidates, place: int, state: int) -> str:
    return "; ".join(code for code in award.conditions if given.states[code][0, place] == state)


def _quota_rows(award: Award, year: int, given: Candidates) -> list[dict]:
    if award.quota is None:
        return []
    held, result = deciding.conditions_hold(award, given)[0], deciding.decided(award, given)[0]
    rows = []
    for group in deciding.groups_of(given):
        own = given.groups == group
        rows.append({
            "year": year, "award": award.code, "emulation_group": group, "n": int(own.sum()),
            "quota": quotas.places(award.quota, int(own.sum())), "quota_basis": quota_text(award.quota),
            "meeting": int((held[own] == MET).sum()), "awarded": int((result[own] == MET).sum()),
            "not_settled": int((result[own] == OPEN).sum()),
        })  # fmt: skip
    return rows


def quota_text(quota: Quota | str) -> str:
    """Return what a text says of a quota, in signs that both languages read: `≤ 2`, `20% (down)`, or `unknown`."""
    if not isinstance(quota, Quota):
        return str(quota)
    return f"≤ {quota.at_most}" if quota.at_most is not None else f"{float(100 * quota.share):g}% ({quota.rounding})"
