"""Room 3, score: how many points, which rank, which class?

Points of the leaves are added up the tree of criteria; what is missing is treated as the framework says for its kind.
Ranks are computed within a year and block, before anything is rounded for display.
"""

import math
from collections.abc import Iterator
from itertools import groupby

import numpy as np
import pandas as pd

from analysis import tables
from analysis.framework import ROOT, CriteriaSet
from analysis.ranks import RESOLUTION, classes, half_up, ranks
from analysis.study import Block, Study
from analysis.treatments import Leaf, effective

UNIT = ["year", "block", "unit_code"]


def points(assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `points`: one row a unit and leaf criterion, with points and applicable maximum as they count.

    What lies outside the functions, bonus and deductions are treated as `treatments.effective` says, so that both
    columns add up the tree. A kind of missing that the framework gives no rule for leaves the points empty.
    `applicable_max` is the published one where the table prints it for the unit, else the criterion's own; empty where
    no source states it.
    """
    rows = []
    for unit, leaves in raw_leaves(assessed, study):
        counted = effective(leaves, study.criteria(unit[1]))
        rows += [[*unit, code, one.points, one.maximum, one.missing] for code, one in counted.items()]
    return pd.DataFrame(rows, columns=tables.schema("points")["columns"])


def raw_leaves(assessed: pd.DataFrame, study: Study) -> Iterator[tuple[tuple[int, str, str], dict[str, Leaf]]]:
    """Yield ((year, block, unit_code), {code: Leaf}) of every unit, before what lies outside its functions is treated."""
    stated = assessed[(assessed["node"] == ROOT) & (assessed["measure"] == "applicable_max")]
    published = stated.set_index(UNIT)["value"].to_dict()
    provisional = study.provisional
    cells = assessed[assessed["measure"] == "points"].sort_values([*UNIT, "node"]).to_dict("records")
    for unit, own in groupby(cells, key=lambda cell: tuple(cell[name] for name in UNIT)):
        criteria, maximum = study.criteria(unit[1]), published.get(unit, math.nan)
        yield unit, {cell["node"]: leaf(cell, criteria, maximum, provisional) for cell in own}


def leaf(cell: dict, criteria: CriteriaSet, published_max: float, provisional: bool = False) -> Leaf:
    """Return points and maximum of one leaf, its kind of missing treated by its own rule.

    No case: by the criterion's `on_no_case`. Not submitted or evidence rejected: zero points. Not surveyed or not
    published: unknown; but while a study is provisional (tạm tính), what is yet to be surveyed is left out. Outside the
    unit's functions: unknown here, since the treatment needs the other leaves.
    """
    code, kind = cell["node"], cell["missing"]
    maximum = criteria.maximum(code)
    if not math.isnan(published_max) and len(criteria.leaves) == 1:
        maximum = published_max
    if not kind:
        value = float(cell["value"])
        rounds = criteria.rounding_level == "leaf"
        return Leaf(float(half_up(value, criteria.decimals)) if rounds else value, maximum, "")
    if kind in ("not_submitted", "evidence_rejected"):
        return Leaf(0.0, maximum, kind)
    rule = criteria.criteria.loc[code, "on_no_case"] if kind == "no_case" else ""
    if kind == "not_surveyed" and provisional:
        return Leaf(0.0, 0.0, kind)
    by_rule = {"leave_out": (0.0, 0.0), "zero": (0.0, maximum), "full": (maximum, maximum)}
    return Leaf(*by_rule.get(rule, (math.nan, maximum)), kind)


def scores(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `scores`: one row a unit and node (every criterion and `total`).

    points, applicable_max : sums of the leaves below; percent : points / applicable_max x 100 where the maximum is
        known and the scale starts at zero. rank_among_known : competition rank among the units with points. rank : the
        same in a complete block; in an incomplete one the published rank is carried for the total.
    class : by the framework's cut-offs where they are stated and the total is known, else the published class.
    """
    frames = []
    for (year, code), group in assessed.groupby(["year", "block"], sort=True):
        block = study.blocks[code]
        own = points[(points["year"] == year) & (points["block"] == code)]
        sums = node_sums(own, block.criteria).assign(year=year, block=code)
        sums = _with_published_only(sums, group, year, code)
        sums = _ranked(sums, block, year, group)
        frames.append(_classed(sums, block.criteria, group))
    return pd.concat(frames, ignore_index=True)[tables.schema("scores")["columns"]]


def node_sums(points: pd.DataFrame, criteria: CriteriaSet) -> pd.DataFrame:
    """Return points, applicable_max and percent of every node for the units of one block and year (long table)."""
    values = points.pivot(index="unit_code", columns="criterion_code", values="points")
    maxima = points.pivot(index="unit_code", columns="criterion_code", values="applicable_max")
    for node in criteria.nodes:
        children = [child for child in criteria.children(node) if child in values]
        values[node] = values[children].sum(axis=1, skipna=False)
        maxima[node] = maxima[children].sum(axis=1, skipna=False).round(RESOLUTION)
    long = values.stack().to_frame("points")
    long.index.names = ["unit_code", "node"]
    long["applicable_max"] = maxima.stack().reindex(long.index)
    long["percent"] = percent(long["points"], long["applicable_max"])
    # Deductions may take points below zero; a scale that starts above zero gives no per cent.
    starts_elsewhere = [node for node in criteria.criteria.index if not criteria.minimum(node) <= 0]
    long.loc[long.index.get_level_values("node").isin(starts_elsewhere), "percent"] = np.nan
    return long.reset_index()


def percent(points: pd.Series, maximum: pd.Series) -> pd.Series:
    """Return points in per cent of the applicable maximum; empty where the maximum is unknown or zero."""
    return (100 * points / maximum.where(maximum > 0)).astype(float)


def ranked_by(sums: pd.DataFrame, criteria: CriteriaSet) -> np.ndarray:
    """Return what ranks compare: per cent where what does not apply leaves the maximum, else points; as `rank_on` says."""
    values = sums["percent" if compares_percent(sums, criteria) else "points"].to_numpy(dtype=float)
    return half_up(values, criteria.decimals) if criteria.rank_on == "printed" else values


def compares_percent(sums: pd.DataFrame, criteria: CriteriaSet) -> bool:
    """Return whether ranks compare per cents, because what does not apply leaves the maximum."""
    return criteria.not_applicable == "per_cent" and bool(sums["percent"].notna().any())


def _with_published_only(sums: pd.DataFrame, group: pd.DataFrame, year: int, code: str) -> pd.DataFrame:
    missing = sorted(set(group["unit_code"]) - set(sums["unit_code"]))
    rank_only = pd.DataFrame({"unit_code": missing, "node": ROOT, "year": year, "block": code})
    return pd.concat([sums, rank_only], ignore_index=True) if missing else sums


def _ranked(sums: pd.DataFrame, block: Block, year: int, group: pd.DataFrame) -> pd.DataFrame:
    frames = []
    published = group[group["measure"] == "published_rank"].set_index("unit_code")["value"]
    for node, part in sums.groupby("node", sort=True):
        known = ranks(ranked_by(part, block.criteria), block.criteria.rank_rule)
        carried = part["unit_code"].map(published) if node == ROOT else np.nan
        complete = block.complete(year)
        part = part.assign(rank_among_known=known, rank=known if complete else carried)
        source = np.where(part["rank"].notna(), "computed" if complete else "published", "")
        frames.append(part.assign(rank_source=source))
    return pd.concat(frames, ignore_index=True)


def _classed(sums: pd.DataFrame, criteria: CriteriaSet, group: pd.DataFrame) -> pd.DataFrame:
    root, values = sums["node"] == ROOT, class_values(sums, criteria)
    printed = group[group["measure"] == "published_class"].set_index("unit_code")["word"]
    carried = sums["unit_code"].map(printed).astype(object).fillna("")
    limits = criteria.classes if criteria.cut_offs_known() else ()
    computed = ~np.isnan(values) & bool(limits)
    computed_labels = _lowered(classes(values, limits), sums, criteria)
    labels = np.where(root, np.where(computed, computed_labels, carried), "")
    source = np.where(computed, "computed", "published")
    return sums.assign(**{"class": labels, "class_source": np.where(labels != "", source, "")})


def _lowered(labels: np.ndarray, sums: pd.DataFrame, criteria: CriteriaSet) -> np.ndarray:
    """Return classes with the caps of the framework: below a share of a node's maximum no better class than the cap's.

    The per cent of the node is compared as printed; where it is unknown the cap says nothing.
    """
    order = [label for label, _ in criteria.classes]
    for cap in criteria.class_caps:
        percents = sums[sums["node"] == cap.node].set_index("unit_code")["percent"]
        below = half_up(sums["unit_code"].map(percents), criteria.decimals) < cap.below
        better = order[: order.index(cap.best)]
        labels = np.where(below & np.isin(labels.astype(str), better), cap.best, labels)
    return labels


def class_values(sums: pd.DataFrame, criteria: CriteriaSet) -> np.ndarray:
    """Return what cut-offs are compared with: per cent (points where there is no per cent), as printed."""
    values = sums["percent"].where(sums["percent"].notna(), sums["points"])
    return half_up(values, criteria.decimals)


def class_limits(scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `class_limits`: the stated lower limit of each class, or the range the published table allows.

    An unstated lower limit lies above the best total of any lower class that occurs and is at most the worst total of
    the class itself. The last class has no limit of its own; a class that does not occur, or that was not given in the
    order of the totals, has no range.
    """
    rows, totals = [], scores[scores["node"] == ROOT]
    for (year, code), units in totals.groupby(["year", "block"], sort=True):
        criteria = study.criteria(code)
        values = pd.Series(class_values(units, criteria), index=units.index)
        labels = [label for label, _ in criteria.classes]
        for place, (label, lower) in enumerate(criteria.classes, start=1):
            low, high, basis = _limit(values, units["class"], labels, place, lower)
            rows.append([year, code, label, place, low, high, basis])
    return pd.DataFrame(rows, columns=tables.schema("class_limits")["columns"])


def _limit(values: pd.Series, given: pd.Series, labels: list, place: int, lower) -> tuple[float, float, str]:
    if lower is not None:
        return math.nan, lower, "stated"
    below, own = values[given.isin(labels[place:])].dropna(), values[given == labels[place - 1]].dropna()
    if own.empty or below.max() >= own.min():
        return math.nan, math.nan, "unknown"
    if below.empty:
        return math.nan, float(own.min()), "at_most"
    return float(below.max()), float(own.min()), "range"


def neighbours(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the table `neighbours`: each unit and the one ranked next below, with the distance of their totals.

    gap : in per cent points where there is a per cent, else in points. Pairs between which an unknown unit may stand
    (published ranks that do not follow one another) are left out.
    """
    rows = []
    totals = scores[(scores["node"] == ROOT) & scores["points"].notna()]
    for (year, code), units in totals.groupby(["year", "block"], sort=True):
        order = units.sort_values(["rank_among_known", "unit_code"])
        values = order["percent"].where(order["percent"].notna(), order["points"])
        for above, below in zip(order.index, order.index[1:], strict=False):
            if _adjacent(order, above, below):
                gap = round(values[above] - values[below], RESOLUTION)
                pair = [order.loc[above, "unit_code"], order.loc[below, "unit_code"]]
                rows.append([year, code, *pair, order.loc[above, "rank"], gap])
    return pd.DataFrame(rows, columns=tables.schema("neighbours")["columns"])


def _adjacent(order: pd.DataFrame, above, below) -> bool:
    ranks_of_pair = order.loc[[above, below], "rank"]
    if ranks_of_pair.isna().any():
        return False
    tied = int((order["rank_among_known"] == order.loc[above, "rank_among_known"]).sum())
    return bool(ranks_of_pair.loc[above] + tied >= ranks_of_pair.loc[below])
