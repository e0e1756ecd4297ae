"""Confidence sets for ranks: which true ranks do the errors of the estimates leave open?

Each pair of units is a hypothesis "this one is not truly better"; the hypotheses are tested together by the largest
studentised difference, and again without those rejected until nothing more is (stepdown). A unit's set runs from one
more than the number shown to be above it to the number of units less those shown to be below it.
Source: Mogstad, Romano, Shaikh and Wilhelm (2023), Review of Economic Studies, doi 10.1093/restud/rdad006; the errors are
independent and normal with known standard errors.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.framework import ROOT
from analysis.ranks import ranks
from analysis.sensitivity import parallel
from analysis.sensitivity.critical_values import Others, critical_values, others_of
from analysis.sensitivity.standard_errors import NodeErrors
from analysis.study import Study

COVERAGE = 0.95
DRAWS = 10_000
# A unit without error is an estimate that hardly moves; zero would divide by zero where two of them meet.
LEAST_ERROR = 1e-12
# Pairs grow with the square of the units; larger blocks have marginal sets only (table rank_intervals, source noise).
MOST_UNITS = 500
# What is computed at once stays in the processor's cache.
ELEMENTS = 2**16


class RankSets(NamedTuple):
    """First and last rank of every unit that the errors leave open, in the order of the estimates.

    marginal : covers the true rank of one unit with the coverage; simultaneous : of all units at the same time.
    """

    marginal_low: np.ndarray
    marginal_high: np.ndarray
    simultaneous_low: np.ndarray
    simultaneous_high: np.ndarray


def table(errors: list[NodeErrors], study: Study) -> pd.DataFrame:
    """Return the table `rank_confidence`: the total and its domains, wherever the errors are known, 95 per cent.

    errors : as `standard_errors.node_errors` returns them. value, standard_error : on the scale on which ranks compare.
    rank : 1 and the number of units with a higher value. What is random are the errors, independent between units; the
    units are the whole block as far as known. Blocks of more than 500 units are left out.
    """
    tasks = [
        (one, node, study)
        for one in errors
        for node in (ROOT, *one.units.criteria.children(ROOT))
        if node in one.errors and len(one.units.units) <= MOST_UNITS
    ]
    frames = parallel.run(_of_node, tasks)
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("rank_confidence")


def _of_node(task: tuple[NodeErrors, str, Study]) -> pd.DataFrame:
    one, node, study = task
    units, values, errors = one.units, one.values[node], one.errors[node]
    generator = study.random(f"sensitivity/rank_confidence/{units.block}/{units.year}/{node}")
    sets = rank_confidence_sets(values, errors, COVERAGE, generator=generator)
    facts = {"year": units.year, "block": units.block, "node": node, "unit_code": units.units}
    facts |= {"value": values, "standard_error": errors, "rank": ranks(values), "coverage": COVERAGE}
    return pd.DataFrame({**facts, **sets._asdict()})[tables.schema("rank_confidence")["columns"]]


def rank_confidence_sets(
    estimates: np.ndarray,
    standard_errors: np.ndarray,
    coverage: float = COVERAGE,
    *,
    generator: np.random.Generator,
    draws: int = DRAWS,
) -> RankSets:
    """Return marginal and simultaneous confidence sets for ranks; rank 1 has the highest true value.

    estimates, standard_errors : one a unit, same scale. coverage : at least 0.5, below 1. generator, draws : for the
    simultaneous sets, whose critical value is simulated; that of the marginal sets is integrated.
    Raises ValueError if lengths differ, a value is not finite, an error is negative or the coverage is out of range.
    """
    marginal = marginal_sets(estimates, standard_errors, coverage)
    return RankSets(*marginal, *simultaneous_sets(estimates, standard_errors, coverage, generator, draws))


def marginal_sets(estimates, standard_errors, coverage: float) -> tuple[np.ndarray, np.ndarray]:
    """Return (first, last) rank of every unit, covering the true rank of that unit with at least the coverage.

    Only differences to the unit itself are tested, both ways. Their largest is a function of independent normal errors,
    so its distribution is a one-dimensional integral and nothing is simulated. Blocks of units are computed side by side.
    """
    values, errors = _checked(estimates, standard_errors, coverage)
    others = others_of(errors)
    size = max(1, ELEMENTS // (len(others.nodes) * max(1, len(others.errors))))
    blocks = [np.arange(start, min(start + size, len(values))) for start in range(0, len(values), size)]
    sets = parallel.run(partial(_marginal, values, errors, others, coverage), blocks)
    low, high = zip(*sets, strict=True) if sets else ([[]], [[]])
    return np.concatenate(low).astype(np.int64), np.concatenate(high).astype(np.int64)


def simultaneous_sets(
    estimates, standard_errors, coverage: float, generator: np.random.Generator, draws: int = DRAWS
) -> tuple[np.ndarray, np.ndarray]:
    """Return (first, last) rank of every unit, covering the true ranks of all units at once with at least the coverage.

    The critical value is the quantile of the largest studentised difference of simulated errors; the same draws serve
    every step.
    """
    values, errors = _checked(estimates, standard_errors, coverage)
    count = len(values)
    spread = np.hypot(errors[:, None], errors)
    standardised = (values[:, None] - values) / spread
    # Seven digits are plenty for a simulated quantile, and take half the time of fifteen.
    noise = generator.standard_normal((count, draws), dtype=np.float32) * errors[:, None].astype(np.float32)
    shown, tested = np.zeros((count, count), dtype=bool), ~np.eye(count, dtype=bool)
    while count > 1:
        largest = _largest(noise, spread, tested & ~shown)
        now = shown | (tested & (standardised > np.quantile(largest, coverage, method="inverted_cdf")))
        if (now == shown).all():
            break
        shown = now
    return 1 + shown.sum(axis=0), count - shown.sum(axis=1)


def _checked(estimates, standard_errors, coverage: float) -> tuple[np.ndarray, np.ndarray]:
    values, errors = np.asarray(estimates, dtype=float), np.asarray(standard_errors, dtype=float)
    if values.ndim != 1 or values.shape != errors.shape:
        raise ValueError(f"{values.shape} estimates and {errors.shape} standard errors: one of each a unit is needed")
    if not (np.isfinite(values).all() and np.isfinite(errors).all() and (errors >= 0).all()):
        raise ValueError("estimates must be finite and standard errors finite and not negative")
    if not 0.5 <= coverage < 1:
        raise ValueError(f"coverage {coverage} is not at least 0.5 and below 1")
    return values, np.maximum(errors, LEAST_ERROR)


def _marginal(values, errors, compared: Others, coverage: float, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (first, last) rank of the units at the places `own`."""
    others = own[:, None] != np.arange(len(values))
    standardised = (values[own, None] - values) / np.hypot(errors[own, None], errors)
    beaten, beating = np.zeros_like(others), np.zeros_like(others)
    critical, active = np.full(len(own), np.inf), np.arange(len(own)) if len(values) > 1 else np.arange(0)
    while len(active):
        counts = [part[active] @ compared.members for part in (beaten, beating, others & ~beaten & ~beating)]
        critical[active] = critical_values(errors[own[active]], compared, counts, coverage)
        before = beaten.sum(axis=1) + beating.sum(axis=1)
        beaten = others & (standardised > critical[:, None])
        beating = others & (standardised < -critical[:, None])
        active = np.flatnonzero(beaten.sum(axis=1) + beating.sum(axis=1) > before)
    return 1 + beating.sum(axis=1), len(values) - beaten.sum(axis=1)


def _largest(noise: np.ndarray, spread: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """Return of each draw the largest studentised difference (row unit less column unit) among the pairs tested."""
    parts = np.array_split(noise, max(1, noise.size // ELEMENTS), axis=1)
    return np.concatenate([_largest_of(np.ascontiguousarray(part), spread, tested) for part in parts])


def _largest_of(noise: np.ndarray, spread: np.ndarray, tested: np.ndarray) -> np.ndarray:
    largest = np.full(noise.shape[1], -np.inf, dtype=np.float32)
    for one in np.flatnonzero(tested.any(axis=1)):
        others = tested[one]
        differences = noise[one] - noise[others]
        differences *= (1 / spread[one, others, None]).astype(np.float32)
        np.maximum(largest, differences.max(axis=0), out=largest)
    return largest
