"""Room 8, volatility: how much does a unit's place move from year to year over the years of one study?

Ranks are those of the whole block, published or computed, never those among the units known; years are put beside one
another only where the block has the same number of units. Nothing is random here.
"""

import pandas as pd

from analysis import tables
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.study import Study

LEAST_YEARS = 3


def places(scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `places`: each unit's rank in each year of a study of several years.

    scores : the table of this name. percentile : share of the block ranked behind it, 0 (last) to 100 (first), so that
    years with blocks of different sizes can be shown in one figure; change : places gained since the year before, empty
    where that year's rank is not known or the block then had another number of units.
    """
    own = _ranked(scores, study)
    size = own["units_in_block"].astype(float)
    own["percentile"] = (100 * (size - own["rank"]) / (size - 1)).where(size > 1)
    before = own[["block", "unit_code", "year", "rank", "units_in_block"]].assign(year=own["year"] + 1)
    both = own.merge(before, on=["block", "unit_code", "year"], how="left", suffixes=("", "_before"))
    same_size = both["units_in_block"] == both["units_in_block_before"]
    own["change"] = (both["rank_before"] - both["rank"]).where(same_size).to_numpy()
    return own[tables.schema("places")["columns"]] if len(own) else tables.empty("places")


def _ranked(scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    own = scores[(scores["node"] == ROOT) & scores["rank"].notna()] if len(study.years) > 1 else scores.iloc[:0]
    own = own[["year", "block", "unit_code", "rank"]].sort_values(["block", "unit_code", "year"], ignore_index=True)
    sizes = [
        study.blocks[block].units_in_block[int(year)] for year, block in zip(own["year"], own["block"], strict=True)
    ]
    own = own.assign(units_in_block=pd.Series(sizes, index=own.index, dtype=object))
    own = own[own["units_in_block"].notna()].reset_index(drop=True)
    return own.astype({"rank": int, "units_in_block": int})


def volatility(placed: pd.DataFrame) -> pd.DataFrame:
    """Return the table `volatility`: how much the place of each unit moves, from three years on.

    placed : the table `places`. years : years with a rank, in blocks of the size of the last of them; year : the last of
    them, year_from the first. mean_rank, standard_deviation (over the years, n - 1), best_rank, worst_rank; steps :
    neighbouring years that are both known; mean_step, largest_step : places moved between these, without sign.
    """
    rows = []
    for (block, unit), own in placed.groupby(["block", "unit_code"], sort=True):
        own = own[own["units_in_block"] == own.sort_values("year")["units_in_block"].iloc[-1]]
        steps = own["change"].dropna().abs()
        if len(own) >= LEAST_YEARS:
            rows.append({
                "year": int(own["year"].max()), "block": block, "unit_code": unit, "year_from": int(own["year"].min()),
                "years": len(own), "units_in_block": int(own["units_in_block"].iloc[-1]),
                "mean_rank": own["rank"].mean(), "standard_deviation": own["rank"].std(ddof=1),
                "best_rank": int(own["rank"].min()), "worst_rank": int(own["rank"].max()), "steps": len(steps),
                "mean_step": steps.mean(), "largest_step": steps.max(),
            })  # fmt: skip
    return tables.from_rows("volatility", rows)


def left_out(placed: pd.DataFrame, study: Study) -> list[dict]:
    """Return the blocks of which no unit has a rank in three years, where the study has several years."""
    if len(study.years) < 2:
        return []
    known = set(volatility(placed)["block"])
    return [
        omission("compare", study.years[-1], block, "volatility", "few_years", least=LEAST_YEARS)
        for block in study.blocks
        if block not in known
    ]
