"""Ranks of many draws at once, and how often each unit has each rank: fast, with true ties."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from analysis.sensitivity import parallel

BILLION = 1_000_000_000
PACKED_BITS = 62
WHOLE_BY_ADDING = 2.0**50
ROUNDER = 1.5 * 2.0**52
ROUNDER_BITS = np.float64(ROUNDER).view(np.int64)
# What is sorted at once fits into the cache of a core, counting may take a little more.
CELLS_RANKED = 1 << 16
CELLS_COUNTED = 1 << 20


def rank_draws(scores: np.ndarray, rule: str = "competition") -> np.ndarray:
    """Return draws x units: the ranks within each draw, 1 for the highest score, as unsigned integers.

    scores : draws x units, int64 or float64, compared as they are: equal numbers are ties, all others are not. Whole
        numbers, in either form, are ranked twice as fast while they are below 2^(62 - bits of the number of units);
        scores with noise of addition belong into `rank_rounded`. Raises ValueError for NaN.
    rule : competition (1, 1, 3) or dense (1, 1, 2). uint16 below 65,536 units, else uint32.
    """
    return _by_parts(scores, rule, _falling)


def rank_rounded(scores: np.ndarray, rule: str = "competition", steps: float = BILLION) -> np.ndarray:
    """Return what `rank_draws` returns for scores rounded to steps of 1e-9 (or 1 / steps)."""
    return _by_parts(scores, rule, lambda part: _falling_steps(part, steps))


def _falling_steps(scores: np.ndarray, steps: float) -> np.ndarray:
    """Return the scores in whole steps as int64, in the opposite order; up to 2^50 by one addition, which rounds them.

    Of float64 numbers between 2^52 and 2^53 the last digit is worth 1: added to 1.5 x 2^52 a number loses its
    fraction, and the bits of the sum are those of whole numbers one after the other.
    """
    scaled = scores * -steps
    # A maximum over NaN is NaN, so this comparison finds everything that cannot be held.
    if not max(scaled.max(), -scaled.min()) < WHOLE_BY_ADDING:
        return to_billionths(scores, -steps)
    scaled += ROUNDER
    whole = scaled.view(np.int64)
    whole -= ROUNDER_BITS
    return whole


def _by_parts(scores: np.ndarray, rule: str, falling: Callable) -> np.ndarray:
    if rule not in ("competition", "dense"):
        raise ValueError(f"no rule of ranks is called {rule!r}")
    ranks = np.empty(scores.shape, np.uint16 if scores.shape[1] < 1 << 16 else np.uint32)
    step = max(1, CELLS_RANKED // max(1, scores.shape[1]))
    for start in range(0, len(scores) if scores.size else 0, step):
        _rank_block(falling(scores[start : start + step]), rule, ranks[start : start + step])
    return ranks


def _falling(scores: np.ndarray) -> np.ndarray:
    """Return numbers in the opposite order: whole ones as int64 where they can be held so, else float64."""
    if scores.dtype.kind != "f":
        # Turning every bit round reverses the order of whole numbers, the lowest of which has no opposite.
        return ~scores.astype(np.int64, copy=False)
    if np.abs(scores).max() < 2.0**PACKED_BITS:
        whole = scores.astype(np.int64)
        if (whole == scores).all():
            return np.negative(whole, out=whole)
    return -scores.astype(np.float64, copy=False)


def _rank_block(falling: np.ndarray, rule: str, ranks: np.ndarray) -> None:
    bits = int(falling.shape[1] - 1).bit_length()
    order, new = _by_packing(falling, bits) if _packable(falling, bits) else _by_arguments(falling)
    # One flat index for all rows: a loop over rows costs more than ranking itself when units are few.
    order += np.arange(len(falling))[:, None] * falling.shape[1]
    ranks.reshape(-1)[order] = _places(new, rule, ranks.dtype)


def _packable(falling: np.ndarray, bits: int) -> bool:
    limit = 1 << (PACKED_BITS - bits)
    return falling.dtype.kind != "f" and bool(-limit < falling.min() and falling.max() < limit)


def _by_packing(packed: np.ndarray, bits: int) -> tuple[np.ndarray, np.ndarray]:
    # Score and unit in one number: sorting numbers is two to three times as fast as sorting places by numbers.
    packed <<= bits
    packed |= np.arange(packed.shape[1])
    packed.sort(axis=1)
    differ = np.bitwise_xor(packed[:, 1:], packed[:, :-1])
    new = differ.view(np.uint64) >= np.uint64(1 << bits)
    packed &= (1 << bits) - 1
    return packed, new


def _by_arguments(falling: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if falling.dtype.kind == "f" and np.isnan(falling).any():
        raise ValueError("a score is missing, so that it has no rank")
    order = np.argsort(falling, axis=1)
    ordered = np.take_along_axis(falling, order, axis=1)
    return order, ordered[:, 1:] != ordered[:, :-1]


def _places(new: np.ndarray, rule: str, kind: np.dtype) -> np.ndarray:
    """Return the ranks in the order of the scores; `new` says where the score differs from the one before."""
    plain = np.arange(1, new.shape[1] + 2, dtype=kind)
    places = np.broadcast_to(plain, (len(new), len(plain)))
    if new.all():
        return places
    places, tied = places.copy(), np.flatnonzero(~new.all(axis=1))
    changed = new[tied]
    if rule == "dense":
        places[tied, 1:] = 1 + np.cumsum(changed, axis=1, dtype=kind)
    else:
        places[tied, 1:] = np.maximum(np.maximum.accumulate(plain[1:] * changed, axis=1), 1)
    return places


def to_billionths(scores: np.ndarray, steps: float = BILLION) -> np.ndarray:
    """Return scores as int64 in steps of 1e-9 (or 1 / steps, falling if it is negative): sums that differ by rounding tie.

    Raises ValueError for a score that is missing, infinite or too large to be held.
    """
    with np.errstate(over="ignore"):
        scaled = scores * steps
    np.rint(scaled, out=scaled)
    # A maximum over NaN is NaN, so one comparison finds everything that cannot be held.
    if scaled.size and not (max(scaled.max(), -scaled.min()) < 2.0**PACKED_BITS):
        raise ValueError("a score is missing, infinite or too large")
    return scaled.astype(np.int64)


class RankCounts(NamedTuple):
    """How often each unit has each rank it ever has.

    unit, rank, count : one entry for every unit and rank that occurs, units in order, ranks rising within a unit.
    """

    unit: np.ndarray
    rank: np.ndarray
    count: np.ndarray


def rank_counts(ranks: np.ndarray) -> RankCounts:
    """Return how often each unit has each rank (ranks: draws x units), without a table of units x ranks."""
    if not ranks.size:
        return RankCounts(np.empty(0, np.int32), np.empty(0, ranks.dtype), np.empty(0, np.int32))
    return RankCounts(*(np.concatenate(column) for column in zip(*_by_unit(_counted, ranks), strict=True)))


def rank_quantiles(ranks: np.ndarray, probabilities: tuple[float, ...]) -> np.ndarray:
    """Return units x probabilities: quantiles of each unit's ranks over the draws, at least one, as ranks that occur.

    They are those of NumPy's `inverted_cdf`: the lowest rank that at least this share of the draws do not exceed.
    """
    places = [max(0, int(np.ceil(probability * len(ranks))) - 1) for probability in probabilities]
    if not ranks.size:
        return np.empty((ranks.shape[1], len(places)), ranks.dtype)
    return np.concatenate(_by_unit(lambda start, ordered: ordered[:, places], ranks))


def _by_unit(function: Callable, ranks: np.ndarray) -> list:
    """Return function(first unit's position, units x draws: their ranks in rising order) for some units at a time."""
    step = max(1, CELLS_COUNTED // len(ranks))
    starts = range(0, ranks.shape[1], step)
    # The ranks are here already, so that the cores of this machine count them even when a cluster computes.
    return parallel.here(lambda start: function(start, _ordered(ranks[:, start : start + step])), starts)


def _ordered(ranks: np.ndarray) -> np.ndarray:
    ordered = np.ascontiguousarray(ranks.T)
    ordered.sort(axis=1)
    return ordered


def _counted(start: int, ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first = np.empty(ordered.shape, bool)
    first[:, 0] = True
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=first[:, 1:])
    places = np.flatnonzero(first)
    count = np.diff(places, append=ordered.size).astype(np.int32)
    unit = (start + places // ordered.shape[1]).astype(np.int32)
    return unit, ordered.reshape(-1)[places], count
