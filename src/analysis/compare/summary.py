"""Room 8, summary: how much a comparison moves a block as a whole, and the facts that sentences are made of.

Counts and correlations of two rankings of the same units; nothing is random here.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare.shifts import NO, YES
from analysis.statistics.correlation import kendall, spearman

TOP = 5


def shift_summary(shifted: pd.DataFrame) -> pd.DataFrame:
    """Return the table `shift_summary` of each comparison of `shifts`, of any kind.

    spearman, kendall : correlations of the two scores (-1 to 1). mean_rank_shift, largest_rank_shift : in places, without
    sign. units_moved, units_up, units_down : units whose rank changes. classes_changed : units with another class; empty
    where the class of a unit is not known on both sides. top_five_size, top_five_kept : units in the first five places at
    the base, and how many of them stay there; empty in a block of five or less. units_beyond_range : units whose other rank lies
    outside their own range of ranks; range_unknown : units of which that is not known. n : units compared. What a
    comparison does not ask (classes, ranges) has no row.
    """
    rows = []
    for (year, block, comparison), own in shifted.groupby(["year", "block", "comparison"], sort=True):
        facts = {"year": year, "block": block, "comparison": comparison, "n": len(own)}
        rows += [{**facts, "statistic": name, "estimate": float(value)} for name, value in _statistics(own).items()]
    return tables.from_rows("shift_summary", rows)


def _statistics(own: pd.DataFrame) -> dict[str, float]:
    moves = own["rank_shift"].astype(float)
    return {
        "spearman": spearman(own["score_base"], own["score_other"]).value,
        "kendall": kendall(own["score_base"], own["score_other"]).value,
        "mean_rank_shift": moves.abs().mean(),
        "largest_rank_shift": moves.abs().max(),
        "units_moved": (moves != 0).sum(),
        "units_up": (moves > 0).sum(),
        "units_down": (moves < 0).sum(),
        **_top(own),
        **_classes(own),
        **_beyond(own),
    }


def _words(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), "")


def _classes(own: pd.DataFrame) -> dict[str, float]:
    known = pd.concat([_words(own[name]) != "" for name in ("class_base", "class_other")], axis=1)
    if not known.any(axis=None):
        return {}
    return {"classes_changed": len(_crossed(own)) if known.all(axis=None) else np.nan}


def _crossed(own: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of units of which both classes are known and differ."""
    base, other = (_words(own[name]) for name in ("class_base", "class_other"))
    return own[(base != other) & (base != "") & (other != "")]


def _top(own: pd.DataFrame) -> dict[str, float]:
    if len(own) <= TOP:
        return {"top_five_size": np.nan, "top_five_kept": np.nan}
    first = own["rank_base"] <= TOP
    return {"top_five_size": first.sum(), "top_five_kept": (first & (own["rank_other"] <= TOP)).sum()}


def _beyond(own: pd.DataFrame) -> dict[str, float]:
    beyond = _words(own["beyond_noise"])
    if not (beyond != "").any():
        return {}
    known = beyond.isin([YES, NO])
    return {
        "units_beyond_range": (beyond == YES).sum() if known.any() else np.nan,
        "range_unknown": (~known).sum(),
    }


class Facts(NamedTuple):
    """What may be said of one comparison of one year and block; units by code.

    up, down : units that move, the furthest first. beyond : units that move out of their own range; within : units that
    move and stay in it; unsure : units that move and have no range. source : `noise` or `method`, empty without ranges.
    crossed : (unit, class at the base, other class), the best ranked first. entered, left : units that come into the
    first five places and that leave them.
    """

    year: int
    block: str
    comparison: str
    n: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    beyond: tuple[str, ...]
    within: tuple[str, ...]
    unsure: tuple[str, ...]
    source: str
    crossed: tuple[tuple[str, str, str], ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]


def facts(shifted: pd.DataFrame) -> list[Facts]:
    """Return the facts of each comparison in `shifts`, by year, block and comparison; units in a stated, unique order."""
    groups = shifted.groupby(["year", "block", "comparison"], sort=True)
    return [_facts(key, own) for key, own in groups]


def _facts(key: tuple, own: pd.DataFrame) -> Facts:
    order = own.assign(places=own["rank_shift"].abs()).sort_values(["places", "unit_code"], ascending=[False, True])
    moved, ranked = order[order["places"] > 0], own.sort_values(["rank_base", "unit_code"])
    beyond = _words(moved["beyond_noise"])
    first, then = ranked["rank_base"] <= TOP, ranked["rank_other"] <= TOP
    several = len(own) > TOP
    return Facts(
        int(key[0]), str(key[1]), str(key[2]), len(own),
        up=_codes(moved[moved["rank_shift"] > 0]), down=_codes(moved[moved["rank_shift"] < 0]),
        beyond=_codes(moved[beyond == YES]), within=_codes(moved[beyond == NO]),
        unsure=_codes(moved[~beyond.isin([YES, NO])]), source=str(_words(own["source"]).max()),
        crossed=tuple(_crossed(ranked)[["unit_code", "class_base", "class_other"]].itertuples(index=False, name=None)),
        entered=_codes(ranked[then & ~first]) if several else (), left=_codes(ranked[first & ~then]) if several else (),
    )  # fmt: skip


def _codes(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(map(str, rows["unit_code"]))
