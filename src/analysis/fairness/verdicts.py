"""Room 6, verdicts: what may be said of a difference. No word here promises fairness.

A test that shows nothing says only that nothing as large as `detectable` is likely; nothing here is random.
"""

import numpy as np

from analysis.statistics.estimates import LEAST_SIDE, LEAST_UNITS, LEVEL

SHOWN, NOT_SHOWN, TOO_FEW, NOT_DEFINED = "shown", "not_shown", "too_few", "not_defined"


def too_few(n: int, n_reference: int) -> bool:
    """Return whether two groups are too small for anything but values: below eight units, or three on a side."""
    return n + n_reference < LEAST_UNITS or min(n, n_reference) < LEAST_SIDE


def verdict(p_adjusted: float, few: bool, detectable: float = 0.0) -> str:
    """Return what may be said of one test.

    `too_few` below the smallest numbers of units; `shown` where p adjusted for the number of tests is below 0.05; else
    `not_shown`, but never where it is unknown what would have been found (`detectable` NaN); `not_defined` there and
    where nothing varies, so that there is no test.
    """
    if few:
        return TOO_FEW
    if p_adjusted < LEVEL:
        return SHOWN
    return NOT_DEFINED if np.isnan(p_adjusted) or np.isnan(detectable) else NOT_SHOWN
