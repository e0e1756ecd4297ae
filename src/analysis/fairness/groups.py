"""Room 6, fairness: who fares differently?

Signed differences of group means to a named reference. The units are those of the block that are known; intervals describe
what chance alone would do to units of these kinds. No verdict is given, and a difference is not a fault.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.reliability.nodes import applies, node_values
from analysis.statistics.adjustment import holm
from analysis.statistics.difference import mean_difference
from analysis.statistics.estimates import LEAST_SIDE, LEAST_UNITS, nothing
from analysis.study import Study

SIDE = {"appraises": "appraises_basis"}


def group_differences(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `group_differences`: each group's mean minus the reference's, for the total and its parts.

    estimate : in per cent points where ranks compare per cents, else in points; a part to which nothing applies in a unit
    is not compared for that unit. low, high, p : Welch, 95 per cent; empty
    below eight units or three on a side (values only). p_adjusted : Holm over all tests of the study. `detectable` is left empty.
    """
    rows = []
    attributes = study.units()
    for units in together(points, study):
        for grouping, base in study.groupings.items():
            rows += _grouped(units, attributes.loc[units.units, grouping], grouping, base, attributes)
    frame = tables.from_rows("group_differences", rows)
    return frame.assign(p_adjusted=holm(frame["p"].to_numpy(dtype=float)))


def _grouped(units: UnitsTogether, labels: pd.Series, grouping: str, base: str, attributes: pd.DataFrame) -> list[dict]:
    groups = sorted(set(labels) - {base, ""})
    if base not in set(labels):
        return []
    return [
        _difference(units, labels, grouping, group, base, node, attributes)
        for node in _measured(units)
        for group in groups
    ]


def _measured(units: UnitsTogether) -> list[str]:
    parts = units.criteria.children(ROOT)
    return [ROOT, *parts] if len(parts) > 1 else [ROOT]


def part_values(units: UnitsTogether, node: str) -> pd.Series:
    """Return points of a part, or its per cent where ranks compare per cents, of the units to which it applies."""
    values = node_values(units, node)
    if units.by_percent:
        leaves = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]
        values = 100 * values / units.maxima[leaves].sum(axis=1)
    return values[applies(units, node)]


def _difference(units, labels, grouping, group, base, node, attributes) -> dict:
    values = units.total if node == ROOT else part_values(units, node)
    own = labels[values.index]
    inside, outside = values[own == group], values[own == base]
    few = len(inside) + len(outside) < LEAST_UNITS or min(len(inside), len(outside)) < LEAST_SIDE
    difference = float(inside.mean() - outside.mean())
    found = nothing(len(inside), difference) if few else mean_difference(inside, outside)
    side = attributes.loc[units.units, SIDE[grouping]] if grouping in SIDE else pd.Series([""])
    return {
        "year": units.year, "block": units.block, "grouping": grouping, "group": group, "reference": base,
        "measure": node, "estimate": found.value, "low": found.low, "high": found.high, "p": found.p,
        "p_adjusted": np.nan, "n": len(inside), "n_reference": len(outside), "mean_group": float(inside.mean()),
        "mean_reference": float(outside.mean()), "detectable": np.nan, "basis": max(side),
    }  # fmt: skip


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return which comparisons have no interval or cannot be made, with the reason."""
    rows = []
    attributes = study.units()
    for units in together(points, study):
        made = [
            grouping
            for grouping, base in study.groupings.items()
            if base in set(attributes.loc[units.units, grouping])
            and len(set(attributes.loc[units.units, grouping]) - {""}) > 1
        ]
        if not made:
            rows.append(omission("fairness", units.year, units.block, "group_differences", "no_groups"))
        elif len(units.units) < LEAST_UNITS:
            facts = {"least": LEAST_UNITS, "n": len(units.units)}
            rows.append(omission("fairness", units.year, units.block, "group_intervals", "few_units", **facts))
        elif any(_small_side(attributes.loc[units.units, grouping]) for grouping in made):
            rows.append(omission("fairness", units.year, units.block, "group_intervals", "few_side", least=LEAST_SIDE))
    return rows


def _small_side(labels: pd.Series) -> bool:
    return bool((labels[labels != ""].value_counts() < LEAST_SIDE).any())
