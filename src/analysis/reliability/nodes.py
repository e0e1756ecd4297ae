"""What a criterion gives each unit: its points, whether it applies, what it contributes to the total."""

import numpy as np
import pandas as pd

from analysis.blocks import UnitsTogether
from analysis.ranks import RESOLUTION


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


def variance_share(values: pd.Series, total: pd.Series) -> float:
    """Return cov(values, total) / var(total); NaN where the total does not vary or there are fewer than two units."""
    variance = total.round(RESOLUTION).var(ddof=1)
    return float(values.cov(total) / variance) if variance > 0 else np.nan
