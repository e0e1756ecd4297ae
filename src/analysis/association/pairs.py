"""Room 7: which score stands beside which outside figure.

Within a year and block only, and no cause is claimed.
"""

import pandas as pd

from analysis import reference
from analysis.blocks import together
from analysis.framework import ROOT
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
