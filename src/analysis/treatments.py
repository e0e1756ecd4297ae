"""What lies outside a unit's functions, bonus and deductions: from the points of the leaves to the points that count.

Six treatments are in use (domain_rules B3). Each leaves effective points and maxima of the leaves whose sums up the tree
are the unit's points and applicable maxima, so that no later room needs to know the treatment.
"""

import math
from typing import NamedTuple

from analysis.criteria_set import ROOT, CriteriaSet

OUTSIDE = "not_applicable"
LEFT_OUT = (0.0, 0.0)


class Leaf(NamedTuple):
    """Points and applicable maximum of one leaf (NaN where unknown), and its kind of missing (empty if it has points)."""

    points: float
    maximum: float
    missing: str


def effective(leaves: dict[str, Leaf], criteria: CriteriaSet, treatment: str = "") -> dict[str, Leaf]:
    """Return the leaves of one unit as they count under a treatment; without one, under that of the criteria.

    leaves : {code: Leaf}, points as appraised or surveyed; the points of a leaf outside the functions are not looked at.
    What lies outside the functions is treated first:

    per_cent : the leaf leaves points and maximum; the unit is compared by points / applicable maximum.
    zero : no points, the maximum stays. full : the maximum is awarded.
    rescale_appraised : appraised points x full appraised maximum / applicable appraised maximum; survey points as they are.
    rescale_without_survey : survey leaves that were not surveyed leave too; what remains x full maximum / remaining
        maximum, so that the whole scale holds without a survey.
    share_among_siblings : the leaf's maximum is shared among its siblings in proportion to theirs: points of a sibling x
        parent's maximum / maximum of the siblings that apply. Where none applies the parent is shared one level up.
    none, unknown : no source says; the points stay unknown.

    A bonus never enters the maximum; a bonus or deduction outside the functions is nothing. Bonus and deduction nodes
    are cut to their caps, their leaves in proportion; the total itself is not bounded. Source: domain_rules B3, B4.
    """
    treatment = treatment or criteria.not_applicable
    row = {code: _row(leaf, criteria.parts[code], treatment) for code, leaf in leaves.items()}
    own = _main(row, criteria)
    outside = {code for code in own if leaves[code].missing == OUTSIDE}
    factors = _FACTORS.get(treatment, _unchanged)(own, outside, leaves, criteria)
    scaled = {code: row[code]._replace(points=row[code].points * factor, maximum=row[code].maximum * factor)
              for code, factor in factors.items()}  # fmt: skip
    return _capped(row | scaled, criteria)


def _main(leaves: dict[str, Leaf], criteria: CriteriaSet) -> dict[str, Leaf]:
    return {code: leaf for code, leaf in leaves.items() if criteria.parts[code] == "main"}


def _row(leaf: Leaf, part: str, treatment: str) -> Leaf:
    points, maximum = leaf.points, leaf.maximum
    if leaf.missing == OUTSIDE:
        points, maximum = LEFT_OUT if part != "main" else outside_row(maximum, treatment)
    elif treatment == "rescale_without_survey" and leaf.missing == "not_surveyed":
        points, maximum = LEFT_OUT
    return Leaf(points, maximum if part == "main" else 0.0, leaf.missing)


def outside_row(maximum: float, treatment: str) -> tuple[float, float]:
    """Return (points, applicable maximum) of a leaf outside the functions, before others are rescaled for it."""
    return {
        "zero": (0.0, maximum),
        "full": (maximum, maximum),
        "none": (math.nan, maximum),
        "unknown": (math.nan, maximum),
    }.get(treatment, LEFT_OUT)


def _unchanged(own, outside, leaves, criteria) -> dict[str, float]:
    return {}


def _rescale_appraised(own, outside, leaves, criteria) -> dict[str, float]:
    """Return the factor of every appraised leaf. A survey leaf outside the functions stays unknown: no source has a rule."""
    appraised = {code: leaf for code, leaf in own.items() if code not in criteria.surveyed}
    return _whole_over_rest(appraised, outside, leaves) | dict.fromkeys(outside & criteria.surveyed, math.nan)


def _rescale_without_survey(own, outside, leaves, criteria) -> dict[str, float]:
    gone = outside | {code for code in own if leaves[code].missing == "not_surveyed"}
    return _whole_over_rest(own, gone, leaves)


def _whole_over_rest(own: dict[str, Leaf], gone: set, leaves: dict[str, Leaf]) -> dict[str, float]:
    """Return for every leaf the maximum of all over that of the leaves that remain; nothing where none is gone.

    A leaf without a case that its own rule leaves out has left for good and is in neither maximum.
    """
    if not gone & set(own):
        return {}
    rest = math.fsum(leaf.maximum for leaf in own.values())
    factor = (rest + math.fsum(leaves[code].maximum for code in gone & set(own))) / rest if rest else math.nan
    return {code: factor for code in own if code not in gone}


def _share_among_siblings(own, outside, leaves, criteria) -> dict[str, float]:
    factors: dict[str, float] = {}
    if outside:
        budgets = {code: (leaves[code] if code in outside else own[code]).maximum for code in own}
        _share_below(ROOT, 1.0, budgets, outside, criteria, factors)
    return factors


def _share_below(node: str, factor: float, budgets: dict, outside: set, criteria: CriteriaSet, factors: dict) -> None:
    """Write the factor of every leaf below a node: the node's own, times what the node's children outside hand on."""
    below = {child: _budget(child, budgets, outside, criteria) for child in criteria.children(node)}
    rest = [whole for whole, applies in below.values() if applies]
    gone = [whole for whole, applies in below.values() if not applies]
    if any(gone) and any(rest):
        factor *= (math.fsum(rest) + math.fsum(gone)) / math.fsum(rest)
    for child in below:
        if child in budgets and child not in outside:
            factors[child] = factor
        elif child not in budgets:
            _share_below(child, factor, budgets, outside, criteria, factors)


def _budget(node: str, budgets: dict, outside: set, criteria: CriteriaSet) -> tuple[float, bool]:
    """Return the maximum of what counts below a node, and whether any of it lies within the functions."""
    if node in budgets:
        return budgets[node], node not in outside and budgets[node] != 0
    below = [_budget(child, budgets, outside, criteria) for child in criteria.children(node)]
    return math.fsum(whole for whole, _ in below), any(applies for _, applies in below)


_FACTORS = {
    "rescale_appraised": _rescale_appraised,
    "rescale_without_survey": _rescale_without_survey,
    "share_among_siblings": _share_among_siblings,
}


def _capped(leaves: dict[str, Leaf], criteria: CriteriaSet) -> dict[str, Leaf]:
    """Return the leaves with those below a bonus or deduction node cut in proportion to its cap, lower nodes first."""
    capped = dict(leaves)
    for _, cap, below in criteria.capped:
        own = [code for code in below if code in capped]
        total = math.fsum(capped[code].points for code in own)
        if abs(total) > abs(cap):
            capped |= {code: capped[code]._replace(points=capped[code].points * cap / total) for code in own}
    return capped
