"""Room 8, why a unit's score and rank changed from one round to the next: itself, the others, the rules, who is ranked.

A score and a rank are functions of what the unit did, what applied to it, the criteria, the treatment of what does not
apply, the other units, and which units are ranked. Each cause gets its Shapley value: the mean of what it changes over
all orders in which the causes could be put from the earlier to the later round (Shapley 1953). No order is more right
than another, so none is preferred; the parts add up to the change exactly, ranks in fractions of a place. Nothing is
random here.
"""

import math
from itertools import combinations

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import ranked
from analysis.compare.counterfactual import APPLIES, CRITERIA, OWN, TREATMENT, OneColumn, Rebuilt, one_column, rebuilt
from analysis.compare.lineages import ONLY_BASE, ONLY_OTHER
from analysis.compare.year_pairs import COMPARED, KNOWN, PUBLISHED, Pair
from analysis.compare.years import rank_pair

OTHERS, WHO = "others", "who_is_ranked"
RULES = (CRITERIA, TREATMENT)
# One column of points holds what a unit did and what rules asked, and ranks of a block known in part hang on the unknown.
OWN_OR_RULES, NOT_KNOWN = "own_or_rules", "not_told_apart"
CAUSES = (OWN, APPLIES, CRITERIA, TREATMENT, OTHERS, WHO, OWN_OR_RULES, NOT_KNOWN)


def year_sources(found: list[Pair]) -> pd.DataFrame:
    """Return the table `year_sources`: what each cause contributes to a unit's change of score and of rank.

    cause : own (share of the maximum reached on criteria of both years), applies (what lies within its functions or had a
    case), criteria (added, dropped, other maxima and rules of rank), treatment (of what does not apply), others,
    who_is_ranked (units known or ranked in one year only). Where the table has one column of points, own_or_rules; where
    ranks are published and units unknown, not_told_apart. score_part, rank_part : add up to score_change and rank_shift
    of the unit, to nine decimals; rank_part : positive moves up, empty where the rank is not known.
    """
    rows = [row for pair in found for row in _of_pair(pair)]
    return tables.from_rows("year_sources", rows)


def _of_pair(pair: Pair) -> list[dict]:
    if not pair.units:
        return []
    made = rebuilt(pair)
    scores = _score_parts(made, pair.units)
    places = _rank_parts(pair, made)
    rows = []
    for cause in dict.fromkeys([*scores, *places]):
        name = OWN_OR_RULES if one_column(pair) and cause == OWN else cause
        for code in pair.units:
            score = scores[cause][code] if cause in scores else 0.0
            place = places[cause][code] if cause in places else (np.nan if NOT_KNOWN in places else 0.0)
            rows.append({**pair.place, "unit_code": code, "cause": name, "score_part": score, "rank_part": place})
    return rows


def shapley(players: tuple[str, ...], value) -> dict[str, float]:
    """Return each player's Shapley value; value : a function from a frozenset of players to a number.

    The values sum to value(all) - value(none). A player that changes nothing gets exactly 0.
    """
    n, known = len(players), {}
    for size in range(n + 1):
        for some in combinations(players, size):
            known[frozenset(some)] = value(frozenset(some))
    shares = {}
    for player in players:
        rest = [one for one in players if one != player]
        shares[player] = math.fsum(
            math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
            * (known[frozenset(some) | {player}] - known[frozenset(some)])
            for size in range(n) for some in combinations(rest, size)
        )  # fmt: skip
    return shares


def _score_parts(made: Rebuilt | OneColumn, units: list[str]) -> dict[str, dict[str, float]]:
    """Return {cause: {unit: part of the change of score}}."""
    each = {unit: shapley(made.causes, lambda later, unit=unit: made.totals(later)[unit]) for unit in units}
    return {cause: {unit: each[unit][cause] for unit in units} for cause in made.causes}


def _rank_parts(pair: Pair, made: Rebuilt | OneColumn) -> dict[str, dict[str, float]]:
    """Return {cause: {unit: part of the change of rank, positive up}}.

    The others stand at one round or the other as a whole; a unit known in one round only keeps its own figures.
    """
    if pair.ranks_among == PUBLISHED:
        ranks = rank_pair(pair)
        return {NOT_KNOWN: (ranks["rank_base"] - ranks["rank_other"]).to_dict()}
    players = (*made.causes, OTHERS, *([WHO] if pair.ranks_among == KNOWN else []))
    places = _Places(pair, made, players)
    each = {code: shapley(players, lambda later, code=code: -places.rank(code, later)) for code in pair.units}
    return {cause: {code: each[code][cause] for code in pair.units} for cause in players}


class _Places:
    """Ranks of a unit with some causes at the later round; ranked : the units ranked at the earlier and the later one."""

    def __init__(self, pair: Pair, made: Rebuilt | OneColumn, players: tuple[str, ...]):
        self.pair, self.made, self.players = pair, made, players
        only = {ONLY_BASE: [], ONLY_OTHER: []}
        if pair.ranks_among != COMPARED:
            for one in pair.tied.not_compared:
                only[one.reason].append(one.unit_code)
        self.ranked = {False: [*pair.units, *only[ONLY_BASE]], True: [*pair.units, *only[ONLY_OTHER]]}

    def rank(self, code: str, later: frozenset) -> float:
        """Return the rank of a unit when the given causes stand at the later round and the rest at the earlier one."""
        moved = frozenset(self.made.causes) - frozenset(RULES) if OTHERS in later else frozenset()
        of_others = moved | (later & frozenset(RULES))
        units = self.ranked[WHO in later]
        totals = np.array(self.made.totals(of_others)[units], dtype=float)
        place = units.index(code)
        totals[place] = self.made.totals(later & frozenset(self.made.causes))[code]
        side = self.pair.other if CRITERIA in later else self.pair.base
        return float(ranked(side, totals)[place])
