"""Bunching at class limits: totals with a ceiling, skewed or in two heaps, and an explanation round that gives back points.

Fair: what a unit regains does not hang on where the limits stand. Planted: every unit whose total ends just below a limit
is lifted onto it (`one list`: half of them are, so that the heap is not all there is).
"""

import numpy as np

from analysis.fairness import bunching
from analysis.fairness.bunching import Window
from analysis.fairness.thresholds import testable
from analysis.ranks import half_up
from analysis.statistics.adjustment import holm
from analysis.statistics.resampling import orders
from calibrated.case import NAN, Case, Outcome

SIZES, PROVINCES = (9, 19, 63, 136), (19, 63)
LIMITS, WINDOW, RESAMPLES = [90.0, 80.0, 70.0, 50.0], 2.0, 999
# How far below a limit units are lifted, in points of a scale of 100.
LIFTED = 1.5


def totals(generator: np.random.Generator, n: int) -> np.ndarray:
    """Return totals of n units in one of four shapes: skewed under a ceiling, normal, close together, two heaps."""
    two = np.where(generator.random(n) < 0.6, generator.normal(90, 3, n), generator.normal(76, 5, n))
    shapes = (100 - generator.gamma(3, 5, n), generator.normal(83, 7, n), generator.normal(86, 3.5, n), two)
    return half_up(np.clip(shapes[generator.integers(len(shapes))], 20, 100), 2)


def lifted(values: np.ndarray, reach: float, luck: np.ndarray) -> np.ndarray:
    """Return the totals with those less than `reach` below a limit lifted to what luck (0 to 1) gives above it."""
    done = values.copy()
    for limit in LIMITS:
        near = (values < limit) & (values >= limit - reach)
        done[near] = limit + 0.6 * luck[near]
    return half_up(done, 2)


def explained(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (totals after the first appraisal, totals after the second); lower units lose more and regain more."""
    before = totals(generator, n)
    cut = generator.gamma(3, 1.2, n) * (1 + (90 - before) / 40).clip(0.3, 2)
    return before, half_up(np.minimum(before + cut * generator.beta(2, 3, n), 100), 2)


def one_list(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """All limits of one list together."""
    values = totals(generator, n)
    some = np.where(generator.random(n) < 0.5, lifted(values, effect, generator.random(n)), values)
    return _outcome(bunching.one_list(some, LIMITS, WINDOW), n, effect)


def on_a_grid(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """One limit of a list in which whole points of another maximum than 100 become per cents: the limit is a possible total."""
    step = 100 / generator.choice([65, 80, 85, 90])
    values = half_up(step * np.round(generator.normal(80, 6, n) / step), 2)
    return _outcome(bunching.one_list(values, [80.0], WINDOW, step), n, effect)


def regained(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """All limits after the explanation round together."""
    before, after = explained(generator, n)
    after = lifted(after, effect, generator.random(n))
    return _outcome(bunching.regained(before, after, LIMITS, WINDOW, _orders(n, generator)), n, effect)


def any_limit(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """The smallest adjusted p of a block after the explanation round; named where only excess above a limit is shown."""
    before, after = explained(generator, n)
    after, drawn = lifted(after, effect, generator.random(n)), _orders(n, generator)
    windows = [bunching.regained(before, after, own, WINDOW, drawn) for own in [*([one] for one in LIMITS), LIMITS]]
    tested = testable(windows, n)
    adjusted = holm(np.array([windows[at].p for at in tested]))
    shown = [windows[at].estimate > 0 for at, p in zip(tested, adjusted, strict=True) if p < 0.05]
    return Outcome(float(adjusted.min()) if tested else NAN, named=(bool(shown) and all(shown)) if effect else None)


def _orders(n: int, generator: np.random.Generator) -> np.ndarray:
    return orders(n, RESAMPLES, generator)


def _outcome(window: Window, n: int, effect: float) -> Outcome:
    """Return p and interval where they would be shown; what is planted is no single number that an interval could cover."""
    if not testable([window], n):
        return Outcome(named=False if effect else None)
    low, high = (NAN, NAN) if effect else (window.low, window.high)
    return Outcome(window.p, low, high, 0.0, (window.p < 0.05 and window.estimate > 0) if effect else None)


CASES = (
    Case("thresholds/one list", SIZES, one_list, LIFTED),
    Case("thresholds/on a grid", SIZES, on_a_grid),
    Case("thresholds/after explanation", SIZES, regained, LIFTED),
    Case("thresholds/any limit", PROVINCES, any_limit, LIFTED),
)
