"""Quotas within emulation groups: who is inside for certain, who is outside for certain, and what stays open."""

import math
from fractions import Fraction

import numpy as np

from analysis.awards.rules import Quota
from analysis.awards.states import FAILED, MET, OPEN


def places(quota: Quota | str, n: int) -> int | None:
    """Return how many of the n units of a group may have an award; None where the text does not settle it.

    A share that gives no whole number is rounded only where the text says how.
    """
    if not isinstance(quota, Quota):
        return None
    if quota.at_most is not None:
        return quota.at_most
    exact = quota.share * n
    if exact.denominator == 1:
        return int(exact)
    rounded = {"down": math.floor(exact), "up": math.ceil(exact), "half_up": math.floor(exact + Fraction(1, 2))}
    return rounded.get(quota.rounding)


def within(states: np.ndarray, order: np.ndarray, most: int) -> np.ndarray:
    """Return the states of the units of one group under its quota; draws x units, as the arguments.

    states : whether the conditions hold. order : what puts units in order, the highest first; NaN where it is not known.
    most : places. A unit is outside if so many units are certainly ahead of it, inside if fewer could be ahead of it or
    level with it; else open, for no text says who goes first among equals.
    """
    found = states.copy()
    sure, candidates = states == MET, states != FAILED
    for place in range(states.shape[1]):
        own = order[:, [place]]
        ahead = (sure & (order > own)).sum(axis=1)
        not_behind = candidates & ~(order < own)
        not_behind[:, place] = False
        inside = sure[:, place] & (not_behind.sum(axis=1) < most)
        settled = np.where(ahead >= most, FAILED, np.where(inside, MET, OPEN))
        found[:, place] = np.where(candidates[:, place], settled, FAILED)
    return found
