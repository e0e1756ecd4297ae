"""Of each two units: how often one stands above the other, and whether their order holds for all admissible weights."""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.sensitivity.all_weights import NO, NOT_SETTLED, YES, holds_for_all_weights
from analysis.sensitivity.draws import Draws
from analysis.study import Study

MOST_UNITS = 500
# Draws compared in one go: few enough for the cache of a processor.
AT_ONCE = 1024
STATISTICS = {YES: "pairs_hold", NO: "pairs_turn", NOT_SETTLED: "pairs_not_settled"}


def pair_order(drawn: list[Draws], noise: list[Draws], study: Study) -> pd.DataFrame:
    """Return the table `pair_order`: one row for each pair of units of a block of at most 500 units.

    unit_code : the unit officially above, by code where both are tied. probability_above, probability_tied : share of
    the draws of the method that could be computed in which it is above the other, or tied. noise_probability_above : the
    same of the draws of errors, empty where there are none. holds_for_all_weights : yes, no or not_settled, as
    `all_weights.holds_for_all_weights` says, of the weights alone; empty where weights do not vary.
    """
    errors = {(one.units.year, one.units.block): one for one in noise}
    frames = [
        _of_block(one, errors.get((one.units.year, one.units.block)), study)
        for one in drawn
        if 2 <= len(one.units.units) <= MOST_UNITS
    ]
    columns = tables.schema("pair_order")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("pair_order")


def summary(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the table `sensitivity_summary`: which share of the pairs holds for all admissible weights.

    pairs_hold, pairs_turn, pairs_not_settled add up to 1; n pairs. Only of blocks of which weights vary.
    """
    rows = []
    asked = pairs[pairs["holds_for_all_weights"] != ""]
    for (year, block), own in asked.groupby(["year", "block"], sort=True)["holds_for_all_weights"]:
        facts = {"year": year, "block": block, "source": "method", "n": len(own)}
        rows += [{**facts, "statistic": name, "estimate": float((own == answer).mean())}
                 for answer, name in STATISTICS.items()]  # fmt: skip
    return tables.from_rows("sensitivity_summary", rows)


def _of_block(one: Draws, noise: Draws | None, study: Study) -> pd.DataFrame:
    codes, official = np.array(one.units.units, dtype=object), np.asarray(one.ranks[0], dtype=np.int64)
    order = np.lexsort((codes.astype(str), official))
    first, second = (order[place] for place in np.triu_indices(len(order), 1))
    above, tied = pair_probabilities(one.ranks, one.failed)
    errors = pair_probabilities(noise.ranks, noise.failed)[0] if noise else np.full_like(above, np.nan)
    varies = any(name.startswith("weights/") for name in one.inputs)
    holds = holds_for_all_weights(one.units, study.sensitivity.choices["weights"], official) if varies else None
    return pd.DataFrame(
        {
            "year": one.units.year, "block": one.units.block, "unit_code": codes[first], "unit_other": codes[second],
            "probability_above": above[first, second], "probability_tied": tied[first, second],
            "noise_probability_above": errors[first, second], "holds_for_all_weights": holds[first, second] if varies else "",
        }
    )  # fmt: skip


def pair_probabilities(ranks: np.ndarray, failed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (above, tied), both units x units: share of the draws in which the unit of the row is above that of the column.

    ranks : draws x units, 1 is the best. failed : draws that are left out. NaN where no draw is left; a unit is tied with
    itself and not above itself.
    """
    kept = ranks[~failed]
    draws, units = kept.shape
    if not draws:
        return np.full((units, units), np.nan), np.full((units, units), np.nan)
    above, tied = np.zeros((units, units)), np.zeros((units, units))
    for start in range(0, draws, AT_ONCE):
        some = np.ascontiguousarray(kept[start : start + AT_ONCE].T)
        for unit in range(units):
            above[unit, unit:] += _count(some[unit] < some[unit:])
            tied[unit, unit:] += _count(some[unit] == some[unit:])
    tied = np.triu(tied, 1) + tied.T
    above += np.tril(draws - above.T - tied, -1)
    return above / draws, tied / draws


def _count(true: np.ndarray) -> np.ndarray:
    """Return how many are true in each row; eight at a time, since 500 units have two thousand million comparisons."""
    return np.bitwise_count(np.packbits(true, axis=1)).sum(axis=1, dtype=np.int64)
