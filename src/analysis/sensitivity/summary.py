"""How much the ranking as a whole moves over draws: shifts, ranges, and agreement with the official ranking."""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.sensitivity.draws import Draws
from analysis.sensitivity.ranges import computed, parts, rank_intervals, tied

WITHIN = (1, 3, 5)
# Kendall's coefficient compares all pairs: in large blocks the first draws serve, which are even over the cube as well.
CELLS_OF_PAIRS = 2**28
FEWEST_DRAWS = 16


def sensitivity_summary(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `sensitivity_summary` of each year and block.

    mean_rank_shift : mean absolute shift over units and draws (OECD/JRC Handbook 2008, equation 38). share_within_1, _3,
    _5 : share of units and draws at most so many places from the official rank. units_fixed : units whose range is a
    single rank. widest_range : places of the widest range. mean_spearman, mean_kendall : mean correlation of a draw with
    the official ranking, ties averaged (tau-b); draws in which all units are tied are left out. smallest_factor,
    largest_factor : by what the weight of a lowest criterion was multiplied in the end, where weights vary.
    """
    rows = []
    for one in drawn:
        facts = {"year": one.units.year, "block": one.units.block, "source": source, "n": len(one.units.units)}
        rows += [{**facts, "statistic": name, "estimate": value} for name, value in _statistics(one).items()]
    return tables.from_rows("sensitivity_summary", rows)


def _statistics(one: Draws) -> dict[str, float]:
    ranks = computed(one)
    ranges = rank_intervals([one], "method")
    official = ranks[0].astype(np.int64)
    shifts = [np.abs(part - official) for part in parts(ranks)]
    found = {"mean_rank_shift": sum(part.sum() for part in shifts) / ranks.size}
    found |= {f"share_within_{most}": sum((part <= most).sum() for part in shifts) / ranks.size for most in WITHIN}
    widths = (ranges["rank_high"].astype(int) - ranges["rank_low"].astype(int)).to_numpy()
    found |= {"units_fixed": int((widths == 0).sum()), "widest_range": int(widths.max())}
    found |= {"mean_spearman": spearman(ranks), "mean_kendall": kendall(ranks)}
    return found | (dict(zip(("smallest_factor", "largest_factor"), one.factors, strict=True)) if one.factors else {})


def spearman(ranks: np.ndarray) -> float:
    """Return the mean over draws of Spearman's correlation with draw 0, ties averaged; NaN if all are always tied."""
    official = _centred(ranks[:1])[0]
    correlations = [_correlations(_centred(part), official) for part in parts(ranks)]
    return _mean(np.concatenate(correlations))


def _centred(ranks: np.ndarray) -> np.ndarray:
    # Twice the averaged ranks, so that they are whole: whether a unit stands at rank 2.5 or 2 is half a step.
    whole = 2 * ranks.astype(np.int64) + tied(ranks)
    return whole - whole.mean(axis=1, keepdims=True)


def _correlations(values: np.ndarray, official: np.ndarray) -> np.ndarray:
    length = np.sqrt((values**2).sum(axis=1) * (official**2).sum())
    return np.divide(values @ official, length, out=np.full(len(values), np.nan), where=length > 0)


def kendall(ranks: np.ndarray) -> float:
    """Return the mean over draws of Kendall's tau-b with draw 0; NaN if all are always tied.

    In blocks of more than about 180 units the mean is over as many of the first draws as can be compared pair by pair.
    """
    units = ranks.shape[1]
    # Whole numbers below 2^24, exact in single precision.
    used = ranks[: max(FEWEST_DRAWS, CELLS_OF_PAIRS // units**2)].astype(np.float32)
    concordant, untied = np.zeros(len(used)), np.zeros(len(used))
    for unit in range(units - 1):
        above = np.sign(used[:, unit + 1 :] - used[:, [unit]])
        concordant += above @ above[0]
        untied += np.einsum("ij,ij->i", above, above)
    length = np.sqrt(untied * untied[0])
    return _mean(np.divide(concordant, length, out=np.full(len(used), np.nan), where=length > 0))


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan
