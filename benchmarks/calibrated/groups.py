"""Differences between groups, at equal satisfaction too, and the link of rank and applicable maximum.

Scores are drawn as tables print them: two decimals, skewed to the left, never above 100; a group has another spread than
its reference (half to twice), and three units to half of the block.
"""

import math

import numpy as np

from analysis.fairness.applicability import detectable_rank_correlation, rank_link
from analysis.fairness.equal_quality import adjusted_difference
from analysis.statistics.difference import group_difference
from analysis.statistics.estimates import Estimate
from analysis.statistics.power import detectable_difference, detectable_from_error
from calibrated.case import Case, Outcome

SIZES, POWER_SIZES = (9, 19, 63, 136), (12, 25, 136)
RESAMPLES, PARTS = 999, 8
MEAN, SPREAD, SLOPE = 84.0, 4.0, 3.0
# Points that a group is given or denied, where power is stated.
UNFAIR = 6.0
MAXIMA, SHARES = (100.0, 96.5, 71.5), (0.65, 0.2, 0.15)
LINK = 0.6


def groups(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (who is in the group, the spread of each unit)."""
    in_group = np.arange(n) < generator.integers(3, n // 2 + 1)
    return in_group, np.where(in_group, np.exp(generator.uniform(-math.log(2), math.log(2))), 1.0)


def errors(generator: np.random.Generator, shape) -> np.ndarray:
    """Return errors of mean 0 and spread 1, skewed to the left (skewness -1)."""
    return (4 - generator.gamma(4, 1, shape)) / 2


def printed(values: np.ndarray) -> np.ndarray:
    """Return scores as a table prints them."""
    return np.round(np.minimum(values, 100.0), 2)


def total_and_parts(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Any of a total and its eight parts, adjusted by Holm: how often does a fair block show something?"""
    in_group, spreads = groups(generator, n)
    parts = printed(MEAN + spreads[:, None] * SPREAD * (errors(generator, (n, PARTS)) + errors(generator, (n, 1))))
    parts[:, 0] -= effect * in_group
    values = np.column_stack([parts.mean(axis=1), parts])
    found = [_difference(generator, in_group, column) for column in values.T]
    p_values = np.array([one.p for one in found])
    # Holm's smallest adjusted p value.
    least = min(1.0, len(p_values) * float(p_values.min()))
    return Outcome(least, named=bool(np.argmin(p_values[1:]) == 0) if effect else None)


def _difference(generator: np.random.Generator, in_group: np.ndarray, values: np.ndarray) -> Estimate:
    return group_difference(values[in_group], values[~in_group], generator, RESAMPLES)[0]


def equal_quality(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """At equal satisfaction, which is lower in the group: what is planted against the group beyond that."""
    in_group, spreads = groups(generator, n)
    quality = generator.normal(size=n) - 0.5 * in_group
    satisfaction = np.round(78 + 4 * quality, 2)
    totals = printed(MEAN + SLOPE * quality + spreads * SLOPE * errors(generator, n) - effect * in_group)
    found = adjusted_difference(totals, in_group, satisfaction).found
    return Outcome(found.p, found.low, found.high, -effect)


def link(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Rank and applicable maximum, of which few values are in use; the rank hangs on it by a normal correlation."""
    maxima = np.full(n, MAXIMA[0])
    while len(set(maxima)) == 1:
        latent = generator.normal(size=n)
        maxima = np.array(MAXIMA)[np.searchsorted(np.cumsum(SHARES), _uniform(-latent))]
    scores = printed(MEAN + SPREAD * (effect * latent + math.sqrt(1 - effect**2) * errors(generator, n)))
    ranks = (scores[:, None] < scores[None, :]).sum(axis=1) + 1
    found = rank_link(maxima, ranks)
    # The rank correlation that belongs to the planted normal one is no single number.
    low, high = (math.nan, math.nan) if effect else (found.low, found.high)
    return Outcome(found.p, low, high, 0.0)


def _uniform(values: np.ndarray) -> np.ndarray:
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in values])


def detectable_of_groups(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Two normal groups of unequal size and spread, apart by `effect` times what is stated as detectable: power 80 %."""
    size = n // 3
    planted = effect * detectable_difference(2 * SPREAD, size, n - size, SPREAD)
    in_group = np.arange(n) < size
    values = generator.normal(MEAN + planted * in_group, SPREAD * (1 + in_group))
    found = _difference(generator, in_group, values)
    return Outcome(found.p, found.low, found.high, planted)


def detectable_at_equal_quality(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """The same at equal satisfaction, in which the groups differ; the error is the true one of this draw."""
    in_group = np.arange(n) < n // 3
    quality = generator.normal(size=n) + 0.5 * in_group
    noise = generator.normal(0, SPREAD, n)
    fair = adjusted_difference(MEAN + SLOPE * quality + noise, in_group, quality)
    design = np.column_stack([np.ones(n), in_group, quality])
    error = SPREAD * math.sqrt(np.linalg.inv(design.T @ design)[1, 1])
    planted = effect * detectable_from_error(error, fair.freedom)
    found = adjusted_difference(MEAN + SLOPE * quality + noise + planted * in_group, in_group, quality).found
    return Outcome(found.p, found.low, found.high, planted)


def detectable_link(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Two normal variables whose ranks correlate by `effect` times what is stated as detectable, both without ties."""
    # Pearson's correlation of normal variables with this rank correlation (Pearson 1907).
    planted = 2 * math.sin(math.pi * effect * detectable_rank_correlation(n) / 6)
    one, other = generator.normal(size=(2, n))
    other = planted * one + math.sqrt(1 - planted**2) * other
    return Outcome(rank_link(one, (other[:, None] < other[None, :]).sum(axis=1) + 1).p)


CASES = (
    Case("groups/total_and_parts", SIZES[1:3], total_and_parts, UNFAIR),
    Case("groups/equal_quality", SIZES, equal_quality, UNFAIR),
    Case("groups/applicability_link", SIZES, link, LINK),
    Case("groups/detectable_difference", POWER_SIZES, detectable_of_groups, 1.0),
    Case("groups/detectable_at_equal_quality", POWER_SIZES, detectable_at_equal_quality, 1.0),
    Case("groups/detectable_link", POWER_SIZES, detectable_link, 1.0),
)
