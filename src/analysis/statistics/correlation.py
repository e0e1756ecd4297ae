"""Correlations with their intervals, each with the source of its formula.

Random are only the orders of a permutation test, and only where there are too many to try them all. Units are whole
blocks, not samples: p says how often chance alone would pair values as closely.
"""

import numpy as np
from scipy import stats

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing, varies
from analysis.statistics.resampling import RESAMPLES, orders, permuted_concordance, permuted_correlations

EXACT_UNITS, ALL_ORDERS = 9, 362_880

# A correlation nearer to one has no finite z.
LARGEST = 1 - 1e-9

# Kendall's S is normal from here on to the digits shown, with the variance of all orders; pairs grow with the square.
MOST_PAIRED = 200


def pearson(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Pearson's correlation; interval by Fisher's z with standard error 1 / sqrt(n - 3), p by Student's t."""
    return _correlation(one, other, stats.pearsonr, lambda r, n: 1 / np.sqrt(n - 3))


def pearson_of_scores(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Pearson's correlation as `pearson`, with an interval that also covers where both are skewed or at a ceiling.

    The wider of Fisher's z and the jackknife of z (Hinkley 1978) by Student's t with n - 2 degrees of freedom: where low
    values go together Fisher's z covers less than 90 per cent at any n (docs/calibration.md).
    """
    found = pearson(one, other)
    return found if np.isnan(found.low) else _widened(found, _without_each(one, other))


def _without_each(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return Pearson's correlation without each unit in turn."""
    one, other = (np.asarray(values, dtype=float) - np.mean(values) for values in (one, other))
    n = len(one)
    sums = (np.sum(part) - part for part in (one, other, one**2, other**2, one * other))
    first, second, squares, other_squares, products = sums
    spread = (squares - first**2 / (n - 1)) * (other_squares - second**2 / (n - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return (products - first * second / (n - 1)) / np.sqrt(spread)


def _widened(found: Estimate, without: np.ndarray) -> Estimate:
    """Return the estimate with the wider of its interval and that of the jackknife of z by t with n - 2 degrees of freedom."""
    left = np.arctanh(np.clip(np.nan_to_num(without), -LARGEST, LARGEST))
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, found.n - 2) * np.sqrt((found.n - 1) * left.var())
    low, high = np.tanh(np.arctanh(found.value) + np.array([-half, half]))
    return found._replace(low=float(min(low, found.low)), high=float(max(high, found.high)))


def spearman(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Spearman's rank correlation; interval by Fisher's z with the standard error of Bonett and Wright (2000),
    sqrt((1 + r^2 / 2) / (n - 3)); p by Student's t, up to nine units by all permutations of the ranks."""
    found = _correlation(one, other, stats.spearmanr, lambda r, n: np.sqrt((1 + r**2 / 2) / (n - 3)))
    exact = not np.isnan(found.value) and found.n <= EXACT_UNITS
    return found._replace(p=permutation_p(one, other)) if exact else found


def permutation_p(
    one: np.ndarray,
    other: np.ndarray,
    measure: str = "spearman",
    generator: np.random.Generator | None = None,
    resamples: int = RESAMPLES,
) -> float:
    """Return the two-sided permutation p of a correlation: how many orders of `other` are as far from zero or further.

    measure : `pearson`, `spearman` or `kendall`. All orders up to eight units, and up to nine without a generator, else
    `resamples` that it draws; Kendall's above 200 units by the normal distribution with the variance of all orders
    (Kendall 1970). The order of the rows changes nothing. NaN below three units or where one side does not vary.
    """
    one, other = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (one, other))
    n = len(one)
    if n < 3 or not (varies(one) and varies(other)):
        return np.nan
    if measure == "kendall" and n > MOST_PAIRED:
        return float(stats.kendalltau(one, other, method="asymptotic").pvalue)
    rows = np.lexsort((other, one))
    exact = generator is None or n < EXACT_UNITS
    tried = orders(n, ALL_ORDERS if exact else resamples, generator)
    if measure == "kendall":
        return permuted_concordance(one[rows], other[rows], tried)
    return float(permuted_correlations(one[rows], other[rows][:, None], tried, measure == "spearman")[0])


def kendall(one: np.ndarray, other: np.ndarray) -> Estimate:
    """Return Kendall's tau-b; p exact without ties up to 33 units or few inversions, else normal (scipy's `auto`).

    The interval, from ten units on, is the wider of two by Fisher's z: with the standard error of Fieller, Hartley and
    Pearson (1957), sqrt(0.437 / (n - 4)), and with that of the jackknife, since the first knows of no ties and covers too
    little where many units share a value (docs/calibration.md).
    """
    found = _correlation(one, other, stats.kendalltau, lambda r, n: np.sqrt(0.437 / (n - 4)))
    if found.n <= EXACT_UNITS:
        return found._replace(low=np.nan, high=np.nan)
    return found if np.isnan(found.low) else _widened(found, _without_each_concordance(one, other))


def _without_each_concordance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return tau-b without each unit in turn."""
    one, other = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (one, other))
    signs, others = (
        (values[:, None] > values).view(np.int8) - (values[:, None] < values).view(np.int8) for values in (one, other)
    )
    products, first, second = (part.sum(axis=1, dtype=np.int64) for part in (signs * others, signs**2, others**2))
    left, differ, others_differ = (part.sum() - 2 * part for part in (products, first, second))
    with np.errstate(divide="ignore", invalid="ignore"):
        return left / np.sqrt(differ * others_differ.astype(float))


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
