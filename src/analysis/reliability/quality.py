"""Room 4, each criterion: does it tell units apart, how far can it move a rank, what happened to it in the rounds?

The units are the whole block, so the shares, spreads and shifts are facts and nothing about them is random. The interval of
the item-rest correlation says what chance would do among other units of this kind.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, ranked, together
from analysis.framework import ROOT
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import leaves_below, variance_share
from analysis.reliability.rounds import as_they_count, scored_by_units
from analysis.statistics.correlation import pearson_of_scores
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

# Scales are printed to two decimals (0.33 to 3.33): a value that prints as the bound is at the bound.
SCALE_PRECISION = 0.005
OUTSIDE, NO_CASE = "not_applicable", "no_case"
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

    n, mean to highest, share_at_maximum, share_at_minimum, share_at_zero : points of the units to which the criterion
        applies; the shares 0 to 1, empty where the bound is not stated. share_outside, share_no_case : of all units with
        a total, those to which nothing of it applies because it lies outside their functions, or for want of a case;
        empty where the data do not tell kinds of missing.
    item_rest_correlation, low, high : Pearson, the criterion against the total without it among the units to which both
        apply, on the scale on which ranks compare; no interval below eight units. Criteria are formative: a low one is
        no fault.
    variance_share : covariance of what the criterion contributes to the official total with that total, over its
        variance; the shares of the criteria under one parent add up to the parent's. mean_rank_shift,
        largest_rank_shift : places by which the units move when the criterion is left out.
    gap_appraisal, gap_explanation : mean change a unit in points by the first appraisal and by the explanation round, over
        the units that scored rows of it themselves. petitions : units that wrote something against it or below it,
        counted once a row and kind of petition.
    """
    counted = None if rounds is None or rounds.empty else as_they_count(scored_by_units(rounds, study))
    rows = []
    for units in together(points, study):
        whole, petitions = _whole(units, points, study), _petitions(units, petition_counts, study)
        changed = _changes(units, counted)
        for code in units.criteria.criteria.index.drop(ROOT, errors="ignore"):
            below = units.points.columns.isin(leaves_below(units, code))
            rows.append(
                {"year": units.year, "block": units.block, "criterion_code": code} | _spread(whole, code, below)
                | _not_applied(whole.missing, below) | _without(whole, code, below)
                | {name: _gap(one, below) for name, one in changed.items()} | {"petitions": _written(units, code, petitions)}
            )  # fmt: skip
    return tables.from_rows("criterion_quality", rows)


class _Whole(NamedTuple):
    """The units with what every criterion is held to; arrays are units x leaves, or one entry a unit."""

    units: UnitsTogether
    points: np.ndarray
    maxima: np.ndarray
    by_percent: bool
    total: np.ndarray
    official: np.ndarray
    missing: np.ndarray | None

    def on_scale(self, points: np.ndarray, maxima: np.ndarray) -> np.ndarray:
        """Return points on the scale on which ranks compare; NaN where nothing applies of which to take per cents."""
        return 100 * points / np.where(maxima > 0, maxima, np.nan) if self.by_percent else points


def _whole(units: UnitsTogether, points: pd.DataFrame, study: Study) -> _Whole:
    total = units.total.to_numpy()
    arrays = units.points.to_numpy(), units.maxima.to_numpy()
    return _Whole(units, *arrays, units.by_percent, total, ranked(units, total), _missing(units, points, study))


def _concerned(whole: _Whole, code: str, below: np.ndarray) -> np.ndarray:
    """Return for each unit whether a criterion concerns it; a bonus or deduction, which has no maximum, concerns all."""
    applies = ~(whole.maxima[:, below] == 0).all(axis=1)
    return applies | (whole.units.criteria.parts[code] != "main")


def _spread(whole: _Whole, code: str, below: np.ndarray) -> dict:
    points, criteria = whole.points[:, below].sum(axis=1).round(RESOLUTION), whole.units.criteria
    values = pd.Series(points[_concerned(whole, code, below)])
    contributed = 100 * points / whole.maxima.sum(axis=1) if whole.by_percent else points
    return {
        "n": len(values), "mean": values.mean(), "standard_deviation": values.std(ddof=1),
        "lowest": values.min(), "highest": values.max(),
        "share_at_maximum": _share_at(values, criteria.maximum(code)),
        "share_at_minimum": _share_at(values, criteria.minimum(code)), "share_at_zero": _share_at(values, 0.0),
        "variance_share": variance_share(pd.Series(contributed), pd.Series(whole.total)),
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
    rest = whole.on_scale(whole.points[:, ~below].sum(axis=1), whole.maxima[:, ~below].sum(axis=1))
    rest = np.full(len(rest), np.nan) if below.all() else rest
    own = whole.points[:, below].sum(axis=1)
    main = whole.units.criteria.parts[code] == "main"
    item = whole.on_scale(own, whole.maxima[:, below if main else slice(None)].sum(axis=1))
    both = _concerned(whole, code, below) & ~np.isnan(item) & ~np.isnan(rest)
    found = pearson_of_scores(item[both], rest[both])
    limits = (found.low, found.high) if found.n >= LEAST_UNITS else (np.nan, np.nan)
    facts = {"item_rest_correlation": found.value, "low": limits[0], "high": limits[1]}
    return facts | _shifts(whole, rest)


def _shifts(whole: _Whole, rest: np.ndarray) -> dict:
    """Return by how many places units move when a criterion is left out; empty where a unit has nothing left."""
    if np.isnan(rest).any():
        return {"mean_rank_shift": np.nan, "largest_rank_shift": np.nan}
    shift = np.abs(ranked(whole.units, rest) - whole.official)
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


def _gap(changes: np.ndarray | None, below: np.ndarray) -> float:
    if changes is None:
        return np.nan
    own = changes[:, below]
    scored = ~np.isnan(own).all(axis=1)
    return float(np.nansum(own[scored], axis=1).mean()) if scored.any() else np.nan


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
