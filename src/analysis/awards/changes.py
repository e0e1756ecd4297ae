"""Which results of awards differ between the official rules and a proposal: from the tables `awards` of both runs."""

import pandas as pd

from analysis import tables

KEY = ["year", "award", "unit_code"]


def award_changes(official: pd.DataFrame, proposal: pd.DataFrame, comparison: str) -> pd.DataFrame:
    """Return the table `award_changes`: units whose result of an award is another one under the proposal.

    official, proposal : the table `awards` of either run. comparison : slug of the proposal. result_base, result_other :
    met, not_met, not_determined; empty where an award is on one side only. flip_base, flip_other : how likely each of
    both results flips within the error by itself; a change between results that flip easily is no firm change.
    """
    both = official.merge(proposal, on=KEY, how="outer", suffixes=("_base", "_other"))
    both["block"] = both["block_other"].where(both["block_other"].notna(), both["block_base"])
    for name in ("result", "award_reason"):
        for side in ("base", "other"):
            both[f"{name}_{side}"] = both[f"{name}_{side}"].fillna("")
    changed = both[both["result_base"] != both["result_other"]]
    changed = changed.rename(columns={"flip_probability_base": "flip_base", "flip_probability_other": "flip_other"})
    columns = tables.schema("award_changes")["columns"]
    return changed.assign(comparison=comparison)[columns].sort_values(KEY, ignore_index=True)
