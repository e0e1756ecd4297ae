"""Room 6, differential functioning: do units of a group get other points on one criterion than units of the reference that
stand equally well on all others?

What is random is which units the labels of the groups fall on. A difference may come from the rule, from the appraisal or
from what the unit does; the figures do not tell which, and none is a fault in itself.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together, where_applicable
from analysis.fairness.equal_level import NONE, Difference, Level, difference, level
from analysis.fairness.groupings import labels
from analysis.fairness.ordinal import expected
from analysis.fairness.verdicts import SHOWN, too_few, verdict
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.rules import steps
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import varies
from analysis.statistics.power import detectable_from_error
from analysis.statistics.resampling import orders
from analysis.study import Study

# Up to this number of units p values come from permutations, above from the score test alone.
MOST_UNITS = 500
RESAMPLES, MORE_RESAMPLES = 999, 9_999
# Below this p value, 999 orders are too coarse for a hundred tests at once, and more are tried.
COARSE = 0.01
# More steps than this are as good as a share.
MOST_STEPS = 10
# With fewer others the level that is held equal would itself be little but chance.
LEAST_OTHERS = 4
VALUES_ONLY = "values_only"


class Matched(NamedTuple):
    """Points on one criterion, per cent of the maximum, of the units to which it applies, and their level on the others."""

    values: np.ndarray
    level: np.ndarray
    in_group: np.ndarray
    ordinal: bool


class Pair(NamedTuple):
    """A group and its reference in one block, with how orders of n units are drawn."""

    units: UnitsTogether
    labels: pd.Series
    grouping: str
    group: str
    reference: str
    study: Study


def differential(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `differential`: one row a year, block, grouping, group and criterion with a stated maximum.

    estimate : group minus reference in per cent points of the criterion's maximum, at equal per cent on all other
    criteria that apply (those shown to differ left out); low, high : 95 per cent. method : `ordinal` (proportional odds;
    rules with up to ten steps) or `linear` (shares), followed by `_permutation`, or `_score` above 500 units;
    `values_only` for small groups. p : two-sided; p_adjusted : Holm over the criteria and groups of the grouping.
    detectable : the smallest difference that would have been found. n, n_reference : units to which the criterion applies.
    """
    rows = []
    for units in together(points, study):
        for grouping, base in study.groupings.items():
            own = labels(units, study, grouping, points)
            rows += _of_grouping(where_applicable(units, points), own, grouping, base, study)
    return tables.from_rows("differential", rows)


def compared(units: UnitsTogether) -> list[str]:
    """Return the leaves that can be compared: with a positive stated maximum, and enough others to match on."""
    leaves = _stated(units)
    return leaves if len(leaves) > LEAST_OTHERS else []


def _stated(units: UnitsTogether) -> list[str]:
    maxima = units.maxima
    return [leaf for leaf in units.criteria.leaves if (maxima[leaf] > 0).any() and maxima[leaf].notna().all()]


def _of_grouping(units, own: pd.Series, grouping: str, base: str, study: Study) -> list[dict]:
    groups = sorted(set(own) - {base, ""}) if base in set(own) else []
    pairs = [Pair(units, own, grouping, group, base, study) for group in groups]
    found = _judged([row for pair in pairs for row in _of_pair(pair, set())])
    shown = {(row["group"], row["criterion_code"]) for row in found if row["verdict"] == SHOWN}
    if not shown:
        return found
    again = [row for pair in pairs for row in _of_pair(pair, {code for group, code in shown if group == pair.group})]
    return _judged(again)


def _judged(rows: list[dict]) -> list[dict]:
    adjusted = holm(np.array([row["p"] for row in rows], dtype=float))
    tests = int((~np.isnan(adjusted)).sum())
    return [_with_verdict(row, float(p), tests) for row, p in zip(rows, adjusted, strict=True)]


def _with_verdict(row: dict, p_adjusted: float, tests: int) -> dict:
    error, freedom = row.pop("error"), row.pop("freedom")
    smallest = np.nan if np.isnan(p_adjusted) else error * _detectable(round(freedom, RESOLUTION), tests)
    said = verdict(p_adjusted, too_few(row["n"], row["n_reference"]), smallest)
    return row | {"p_adjusted": p_adjusted, "detectable": smallest, "verdict": said}


@lru_cache(maxsize=4096)
def _detectable(freedom: float, tests: int) -> float:
    return detectable_from_error(1.0, freedom, tests)


def _of_pair(pair: Pair, differing: set) -> list[dict]:
    leaves, drawn = compared(pair.units), {}
    matching = [leaf for leaf in leaves if leaf not in differing]
    if len(matching) <= LEAST_OTHERS:
        matching = leaves
    # Neither the names of the groups nor which of them is the reference may change what is drawn.
    name = f"fairness/differential/{pair.units.block}/{pair.units.year}/{pair.grouping}"
    generator = pair.study.random(name)
    return [_of_leaf(pair, leaf, matching, drawn, generator) for leaf in leaves]


def _of_leaf(pair: Pair, leaf: str, matching: list[str], drawn: dict, generator) -> dict:
    matched = _matched(pair, leaf, matching)
    n, group = len(matched.values), int(matched.in_group.sum())
    found, method, freedom = compare(matched, lambda resamples: _orders(drawn, n, resamples, generator))
    half = found.quantile * found.error
    return {
        "year": pair.units.year, "block": pair.units.block, "grouping": pair.grouping, "group": pair.group,
        "reference": pair.reference, "criterion_code": leaf, "method": method, "estimate": found.estimate,
        "low": _finite(found.estimate - half), "high": _finite(found.estimate + half), "p": found.p, "n": group,
        "n_reference": n - group, "error": found.error, "freedom": freedom,
    }  # fmt: skip


def _orders(drawn: dict, n: int, resamples: int, generator) -> np.ndarray:
    if (n, resamples) not in drawn:
        drawn[n, resamples] = orders(n, resamples, generator)
    return drawn[n, resamples]


def _finite(value: float) -> float:
    return value if np.isfinite(value) else np.nan


def _matched(pair: Pair, leaf: str, matching: list[str]) -> Matched:
    units = pair.units
    applicable = (units.maxima[leaf] > 0) & pair.labels.isin([pair.group, pair.reference])
    others = [code for code in matching if code != leaf]
    maxima = units.maxima.loc[applicable, others].sum(axis=1)
    own = 100 * units.points.loc[applicable, leaf] / units.maxima.loc[applicable, leaf]
    rest = 100 * units.points.loc[applicable, others].sum(axis=1) / maxima.where(maxima > 0)
    kept = rest.notna()
    group = (pair.labels[applicable] == pair.group)[kept].to_numpy()
    values = own[kept].round(RESOLUTION).to_numpy()
    return Matched(values, rest[kept].to_numpy(), group, _in_steps(units, leaf, values))


def _in_steps(units: UnitsTogether, leaf: str, values: np.ndarray) -> bool:
    item = units.criteria.items.get(leaf)
    possible = steps(item.rule, item.maximum, item.minimum) if item else None
    return possible is not None and len(possible) <= MOST_STEPS and len(np.unique(values)) <= MOST_STEPS


def compare(matched: Matched, draw) -> tuple[Difference, str, float]:
    """Return (difference, method, degrees of freedom) of one criterion; draw : number of resamples -> orders of the units."""
    group = int(matched.in_group.sum())
    few = too_few(group, len(matched.values) - group)
    at = level(matched.level, matched.in_group) if 0 < group < len(matched.values) else None
    if at is None or not varies(matched.values):
        return _plain(matched), VALUES_ONLY, 0.0
    residuals, scores = _residuals(matched)
    if few:
        return NONE._replace(estimate=difference(residuals, at, None).estimate), VALUES_ONLY, 0.0
    permuted = len(matched.values) <= MOST_UNITS
    found = _tested(residuals, scores, at, draw(RESAMPLES) if permuted else None)
    if permuted and found.p <= COARSE:
        found = found._replace(p=difference(scores, at, draw(MORE_RESAMPLES)).p)
    kind = "ordinal" if matched.ordinal else "linear"
    return found, f"{kind}_{'permutation' if permuted else 'score'}", at.freedom


def _tested(residuals: np.ndarray, scores: np.ndarray, at: Level, drawn) -> Difference:
    found = difference(residuals, at, drawn)
    return found if scores is residuals else found._replace(p=difference(scores, at, drawn).p)


def _residuals(matched: Matched) -> tuple[np.ndarray, np.ndarray]:
    """Return residuals from the level in per cent of the maximum, and those that the test looks at."""
    if matched.ordinal:
        fit = expected(matched.values, matched.level)
        return matched.values - fit.values, fit.residuals
    residuals = matched.values - matched.values.mean()
    return residuals, residuals


def _plain(matched: Matched) -> Difference:
    """Return the plain difference of means where nothing can be held equal; NaN where a side is empty."""
    inside, outside = matched.values[matched.in_group], matched.values[~matched.in_group]
    return NONE._replace(estimate=float(inside.mean() - outside.mean()) if len(inside) and len(outside) else np.nan)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the blocks in which criteria cannot be compared between groups, with the reason."""
    facts = {"least": LEAST_OTHERS + 1}
    return [
        omission(
            "fairness", units.year, units.block, "differential", "few_criteria_to_match", n=len(_stated(units)), **facts
        )
        for units in together(points, study)
        if study.groupings and not compared(units)
    ]
