"""What each round changed, by hand and in a province whose rounds are known."""

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.reliability.rounds import appraisal_rounds, as_they_count, left_out

NAMES = ("self_points", "appraisal_1", "appraisal_2", "points_in_force")
NONE = np.nan
# Two units, two criteria: the first appraisal takes 1 and 0.5 of the first unit, the explanation gives 0.5 back.
ROWS = [
    ("a", "1.1", 3, 2, 2.5, 2.5), ("a", "1.2", 2, 1.5, NONE, 1.5), ("b", "1.1", 3, NONE, NONE, 3), ("b", "1.2", 1, 1, NONE, 1),
]  # fmt: skip


def rounds_of(rows, block="so", year=2024):
    """Return a table `rounds` from (unit, criterion, self, first, second, in force)."""
    return pd.DataFrame(
        [{"year": year, "block": block, "unit_code": f"00-so-gia-lap-{unit}", "criterion_code": code, "survey_points": np.nan,
          **dict(zip(NAMES, points, strict=True))} for unit, code, *points in rows]
    )  # fmt: skip


def changed(found, step, grouping, group="total"):
    return found.set_index(["step", "grouping", "group"]).loc[(step, grouping, group)]


@pytest.fixture(scope="module")
def by_hand(toy):
    return appraisal_rounds(rounds_of(ROWS), toy.study)


def test_a_row_that_a_round_left_alone_keeps_its_points(toy):
    found = as_they_count(rounds_of(ROWS), toy.study)
    assert found["appraisal_1"].tolist() == [2, 1.5, 3, 1] and found["appraisal_2"].tolist() == [2.5, 1.5, 3, 1]


def test_a_round_that_did_not_take_place_has_no_points(toy):
    found = as_they_count(rounds_of([("a", "1.1", 3, 2, NONE, 2)]), toy.study)
    assert found["appraisal_1"].tolist() == [2] and found["appraisal_2"].isna().all()


def test_what_a_unit_writes_into_a_row_of_the_survey_is_no_claim(toy):
    assert as_they_count(rounds_of([("a", "2.1", 3, NONE, NONE, 8)]).assign(survey_points=8.0), toy.study).empty


def test_a_row_that_the_unit_did_not_score_is_no_row(toy):
    assert as_they_count(
        rounds_of([("a", "2.1", NONE, NONE, NONE, 8), ("a", "1.1", 3, NONE, NONE, NONE)]), toy.study
    ).empty


def test_what_a_unit_writes_into_a_row_that_a_system_scores_is_no_change(shipped):
    """3.4.4 of the departments comes from a system; one unit of this study scored it by mistake."""
    here = shipped("known-answer-2024")
    rounds = here.cleaned["rounds"]
    assert "3.4.4" in set(rounds.loc[rounds["self_points"].notna() & (rounds["block"] == "so"), "criterion_code"])
    found = appraisal_rounds(rounds, here.study)
    assert "3.4.4" not in set(found.loc[found["block"] == "so", "group"])


@pytest.mark.parametrize(
    ("step", "before", "after", "estimate"),
    [("self_to_first", 4.5, 3.75, -0.75), ("first_to_second", 3.75, 4, 0.25), ("self_to_force", 4.5, 4, -0.5)],
)
def test_changes_a_unit_by_hand(by_hand, step, before, after, estimate):
    row = changed(by_hand, step, "total")
    assert row[["mean_before", "mean_after", "estimate"]].tolist() == pytest.approx([before, after, estimate])
    assert (row["n"], row["rows"]) == (2, 4) and np.isnan(row["low"])


def test_shares_of_rows_lowered_and_raised_by_hand(by_hand):
    assert changed(by_hand, "self_to_first", "total")[["share_lowered", "share_raised"]].tolist() == [0.5, 0]
    assert changed(by_hand, "first_to_second", "total")[["share_lowered", "share_raised"]].tolist() == [0, 0.25]


def test_a_criterion_has_a_row_of_its_own(by_hand):
    row = changed(by_hand, "self_to_first", "criterion", "1.2")
    assert (row["estimate"], row["n"], row["rows"]) == (-0.25, 2, 2)


def test_groups_add_up_to_the_total(shipped):
    here = shipped("known-answer-2024")
    found = appraisal_rounds(here.cleaned["rounds"], here.study)
    sums = (
        found.assign(change=found["estimate"] * found["n"])
        .groupby(["block", "step", "grouping"])["change"]
        .sum()
        .unstack()
    )
    for grouping in ("kind", "criterion", "body"):
        assert sums[grouping].to_numpy() == pytest.approx(sums["total"].to_numpy())


def test_the_body_is_the_one_that_appraised_the_row(shipped):
    """Bodies share criteria in this study: who appraised stands in the table of true points."""
    here = shipped("known-answer-2024")
    truth = pd.read_csv(here.study.folder / "truth" / "true_scores.csv", dtype=str, keep_default_na=False)
    counted = truth[(truth["self_points"] != "") & (truth["body"] != "")].groupby("body").size()
    found = appraisal_rounds(here.cleaned["rounds"], here.study)
    rows = found[(found["step"] == "self_to_first") & (found["grouping"] == "body")].groupby("group")["rows"].sum()
    # Rows scored twice with the same points, and rows that a planted mistake changed, may count for another body.
    assert set(rows.index) == set(counted.index) and (rows - counted).abs().sum() <= 0.1 * counted.sum()


def test_the_order_of_the_rows_changes_no_figure(shipped):
    here = shipped("known-answer-2024")
    given = here.cleaned["rounds"]
    one, other = (appraisal_rounds(table, here.study) for table in (given, given.sample(frac=1, random_state=5)))
    pd.testing.assert_frame_equal(one, other)


def test_a_point_more_before_and_after_changes_no_change(toy, by_hand):
    more = rounds_of([(unit, code, *(np.array(points) + 1)) for unit, code, *points in ROWS])
    assert appraisal_rounds(more, toy.study)["estimate"].tolist() == pytest.approx(by_hand["estimate"].tolist())


def test_the_table_of_rounds_goes_through_the_door(shipped):
    here = shipped("known-answer-2024")
    found = appraisal_rounds(here.cleaned["rounds"], here.study)
    assert len(tables.checked("appraisal_rounds", found.assign(status="synthetic"))) == len(found)


def test_a_published_table_has_no_rounds_and_says_so(shipped):
    here = shipped("tay-ninh-2023")
    nothing = here.cleaned["rounds"]
    assert appraisal_rounds(nothing, here.study).empty
    assert {row["block"] for row in left_out(nothing, here.points, here.study)} == {"so", "huyen"}
    here = shipped("known-answer-2024")
    assert left_out(here.cleaned["rounds"], here.points, here.study) == []
