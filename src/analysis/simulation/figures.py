"""From how well a unit did to the figure it can declare: monotone, so that a better showing never gives fewer points.

Everything is drawn beforehand: the same spice with a higher share of success is the same unit with a better figure.
"""

import datetime
from fractions import Fraction

import numpy as np

from analysis.criterion import Criterion, window_dates
from analysis.rules import Declared

SPICES = 8
DONE = 0.5
EXACTLY_AT_A_BOUNDARY = 0.2
LONGEST_WAIT = 45
SCALES = {"triệu đồng": (2_000, 90_000), "hồ sơ": (300, 9_000), "văn bản đi": (300, 9_000), "bản ghi": (300, 9_000)}
FEW = (8, 60)


def declared(criterion: Criterion, success: float, spice: np.ndarray, year: int) -> Declared:
    """Return the figure of a criterion for a share of success between 0 and 1; spice holds uniform draws (SPICES of them)."""
    measure = criterion.rule.measure
    if criterion.rule.kind == "steps" and measure != "word":
        made = {"rate": _rate, "count": _step_count, "date": _date}[measure]
        return made(criterion, _place(success, len(criterion.rule.terms.conditions) + 1), spice, year)
    return {"word": _word, "ratio": _ratio, "count": _items, "ticks": _ticks}[measure](criterion, success, spice)


def _place(success: float, outcomes: int) -> int:
    """Return which outcome is reached, 0 the best: above DONE the best, below it the others in equal parts."""
    if success >= DONE:
        return 0
    return 1 + int((DONE - success) / DONE * (outcomes - 1) * 0.999999)


def _word(criterion: Criterion, success: float, spice: np.ndarray) -> Declared:
    words = best_first(criterion)
    return Declared(words[_place(success, len(words))])


def best_first(criterion: Criterion) -> list[str]:
    """Return the words that may be declared, the one with most points first."""
    rule = criterion.rule
    if rule.kind == "all_or_nothing":
        return ["yes", "no"]
    gains = -1 if rule.kind == "deduction_by_severity" else 1
    return [word for word, _ in sorted(rule.terms, key=lambda pair: -gains * pair[1])]


def _whole(criterion: Criterion, spice: np.ndarray) -> int:
    low, high = next((scale for words, scale in SCALES.items() if words in criterion.figures_vi), FEW)
    return low + int((high - low) * spice[0])


def _ratio(criterion: Criterion, success: float, spice: np.ndarray) -> Declared:
    whole = _whole(criterion, spice)
    full_at = float(criterion.rule.terms) if criterion.rule.kind == "proportional_to_threshold" else 1.0
    reached = min(1.0, full_at * (0.35 + 0.95 * success))
    return Declared(Fraction(int(whole * reached + 0.5)), Fraction(whole))


def _items(criterion: Criterion, success: float, spice: np.ndarray) -> Declared:
    most = int(criterion.maximum / criterion.rule.terms)
    more = int(spice[1] < 0.1)
    return Declared(Fraction(min(most + more, int(most * (0.3 + 1.05 * success) + 0.3))))


def _ticks(criterion: Criterion, success: float, spice: np.ndarray) -> Declared:
    ticks = range(len(criterion.rule.terms))
    return Declared(tuple(one + 1 for one in ticks if spice[1 + one] < 1.2 * success))


def _rate(criterion: Criterion, place: int, spice: np.ndarray, year: int) -> Declared:
    whole = _whole(criterion, spice)
    if spice[1] < EXACTLY_AT_A_BOUNDARY:
        whole = 20 * max(1, whole // 20)
    low, high = rate_range(criterion, place, whole)
    while low > high:
        whole *= 2
        low, high = rate_range(criterion, place, whole)
    # With a whole that the thresholds divide, the ends of the range are the boundaries themselves.
    at_boundary = spice[1] < EXACTLY_AT_A_BOUNDARY / 2
    part = (high if place else low) if at_boundary else low + int((high - low + 1) * spice[2])
    return Declared(Fraction(part), Fraction(whole))


def rate_range(criterion: Criterion, place: int, whole: int) -> tuple[int, int]:
    """Return the smallest and largest numerator that reach a condition of a rule of steps on a rate and no better one.

    place : counted from 0, the number of conditions for none of them.
    """
    steps = criterion.rule.terms.conditions
    low = _least(steps[place], whole) if place < len(steps) else 0
    return low, (_least(steps[place - 1], whole) - 1 if place else whole)


def _least(step, whole: int) -> int:
    """Return the smallest numerator for which a condition holds; the lower boundary belongs to >= and not to >."""
    exact, rest = divmod(step.threshold.numerator * whole, 100 * step.threshold.denominator)
    return exact + 1 if rest or step.operator == ">" else exact


def _step_count(criterion: Criterion, place: int, spice: np.ndarray, year: int) -> Declared:
    steps = criterion.rule.terms.conditions
    limits = [int(step.threshold) for step in steps]
    if steps[0].operator in (">", ">="):
        low = limits[place] if place < len(limits) else 0
        high = limits[place - 1] - 1 if place else limits[0] + 4
    else:
        low = limits[place - 1] + 1 if place else 0
        high = limits[place] if place < len(limits) else limits[-1] + 3
    return Declared(Fraction(low + int((high - low + 1) * spice[2])))


def _date(criterion: Criterion, place: int, spice: np.ndarray, year: int) -> Declared:
    start, end = window_dates(criterion, year)
    limits = [step.threshold.on(year) for step in criterion.rule.terms.conditions]
    last = limits[place] if place < len(limits) else end
    day = datetime.timedelta(days=1)
    first = limits[place - 1] + day if place else max(start, last - LONGEST_WAIT * day)
    return Declared(first + int(((last - first).days + 1) * spice[2]) * day)
