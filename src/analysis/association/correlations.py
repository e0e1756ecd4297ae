"""Room 7, association: do citizens and firms see it too?

The units are those published, which for some studies is a selection; intervals describe chance among units of this
kind, not the selection.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import together
from analysis.omissions import omission
from analysis.statistics.adjustment import holm
from analysis.statistics.correlation import CORRELATIONS
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study


def association(paired: pd.DataFrame) -> pd.DataFrame:
    """Return the table `association`: Pearson, Spearman and Kendall with 95 per cent interval, p and n.

    Ranks are compared by Spearman and Kendall only. None below eight units. p_adjusted : Holm over all tests of the same
    measure and kind of score in the study, since these ask the same question of much the same units.
    """
    rows = []
    for (year, block, score, index), own in paired.groupby(["year", "block", "score", "outside_index"], sort=True):
        if len(own) < LEAST_UNITS:
            continue
        for measure, method in CORRELATIONS.items():
            if measure != "pearson" or score == "total":
                found = method(own["value"], own["outside"])
                facts = {
                    "year": year,
                    "block": block,
                    "score": score,
                    "outside_index": index,
                    "measure": measure,
                }
                estimates = {
                    "estimate": found.value,
                    "low": found.low,
                    "high": found.high,
                    "p": found.p,
                    "n": found.n,
                }
                rows.append({**facts, **estimates, "p_adjusted": np.nan})
    frame = tables.from_rows("association", rows)
    for _, same in frame.groupby(["measure", "score"]):
        frame.loc[same.index, "p_adjusted"] = holm(same["p"].to_numpy(dtype=float))
    return frame


def left_out(paired: pd.DataFrame, points: pd.DataFrame, study: Study) -> list[dict]:
    """Return which associations are not computed, with the reason: no outside index, or too few units with both."""
    rows = []
    for units in together(points, study):
        if not study.outside:
            rows.append(omission("association", units.year, units.block, "association", "no_outside_index"))
        for index in study.outside:
            own = paired[(paired["year"] == units.year) & (paired["block"] == units.block)]
            n = int(((own["outside_index"] == index) & (own["score"] == "total")).sum())
            if n < LEAST_UNITS:
                facts = {"index": index, "n": n, "least": LEAST_UNITS}
                reason = "few_pairs" if n else "no_pairs"
                rows.append(omission("association", units.year, units.block, "association_with", reason, **facts))
    return rows
