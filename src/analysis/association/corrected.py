"""Room 7: a correlation corrected for the errors of what is correlated. Nothing is random here.

Random is what the published standard errors describe: who was asked. The correction says how closely the quantities
without that error would go together; it makes no correlation more certain.
"""

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, Estimate


def reliability(values: np.ndarray, errors: np.ndarray) -> Estimate:
    """Return 1 - mean error variance / observed variance with its 95 per cent interval; NaN where units do not differ.

    The interval lets the observed variance vary as that of normal values does (chi-square) and takes the published errors
    as known. 1 means no error, 0 or less that errors alone would give the differences seen.
    """
    values, n = np.round(np.asarray(values, dtype=float), RESOLUTION), len(values)
    observed, error = values.var(ddof=1), float(np.mean(np.square(np.asarray(errors, dtype=float))))
    if not observed > 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan, n)
    tail = (1 - CONFIDENCE) / 2
    limits = (n - 1) * observed / stats.chi2.ppf([1 - tail, tail], n - 1)
    low, high = 1 - error / limits
    return Estimate(float(1 - error / observed), float(low), float(high), np.nan, n)


def corrected(found: Estimate, reliabilities: list[Estimate]) -> Estimate:
    """Return a correlation divided by the root of the product of the reliabilities (Spearman 1904), with its interval.

    found : the correlation with its own interval. The interval of the ratio is put together from the distances of both to
    their limits (method of variance estimates recovery: Zou and Donner 2008), cut at -1 and 1. NaN where a lower limit
    of a reliability is 0 or less: then nobody knows by how much to correct. p and n are those of the correlation, since
    both are zero together.
    """
    if np.isnan(found.value) or any(not one.low > 0 for one in reliabilities):
        return found._replace(value=np.nan, low=np.nan, high=np.nan, p=np.nan)
    factor = _factor(one.value for one in reliabilities)
    away = _upper(reliabilities, factor)
    toward = _lower(reliabilities, factor)
    value = found.value * factor
    below, above = (toward, away) if found.value > 0 else (away, toward)
    low = value - np.hypot((found.value - found.low) * factor, found.value * below)
    high = value + np.hypot((found.high - found.value) * factor, found.value * above)
    limits = np.clip([value, low, high], -1, 1)
    return Estimate(*map(float, limits), found.p, found.n)


def _factor(values) -> float:
    return float(1 / np.sqrt(np.prod(list(values))))


def _upper(reliabilities: list[Estimate], factor: float) -> float:
    """Return how far the factor may lie above: root of the sum of what each reliability adds at its lower limit."""
    return float(np.sqrt(sum((factor * (np.sqrt(one.value / one.low) - 1)) ** 2 for one in reliabilities)))


def _lower(reliabilities: list[Estimate], factor: float) -> float:
    return float(np.sqrt(sum((factor * (1 - np.sqrt(one.value / one.high))) ** 2 for one in reliabilities)))
