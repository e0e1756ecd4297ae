"""Room 6, self-scores: who claims more than stays in force, and does it pay?

A claim *pays* if a unit that claimed more has more points in force than another with the same first appraisal, or with
citizens as satisfied. That is said of points that stay, not of intentions: a claim above the first appraisal may have been
right. The gaps are facts; random is, for intervals and p, which units of this kind are known.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.criteria_set import CriteriaSet
from analysis.fairness.claims import POINTS, UNIT, on_rank_scale, taken_and_back, unit_totals, with_maxima
from analysis.fairness.outside_satisfaction import satisfaction
from analysis.fairness.verdicts import verdict
from analysis.fairness.whether_it_pays import Claims, statistics
from analysis.omissions import omission
from analysis.ranks import RESOLUTION, half_up, ranks
from analysis.reliability.rounds import as_they_count
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study


def self_gap(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `self_gap`: what each unit claimed for the rows that it scored itself, and what stayed.

    self_points, appraisal_1, points_in_force : sums over those rows; appraisal_1 empty before the first appraisal. gap :
    self_points minus points_in_force, above zero where more was claimed than stayed. percent_of_maximum : the gap in per
    cent of those rows' maximum, empty where no source states it. rank_self, rank_in_force : in the block, by per cent of
    that maximum where ranks compare per cents, else by points. recovered : of what the first appraisal took, the share
    that is in force again; empty where it took nothing.
    """
    own = with_maxima(rounds, study)
    totals = unit_totals(own)
    totals["recovered"] = _recovered(own)
    frames = [
        _ranked(here.reset_index(), study.criteria(block))
        for (_, block), here in totals.groupby(["year", "block"], sort=True)
    ]
    return (
        pd.concat(frames, ignore_index=True)[tables.schema("self_gap")["columns"]]
        if frames
        else tables.empty("self_gap")
    )


def unit_gaps(rounds: pd.DataFrame, study: Study) -> pd.Series:
    """Return what each unit claimed above the points in force, in points, indexed by year, block, unit_code."""
    sums = as_they_count(rounds, study).groupby(UNIT, sort=True)[POINTS].sum()
    return (sums["self_points"] - sums["points_in_force"]).round(RESOLUTION).rename("self_gap")


def _recovered(own: pd.DataFrame) -> pd.Series:
    sums = taken_and_back(own).groupby(UNIT, sort=True)[["taken", "back"]].sum()
    return sums["back"] / sums["taken"]


def self_gap_effect(rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `self_gap_effect`: whether a claim above the first appraisal pays, by year and block.

    gap_kept : of the points that the first appraisal took, the share that is in force again (0 to 1). The two slopes :
        points in force gained for each point claimed above the first appraisal, at equal first appraisal, and among
        units with citizens as satisfied (the first outside index of the study that is in no way part of the total and
        covers at least eight units); per cent of the maximum where ranks compare per cents, else points. An interval that
        lies above 0 says that a claim pays, one around 1 that it pays in full. gap_and_rank_gained : Spearman, claim
        above the first appraisal with places gained from it to the points in force.
    p : against 0. detectable : see `power`, adjusted for the tests of the table. verdict : by p adjusted after Holm over
    the table; below eight units values only.
    """
    own = with_maxima(rounds, study)
    rows = []
    for (year, block), here in own.groupby(["year", "block"], sort=True):
        claims = _claims(here, study, int(year), block)
        rows += [{"year": int(year), "block": block} | one for one in statistics(claims)] if claims else []
    return tables.from_rows(
        "self_gap_effect", [_judged(row, p, rows) for row, p in zip(rows, _adjusted(rows), strict=True)]
    )


def _adjusted(rows: list[dict]) -> np.ndarray:
    return holm(np.array([row["p"] for row in rows], dtype=float))


def _judged(row: dict, p_adjusted: float, rows: list[dict]) -> dict:
    """Return the row with what would have been found among as many tests, and its verdict."""
    few, tests = row["n"] < LEAST_UNITS, sum(one["p"] == one["p"] for one in rows)
    detectable = np.nan if few else row["detectable_among"](max(tests, 1))
    facts = {key: value for key, value in row.items() if key != "detectable_among"}
    return facts | {"detectable": detectable, "verdict": verdict(p_adjusted, few, detectable)}


def _claims(here: pd.DataFrame, study: Study, year: int, block: str) -> Claims | None:
    """Return what the units of a block claimed, on the scale on which ranks compare; None before the first appraisal."""
    if here["appraisal_1"].isna().any():
        return None
    totals = unit_totals(here).droplevel(["year", "block"])
    scale = on_rank_scale(totals, study.criteria(block))
    lowered = taken_and_back(here).groupby("unit_code")[["taken", "back"]].sum().reindex(totals.index).fillna(0.0)
    places = {name: _ranks(totals[name] * scale, study.criteria(block)) for name in ("appraisal_1", "points_in_force")}
    return Claims(
        claim=((totals["self_points"] - totals["appraisal_1"]) * scale).to_numpy(),
        first=(totals["appraisal_1"] * scale).to_numpy(), in_force=(totals["points_in_force"] * scale).to_numpy(),
        taken=lowered["taken"].to_numpy(), back=lowered["back"].to_numpy(),
        places_gained=places["appraisal_1"] - places["points_in_force"],
        satisfaction=satisfaction(study, year, list(totals.index)),
    )  # fmt: skip


def _ranked(here: pd.DataFrame, criteria: CriteriaSet) -> pd.DataFrame:
    scale = on_rank_scale(here, criteria)
    return here.assign(
        rank_self=_ranks(here["self_points"] * scale, criteria),
        rank_in_force=_ranks(here["points_in_force"] * scale, criteria),
    )


def _ranks(values: pd.Series, criteria: CriteriaSet) -> np.ndarray:
    compared = half_up(values, criteria.decimals) if criteria.rank_on == "printed" else values
    return ranks(compared, criteria.rank_rule).astype(int)


def left_out(rounds: pd.DataFrame, points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the years and blocks of which no self-assessed points are known."""
    own = rounds[rounds["self_points"].notna()]
    known = set(own[["year", "block"]].drop_duplicates().itertuples(index=False, name=None))
    every = points[["year", "block"]].drop_duplicates().sort_values(["year", "block"])
    return [
        omission("fairness", int(year), block, "self_gap", "no_rounds")
        for year, block in every.itertuples(index=False, name=None)
        if (year, block) not in known
    ]
