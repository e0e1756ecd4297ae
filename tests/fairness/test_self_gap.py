"""Self-scores against points in force: by hand, and in a province where claims are known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.fairness.self_gap import left_out, self_gap, self_gap_effect, unit_gaps

NONE = np.nan
NAMES = ("self_points", "appraisal_1", "appraisal_2", "points_in_force")
# a claims 36 of 50 and keeps 33, b claims 18 of 30 and keeps 18, c claims 27 of 50, is raised to 28.
ROWS = [
    ("a", "1.1", 26, 20, 23, 23), ("a", "1.2", 10, 10, NONE, 10), ("b", "1.1", 18, 18, NONE, 18),
    ("c", "1.1", 15, 16, NONE, 16), ("c", "1.2", 12, 12, NONE, 12),
]  # fmt: skip


def rounds_of(rows):
    """Return a table `rounds` from (unit, criterion, self, first, second, in force)."""
    return pd.DataFrame(
        [{"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "criterion_code": code, "survey_points": NONE,
          **dict(zip(NAMES, points, strict=True))} for unit, code, *points in rows]
    )  # fmt: skip


def many(claims, back, units=20):
    """Return rounds of units whose first appraisal stood a tenth of a point apart."""
    first = [15 - 0.1 * place for place in range(units)]
    return rounds_of(
        [(f"{place:02d}", "1.1", one + claims[place], one, one + back[place], one + back[place])
         for place, one in enumerate(first)]
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(toy):
    return self_gap(rounds_of(ROWS), toy.study).set_index(self_gap(rounds_of(ROWS), toy.study)["unit_code"].str[-1])


def test_gaps_by_hand(found):
    assert found["gap"].to_dict() == {"a": 3, "b": 0, "c": -1}
    assert found["percent_of_maximum"].to_dict() == {"a": 6, "b": 0, "c": -2}


def test_ranks_compare_per_cents_of_what_the_unit_scored(found):
    """Claimed 72, 60 and 54 per cent; in force 66, 60 and 56."""
    assert found["rank_self"].tolist() == [1, 2, 3] and found["rank_in_force"].tolist() == [1, 2, 3]


def test_half_of_what_was_taken_came_back(found):
    assert found.loc["a", "recovered"] == 0.5 and found.loc[["b", "c"], "recovered"].isna().all()


def test_gaps_in_points_by_unit(toy):
    gaps = unit_gaps(rounds_of(ROWS), toy.study)
    assert gaps.tolist() == [3, 0, -1] and gaps.index.names == ["year", "block", "unit_code"]


def test_the_order_of_the_rows_changes_no_gap(toy):
    rounds = rounds_of(ROWS)
    one, other = (self_gap(table, toy.study) for table in (rounds, rounds.sample(frac=1, random_state=7)))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_what_stays_of_a_claim_is_the_slope_and_the_share_kept(toy, share):
    claims = np.tile([1.0, 2.0, 0.5, 3.0, 1.5], 4)
    rows = self_gap_effect(many(claims, share * claims), toy.study).set_index("statistic")["estimate"]
    assert rows["gap_kept"] == pytest.approx(share)
    assert rows["slope_at_equal_first_appraisal"] == pytest.approx(share, abs=1e-6)


def test_a_claim_that_pays_is_shown_and_what_is_not_shown_has_what_would_have_been(toy):
    generator = np.random.default_rng(8)
    claims = generator.gamma(3, 0.5, 20).round(2)
    rows = self_gap_effect(many(claims, (claims * generator.uniform(0.5, 0.9, 20)).round(2)), toy.study)
    by_name = rows.set_index("statistic")
    assert by_name.loc["gap_kept", "verdict"] == "shown" == by_name.loc["slope_at_equal_first_appraisal", "verdict"]
    apart = self_gap_effect(many(claims, np.minimum(claims, generator.permutation(claims)).round(2) * 0.1), toy.study)
    hidden = apart[apart["verdict"] == "not_shown"]
    assert len(hidden) and (hidden["detectable"] > 0).all()


def test_below_eight_units_there_are_values_only(toy):
    claims = np.array([1.0, 2, 0.5, 3, 1.5, 1, 2])
    rows = self_gap_effect(many(claims, 0.3 * claims, 7), toy.study)
    assert set(rows["verdict"]) == {"too_few"} and rows[["low", "high", "p", "detectable"]].isna().all(axis=None)


def test_before_the_first_appraisal_nothing_is_said_of_its_effect(toy):
    rounds = rounds_of([("a", "1.1", 26, NONE, NONE, 26), ("b", "1.1", 20, NONE, NONE, 20)])
    assert self_gap_effect(rounds, toy.study).empty
    assert self_gap(rounds, toy.study)["appraisal_1"].isna().all()


def test_both_tables_of_claims_go_through_the_door(shipped):
    here = shipped("known-answer-2024")
    study = replace(here.study, outside=())
    effect = self_gap_effect(here.cleaned["rounds"], study)
    assert len(tables.checked("self_gap_effect", effect.assign(status="synthetic"))) == len(effect) > 0
    gaps = self_gap(here.cleaned["rounds"], study)
    assert len(tables.checked("self_gap", gaps.assign(status="synthetic"))) == len(gaps) == 12


def test_a_published_table_has_no_self_scores_and_says_so(shipped):
    here = shipped("tay-ninh-2023")
    nothing = here.cleaned["rounds"]
    assert self_gap(nothing, here.study).empty and self_gap_effect(nothing, here.study).empty
    assert {row["block"] for row in left_out(nothing, here.points, here.study)} == {"so", "huyen"}
