"""What the units look like under every draw of the choices: ranks and classes, draw 0 being the official method.

Everything that is open to dispute varies at once, the data stay fixed. The ranges that come out say what another
reasonable choice would do; they claim no coverage.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.blocks import UnitsTogether, together
from analysis.score import raw_leaves
from analysis.sensitivity import additive, classes, inputs, parallel, variants, weights
from analysis.sensitivity.composite import blocks
from analysis.sensitivity.evaluation import WAY, Kernel, evaluate
from analysis.sensitivity.sampling import design, paired_design
from analysis.sensitivity.tree import of_criteria
from analysis.sensitivity.varying import Fixed, Given, Varying, decoded
from analysis.study import Study

# Blocks up to this size get all draws of the study for influence; in larger ones there are fewer, so that memory holds them.
LARGEST_BLOCK = 500
FEWEST_DRAWS = 64


class Draws(NamedTuple):
    """One block of one year under every draw.

    inputs : names of what varies. ranks : draws x units, unsigned integers, 1 is the best; draw 0 is official.
    class_places : draws x units, 0 is the best class, -1 no class; None where no cut-offs are known. failed : of each
    draw whether it could not be computed; its ranks mean nothing. reasons : {reason: how many draws failed for it}.
    factors : smallest and largest factor by which weights that vary multiplied a lowest criterion; None without weights.
    """

    units: UnitsTogether
    inputs: tuple[str, ...]
    ranks: np.ndarray
    class_places: np.ndarray | None
    failed: np.ndarray
    reasons: dict[str, int]
    factors: tuple[float, float] | None = None


class InfluenceDraws(NamedTuple):
    """The draws from which influence is estimated: A, B, and A with one input at a time taken from B (Saltelli 2010).

    base : A, draw 0 of which is official. other : B. mixed : {input: Draws}.
    """

    units: UnitsTogether
    base: Draws
    other: Draws
    mixed: dict[str, Draws]


class Plan(NamedTuple):
    """One block before any draw: what varies, what cannot although it was declared, and what draws are computed from."""

    units: UnitsTogether
    varying: list[Varying]
    fixed: list[Fixed]
    kernel: Kernel


def plans(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> list[Plan]:
    """Return what can vary in every year and block with points."""
    leaves = {}
    for (year, block, unit), own in raw_leaves(assessed, study):
        leaves.setdefault((year, block), {})[unit] = own
    return [_plan(units, leaves[units.year, units.block], study) for units in together(points, study)]


def _plan(units: UnitsTogether, leaves: dict, study: Study) -> Plan:
    given = Given(units, of_criteria(units.criteria), leaves, additive.model(units, leaves))
    found = list(inputs.everything_declared(given, study.sensitivity.choices)) if len(units.units) > 1 else []
    varying = [one for one in found if isinstance(one, Varying)]
    names = {f"choice_{one.input.name}" for one in varying}
    fixed = [one for one in found if isinstance(one, Fixed) and one.subject not in names]
    return Plan(units, varying, fixed, _kernel(given, varying, study))


def _kernel(given: Given, varying: list[Varying], study: Study) -> Kernel:
    declared, criteria = study.sensitivity.choices, given.criteria
    by_name = {one.input.name: one for one in varying}
    official = weights.official(given.tree, criteria)
    groups = weights.groups(given.tree, official, declared["weights"]) if "weights" in declared else {}
    ends = classes.limits(criteria, given.units.block, declared.get("cut_offs"))
    index = variants.prepared(given, varying)
    left_out = (
        inputs.leave_out_groups(given.tree, criteria, by_name["leave_out"].choice) if "leave_out" in by_name else {}
    )
    return Kernel(
        given.tree, given.data, index, groups, official[given.tree.leaves],
        by_name["treatment"].options if "treatment" in by_name else (criteria.not_applicable,),
        tuple(left_out.values()),
        None if ends is None or index else classes.official(criteria, ends),
    )  # fmt: skip


def draws(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> list[Draws]:
    """Return the draws of every year and block in which anything can vary.

    Draw 0 is the official method: its ranks are `rank_among_known` of the scores. The same for any number of cores.
    """
    found = []
    for plan in plans(points, assessed, study):
        if plan.varying:
            generator = study.random(f"sensitivity/{plan.units.block}/{plan.units.year}/draws")
            cube = design([one.input for one in plan.varying], study.draws, generator)
            drawn = decoded(plan.varying, cube, official_first=True)
            found.append(
                _evaluated(plan, drawn, study.draws)._replace(factors=_factor_range(plan.kernel, drawn, study.draws))
            )
    return found


def influence_draws(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> list[InfluenceDraws]:
    """Return the draws from which the influence of every input is estimated, of every year and block where any varies."""
    return [_influence_of(plan, study) for plan in plans(points, assessed, study) if plan.varying]


def _influence_of(plan: Plan, study: Study) -> InfluenceDraws:
    count = influence_count(study.draws, len(plan.units.units))
    generator = study.random(f"sensitivity/{plan.units.block}/{plan.units.year}/influence_draws")
    cubes = paired_design([one.input for one in plan.varying], count, generator)
    base, other = (decoded(plan.varying, cube, first) for cube, first in zip(cubes, (True, False), strict=True))
    mixed = {name: _evaluated(plan, base | {name: other[name]}, count) for name in base}
    return InfluenceDraws(plan.units, _evaluated(plan, base, count), _evaluated(plan, other, count), mixed)


def influence_count(draws: int, units: int) -> int:
    """Return how many draws of each kind influence has: all in blocks up to 500 units, then so many that memory is bounded."""
    if units <= LARGEST_BLOCK:
        return draws
    fewer = draws * LARGEST_BLOCK // units
    return min(draws, max(FEWEST_DRAWS, 1 << (fewer.bit_length() - 1) if fewer else 0))


def _evaluated(plan: Plan, drawn: dict[str, np.ndarray], count: int) -> Draws:
    """Return the draws of one sample, computed block by block."""
    kernel = plan.kernel
    ways = {WAY: variants.chosen(plan.varying, drawn, count)} if kernel.index else {}
    tasks = [
        ({name: values[own] for name, values in (drawn | ways).items()}, own.stop - own.start)
        for own in blocks(count, len(plan.units.units))
    ]
    ranks, places, failed = parallel.stacked(evaluate, tasks, count, shared=(kernel,))
    reason = "mean_not_defined" if kernel.index else "nothing_applies"
    return Draws(
        plan.units, tuple(one.input.name for one in plan.varying), ranks, places if places.shape[1] else None, failed,
        {reason: int(failed.sum())} if failed.any() else {},
    )  # fmt: skip


def _factor_range(kernel: Kernel, drawn: dict[str, np.ndarray], count: int) -> tuple[float, float] | None:
    found = weights.leaf_factors(kernel.tree, kernel.groups, drawn, count)
    return (float(found.min()), float(found.max())) if kernel.groups else None
