"""The totals, ranks and classes of a block under drawn errors of appraisal and survey, all from the same draws.

The draws follow `sensitivity.noise`: an independent normal error on each unit's total; the error of a node is that part
of the total's which lies below it. All conditions of one award see the same draw, so that their errors hang together.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from analysis.blocks import UnitsTogether
from analysis.framework import ROOT
from analysis.ranks import classes, half_up
from analysis.sensitivity.ranking import rank_draws, to_billionths
from analysis.sensitivity.standard_errors import NodeErrors
from analysis.study import Study


class Drawn(NamedTuple):
    """One block under every draw: draws x units, units sorted by code.

    points, percent : {node: values}, per cents empty (NaN) where a unit has no maximum. ranks : None in a block of
    which units are missing. labels : classes, None where cut-offs are not known.
    """

    block: str
    units: list[str]
    points: dict[str, np.ndarray]
    percent: dict[str, np.ndarray]
    ranks: np.ndarray | None
    labels: np.ndarray | None


def drawn(error: NodeErrors, nodes: list[str], study: Study) -> Drawn | None:
    """Return the block under every draw of the study; None where the error of its total is not known.

    nodes : further nodes that conditions look at; only those whose error is known are drawn.
    """
    if ROOT not in error.errors:
        return None
    units, criteria = error.units, error.units.criteria
    looked = dict.fromkeys([*nodes, *(cap.node for cap in criteria.class_caps)])
    further = [node for node in looked if node != ROOT and node in error.point_errors]
    normals = _normals(study, units, 1 + len(further))
    points = {ROOT: _points(error, ROOT, normals[0], normals[0])}
    points |= {node: _points(error, node, normals[0], own) for node, own in zip(further, normals[1:], strict=True)}
    percent = {node: values * _in_percent(units, node) for node, values in points.items()}
    return Drawn(
        units.block,
        units.units,
        points,
        percent,
        _ranks(units, points, percent, study),
        _labels(units, points, percent),
    )


def _normals(study: Study, units: UnitsTogether, kinds: int) -> np.ndarray:
    """Return kinds x draws x units of standard normal numbers, spread evenly by a scrambled Sobol sequence where it can."""
    generator = study.random(f"awards/noise/{units.block}/{units.year}")
    dimensions, shape = kinds * len(units.units), (study.draws, kinds, len(units.units))
    if dimensions > qmc.Sobol.MAXDIM:
        return generator.standard_normal(shape).swapaxes(0, 1)
    cube = qmc.Sobol(dimensions, scramble=True, rng=generator).random(study.draws)
    # The numbers have 30 bits and may be 0, which has no normal quantile: the middle of their cell has.
    return ndtri(cube + 2.0**-31).reshape(shape).swapaxes(0, 1)


def _below(units: UnitsTogether, node: str) -> list[str]:
    return [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]


def _points(error: NodeErrors, node: str, total: np.ndarray, own: np.ndarray) -> np.ndarray:
    size, whole = error.point_errors[node].to_numpy(), error.point_errors[ROOT].to_numpy()
    part = np.minimum(np.divide(size, whole, out=np.zeros_like(size), where=whole > 0), 1)
    moved = part * total + np.sqrt(1 - part**2) * own if node != ROOT else total
    return error.units.points[_below(error.units, node)].sum(axis=1).to_numpy() + size * moved


def _in_percent(units: UnitsTogether, node: str) -> np.ndarray:
    maxima = units.maxima[_below(units, node)].sum(axis=1, skipna=False)
    return (100 / maxima.where((maxima > 0) & bool(units.criteria.minimum(node) <= 0))).to_numpy()


def _ranks(units: UnitsTogether, points: dict, percent: dict, study: Study) -> np.ndarray | None:
    if not study.blocks[units.block].complete(units.year):
        return None
    totals = percent[ROOT] if units.by_percent else points[ROOT]
    compared = half_up(totals, units.criteria.decimals) if units.criteria.rank_on == "printed" else totals
    return rank_draws(to_billionths(compared), units.criteria.rank_rule)


def _labels(units: UnitsTogether, points: dict, percent: dict) -> np.ndarray | None:
    criteria = units.criteria
    if not criteria.cut_offs_known() or any(cap.node not in percent for cap in criteria.class_caps):
        return None
    values = np.where(np.isnan(percent[ROOT]), points[ROOT], percent[ROOT])
    labels = classes(half_up(values, criteria.decimals), criteria.classes)
    order = [label for label, _ in criteria.classes]
    for cap in criteria.class_caps:
        below = half_up(percent[cap.node], criteria.decimals) < cap.below
        labels = np.where(below & np.isin(labels.astype(str), order[: order.index(cap.best)]), cap.best, labels)
    return labels
