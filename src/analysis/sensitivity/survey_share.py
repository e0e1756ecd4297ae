"""Room 5, the survey's share: what would another weight of the sociological survey do to each rank?"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, ranked, together
from analysis.omissions import omission
from analysis.study import Study

SHARES = np.arange(0, 61, 5) / 100
FACTORS = np.arange(0, 21) / 10


def survey_share(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `survey_share`: each unit's rank at each level of the survey's weight.

    sweep `share`: the survey counts for `level` (0 to 0.6) of the total, the appraised part for the rest, both as per
    cent of their applicable maxima (a unit to which only one part applies keeps the per cent of that part). sweep
    `factor`, where a maximum is not stated: survey points are multiplied by `level` (1 is official). `percent` is given
    for shares, `points` for factors.
    """
    frames = []
    for units in together(points, study):
        if reason_against(units) is None:
            frames.append(_shares(units) if units.criteria.maxima_known() else _factors(units))
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("survey_share")


def survey_leaves(units: UnitsTogether) -> list[str]:
    """Return the codes of the leaves whose points come from a survey."""
    return [leaf for leaf in units.criteria.leaves if units.criteria.criteria.loc[leaf, "points_from"] == "survey"]


def reason_against(units: UnitsTogether) -> str | None:
    """Return why the survey's share cannot be varied in this block, or None if it can."""
    surveyed = survey_leaves(units)
    if len(units.criteria.leaves) == 1:
        return "one_criterion_no_weights"
    if not surveyed:
        return "no_survey_part"
    return "only_survey" if len(surveyed) == len(units.criteria.leaves) else None


def _parts(frame: pd.DataFrame, units: UnitsTogether) -> tuple[np.ndarray, np.ndarray]:
    surveyed = survey_leaves(units)
    return frame.drop(columns=surveyed).sum(axis=1).to_numpy(), frame[surveyed].sum(axis=1).to_numpy()


def _shares(units: UnitsTogether) -> pd.DataFrame:
    appraised, survey = _parts(units.points, units)
    appraised_max, survey_max = _parts(units.maxima, units)
    appraised, survey = _percent(appraised, appraised_max), _percent(survey, survey_max)
    appraised, survey = _filled(appraised, survey), _filled(survey, appraised)
    totals = [(1 - share) * appraised + share * survey for share in SHARES]
    return _long(units, "share", SHARES, np.array(totals), "percent")


def _percent(points: np.ndarray, maximum: np.ndarray) -> np.ndarray:
    return np.divide(100 * points, maximum, out=np.full(len(points), np.nan), where=maximum > 0)


def _filled(part: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the part, or the other one for units to which nothing of the part applies: its weight passes over."""
    return np.where(np.isnan(part), other, part)


def _factors(units: UnitsTogether) -> pd.DataFrame:
    appraised, survey = _parts(units.points, units)
    totals = appraised + FACTORS[:, None] * survey
    return _long(units, "factor", FACTORS, totals, "points")


def _long(units: UnitsTogether, sweep: str, levels: np.ndarray, totals: np.ndarray, column: str) -> pd.DataFrame:
    frames = []
    for level, total in zip(levels, totals, strict=True):
        facts = {
            "year": units.year,
            "block": units.block,
            "unit_code": units.units,
            "sweep": sweep,
            "level": level,
        }
        values = {"percent": np.nan, "points": np.nan, column: total}
        frames.append(pd.DataFrame({**facts, **values, "rank": ranked(units, total)}))
    return pd.concat(frames, ignore_index=True)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return where the survey's share cannot be varied, and where only a factor can, with the reason."""
    rows = []
    for units in together(points, study):
        reason = reason_against(units)
        if reason is None and not units.criteria.maxima_known():
            reason = "maxima_not_stated_factor"
        if reason:
            rows.append(omission("sensitivity", units.year, units.block, "survey_share", reason))
    return rows
