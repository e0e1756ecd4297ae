"""Adjusting p values for the number of tests. Nothing is random here."""

import numpy as np
from statsmodels.stats.multitest import multipletests


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Holm (1979), same shape; they keep the chance of any false finding at the level chosen.

    NaN stays NaN and is not counted as a test.
    """
    return _adjusted(p_values, "holm")


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Benjamini and Hochberg (1995), same shape; they keep the expected share of false ones
    among all findings at the level chosen, where tests are independent or depend positively.

    NaN stays NaN and is not counted as a test.
    """
    return _adjusted(p_values, "fdr_bh")


def _adjusted(p_values, method: str) -> np.ndarray:
    p_values = np.asarray(p_values, dtype=float)
    adjusted, present = np.full(p_values.shape, np.nan), ~np.isnan(p_values)
    if present.any():
        adjusted[present] = multipletests(p_values[present], method=method)[1]
    return adjusted
