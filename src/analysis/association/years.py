"""Room 7: the association over years, on one scale of the outside index at a time.

Random are only the orders of the tests: units change places with all their years. Levels are never pooled: every year is
compared within itself. An index that changed its scale has another code, so that no year is joined across that break; changes
across years in which an index was rebuilt on its scale count in `change`, and are left out of `change_unbroken`.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis import reference, tables
from analysis.association.clustered import pooled, standardised
from analysis.association.pairs import RANK, TOTAL, indices
from analysis.association.repeated import mixed_slope
from analysis.names import called
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import LEAST_UNITS, LEVEL
from analysis.statistics.power import detectable_from_error
from analysis.statistics.resampling import orders
from analysis.study import Study

RESAMPLES = 999
LEAST_YEARS = 2


def association_years(study: Study, paired: pd.DataFrame) -> pd.DataFrame:
    """Return the table `association_years`: one row a block, outside index and statistic, over all years with pairs.

    statistic : `within_years`, the pooled correlation of totals with the index, each standardised within its year;
    `within_years_ranks`, the same of ranks (published ranks where they reach further); `mixed_model`, the slope of the
    standardised index on the standardised total with an intercept for each unit (REML); `change`, the correlation of the
    change in the total from one year to the next with the change in the index, each less its mean in those two years;
    `change_ranks`, the same of ranks; `change_unbroken`, of totals without the pairs of years across which the index was
    rebuilt. n : pairs of figures or of changes; units : how many units they come from; years : how many years or pairs
    of years. Interval and p : `clustered.pooled`. detectable and verdict are adjusted (Holm) over the indices of the
    study, parts of an index among themselves; p is not. From two years (one pair of years) and eight units on.
    """
    rows = []
    for block, index, tables_of in _indices(study, paired):
        for statistic, one, other, years in _statistics(study, index, tables_of):
            kept = _kept(one, other)
            least = LEAST_YEARS - ("change" in statistic)
            if kept.any(axis=1).sum() >= LEAST_UNITS and kept.any(axis=0).sum() >= least:
                facts = {"block": block, "outside_index": index, "statistic": statistic}
                rows.append(_row(study, facts, one, other, years))
    return _judged(pd.DataFrame(rows), study) if rows else tables.empty("association_years")


def _judged(frame: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows with what each test would have found and its verdict, adjusted for the number of tests."""
    parts = reference.table(study.root, "outside_index_names").set_index("index_code")["part_of_index"]
    part = frame["outside_index"].isin(parts.index[parts != ""]).rename("part")
    for _, same in frame.groupby(["statistic", part]):
        p = same["p"].to_numpy(dtype=float)
        tests = max(1, int(np.isfinite(p).sum()))
        frame.loc[same.index, "p_adjusted"] = holm(p)
        frame.loc[same.index, "detectable"] = [
            _detectable(statistic, error, units, tests)
            for statistic, error, units in zip(same["statistic"], same["error"], same["units"], strict=True)
        ]
    frame["verdict"] = np.where(frame["p_adjusted"] < LEVEL, "shown", "not_shown")
    frame.loc[frame["p"].isna(), ["verdict", "detectable"]] = ["not_defined", np.nan]
    return frame[tables.schema("association_years")["columns"]]


def _detectable(statistic: str, error: float, units: int, tests: int) -> float:
    smallest = detectable_from_error(error, units - 1, tests)
    return smallest if statistic == "mixed_model" else float(np.tanh(smallest))


def left_out(study: Study, paired: pd.DataFrame) -> list[dict]:
    """Return the pairs of years across which an index was rebuilt, so that a change in it may be a change of the index."""
    rows, breaks = [], _breaks(study)
    for (block, index), own in paired[paired["score"] == TOTAL].groupby(["block", "outside_index"], sort=True):
        known = set(own["year"])
        broken = [year for year in breaks.get(index, []) if {year, year - 1} <= known]
        if broken:
            facts = {"index": called(study, index), "years": ", ".join(map(str, broken))}
            rows.append(omission("association", max(known), block, "change_across", "index_rebuilt", **facts))
    return rows


def _indices(study: Study, paired: pd.DataFrame) -> Iterator[tuple]:
    """Yield (block, index, {kind of score: (values, outside)}), each units x years with the same rows and columns.

    outside : known also in years without a score, so that units can change places.
    """
    known = indices(study)
    for (block, index), own in paired.groupby(["block", "outside_index"], sort=True):
        every = known[known["index_code"] == index].pivot(index="unit_code", columns="year", values="value")
        found = {}
        for score, same in own[own["score"].isin([TOTAL, RANK])].groupby("score", sort=True):
            values = same.pivot(index="unit_code", columns="year", values="value").astype(float)
            values = values.sort_index().sort_index(axis=1)
            found[score] = values, every.reindex(index=values.index, columns=values.columns).astype(float)
        yield str(block), str(index), found


def _statistics(study: Study, index: str, tables_of: dict) -> Iterator[tuple]:
    """Yield (statistic, one, other, years) with both sides as units x years, or units x pairs of years."""
    if TOTAL in tables_of:
        values, outside = tables_of[TOTAL]
        sides = _standard(values, outside)
        yield "within_years", *sides, values.columns
        yield "mixed_model", *sides, values.columns
        yield "change", *_changes(values, outside, [])
        if _breaks(study).get(index):
            yield "change_unbroken", *_changes(values, outside, _breaks(study)[index])
    ranked = tables_of.get(RANK, tables_of.get(TOTAL))
    if ranked is not None:
        values, outside = (side.apply(_ranked) for side in ranked)
        yield "within_years_ranks", *_standard(values, outside), values.columns
        yield "change_ranks", *rank_changes(*ranked)


def _standard(values: pd.DataFrame, outside: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    counted = _kept(values.to_numpy(), outside.to_numpy())
    return standardised(values.to_numpy(), counted), standardised(outside.to_numpy(), counted)


def _ranked(values: pd.Series) -> pd.Series:
    return pd.Series(rankdata(values.round(RESOLUTION), nan_policy="omit"), index=values.index)


def _changes(values: pd.DataFrame, outside: pd.DataFrame, breaks: list[int]) -> tuple:
    later = [year for year in values.columns if year - 1 in values.columns and year not in breaks]
    both = [side[later].to_numpy() - side[[year - 1 for year in later]].to_numpy() for side in (values, outside)]
    return *both, later


def rank_changes(values: pd.DataFrame, outside: pd.DataFrame) -> tuple:
    """Return changes of ranks among the units with both figures in both years; in another crowd a rank is another thing."""
    later, changes = [year for year in values.columns if year - 1 in values.columns], ([], [])
    for year in later:
        four = pd.concat([side[[year - 1, year]] for side in (values, outside)], axis=1, keys=[0, 1]).dropna()
        ranks = four.apply(_ranked).reindex(values.index)
        for side, found in enumerate(changes):
            found.append((ranks[side, year] - ranks[side, year - 1]).to_numpy())
    empty = np.empty((len(values), 0))
    return *(np.column_stack(found) if found else empty for found in changes), later


def _breaks(study: Study) -> dict[str, list[int]]:
    """Return the years from which each index was built in another way, as the table of its names says."""
    names = reference.table(study.root, "outside_index_names").set_index("index_code")["breaks"]
    return {code: [int(year) for year in years.split(";")] for code, years in names.items() if years}


def _kept(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.isfinite(one) & np.isfinite(other)


def _row(study: Study, facts: dict, one: np.ndarray, other: np.ndarray, years) -> dict:
    kept = _kept(one, other)
    one, other, used = one[kept.any(axis=1)], other[kept.any(axis=1)], np.asarray(list(years))[kept.any(axis=0)]
    if facts["statistic"] == "mixed_model":
        (found, error), method = mixed_slope(one, other), "mixed_model_reml"
    else:
        generator = study.random(f"association/years/{'/'.join(facts.values())}")
        (found, error), method = pooled(one, other, orders(len(one), RESAMPLES, generator)), "clusters"
    return {
        **facts, "estimate": found.value, "low": found.low, "high": found.high, "p": found.p, "n": int(kept.sum()),
        "units": len(one), "years": len(used), "first_year": int(used[0] - ("change" in facts["statistic"])),
        "last_year": int(used[-1]), "method": method, "error": error,
    }  # fmt: skip
