"""Room 7: the lowest and highest Spearman correlation over all orders that agree with what is known of one side.

Exact, by dynamic programming over places; nothing is random.
"""

from typing import NamedTuple

import numpy as np

# No order agrees with what is known.
NONE = -np.inf


class Group(NamedTuple):
    """Units that stand together because their values are equal; one unit where they are not.

    size : units; standing : places, on the side that is known of all, of those that count; first, last : the places
    between which the group stands.
    """

    size: int
    standing: list[float]
    first: int
    last: int


class Known(NamedTuple):
    """What is known of two orders.

    places : units that are ranked together; standing : places of the units that count on the side known of all of them;
    fixed : groups that hold their place on the other side; chain : groups whose order there is known, the highest first;
    free : places, on the first side, of the units that count and of which the other side is not known at all. Units that
    are ranked but do not count may stand anywhere else.
    """

    places: int
    standing: np.ndarray
    fixed: list[Group]
    chain: list[Group]
    free: list[float]


def extremes(known: Known) -> tuple[float, float]:
    """Return (lowest, highest) Spearman correlation of the units that count; NaN where no order agrees.

    Units of which one side is not known stand, among themselves, in the order of their other side for the highest value
    and against it for the lowest (rearrangement inequality); where the others stand between them is tried in full.
    """
    idle = known.places - sum(one.size for one in [*known.fixed, *known.chain]) - len(known.free)
    if idle < 0:
        return np.nan, np.nan
    found = [_best(known, sorted(known.free, reverse=sign < 0), sign, idle) for sign in (-1, 1)]
    counted = len(known.standing)
    groups = [len(one.standing) for one in [*known.fixed, *known.chain]]
    spread = (counted**3 - counted - sum(size**3 - size for size in groups)) / 12
    other = ((known.standing - (counted + 1) / 2) ** 2).sum()
    if not spread * other > 0 or NONE in found:
        return np.nan, np.nan
    lowest, highest = ((sign * best - counted * (counted + 1) ** 2 / 4) / np.sqrt(spread * other)
                       for sign, best in zip((-1, 1), found, strict=True))  # fmt: skip
    return float(np.clip(lowest, -1, 1)), float(np.clip(highest, -1, 1))


def _best(known: Known, free: list[float], sign: int, idle: int) -> float:
    """Return the largest sum, times `sign`, of the products of places on both sides.

    State before each place: how many groups of the chain and how many units that do not count stand already; how many
    free units stand follows from the place.
    """
    fixed, chain = {one.first: one for one in known.fixed}, known.chain
    used = np.cumsum([0, *(one.size for one in chain)])
    chained = np.cumsum([0, *(len(one.standing) for one in chain)])
    ahead, standing = {1: np.full((len(chain) + 1, idle + 1), NONE)}, (0, 0)
    ahead[1][0, 0] = 0.0
    values, left_over = np.array([*free, 0.0]), np.arange(idle + 1)
    for place in range(1, known.places + 1):
        best = ahead.pop(place, None)
        if best is None:
            continue
        taken, counted = standing
        stood = place - 1 - taken - used[:, None] - left_over
        if place in fixed:
            group = fixed[place]
            at = counted + chained[:, None] + np.clip(stood, 0, len(free))
            _keep(ahead, place + group.size, best + _gain(group, at, sign), known, idle)
            standing = (taken + group.size, counted + len(group.standing))
            continue
        _keep(ahead, place + 1, np.pad(best, ((0, 0), (1, 0)), constant_values=NONE)[:, :-1], known, idle)
        at = counted + chained[:, None] + stood
        possible = (stood >= 0) & (stood < len(free))
        step = sign * values[np.clip(stood, 0, len(free))] * (at + 1)
        _keep(ahead, place + 1, np.where(possible, best + step, NONE), known, idle)
        for number, group in enumerate(chain):
            if group.first <= place <= group.last - group.size + 1 and not fixed.keys() & _inside(place, group):
                moved = np.full(best.shape, NONE)
                moved[number + 1] = best[number] + _gain(group, at[number], sign)
                _keep(ahead, place + group.size, moved, known, idle)
    return float(ahead[known.places + 1][-1, -1])


def _inside(place: int, group: Group) -> set[int]:
    return set(range(place, place + group.size))


def _gain(group: Group, at: np.ndarray, sign: int) -> np.ndarray:
    """Return the products of a group that stands after `at` units that count, each at the mean place of the group."""
    return sign * sum(group.standing) * (at + (len(group.standing) + 1) / 2)


def _keep(ahead: dict, place: int, reached: np.ndarray, known: Known, idle: int) -> None:
    if place not in ahead:
        ahead[place] = np.full((len(known.chain) + 1, idle + 1), NONE)
    np.maximum(ahead[place], reached, out=ahead[place])
