"""Does a claim above the first appraisal pay? Four numbers that each look at it from another side.

The points are facts; random is, for intervals and p, which units of this kind are known.
"""

from functools import partial
from typing import NamedTuple

import numpy as np

from analysis.fairness.robust_slope import Slope, robust_slope
from analysis.ranks import RESOLUTION
from analysis.reliability.mean_change import mean_change
from analysis.statistics.correlation import spearman
from analysis.statistics.estimates import LEAST_UNITS, Estimate, nothing
from analysis.statistics.power import detectable_correlation, detectable_from_error


class Claims(NamedTuple):
    """What the units of a block claimed, one entry a unit.

    claim : self-assessment minus first appraisal; first, in_force : both on the scale on which ranks compare. taken, back :
    points that the first appraisal took row by row, and what of them is in force again. places_gained : from the first
    appraisal to the points in force. satisfaction : of citizens, NaN where unknown; None without an index.
    """

    claim: np.ndarray
    first: np.ndarray
    in_force: np.ndarray
    taken: np.ndarray
    back: np.ndarray
    places_gained: np.ndarray
    satisfaction: np.ndarray | None = None


def statistics(claims: Claims) -> list[dict]:
    """Return rows of statistic, estimate, low, high, p, n, and detectable_among: what would be found, by number of tests."""
    kept, error = gap_kept(claims.taken, claims.back)
    found = [_row("gap_kept", kept, partial(_from_error, error, kept.n - 2))]
    found.append(_of_slope("slope_at_equal_first_appraisal", robust_slope(claims.in_force, claims.claim, claims.first)))
    if claims.satisfaction is not None:
        known = ~np.isnan(claims.satisfaction)
        slope = robust_slope(claims.in_force[known], claims.claim[known], claims.satisfaction[known])
        found.append(_of_slope("slope_at_equal_satisfaction", slope))
    gained = _enough(spearman(claims.claim, claims.places_gained))
    found.append(_row("gap_and_rank_gained", gained, partial(detectable_correlation, gained.n)))
    return found


def gap_kept(taken: np.ndarray, back: np.ndarray) -> tuple[Estimate, float]:
    """Return what came back over what was taken, both summed over the units that lost anything, and its standard error.

    The error is that of the jackknife (Quenouille 1956, each unit left out once), interval and p those of its
    pseudo-values by `mean_change`; a single unit has neither.
    """
    some = np.round(taken, RESOLUTION) > 0
    taken, back = np.asarray(taken, dtype=float)[some], np.asarray(back, dtype=float)[some]
    n = len(taken)
    if n < 2:
        return nothing(n, float(back.sum() / taken.sum()) if n else np.nan), np.nan
    ratio, without = float(back.sum() / taken.sum()), (back.sum() - back) / (taken.sum() - taken)
    pulls = ratio - (n - 1) * (without - without.mean())
    found = mean_change(pulls, estimated=2)
    return found._replace(value=ratio), float(pulls.std(ddof=1) / np.sqrt(n)) if found.low == found.low else np.nan


def _enough(found: Estimate) -> Estimate:
    return found if found.n >= LEAST_UNITS else nothing(found.n, found.value)


def _of_slope(statistic: str, slope: Slope) -> dict:
    return _row(statistic, slope.estimate, partial(_from_error, slope.error, slope.freedom))


def _from_error(error: float, freedom: float, tests: int) -> float:
    return detectable_from_error(error, freedom, tests)


def _row(statistic: str, found: Estimate, detectable_among) -> dict:
    return {
        "statistic": statistic, "estimate": found.value, "low": found.low, "high": found.high, "p": found.p, "n": found.n,
        "detectable_among": detectable_among,
    }  # fmt: skip
