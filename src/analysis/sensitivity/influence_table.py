"""Which choice moves the ranks: influence of every input on the mean shift and on each unit's rank and class."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from analysis import tables
from analysis.sensitivity.draws import LARGEST_BLOCK, Draws, InfluenceDraws
from analysis.sensitivity.influence import Indices, estimates, indices
from analysis.study import Study


def influence(drawn: list[InfluenceDraws], study: Study) -> pd.DataFrame:
    """Return the table `influence`: one row a year, block, target, unit and input.

    target : mean_rank_shift, the distance in places from the official rank, averaged over the units of a draw (OECD/JRC
        Handbook 2008, equation 38; no unit_code); in blocks up to 500 units also each unit's rank, and class_change,
        whether its class differs from the official one (where cut-offs are known).
    first_order, total_order : share of the target's variance that an input explains alone, and together with all
        others, with 95 per cent bootstrap intervals; Saisana, Saltelli and Tarantola (2005).
    draws : how many there are; failed : how many of them are left out, because the draw could not be computed in either
        sample or in one of the mixed ones; the same for all inputs and targets. Indices then describe what could be
        computed, where the inputs are no longer quite independent. Draw 0, the official method, counts as one.
    reason : why indices or limits are empty: target_does_not_vary, target_varies_in_few_draws, too_few_draws.
    """
    frames = [_rows(one, target, units, study) for one in drawn for target, units in _targets(one) if one.mixed]
    return _joined(frames, "influence")


def influence_convergence(drawn: list[InfluenceDraws]) -> pd.DataFrame:
    """Return the table `influence_convergence`: indices of the mean shift from a quarter, a half and all of the draws.

    draws : how many of the first draws were used, failed ones among them; a Sobol sequence is even over each of these.
    """
    return _joined([_so_far(one, draws) for one in drawn for draws in _stages(one)], "influence_convergence")


def _targets(one: InfluenceDraws) -> Iterator[tuple[str, list[str]]]:
    """Yield each target with the unit codes it is about; the mean shift is about none in particular."""
    yield "mean_rank_shift", [""]
    if len(one.units.units) <= LARGEST_BLOCK:
        yield "rank", one.units.units
        if one.base.class_places is not None:
            yield "class_change", one.units.units


def _outputs(target: str, official: Draws) -> Callable[[Draws], np.ndarray]:
    """Return the function that gives draws x targets, in whole numbers so that sums are exact."""
    ranks = official.ranks[0].astype(np.int64)
    functions = {
        # The sum instead of the mean: a factor changes no index, and the sum is whole.
        "mean_rank_shift": lambda drawn: np.abs(drawn.ranks - ranks).sum(axis=1, keepdims=True),
        "rank": lambda drawn: drawn.ranks,
        "class_change": lambda drawn: drawn.class_places != official.class_places[0],
    }
    return functions[target]


def _computed(one: InfluenceDraws) -> np.ndarray:
    """Return of each draw whether it was computed in both samples and in every mixed one."""
    return ~np.any([drawn.failed for drawn in (one.base, one.other, *one.mixed.values())], axis=0)


def _rows(one: InfluenceDraws, target: str, units: list[str], study: Study) -> pd.DataFrame:
    computed, outputs = _computed(one), _outputs(target, one.base)
    # The same name for every target: all share their resamples, so that no order of units matters.
    generator = study.random(f"sensitivity/{one.units.block}/{one.units.year}/influence")
    mixed = (outputs(drawn)[computed] for drawn in one.mixed.values())
    found = indices(outputs(one.base)[computed], outputs(one.other)[computed], mixed, generator)
    inputs = list(one.mixed)
    return pd.DataFrame(
        {
            "year": one.units.year, "block": one.units.block, "target": target,
            "unit_code": np.tile(units, len(inputs)), "input": np.repeat(inputs, len(units)),
            "first_order": found.first.ravel(),
            "first_order_low": found.first_low.ravel(), "first_order_high": found.first_high.ravel(),
            "total_order": found.total.ravel(),
            "total_order_low": found.total_low.ravel(), "total_order_high": found.total_high.ravel(),
            "draws": len(computed), "failed": int((~computed).sum()), "reason": _reasons(found, computed).ravel(),
        }
    )  # fmt: skip


def _reasons(found: Indices, computed: np.ndarray) -> np.ndarray:
    if computed.sum() < 2:
        return np.full(found.first.shape, "too_few_draws")
    without_limits = np.where(np.isnan(found.first_low), "target_varies_in_few_draws", "")
    return np.where(np.isnan(found.first), "target_does_not_vary", without_limits)


def _stages(one: InfluenceDraws) -> list[int]:
    draws = len(one.base.failed) if one.mixed else 0
    return sorted({draws // 4, draws // 2, draws} - {0})


def _so_far(one: InfluenceDraws, draws: int) -> pd.DataFrame:
    computed, outputs = _computed(one)[:draws], _outputs("mean_rank_shift", one.base)
    base, other, *mixed = (outputs(drawn)[:draws][computed] for drawn in (one.base, one.other, *one.mixed.values()))
    first, total = estimates(base, other, mixed)
    return pd.DataFrame(
        {
            "year": one.units.year, "block": one.units.block, "target": "mean_rank_shift", "input": list(one.mixed),
            "draws": draws, "first_order": first[:, 0], "total_order": total[:, 0],
        }
    )  # fmt: skip


def _joined(frames: list[pd.DataFrame], name: str) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True)[tables.schema(name)["columns"]] if frames else tables.empty(name)
