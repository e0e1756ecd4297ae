"""Differences of two means with their intervals."""

import numpy as np
from scipy import stats

from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing, varies


def mean_difference(group: np.ndarray, reference: np.ndarray) -> Estimate:
    """Return mean(group) - mean(reference) with Welch's interval and p (Welch 1947; degrees of freedom by Satterthwaite).

    Only the difference, without interval, where either side has fewer than two units or neither side varies.
    """
    group, reference = np.asarray(group, dtype=float), np.asarray(reference, dtype=float)
    n = len(group) + len(reference)
    difference = float(group.mean() - reference.mean())
    if min(len(group), len(reference)) < 2 or not (varies(group) or varies(reference)):
        return nothing(n, difference)
    result = stats.ttest_ind(group, reference, equal_var=False)
    interval = result.confidence_interval(CONFIDENCE)
    return Estimate(difference, float(interval.low), float(interval.high), float(result.pvalue), n)
