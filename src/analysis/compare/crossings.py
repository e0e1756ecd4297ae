"""Room 8, crossings: who changes class under a proposal, and is that more than the unit's own class was unsure anyway?"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare.shifts import NO, RANGES, UNKNOWN, YES
from analysis.statistics.estimates import LEVEL


def class_crossings(shifted: pd.DataFrame, probabilities: pd.DataFrame) -> pd.DataFrame:
    """Return the table `class_crossings`: the units of which both classes are known and differ.

    shifted : `shifts`. probabilities : `class_probability` of the official run, of which the rows of noise are used, else
    those of the method. probability : how likely the unit was to have the other class under the official decision
    (0 to 1). firm : yes where that is below 5 per cent, so that the change is the proposal's; unknown without rows.
    """
    crossed = shifted[
        (shifted["class_base"] != shifted["class_other"]) & (shifted[["class_base", "class_other"]] != "").all(axis=1)
    ]
    rows = [_row(one, probabilities) for one in crossed.sort_values(["year", "block", "unit_code"]).to_dict("records")]
    return tables.from_rows("class_crossings", rows)


def _row(one: dict, probabilities: pd.DataFrame) -> dict:
    same = np.logical_and.reduce([probabilities[name] == one[name] for name in ("year", "block", "unit_code")])
    own = probabilities[same]
    source = next((name for name in RANGES if (own["source"] == name).any()), "")
    own = own[own["source"] == source]
    probability = float(own.loc[own["class"] == one["class_other"], "probability"].sum()) if len(own) else np.nan
    facts = {name: one[name] for name in ("year", "block", "comparison", "unit_code", "class_base", "class_other")}
    return facts | {"source": source, "probability": probability, "firm": _firm(probability)}


def _firm(probability: float) -> str:
    if np.isnan(probability):
        return UNKNOWN
    return YES if probability < LEVEL else NO
