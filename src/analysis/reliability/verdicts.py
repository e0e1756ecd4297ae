"""Room 4, verdicts on criteria: plain words, each with the number behind it and the limit it is held to.

The units are the whole block, so the shares are facts; random is only whether two criteria agree by coincidence, which is
why `repeats` must also be too unlikely for chance. Criteria are formative: a low correlation with the rest alone is never a
fault and gives no verdict.
"""

from math import lgamma, log

import numpy as np
import pandas as pd
from scipy import stats

from analysis import tables
from analysis.blocks import OUTSIDE, UnitsTogether, together, where_applicable
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import at_full_maximum
from analysis.statistics.estimates import CONFIDENCE, LEAST_SIDE, LEAST_UNITS
from analysis.study import Study

# Where fewer than one unit in twenty has other points, the criterion decides nothing among them.
SAME_POINTS = 0.95
# From here on two criteria share more than four fifths of their variance (0.9 squared): double counting, as the handbook
# on composite indicators (OECD and JRC 2008, step 4) warns of it.
REPEATED = 0.9
# Criteria on one service or from one survey go together too: half of the variance in common (0.7 squared) is no repetition.
RELATED = 0.7
# A criterion that leaves out more than half of the units compares the lesser part of them.
MOST_UNITS = 0.5
# One unit in ten wrote against it, and never fewer units than a side of a comparison needs.
PETITIONS = 0.1
# The first appraisal took, from the average unit, more than the step between two neighbouring scores of most rules.
CUT = 0.25


def criterion_verdicts(quality: pd.DataFrame, points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `criterion_verdicts`: every verdict on every criterion that carries points itself.

    quality : the table `criterion_quality`. estimate is held to limit; n counts the units that it comes from.

    ceiling, floor, same_for_all : fewer than one unit in twenty has other points than the maximum, the minimum or zero, or
        one value between.
    repeats : correlates with `other_criterion` (the strongest is named) at 0.9 or more, in points and in ranks (the
        lower of Pearson and Spearman), and by more than chance makes of any pair of the block's criteria that share half
        of their variance. tells_apart : none of these.
    applies_to_few : for half of the units or more it lies outside their functions or there was no case; for a bonus or a
        deduction, fewer than one in twenty has other points than zero.
    disputed : one unit in ten, and at least three, petitioned against it, or the first appraisal cut a quarter of the
        maximum on average from the units, at least three, that scored it themselves.
    too_few_units : below eight units nothing is said of spread.
    """
    rows = []
    for units in together(points, study):
        applicable = at_full_maximum(where_applicable(units, points, (OUTSIDE,)))
        own = quality[(quality["year"] == units.year) & (quality["block"] == units.block)].set_index("criterion_code")
        own = own.select_dtypes("number").astype(float)
        repeated = _repeated(applicable)
        for code in units.criteria.leaves:
            facts = {"year": units.year, "block": units.block, "criterion_code": code}
            found = [*_spread(applicable, code, own.loc[code], repeated), *_reach(units, code, own.loc[code])]
            found += _disputed(units, code, own.loc[code])
            rows += [facts | one for one in found]
    return tables.from_rows("criterion_verdicts", rows)


def _verdict(verdict: str, evidence: str, estimate: float, limit: float, n: int, other: str = "") -> dict:
    return {
        "verdict": verdict, "evidence": evidence, "estimate": float(estimate), "limit": float(limit),
        "other_criterion": other, "n": int(n),
    }  # fmt: skip


def _spread(units: UnitsTogether, code: str, quality: pd.Series, repeated: dict) -> list[dict]:
    """Return whether a criterion tells units apart, and if not, why."""
    n, main = quality["n"], units.criteria.parts[code] == "main"
    if n < LEAST_UNITS:
        return [_verdict("too_few_units", "n", n, LEAST_UNITS, n)]
    piles = {"ceiling": "share_at_maximum", "floor": "share_at_minimum"} if main else {}
    for verdict, evidence in piles.items():
        if quality[evidence] > SAME_POINTS:
            return [_verdict(verdict, evidence, quality[evidence], SAME_POINTS, n)]
    if quality["share_at_zero"] > SAME_POINTS:
        return [
            _verdict("floor" if main else "applies_to_few", "share_at_zero", quality["share_at_zero"], SAME_POINTS, n)
        ]
    same = share_at_one_value(concerned_points(units, code))
    if same > SAME_POINTS:
        return [_verdict("same_for_all", "share_at_one_value", same, SAME_POINTS, n)]
    if code in repeated:
        other, found, both = repeated[code]
        return [_verdict("repeats", "correlation", found, REPEATED, both, other)]
    return [_verdict("tells_apart", "share_at_one_value", same, SAME_POINTS, n)]


def concerned_points(units: UnitsTogether, code: str) -> pd.Series:
    """Return the points on a leaf of the units to which it applies; of all units on a bonus or a deduction."""
    main = units.criteria.parts[code] == "main"
    return units.points[code][(units.maxima[code] != 0) | (not main)].round(RESOLUTION)


def share_at_one_value(values: pd.Series) -> float:
    """Return the share of the units (0 to 1) that have the points which most of them have."""
    return float(values.value_counts(normalize=True).max())


def _reach(units: UnitsTogether, code: str, quality: pd.Series) -> list[dict]:
    shares = {"share_outside": quality["share_outside"], "share_no_case": quality["share_no_case"]}
    shares["share_outside_or_no_case"] = shares["share_outside"] + shares["share_no_case"]
    over = next((name for name, share in shares.items() if share >= MOST_UNITS), None)
    return [_verdict("applies_to_few", over, shares[over], MOST_UNITS, len(units.units))] if over else []


def _disputed(units: UnitsTogether, code: str, quality: pd.Series) -> list[dict]:
    found, n, maximum = [], len(units.units), units.criteria.maximum(code)
    if quality["petitions"] >= max(PETITIONS * n, LEAST_SIDE):
        found.append(_verdict("disputed", "petitions", quality["petitions"], max(PETITIONS * n, LEAST_SIDE), n))
    scored = quality["n_self_scored"]
    if scored >= LEAST_SIDE and maximum > 0 and -quality["gap_appraisal"] >= CUT * maximum:
        found.append(_verdict("disputed", "gap_appraisal", quality["gap_appraisal"], -CUT * maximum, scored))
    return found


def _repeated(units: UnitsTogether) -> dict[str, tuple[str, float, int]]:
    columns = {code: concerned_points(units, code) for code in units.criteria.leaves}
    return repeated(pd.DataFrame(columns, index=units.units))


def repeated(points: pd.DataFrame) -> dict[str, tuple[str, float, int]]:
    """Return {criterion: (the one it repeats most, correlation, units with both)} of units x criteria, NaN where none applies.

    The correlation is the lower of Pearson's and Spearman's; at least 0.9, and no coincidence among all pairs.
    """
    wide = points.loc[:, points.nunique() > 1]
    found = (
        np.minimum(wide.corr(min_periods=LEAST_UNITS), wide.corr("spearman", min_periods=LEAST_UNITS)).to_numpy().copy()
    )
    np.fill_diagonal(found, np.nan)
    tests, names, pairs = int(np.isfinite(found).sum() / 2), list(wide.columns), {}
    for one, other in zip(*np.nonzero(np.round(found, RESOLUTION) >= REPEATED), strict=True):
        both = wide.iloc[:, [one, other]].dropna()
        strongest = names[one] not in pairs or found[one, other] > pairs[names[one]][1]
        if strongest and not coincidence(both, found[one, other], tests):
            pairs[names[one]] = (names[other], float(found[one, other]), len(both))
    return pairs


def coincidence(both: pd.DataFrame, correlation: float, tests: int) -> bool:
    """Return whether chance could make two columns agree so in one of `tests` pairs, with more than 5 per cent probability.

    Held to Fisher's z against a correlation of 0.7, and to the number of ways in which the values of either column can be
    handed out: with two values, one of them rare, columns coincide easily, and z would not tell.
    """
    n, level = len(both), (1 - CONFIDENCE) / max(tests, 1)
    above = np.arctanh(min(correlation, 1 - 10.0**-RESOLUTION)) - np.arctanh(RELATED)
    ways = min(_log_ways(both.iloc[:, place]) for place in (0, 1))
    return stats.norm.sf(above * np.sqrt(n - 3)) > level or -ways > log(level)


def _log_ways(values: pd.Series) -> float:
    """Return the logarithm of the number of different orders of the values."""
    counts = values.value_counts()
    return lgamma(len(values) + 1) - sum(lgamma(count + 1) for count in counts)
