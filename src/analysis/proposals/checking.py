"""What the evidence suggests, checked on figures that did not suggest it, with intervals corrected for all that was tried.

A claim holds only if it is found again without each part of the units, or in another year, and if its interval, at five per
cent divided by the number of claims tried, stays clear of the limit. The units are the whole block: what is random is which
units of this kind there are.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis.blocks import OUTSIDE, UnitsTogether, together, where_applicable
from analysis.reliability.nodes import at_full_maximum
from analysis.reliability.quality import SCALE_PRECISION
from analysis.reliability.verdicts import MOST_UNITS, RELATED, SAME_POINTS, concerned_points, repeated
from analysis.statistics.estimates import LEAST_UNITS, LEVEL
from analysis.study import Study

FOLDS = 5
STANDS, NOT_SHOWN = "stands", "not_shown"
CROSS, OTHER_YEAR, NOT_CHECKED = "cross_validation", "other_year", "not_checked"


class Claim(NamedTuple):
    """One claim of the evidence: its reason (a verdict on criteria), the criterion, another one (of `repeats`, else empty)."""

    reason: str
    code: str
    other: str = ""


class Checked(NamedTuple):
    """A claim as checked: on what, the measure, units, claims tried, estimate, corrected interval, and whether it stands."""

    claim: Claim
    checked_on: str
    measure: str
    n: int
    tried: int
    estimate: float
    low: float
    high: float
    verdict: str


def claims(verdicts: pd.DataFrame) -> list[Claim]:
    """Return the claims of a table `criterion_verdicts`: criteria at their ceiling, and each repeating pair once."""
    found = []
    for row in verdicts.sort_values("criterion_code").to_dict("records"):
        if row["verdict"] == "ceiling":
            found.append(Claim("ceiling", row["criterion_code"]))
        elif row["verdict"] == "repeats":
            found.append(Claim("repeats", *sorted([row["criterion_code"], row["other_criterion"]])))
    return list(dict.fromkeys(found))


def checked(
    points: pd.DataFrame, study: Study, year: int, block: str, suggested: list[Claim], tried: int
) -> list[Checked]:
    """Return each claim as checked on the nearest other year of the block, else by leaving out each fifth of the units.

    points : the table of this name. tried : all claims that were looked at, by which the five per cent are divided.
    """
    own = points[points["block"] == block]
    other = _other_year(own, study, year)
    looked_at = other or year
    values = _values(next(together(own[own["year"] == looked_at], study)), own)
    maxima = {code: study.criteria(block).maximum(code) for code in values}
    if other is not None:
        return [_measured(one, values, maxima, tried, OTHER_YEAR, True) for one in suggested]
    parts = _without_each_fold(values, study, f"compare/screen/{year}/{block}")
    way = CROSS if parts else NOT_CHECKED
    again = [bool(parts) and all(_suggests(part, maxima, one) for part in parts) for one in suggested]
    return [_measured(one, values, maxima, tried, way, found) for one, found in zip(suggested, again, strict=True)]


def _other_year(own: pd.DataFrame, study: Study, year: int) -> int | None:
    """Return the nearest other year in which enough units of the block have totals; the later of two."""
    counts = {units.year: len(units.units) for units in together(own, study) if units.year != year}
    enough = [one for one, n in counts.items() if n >= LEAST_UNITS]
    return min(enough, key=lambda one: (abs(one - year), -one), default=None)


def _values(units: UnitsTogether, points: pd.DataFrame) -> pd.DataFrame:
    """Return units x criteria points brought to the full maximum; NaN where a criterion does not apply."""
    full = at_full_maximum(where_applicable(units, points, (OUTSIDE,)))
    return pd.DataFrame({code: concerned_points(full, code) for code in units.criteria.leaves}, index=units.units)


def _without_each_fold(values: pd.DataFrame, study: Study, key: str) -> list[pd.DataFrame]:
    """Return the units without each fifth of them; empty where too few would be left to suggest anything."""
    order = study.random(key).permutation(len(values))
    if len(order) - -(-len(order) // FOLDS) < LEAST_UNITS:
        return []
    return [values.iloc[np.sort(order[np.arange(len(order)) % FOLDS != fold])] for fold in range(FOLDS)]


def _suggests(values: pd.DataFrame, maxima: dict[str, float], claim: Claim) -> bool:
    """Return whether some of the units alone would suggest a claim, by the limits of the verdicts."""
    if claim.reason == "ceiling":
        at_top, n = _at_maximum(values[claim.code], maxima[claim.code])
        return n >= LEAST_UNITS and at_top > SAME_POINTS * n
    pairs = repeated(values)
    return any(code in pairs and pairs[code][0] == other for code, other in (claim[1:], claim[:0:-1]))


def _at_maximum(values: pd.Series, maximum: float) -> tuple[int, int]:
    known = values.dropna()
    return int((np.abs(known - maximum) < SCALE_PRECISION).sum()), len(known)


def _measured(
    claim: Claim, values: pd.DataFrame, maxima: dict[str, float], tried: int, way: str, again: bool
) -> Checked:
    if claim.reason == "ceiling":
        at_top, n = _at_maximum(values[claim.code], maxima[claim.code])
        (low, high), measure = share_interval(at_top, n, tried), "share_at_maximum"
        estimate = at_top / n if n else np.nan
        holds = low > MOST_UNITS and estimate > SAME_POINTS
    else:
        both = values[[claim.code, claim.other]].dropna()
        (estimate, low, high), n, measure = correlation_interval(both, tried), len(both), "correlation"
        holds = low > RELATED
    return Checked(claim, way, measure, n, tried, estimate, low, high, STANDS if again and holds else NOT_SHOWN)


def share_interval(count: int, n: int, tried: int) -> tuple[float, float]:
    """Return the exact interval of a share (Clopper and Pearson 1934) at 5 per cent divided by the number tried."""
    if not n:
        return np.nan, np.nan
    tail = LEVEL / max(tried, 1) / 2
    low = stats.beta.ppf(tail, count, n - count + 1) if count else 0.0
    high = stats.beta.isf(tail, count + 1, n - count) if count < n else 1.0
    return float(low), float(high)


def correlation_interval(both: pd.DataFrame, tried: int) -> tuple[float, float, float]:
    """Return the lower of Pearson's and Spearman's correlation and its interval (Fisher's z), corrected for the number tried."""
    if len(both) < LEAST_UNITS or (both.nunique() < 2).any():
        return np.nan, np.nan, np.nan
    r = min(both.iloc[:, 0].corr(both.iloc[:, 1], method=kind) for kind in ("pearson", "spearman"))
    half = stats.norm.isf(LEVEL / max(tried, 1) / 2) / np.sqrt(len(both) - 3)
    z = np.arctanh(np.clip(r, -1 + 1e-9, 1 - 1e-9))
    return float(r), float(np.tanh(z - half)), float(np.tanh(z + half))


def dependence_lost(applies: np.ndarray, official: np.ndarray, other: np.ndarray, tried: int) -> tuple[float, float]:
    """Return by how much the rank correlation with what applies moves toward zero and past it, and half its interval.

    applies, official, other : n units; standing under the official and the other treatment. Paired jackknife, each unit
    left out of both sides, by Student's t with n - 2 degrees of freedom (Miller 1974) at 5 per cent divided by the number
    tried.
    """
    n = len(applies)
    kept = [np.flatnonzero(np.arange(n) != place) for place in range(n)]
    links = [[_link(applies[rows], side[rows]) for rows in [np.arange(n), *kept]] for side in (official, other)]
    lost = np.sign(links[0][0]) * (np.array(links[0]) - np.array(links[1]))
    half = stats.t.isf(LEVEL / max(tried, 1) / 2, n - 2) * np.sqrt((n - 1) * lost[1:].var())
    return float(lost[0]), float(half)


def _link(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(stats.rankdata(one), stats.rankdata(other))[0, 1])
