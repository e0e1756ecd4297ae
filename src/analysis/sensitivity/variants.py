"""Indices of indicators whose normalisation and means vary: the points of every criterion as a share of its maximum.

The official method, points added up, is the arithmetic mean of these shares with the maxima as weights.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from analysis.sensitivity.choices import OFFICIAL_OPTION, Choice
from analysis.sensitivity.composite import Index, Variant, index
from analysis.sensitivity.normalisation import normalise
from analysis.sensitivity.varying import Fixed, Given, Varying, option
from analysis.treatments import OUTSIDE

PERCENT = 100


def inputs(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    """Yield the inputs of the choice `aggregation` or `normalisation`, or why it stays fixed in this block."""
    reason = reason_against(given)
    if reason:
        yield Fixed(f"choice_{choice.name}", reason)
        return
    levels = range(1, given.tree.depth + 1) if choice.levels == "each" else [0]
    for level in levels:
        yield option(_name(choice.name, level), choice, choice.options, OFFICIAL_OPTION[choice.name])


def _name(choice: str, level: int) -> str:
    return f"{choice}/{level}" if level else choice


def reason_against(given: Given) -> str:
    """Return why a block cannot be computed as an index of indicators, or an empty text."""
    criteria = given.criteria
    if len(given.tree.leaves) < 2:
        return "one_criterion_no_weights"
    if not criteria.maxima_known():
        return "maxima_not_stated"
    if len(given.tree.leaves) < len(criteria.leaves):
        return "bonus_not_averaged"
    if not _everything_applies(given):
        return "not_everything_applies"
    return "" if criteria.rank_on == "unrounded" else "ranks_on_printed"


def _everything_applies(given: Given) -> bool:
    stated = {code: given.criteria.maximum(code) for code in given.criteria.leaves}
    own = [given.leaves[unit] for unit in given.units.units]
    return all(
        leaf.missing != OUTSIDE and 0 < leaf.maximum == stated[code] for one in own for code, leaf in one.items()
    )


def ways(varying: list[Varying], depth: int) -> list[Variant]:
    """Return every way to compute the index that the inputs allow; the last input changes fastest from one to the next."""
    choosing = _choosing(varying)
    found = []
    for options in product(*(one.options for one in choosing)):
        chosen = dict(zip((one.input.name for one in choosing), options, strict=True))
        together = chosen.get("aggregation", OFFICIAL_OPTION["aggregation"])
        means = tuple(chosen.get(_name("aggregation", level), together) for level in range(1, depth + 1))
        found.append(Variant(chosen.get("normalisation", OFFICIAL_OPTION["normalisation"]), means))
    return found


def _choosing(varying: list[Varying]) -> list[Varying]:
    return [one for one in varying if one.choice.name in OFFICIAL_OPTION]


def chosen(varying: list[Varying], drawn: dict[str, np.ndarray], draws: int) -> np.ndarray:
    """Return of each draw the place of its way among `ways`."""
    place = np.zeros(draws, dtype=np.int64)
    for one in _choosing(varying):
        place = place * len(one.options) + drawn[one.input.name][:, 0].astype(np.int64)
    return place


def prepared(given: Given, varying: list[Varying]) -> Index | None:
    """Return the index of a block ready for draws; None where neither normalisation nor means vary."""
    if not _choosing(varying):
        return None
    variants = ways(varying, given.tree.depth)
    maxima = np.array([given.criteria.maximum(code) for code in given.criteria.leaves])
    shares = PERCENT * given.units.points.to_numpy() / maxima
    methods = dict.fromkeys(one.normalisation for one in variants)
    values = {method: normalise(shares, np.ones(len(maxima)), method) for method in methods}
    return index(values, given.tree, variants)
