"""Correlations with their intervals, each with the source of its formula."""

from functools import cache
from itertools import permutations

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing, varies

EXACT_UNITS = 9


def pearson(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Pearson's correlation; interval by Fisher's z with standard error 1 / sqrt(n - 3), p by Student's t."""
    return _correlation(one, other, stats.pearsonr, lambda r, n: 1 / np.sqrt(n - 3))


def spearman(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Spearman's rank correlation; interval by Fisher's z with the standard error of Bonett and Wright (2000),
    sqrt((1 + r^2 / 2) / (n - 3)); p by Student's t, up to nine units by all permutations of the ranks."""
    found = _correlation(one, other, stats.spearmanr, lambda r, n: np.sqrt((1 + r**2 / 2) / (n - 3)))
    exact = not np.isnan(found.value) and found.n <= EXACT_UNITS
    return found._replace(p=permutation_p(one, other)) if exact else found


def permutation_p(one: np.ndarray, other: np.ndarray) -> float:
    """Return the share of all orders of the second ranks whose correlation with the first is at least as far from zero."""
    first, second = (stats.rankdata(np.round(np.asarray(values, dtype=float), RESOLUTION)) for values in (one, other))
    first, second = first - first.mean(), second - second.mean()
    products = second[_orders(len(second))] @ first
    return float((np.abs(products) >= abs(second @ first) - 1e-9).mean())


@cache
def _orders(n: int) -> np.ndarray:
    return np.array(list(permutations(range(n))), dtype=np.int8)


def kendall(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Kendall's tau-b; interval by Fisher's z with the standard error of Fieller, Hartley and Pearson (1957),
    sqrt(0.437 / (n - 4)), from ten units on; p exact without ties up to 33 units or few inversions, else normal (scipy's
    `auto`)."""
    found = _correlation(one, other, stats.kendalltau, lambda r, n: np.sqrt(0.437 / (n - 4)))
    return found if found.n > EXACT_UNITS else found._replace(low=np.nan, high=np.nan)


CORRELATIONS = {"pearson": pearson, "spearman": spearman, "kendall": kendall}


def _correlation(one, other, method, standard_error) -> Estimate:
    one, other = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (one, other))
    n = len(one)
    if n < 3 or not (varies(one) and varies(other)):
        return nothing(n)
    result = method(one, other)
    value = float(np.clip(result.statistic, -1, 1))
    if n < 5 or 1 - abs(value) < 10.0**-RESOLUTION:
        return Estimate(value, np.nan, np.nan, float(result.pvalue), n)
    half = stats.norm.ppf(0.5 + CONFIDENCE / 2) * standard_error(value, n)
    low, high = np.tanh(np.arctanh(value) + np.array([-half, half]))
    return Estimate(value, float(low), float(high), float(result.pvalue), n)
