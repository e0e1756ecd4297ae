"""Three answers and how they combine: met, failed, open (đạt, không đạt, chưa xác định); what is open stays open."""

import numpy as np

MET, FAILED, OPEN = 1, 0, -1
NAMES = {MET: "met", FAILED: "not_met", OPEN: "not_determined"}
CODES = {name: code for code, name in NAMES.items()}


def all_of(states: list[np.ndarray]) -> np.ndarray:
    """Return whether all conditions hold, elementwise: failed if one fails, else open if one is open (Kleene's logic)."""
    stacked = np.stack(states)
    return np.where((stacked == FAILED).any(axis=0), FAILED, np.where((stacked == OPEN).any(axis=0), OPEN, MET))


def of(holds: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the states of a test that holds or not where its value is known."""
    return np.where(known, np.where(holds, MET, FAILED), OPEN).astype(np.int8)
