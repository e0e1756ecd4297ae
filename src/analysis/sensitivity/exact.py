"""Weighted sums of points without any rounding: whole numbers in float64, added by one matrix product.

A sum of whole numbers whose absolute values add up to less than 2^53 is exact in float64 in whatever order, by whatever
kernel and on however many threads it is added; so ties are true ties.
"""

import numpy as np

MOST_DECIMALS = 9
MOST_BITS = 53
COARSEST = 20
# Noise of a few additions of decimals; a thirdly or a seventh part is millions of times further off.
NOISE = 1e-12


def whole(values: np.ndarray) -> tuple[np.ndarray, int]:
    """Return (values x 10^decimals as whole numbers in float64, decimals), with as few decimals as they need.

    values : any shape, with at most nine decimals, up to the noise of adding decimals. Raises ValueError if a value has
    more, is missing or so large that its decimals cannot be held.
    """
    values = np.asarray(values, dtype=np.float64)
    for decimals in range(MOST_DECIMALS + 1) if np.isfinite(values).all() else ():
        scaled = np.rint(values * 10.0**decimals)
        close = np.abs(scaled / 10.0**decimals - values) <= NOISE * np.maximum(1, np.abs(values))
        if close.all() and (np.abs(scaled) < 2.0**MOST_BITS).all():
            return scaled + 0.0, decimals
    raise ValueError(f"a value is missing, too large or has more than {MOST_DECIMALS} decimals")


def whole_factors(factors: np.ndarray, values: np.ndarray, bits: int = MOST_BITS) -> tuple[np.ndarray, float]:
    """Return (factors / resolution as whole numbers in float64, resolution), for exact `sums` with these values.

    factors : draws x leaves. values : units x leaves, whole numbers. bits : no sum may reach 2^bits, at most 53; with
    62 - bits of the number of units, `ranking.rank_draws` can pack the sums. resolution : the finest power of two
    that keeps to it, the same for all draws given, so that all draws of a comparison belong in one call.
    Raises ValueError if it would have to be coarser than 2^-20.
    """
    if not bits <= MOST_BITS:
        raise ValueError(f"float64 holds whole numbers up to 2^{MOST_BITS}, not 2^{bits}")
    largest = np.abs(values).max(axis=0, initial=0)
    power = _first_guess(factors, largest, bits)
    while power >= COARSEST:
        scaled = np.rint(np.ldexp(np.asarray(factors, dtype=np.float64), power))
        if _bound(scaled, largest) < 2.0**bits:
            return scaled, 2.0**-power
        power -= 1
    raise ValueError(f"the sums are too large to be exact with factors in steps of 2^-{COARSEST} or finer")


def _first_guess(factors: np.ndarray, largest: np.ndarray, bits: int) -> int:
    bound = _bound(factors, largest)
    if not np.isfinite(bound):
        raise ValueError("a factor or a value is missing or infinite")
    # Factors are at most 1 here or there; finer than their own 53 digits there is nothing to keep.
    return MOST_BITS if bound == 0 else min(MOST_BITS, int(np.floor(bits - np.log2(bound))) + 1)


def _bound(factors: np.ndarray, largest: np.ndarray) -> float:
    return float((np.abs(factors) @ largest).max(initial=0))


def sums(factors: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return draws x units, float64: the exact sum over leaves of factor x value, both whole numbers.

    factors : draws x leaves. values : units x leaves. Raises ValueError if a sum could reach 2^53.
    """
    if not _bound(factors, np.abs(values).max(axis=0, initial=0)) < 2.0**MOST_BITS:
        raise ValueError("a sum could be too large to be exact")
    return factors @ values.T
