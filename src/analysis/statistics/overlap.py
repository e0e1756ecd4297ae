"""How much items overlap: a description, never a quality of formative criteria."""

import numpy as np
from scipy import stats

from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing, varies


def cronbach_alpha(items: np.ndarray) -> Estimate:
    """Return Cronbach's alpha of units x items with Feldt's interval (Feldt, Woodruff and Salih 1987).

    Read as overlap: criteria of reform are formative, so a low value is no fault.
    """
    items = np.asarray(items, dtype=float)
    n, k = items.shape
    total = items.sum(axis=1).var(ddof=1) if n > 1 else 0.0
    if n < 3 or k < 2 or not varies(items.sum(axis=1)):
        return nothing(n)
    alpha = k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / total)
    tail = (1 - CONFIDENCE) / 2
    upper, lower = stats.f.ppf([tail, 1 - tail], n - 1, (n - 1) * (k - 1))
    return Estimate(float(alpha), float(1 - (1 - alpha) * lower), float(1 - (1 - alpha) * upper), np.nan, n)
