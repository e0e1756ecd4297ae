"""Room 4, ranks with severity removed: where would each unit stand if one average body had appraised everything?

What is random is the chance in a single cut, as in the model of severity; the limits hold the error of the bodies' effects
only. What the explanation round gave back is no longer there, so the effects are those on the points in force. Nothing
here changes a score: it is a check, not another result.
"""

import numpy as np
import pandas as pd
from scipy import stats

from analysis import tables
from analysis.blocks import UnitsTogether, ranked, together
from analysis.ranks import RESOLUTION
from analysis.reliability.severity_model import Effects, effects
from analysis.reliability.severity_rows import severity_rows
from analysis.statistics.estimates import CONFIDENCE
from analysis.study import Study


def severity_ranks(points: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `severity_ranks`: one row a year, block and unit, where bodies can be compared with one another.

    points : the official total on the scale on which ranks compare (per cent or points). effect : what the bodies that
    appraised this unit gave it more than the average body of their component would have, on the same scale (negative: it
    met harsher bodies); low, high : its interval. points_adjusted : points minus effect. rank, rank_adjusted : by the
    rules of the criteria, among the units known. Only the appraisals that counted have an effect.
    """
    rows = severity_rows(points, rounds, study)
    rows = rows[rows["counts"] & rows["cut_in_force"].notna()]
    found = []
    for units in together(points, study):
        own = rows[(rows["year"] == units.year) & (rows["block"] == units.block)]
        if len(own):
            found += _of_block(units, own)
    return tables.from_rows("severity_ranks", found)


def _of_block(units: UnitsTogether, rows: pd.DataFrame) -> list[dict]:
    model = effects(rows, "cut_in_force")
    exposure = _exposure(units, rows, model)
    if not exposure.any():
        return []
    effect = -exposure @ model.effects
    half = _half(exposure, model)
    adjusted = units.total.to_numpy() - effect
    columns = zip(
        units.units, units.total, effect, effect - half, effect + half, adjusted,
        ranked(units, units.total.to_numpy()), ranked(units, adjusted.round(RESOLUTION)), strict=True,
    )  # fmt: skip
    names = ("unit_code", "points", "effect", "low", "high", "points_adjusted", "rank", "rank_adjusted")
    return [{"year": units.year, "block": units.block} | dict(zip(names, row, strict=True)) for row in columns]


def _half(exposure: np.ndarray, model: Effects) -> np.ndarray:
    if model.freedom <= 0:
        return np.full(len(exposure), np.nan)
    variances = ((exposure @ model.covariance) * exposure).sum(axis=1)
    return stats.t.ppf(0.5 + CONFIDENCE / 2, model.freedom) * np.sqrt(np.maximum(variances, 0))


def _exposure(units: UnitsTogether, rows: pd.DataFrame, model: Effects) -> np.ndarray:
    """Return units x bodies: what a cut of one per cent by a body takes from a unit, against the mean of its component."""
    # What a treatment rescales counts as it counts in the total, not as the criterion is printed.
    counted = units.maxima.stack().reindex(pd.MultiIndex.from_frame(rows[["unit_code", "criterion_code"]])).to_numpy()
    shares = counted / 100 / rows.groupby(["unit_code", "criterion_code"])["body"].transform("size")
    table = rows.assign(worth=shares).pivot_table(
        index="unit_code", columns="body", values="worth", aggfunc="sum", fill_value=0
    )
    worth = table.reindex(index=units.units, columns=model.bodies, fill_value=0).to_numpy(dtype=float)
    if units.by_percent:
        worth = 100 * worth / units.maxima.sum(axis=1).to_numpy()[:, None]
    same = model.components[:, None] == model.components
    return worth @ (np.eye(len(same)) - same / same.sum(axis=1, keepdims=True))
