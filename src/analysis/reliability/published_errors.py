"""Room 4, published sampling errors: how much of the differences between units is error?"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.blocks import UnitsTogether
from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing


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
