"""Which outside index stands for satisfaction: one that is in no way part of the total."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import reference
from analysis.fairness.outside_satisfaction import satisfaction

UNITS = [f"u{place}" for place in range(9)]


@pytest.fixture
def study(toy, monkeypatch):
    """Return the toy study with made-up indices: A inside the total, B overlapping, C for three units, D for all but one."""
    rows = [
        (2024, unit, code, float(place), "1.1" if code == "B" else "")
        for code, known in (("A", 9), ("B", 9), ("C", 3), ("D", 8)) for place, unit in enumerate(UNITS[:known])
    ]  # fmt: skip
    values = pd.DataFrame(rows, columns=["year", "unit_code", "index_code", "value", "overlap"])
    names = pd.DataFrame({"index_code": list("ABCD"), "part_of_total": ["yes", "no", "no", "no"]})
    monkeypatch.setattr(reference, "outside_values", lambda *_: values)
    monkeypatch.setattr(reference, "table", lambda *_: names)
    return replace(toy.study, outside=tuple("ABCD"))


def test_the_first_index_that_is_apart_and_known_is_taken(study):
    assert satisfaction(study, 2024, UNITS).tolist() == pytest.approx([*range(8), np.nan], nan_ok=True)


def test_no_index_that_is_apart_and_known_gives_none(study):
    assert satisfaction(replace(study, outside=("A", "B", "C")), 2024, UNITS) is None
    assert satisfaction(study, 2025, UNITS) is None and satisfaction(replace(study, outside=()), 2024, UNITS) is None
