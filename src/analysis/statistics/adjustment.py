"""Adjusting p values for the number of tests. Nothing is random here."""

import numpy as np
from scipy.stats import false_discovery_control


def holm(p_values: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Holm (1979), same shape; they keep the chance of any false finding at the level chosen.

    NaN stays NaN and is not counted as a test.
    """
    return _adjusted(p_values, _holm)


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Benjamini and Hochberg (1995), same shape; they keep the expected share of false ones
    among all findings at the level chosen, where tests are independent or depend positively.

    NaN stays NaN and is not counted as a test.
    """
    return _adjusted(p_values, false_discovery_control)


def _adjusted(p_values, method) -> np.ndarray:
    p_values = np.asarray(p_values, dtype=float)
    adjusted, present = np.full(p_values.shape, np.nan), ~np.isnan(p_values)
    if present.any():
        adjusted[present] = method(p_values[present])
    return adjusted


def _holm(p_values: np.ndarray) -> np.ndarray:
    """Return the same as multipletests of statsmodels, which clears the memory of the whole program at every call."""
    order = np.argsort(p_values, kind="stable")
    steps = np.maximum.accumulate(p_values[order] * np.arange(len(order), 0, -1))
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(steps, 1)
    return adjusted
