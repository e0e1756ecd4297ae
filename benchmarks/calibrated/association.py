"""Tests and intervals of the association room on figures that look like scores: skewed, tied at two decimals, with regions
and with units that keep their level over the years."""

import numpy as np

from analysis.association.clustered import pooled, standardised
from analysis.association.corrected import corrected, reliability
from analysis.association.given_region import orders_within, partial
from analysis.association.repeated import mixed_slope
from analysis.statistics.correlation import pearson
from analysis.statistics.resampling import orders, permuted_correlations
from calibrated.case import Case, Outcome

SIZES, RESAMPLES, YEARS = (9, 19, 63, 136), 999, 5
ERROR = 0.4


def _skewed(generator: np.random.Generator, shape) -> np.ndarray:
    """Return values of mean 0 and deviation 1 with a long lower tail, as scores near their maximum have."""
    return (6 - generator.gamma(6, size=shape)) / np.sqrt(6)


def _pair(generator: np.random.Generator, shape, effect: float) -> tuple[np.ndarray, np.ndarray]:
    one, rest = _skewed(generator, shape), generator.normal(size=shape)
    return one, effect * one + np.sqrt(1 - effect**2) * rest


def _given_region(ranked: bool):
    def draw(generator: np.random.Generator, n: int, effect: float) -> Outcome:
        regions = np.arange(n) % (2 if n < 12 else 6)
        level = generator.normal(size=(2, 6))
        one, other = (side + level[at][regions] for at, side in enumerate(_pair(generator, n, effect)))
        drawn = orders_within(regions.astype(str), RESAMPLES, generator)
        found = partial(np.round(80 + 5 * one, 2), np.round(other, 2), regions.astype(str), drawn, ranked)
        # What ranks should give where something is planted is not known in closed form.
        known = not ranked or effect == 0
        return Outcome(found.p, found.low, found.high, effect) if known else Outcome(found.p)

    return draw


def _corrected(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    one, other = _pair(generator, n, effect)
    errors = ERROR * generator.uniform(0.5, 1.5, n)
    seen, score = np.round(other + errors * generator.normal(size=n), 2), np.round(80 + 5 * one, 2)
    p = permuted_correlations(seen, score[:, None], orders(n, RESAMPLES, generator))[0]
    found = corrected(pearson(score, seen)._replace(p=p), [reliability(seen, errors)])
    return Outcome(found.p, found.low, found.high, effect)


def _panel(generator: np.random.Generator, n: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    """Return two tables of units x years: lasting levels and yearly news, both related alike; a third not published."""
    parts = [
        [np.sqrt(weight) * side for side in _pair(generator, (n, years), effect)]
        for weight, years in ((0.7, 1), (0.3, YEARS))
    ]
    one, other = (level + news for level, news in zip(*parts, strict=True))
    return np.where(generator.random((n, YEARS)) < 1 / 3, np.nan, np.round(one, 2)), np.round(other, 2)


def _within_years(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    one, other = _panel(generator, n, effect)
    counted = np.isfinite(one)
    sides = standardised(one, counted), standardised(other, counted)
    found, _ = pooled(*sides, orders(n, RESAMPLES, generator))
    return Outcome(found.p, found.low, found.high, effect)


def _change(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    one, other = (np.diff(side, axis=1) for side in _panel(generator, n, effect))
    found, _ = pooled(one, other, orders(n, RESAMPLES, generator))
    return Outcome(found.p, found.low, found.high, effect)


def _mixed(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    one, other = _panel(generator, n, effect)
    found, _ = mixed_slope(one, other)
    return Outcome(found.p, found.low, found.high, effect)


CASES = (
    Case("association/pearson_given_region", SIZES, _given_region(False), 0.6),
    Case("association/spearman_given_region", SIZES, _given_region(True), 0.6),
    Case("association/pearson_corrected", SIZES, _corrected, 0.6),
    Case("association/within_years", SIZES, _within_years, 0.6),
    Case("association/change", SIZES, _change, 0.6),
    Case("association/mixed_model", (9, 19, 63), _mixed, 0.6),
)
