"""Room 4, the appraised part against the survey: how far does each decide the ranks?

The parts add up to the total, so that each correlates with it by construction. The units are the whole block: spread and
shares are facts, nothing about them is random; the interval of a correlation says what chance would do among other units of
this kind.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, ranked, together
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import on_scale, variance_share
from analysis.statistics.correlation import spearman
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

PARTS = ("appraised", "survey")


def parts(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `parts`: the appraised part and the survey of each year and block that shows both.

    mean, standard_deviation : of what the part contributes to the official total, on its scale (per cent of the applicable
    maximum where ranks compare per cents, else points). variance_share : cov(part, total) / var(total); the two add up to
    1. rank_share : of the variance of the ranks that the parts explain, the share (0 to 1) that each decides, averaged
    over the orders in which they enter (Lindeman, Merenda and Gold 1980; Shapley value); adds up to 1. rank_correlation,
    low, high : Spearman, part with total; no interval below eight units.
    """
    rows = []
    for units in together(points, study):
        if reason_against(units) is None:
            shares = rank_shares(*contributed(units).values(), ranked(units, units.total.to_numpy()))
            rows += [_row(units, part, share) for part, share in zip(PARTS, shares, strict=True)]
    return tables.from_rows("parts", rows)


def part_ranks(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `part_ranks`: where each unit stands by each part alone and by the total.

    points : of the part; percent : of its applicable maximum, empty where no source states it; rank : by per cent where
    ranks compare per cents, else by points, by the rules of the criteria; rank_total : by the official total, among the
    units known. A unit to which nothing of a part applies is left out of that part.
    """
    frames = [
        _ranks(units, part) for units in together(points, study) if reason_against(units) is None for part in PARTS
    ]
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("part_ranks")


def reason_against(units: UnitsTogether) -> str | None:
    """Return why a block does not show both parts, or None if it does."""
    surveyed = [leaf for leaf in units.criteria.leaves if leaf in units.criteria.surveyed]
    if not surveyed:
        return "no_survey_part"
    return "only_survey" if len(surveyed) == len(units.criteria.leaves) else None


def leaves_of(units: UnitsTogether, part: str) -> list[str]:
    """Return the criteria of a part: `survey` those whose points come from a survey, `appraised` all others."""
    return [leaf for leaf in units.criteria.leaves if (leaf in units.criteria.surveyed) == (part == "survey")]


def contributed(units: UnitsTogether) -> dict[str, pd.Series]:
    """Return {part: what it contributes to each unit's official total}."""
    whole = units.maxima.sum(axis=1)
    return {part: on_scale(units, units.points[leaves_of(units, part)].sum(axis=1), whole) for part in PARTS}


def rank_shares(one: np.ndarray, other: np.ndarray, ranks: np.ndarray) -> tuple[float, float]:
    """Return the shares of two predictors in what they explain of the ranks; NaN where the ranks or both do not vary."""
    one, other, ranks = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (one, other, ranks))
    first, second, both = explained(ranks, one), explained(ranks, other), explained(ranks, one, other)
    if not both > 0:
        return np.nan, np.nan
    share = float(np.clip((first + both - second) / (2 * both), 0, 1))
    return share, 1 - share


def explained(values: np.ndarray, *predictors: np.ndarray) -> float:
    """Return R squared of values on predictors with a constant; 0 where a predictor does not vary, NaN where values do not."""
    centred = values - values.mean()
    columns = np.column_stack([one - one.mean() for one in predictors])
    left = centred - columns @ np.linalg.lstsq(columns, centred, rcond=None)[0]
    return float(1 - left @ left / (centred @ centred)) if centred.any() else np.nan


def _row(units: UnitsTogether, part: str, share: float) -> dict:
    values = contributed(units)[part]
    found = spearman(values, units.total)
    limits = (found.low, found.high) if found.n >= LEAST_UNITS else (np.nan, np.nan)
    return {
        "year": units.year, "block": units.block, "part": part, "n": len(values), "mean": values.mean(),
        "standard_deviation": values.std(ddof=1), "variance_share": variance_share(values, units.total),
        "rank_share": share, "rank_correlation": found.value, "low": limits[0], "high": limits[1],
    }  # fmt: skip


def values(units: UnitsTogether, part: str) -> pd.Series:
    """Return what ranks would compare of one part alone, for the units to which anything of it applies."""
    leaves = leaves_of(units, part)
    maxima = units.maxima[leaves]
    applies = ~(maxima == 0).all(axis=1)
    return on_scale(units, units.points[leaves].sum(axis=1), maxima.sum(axis=1))[applies].dropna()


def _ranks(units: UnitsTogether, part: str) -> pd.DataFrame:
    leaves, compared = leaves_of(units, part), values(units, part)
    own = units.points.loc[compared.index, leaves].sum(axis=1)
    maxima = units.maxima.loc[compared.index, leaves].sum(axis=1, skipna=False)
    total = pd.Series(ranked(units, units.total.to_numpy()), units.units)
    return pd.DataFrame(
        {
            "year": units.year, "block": units.block, "unit_code": compared.index, "part": part, "points": own.to_numpy(),
            "percent": (100 * own / maxima.where(maxima > 0)).to_numpy(),
            "rank": ranked(units, compared.to_numpy()), "rank_total": total[compared.index].to_numpy(),
        }
    )  # fmt: skip


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the blocks that do not show both parts, with the reason."""
    return [
        omission("reliability", units.year, units.block, "parts", reason)
        for units in together(points, study)
        if (reason := reason_against(units))
    ]
