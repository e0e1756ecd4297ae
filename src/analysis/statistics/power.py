"""The smallest that a test would have found: what stands beside every "not shown". Nothing is random here.

Each is found with 80 per cent probability by a two-sided test at 5 per cent; with many tests at 5 per cent over their
number, the step that Holm's smallest p value has to pass. Below the smallest may still be something.
"""

import numpy as np
from scipy import optimize, stats

from analysis.statistics.estimates import CONFIDENCE

POWER = 0.8

# From here on t is normal to all digits that are shown.
LARGEST_FREEDOM = 1e9

# The noncentral t of scipy has no values far in its tails, so that the chi-square distribution is integrated here.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)
CHANCES, CHANCE_WEIGHTS = (_NODES + 1) / 2, _WEIGHTS / 2


def detectable_difference(
    deviation: float, n: int, n_reference: int, deviation_reference: float | None = None, tests: int = 1
) -> float:
    """Return the smallest difference of two means that would be found, on the scale of the deviations.

    deviation, deviation_reference : standard deviations of the two sides, the second that of the first where it is not
    given. tests : how many are adjusted for. Noncentral t for unequal groups, with the degrees of freedom of Welch (1947);
    NaN with fewer than two units on a side or where neither side varies.
    """
    other = deviation if deviation_reference is None else deviation_reference
    if min(n, n_reference) < 2 or not deviation**2 + other**2 > 0:
        return np.nan
    parts = np.array([deviation**2 / n, other**2 / n_reference])
    freedom = parts.sum() ** 2 / (parts**2 / np.array([n - 1, n_reference - 1])).sum()
    return detectable_from_error(np.sqrt(parts.sum()), freedom, tests)


def detectable_from_error(standard_error: float, freedom: float = np.inf, tests: int = 1) -> float:
    """Return the smallest value of an estimate with this standard error that would be found, on the estimate's scale.

    freedom : degrees of freedom of the t test, infinite for a normal estimate. NaN without error or freedom.
    """
    if not (standard_error > 0 and freedom > 0):
        return np.nan
    return float(standard_error * _noncentrality(min(freedom, LARGEST_FREEDOM), _level(tests)))


def detectable_correlation(n: int, tests: int = 1) -> float:
    """Return the smallest correlation (0 to 1) that would be found among n units; NaN below five.

    Fisher's z with its bias r / (2 (n - 1)), against the critical r of Student's t (Cohen 1988, section 12.7.2).
    """
    if n < 5:
        return np.nan
    critical = stats.t.isf(_level(tests) / 2, n - 2)
    needed = np.arctanh(critical / np.sqrt(critical**2 + n - 2)) + stats.norm.ppf(POWER) / np.sqrt(n - 3)
    return float(optimize.brentq(lambda r: np.arctanh(r) + r / (2 * (n - 1)) - needed, 0, 1 - 1e-12))


def _level(tests: int) -> float:
    return (1 - CONFIDENCE) / tests


def _noncentrality(freedom: float, level: float) -> float:
    """Return the shift of t that is found with the power wanted: both tails, given the deviation that chance estimates."""
    critical, estimated = stats.t.isf(level / 2, freedom), np.sqrt(stats.chi2.ppf(CHANCES, freedom) / freedom)

    def missing(shift: float) -> float:
        found = stats.norm.sf(critical * estimated - shift) + stats.norm.cdf(-critical * estimated - shift)
        return found @ CHANCE_WEIGHTS - POWER

    return optimize.brentq(missing, 0, 2 * critical + 10)
