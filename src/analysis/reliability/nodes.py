"""What a criterion gives each unit: its points, whether it applies, what it contributes to the total. Nothing is random."""

import numpy as np
import pandas as pd

from analysis.blocks import UnitsTogether
from analysis.ranks import RESOLUTION


def leaves_below(units: UnitsTogether, code: str) -> list[str]:
    """Return the criteria that carry points themselves and stand below a criterion; a leaf itself."""
    if code in units.points:
        return [code]
    return [leaf for child in units.criteria.children(code) for leaf in leaves_below(units, child)]


def node_values(units: UnitsTogether, code: str) -> pd.Series:
    """Return each unit's points on a criterion: its own, or the sum of the leaves below it."""
    if code in units.points:
        return units.points[code]
    return sum(node_values(units, child) for child in units.criteria.children(code))


def at_full_maximum(units: UnitsTogether) -> UnitsTogether:
    """Return the block with every leaf of which anything applies brought to the maximum that the framework states."""
    return _brought_to(units, _stated(units))


def unstretched(units: UnitsTogether) -> UnitsTogether:
    """Return the block with every leaf brought back to the maximum that the framework states, where a treatment of what
    does not apply stretched it; a leaf of which less applies stays so."""
    return _brought_to(units, np.fmin(units.maxima, _stated(units)))


def _stated(units: UnitsTogether) -> np.ndarray:
    """Return the stated maximum of each leaf; NaN of a bonus or a deduction, and where no source states it."""
    parts, maximum = units.criteria.parts, units.criteria.maximum
    return np.array([maximum(code) if parts[code] == "main" else np.nan for code in units.points], dtype=float)


def _brought_to(units: UnitsTogether, maxima: pd.DataFrame | np.ndarray) -> UnitsTogether:
    factors = (maxima / units.maxima.where(units.maxima > 0)).fillna(1.0)
    return units._replace(points=(units.points * factors).round(RESOLUTION), maxima=units.maxima * factors)


def applies(units: UnitsTogether, code: str) -> pd.Series:
    """Return for each unit whether anything of a criterion applies to it; yes where no source states the maximum."""
    return ~(units.maxima[leaves_below(units, code)] == 0).all(axis=1)


def contributions(units: UnitsTogether, code: str) -> pd.Series:
    """Return what a criterion contributes to each unit's official total: points, or per cent of the applicable maximum."""
    values = node_values(units, code)
    return 100 * values / units.maxima.sum(axis=1) if units.by_percent else values


def on_scale(units: UnitsTogether, points: pd.Series, maxima: pd.Series) -> pd.Series:
    """Return points on the scale on which ranks compare: per cent of these maxima, or points; NaN where none is left."""
    return 100 * points / maxima.where(maxima > 0) if units.by_percent else points


def variance_share(values: pd.Series, total: pd.Series) -> float:
    """Return cov(values, total) / var(total); NaN where the total does not vary or there are fewer than two units."""
    variance = total.round(RESOLUTION).var(ddof=1)
    return float(values.cov(total) / variance) if variance > 0 else np.nan
