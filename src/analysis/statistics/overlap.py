"""How much items overlap: a description, never a quality of formative criteria. Nothing is random here."""

import numpy as np
from scipy import optimize, stats

from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate, nothing, varies

LEAST_ITEMS, UNITS_AN_ITEM = 3, 5

# An item of which the factor explains all would have no variance of its own, and the likelihood no maximum.
LEAST_UNIQUE = 0.005
# Own variance so close to that bound has been stopped by it.
AT_BOUND = 1e-6

LEAST_ERROR = 1e-9


def cronbach_alpha(items: np.ndarray) -> Estimate:
    """Return Cronbach's alpha of units x items with Feldt's interval (Feldt, Woodruff and Salih 1987).

    From eight units on the interval is the wider of Feldt's and the jackknife of log(1 - alpha) by Student's t: where items
    are skewed Feldt's covers too little (docs/calibration.md). Read as overlap: criteria of reform are formative, so a low
    value is no fault.
    """
    items = np.asarray(items, dtype=float)
    n, k = items.shape
    total = items.sum(axis=1).var(ddof=1) if n > 1 else 0.0
    if n < 3 or k < 2 or not varies(items.sum(axis=1)):
        return nothing(n)
    alpha = k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / total)
    low, high = _limits(items, alpha)
    return Estimate(float(alpha), float(1 - (1 - alpha) * low), float(1 - (1 - alpha) * high), np.nan, n)


def omega(items: np.ndarray) -> Estimate:
    """Return McDonald's omega of units x items: the share of the variance of their sum that one common factor explains.

    One factor by maximum likelihood (Joreskog 1967; McDonald 1999), only with at least three items that all vary and five
    units an item, else nothing: a factor of few units is chance. Nothing either where the solution is improper, see
    `improper`. 1 - omega has the relative interval of 1 - alpha. Read as overlap, as alpha is; where items fall into
    several groups one factor describes them badly.
    """
    items = np.asarray(items, dtype=float)
    n = len(items)
    if not _bears_a_factor(items):
        return nothing(n)
    loadings, unique = _one_factor(np.corrcoef(items.T))
    if _stopped(unique):
        return nothing(n)
    deviations = items.std(axis=0, ddof=1)
    common = (loadings @ deviations) ** 2
    value = common / (common + unique @ deviations**2)
    low, high = _limits(items, cronbach_alpha(items).value)
    return Estimate(float(value), float(1 - (1 - value) * low), float(1 - (1 - value) * high), np.nan, n)


def improper(items: np.ndarray) -> bool:
    """Return whether one factor has no proper solution for units x items: it is a single item (Heywood 1931).

    The variance that an item has of its own goes to its bound of zero, and the factor is that item and not what all have
    in common. False where no factor is looked for.
    """
    items = np.asarray(items, dtype=float)
    return _bears_a_factor(items) and _stopped(_one_factor(np.corrcoef(items.T))[1])


def _bears_a_factor(items: np.ndarray) -> bool:
    n, k = items.shape
    if k < LEAST_ITEMS or n < UNITS_AN_ITEM * k or not all(varies(item) for item in items.T):
        return False
    return bool(np.linalg.matrix_rank(items - items.mean(axis=0)) == k)


def _stopped(unique: np.ndarray) -> bool:
    return bool((unique <= LEAST_UNIQUE + AT_BOUND).any())


def _one_factor(correlations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return loadings and own variances of the items of the one factor of greatest likelihood, for items of variance 1."""
    start = (1 - 0.5 / len(correlations)) / np.diag(np.linalg.inv(correlations))
    bounds = [(LEAST_UNIQUE, 1)] * len(correlations)
    options = {"ftol": 1e-14, "gtol": 1e-9}
    unique = optimize.minimize(
        _misfit, start, args=(correlations,), jac=True, method="L-BFGS-B", bounds=bounds, options=options
    ).x
    return _loadings(unique, correlations)[0], unique


def _loadings(unique: np.ndarray, correlations: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best loadings for given own variances, and the eigenvalues that they leave over."""
    scale = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    return scale * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0)), values[:-1]


def _misfit(unique: np.ndarray, correlations: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the likelihood that is missing (up to a constant) and its slope in the own variances."""
    loadings, left = _loadings(unique, correlations)
    slope = (loadings**2 + unique - np.diag(correlations)) / unique**2
    return float((left - np.log(left) - 1).sum()), slope


def _limits(items: np.ndarray, alpha: float) -> tuple[float, float]:
    """Return by what 1 - alpha is multiplied at the lower and at the upper limit of alpha."""
    n, k = items.shape
    tail = (1 - CONFIDENCE) / 2
    upper, lower = stats.f.ppf([tail, 1 - tail], n - 1, (n - 1) * (k - 1))
    if n < LEAST_UNITS or 1 - alpha < LEAST_ERROR:
        return lower, upper
    half = stats.t.isf(tail, n - 1) * np.sqrt((n - 1) * np.log(_errors_without_each(items)).var())
    return (max(lower, np.exp(half)), min(upper, np.exp(-half))) if np.isfinite(half) else (lower, upper)


def _errors_without_each(items: np.ndarray) -> np.ndarray:
    """Return 1 - alpha without each unit in turn; NaN where the other units' totals do not differ."""
    n, k = items.shape
    columns = np.column_stack([items, items.sum(axis=1)])
    columns = columns - columns.mean(axis=0)
    sums, squares = columns.sum(axis=0) - columns, (columns**2).sum(axis=0) - columns**2
    variances = squares - sums**2 / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = 1 - k / (k - 1) * (1 - variances[:, :-1].sum(axis=1) / variances[:, -1])
    return np.where(error > LEAST_ERROR, error, np.nan)
