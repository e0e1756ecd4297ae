"""Room 6, class limits: do units bunch just above them, before and after explanation, and how many classes hang on noise?

Being just above a limit is no fault of a unit: the limit itself may be what makes units and appraisers look again. What is
random, stands in `bunching`; the classes that may flip depend on the error of appraisal and survey alone.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.fairness import bunching
from analysis.fairness.bunching import Window
from analysis.fairness.grid import steps as grid_steps
from analysis.fairness.round_lists import FINAL, round_lists, scale
from analysis.fairness.verdicts import NOT_DEFINED, verdict
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS
from analysis.statistics.resampling import RESAMPLES, orders
from analysis.study import Study

# Window on each side of a limit, as a share of the scale: what one or two ordinary criteria are worth.
REACH = 0.02
# With fewer units in the window nothing can be tested.
LEAST_IN_WINDOW = 5
ALL = "all"
BEFORE = "appraisal_1"
NOISE = "noise"


class Looked(NamedTuple):
    """One class limit (or all of a block) in one round."""

    label: str
    cut_off: float
    window: Window


def thresholds(points: pd.DataFrame, assessed: pd.DataFrame, rounds: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `thresholds`: units just above and just below each stated class limit, round by round.

    class : the class that begins at the limit; `all` for the limits of a block together. window : on each side, on the
    scale of the totals; 2 per cent of it, less where limits stand closer. expected_share : share of the units in the window
    that would stand above without bunching; estimate : the share that does, minus that, with 95 per cent interval. The
    first two rounds, and a table with one round, are held against a smooth density (`bunching.one_list`); the second
    appraisal is held against the first, whose totals the explanations changed (`bunching.regained`). p_adjusted : Holm
    over the limits of a year, block and round. detectable : the excess that would have been found. verdict : `too_few`
    below five units in the window, or eight in the block, or where no outcome could be told from chance; `not_defined`
    where no source states the limit.
    """
    rows, lists = [], round_lists(points, assessed, rounds, study)
    for units in together(points, study):
        for name, totals in lists[units.year, units.block].items():
            rows += _of_round(units, name, totals, lists[units.year, units.block], study)
    return tables.from_rows("thresholds", rows)


def _of_round(units: UnitsTogether, name: str, totals: pd.Series, lists: dict, study: Study) -> list[dict]:
    stated, unstated = limits(units)
    width, sets = reach(units), [(label, [cut_off]) for label, cut_off in stated.items()]
    sets += [(ALL, list(stated.values()))] if len(sets) > 1 else []
    before = lists[BEFORE].reindex(totals.index).dropna() if name == FINAL and BEFORE in lists else None
    windows = _windows(units, totals, before, [own for _, own in sets], width, study)
    looked = [Looked(label, own[0] if len(own) == 1 else np.nan, window)
              for (label, own), window in zip(sets, windows, strict=True)]  # fmt: skip
    place = {"year": units.year, "block": units.block, "round_of_points": name, "window": width, "n": len(totals)}
    return [place | row for row in [*_judged(looked, len(totals)), *map(_not_defined, unstated)]]


def limits(units: UnitsTogether) -> tuple[dict[str, float], list[str]]:
    """Return ({class: lower limit} as stated, classes whose limit no source states); the lowest class has no limit."""
    given = units.criteria.classes
    stated = {
        label: lower for label, lower in given if lower is not None and lower > max(units.criteria.minimum(ROOT), 0)
    }
    return stated, [label for label, lower in given[:-1] if lower is None]


def reach(units: UnitsTogether) -> float:
    """Return the width of the window on each side of a limit; windows of neighbouring limits do not overlap."""
    gaps = -np.diff(sorted(limits(units)[0].values(), reverse=True))
    return float(min([REACH * scale(units), *gaps / 2]))


def _windows(units, totals: pd.Series, before: pd.Series | None, sets: list[list], width: float, study) -> list[Window]:
    grid = pd.Series(grid_steps(units), units.units)
    if before is None or bunching.unchanged(before, totals[before.index]):
        own = grid[totals.index].to_numpy()
        return [bunching.one_list(totals.to_numpy(), cut_offs, width, own) for cut_offs in sets]
    generator = study.random(f"fairness/thresholds/{units.block}/{units.year}")
    drawn, after, own = orders(len(before), RESAMPLES, generator), totals[before.index], grid[before.index].to_numpy()
    return [bunching.regained(before.to_numpy(), after.to_numpy(), cut_offs, width, drawn, own) for cut_offs in sets]


def _judged(looked: list[Looked], n: int) -> list[dict]:
    windows = [one.window for one in looked]
    tested = [at in testable(windows, n) for at in range(len(looked))]
    adjusted = holm(np.array([one.p if can else np.nan for one, can in zip(windows, tested, strict=True)]))
    return [_row(one, p_adjusted, sum(tested)) for one, p_adjusted in zip(looked, adjusted, strict=True)]


def testable(windows: list[Window], n: int) -> list[int]:
    """Return the places of the windows in which bunching can be told from chance, in a block of n units.

    At least five units stand in the window, and if all stood above, that would be shown, adjusted for the windows tested.
    """
    kept = [
        at for at, one in enumerate(windows) if n >= LEAST_UNITS and one.n >= LEAST_IN_WINDOW and np.isfinite(one.p)
    ]
    while still := [at for at in kept if np.isfinite(bunching.detectable(windows[at], len(kept)))]:
        if len(still) == len(kept):
            return kept
        kept = still
    return []


def _row(one: Looked, p_adjusted: float, tests: int) -> dict:
    tested = bool(np.isfinite(p_adjusted))
    own = one.window if tested else Window(one.window.above, one.window.below)
    found = bunching.detectable(own, tests) if tested else np.nan
    return {
        "class": one.label, "cut_off": one.cut_off, "above": own.above, "below": own.below,
        "expected_share": own.expected, "estimate": own.estimate, "low": own.low, "high": own.high, "p": own.p,
        "p_adjusted": p_adjusted, "detectable": found, "verdict": verdict(p_adjusted, not tested, found),
    }  # fmt: skip


def _not_defined(label: str) -> dict:
    return {"class": label, "cut_off": np.nan, "above": np.nan, "below": np.nan, "verdict": NOT_DEFINED}


def class_flips(class_probability: pd.DataFrame, scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `class_flips`: how many units of each official class would be in another one within the noise.

    class_probability : of room 5; its rows of source `noise`. expected_flips : sum over the units of the class of 1 minus
    the probability of that class. units_unsure : units that keep it with less than 95 per cent probability. Class `all`
    for the block. Only blocks whose noise is declared and known.
    """
    noise = class_probability[class_probability["source"] == NOISE]
    own = scores[(scores["node"] == ROOT) & (scores["class"] != "")][["year", "block", "unit_code", "class"]]
    key = ["year", "block", "unit_code"]
    own = own.merge(noise[key].drop_duplicates(), on=key)
    kept = own.merge(noise[[*key, "class", "probability"]], on=[*key, "class"], how="left")
    kept["flips"] = 1 - kept["probability"].fillna(0.0).astype(float)
    kept["unsure"] = kept["flips"] > 1 - CONFIDENCE
    both = pd.concat([kept, kept.assign(**{"class": ALL})])
    rows = both.groupby(["year", "block", "class"], sort=True).agg(
        n=("flips", "size"), expected_flips=("flips", "sum"), units_unsure=("unsure", "sum")
    )
    return tables.from_rows("class_flips", rows.reset_index().to_dict("records"))


def left_out(points: pd.DataFrame, class_probability: pd.DataFrame, study: Study) -> list[dict]:
    """Return in which blocks bunching and flips cannot be looked at, with the reason."""
    rows = []
    noisy = class_probability[class_probability["source"] == NOISE]
    known = set(zip(noisy["year"].astype(int), noisy["block"], strict=True))
    for units in together(points, study):
        place, classes = ("fairness", units.year, units.block), units.criteria.classes
        if not limits(units)[0]:
            rows.append(omission(*place, "thresholds", "cut_offs_not_stated" if classes else "no_classes_published"))
        if classes and (units.year, units.block) not in known:
            reason = "errors_not_known" if study.sensitivity.noise else "no_noise_declared"
            rows.append(omission(*place, "class_flips", reason))
    return rows
