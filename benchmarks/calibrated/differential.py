"""Differential functioning: one criterion against the level on forty others that follow the same quality.

Shares with a ceiling for the linear model, four steps for the ordinal one; a third of the units are in the group. In the
cases `unequal` the group is worse on everything, so that only the level keeps it from seeming disadvantaged here.
"""

from functools import partial

import numpy as np

from analysis.fairness.differential import Matched, compare
from analysis.statistics.resampling import orders
from calibrated.case import NAN, Case, Outcome

SIZES = (9, 19, 63, 136)
OTHERS, STEPS = 40, np.array([0.0, 25.0, 50.0, 100.0])
WORSE = 0.5
# Planted: per cent of the maximum for shares, log odds of a better step for steps.
SHARE_LOWER, STEP_LOWER = 15.0, 2.5


def matched(generator: np.random.Generator, n: int, effect: float, ordinal: bool, worse: float) -> Matched:
    """Return points on one criterion and the level on the others of n units, a third of them in the group.

    effect : how much the group loses on this criterion; worse : how much lower its quality is, in standard deviations.
    """
    in_group = generator.permutation(n) < max(3, n // 3)
    quality = generator.normal(size=n) - worse * in_group
    easy, steep = generator.normal(0.75, 0.6, OTHERS), generator.uniform(0.25, 0.75, OTHERS)
    others = easy + np.outer(quality, steep) + generator.normal(size=(n, OTHERS))
    level = np.minimum(100, 130 / (1 + np.exp(-others))).round(2).mean(axis=1)
    reached = 0.75 + 0.5 * quality
    if ordinal:
        luck = generator.logistic(size=n) * (1 + 0.3 * in_group)
        values = STEPS[np.searchsorted([-0.8, 0.2, 1.0], reached + luck - effect * in_group)]
    else:
        noise = (generator.gamma(2, 5, n) - 10) * (1 + 0.5 * in_group)
        values = (80 + 5 * quality - noise - effect * in_group).round(2)
    return Matched(values, level, in_group, ordinal)


def _one(generator: np.random.Generator, n: int, effect: float, ordinal: bool, worse: float) -> Outcome:
    drawn = matched(generator, n, effect, ordinal, worse)
    found, _, _ = compare(drawn, lambda resamples: orders(n, min(resamples, 999), generator))
    half = found.quantile * found.error
    truth = _truth(effect, ordinal, worse)
    if not np.isfinite(half) or truth != truth:
        return Outcome(found.p)
    return Outcome(found.p, found.estimate - half, found.estimate + half, truth)


def _truth(effect: float, ordinal: bool, worse: float) -> float:
    """Return what the interval should cover; NaN where steps turn the planted log odds into no single number."""
    return NAN if ordinal and effect else -effect


def _cases() -> tuple[Case, ...]:
    kinds = (("linear", False, SHARE_LOWER), ("ordinal", True, STEP_LOWER))
    return tuple(
        Case(
            f"differential/{kind}{words}",
            SIZES,
            partial(_one, ordinal=ordinal, worse=worse),
            effect if not worse else None,
        )
        for kind, ordinal, effect in kinds
        for words, worse in (("", 0.0), (", unequal groups", WORSE))
    )


CASES = _cases()
