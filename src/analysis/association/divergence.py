"""Room 7: the units that citizens or firms see differently from the points."""

import pandas as pd

from analysis import tables
from analysis.ranks import ranks
from analysis.statistics.estimates import LEAST_UNITS


def divergent_units(paired: pd.DataFrame) -> pd.DataFrame:
    """Return the table `divergent_units`: both ranks of each unit among the units with both figures, widest gap to see.

    rank_gap : rank by the outside index minus rank by points; positive means citizens or firms place the unit lower.
    """
    frames = []
    totals = paired[paired["score"] == "total"]
    for _, own in totals.groupby(["year", "block", "outside_index"], sort=True):
        if len(own) >= LEAST_UNITS:
            by_points, by_outside = ranks(own["value"]).astype(int), ranks(own["outside"]).astype(int)
            gap = {"rank_score": by_points, "rank_outside": by_outside, "rank_gap": by_outside - by_points}
            frames.append(own.assign(points=own["value"], outside_value=own["outside"], n=len(own), **gap))
    columns = tables.schema("divergent_units")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("divergent_units")
