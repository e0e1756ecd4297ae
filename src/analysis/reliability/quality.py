"""Room 4, each criterion: does it tell units apart, how far can it move a rank, what happened to it in the rounds?

The units are the whole block, so the shares, spreads and shifts are facts and nothing about them is random. The interval of
the item-rest correlation says what chance would do among other units of this kind.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import NO_CASE, OUTSIDE, UnitsTogether, ranked, together, where_applicable
from analysis.framework import ROOT
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import at_full_maximum, contributions, leaves_below, unstretched, variance_share
from analysis.reliability.rounds import as_they_count
from analysis.statistics.correlation import pearson_of_scores
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

# Scales are printed to two decimals (0.33 to 3.33): a value that prints as the bound is at the bound.
SCALE_PRECISION = 0.005
ROUNDS = ("self_points", "appraisal_1", "appraisal_2")
STEPS = {"gap_appraisal": ("self_points", "appraisal_1"), "gap_explanation": ("appraisal_1", "appraisal_2")}


def criterion_quality(
    points: pd.DataFrame,
    study: Study,
    rounds: pd.DataFrame | None = None,
    petition_counts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the table `criterion_quality`: one row a year, block and criterion (leaves and inner nodes).

    rounds, petition_counts : the tables of these names, None where the study has none.

    n, mean to highest, share_at_maximum, share_at_minimum, share_at_zero : points of the units within whose functions the
        criterion lies, brought to the stated maximum where less applies or the treatment stretched it; the shares 0 to
        1, empty where the bound is not stated. Points that a rule gives for want of a case count. share_outside,
        share_no_case : of all units with a total, those to which nothing of it applies because it lies outside their
        functions, or for want of a case; empty where the data do not tell kinds of missing.
    item_rest_correlation, low, high : Pearson, the criterion against the total without it among the units to which both
        apply, in per cent of what applies where maxima are stated, else in points; no interval below eight units.
        Criteria are formative: a low one is no fault.
    variance_share : covariance of what the criterion contributes to the official total with that total, over its
        variance; the shares of the criteria under one parent add up to the parent's. mean_rank_shift,
        largest_rank_shift : places by which the units move when the criterion is left out.
    gap_appraisal, gap_explanation : mean change a unit in points by the first appraisal and by the explanation round, over
        the `n_self_scored` units that scored rows of it themselves. petitions : units that wrote something
        against it or below it, counted once a row and kind of petition.
    """
    counted = None if rounds is None or rounds.empty else as_they_count(rounds, study)
    rows = []
    for units in together(points, study):
        whole, petitions = _whole(units, points, study), _petitions(units, petition_counts, study)
        changed = _changes(units, counted)
        for code in units.criteria.criteria.index.drop(ROOT, errors="ignore"):
            below = units.points.columns.isin(leaves_below(units, code))
            rows.append(
                {"year": units.year, "block": units.block, "criterion_code": code} | _spread(whole, code, below)
                | _not_applied(whole.missing, below) | _without(whole, code, below)
                | _gaps(changed, below) | {"petitions": _written(units, code, petitions)}
            )  # fmt: skip
    return tables.from_rows("criterion_quality", rows)


class _Whole(NamedTuple):
    """The units with what every criterion is held to.

    units : as the official treatment counts them; applicable : without what does not apply; full : units x leaves points
    of these at the stated maximum; total, official : official totals and ranks; missing : units x leaves kinds, or None.
    """

    units: UnitsTogether
    applicable: UnitsTogether
    full: np.ndarray
    total: pd.Series
    official: np.ndarray
    missing: np.ndarray | None

    def concerned(self, code: str, below: np.ndarray) -> np.ndarray:
        """Return for each unit whether a criterion concerns it; a bonus or deduction, which has no maximum, concerns all."""
        applies = ~(self.applicable.maxima.to_numpy()[:, below] == 0).all(axis=1)
        return applies | (self.units.criteria.parts[code] != "main")


def _whole(units: UnitsTogether, points: pd.DataFrame, study: Study) -> _Whole:
    applicable, total = unstretched(where_applicable(units, points, (OUTSIDE,))), units.total
    full = at_full_maximum(applicable).points.to_numpy()
    return _Whole(units, applicable, full, total, ranked(units, total.to_numpy()), _missing(units, points, study))


def _spread(whole: _Whole, code: str, below: np.ndarray) -> dict:
    criteria = whole.units.criteria
    values = pd.Series(whole.full[:, below].sum(axis=1).round(RESOLUTION)[whole.concerned(code, below)])
    return {
        "n": len(values), "mean": values.mean(), "standard_deviation": values.std(ddof=1),
        "lowest": values.min(), "highest": values.max(),
        "share_at_maximum": _share_at(values, criteria.maximum(code)),
        "share_at_minimum": _share_at(values, criteria.minimum(code)), "share_at_zero": _share_at(values, 0.0),
        "variance_share": variance_share(contributions(whole.units, code), whole.total),
    }  # fmt: skip


def _share_at(values: pd.Series, bound: float) -> float:
    """Return the share of values at a bound; NaN where no source states it, or nothing applies."""
    return np.nan if np.isnan(bound) or values.empty else float((np.abs(values - bound) < SCALE_PRECISION).mean())


def _missing(units: UnitsTogether, points: pd.DataFrame, study: Study) -> np.ndarray | None:
    """Return units x leaves kinds of missing; None where the data do not tell them."""
    own = points[(points["year"] == units.year) & (points["block"] == units.block)]
    if not (study.has_forms or own["missing"].fillna("").ne("").any()):
        return None
    wide = own.pivot(index="unit_code", columns="criterion_code", values="missing")
    return wide.reindex(index=units.units, columns=units.criteria.leaves).fillna("").to_numpy()


def _not_applied(missing: np.ndarray | None, below: np.ndarray) -> dict:
    if missing is None:
        return {"share_outside": np.nan, "share_no_case": np.nan}
    outside, no_case = missing[:, below] == OUTSIDE, missing[:, below] == NO_CASE
    entirely = outside.all(axis=1)
    return {
        "share_outside": float(entirely.mean()),
        "share_no_case": float(((outside | no_case).all(axis=1) & ~entirely).mean()),
    }


def _without(whole: _Whole, code: str, below: np.ndarray) -> dict:
    """Return what a criterion has to do with the rest of the total, and how units move without it."""
    main = whole.units.criteria.parts[code] == "main"
    item = _per_cent(whole.applicable, below, below if main else np.full(len(below), True))
    rest = _per_cent(whole.applicable, ~below, ~below)
    both = whole.concerned(code, below) & ~np.isnan(item) & ~np.isnan(rest)
    found = pearson_of_scores(item[both], rest[both])
    limits = (found.low, found.high) if found.n >= LEAST_UNITS else (np.nan, np.nan)
    facts = {"item_rest_correlation": found.value, "low": limits[0], "high": limits[1]}
    return facts | _shifts(whole, ~below)


def _per_cent(units: UnitsTogether, leaves: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return points on some leaves in per cent of the maxima `of` leaves; points where maxima are not stated, NaN for none."""
    points, maxima = units.points.to_numpy()[:, leaves].sum(axis=1), units.maxima.to_numpy()[:, of].sum(axis=1)
    points = points if leaves.any() else np.full(len(points), np.nan)
    if not units.in_per_cents:
        return points
    return 100 * points / np.where(maxima > 0, maxima, np.nan)


def _shifts(whole: _Whole, others: np.ndarray) -> dict:
    """Return by how many places units move when only other leaves count; empty where a unit has nothing left."""
    units = whole.units
    left = units._replace(points=units.points.loc[:, others], maxima=units.maxima.loc[:, others])
    rest = left.total.to_numpy()
    if not others.any() or not np.isfinite(rest).all():
        return {"mean_rank_shift": np.nan, "largest_rank_shift": np.nan}
    shift = np.abs(ranked(units, rest) - whole.official)
    return {"mean_rank_shift": float(shift.mean()), "largest_rank_shift": int(shift.max())}


def _changes(units: UnitsTogether, counted: pd.DataFrame | None) -> dict[str, np.ndarray | None]:
    """Return units x leaves changes of each step, NaN where a unit did not score the row itself; None without rounds."""
    if counted is None:
        return dict.fromkeys(STEPS)
    own = counted[(counted["year"] == units.year) & (counted["block"] == units.block)]
    if own.empty:
        return dict.fromkeys(STEPS)
    wide = own.pivot(index="unit_code", columns="criterion_code").reindex(index=units.units)
    rounds = {name: wide[name].reindex(columns=units.criteria.leaves).to_numpy(dtype=float) for name in ROUNDS}
    return {name: (rounds[after] - rounds[before]).round(RESOLUTION) for name, (before, after) in STEPS.items()}


def _gaps(changes: dict[str, np.ndarray | None], below: np.ndarray) -> dict:
    """Return the mean change a unit of each step, and how many units scored something of the criterion themselves."""
    own = {name: one[:, below] for name, one in changes.items() if one is not None}
    counted = [int((~np.isnan(one)).any(axis=1).sum()) for one in own.values()]
    return {name: _gap(own.get(name)) for name in STEPS} | {"n_self_scored": max(counted, default=np.nan)}


def _gap(own: np.ndarray | None) -> float:
    if own is None or np.isnan(own).all():
        return np.nan
    scored = ~np.isnan(own).all(axis=1)
    return float(np.nansum(own[scored], axis=1).mean())


def _petitions(units: UnitsTogether, counts: pd.DataFrame | None, study: Study) -> pd.Series | None:
    """Return the petitions against each criterion that has any; None where nobody was asked for petitions."""
    if counts is None or (counts.empty and not study.has_forms):
        return None
    own = counts[(counts["year"] == units.year) & (counts["block"] == units.block)]
    # The same unit may have written of a difficulty and made a proposal; it counts once.
    return own.groupby("criterion_code")["n"].max()


def _written(units: UnitsTogether, code: str, petitions: pd.Series | None) -> float:
    if petitions is None:
        return np.nan
    known = [one for one in petitions.index if one in units.criteria.parents]
    return float(petitions[[one for one in known if units.criteria.lies_below(one, code)]].sum())
