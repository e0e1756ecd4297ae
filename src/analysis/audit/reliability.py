"""Room 4, reliability: do the criteria tell units apart, and how much do they overlap?

Criteria define reform and need not correlate: alpha describes overlap, never quality. The units are those of the block
that are known, not a random sample; intervals describe what chance would do among units of this kind.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis import tables
from analysis.audit.statistics import CONFIDENCE, LEAST_UNITS, Estimate, cronbach_alpha, nothing, pearson
from analysis.blocks import UnitsTogether, together, without_totals
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.study import Study

# Scales are printed to two decimals (0.33 to 3.33): a value that prints as the bound is at the bound.
SCALE_PRECISION = 0.005


def criterion_quality(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `criterion_quality`: one row a year, block and criterion (leaves and inner nodes).

    n, mean to highest, share_at_maximum, share_at_minimum : points of the units to which the criterion applies; the
        shares 0 to 1, empty where the bound is not stated. variance_share : covariance of what the criterion contributes
        to the official total with that total, over its variance; the shares of the criteria under one parent add up to
        the parent's. item_rest_correlation : Pearson, contribution against the total without it.
    """
    rows = [
        _quality(units, code)
        for units in together(points, study)
        for code in units.criteria.criteria.index
        if code != ROOT
    ]
    return tables.from_rows("criterion_quality", rows)


def node_values(units: UnitsTogether, code: str) -> pd.Series:
    """Return each unit's points on a criterion: its own, or the sum of the leaves below it."""
    if code in units.points:
        return units.points[code]
    return sum(node_values(units, child) for child in units.criteria.children(code))


def applies(units: UnitsTogether, code: str) -> pd.Series:
    """Return for each unit whether anything of a criterion applies to it; yes where no source states the maximum."""
    leaves = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, code)]
    return ~(units.maxima[leaves] == 0).all(axis=1)


def contributions(units: UnitsTogether, code: str) -> pd.Series:
    """Return what a criterion contributes to each unit's official total: points, or per cent of the applicable maximum."""
    values = node_values(units, code)
    return 100 * values / units.maxima.sum(axis=1) if units.by_percent else values


def _quality(units: UnitsTogether, code: str) -> dict:
    parts, total = contributions(units, code), units.total
    values = node_values(units, code)[applies(units, code)]
    single = len(units.criteria.leaves) == 1
    rest = nothing(len(values)) if single else pearson(parts, total - parts)
    return {
        "year": units.year, "block": units.block, "criterion_code": code, "n": len(values),
        "mean": values.mean(), "standard_deviation": values.std(ddof=1), "lowest": values.min(), "highest": values.max(),
        "share_at_maximum": _share_at(values, units.criteria.maximum(code)),
        "share_at_minimum": _share_at(values, units.criteria.minimum(code)),
        "item_rest_correlation": rest.value, "low": rest.low, "high": rest.high,
        "variance_share": variance_share(parts, total),
    }  # fmt: skip


def _share_at(values: pd.Series, bound: float) -> float:
    return np.nan if np.isnan(bound) else float((np.abs(values - bound) < SCALE_PRECISION).mean())


def variance_share(values: pd.Series, total: pd.Series) -> float:
    """Return cov(values, total) / var(total); NaN where the total does not vary or there are fewer than two units."""
    variance = total.round(RESOLUTION).var(ddof=1)
    return float(values.cov(total) / variance) if variance > 0 else np.nan


def reliability(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `reliability`: statistics of each inner node of each year and block.

    cronbach_alpha : of the children of the node. part_correlation : Pearson, where the node has exactly two children.
    reliability_of_differences : 1 - mean error variance / observed variance between units, where the source prints
        errors; the share of the differences between units that is not sampling error. neighbours_not_separated : how
        many of the n pairs of units next to one another differ by less than 1.96 times the error of their difference.
    None of these below eight units.
    """
    rows = []
    for units in together(points, study):
        for node in units.criteria.nodes:
            parts = [node_values(units, child) for child in units.criteria.children(node)]
            parts = parts if len(units.units) >= LEAST_UNITS else []
            if len(parts) > 1:
                rows.append(_row(units, node, "cronbach_alpha", cronbach_alpha(np.column_stack(parts))))
            if len(parts) == 2:
                rows.append(_row(units, node, "part_correlation", pearson(*parts)))
            errors = error_variances(assessed, units, node)
            if len(errors):
                values = node_values(units, node)[errors.index]
                rows.append(_row(units, node, "reliability_of_differences", not_error(values, errors)))
                rows.append(_row(units, node, "neighbours_not_separated", not_separated(values, errors)))
    return tables.from_rows("reliability", rows)


def error_variances(assessed: pd.DataFrame, units: UnitsTogether, node: str) -> pd.Series:
    """Return the published sampling variance on a node of each unit with points, by unit_code; empty if none is printed."""
    own = assessed[(assessed["year"] == units.year) & (assessed["block"] == units.block) & (assessed["node"] == node)]
    errors = own[own["measure"] == "standard_error"].set_index("unit_code")["value"] ** 2
    variances = own[own["measure"] == "error_variance"].set_index("unit_code")["value"]
    found = pd.concat([errors, variances]).dropna()
    return found[found.index.isin(units.units)].sort_index()


def not_error(values: pd.Series, errors: pd.Series) -> Estimate:
    """Return 1 - mean error variance / observed variance; nothing where the units do not differ."""
    observed = values.round(RESOLUTION).var(ddof=1)
    return nothing(len(errors), float(1 - errors.mean() / observed) if observed > 0 else np.nan)


def not_separated(values: pd.Series, errors: pd.Series) -> Estimate:
    """Return how many pairs of neighbours in rank differ by less than 1.96 standard errors of the difference; n pairs."""
    order = values.sort_values(ascending=False, kind="stable")
    gaps, variances = -order.diff().iloc[1:], (errors[order.index] + errors[order.index].shift()).iloc[1:]
    return nothing(len(gaps), float((gaps < norm.ppf(0.5 + CONFIDENCE / 2) * np.sqrt(variances)).sum()))


def _row(units: UnitsTogether, node: str, statistic: str, estimate: Estimate) -> dict:
    return {
        "year": units.year, "block": units.block, "node": node, "statistic": statistic,
        "estimate": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n,
    }  # fmt: skip


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return what this room cannot say, with the reason: overlap needs two criteria, and every later room a total."""
    rows = [
        omission("reliability", year, block, "further_analysis", "no_totals")
        for year, block in without_totals(points, study)
    ]
    for units in together(points, study):
        if len(units.criteria.leaves) == 1:
            rows.append(omission("reliability", units.year, units.block, "overlap", "one_criterion"))
        elif len(units.units) < LEAST_UNITS:
            facts = {"least": LEAST_UNITS, "n": len(units.units)}
            rows.append(omission("reliability", units.year, units.block, "overlap", "few_units", **facts))
    return rows
