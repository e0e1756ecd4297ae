"""Room 7, association: do citizens and firms see it too?

Within a year and block only, and no cause is claimed. The units are those published, which for some studies is a
selection; intervals describe chance among units of this kind, not the selection.
"""

import numpy as np
import pandas as pd

from analysis import reference, tables
from analysis.audit.adjustment import holm
from analysis.audit.statistics import CORRELATIONS, LEAST_UNITS
from analysis.blocks import together
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.ranks import ranks
from analysis.study import Study


def pairs(points: pd.DataFrame, scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return one row a unit, outside index and kind of score: year, block, unit_code, score, outside_index, value, outside.

    score `total`: the official total; `published_rank`: minus the published rank, where ranks of further units are known.
    """
    frames = []
    outside = reference.outside_values(study.root, study.folder)
    totals = {(units.year, units.block): units.total for units in together(points, study)}
    for (year, block), own in scores[scores["node"] == ROOT].groupby(["year", "block"], sort=True):
        total = totals.get((year, block), pd.Series(dtype=float))
        rank = -own[own["rank_source"] == "published"].set_index("unit_code")["rank"].astype(float)
        for index in study.outside:
            found = outside[(outside["year"] == year) & (outside["index_code"] == index)].set_index("unit_code")[
                "value"
            ]
            frames.append(_paired(total, found, year, block, index, "total"))
            if len(set(rank.index) - set(total.index)):
                frames.append(_paired(rank, found, year, block, index, "published_rank"))
    return pd.concat(frames, ignore_index=True) if frames else _paired(pd.Series(), pd.Series(), 0, "", "", "total")


def _paired(score: pd.Series, outside: pd.Series, year: int, block: str, index: str, kind: str) -> pd.DataFrame:
    both = pd.DataFrame({"value": score, "outside": outside}).dropna().rename_axis("unit_code").reset_index()
    return both.assign(year=year, block=block, outside_index=index, score=kind)


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
