"""Room 4, overlap and error of each inner node.

Criteria define reform and need not correlate: alpha describes overlap, never quality. The units are those of the block
that are known, not a random sample; intervals describe what chance would do among units of this kind.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together, without_totals
from analysis.omissions import omission
from analysis.reliability.nodes import node_values
from analysis.reliability.published_errors import error_variances, not_error, not_separated
from analysis.statistics.correlation import pearson
from analysis.statistics.estimates import LEAST_UNITS, Estimate
from analysis.statistics.overlap import cronbach_alpha
from analysis.study import Study


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
