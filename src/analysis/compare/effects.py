"""Room 8, effects: what a proposal does to the findings of the earlier rooms, before and after, with an interval.

Overlap of criteria, differences between groups, the link of rank and what applies, association with outside indices.
Random are only the orders of a permutation test. The units are a whole block, no sample: an interval says what chance would
do among units of this kind. A smaller difference or a closer association is no proof that a proposal is better.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import tables
from analysis.association.pairs import TOTAL, pairs
from analysis.blocks import UnitsTogether, ranked, where_applicable
from analysis.compare.paired import IDENTICAL, Change, alpha, correlation, group_change, paired_change
from analysis.compare.shifts import Both, Side, both_sides
from analysis.fairness.groupings import UNLABELLED, labels
from analysis.fairness.groups import BLOCK, part_values
from analysis.fairness.verdicts import NOT_DEFINED, NOT_SHOWN, SHOWN, TOO_FEW
from analysis.framework import ROOT
from analysis.names import called
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.reliability.nodes import applies, leaves_below, node_values, unstretched
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import LEAST_SIDE, LEAST_UNITS, LEVEL
from analysis.treatments import OUTSIDE

UNCHANGED = "unchanged"
CORRELATIONS = ("pearson", "spearman")


def proposal_effects(official: Side, proposal: Side) -> pd.DataFrame:
    """Return the table `proposal_effects`: before, after and change of what the earlier rooms find, by topic.

    overlap : Cronbach's alpha of each inner node of both sides, as in `reliability`. group_difference : mean of a group
    minus that of its reference, of the total and of the parts of both sides, as in `group_differences`; groups are those
    of the official side. applicability_link : Spearman's correlation of the applicable maximum and the standing, as in
    `applicability_link`, under the treatment of each side. association : of the total with each outside index; overlap :
    whether the index is part of the official total. change, low, high, p : after - before, paired (`paired`); p_adjusted by
    Holm over all rows of the table. verdict : unchanged (the value is the same), shown, not_shown, too_few (no
    interval), not_defined (no value on a side). n : units on both sides; of a group those in it.
    """
    rows = [
        {"year": both.base.year, "block": both.base.block, "comparison": proposal.comparison} | row
        for both in both_sides(official, proposal)
        for found in (_overlap(both), _groups(both, official, proposal), _link(both, official, proposal))
        for row in found
    ]
    rows += list(_associations(official, proposal))
    rows = [row for row in rows if not (np.isnan(row["before"]) and np.isnan(row["after"]))]
    return _judged(tables.from_rows("proposal_effects", rows))


def _row(topic: str, measure: str, found: Change, **facts) -> dict:
    one = found.change
    return {
        "topic": topic, "measure": measure, "before": found.before, "after": found.after, "change": one.value,
        "low": one.low, "high": one.high, "p": one.p, "n": one.n, "method": found.method,
    } | facts  # fmt: skip


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    adjusted = holm(frame["p"].to_numpy(dtype=float))
    pairs_of = zip(frame["change"], frame["method"], adjusted, strict=True)
    return frame.assign(p_adjusted=adjusted, verdict=[_verdict(*one) for one in pairs_of])


def _verdict(change: float, method: str, p_adjusted: float) -> str:
    if np.isnan(change):
        return NOT_DEFINED
    if np.isnan(p_adjusted):
        return UNCHANGED if method == IDENTICAL or change == 0 else TOO_FEW
    return SHOWN if p_adjusted < LEVEL else NOT_SHOWN


def _overlap(both: Both) -> Iterator[dict]:
    for node in both.base.criteria.nodes:
        if node not in both.other.criteria.nodes:
            continue
        kept = _all_applies(both.base, node) & _all_applies(both.other, node)
        items = [_items(side, node)[kept].to_numpy() for side in (both.base, both.other)]
        if min(one.shape[1] for one in items) > 1 and kept.sum() > 1:
            found = paired_change(alpha(items[0]), alpha(items[1]), int(kept.sum()), _moved(*items))
            yield _row("overlap", "cronbach_alpha", found, node=node)


def _moved(one: np.ndarray, other: np.ndarray) -> int:
    """Return how many units have other items; none where one side is the other times a number, which overlap cannot see."""
    if one.shape != other.shape:
        return len(one)
    sides = [side / max(np.abs(side).mean(), 10.0**-RESOLUTION) for side in (one, other)]
    return 0 if _differ(*sides) == 0 else _differ(one, other)


def _differ(one: np.ndarray, other: np.ndarray) -> int:
    """Return in how many rows (units) two sides differ."""
    return int((np.abs(one - other) > 10.0**-RESOLUTION).reshape(len(one), -1).any(axis=1).sum())


def _all_applies(side: UnitsTogether, node: str) -> pd.Series:
    found = [applies(side, child) for child in side.criteria.children(node) if side.criteria.parts[child] == "main"]
    return pd.concat(found, axis=1).all(axis=1) if found else pd.Series(True, index=side.units)


def _items(side: UnitsTogether, node: str) -> pd.DataFrame:
    """Return units x children of a node, each brought to its full maximum where less or more of it counts."""
    items = {}
    for child in side.criteria.children(node):
        values, applicable = node_values(side, child), side.maxima[leaves_below(side, child)].sum(axis=1, skipna=False)
        full = side.criteria.maximum(child)
        other = (applicable > 0) & (applicable != full) & (side.criteria.parts[child] == "main")
        items[child] = values.where(~other | np.isnan(full), values * full / applicable.where(other))
    return pd.DataFrame(items)


def _groups(both: Both, official: Side, proposal: Side) -> Iterator[dict]:
    measures = list(_measures(both, official, proposal))
    for grouping, base in official.study.groupings.items():
        own = labels(both.base, official.study, grouping, official.points)
        for node, values in measures if grouping != BLOCK else ():
            yield from _contrasts(values, own[values.index], base, official, node=node, grouping=grouping)


def _contrasts(values: pd.DataFrame, own: pd.Series, base: str, official: Side, **facts) -> Iterator[dict]:
    for group in sorted(set(own) - {base, UNLABELLED}) if base in set(own) else ():
        found = _contrast(values, own, group, base, official)
        counts = {"n": int((own == group).sum()), "n_reference": int((own == base).sum())}
        yield _row("group_difference", "mean_difference", found) | facts | counts | {"group": group, "reference": base}


def _contrast(values: pd.DataFrame, own: pd.Series, group: str, base: str, official: Side) -> Change:
    used = values[own.isin([group, base])]
    inside = (own[used.index] == group).to_numpy()
    generator = official.study.random("compare/group_change")
    return group_change(used["before"].to_numpy(), used["after"].to_numpy(), inside, generator)


def _measures(both: Both, official: Side, proposal: Side) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield (node, its values before and after) of the total and of the parts that both sides have."""
    yield ROOT, _before_after(both.score_base, both.score_other)
    parts, in_per_cents = both.base.criteria.children(ROOT), both.base.by_percent or both.other.by_percent
    for part in parts if len(parts) > 1 else ():
        if part in both.other.criteria.children(ROOT):
            sides = ((both.base, official), (both.other, proposal))
            yield part, _before_after(*(_part(units, part, side, in_per_cents) for units, side in sides))


def _part(units: UnitsTogether, part: str, side: Side, in_per_cents: bool) -> pd.Series:
    values = part_values(units, part, side.points)
    main = units.criteria.parts[part] == "main"
    return 100 * values / units.criteria.maximum(part) if main and in_per_cents and not units.by_percent else values


def _before_after(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"before": before, "after": after}).dropna().round(RESOLUTION)


def _link(both: Both, official: Side, proposal: Side) -> Iterator[dict]:
    sides = [_standing(units, side) for units, side in ((both.base, official), (both.other, proposal))]
    if not all(maxima.notna().all() for maxima, _ in sides) or not any(maxima.nunique() > 1 for maxima, _ in sides):
        return
    moved = _differ(*(np.column_stack(side) for side in sides))
    before, after = (correlation(maxima.to_numpy(), standing, ranked=True) for maxima, standing in sides)
    yield _row("applicability_link", "spearman", paired_change(before, after, len(both.base.units), moved))


def _standing(units: UnitsTogether, side: Side) -> tuple[pd.Series, np.ndarray]:
    """Return (how much of the maximum applies, minus the rank) of each unit."""
    main = [leaf for leaf in units.criteria.leaves if units.criteria.parts[leaf] == "main"]
    applicable = where_applicable(unstretched(units), side.points, (OUTSIDE,)).maxima[main].sum(axis=1, skipna=False)
    return applicable.round(RESOLUTION), -ranked(units, units.total.to_numpy()).astype(float)


def _associations(official: Side, proposal: Side) -> Iterator[dict]:
    steps = {(both.base.year, both.base.block): both for both in both_sides(official, proposal)}
    found = pairs(official.points, official.scores, official.study)
    for (year, block, index), own in found[found["score"] == TOTAL].groupby(
        ["year", "block", "outside_index"], sort=True
    ):
        both = steps.get((year, block))
        if both is None:
            continue
        own = own.set_index("unit_code").reindex(both.base.units).dropna(subset=["outside"])
        place = {"year": year, "block": block, "comparison": proposal.comparison, "outside_index": index}
        for measure in CORRELATIONS if len(own) > 2 else ():
            yield place | _row("association", measure, _associated(both, own, measure), overlap=own["overlap"].iloc[0])


def _associated(both: Both, own: pd.DataFrame, measure: str) -> Change:
    outside, ranks = own["outside"].to_numpy(dtype=float), measure == "spearman"
    sides = [score[own.index].to_numpy() for score in (both.score_base, both.score_other)]
    before, after = (correlation(side, outside, ranks) for side in sides)
    return paired_change(before, after, len(own), _differ(*sides))


def left_out(effects: pd.DataFrame, official: Side, proposal: Side) -> list[dict]:
    """Return what is shown before and after without an interval, or not at all, with the reason. effects : the table."""
    rows = []
    for both in both_sides(official, proposal):
        place = ("compare", both.base.year, both.base.block)
        own = effects[(effects["year"] == both.base.year) & (effects["block"] == both.base.block)]
        if len(both.base.units) < LEAST_UNITS:
            facts = {"least": LEAST_UNITS, "n": len(both.base.units)}
            rows.append(omission(*place, "intervals_of_change", "few_units", **facts))
        elif ((own["topic"] == "group_difference") & (own["verdict"] == TOO_FEW)).any():
            rows.append(omission(*place, "intervals_of_group_change", "few_move", least=LEAST_UNITS, side=LEAST_SIDE))
        rows += [row for index in official.study.outside for row in _index_left_out(own, index, official, place)]
    return rows


def _index_left_out(own: pd.DataFrame, index: str, official: Side, place: tuple) -> list[dict]:
    found, name = own[own["outside_index"] == index], called(official.study, index)
    n = 0 if found.empty else int(found["n"].max())
    if n >= LEAST_UNITS:
        return []
    reason = "few_pairs" if n else "no_pairs"
    return [omission(*place, "change_of_association", reason, index=name, n=n, least=LEAST_UNITS)]
