"""Room 7: the units that citizens or firms see differently from the points, with the ranges of both ranks.

Random is what the standard errors describe: appraisal and survey error of the points (the noise range of room 5), and who
was asked for the outside index. Where no error is known there is no range, and nothing is said of the gap.
"""

import numpy as np
import pandas as pd

from analysis import reference, tables
from analysis.association.pairs import TOTAL
from analysis.ranks import ranks
from analysis.sensitivity.ranges import RANGE
from analysis.sensitivity.ranking import rank_quantiles, rank_rounded
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

DRAWS = 8192


def divergent_units(paired: pd.DataFrame, rank_intervals: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `divergent_units`: both ranks of each unit among the units with both figures, with their ranges.

    rank_gap : rank by the outside index minus rank by points; positive means citizens or firms place the unit lower.
    rank_score_low, rank_score_high : the noise range of room 5, where every unit of it has an outside figure.
    rank_outside_low, rank_outside_high : the middle 90 per cent of the ranks when outside figures vary by their
    standard errors, as those of room 5 are.
    beyond_ranges : `yes` where the two ranges do not meet, `no` where they do, empty where one is not known. Whole
    indices only, not their parts; nothing below eight units.
    """
    parts = reference.table(study.root, "outside_index_names").set_index("index_code")["part_of_index"]
    totals = paired[(paired["score"] == TOTAL) & ~paired["outside_index"].isin(parts.index[parts != ""])]
    frames = [
        _of_index(own.sort_values("unit_code").reset_index(drop=True), rank_intervals, study)
        for _, own in totals.groupby(["year", "block", "outside_index"], sort=True)
        if len(own) >= LEAST_UNITS
    ]
    columns = tables.schema("divergent_units")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("divergent_units")


def _of_index(own: pd.DataFrame, rank_intervals: pd.DataFrame, study: Study) -> pd.DataFrame:
    by_points, by_outside = ranks(own["value"]).astype(int), ranks(own["outside"]).astype(int)
    score_low, score_high = _score_range(own, rank_intervals)
    outside_low, outside_high = _outside_range(own, study)
    apart = (score_high < outside_low) | (outside_high < score_low)
    known = np.isfinite(score_low) & np.isfinite(outside_low)
    return own.assign(
        points=own["value"], outside_value=own["outside"], n=len(own), rank_score=by_points, rank_outside=by_outside,
        rank_gap=by_outside - by_points, rank_score_low=score_low, rank_score_high=score_high,
        rank_outside_low=outside_low, rank_outside_high=outside_high,
        beyond_ranges=np.where(known, np.where(apart, "yes", "no"), ""),
    )  # fmt: skip


def _score_range(own: pd.DataFrame, rank_intervals: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the noise range of each unit; NaN where there is none, or where ranks are among other units than here."""
    year, block = own["year"].iloc[0], own["block"].iloc[0]
    of_block = (rank_intervals["year"] == year) & (rank_intervals["block"] == block)
    noise = rank_intervals[of_block & (rank_intervals["source"] == "noise")].set_index("unit_code")
    if set(noise.index) != set(own["unit_code"]):
        return np.full(len(own), np.nan), np.full(len(own), np.nan)
    noise = noise.loc[own["unit_code"]]
    return noise["rank_low"].to_numpy(dtype=float), noise["rank_high"].to_numpy(dtype=float)


def _outside_range(own: pd.DataFrame, study: Study) -> tuple[np.ndarray, np.ndarray]:
    errors = own["outside_error"].to_numpy(dtype=float)
    if not np.isfinite(errors).all():
        return np.full(len(own), np.nan), np.full(len(own), np.nan)
    place = "/".join(str(own[name].iloc[0]) for name in ("outside_index", "block", "year"))
    drawn = study.random(f"association/outside/{place}").normal(size=(DRAWS, len(own))) * errors
    low, _, high = rank_quantiles(rank_rounded(own["outside"].to_numpy(dtype=float) + drawn), RANGE).T
    return low.astype(float), high.astype(float)
