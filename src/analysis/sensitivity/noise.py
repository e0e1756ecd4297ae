"""The noise range: which ranks and classes do appraisal and survey errors leave open, the method held fixed?

Draws add an independent normal error to each unit's total; they give probabilities. The range itself is the marginal
confidence set of the rank, whose coverage is claimed and tested (docs/coverage.md); it is never merged with the method range.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import ndtri
from scipy.stats import qmc

from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.ranks import RESOLUTION, half_up
from analysis.sensitivity import classes, ranges
from analysis.sensitivity.draws import Draws
from analysis.sensitivity.rank_confidence import marginal_sets
from analysis.sensitivity.ranking import rank_draws, to_billionths
from analysis.sensitivity.standard_errors import NodeErrors
from analysis.study import Study

COVERAGE = 0.9
# Cells of draws x units that are held as floating-point numbers at once.
CELLS = 2**19


def noise_draws(errors: list[NodeErrors], study: Study) -> list[Draws]:
    """Return the ranks and classes of every year and block whose total has known errors, under drawn errors.

    errors : as `standard_errors.node_errors` returns them. Draw 0 has no error: the official ranks among the units known.
    Classes follow the stated cut-offs; a class cap follows its node, whose error is part of the error of the total.
    """
    return [_drawn(one, study) for one in errors if ROOT in one.errors]


def _drawn(one: NodeErrors, study: Study) -> Draws:
    units, count = one.units, study.draws
    generator = study.random(f"sensitivity/noise/{units.block}/{units.year}")
    cut_offs = _cut_offs(units, study)
    caps = units.criteria.class_caps if cut_offs is not None else ()
    ranks = np.empty((count, len(units.units)), np.uint16 if len(units.units) < 1 << 16 else np.uint32)
    places = None if cut_offs is None else np.empty(ranks.shape, np.int8)
    for start, normals in _normals(count, (1 + len(caps)) * len(units.units), generator):
        own = normals.reshape(len(normals), 1 + len(caps), len(units.units))
        ranks[start : start + len(own)] = _ranks(one, own[:, 0])
        if places is not None:
            places[start : start + len(own)] = _class_places(one, own, cut_offs)
    return Draws(units, tuple(study.sensitivity.noise), ranks, places, np.zeros(count, dtype=bool), {})


def _cut_offs(units: UnitsTogether, study: Study) -> np.ndarray | None:
    ends = classes.limits(units.criteria, units.block, study.sensitivity.choices.get("cut_offs"))
    return None if ends is None else classes.official(units.criteria, ends)


def _normals(draws: int, dimensions: int, generator: np.random.Generator) -> Iterator[tuple[int, np.ndarray]]:
    """Yield (first draw, standard normal numbers: draws x dimensions) from scrambled Sobol sequences, zeros in draw 0.

    One sequence has at most 21,201 dimensions; further dimensions take further sequences, scrambled on their own.
    """
    widths = [min(qmc.Sobol.MAXDIM, dimensions - start) for start in range(0, dimensions, qmc.Sobol.MAXDIM)]
    sequences = [qmc.Sobol(width, scramble=True, rng=generator) for width in widths]
    step = 1 << max(0, (CELLS // dimensions).bit_length() - 1)
    for start in range(0, draws, step):
        cube = np.hstack([one.random(min(step, draws - start)) for one in sequences])
        # The numbers have 30 bits and may be 0, which has no normal quantile: the middle of their cell has.
        normals = ndtri(cube + 2.0**-31)
        if start == 0:
            normals[0] = 0
        yield start, normals


def _ranks(one: NodeErrors, normals: np.ndarray) -> np.ndarray:
    criteria = one.units.criteria
    totals = one.units.total.to_numpy() + normals * one.errors[ROOT].to_numpy()
    totals = half_up(totals, criteria.decimals) if criteria.rank_on == "printed" else totals
    return rank_draws(to_billionths(totals), criteria.rank_rule)


def _class_places(one: NodeErrors, normals: np.ndarray, cut_offs: np.ndarray) -> np.ndarray:
    """Return draws x units: place of the class (0 the best, -1 none), with the caps of the framework."""
    criteria = one.units.criteria
    scale = _in_percent(one.units, ROOT).fillna(1).to_numpy()
    totals = one.units.points.sum(axis=1).to_numpy() * scale + normals[:, 0] * one.point_errors[ROOT].to_numpy() * scale
    settled = np.round(half_up(totals, criteria.decimals), RESOLUTION)
    places = len(cut_offs) - np.searchsorted(cut_offs[::-1], settled, side="right")
    places[places == len(cut_offs)] = classes.NO_CLASS
    labels = [label for label, _ in criteria.classes]
    for cap, own in zip(criteria.class_caps, normals[:, 1:].swapaxes(0, 1), strict=True):
        below = half_up(_node_percents(one, cap.node, normals[:, 0], own), criteria.decimals) < cap.below
        places = np.where(below & (places >= 0), np.maximum(places, labels.index(cap.best)), places)
    return places.astype(np.int8)


def _node_percents(one: NodeErrors, node: str, total: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return draws x units: per cent of a node, its error being the part of the total's that lies below the node."""
    units = one.units
    below = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]
    points, scale = units.points[below].sum(axis=1).to_numpy(), _in_percent(units, node).to_numpy()
    if node not in one.point_errors:
        return np.broadcast_to(points * scale, total.shape)
    error = one.point_errors[node].to_numpy()
    whole = one.point_errors[ROOT].to_numpy()
    part = np.minimum(np.divide(error, whole, out=np.zeros_like(error), where=whole > 0), 1)
    return (points + error * (part * total + np.sqrt(1 - part**2) * own)) * scale


def _in_percent(units: UnitsTogether, node: str) -> pd.Series:
    """Return what a point of a node is in per cent of each unit's applicable maximum; NaN where no per cent is known."""
    below = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]
    maxima = units.maxima[below].sum(axis=1, skipna=False)
    return 100 / maxima.where((maxima > 0) & bool(units.criteria.minimum(node) <= 0))


def noise_intervals(errors: list[NodeErrors], drawn: list[Draws]) -> pd.DataFrame:
    """Return the rows of `rank_intervals` with source noise: one a unit.

    rank_low, rank_high : the marginal confidence set of the unit's true rank, covering it in at least 90 per cent of
    repetitions (Mogstad, Romano, Shaikh and Wilhelm 2023); it holds the official rank. rank_median, mean_rank_shift :
    median rank and mean absolute shift against the official rank over the draws. What is random are the errors; the
    units are the whole block as far as known.
    """
    found = ranges.rank_intervals(drawn, "noise")
    sets = [marginal_sets(one.units.total, one.errors[ROOT], COVERAGE) for one in errors if ROOT in one.errors]
    if not sets:
        return found
    low, high = (np.concatenate(part) for part in zip(*sets, strict=True))
    return found.assign(rank_low=np.minimum(found["rank"], low), rank_high=np.maximum(found["rank"], high))


def left_out(points: pd.DataFrame, errors: list[NodeErrors], study: Study) -> list[dict]:
    """Return the blocks without a noise range, with the reason: no error is declared, or the data show none."""
    known = {(one.units.year, one.units.block) for one in errors if ROOT in one.errors}
    reason = "errors_not_known" if study.sensitivity.noise else "no_noise_declared"
    return [
        omission("sensitivity", units.year, units.block, "noise_range", reason)
        for units in together(points, study)
        if (units.year, units.block) not in known
    ]
