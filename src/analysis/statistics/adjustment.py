"""Adjusting p values for the number of tests."""

import numpy as np
from statsmodels.stats.multitest import multipletests


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Holm (1979) for the number of tests; NaN stays NaN and is not counted."""
    p_values = np.asarray(p_values, dtype=float)
    adjusted, present = np.full(p_values.shape, np.nan), ~np.isnan(p_values)
    if present.any():
        adjusted[present] = multipletests(p_values[present], method="holm")[1]
    return adjusted
