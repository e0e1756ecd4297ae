"""Room 6, applicability: what would each treatment of what does not apply give every unit, and does a small maximum help?

Which of the six treatments in use can be computed depends on what the table prints. Per cents and ranks are exact; only
the test of the link asks what chance would do, if the maxima that apply had fallen to these units at random.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import optimize, stats

from analysis import tables
from analysis.blocks import UnitsTogether, root_maximum, together
from analysis.fairness.verdicts import NOT_DEFINED, verdict
from analysis.framework import TREATMENTS
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.score import raw_leaves
from analysis.sensitivity import additive
from analysis.sensitivity.ranking import rank_draws
from analysis.statistics.adjustment import holm
from analysis.statistics.correlation import spearman
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate, nothing
from analysis.statistics.power import POWER
from analysis.study import Study
from analysis.treatments import OUTSIDE


class Case(NamedTuple):
    """The units of one year and block with their raw leaves, {unit_code: {code: Leaf}}, and the model of their points."""

    units: UnitsTogether
    leaves: dict
    data: additive.Model


def applicability(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `applicability`: what each treatment that the data allow gives each unit.

    applicable_max : points of the maximum that apply to the unit, whatever the treatment. percent : points in per cent of
    the maximum, both as treated. rank : by what ranks compare under the treatment, with the rules of the criteria.
    official : `yes` for the treatment of the framework. Source of the treatments: domain_rules B3, `treatments.effective`.
    """
    frames = []
    for case in cases(points, assessed, study):
        if reason_against(case) is None:
            frames += [_treated(case, name) for name in TREATMENTS if reason_against_treatment(case, name) is None]
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("applicability")


def cases(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> Iterator[Case]:
    """Yield the cases of a study. Where no source states the treatment, units with something outside count as well."""
    raw: dict = {}
    for (year, block, unit), leaves in raw_leaves(assessed, study):
        raw.setdefault((int(year), str(block)), {})[unit] = leaves
    # The treatment decides what these points are; until then they must not keep the unit out.
    known = points.assign(points=points["points"].where(points["missing"] != OUTSIDE, 0.0))
    for units in together(known, study):
        leaves = raw[(units.year, units.block)]
        yield Case(units, leaves, additive.model(units, leaves))


def reason_against(case: Case) -> str | None:
    """Return why treatments cannot be compared in this block, or None if they can."""
    if not (case.data.maxima_known and np.isfinite(root_maximum(case.units.criteria))):
        return "maxima_not_stated"
    return None if case.data.gaps.any() else "everything_applies"


def reason_against_treatment(case: Case, treatment: str) -> str | None:
    """Return why one treatment cannot be computed in a block whose treatments can be compared, or None if it can."""
    official = treatment == case.units.criteria.not_applicable
    if not official and not additive.computable(treatment, case.units, case.leaves):
        return f"needs_{treatment}"
    return "nothing_applies" if additive.failed(case.data, _totals(case, treatment)).any() else None


def _totals(case: Case, treatment: str) -> additive.Totals:
    return additive.totals(case.data, treatment, np.ones((1, len(case.units.criteria.leaves))))


def _treated(case: Case, treatment: str) -> pd.DataFrame:
    found, applies, criteria = _totals(case, treatment), _totals(case, "per_cent"), case.units.criteria
    compared = additive.comparable(case.data, found, treatment)
    return pd.DataFrame(
        {
            "year": case.units.year, "unit_code": case.units.units, "block": case.units.block, "treatment": treatment,
            "official": "yes" if treatment == criteria.not_applicable else "no",
            "applicable_max": applies.maximum[0] * applies.step, "percent": additive.percents(found)[0],
            "rank": rank_draws(compared, criteria.rank_rule)[0].astype(int),
        }
    )  # fmt: skip


def applicability_link(treated: pd.DataFrame) -> pd.DataFrame:
    """Return the table `applicability_link`: does the rank hang on what applies, under each treatment?

    estimate : Spearman's correlation (-1 to 1) of the applicable maximum and the standing (minus the rank); below zero,
    units to which less applies stand higher. Below eight units the value only. detectable : smallest correlation that
    would have been found. least_dependent : `yes` for the treatment whose correlation is nearest to 0 in its block, all
    of them at a tie. verdict : with p adjusted by Holm for all rows of the table.
    """
    groups = list(treated.groupby(["year", "block", "treatment"], sort=True))
    rows = [{"year": year, "block": block, "treatment": name, **_shown(own)} for (year, block, name), own in groups]
    frame = tables.from_rows("applicability_link", rows)
    return _judged(frame.assign(least_dependent=_least_dependent(frame)))


def rank_link(applicable_max: np.ndarray, rank: np.ndarray) -> Estimate:
    """Return Spearman's correlation of the applicable maximum and the standing of n units; below eight the value only."""
    found = spearman(np.asarray(applicable_max, dtype=float), -np.asarray(rank, dtype=float))
    return found if found.n >= LEAST_UNITS else nothing(found.n, found.value)


def _shown(own: pd.DataFrame) -> dict:
    found = rank_link(own["applicable_max"], own["rank"])
    return {"estimate": found.value, "low": found.low, "high": found.high, "p": found.p, "n": found.n}


def _least_dependent(frame: pd.DataFrame) -> pd.Series:
    distance = frame["estimate"].astype(float).abs().round(RESOLUTION)
    least = distance.groupby([frame["year"], frame["block"]]).transform("min")
    return (distance == least).map({True: "yes", False: "no"})


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    p_values = frame["p"].to_numpy(dtype=float)
    tests = int(np.isfinite(p_values).sum())
    adjusted = holm(p_values)
    judged = [_verdict(p, row) for p, (_, row) in zip(adjusted, frame.iterrows(), strict=True)]
    detectable = [detectable_rank_correlation(int(row["n"]), tests) if np.isfinite(row["p"]) else np.nan
                  for _, row in frame.iterrows()]  # fmt: skip
    return frame.assign(p_adjusted=adjusted, detectable=detectable, verdict=judged)


def detectable_rank_correlation(n: int, tests: int = 1) -> float:
    """Return the smallest rank correlation (0 to 1) that would be found among n units with 80 per cent probability.

    Two-sided at 5 per cent over the number of tests; Fisher's z with the error of Bonett and Wright (2000) against the
    critical value of Student's t. n : eight or more.
    """
    critical = stats.t.isf((1 - CONFIDENCE) / tests / 2, n - 2)
    limit, wanted = np.arctanh(critical / np.sqrt(critical**2 + n - 2)), stats.norm.ppf(POWER)
    return float(
        optimize.brentq(
            lambda r: np.arctanh(r) - limit - wanted * np.sqrt((1 + r**2 / 2) / (n - 3)), 0, 1 - 10.0**-RESOLUTION
        )
    )


def _verdict(p_adjusted: float, row: pd.Series) -> str:
    return NOT_DEFINED if np.isnan(row["estimate"]) else verdict(p_adjusted, row["n"] < LEAST_UNITS)


def left_out(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> list[dict]:
    """Return which treatments cannot be computed, with the reason."""
    rows = []
    for case in cases(points, assessed, study):
        reason, place = reason_against(case), (case.units.year, case.units.block)
        if reason:
            rows.append(omission("fairness", *place, "treatments", reason))
            continue
        for treatment in TREATMENTS:
            reason = reason_against_treatment(case, treatment)
            if reason:
                rows.append(omission("fairness", *place, f"treatment_{treatment}", reason))
    return rows
