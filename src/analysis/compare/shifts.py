"""Room 8, shifts: who moves under a proposal, and is it further than what the unit's own range of ranks allows?

Official and proposal are two runs of the same rooms; only their tables are read and nothing is random here.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import names, tables
from analysis.blocks import UnitsTogether, ranked, root_maximum, together
from analysis.framework import ROOT
from analysis.language import LANGUAGES
from analysis.omissions import omission
from analysis.study import Study

PROPOSAL = "proposal"
YES, NO, UNKNOWN = "yes", "no", "unknown"
# Ranges of ranks in the order in which they are held against a shift: what errors do, else what other choices do.
RANGES = ("noise", "method")


class Side(NamedTuple):
    """One of two runs that are compared: study, the tables `points` and `scores`, and a name where the study has none."""

    study: Study
    points: pd.DataFrame
    scores: pd.DataFrame
    name: str = PROPOSAL

    @property
    def comparison(self) -> str:
        """Return what a comparison with this side is called: the slug of its proposal."""
        return self.study.proposal or self.name


class Both(NamedTuple):
    """The units of one year and block that have a total on both sides, in the same order.

    step_base, step_other : points of each unit that make one point of the score on which both sides are compared.
    """

    base: UnitsTogether
    other: UnitsTogether
    step_base: pd.Series
    step_other: pd.Series

    @property
    def score_base(self) -> pd.Series:
        """Return the official score of each unit."""
        return self.base.points.sum(axis=1) / self.step_base

    @property
    def score_other(self) -> pd.Series:
        """Return the score of each unit under the proposal."""
        return self.other.points.sum(axis=1) / self.step_other


def both_sides(official: Side, proposal: Side) -> Iterator[Both]:
    """Yield each year and block with the units that have a total on both sides.

    The score is what ranks compare. Where one side compares per cents and the other points, or both compare points of
    different maxima, both are put in per cent of their maximum; a block in which a maximum that this needs is not stated
    is left out.
    """
    others = _blocks(proposal)
    for place, base in _blocks(official).items():
        units = [code for code in base.units if place in others and code in others[place].points.index]
        if units:
            sides = [_only(side, units) for side in (base, others[place])]
            steps = _steps(*sides)
            if steps is not None:
                yield Both(*sides, *steps)


def _blocks(side: Side) -> dict[tuple[int, str], UnitsTogether]:
    return {(units.year, units.block): units for units in together(side.points, side.study)}


def _only(side: UnitsTogether, units: list[str]) -> UnitsTogether:
    return side._replace(points=side.points.loc[units], maxima=side.maxima.loc[units])


def _steps(base: UnitsTogether, other: UnitsTogether) -> tuple[pd.Series, pd.Series] | None:
    """Return how many points make one point of score on each side; None where there is no common scale."""
    whole = [root_maximum(side.criteria) for side in (base, other)]
    same_scale = base.by_percent == other.by_percent and (base.by_percent or not abs(whole[0] - whole[1]) > 0)
    if not (same_scale or (np.isfinite(whole[0]) and np.isfinite(whole[1]))):
        return None
    return tuple(_step(side, one, same_scale) for side, one in zip((base, other), whole, strict=True))


def _step(side: UnitsTogether, whole: float, same_scale: bool) -> pd.Series:
    if side.by_percent:
        return side.maxima.sum(axis=1) / 100
    return pd.Series(1.0 if same_scale else whole / 100, index=side.points.index)


def proposal_shifts(official: Side, proposal: Side, intervals: pd.DataFrame) -> pd.DataFrame:
    """Return the table `shifts`, kind `proposal`: every unit under the official decision and under the proposal.

    intervals : `rank_intervals` of the official run. score_base, score_other : per cent or points, see `both_sides`.
    rank_base, rank_other : by the rules of each side, among the units compared. rank_shift : positive when the unit moves
    up. class_other : empty where the cut-offs are not stated, since a published class says nothing of a proposal.
    rank_low, rank_high : the unit's official range by `source` (noise, else method). beyond_noise : whether rank_other
    lies outside of it; `unknown` where there is no range, or where it is one among other units than those compared.
    """
    frames = [_of_block(both, official, proposal, intervals) for both in both_sides(official, proposal)]
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("shifts")


def _of_block(both: Both, official: Side, proposal: Side, intervals: pd.DataFrame) -> pd.DataFrame:
    base, other = both.score_base, both.score_other
    rank_base, rank_other = (ranked(side, side.total.to_numpy()) for side in (both.base, both.other))
    place = both.base.year, both.base.block
    frame = pd.DataFrame(
        {
            "year": place[0], "block": place[1], "kind": PROPOSAL, "comparison": proposal.comparison,
            "unit_code": both.base.units, "score_base": base.to_numpy(), "score_other": other.to_numpy(),
            "score_change": (other - base).to_numpy(),
            "rank_base": rank_base, "rank_other": rank_other, "rank_shift": rank_base - rank_other,
            "class_base": _classes(official.scores, place, both.base.units, ("computed", "published")),
            "class_other": _classes(proposal.scores, place, both.base.units, ("computed",)),
        }
    )  # fmt: skip
    return with_ranges(frame, intervals)


def _classes(scores: pd.DataFrame, place: tuple, units: list[str], sources: tuple) -> np.ndarray:
    own = scores[(scores["year"] == place[0]) & (scores["block"] == place[1]) & (scores["node"] == ROOT)]
    own = own[own["class_source"].isin(sources)]
    return own.set_index("unit_code")["class"].reindex(units).fillna("").to_numpy(dtype=object)


def with_ranges(frame: pd.DataFrame, intervals: pd.DataFrame) -> pd.DataFrame:
    """Return the shifts of one year and block with source, rank_low, rank_high and beyond_noise, from `rank_intervals`."""
    first = frame.iloc[0]
    own = intervals[(intervals["year"] == first["year"]) & (intervals["block"] == first["block"])]
    source = next((name for name in RANGES if (own["source"] == name).any()), "")
    own = own[own["source"] == source].set_index("unit_code").reindex(frame["unit_code"])
    if not (own["rank"].to_numpy(dtype=float) == frame["rank_base"].to_numpy(dtype=float)).all():
        return frame.assign(source="", rank_low=np.nan, rank_high=np.nan, beyond_noise=UNKNOWN)
    low, high = (own[name].to_numpy(dtype=float) for name in ("rank_low", "rank_high"))
    outside = (frame["rank_other"] < low) | (frame["rank_other"] > high)
    return frame.assign(source=source, rank_low=low, rank_high=high, beyond_noise=np.where(outside, YES, NO))


def left_out(official: Side, proposal: Side) -> list[dict]:
    """Return the units that are not compared, with the reason; one row for a block of which no unit is."""
    compared = {(both.base.year, both.base.block): both.base.units for both in both_sides(official, proposal)}
    base, other, rows = _blocks(official), _blocks(proposal), []
    totals = official.scores[official.scores["node"] == ROOT]
    for place, own in totals.groupby(["year", "block"], sort=True):
        place = (int(place[0]), str(place[1]))
        if place in compared:
            missing = sorted(set(own["unit_code"]) - set(compared[place]))
            rows += [_unit_left_out(code, base, other, place, official.study) for code in missing]
        elif place not in base:
            rows.append(omission("compare", *place, "shifts_of_block", "no_totals_official"))
        elif place in other and set(base[place].units) & set(other[place].units):
            rows.append(omission("compare", *place, "shifts_of_block", "scales_differ"))
        else:
            rows.append(omission("compare", *place, "shifts_of_block", "no_totals_proposal"))
    return rows


def _unit_left_out(code: str, base: dict, other: dict, place: tuple, study: Study) -> dict:
    unit = {language: names.unit(study, code, language) for language in LANGUAGES}
    if code not in base[place].points.index:
        return omission("compare", *place, "shift_of_unit", "no_total_official", unit=unit)
    return omission("compare", *place, "shift_of_unit", "no_total_proposal", unit=unit)
