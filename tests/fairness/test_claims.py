"""Sums of what units claimed, by hand."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import with_criteria, with_rules

from analysis.fairness import claims

NONE = np.nan
NAMES = ("self_points", "appraisal_1", "appraisal_2", "points_in_force")
ROWS = [("a", "1.1", 30, 24, 27, 27), ("a", "1.2", 10, 12, NONE, 12), ("b", "1.1", 20, 20, NONE, 20)]


def rounds_of(rows):
    """Return a table `rounds` from (unit, criterion, self, first, second, in force)."""
    return pd.DataFrame(
        [{"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "criterion_code": code, "survey_points": NONE,
          **dict(zip(NAMES, points, strict=True))} for unit, code, *points in rows]
    )  # fmt: skip


def test_sums_gap_and_per_cent_by_hand(toy):
    """a: 40 claimed, 39 in force of 50; b: nothing between 20 and 20 of 30."""
    found = claims.unit_totals(claims.with_maxima(rounds_of(ROWS), toy.study))
    assert found["gap"].tolist() == [1, 0] and found["percent_of_maximum"].tolist() == [2, 0]
    assert found["maximum"].tolist() == [50, 30]


def test_a_maximum_that_no_source_states_leaves_no_per_cent(toy):
    study = with_criteria(toy.study, "max_points", {"1.2": NONE})
    found = claims.unit_totals(claims.with_maxima(rounds_of(ROWS), study))
    assert np.isnan(found["percent_of_maximum"].iloc[0]) and found["percent_of_maximum"].iloc[1] == 0


def test_a_row_that_the_appraisal_raised_is_not_taken_from(toy):
    found = claims.taken_and_back(claims.with_maxima(rounds_of(ROWS), toy.study))
    assert found[["criterion_code", "taken", "back"]].to_numpy().tolist() == [["1.1", 6, 3]]


def test_points_are_per_cents_only_where_ranks_compare_them(toy):
    totals = claims.unit_totals(claims.with_maxima(rounds_of(ROWS), toy.study))
    assert claims.on_rank_scale(totals, toy.study.criteria("so")).tolist() == pytest.approx([2, 100 / 30])
    points = with_rules(toy.study, not_applicable="zero")
    assert claims.on_rank_scale(totals, points.criteria("so")).tolist() == [1, 1]
