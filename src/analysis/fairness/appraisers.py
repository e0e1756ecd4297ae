"""Room 6, appraisers: do units that appraise others score themselves and each other higher, or do they work better?

Three differences tell the two apart: in what others appraise, in what a unit appraises itself, and in the survey. Better
work would show in all three; kinder scoring among appraisers only in the first, of oneself only in the second. The units
are the whole block, not a sample: random is only which units would be the ones that appraise, if chance had chosen them.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import reference, tables
from analysis.blocks import UnitsTogether, together
from analysis.fairness.groupings import basis, labels
from analysis.fairness.verdicts import too_few, verdict
from analysis.forms.identity import Names
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.adjustment import holm
from analysis.statistics.difference import group_difference
from analysis.statistics.power import detectable_difference
from analysis.study import Study

GROUPING, YES, NO = "appraises", "yes", "no"
SOURCES = {"appraised": ("appraisal", "mixed"), "survey": ("survey",)}
CONTRASTS = {
    "others_minus_survey": ("others", "survey"),
    "own_minus_others": ("own", "others"),
    "appraised_minus_survey": ("appraised", "survey"),
}


class Block(NamedTuple):
    """A block in which some units appraise others.

    scores, weights : units x leaves, per cent of what applies (or points) and how much a leaf counts for a unit.
    appraises : units, bool. own : units x leaves, whether the unit appraises the leaf itself. sources : of each leaf.
    in_percent : whether scores are per cents; points of parts with other maxima are no like quantities.
    """

    units: UnitsTogether
    scores: np.ndarray
    weights: np.ndarray
    appraises: np.ndarray
    own: np.ndarray
    sources: np.ndarray
    in_percent: bool
    basis: str


def appraiser_contrast(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `appraiser_contrast`: units that appraise minus units that do not, block by block.

    comparison : `others`, what other bodies appraise; `own`, what the unit appraises itself; `survey`; and the contrasts
    `others_minus_survey` and `own_minus_others`, unit by unit. Where no criterion names who appraises it, what the table
    prints: `appraised`, `survey`, `appraised_minus_survey`. estimate : per cent of the maximum; where no source states the
    maxima parts are in points, contrasts in standard deviations within the groups; like is held against like
    (`standings`). low, high, p : by `group_difference`; p_adjusted : Holm over all tests of the study. detectable,
    verdict : as in `group_differences`; `not_defined` where nobody appraises anything of the kind. basis : whether the
    criteria name who appraises or that is assumed.
    """
    rows = []
    for block in _blocks(points, study):
        rows += [_row(block, comparison, *sides, study) for comparison, sides in _comparisons(block).items()]
    return tables.from_rows("appraiser_contrast", _judged(rows))


def _blocks(points: pd.DataFrame, study: Study) -> list[Block]:
    found = []
    for units in together(points, study):
        groups = labels(units, study, GROUPING, points)
        if {YES, NO} <= set(groups):
            found.append(_block(units, groups, points, study))
    return found


def _block(units: UnitsTogether, groups: pd.Series, points: pd.DataFrame, study: Study) -> Block:
    kept = groups.isin([YES, NO]).to_numpy()
    values, maxima = units.points.to_numpy()[kept], units.maxima.to_numpy()[kept]
    known = np.isfinite(maxima).all() and units.criteria.minimum("total") <= 0
    weights = np.where(maxima > 0, maxima, 0.0) if known else np.ones_like(values)
    scores = np.divide(100 * values, maxima, out=np.zeros_like(values), where=weights > 0) if known else values
    own = _own(units, points, study).to_numpy()[kept]
    sources = units.criteria.criteria.loc[units.criteria.leaves, "points_from"].to_numpy()
    rests_on = basis(units, study, GROUPING, points)
    return Block(units, scores, weights, (groups == YES).to_numpy()[kept], own, sources, known, rests_on)


def _own(units: UnitsTogether, points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return units x leaves: whether the unit itself appraised the row, by appraisals.csv, else by the criteria."""
    attributes = study.units()
    known = Names(attributes[attributes["unit_code"].isin(set(points["unit_code"]))], study.lineage())
    items, leaves = units.criteria.items, units.criteria.leaves
    bodies = [
        known.owner(items[leaf].appraised_by, items[leaf].appraised_by) if leaf in items else "" for leaf in leaves
    ]
    by_criteria = [[body == unit for body in bodies] for unit in units.units]
    given = _appraisals(units, study)
    own = pd.DataFrame(by_criteria if given.empty else False, index=units.units, columns=leaves)
    for row in given[given["body"] == given["unit_code"]].to_dict("records"):
        own.loc[row["unit_code"], row["criterion_code"]] = True
    return own


def _appraisals(units: UnitsTogether, study: Study) -> pd.DataFrame:
    """Return the rows of appraisals.csv on this block; none where the study has no such file."""
    path = study.folder / "appraisals.csv"
    given = reference.given(path, "appraisals") if path.exists() else reference.no_rows("appraisals")
    here = given[(given["year"] == str(units.year)) & given["unit_code"].isin(units.units)]
    return here[here["criterion_code"].isin(units.criteria.leaves)]


def _comparisons(block: Block) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return {comparison: (values of the units that appraise, values of the others)}, NaN where a unit has none."""
    appraised, surveyed = (np.isin(block.sources, sources) for sources in SOURCES.values())
    leaves = {"others": appraised & ~block.own, "own": appraised & block.own} if block.own.any() or _named(block) else {
        "appraised": np.tile(appraised, (len(block.own), 1))
    }  # fmt: skip
    leaves["survey"] = np.tile(surveyed, (len(block.own), 1))
    if not (appraised.any() or surveyed.any()):
        leaves = {"total": np.ones_like(block.own)}
    values = {name: standings(block.scores, block.weights, which, block.appraises) for name, which in leaves.items()
              if name == "own" or which.any()}  # fmt: skip
    found = {name: (np.diagonal(one[block.appraises]), _mean(one[~block.appraises])) for name, one in values.items()}
    for name, (one, other) in CONTRASTS.items():
        if one in values and other in values:
            scales = [1.0 if block.in_percent else _deviation(*found[part]) for part in (one, other)]
            both = values[one] / scales[0] - values[other] / scales[1]
            found[name] = (np.diagonal(both[block.appraises]), _mean(both[~block.appraises]))
    return found


def _deviation(inside: np.ndarray, outside: np.ndarray) -> float:
    """Return the standard deviation within the two groups; NaN where nothing varies."""
    inner = np.concatenate([side - side.mean() for side in (inside, outside)])
    deviation = np.sqrt((inner**2).sum() / max(len(inner) - 2, 1))
    return float(deviation) if deviation > 10.0**-RESOLUTION else np.nan


def _named(block: Block) -> bool:
    """Return whether the criteria name who appraises them."""
    items = block.units.criteria.items
    return any(items[leaf].appraised_by for leaf in block.units.criteria.leaves if leaf in items)


def standings(scores: np.ndarray, weights: np.ndarray, leaves: np.ndarray, appraises: np.ndarray) -> np.ndarray:
    """Return units x appraising units: how each unit stands in the leaves that count for each appraising unit.

    scores, weights : units x leaves. leaves : units x leaves, bool; only the rows of appraising units are looked at.
    Every score is held against the mean of the units that do not appraise, leaf by leaf, so that hard and easy criteria
    count alike whoever appraises them. The diagonal of the appraising units is their own standing; the others are
    compared over the same leaves. NaN where none of the leaves applies.
    """
    weights = np.where(weights[~appraises].sum(axis=0) > 0, weights, 0.0)
    counts = (weights > 0)[~appraises]
    base = (scores[~appraises] * counts).sum(axis=0) / np.maximum(counts.sum(axis=0), 1)
    chosen = leaves[appraises].astype(float).T
    total = weights @ chosen
    return np.divide((weights * (scores - base)) @ chosen, total, out=np.full(total.shape, np.nan), where=total > 0)


def _mean(values: np.ndarray) -> np.ndarray:
    """Return the mean over the appraising units, of those that have a value."""
    present = ~np.isnan(values)
    count = present.sum(axis=1)
    return np.divide(np.where(present, values, 0).sum(axis=1), count, out=np.full(len(values), np.nan), where=count > 0)


def _row(block: Block, comparison: str, inside: np.ndarray, outside: np.ndarray, study: Study) -> dict:
    inside, outside = (np.sort(side[~np.isnan(side)].round(RESOLUTION)) for side in (inside, outside))
    year, code = block.units.year, block.units.block
    found, _ = group_difference(inside, outside, study.random(f"fairness/appraiser_contrast/{code}/{year}"))
    return {
        "year": year, "block": code, "comparison": comparison, "estimate": found.value, "low": found.low,
        "high": found.high, "p": found.p, "n": len(inside), "n_reference": len(outside), "basis": block.basis,
        "sides": (inside, outside),
    }  # fmt: skip


def _judged(rows: list[dict]) -> list[dict]:
    adjusted = holm(np.array([row["p"] for row in rows], dtype=float))
    tests = int(np.isfinite(adjusted).sum())
    return [_verdict(row, p_adjusted, tests) for row, p_adjusted in zip(rows, adjusted, strict=True)]


def _verdict(row: dict, p_adjusted: float, tests: int) -> dict:
    inside, outside = row.pop("sides")
    found = np.nan
    if np.isfinite(row["p"]):
        found = detectable_difference(inside.std(ddof=1), len(inside), len(outside), outside.std(ddof=1), tests)
    few = len(inside) > 0 and too_few(len(inside), len(outside))
    return row | {"p_adjusted": p_adjusted, "detectable": found, "verdict": verdict(p_adjusted, few, found)}


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return in which blocks the contrast cannot be made, with the reason."""
    rows, made = [], {(block.units.year, block.units.block): block for block in _blocks(points, study)}
    for units in together(points, study):
        block = made.get((units.year, units.block))
        reason = "no_appraisers" if block is None else None if set(CONTRASTS) & set(_comparisons(block)) else "one_part"
        if reason:
            rows.append(omission("fairness", units.year, units.block, "appraiser_contrast", reason))
    return rows
