"""Room 5, sensitivity: how much hangs on the weights?

The weights of all criteria vary at once within the study's spread, the data stay fixed. What comes out is the method
range of each rank: it says what another reasonable weighting would do, and claims no coverage.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import qmc

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT, CriteriaSet
from analysis.omissions import omission
from analysis.ranks import classes, half_up, ranks
from analysis.study import Study

RANGE = (0.05, 0.95)


class Draws(NamedTuple):
    """What one block looks like under every draw: draw 0 is the official weighting; totals and ranks are draws x units,
    factors draws x leaves."""

    units: UnitsTogether
    factors: np.ndarray
    totals: np.ndarray
    ranks: np.ndarray


def draws(points: pd.DataFrame, study: Study) -> list[Draws]:
    """Return the draws of every year and block with more than one criterion and more than one unit."""
    drawn = []
    for units in together(points, study):
        if len(units.criteria.leaves) > 1 and len(units.units) > 1:
            generator = study.random(f"weights/{units.block}/{units.year}")
            factors = leaf_factors(units.criteria, study.draws, study.weight_spread, generator)
            totals = weighted_totals(units, factors)
            drawn.append(Draws(units, factors, totals, ranked(units, totals)))
    return drawn


def ranked(units: UnitsTogether, totals: np.ndarray) -> np.ndarray:
    """Return ranks of totals by the rules of the criteria: on the printed or the unrounded total, ties as they say.

    The rules are part of the method that every draw and every level of the survey keeps; only weights vary.
    """
    compared = half_up(totals, units.criteria.decimals) if units.criteria.rank_on == "printed" else totals
    return ranks(compared, units.criteria.rank_rule).astype(int)


def leaf_factors(criteria: CriteriaSet, count: int, spread: float, generator: np.random.Generator) -> np.ndarray:
    """Return draws x leaves: by what each leaf's points are multiplied; draw 0 is all ones.

    Every weight is multiplied by 1 + u, u uniform in [-spread, spread] from a scrambled Sobol sequence (Owen 1998), and
    weights under one parent are scaled back to their parent's sum; where a maximum is not stated they are not scaled,
    which changes no rank of a two-level set.
    """
    varied = [code for node in criteria.nodes if len(criteria.children(node)) > 1 for code in criteria.children(node)]
    unit = qmc.Sobol(len(varied), scramble=True, rng=generator).random_base2(count.bit_length() - 1)
    multipliers = pd.DataFrame(1 + spread * (2 * unit - 1), columns=varied)
    multipliers.iloc[0] = 1.0
    scaled = pd.DataFrame(1.0, index=multipliers.index, columns=criteria.criteria.index)
    for node in criteria.nodes:
        children = [code for code in criteria.children(node) if code in varied]
        if children:
            scaled[children] = _scaled(multipliers[children], criteria, children)
    return np.column_stack([_down_the_tree(scaled, criteria, leaf) for leaf in criteria.leaves])


def _scaled(multipliers: pd.DataFrame, criteria: CriteriaSet, children: list[str]) -> pd.DataFrame:
    weights = criteria.criteria.loc[children, "max_points"]
    if weights.isna().any() or weights.sum() == 0:
        return multipliers
    shares = weights / weights.sum()
    return multipliers.div(multipliers.mul(shares).sum(axis=1), axis=0)


def _down_the_tree(scaled: pd.DataFrame, criteria: CriteriaSet, leaf: str) -> np.ndarray:
    factor, code = np.ones(len(scaled)), leaf
    while code != ROOT:
        factor, code = factor * scaled[code].to_numpy(), criteria.criteria.loc[code, "parent_code"]
    return factor


def weighted_totals(units: UnitsTogether, factors: np.ndarray) -> np.ndarray:
    """Return draws x units: the total under each draw, in per cent where ranks compare per cents, else in points."""
    points = factors @ units.points.to_numpy().T
    if not units.by_percent:
        return points
    return 100 * points / (factors @ units.maxima.to_numpy().T)


def rank_intervals(drawn: list[Draws]) -> pd.DataFrame:
    """Return the table `rank_intervals`, source `method`: the middle 90 per cent of each unit's ranks over the draws.

    rank : official rank among the units known. mean_rank_shift : mean distance in places from it.
    """
    frames = []
    for one in drawn:
        low, median, high = np.quantile(one.ranks, [RANGE[0], 0.5, RANGE[1]], axis=0, method="inverted_cdf")
        frames.append(
            pd.DataFrame(
                {
                    "year": one.units.year, "unit_code": one.units.units, "block": one.units.block, "source": "method",
                    "rank": one.ranks[0], "rank_low": low, "rank_median": median, "rank_high": high,
                    "mean_rank_shift": np.abs(one.ranks - one.ranks[0]).mean(axis=0),
                }
            )
        )  # fmt: skip
    return _joined(frames, "rank_intervals")


def rank_probability(drawn: list[Draws]) -> pd.DataFrame:
    """Return the table `rank_probability`: share of draws that give a unit a rank; ranks never reached are left out."""
    frames = []
    for one in drawn:
        for place, unit in enumerate(one.units.units):
            rank, count = np.unique(one.ranks[:, place], return_counts=True)
            facts = {"year": one.units.year, "block": one.units.block, "unit_code": unit}
            frames.append(pd.DataFrame({**facts, "rank": rank, "probability": count / len(one.ranks)}))
    return _joined(frames, "rank_probability")


def class_probability(drawn: list[Draws]) -> pd.DataFrame:
    """Return the table `class_probability`: share of draws that give a unit a class, where cut-offs are stated."""
    frames = []
    for one in drawn:
        criteria = one.units.criteria
        if criteria.cut_offs_known():
            labels = classes(half_up(_class_totals(one), criteria.decimals), criteria.classes)
            frames += [_class_shares(one, labels, label) for label, _ in criteria.classes]
    return _joined(frames, "class_probability")


def _class_totals(one: Draws) -> np.ndarray:
    maximum = one.units.criteria.maximum(ROOT)
    return one.totals if one.units.by_percent or np.isnan(maximum) else 100 * one.totals / maximum


def _class_shares(one: Draws, labels: np.ndarray, label: str) -> pd.DataFrame:
    facts = {"year": one.units.year, "block": one.units.block, "unit_code": one.units.units, "class": label}
    return pd.DataFrame({**facts, "probability": (labels == label).mean(axis=0)})


def sensitivity_summary(drawn: list[Draws]) -> pd.DataFrame:
    """Return the table `sensitivity_summary` of each year and block.

    mean_rank_shift : mean absolute shift over units and draws (OECD/JRC Handbook 2008, equation 38). units_fixed :
    units whose range is a single rank. widest_range : places of the widest range. mean_spearman : mean rank
    correlation of a draw with the official ranking. smallest_factor, largest_factor : by what the weight of a lowest
    criterion was multiplied in the end, after scaling back.
    """
    rows = []
    intervals = rank_intervals(drawn)
    for one in drawn:
        own = intervals[(intervals["year"] == one.units.year) & (intervals["block"] == one.units.block)]
        statistics = {
            "mean_rank_shift": own["mean_rank_shift"].mean(),
            "units_fixed": int((own["rank_low"] == own["rank_high"]).sum()),
            "widest_range": int((own["rank_high"] - own["rank_low"]).max()),
            "mean_spearman": _mean_spearman(one.ranks),
            "smallest_factor": one.factors.min(),
            "largest_factor": one.factors.max(),
        }
        facts = {"year": one.units.year, "block": one.units.block, "n": len(own)}
        rows += [{**facts, "statistic": name, "estimate": value} for name, value in statistics.items()]
    return tables.from_rows("sensitivity_summary", rows)


def _mean_spearman(rank_draws: np.ndarray) -> float:
    centred = rank_draws - rank_draws.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1))
    together_length = length * length[0]
    products, ordered = centred @ centred[0], together_length > 0
    return float(np.mean(products[ordered] / together_length[ordered])) if ordered.any() else np.nan


def _joined(frames: list[pd.DataFrame], name: str) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True)[tables.schema(name)["columns"]] if frames else tables.empty(name)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return what this room cannot say, with the reason: one criterion, unstated cut-offs."""
    rows = []
    for units in together(points, study):
        if len(units.criteria.leaves) == 1:
            rows.append(omission("sensitivity", units.year, units.block, "method_range", "one_criterion_no_weights"))
        elif not units.criteria.cut_offs_known():
            reason = "cut_offs_not_stated" if units.criteria.classes else "no_classes_published"
            rows.append(omission("sensitivity", units.year, units.block, "class_probability", reason))
    return rows
