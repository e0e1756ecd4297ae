"""Pairs of a score and an outside index made up for tests, with the columns that `pairs` gives."""

import numpy as np
import pandas as pd

from analysis.association.pairs import COLUMNS


def paired(n, index="PCI", year=2024, score="total", seed=1, **facts):
    """Return pairs of n units, loosely related."""
    values = np.random.default_rng(seed).normal(size=(n, 2))
    frame = pd.DataFrame(
        {
            "unit_code": [f"{place:02d}" for place in range(n)], "value": values[:, 0], "outside": values[:, 0] + values[:, 1],
            "year": year, "block": "so", "outside_index": index, "score": score, "value_error": np.nan,
            "outside_error": np.nan, "overlap": "no",
        }
    )  # fmt: skip
    return frame.assign(**facts)[COLUMNS]
