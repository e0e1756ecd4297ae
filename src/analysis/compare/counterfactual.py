"""What would the totals of a later round be, had only some things changed since the earlier one?

A unit is taken apart into the share of the maximum it reached on each criterion, what applied to it, the criteria and
the treatment of what does not apply; each may stand at the earlier or at the later round. What is known of one round only
(a new criterion, a unit that was not ranked) keeps its one state, so that nothing is filled in.
"""

import math
from dataclasses import dataclass, field

import pandas as pd

from analysis.blocks import NO_CASE, OUTSIDE, UnitsTogether
from analysis.compare.criterion_links import same_decision
from analysis.compare.lineages import ONLY_BASE, ONLY_OTHER
from analysis.compare.year_pairs import KNOWN, Pair, Round
from analysis.compare.years import score_base
from analysis.criteria_set import CriteriaSet
from analysis.score import raw_leaves
from analysis.treatments import Leaf, effective

OWN, APPLIES, CRITERIA, TREATMENT = "own", "applies", "criteria", "treatment"
# Kinds of missing in which nothing of a criterion could be reached.
NOTHING_REACHED = (OUTSIDE, NO_CASE, "not_surveyed")
Leaves = dict[str, Leaf]


@dataclass(frozen=True)
class OneColumn:
    """Totals of a table with one column of points: they stand at one round or the other as a whole."""

    base: pd.Series
    other: pd.Series
    causes: tuple[str, ...] = (OWN,)

    def totals(self, later: frozenset) -> pd.Series:
        """Return the totals of all units with the given causes at the later round."""
        first, then = (self.other, self.base) if OWN in later else (self.base, self.other)
        return first.combine_first(then)


@dataclass(frozen=True)
class Rebuilt:
    """The raw leaves of each unit in both rounds, by its later code, and the causes that differ between the rounds.

    before : {unit: ((weight, leaves), ...)}, several where former units are combined; after : {unit: leaves}; a unit that
    is known in one round only stands in one of them.
    """

    pair: Pair
    before: dict[str, tuple[tuple[float, Leaves], ...]]
    after: dict[str, Leaves]
    causes: tuple[str, ...]
    store: dict = field(default_factory=dict, compare=False)

    def totals(self, later: frozenset) -> pd.Series:
        """Return the totals of all units with the given causes at the later round, the others at the earlier one."""
        key = later & frozenset(self.causes)
        if key not in self.store:
            units = sorted({*self.before, *self.after})
            self.store[key] = pd.Series({unit: self._total(unit, key) for unit in units}, dtype=float)
        return self.store[key]

    def _total(self, unit: str, later: frozenset) -> float:
        after = self.after.get(unit)
        mixture = self.before.get(unit, ((1.0, None),))
        return math.fsum(weight * _total_of(self.pair, before, after, later) for weight, before in mixture)


def rebuilt(pair: Pair) -> Rebuilt | OneColumn:
    """Return what the totals of a pair can be computed from anew; only whole totals where there is one column of points."""
    if one_column(pair):
        return OneColumn(_base_totals(pair), pair.other.total)
    base, other = _leaves(pair.earlier, pair.base), _leaves(pair.later, pair.other)
    before = {code: tuple((part, base[name]) for name, part in pair.tied.units[code].former) for code in pair.units}
    after = {code: other[code] for code in pair.units}
    for code in _only(pair, ONLY_BASE):
        before[code] = ((1.0, base[code]),)
    for code in _only(pair, ONLY_OTHER):
        after[code] = other[code]
    return Rebuilt(pair, before, after, _causes(pair, before, after))


def one_column(pair: Pair) -> bool:
    """Return whether a round has one column of points, in which what a unit did and what rules asked are one."""
    return min(len(pair.base.criteria.leaves), len(pair.other.criteria.leaves)) == 1


def _base_totals(pair: Pair) -> pd.Series:
    """Return the earlier totals, of units compared under their later code."""
    return pd.concat([score_base(pair), pair.base.total[_only(pair, ONLY_BASE)]])


def _only(pair: Pair, reason: str) -> list[str]:
    """Return the units known in one round only; none where units merged or split, for they are not ranked together."""
    return [one.unit_code for one in pair.tied.not_compared if one.reason == reason and pair.ranks_among == KNOWN]


def _leaves(one: Round, units: UnitsTogether) -> dict[str, Leaves]:
    own = one.assessed[(one.assessed["year"] == one.year) & (one.assessed["block"] == units.block)]
    return {key[2]: leaves for key, leaves in raw_leaves(own, one.study)}


def _causes(pair: Pair, before: dict, after: dict) -> tuple[str, ...]:
    found = [OWN]
    compared = [(leaves, after[code]) for code in pair.units for _, leaves in before[code]]
    if any(_applies_otherwise(pair, *both) for both in compared):
        found.append(APPLIES)
    if not same_rules(pair.base.criteria, pair.other.criteria):
        found.append(CRITERIA)
    if pair.base.criteria.not_applicable != pair.other.criteria.not_applicable:
        found.append(TREATMENT)
    return tuple(found)


def same_rules(base: CriteriaSet, other: CriteriaSet) -> bool:
    """Return whether two sets hold the same criteria and maxima and rank by the same rules."""
    ranking = [(one.rank_rule, one.rank_on, one.decimals, one.rounding_level) for one in (base, other)]
    return same_decision(base, other) and ranking[0] == ranking[1] and base.criteria.equals(other.criteria)


def _applies_otherwise(pair: Pair, before: Leaves, after: Leaves) -> bool:
    partners = ((before.get(former), after.get(code)) for code, former in pair.criteria.items())
    return any(_kind(one) != _kind(two) for one, two in partners if one is not None and two is not None)


def _kind(leaf: Leaf) -> str:
    return leaf.missing if leaf.missing in NOTHING_REACHED else ""


def _total_of(pair: Pair, before: Leaves | None, after: Leaves | None, later: frozenset) -> float:
    side = pair.other if CRITERIA in later else pair.base
    treatment = (pair.other if TREATMENT in later else pair.base).criteria.not_applicable
    leaves = {code: _leaf(*found, later, side.criteria, code) for code, found in _partners(pair, before, after, side)}
    counted = effective(leaves, side.criteria, treatment).values()
    points = math.fsum(leaf.points for leaf in counted)
    if treatment == "per_cent" and side.in_per_cents:
        return 100 * points / math.fsum(leaf.maximum for leaf in counted)
    return points


def _partners(pair: Pair, before: Leaves | None, after: Leaves | None, side: UnitsTogether):
    """Yield each leaf of the criteria on one side with what is known of it: (code, ((leaf, criteria) or None) x 2)."""
    forward = {former: code for code, former in pair.criteria.items()}
    for code in side.criteria.leaves:
        earlier, later = (code, forward.get(code)) if side is pair.base else (pair.criteria.get(code), code)
        known = (before or {}).get(earlier), (after or {}).get(later)
        if any(one is not None for one in known):
            yield code, known


def _leaf(before: Leaf | None, after: Leaf | None, later: frozenset, criteria: CriteriaSet, code: str) -> Leaf:
    """Return the leaf with its share and what applies each taken from the round at which that cause stands."""
    applies = _chosen(before, after, APPLIES in later)
    maximum = criteria.maximum(code)
    if applies.missing == NO_CASE:
        by_rule = {"leave_out": (0.0, 0.0), "zero": (0.0, maximum), "full": (maximum, maximum)}
        return Leaf(*by_rule.get(criteria.criteria.loc[code, "on_no_case"], (math.nan, maximum)), NO_CASE)
    if applies.missing in NOTHING_REACHED:
        return applies._replace(maximum=maximum if applies.maximum else 0.0)
    reached = _chosen(before, after, OWN in later)
    if reached.missing in NOTHING_REACHED:
        reached = applies
    has_maximum = reached.maximum > 0 and maximum > 0
    points = reached.points * (maximum / reached.maximum) if has_maximum else reached.points
    return Leaf(points, maximum, reached.missing)


def _chosen(before: Leaf | None, after: Leaf | None, later: bool) -> Leaf:
    first, then = (after, before) if later else (before, after)
    return then if first is None else first
