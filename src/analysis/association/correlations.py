"""Room 7, association: do citizens and firms see it too?

Random are only the orders of the permutation tests, and what published standard errors describe. The units are those
published, the whole block or a selection of it; p and intervals say what chance would do among units of this kind, not
what the selection did.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import reference, tables
from analysis.association.corrected import corrected, reliability
from analysis.association.given_region import enough, freedom, orders_within, partial
from analysis.association.pairs import TOTAL, WITHOUT
from analysis.blocks import together
from analysis.names import called
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.adjustment import benjamini_hochberg, holm
from analysis.statistics.correlation import CORRELATIONS
from analysis.statistics.estimates import LEAST_UNITS, LEVEL, Estimate
from analysis.statistics.power import detectable_correlation
from analysis.statistics.resampling import RESAMPLES, orders, permuted_concordance, permuted_correlations
from analysis.study import Study

# Above, Student's t and the permutation of as many units agree to two digits.
MOST_PERMUTED = 200

# How many units a test of ranks is worth where values are normal, and what a normal correlation is on each scale of
# ranks (Kendall and Gibbons 1990, sections 9.13 and 10.16): 9 / pi^2, 6 / pi asin(r / 2), 2 / pi asin(r).
RANK_EFFICIENCY = 9 / np.pi**2
SCALES = {
    "spearman": lambda r: 6 / np.pi * np.arcsin(r / 2),
    "kendall": lambda r: 2 / np.pi * np.arcsin(r),
}


# Reasons why the part of an index that is in the total cannot be taken out.
NOT_TAKEN_OUT = {"yes": "overlap_whole", "unknown": "overlap_unknown"}


class Found(NamedTuple):
    """One correlation, how many units it is worth, the name of its method, by what its scale was multiplied."""

    measure: str
    estimate: Estimate
    counted: int
    method: str
    factor: float = 1.0


class Draws(NamedTuple):
    """Orders for the permutation tests, drawn once for each number of units, and for each list of regions."""

    free: Callable[[int], np.ndarray]
    within: Callable[[tuple], np.ndarray]


def association(paired: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `association`: correlations of each score with each outside index, within a year and block.

    measure : pearson, spearman, kendall; pearson_given_region, spearman_given_region (partial, where regions are known and
    leave eight units); pearson_corrected (for measurement error, where standard errors are published). Ranks are compared
    by ranks only. Nothing below eight units. p : by permutation up to 200 units. p_adjusted (Holm), p_false_discovery
    (Benjamini and Hochberg) : over all tests of the same measure and kind of score in the study, parts of an index (the
    dimensions of PAPI) among themselves. verdict : shown where p_adjusted is below 5 per cent and the interval does not hold
    0. detectable : the smallest correlation that would be found. overlap : whether the
    index is part of the score. share_observed : units with both figures, of the units in the block (0 to 1).
    """
    regions, draws, rows = study.units()["region"], _draws(study), []
    for key, own in paired.groupby(["year", "block", "score", "outside_index"], sort=True):
        if len(own) >= LEAST_UNITS:
            own = own.sort_values("unit_code", kind="stable")
            of_units = regions.reindex(own["unit_code"], fill_value="").to_numpy(dtype=str)
            rows += [_row(key, one, own, study) for one in _found(own, of_units, draws)]
    return _judged(pd.DataFrame(rows), study) if rows else tables.empty("association")


def _draws(study: Study) -> Draws:
    free = cache(lambda n: orders(n, RESAMPLES, study.random(f"association/orders/{n}")))
    named = "association/within/{}".format
    within = cache(lambda own: orders_within(np.array(own), RESAMPLES, study.random(named("/".join(own)))))
    return Draws(free, within)


def _found(own: pd.DataFrame, regions: np.ndarray, draws: Draws) -> list[Found]:
    score = own["score"].iloc[0]
    values, outside = own["value"].to_numpy(dtype=float), own["outside"].to_numpy(dtype=float)
    plain = _plain(values, outside, draws)
    if score not in (TOTAL, WITHOUT):
        plain = [one for one in plain if one.measure != "pearson"]
    found = [*plain, *_given_region(values, outside, regions, draws, plain)]
    return [*found, *_corrected(own, plain[0])] if score == TOTAL else found


def _plain(values: np.ndarray, outside: np.ndarray, draws: Draws) -> list[Found]:
    # The same pairs in the same order, whatever the units are called.
    values, outside = (side[np.lexsort((outside, values))].round(RESOLUTION) for side in (values, outside))
    found = {measure: method(values, outside) for measure, method in CORRELATIONS.items()}
    n, methods = len(values), {"pearson": "fisher_z", "spearman": "bonett_wright", "kendall": "fieller"}
    if n <= MOST_PERMUTED:
        drawn = draws.free(n)
        for measure, estimate in found.items():
            if np.isfinite(estimate.value):
                found[measure] = estimate._replace(p=_permuted(measure, values, outside, drawn))
    return [Found(measure, one, n, methods[measure]) for measure, one in found.items()]


def _permuted(measure: str, values: np.ndarray, outside: np.ndarray, drawn: np.ndarray) -> float:
    if measure == "kendall":
        return permuted_concordance(values, outside, drawn)
    return float(permuted_correlations(outside, values[:, None], drawn, ranked=measure == "spearman")[0])


def _given_region(values, outside, regions, draws: Draws, plain: list[Found]) -> list[Found]:
    if not enough(regions) or len(regions) > MOST_PERMUTED:
        return []
    drawn, counted = draws.within(tuple(map(str, regions))), freedom(regions)
    return [
        Found(f"{measure}_given_region", partial(values, outside, regions, drawn, measure == "spearman"), counted,
              "within_region")
        for measure in ("pearson", "spearman")
        if any(one.measure == measure for one in plain)
    ]  # fmt: skip


def _corrected(own: pd.DataFrame, pearson: Found) -> list[Found]:
    known = [side for side in ("value", "outside") if own[f"{side}_error"].notna().all()]
    if not known:
        return []
    reliabilities = [reliability(own[side].to_numpy(), own[f"{side}_error"].to_numpy()) for side in known]
    found = corrected(pearson.estimate, reliabilities)
    factor = (
        1 / np.sqrt(np.prod([max(one.value, 0.0) for one in reliabilities])) if np.isfinite(found.value) else np.nan
    )
    return [Found("pearson_corrected", found, pearson.counted, "_".join(["corrected", *known]), factor)]


def _row(key: tuple, found: Found, own: pd.DataFrame, study: Study) -> dict:
    year, block, score, index = key
    whole = study.blocks[block].units_in_block[year]
    estimate = found.estimate
    return {
        "year": year, "block": block, "score": score, "outside_index": index, "measure": found.measure,
        "estimate": estimate.value, "low": estimate.low, "high": estimate.high, "p": estimate.p, "n": estimate.n,
        "share_observed": np.nan if whole is None else min(1.0, estimate.n / whole), "overlap": own["overlap"].iloc[0],
        "method": found.method, "counted": found.counted, "factor": found.factor,
    }  # fmt: skip


def _judged(frame: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows with p values adjusted within their family, what each test would have found, and the verdict."""
    parts = reference.table(study.root, "outside_index_names").set_index("index_code")["part_of_index"]
    part = frame["outside_index"].isin(parts.index[parts != ""]).rename("part")
    for _, same in frame.groupby(["measure", "score", part]):
        p = same["p"].to_numpy(dtype=float)
        tests = max(1, int(np.isfinite(p).sum()))
        frame.loc[same.index, "p_adjusted"] = holm(p)
        frame.loc[same.index, "p_false_discovery"] = benjamini_hochberg(p)
        frame.loc[same.index, "detectable"] = [
            min(1.0, detectable(measure, counted, tests) * factor)
            for measure, counted, factor in zip(same["measure"], same["counted"], same["factor"], strict=True)
        ]
    around_zero = (frame["low"] <= 0) & (frame["high"] >= 0)
    frame["verdict"] = np.where((frame["p_adjusted"] < LEVEL) & ~around_zero, "shown", "not_shown")
    frame.loc[frame["p"].isna(), ["verdict", "detectable"]] = ["not_defined", np.nan]
    return frame[tables.schema("association")["columns"]]


def detectable(measure: str, counted: int, tests: int = 1) -> float:
    """Return the smallest correlation (0 to 1) that a measure would find with 80 per cent probability, on its own scale.

    counted : units, less one for each further region. tests : how many are adjusted for. Exact for normal values; ranks
    are worth 91 per cent as many units then, and more where values are skewed.
    """
    kind = measure.split("_")[0]
    if kind not in SCALES:
        return detectable_correlation(counted, tests)
    return float(SCALES[kind](_with_error(counted, tests)))


def _with_error(counted: int, tests: int) -> float:
    """Return the normal correlation that ranks of so many units would find; between whole numbers of units by Fisher's z."""
    equal = 3 + (counted - 3) * RANK_EFFICIENCY
    below = int(equal)
    near = np.arctanh([detectable_correlation(n, tests) for n in (below, below + 1)])
    return float(np.tanh(near[0] + (equal - below) * (near[1] - near[0])))


def left_out(paired: pd.DataFrame, points: pd.DataFrame, study: Study) -> list[dict]:
    """Return which associations are not computed, with the reason: no index, too few units with both, an overlap that
    cannot be taken out."""
    rows = []
    for units in together(points, study):
        place = ("association", units.year, units.block)
        if not study.outside:
            rows.append(omission(*place, "association", "no_outside_index"))
        own = paired[(paired["year"] == units.year) & (paired["block"] == units.block)]
        for index in study.outside:
            rows += _of_index(own[own["outside_index"] == index], called(study, index), place)
    return rows


def _of_index(own: pd.DataFrame, index: dict[str, str], place: tuple) -> list[dict]:
    n, rows = int((own["score"] == TOTAL).sum()), []
    if n < LEAST_UNITS:
        reason = "few_pairs" if n else "no_pairs"
        rows.append(omission(*place, "association_with", reason, index=index, n=n, least=LEAST_UNITS))
    enough_pairs = own["score"].value_counts().max() >= LEAST_UNITS
    overlap = own.loc[own["score"] != WITHOUT, "overlap"].max() if enough_pairs else ""
    if overlap in NOT_TAKEN_OUT and not (own["score"] == WITHOUT).any():
        rows.append(omission(*place, "association_without_overlap", NOT_TAKEN_OUT[overlap], index=index))
    return rows
