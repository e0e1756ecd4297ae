"""Room 7: how much a correlation rests on single units. Nothing is random here: each unit is left out in turn."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis import tables
from analysis.association.pairs import RANK
from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import LEAST_UNITS

# Rows of the table of pairs of units that are compared at once.
AT_ONCE = 500


def association_influence(paired: pd.DataFrame) -> pd.DataFrame:
    """Return the table `association_influence`: Pearson and Spearman without each unit, and how much that changes them.

    change : without the unit minus with it, so that a positive change means that the unit weakens the correlation. Ranks
    by Spearman only. Nothing below eight units; empty where the other units do not differ.
    """
    frames = []
    for key, own in paired.groupby(["year", "block", "score", "outside_index"], sort=True):
        if len(own) >= LEAST_UNITS:
            frames += [_rows(key, own.sort_values("unit_code"), measure) for measure in _measures(key[2])]
    columns = tables.schema("association_influence")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("association_influence")


def _measures(score: str) -> tuple[str, ...]:
    return ("spearman",) if score == RANK else ("pearson", "spearman")


def _rows(key: tuple, own: pd.DataFrame, measure: str) -> pd.DataFrame:
    sides = [np.round(own[side].to_numpy(dtype=float), RESOLUTION) for side in ("value", "outside")]
    whole, without = left_out_each(*sides, ranked=measure == "spearman")
    facts = dict(zip(("year", "block", "score", "outside_index"), key, strict=True))
    return pd.DataFrame(
        {"unit_code": own["unit_code"].to_numpy(), "estimate": without, "change": without - whole}
    ).assign(measure=measure, **facts)


def left_out_each(one: np.ndarray, other: np.ndarray, ranked: bool) -> tuple[float, np.ndarray]:
    """Return (the correlation of all n units, n correlations each without one unit); ranks are formed anew each time."""
    n = len(one)
    if not ranked:
        one, other = (values - values.mean() for values in (one, other))
        whole = _from_sums(n, *_sums(one, other))
        rest = [
            total - own
            for total, own in zip(_sums(one, other), (one, other, one**2, other**2, one * other), strict=True)
        ]
        return float(whole), _from_sums(n - 1, *rest)
    first, second = rankdata(one) - (n + 1) / 2, rankdata(other) - (n + 1) / 2
    whole = _from_sums(n, *_sums(first, second))
    parts = [_without_ranks(one, other, rows) for rows in np.array_split(np.arange(n), -(-n // AT_ONCE))]
    return float(whole), np.concatenate(parts)


def _sums(one: np.ndarray, other: np.ndarray) -> tuple:
    return tuple(values.sum() for values in (one, other, one**2, other**2, one * other))


def _from_sums(n, first, second, first_squares, second_squares, products):
    variances = (first_squares - first**2 / n) * (second_squares - second**2 / n)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (products - first * second / n) / np.sqrt(np.maximum(variances, 0))
    return np.where(variances > 10.0**-RESOLUTION, np.clip(found, -1, 1), np.nan)


def _without_ranks(one: np.ndarray, other: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return Spearman without each unit of `rows`: a rank falls by one above the unit, by half beside its equals."""
    n = len(one)
    ranks = [
        rankdata(side) - (side > side[rows, None]) - (side == side[rows, None]) / 2 - n / 2 for side in (one, other)
    ]
    for side in ranks:
        side[np.arange(len(rows)), rows] = 0
    first, second = ranks
    sums = [part.sum(axis=1) for part in (first, second, first**2, second**2, first * second)]
    return _from_sums(n - 1, *sums)
