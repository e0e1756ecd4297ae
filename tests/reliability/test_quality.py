"""Each criterion: shares of the variance, bounds, ranks without it, rounds and petitions, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_criteria

from analysis import score, tables
from analysis.reliability import quality as criterion
from analysis.reliability.verdicts import criterion_verdicts

SHARES = {"1.1": 30, "1.2": 20, "1.10": 48, "1": 98, "2.1": 10, "2.2": -4, "2": 6}


@pytest.fixture(scope="module")
def quality(toy):
    return criterion.criterion_quality(toy.points, toy.study).set_index(["year", "criterion_code"])


@pytest.mark.parametrize(("code", "part"), SHARES.items())
def test_shares_of_the_variance_by_hand(quality, code, part):
    assert quality.loc[(2025, code), "variance_share"] == pytest.approx(part / 104)


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize(
    ("parent", "children"), [("1", ["1.1", "1.2", "1.10"]), ("2", ["2.1", "2.2"]), (None, ["1", "2"])]
)
def test_shares_under_one_parent_add_up(quality, year, parent, children):
    whole = quality.loc[(year, parent), "variance_share"] if parent else 1
    assert sum(quality.loc[(year, child), "variance_share"] for child in children) == pytest.approx(whole)


@pytest.mark.parametrize("name", ["papi-2019", "binh-duong-2017", "vinh-phuc-2019"])
def test_shares_add_up_in_shipped_studies(shipped, name):
    here = shipped(name)
    table = criterion.criterion_quality(here.points, here.study)
    for (_, block), own in table.groupby(["year", "block"]):
        shares = own.set_index("criterion_code")["variance_share"]
        assert shares[here.study.criteria(block).children("total")].sum() == pytest.approx(1)


def test_shares_are_those_of_the_per_cent_that_ranks_compare(toy):
    # b: 40 of 85 and 28 of 85; totals 60, 80, 70 per cent. Criterion 1.1: 20, 0, 10 per cent of the total's maximum.
    points = table_of_points([[20, 10, 10, 10, 10], [0, 20, 14, 34, None], [10, 20, 10, 20, 10]])
    shares = criterion.criterion_quality(points, toy.study).set_index("criterion_code")["variance_share"]
    assert shares["1.1"] == pytest.approx(-1)


def test_the_rest_correlation_by_hand(quality):
    assert quality.loc[(2025, "1.1"), "item_rest_correlation"] == pytest.approx(12 / np.sqrt(1116))


def test_a_unit_to_which_a_criterion_does_not_apply_is_no_unit_at_zero(quality):
    row = quality.loc[(2024, "2.2")]
    assert (row["n"], row["lowest"], row["share_at_minimum"]) == (5, 9.75, 0)


def test_zero_points_count_as_the_minimum(quality):
    row = quality.loc[(2024, "1.2")]
    assert (row["n"], row["lowest"]) == (6, 0) and row["share_at_minimum"] == pytest.approx(2 / 6)


def test_full_points_count_as_the_maximum(quality):
    assert quality.loc[(2024, "1.1"), "share_at_maximum"] == pytest.approx(1 / 6)


def test_equal_totals_have_no_shares_however_they_are_added(toy):
    points = table_of_points([[0.1, 0.2, 0.3, 0, 0], [0.3, 0.2, 0.1, 0, 0], [0.2, 0.2, 0.2, 0, 0]])
    assert criterion.criterion_quality(points, toy.study)["variance_share"].isna().all()


def test_a_single_unit_has_no_spread(toy):
    row = criterion.criterion_quality(table_of_points([[1, 2, 3, 4, 5]]), toy.study).iloc[0]
    assert row["n"] == 1 and np.isnan(row["standard_deviation"]) and np.isnan(row["variance_share"])


def by_code(points, study, *further):
    return criterion.criterion_quality(points, study, *further).set_index("criterion_code")


def rows_of_rounds(*rows, year=2024):
    """Return a table `rounds` from (unit, criterion, self, first, second, in force)."""
    names = ("self_points", "appraisal_1", "appraisal_2", "points_in_force")
    return pd.DataFrame(
        [{"year": year, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "criterion_code": code, "survey_points": np.nan,
          **dict(zip(names, points, strict=True))} for unit, code, *points in rows]
    )  # fmt: skip


def test_a_criterion_outside_the_functions_is_counted_apart_from_one_without_a_case(quality):
    assert quality.loc[(2024, "2.2"), ["share_outside", "share_no_case"]].tolist() == pytest.approx([1 / 6, 0])
    assert quality.loc[(2024, "1.10"), ["share_outside", "share_no_case"]].tolist() == pytest.approx([0, 1 / 6])


def test_a_table_that_tells_no_kinds_of_missing_has_no_such_shares(shipped):
    here = shipped("binh-duong-2017")
    found = criterion.criterion_quality(here.points, here.study)
    assert (
        found[["share_outside", "share_no_case", "gap_appraisal", "gap_explanation", "petitions"]].isna().all(axis=None)
    )


def test_zero_is_counted_apart_from_the_lowest_possible(toy):
    study = with_criteria(toy.study, "min_points", {"2.1": -5.0})
    found = by_code(table_of_points([[10, 10, 10, 0, 10], [10, 10, 10, -5, 10]]), study)
    assert found.loc["2.1", ["share_at_zero", "share_at_minimum"]].tolist() == [0.5, 0.5]
    assert found.loc["1.1", "share_at_zero"] == 0


def test_leaving_a_criterion_out_moves_units_by_so_many_places(toy):
    """Totals 60, 55, 50. Without 1.1: 40 of 70, 50 of 70, 45 of 70, so that ranks 1, 2, 3 become 3, 1, 2."""
    found = by_code(table_of_points([[20, 10, 10, 10, 10], [5, 20, 10, 10, 10], [5, 15, 10, 10, 10]]), toy.study)
    assert found.loc["1.1", "mean_rank_shift"] == pytest.approx(4 / 3) and found.loc["1.1", "largest_rank_shift"] == 2
    assert found.loc["2.1", ["mean_rank_shift", "largest_rank_shift"]].tolist() == [0, 0]


def test_without_the_only_criterion_nothing_moves_and_nothing_is_left(shipped):
    here = shipped("tay-ninh-2023")
    found = criterion.criterion_quality(here.points, here.study)
    assert found[["mean_rank_shift", "largest_rank_shift", "item_rest_correlation"]].isna().all(axis=None)


def test_below_eight_units_the_rest_correlation_has_no_interval(quality):
    assert quality["item_rest_correlation"].notna().any() and quality[["low", "high"]].isna().all(axis=None)


def test_the_rest_is_that_of_the_units_to_which_the_criterion_applies(toy):
    """2.2 is 5, 10 and 15 of 15; the rest 40, 60 and 50 of 85: r = 0.5. The fourth unit, to which it does not apply, is out."""
    rows = [[20, 10, 5, 5, 5], [30, 10, 10, 10, 10], [20, 10, 10, 10, 15], [30, 20, 15, 20, None]]
    row = by_code(table_of_points(rows), toy.study).loc["2.2"]
    assert row["item_rest_correlation"] == pytest.approx(0.5) and row["n"] == 3


def test_the_order_of_the_rows_changes_nothing(toy):
    shuffled = toy.points.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        criterion.criterion_quality(shuffled, toy.study), criterion.criterion_quality(toy.points, toy.study)
    )


def test_gaps_are_means_over_the_units_that_scored_the_row(toy):
    """1.1: the first appraisal takes 4 and 0 of two units; the explanation gives 1 back to the first: -2 and 0.5."""
    points = table_of_points([[20, 10, 10, 10, 10]] * 3)
    rounds = rows_of_rounds(
        ("a", "1.1", 24, 20, 21, 21), ("b", "1.1", 20, 20, np.nan, 20), ("a", "1.2", 10, 9, np.nan, 9),
        ("c", "1.2", 10, np.nan, np.nan, 10),
    )  # fmt: skip
    found = by_code(points, toy.study, rounds)
    assert found.loc["1.1", ["gap_appraisal", "gap_explanation"]].tolist() == [-2, 0.5]
    assert found.loc["1.2", ["gap_appraisal", "gap_explanation"]].tolist() == [-0.5, 0]
    assert found.loc["1", "gap_appraisal"] == pytest.approx((-5 + 0 + 0) / 3)
    assert np.isnan(found.loc["2.1", "gap_appraisal"])


def test_a_unit_that_wrote_of_a_difficulty_and_made_a_proposal_counts_once(toy):
    counts = pd.DataFrame(
        [(2024, "so", "1.1", "difficulty", 2), (2024, "so", "1.1", "proposal", 1), (2024, "so", "2", "proposal", 1),
         (2024, "so", "total", "proposal", 4), (2024, "so", "9.9", "proposal", 9)],
        columns=["year", "block", "criterion_code", "petition_kind", "n"],
    )  # fmt: skip
    found = by_code(table_of_points([[20, 10, 10, 10, 10]] * 2), toy.study, None, counts)
    assert found.loc[["1.1", "1", "2", "2.1", "1.2"], "petitions"].tolist() == [2, 2, 1, 0, 0]


def test_what_nobody_was_asked_is_empty_and_no_petition_is_zero(toy, shipped):
    nothing = tables.empty("petition_counts")
    assert by_code(table_of_points([[20, 10, 10, 10, 10]]), toy.study, None, nothing)["petitions"].isna().all()
    here = shipped("known-answer-2024")
    assert (criterion.criterion_quality(here.points, here.study, None, nothing)["petitions"] == 0).all()


def test_a_bonus_concerns_every_unit_though_it_has_no_maximum(shipped):
    here = shipped("known-answer-2024")
    found = by_code(here.points[here.points["block"] == "so"], here.study)
    parts = here.study.criteria("so").parts
    bonus = [code for code in found.index if parts[code] != "main"]
    assert bonus and (found.loc[bonus, "n"] == 6).all()


@pytest.mark.parametrize("name", ["toy", "known-answer-2024", "par-index-2012-2023"])
def test_the_table_goes_through_the_door(toy, shipped, name):
    here = toy if name == "toy" else shipped(name)
    found = criterion.criterion_quality(
        here.points, here.study, here.cleaned.get("rounds"), here.cleaned.get("petition_counts")
    )
    assert len(tables.checked("criterion_quality", found.assign(status="published"))) == len(found)


TREATMENTS = ("zero", "full", "rescale_appraised", "rescale_without_survey", "share_among_siblings")


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_what_a_criterion_is_does_not_hang_on_the_treatment_of_what_does_not_apply(shipped, treatment):
    """Only what it contributes to the official total and what the ranks do without it may."""
    here = shipped("known-answer-2024")
    official = ["variance_share", "mean_rank_shift", "largest_rank_shift"]
    found = []
    for study in (here.study, with_treatment(here.study, treatment)):
        points = score.points(here.assessed, study)
        table = criterion.criterion_quality(points, study, here.cleaned["rounds"])
        found.append((table.drop(columns=official), criterion_verdicts(table, points, study)))
        assert study is here.study or not points.equals(here.points)
    pd.testing.assert_frame_equal(found[0][0], found[1][0])
    pd.testing.assert_frame_equal(found[0][1], found[1][1])


def with_treatment(study, treatment):
    blocks = {
        code: replace(block, criteria=replace(block.criteria, not_applicable=treatment))
        for code, block in study.blocks.items()
    }
    return replace(study, blocks=blocks)


def test_the_units_that_scored_a_criterion_themselves_are_counted(toy):
    table = table_of_points([[20, 10, 10, 10, 10]] * 3)
    rounds = rows_of_rounds(("a", "1.1", 22, 20, np.nan, 20), ("b", "1.2", 10, 10, np.nan, 10))
    found = by_code(table, toy.study, rounds)["n_self_scored"]
    assert (found["1.1"], found["1.2"], found["1"], found["1.10"]) == (1, 1, 2, 0)
    assert by_code(table, toy.study)["n_self_scored"].isna().all()
