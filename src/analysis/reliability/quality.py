"""Room 4, each criterion: does it tell units apart?"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT
from analysis.reliability.nodes import applies, contributions, node_values, variance_share
from analysis.statistics.correlation import pearson
from analysis.statistics.estimates import nothing
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
