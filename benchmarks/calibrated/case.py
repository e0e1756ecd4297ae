"""What one check of a test or of an interval is made of."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

NAN = float("nan")

# Orders or draws of one test in the calibration; the study itself takes more.
RESAMPLES = 999


class Outcome(NamedTuple):
    """What one simulation gave.

    p : the p value that would be shown, NaN where no test was made; low, high : the interval that would be shown, NaN
    where there is none; truth : what the interval should cover; named : whether the planted was named, and only it.
    """

    p: float = NAN
    low: float = NAN
    high: float = NAN
    truth: float = NAN
    named: bool | None = None


class Case(NamedTuple):
    """A test or an interval, drawn again and again.

    name : unique, "area/what"; sizes : numbers of units; draw : (generator, units, effect) -> Outcome, with effect 0.0
    fair; effect : the planted size at which power is stated, None where nothing is planted. simulations : the most that
    are made of it, for whole provinces of seconds each; None where as many as asked for.
    """

    name: str
    sizes: tuple[int, ...]
    draw: Callable[[np.random.Generator, int, float], Outcome]
    effect: float | None = None
    simulations: int | None = None
