"""Room 6, pooled: do units that appraise others stand higher in other published tables too?

The tables are those that `fairness.pooled` of study.yml names; the study's own table, in which the pattern was noticed,
is left out. Random is how units and tables would fall by chance; the tables are those that could be found, not a sample.
A higher standing may be better work as well as kinder scoring: the survey, where it is printed, is held beside.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects, effectsize_smd

from analysis import clean, read, score, tables
from analysis.blocks import UnitsTogether, together
from analysis.fairness.groupings import basis, labels
from analysis.fairness.verdicts import too_few, verdict
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.adjustment import holm
from analysis.statistics.difference import group_difference, hedges_g
from analysis.statistics.estimates import CONFIDENCE, Estimate, nothing
from analysis.statistics.power import detectable_from_error
from analysis.study import Study, load

GROUPING = "appraises"
# The row of all tables together, and its block.
POOLED, ALL = "pooled", "all"
SOURCES = {"appraised": ("appraisal", "mixed"), "survey": ("survey",)}


class Compared(NamedTuple):
    """One comparison in one table: values of the units that appraise (inside) and of the others (outside)."""

    comparison: str
    study: str
    year: int
    block: str
    inside: np.ndarray
    outside: np.ndarray
    basis: str

    @property
    def few(self) -> bool:
        """Return whether only values may be shown."""
        return too_few(len(self.inside), len(self.outside))

    @property
    def error(self) -> float:
        """Return the standard error of the standardised difference (Hedges 1981; Borenstein 2009)."""
        sides = [(side.mean(), side.std(ddof=1), len(side)) for side in (self.inside, self.outside)]
        return float(np.sqrt(effectsize_smd(*sides[0], *sides[1])[1]))


class Pool(NamedTuple):
    """Differences of several tables together: the estimate, weight of each table, spread between them, standard error."""

    found: Estimate
    weights: np.ndarray
    spread: float
    error: float


def appraiser_pooled(study: Study) -> pd.DataFrame:
    """Return the table `appraiser_pooled`: appraising against other units in each table named, and in all together.

    comparison : `total`, and where a table prints both parts `appraised`, `survey` and `appraised_minus_survey` (each
    part in standard deviations of its own). estimate : Hedges g, in standard deviations between units, with 95 per cent
    interval (of a single table that of the difference, the deviation taken as it is). Rows `pooled` : random effects where
    several tables have the comparison; weight : the table's share in it; spread_between : standard deviation of true
    differences between tables. p of a table by permutation; verdict : by p adjusted (Holm) for the tables of a comparison,
    in the rows `pooled` for the comparisons pooled.
    """
    rows = []
    for comparison, own in _by_comparison(study).items():
        rows += _rows(comparison, own, study)
    return tables.from_rows("appraiser_pooled", _judged(rows))


def _by_comparison(study: Study) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = {}
    for name in (name for name in study.pooled if name != study.id):
        for one in compared(load(study.folder.parent / name)):
            found.setdefault(one.comparison, []).append(one)
    return found


def compared(study: Study) -> Iterator[Compared]:
    """Yield the comparisons of every block of a table in which some units appraise others and some do not."""
    assessed = clean.tables_of(study, read.tables_of(study))["assessed"]
    points = score.points(assessed, study)
    for units in together(points, study):
        groups = labels(units, study, GROUPING, points)
        if {"yes", "no"} <= set(groups):
            for comparison, values in measures(units, groups).items():
                sides = [values[groups == group].to_numpy(dtype=float) for group in ("yes", "no")]
                place = (comparison, study.id, units.year, units.block)
                yield Compared(*place, *sides, basis(units, study, GROUPING, points))


def measures(units: UnitsTogether, groups: pd.Series) -> dict[str, pd.Series]:
    """Return what is compared in a block: the total and, where both parts are printed, the parts and their difference."""
    points_from = units.criteria.criteria["points_from"]
    leaves = {part: [one for one in units.points if points_from[one] in sources] for part, sources in SOURCES.items()}
    parts = {part: units.points[own].sum(axis=1) for part, own in leaves.items() if own}
    in_deviations = {part: values / _deviation(values, groups) for part, values in parts.items()}
    if len(in_deviations) < len(SOURCES) or any(values.isna().any() for values in in_deviations.values()):
        return {"total": units.total}
    difference = in_deviations["appraised"] - in_deviations["survey"]
    return {"total": units.total, **parts, "appraised_minus_survey": difference}


def _deviation(values: pd.Series, groups: pd.Series) -> float:
    """Return the standard deviation within groups; NaN where nothing varies."""
    inner = values - values.groupby(groups).transform("mean")
    deviation = np.sqrt((inner**2).sum() / max(len(values) - groups.nunique(), 1))
    return deviation if deviation > 0 else np.nan


def _rows(comparison: str, own: list[Compared], study: Study) -> list[dict]:
    tested = [one for one in own if not one.few and np.isfinite(one.error)]
    pool = pooled([hedges_g(one.inside, one.outside).value for one in tested], [one.error for one in tested])
    weights = {(one.study, one.block, one.year): weight for one, weight in zip(tested, pool.weights, strict=True)}
    rows = [_table_row(one, weights.get((one.study, one.block, one.year), np.nan), study) for one in own]
    return [*rows, _pooled_row(comparison, tested, pool)] if len(tested) > 1 else rows


def _table_row(one: Compared, weight: float, study: Study) -> dict:
    effect = hedges_g(one.inside, one.outside)
    name = f"fairness/appraiser_pooled/{one.comparison}/{one.study}/{one.block}/{one.year}"
    found, _ = group_difference(one.inside, one.outside, study.random(name))
    effect = nothing(effect.n, effect.value) if one.few else _in_deviations(found, effect.value)
    sides = {"n": len(one.inside), "n_reference": len(one.outside)}
    return _row((one.comparison, one.study, one.year, one.block), effect, weight, np.nan, one.basis) | sides | {
        "error": np.nan if one.few else one.error, "freedom": sum(sides.values()) - 2, "few": one.few,
    }  # fmt: skip


def _in_deviations(found: Estimate, effect: float) -> Estimate:
    """Return a difference and its interval in the standard deviation observed, so that interval and p are of one test."""
    scale = effect / found.value if found.value else np.nan
    return found._replace(value=effect, low=found.low * scale, high=found.high * scale)


def _pooled_row(comparison: str, tested: list[Compared], pool: Pool) -> dict:
    place = (comparison, POOLED, max(one.year for one in tested), ALL)
    sides = {"n": sum(len(one.inside) for one in tested), "n_reference": sum(len(one.outside) for one in tested)}
    bases = max(one.basis for one in tested)
    return _row(place, pool.found, 1.0, pool.spread, bases) | sides | {
        "error": pool.error, "freedom": len(tested) - 1, "few": False,
    }  # fmt: skip


def _row(place: tuple, found: Estimate, weight: float, spread: float, group_basis: str) -> dict:
    return dict(zip(("comparison", "study", "year", "block"), place, strict=True)) | {
        "estimate": found.value, "low": found.low, "high": found.high, "p": found.p, "weight": weight,
        "spread_between": spread, "basis": group_basis,
    }  # fmt: skip


def pooled(effects: list[float], errors: list[float]) -> Pool:
    """Return differences of tables pooled with random effects: spread by Paule and Mandel (1982), interval by t with the
    scale estimated (Hartung and Knapp 2001; Sidik and Jonkman 2002), which covers with few tables (docs/calibration.md).
    Nothing below two tables, or where they agree to the last digit."""
    if len(effects) < 2:
        return Pool(nothing(len(effects)), np.full(len(effects), np.nan), np.nan, np.nan)
    if np.ptp(effects) < 10.0**-RESOLUTION:
        shares = np.divide(1, np.square(errors))
        return Pool(nothing(len(effects), effects[0]), shares / shares.sum(), 0.0, np.nan)
    found = combine_effects(np.array(effects), np.square(errors), method_re="iterated")
    value, error, freedom = float(found.mean_effect_re), float(found.sd_eff_w_re_hksj), len(effects) - 1
    weights, spread = np.asarray(found.weights_rel_re), float(np.sqrt(max(found.tau2, 0)))
    half, p = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * error, float(2 * stats.t.sf(abs(value) / error, freedom))
    return Pool(Estimate(value, value - half, value + half, p, len(effects)), weights, spread, error)


def _judged(rows: list[dict]) -> list[dict]:
    """Return rows with what each test would have found and its verdict: adjusted for the tables of one comparison, and
    for the comparisons that are pooled."""
    families: dict[str, list[dict]] = {}
    for row in rows:
        families.setdefault(POOLED if row["study"] == POOLED else row["comparison"], []).append(row)
    return [one for family in families.values() for one in _family(family)]


def _family(rows: list[dict]) -> Iterator[dict]:
    p_values = np.array([row["p"] for row in rows], dtype=float)
    tests = max(int(np.isfinite(p_values).sum()), 1)
    for row, adjusted in zip(rows, holm(p_values), strict=True):
        found = detectable_from_error(row.pop("error"), row.pop("freedom"), tests)
        judged = verdict(adjusted, row.pop("few"), found)
        yield row | {"p_adjusted": float(adjusted), "detectable": found, "verdict": judged}


def left_out(table: pd.DataFrame, study: Study) -> list[dict]:
    """Return why a comparison is not pooled: no table is named, or only one prints what it needs."""
    year, block = study.years[-1], next(iter(study.blocks))
    if not study.pooled:
        return [omission("fairness", year, block, "appraiser_pooled", "no_tables_to_pool")]
    alone = sorted(set(table["comparison"]) - set(table.loc[table["study"] == POOLED, "comparison"]))
    return [omission("fairness", year, block, f"pooled_{comparison}", "one_table_to_pool") for comparison in alone]
