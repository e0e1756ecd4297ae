"""Room 8, changes against their error: which changes of score are more than two erroneous figures apart by chance?

Random are appraisal and sampling errors alone, as each study declares and its data show; they are taken as normal and as
independent between rounds and units. Where either round has no known error the answer is `unknown`.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis import tables
from analysis.compare.year_pairs import Pair, Round
from analysis.compare.years import score_base, score_other
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.sensitivity.standard_errors import node_errors
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import CONFIDENCE, LEVEL

YES, NO, UNKNOWN = "yes", "no", "unknown"


def year_changes(found: list[Pair], errors: dict | None = None) -> pd.DataFrame:
    """Return the table `year_changes`: the change of score of each unit compared, with its error.

    found : of `year_pairs.pairs`; errors : a store of the errors of each study, filled here.
    linked : same, renamed, combined (former units by declared weights); former : their codes.
    against_mean : the change less the mean change of the units compared. error : standard error of the difference, the
    root of the sum of both variances; low, high : 95 per cent, of this unit alone. p_adjusted : Holm over the units of
    the block; beyond_error : yes below 0.05, so that among units that did not change at most one block in twenty has any.
    """
    store = {} if errors is None else errors
    frames = [_of_pair(pair, store) for pair in found if pair.units]
    columns = tables.schema("year_changes")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("year_changes")


def _of_pair(pair: Pair, errors: dict) -> pd.DataFrame:
    base, other = score_base(pair), score_other(pair)
    change, error = other - base, error_of_change(pair, errors)
    half = norm.ppf(0.5 + CONFIDENCE / 2) * error
    p = pd.Series(holm(2 * norm.sf((change.abs() / error.where(error > 0)).to_numpy(dtype=float))), index=change.index)
    beyond = np.where(p.isna(), UNKNOWN, np.where(p < LEVEL, YES, NO))
    tied = pair.tied.units
    frame = pd.DataFrame(
        {
            "linked": [tied[code].how for code in pair.units],
            "former": ["; ".join(name for name, _ in tied[code].former) for code in pair.units],
            "score_base": base, "score_other": other, "score_change": change, "against_mean": change - change.mean(),
            "error": error, "low": change - half, "high": change + half, "p_adjusted": p, "beyond_error": beyond,
            "ranks_among": pair.ranks_among, "n": len(pair.units),
        },
        index=pd.Index(pair.units, name="unit_code"),
    )  # fmt: skip
    return frame.reset_index().assign(**pair.place)


def error_of_change(pair: Pair, errors: dict | None = None) -> pd.Series:
    """Return the standard error of each unit's change of score, by its later code; NaN where a round has no known error.

    errors : a store of what was computed for a round already; filled here.
    """
    store = {} if errors is None else errors
    before, after = (known_errors(one, pair.other.block, store) for one in (pair.earlier, pair.later))
    found = {}
    for code in pair.units:
        former = sum((part * before.get(name, np.nan)) ** 2 for name, part in pair.tied.units[code].former)
        found[code] = np.sqrt(former + after.get(code, np.nan) ** 2)
    return pd.Series(found, index=pair.units, dtype=float)


def known_errors(one: Round, block: str, store: dict) -> dict[str, float]:
    """Return the standard error of each unit's total in a round, by unit; empty where none is known. store : filled here."""
    if one.study.id not in store:
        known = node_errors(one.points, one.assessed, one.survey_points, one.study)
        store[one.study.id] = {(of.units.year, of.units.block): of.errors for of in known}
    own = store[one.study.id].get((one.year, block))
    return {} if own is None or ROOT not in own else own[ROOT].to_dict()


def left_out(found: list[Pair], changes: pd.DataFrame) -> list[dict]:
    """Return the blocks in which no change can be held against its error; changes : `year_changes` of the same pairs."""
    known = changes[changes["error"].notna()][["year", "block", "comparison"]]
    held = set(known.itertuples(index=False, name=None))
    return [
        omission("compare", pair.other.year, pair.other.block, "error_of_change", "errors_not_known_both_years",
                 base=pair.earlier.label, other=pair.later.label)
        for pair in found
        if pair.units and tuple(pair.place.values()) not in held
    ]  # fmt: skip
