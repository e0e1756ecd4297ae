"""Whether the order of two units holds for all admissible weights; the official treatment, the data and all else stay.

Where both units have the same applicable maxima the smallest difference is found exactly. Where per cents of different
maxima are compared, the order holds if a proof is found and does not if weights are found that turn it round; else it is
not settled. The idea of robust comparisons: Foster, McGillivray and Seth (2013), Composite indices: rank robustness,
statistical association, and redundancy.
"""

from typing import NamedTuple

import numpy as np

from analysis.blocks import UnitsTogether
from analysis.ranks import RESOLUTION, half_up
from analysis.sensitivity import tree as trees
from analysis.sensitivity import weights
from analysis.sensitivity.additive import DIVIDED
from analysis.sensitivity.admissible import Admissible, admissible, smallest_factors, smallest_sums
from analysis.sensitivity.choices import Choice

ANSWERS = YES, NO, NOT_SETTLED = "yes", "no", "not_settled"
TOLERANCE = 10.0**-RESOLUTION
# How strongly the lower unit's own course is taken into account in a proof; any value gives a proof or none.
MULTIPLIERS = (1.0, 0.0, 0.5, 0.8, 0.9, 1.1, 1.25, 2.0)
STEPS, DOWNHILL = 30, 4
# Pairs looked at in one go, so that memory stays small whatever the number of units.
AT_ONCE = 8192


class Weighed(NamedTuple):
    """The units of a block as weights see them: points and maxima of the main leaves, and what is added unweighted.

    shares : smallest and largest share of its maximum that each unit can have under the admissible weights, where per
    cents are compared. divided : units of which a treatment rescales points. decimals : of the printed total, None where
    ranks compare unrounded ones. allowed : the admissible weights.
    """

    points: np.ndarray
    maxima: np.ndarray
    added: np.ndarray
    shares: np.ndarray
    by_percent: bool
    divided: np.ndarray
    decimals: int | None
    allowed: Admissible


class Pairs(NamedTuple):
    """Places of two units each; asked is whether the first is never below the second."""

    first: np.ndarray
    second: np.ndarray

    def only(self, chosen: np.ndarray) -> "Pairs":
        """Return the chosen pairs."""
        return Pairs(self.first[chosen], self.second[chosen])


def holds_for_all_weights(units: UnitsTogether, choice: Choice | None, official: np.ndarray) -> np.ndarray:
    """Return units x units of `yes`, `no` and `not_settled`: does the official order of a pair hold for all weights?

    choice : what study.yml allows of the weights, None for the official ones only. official : rank of each unit.
    yes : the unit officially above is never below the other; of units officially tied, neither is ever below the other.
    no : some admissible weights turn the order round, or part the tied units. not_settled : neither is proved, which
    happens only where per cents of different applicable maxima are compared, where a treatment rescales points, and where
    rounding of printed totals may hide a difference. The diagonal is `yes` and the table is the same both ways.
    """
    weighed = _weighed(units, choice)
    never_below = np.full((len(official), len(official)), YES, dtype=object)
    asked = (official[:, None] <= official) & ~np.eye(len(official), dtype=bool)
    first, second = np.nonzero(asked)
    for start in range(0, len(first), AT_ONCE):
        pairs = Pairs(first[start : start + AT_ONCE], second[start : start + AT_ONCE])
        never_below[pairs] = _never_below(weighed, pairs)
    return _both_ways(never_below, official)


def _both_ways(never_below: np.ndarray, official: np.ndarray) -> np.ndarray:
    """Return the answer for pairs from that for "the first is never below the second", known for the pairs in order."""
    other = never_below.T
    tied = np.where((never_below == NO) | (other == NO), NO, np.where(never_below == YES, other, never_below))
    above, below = official[:, None] < official, official[:, None] > official
    return np.select([above, below], [never_below, other], tied)


def _weighed(units: UnitsTogether, choice: Choice | None) -> Weighed:
    criteria, tree = units.criteria, trees.of_criteria(units.criteria)
    main = [tree.nodes[leaf] for leaf in tree.leaves]
    maxima = units.maxima[main].to_numpy()
    official = criteria.criteria.loc[main, "max_points"].to_numpy(dtype=float)
    weighed = Weighed(
        points=units.points[main].to_numpy(),
        maxima=maxima,
        added=units.points.drop(columns=main).sum(axis=1).to_numpy(),
        shares=np.full((len(maxima), 2), np.nan),
        by_percent=units.by_percent,
        divided=~_equal(maxima, official) & (criteria.not_applicable in DIVIDED),
        decimals=criteria.decimals if criteria.rank_on == "printed" else None,
        allowed=admissible(tree, weights.official(tree, criteria), choice),
    )
    if not units.by_percent or _equal(maxima, maxima[0]).all():
        return weighed
    return weighed._replace(shares=np.column_stack([sign * _smallest_shares(weighed, sign) for sign in (1, -1)]))


def _equal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.isclose(one, other, rtol=0, atol=TOLERANCE, equal_nan=True).all(axis=1)


def _never_below(weighed: Weighed, pairs: Pairs) -> np.ndarray:
    """Return of each pair whether its first unit is never below the second."""
    same = _equal(weighed.maxima[pairs.first], weighed.maxima[pairs.second])
    better = same & (weighed.points[pairs.first] >= weighed.points[pairs.second]).all(axis=1)
    better &= weighed.added[pairs.first] >= weighed.added[pairs.second]
    answers = np.where(better, YES, NOT_SETTLED).astype(object)
    divided = weighed.divided[pairs.first] | weighed.divided[pairs.second]
    ratio = weighed.by_percent & ~same
    for kind, settled in ((~ratio & ~divided & ~better, _by_difference), (ratio, _by_ratio)):
        if kind.any():
            answers[kind] = settled(weighed, pairs.only(kind))
    return answers


def _by_difference(weighed: Weighed, pairs: Pairs) -> np.ndarray:
    added = weighed.added[pairs.first] - weighed.added[pairs.second]
    differences = weighed.points[pairs.first] - weighed.points[pairs.second]
    answers = np.full(len(added), YES, dtype=object)
    turned = np.flatnonzero(smallest_sums(differences, weighed.allowed) + added < -TOLERANCE)
    factors = smallest_factors(differences[turned], weighed.allowed)
    answers[turned] = np.where(_below(weighed, pairs.only(turned), factors), NO, NOT_SETTLED)
    return answers


def _below(weighed: Weighed, pairs: Pairs, factors: np.ndarray) -> np.ndarray:
    """Return of each pair whether ranks put the first unit below the second under the factors of its row."""
    first, second = (_compared(weighed, units, factors) for units in pairs)
    return first < second


def _compared(weighed: Weighed, units: np.ndarray, factors: np.ndarray) -> np.ndarray:
    totals = _total(weighed, units, factors)
    return np.round(totals, RESOLUTION) if weighed.decimals is None else half_up(totals, weighed.decimals)


def _total(weighed: Weighed, units: np.ndarray, factors: np.ndarray) -> np.ndarray:
    points = (factors * weighed.points[units]).sum(axis=1) + weighed.added[units]
    if not weighed.by_percent:
        return points
    maximum = (factors * weighed.maxima[units]).sum(axis=1)
    return np.divide(100 * points, maximum, out=np.full(len(points), np.nan), where=maximum > 0)


def _by_ratio(weighed: Weighed, pairs: Pairs) -> np.ndarray:
    """Return the answers for per cents of different maxima: proofs, then counterexamples, then further proofs.

    A proof: with t the second unit's share of its maximum under some weights, what it has beyond t of its maximum is 0.
    If what the first has beyond t of its own, less any multiple of that, is nowhere negative for the smallest and the
    largest t, then it is not for any t between, because its smallest value is concave in t; so the first is never below.
    """
    answers = np.full(len(pairs.first), NOT_SETTLED, dtype=object)
    for multiplier in MULTIPLIERS:
        left = np.flatnonzero(answers == NOT_SETTLED)
        answers[left[_proved(weighed, pairs.only(left), multiplier)]] = YES
        if multiplier == MULTIPLIERS[0]:
            left = np.flatnonzero(answers == NOT_SETTLED)
            answers[left[_turned(weighed, pairs.only(left))]] = NO
    return answers


def _proved(weighed: Weighed, pairs: Pairs, multiplier: float) -> np.ndarray:
    proved = np.isfinite(weighed.shares[pairs.second]).all(axis=1)
    for levels in weighed.shares[pairs.second].T:
        own, added = _beyond(weighed, pairs, np.where(proved, levels, 0), multiplier)
        proved &= smallest_sums(own, weighed.allowed) + added >= -TOLERANCE
    return proved


def _turned(weighed: Weighed, pairs: Pairs) -> np.ndarray:
    """Return whether weights are found that put the first below, from the official weights on step by step downhill."""
    factors = np.ones((len(pairs.first), weighed.points.shape[1]))
    turned = np.zeros(len(factors), dtype=bool)
    for _ in range(DOWNHILL):
        left = np.flatnonzero(~turned)
        levels = np.nan_to_num(_total(weighed, pairs.second[left], factors[left])) / 100
        own, _ = _beyond(weighed, pairs.only(left), levels, 1.0)
        factors[left] = smallest_factors(own, weighed.allowed)
        turned[left] = _below(weighed, pairs.only(left), factors[left])
    return turned


def _beyond(weighed: Weighed, pairs: Pairs, levels: np.ndarray, multiplier: float) -> tuple[np.ndarray, np.ndarray]:
    """Return what the first has beyond a level of its maximum less a multiple of what the second has: by leaf, and added."""
    maxima = weighed.maxima[pairs.first], weighed.maxima[pairs.second]
    multiples = multiplier * maxima[0].sum(axis=1) / maxima[1].sum(axis=1)
    first, second = (weighed.points[units] - levels[:, None] * own for units, own in zip(pairs, maxima, strict=True))
    return first - multiples[:, None] * second, weighed.added[pairs.first] - multiples * weighed.added[pairs.second]


def _smallest_shares(weighed: Weighed, sign: int) -> np.ndarray:
    """Return the smallest share of its maximum that each unit can have, of `sign` times its points; -inf if not found.

    Found by Dinkelbach's (1967) method: the weights that are worst for the share reached so far give the next one.
    """
    points, added, maxima = sign * weighed.points, sign * weighed.added, weighed.maxima
    shares = (points.sum(axis=1) + added) / maxima.sum(axis=1)
    for _ in range(STEPS):
        beyond = points - shares[:, None] * maxima
        worse = smallest_sums(beyond, weighed.allowed) + added < -TOLERANCE
        if not worse.any():
            return shares
        factors = smallest_factors(beyond, weighed.allowed)
        maximum = (factors * maxima).sum(axis=1)
        ratio = np.divide((factors * points).sum(axis=1) + added, maximum, out=shares.copy(), where=maximum > 0)
        shares = np.where(worse, ratio, shares)
    return np.where(worse, -np.inf, shares)
