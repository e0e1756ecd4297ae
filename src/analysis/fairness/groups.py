"""Room 6, groups: who fares differently?

Signed differences of group means to a named reference. The units are those of the block that are known, not a sample:
random is only to which units the values would have fallen by chance. A difference is not a fault, and none shown is not
fairness: `detectable` says what this test would have found.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together, where_applicable
from analysis.fairness.groupings import UNLABELLED, basis, labels
from analysis.fairness.self_gap import unit_gaps
from analysis.fairness.verdicts import too_few, verdict
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import applies, contributions, leaves_below, node_values, on_scale
from analysis.statistics.adjustment import holm
from analysis.statistics.difference import group_difference, hedges_g
from analysis.statistics.estimates import LEAST_SIDE, LEAST_UNITS, Estimate, nothing
from analysis.statistics.power import detectable_difference
from analysis.study import Study

# The block of comparisons across blocks.
ALL, BLOCK = "all", "block"
SELF_GAP = "self_gap"
# The method of a row that has no test.
VALUES_ONLY = "values_only"


class Compared(NamedTuple):
    """The values of a measure in a group (inside) and in its reference (outside), each sorted by unit_code."""

    year: int
    block: str
    grouping: str
    group: str
    reference: str
    measure: str
    inside: np.ndarray
    outside: np.ndarray
    basis: str

    @property
    def few(self) -> bool:
        """Return whether only values may be shown."""
        return too_few(len(self.inside), len(self.outside))


class Tested(NamedTuple):
    """A difference, how it was tested, and the difference in standard deviations."""

    found: Estimate
    method: str
    effect: Estimate


def group_differences(points: pd.DataFrame, study: Study, rounds: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table `group_differences`: each group's mean minus the reference's.

    measure : the total, its parts and, where the units scored themselves (`rounds`), `self_gap`, what they claimed above
    the points in force. estimate, low, high : in per cent points where ranks compare per cents (`self_gap`: of all that
    applies), else in points; a part is not compared for units to which nothing of it applies. block `all` : blocks against
    each other, in per cent of what applies, where every block ranks per cents. low, high, p : 95 per cent, by the `method`
    that `statistics.difference.group_difference` chooses; empty below eight units or three on a side. p_adjusted : Holm
    over all tests of the study. effect_size : Hedges' g. detectable : smallest difference found with 80 per cent
    probability at 5 per cent over the number of tests. verdict : shown, not_shown, too_few, not_defined.
    """
    compared = list(_comparisons(points, study, rounds))
    tested = [_tested(one, study) for one in compared]
    adjusted = holm(np.array([one.found.p for one in tested], dtype=float))
    tests = int(np.isfinite(adjusted).sum())
    rows = [_row(*three, tests) for three in zip(compared, tested, adjusted, strict=True)]
    return tables.from_rows("group_differences", rows)


def _comparisons(points: pd.DataFrame, study: Study, rounds: pd.DataFrame | None) -> Iterator[Compared]:
    gaps = None if rounds is None or rounds.empty else unit_gaps(rounds, study)
    blocks = list(together(points, study))
    for units in blocks:
        measures = _measures(units, gaps, points)
        for grouping, base in study.groupings.items():
            own, rests_on = labels(units, study, grouping, points), basis(units, study, grouping, points)
            place = (units.year, units.block, grouping)
            for measure, values in measures.items():
                yield from _contrasts(place, own, base, measure, values, rests_on)
    for year in _comparable_years(blocks, study):
        totals = {units.block: units.total for units in blocks if units.year == year}
        values = pd.concat(totals.values())
        own = pd.Series(np.repeat(list(totals), [len(total) for total in totals.values()]), index=values.index)
        yield from _contrasts((year, ALL, BLOCK), own, study.groupings[BLOCK], ROOT, values, "")


def _contrasts(place: tuple, own: pd.Series, base: str, measure: str, values: pd.Series, rests_on: str):
    """Yield every group against the reference; nothing where no unit of the block is in the reference."""
    if base not in set(own):
        return
    here = own[values.index]
    for group in sorted(set(own) - {base, UNLABELLED}):
        sides = (_sorted(values[here == one]) for one in (group, base))
        yield Compared(*place, group, base, measure, *sides, rests_on)


def _sorted(values: pd.Series) -> np.ndarray:
    return values.sort_index().to_numpy(dtype=float).round(RESOLUTION)


def _comparable_years(blocks: list[UnitsTogether], study: Study) -> list[int]:
    """Return the years in which blocks can be compared: there are several, and all of them rank per cents."""
    if BLOCK not in study.groupings:
        return []
    by_year: dict[int, list[bool]] = {}
    for units in blocks:
        by_year.setdefault(units.year, []).append(units.by_percent)
    return [year for year, per_cents in sorted(by_year.items()) if len(per_cents) > 1 and all(per_cents)]


def _measures(units: UnitsTogether, gaps: pd.Series | None, points: pd.DataFrame) -> dict[str, pd.Series]:
    parts = units.criteria.children(ROOT)
    found = {ROOT: units.total} | {part: part_values(units, part, points) for part in parts if len(parts) > 1}
    if gaps is None:
        return found
    own = gaps[(gaps.index.get_level_values(0) == units.year) & (gaps.index.get_level_values(1) == units.block)]
    own = own.droplevel([0, 1]).reindex(units.units).dropna()
    if own.empty:
        return found
    maxima = units.maxima.loc[own.index].sum(axis=1)
    return found | {SELF_GAP: 100 * own / maxima if units.by_percent else own}


def part_values(units: UnitsTogether, node: str, points: pd.DataFrame) -> pd.Series:
    """Return points of a part, or its per cent where ranks compare per cents, of the units to which it applies.

    Bonus and deductions have no maximum of their own: what they contribute to the total, of every unit.
    """
    if units.criteria.parts[node] != "main":
        return contributions(units, node)
    applied, values = applies(where_applicable(units, points), node), node_values(units, node)
    return on_scale(units, values, units.maxima[leaves_below(units, node)].sum(axis=1))[applied]


def _tested(one: Compared, study: Study) -> Tested:
    n = len(one.inside) + len(one.outside)
    if one.few:
        value = _mean(one.inside) - _mean(one.outside)
        return Tested(nothing(n, value), VALUES_ONLY, nothing(n))
    generator = study.random(f"fairness/group_differences/{one.block}/{one.year}")
    found, method = group_difference(one.inside, one.outside, generator)
    return Tested(found, method, hedges_g(one.inside, one.outside))


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else np.nan


def _row(one: Compared, tested: Tested, p_adjusted: float, tests: int) -> dict:
    found, effect, detectable = tested.found, tested.effect, _detectable(one, tested.found, tests)
    return {
        "year": one.year, "block": one.block, "grouping": one.grouping, "group": one.group, "reference": one.reference,
        "measure": one.measure, "estimate": found.value, "low": found.low, "high": found.high, "p": found.p,
        "p_adjusted": p_adjusted, "n": len(one.inside), "n_reference": len(one.outside),
        "mean_group": _mean(one.inside), "mean_reference": _mean(one.outside), "effect_size": effect.value,
        "effect_low": effect.low, "effect_high": effect.high, "detectable": detectable,
        "method": tested.method, "verdict": verdict(p_adjusted, one.few, detectable), "basis": one.basis,
    }  # fmt: skip


def _detectable(one: Compared, found: Estimate, tests: int) -> float:
    if np.isnan(found.p):
        return np.nan
    deviations = [values.std(ddof=1) for values in (one.inside, one.outside)]
    return detectable_difference(deviations[0], len(one.inside), len(one.outside), deviations[1], tests)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return which comparisons have no interval or cannot be made, with the reason."""
    blocks = list(together(points, study))
    rows = [row for units in blocks for row in _left_out_of(units, study, points)]
    if BLOCK in study.groupings:
        rows += _left_out_across(blocks, _comparable_years(blocks, study))
    return rows


def _left_out_across(blocks: list[UnitsTogether], possible: list[int]) -> list[dict]:
    rows, years = [], [units.year for units in blocks]
    for year, block in [(units.year, units.block) for units in blocks if units.year not in possible]:
        reason = "blocks_not_per_cents" if years.count(year) > 1 else "one_block"
        rows.append(omission("fairness", year, block, "block_differences", reason))
    return rows


def _left_out_of(units: UnitsTogether, study: Study, points: pd.DataFrame) -> list[dict]:
    place = ("fairness", units.year, units.block)
    within = {grouping: labels(units, study, grouping, points) for grouping in study.groupings if grouping != BLOCK}
    made = [own for grouping, own in within.items() if _groups(own, study.groupings[grouping])]
    if not made:
        reason = "no_groups" if within else "no_groups_declared"
        return [] if BLOCK in study.groupings and not within else [omission(*place, "group_differences", reason)]
    if len(units.units) < LEAST_UNITS:
        return [omission(*place, "group_intervals", "few_units", least=LEAST_UNITS, n=len(units.units))]
    if any((own[own != UNLABELLED].value_counts() < LEAST_SIDE).any() for own in made):
        return [omission(*place, "group_intervals", "few_side", least=LEAST_SIDE)]
    return []


def _groups(own: pd.Series, base: str) -> bool:
    return base in set(own) and len(set(own) - {UNLABELLED}) > 1
