"""Room 8, compare: what would change under another weighting, and where does the change come from?

Only tables of earlier rooms are read; no score is computed anew from submissions.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.compare.summary import shift_summary
from analysis.omissions import omission
from analysis.ranks import half_up, ranks
from analysis.study import Study

__all__ = ["COMPARISON", "left_out", "reason_against", "shift_sources", "shift_summary", "shifts"]
COMPARISON = "equal_weights"


def shifts(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `shifts`, kind `weighting`: official against equal weights of all leaf criteria.

    score_base, score_other : per cent of the applicable maximum under the official and under equal weights; bonus and
    deductions count in both as they are.
    rank_shift : rank_base - rank_other, positive when the unit moves up.
    """
    frames = []
    for units in _comparable(points, study):
        obtained = _obtained(units).fillna(0)
        base, other = [obtained.mul(weights).sum(axis=1) + _on_top(units) for weights in _weights(units)]
        rank_base, rank_other = _ranks(base, units), _ranks(other, units)
        frames.append(
            pd.DataFrame(
                {
                    "year": units.year, "block": units.block, "kind": "weighting", "comparison": COMPARISON,
                    "unit_code": units.units, "score_base": base.to_numpy(), "score_other": other.to_numpy(),
                    "score_change": (other - base).to_numpy(), "rank_base": rank_base, "rank_other": rank_other,
                    "rank_shift": rank_base - rank_other,
                }
            )
        )  # fmt: skip
    columns = tables.schema("shifts")["columns"]
    return pd.concat(frames, ignore_index=True).reindex(columns=columns) if frames else tables.empty("shifts")


def _comparable(points: pd.DataFrame, study: Study) -> list[UnitsTogether]:
    return [units for units in together(points, study) if reason_against(units) is None]


def reason_against(units: UnitsTogether) -> str | None:
    """Return why weights cannot be compared in this block, or None if they can."""
    if len(units.criteria.leaves) == 1:
        return "one_criterion_no_weights"
    return None if units.criteria.maxima_known() else "maxima_not_stated"


def _obtained(units: UnitsTogether) -> pd.DataFrame:
    """Return per cent of the maximum by leaf; empty where nothing applies, and for bonus and deductions."""
    return 100 * units.points / units.maxima.where(units.maxima > 0)


def _on_top(units: UnitsTogether) -> pd.Series:
    """Return what bonus and deductions, which no weighting touches, add to the per cent of the total."""
    return 100 * units.points.where(units.maxima == 0, 0).sum(axis=1) / units.maxima.sum(axis=1)


def _weights(units: UnitsTogether) -> tuple[pd.DataFrame, pd.DataFrame]:
    applies = (units.maxima > 0).astype(float)
    official = units.maxima.div(units.maxima.sum(axis=1), axis=0)
    return official, applies.div(applies.sum(axis=1), axis=0)


def _ranks(scores: pd.Series, units: UnitsTogether) -> np.ndarray:
    printed = units.by_percent and units.criteria.rank_on == "printed"
    compared = half_up(scores, units.criteria.decimals) if printed else scores
    return ranks(compared, units.criteria.rank_rule).astype(int)


def shift_sources(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `shift_sources`: what each criterion contributes to a unit's change of score.

    contribution : (equal weight - official weight) x per cent obtained; a unit's contributions add up to score_change.
    against_block : the same with the per cent less the block's mean per cent; what all units gain alike moves no rank, so
    this tells where a shift of rank comes from.
    """
    frames = []
    for units in _comparable(points, study):
        official, equal = _weights(units)
        obtained = _obtained(units)
        parts = (equal - official) * obtained.fillna(0)
        against = (equal - official) * (obtained - obtained.mean()).fillna(0)
        long = pd.DataFrame({"contribution": _stacked(parts), "against_block": _stacked(against)}).reset_index()
        frames.append(long.assign(year=units.year, block=units.block, comparison=COMPARISON))
    columns = tables.schema("shift_sources")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("shift_sources")


def _stacked(parts: pd.DataFrame) -> pd.Series:
    return parts.rename_axis(index="unit_code", columns="criterion_code").stack()


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return where weights cannot be compared, with the reason."""
    return [
        omission("compare", units.year, units.block, "equal_weights", reason)
        for units in together(points, study)
        if (reason := reason_against(units))
    ]
