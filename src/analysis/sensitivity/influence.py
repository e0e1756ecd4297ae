"""How much of an output's variance each choice explains: first-order and total Sobol indices with their intervals.

Sources: first order, Saltelli and others (2010), Computer Physics Communications 181, table 2 (b); total, Jansen (1999),
the same table (f). Outputs are centred first: a large mean would drown the products.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

RESAMPLES = 500
CONFIDENCE = 0.95
# Relative standard error of the variance up to which limits are given. For a rare yes it is 1 / sqrt(number of yes): a
# hundred are needed. With half as many, limits of small indices were seen to cover in only half of all simulations.
LARGEST_ERROR = 0.1
# Targets at once: enough for fast matrix products, few enough to keep them small.
AT_ONCE = 128


class Indices(NamedTuple):
    """Indices with the limits of their bootstrap intervals, each inputs x targets; NaN where there is none."""

    first: np.ndarray
    first_low: np.ndarray
    first_high: np.ndarray
    total: np.ndarray
    total_low: np.ndarray
    total_high: np.ndarray


class _Pair(NamedTuple):
    """The two independent samples of the targets that vary, centred; mean and variance of both, resamples x targets."""

    varies: np.ndarray
    certain: np.ndarray
    centre: np.ndarray
    base: np.ndarray
    other: np.ndarray
    counts: np.ndarray
    mean: np.ndarray
    variance: np.ndarray


def indices(
    base: np.ndarray,
    other: np.ndarray,
    mixed: Iterable[np.ndarray],
    generator: np.random.Generator,
    resamples: int = RESAMPLES,
) -> Indices:
    """Return the share of each target's variance that an input explains alone (first) and with all others (total).

    base, other : outputs under two independent samples A and B, draws x targets. mixed : for each input (one column or
    a group of columns) the outputs under A with that input taken from B; read one at a time. The variance is that of A
    and B together. An input that changes nothing has exactly 0. Estimates of small first-order indices may be negative.
    Intervals: 95 per cent, 2.5th to 97.5th percentile of the indices over resamples of the draws (rows, with
    replacement; the same rows for every input and target). They take rows for independent: under a scrambled Sobol
    sequence of a thousand draws or more they are mostly too wide; of a hundred they may be too narrow.
    NaN : everything for a target without variance (or fewer than two draws); the limits for a target that varies in so
    few draws that its variance has a standard error above LARGEST_ERROR of itself. Whole outputs are summed exactly,
    whatever the number of threads.
    Raises ValueError where shapes differ or an output is missing or infinite: failed draws are to be left out before.
    """
    if np.ndim(base) != 2 or np.shape(base) != np.shape(other):
        raise ValueError(f"outputs are draws x targets, not of the shapes {np.shape(base)} and {np.shape(other)}")
    draws, targets = np.shape(base)
    counts = _counts(draws, resamples, generator)
    parts = [slice(start, start + AT_ONCE) for start in range(0, targets if draws > 1 else 0, AT_ONCE)]
    pairs = [(part, _pair(_numbers(base[:, part]), _numbers(other[:, part]), counts)) for part in parts]
    found = [_of_input(pairs, one) for one in _matching(mixed, base)]
    return Indices(*np.moveaxis(np.reshape(found, (len(found), len(Indices._fields), targets)), 1, 0))


def estimates(base: np.ndarray, other: np.ndarray, mixed: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return first-order and total indices as `indices` does, each inputs x targets, without their intervals."""
    found = indices(base, other, mixed, np.random.default_rng(0), resamples=0)
    return found.first, found.total


def _counts(draws: int, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """Return 1 + resamples x draws: how often each draw counts; once in the estimate itself, which comes first."""
    counts = np.ones((1 + resamples, draws))
    for one in counts[1:]:
        one[:] = np.bincount(generator.integers(draws, size=draws), minlength=draws)
    return counts


def _pair(base: np.ndarray, other: np.ndarray, counts: np.ndarray) -> _Pair:
    varies = _varies(base, other)
    base, other = base[:, varies], other[:, varies]
    # Any centre near the mean will do. A whole one keeps whole outputs whole, and thereby every sum exact.
    centre = (base.sum(axis=0) + other.sum(axis=0)) / (2 * len(base))
    centre = np.where(_whole(base) & _whole(other), np.floor(centre), centre)
    base, other = base - centre, other - centre
    mean = counts @ (base + other) / (2 * len(base))
    square = counts @ (base**2 + other**2) / (2 * len(base))
    variance = square - mean**2
    # A resample that holds one value only leaves rounding, or exactly 0.
    variance = np.where(variance > 1e-9 * square, variance, np.nan)
    return _Pair(varies, _certain(np.vstack([base, other])), centre, base, other, counts, mean, variance)


def _certain(values: np.ndarray) -> np.ndarray:
    squares = (values - values.mean(axis=0)) ** 2
    return squares.var(axis=0) <= LARGEST_ERROR**2 * len(squares) * squares.mean(axis=0) ** 2


def _orders(pair: _Pair, mixed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    draws, targets = pair.base.shape
    # One matrix product for all three sums is a third faster than three.
    terms = np.empty((draws, 3 * targets))
    change, product, square = np.split(terms, 3, axis=1)
    np.subtract(mixed[:, pair.varies] - pair.centre, pair.base, out=change)
    np.multiply(pair.other, change, out=product)
    np.square(change, out=square)
    changes, products, squares = np.split(pair.counts @ terms / draws, 3, axis=1)
    return (products - pair.mean * changes) / pair.variance, squares / 2 / pair.variance


def _of_input(pairs: list[tuple[slice, _Pair]], mixed: np.ndarray) -> np.ndarray:
    """Return 6 x targets in the order of Indices."""
    found = np.full((len(Indices._fields), mixed.shape[1]), np.nan)
    for part, pair in pairs:
        first, total = _orders(pair, _numbers(mixed[:, part]))
        both = [first[:1], _limits(first[1:], pair.certain), total[:1], _limits(total[1:], pair.certain)]
        found[:, part][:, pair.varies] = np.vstack(both)
    return found


def _limits(resampled: np.ndarray, certain: np.ndarray) -> np.ndarray:
    if not len(resampled):
        return np.full((2, len(certain)), np.nan)
    limits = np.quantile(resampled, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    return np.where(certain, limits, np.nan)


def _varies(base: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return of each target whether it differs between any two draws by more than the rounding of its own size."""
    low, high = np.minimum(base.min(axis=0), other.min(axis=0)), np.maximum(base.max(axis=0), other.max(axis=0))
    return high - low > 16 * np.finfo(float).eps * np.maximum(np.abs(low), np.abs(high))


def _whole(values: np.ndarray) -> np.ndarray:
    return (values == np.floor(values)).all(axis=0)


def _matching(mixed: Iterable[np.ndarray], base: np.ndarray) -> Iterator[np.ndarray]:
    for one in mixed:
        if np.shape(one) != np.shape(base):
            raise ValueError(f"outputs of one input have the shape {np.shape(one)}, not {np.shape(base)}")
        yield one


def _numbers(values: np.ndarray) -> np.ndarray:
    # Ranks come as unsigned integers, whose differences would wrap around.
    numbers = values.astype(float)
    if not np.isfinite(numbers).all():
        raise ValueError("outputs are missing or infinite: leave failed draws out before")
    return numbers
