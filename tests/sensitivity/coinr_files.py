"""Reading an index in the two tables that COINr takes: values of units (iData) and structure (iMeta)."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.sensitivity.tree import Tree, of_parents

FOLDER = Path(__file__).parent / "data"
NORMALISATIONS = {"n_minmax": "min_max", "n_zscore": "z_score"}
MEANS = {"a_amean": "arithmetic", "a_gmean": "geometric"}


class Case(NamedTuple):
    """values : units x leaves in the order of the tree; directions : leaves; weights : nodes; draws : as COINr wrote them."""

    values: np.ndarray
    directions: np.ndarray
    tree: Tree
    weights: np.ndarray
    coinr: dict


def case() -> Case:
    """Return the index of 63 units with COINr's own draws."""
    meta = pd.read_csv(FOLDER / "imeta.csv", keep_default_na=False).sort_values("Level", ascending=False, kind="stable")
    below = meta[meta["Parent"] != "NA"].set_index("iCode")
    tree = of_parents(list(below["Parent"].items()))
    leaves = [tree.nodes[place] for place in tree.leaves]
    values = pd.read_csv(FOLDER / "idata_n63.csv", index_col="uCode")[leaves].to_numpy()
    coinr = json.loads((FOLDER / "coinr_oracle_n63.json").read_text("utf-8"))
    return Case(values, below.loc[leaves, "Direction"].to_numpy(), tree, below["Weight"].to_numpy(), coinr)


def drawn_weights(one: Case) -> np.ndarray:
    """Return draws x nodes: the weights of COINr's draws."""
    return np.array([[draw["weights"][node] for node in one.tree.nodes] for draw in one.coinr["draws"]])
