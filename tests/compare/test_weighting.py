"""Official against equal weights, held against the values worked out in tests/toy/README.md."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit, table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.compare import weighting as compare


@pytest.fixture(scope="module")
def shifted(toy):
    return compare.shifts(toy.points, toy.study)


@pytest.mark.parametrize(
    ("year", "changes"),
    [
        (2024, {"a": -1, "b": 1.25, "c": 73.75 - 6275 / 85, "d": -11 / 3, "e": -2.67, "f": 2 / 3}),
        (2025, {"a": 0, "b": -3, "c": -4 / 3, "d": -4 / 3}),
    ],
)
def test_changes_of_score_by_hand(shifted, year, changes):
    assert by_unit(shifted, "score_change", year=year) == pytest.approx(changes, abs=1e-9)


@pytest.mark.parametrize(
    ("year", "shifts"), [(2024, {"a": -1, "b": 0, "c": 1, "d": -1, "e": 0, "f": 0}), (2025, dict.fromkeys("abcd", 0))]
)
def test_shifts_of_rank_by_hand_positive_is_up(shifted, year, shifts):
    assert by_unit(shifted, "rank_shift", year=year) == shifts


def test_the_base_is_the_official_ranking(shifted, toy):
    official = by_unit(toy.scores, "rank", year=2024, node="total")
    assert by_unit(shifted, "rank_base", year=2024) == official


def test_contributions_by_hand(toy):
    found = compare.shift_sources(toy.points, toy.study)
    own = found[(found["year"] == 2024) & (found["unit_code"] == "00-so-gia-lap-d")].set_index("criterion_code")[
        "contribution"
    ]
    assert own.to_dict() == pytest.approx({"1.1": -10, "1.2": 0, "1.10": 3, "2.1": 0, "2.2": 10 / 3}, abs=1e-9)


@pytest.mark.parametrize("name", [None, "papi-2019", "binh-duong-2017"])
def test_contributions_of_a_unit_add_up_to_its_change(toy, shipped, name):
    here = shipped(name) if name else toy
    unit = ["year", "block", "unit_code"]
    sums = compare.shift_sources(here.points, here.study).groupby(unit)["contribution"].sum()
    changes = compare.shifts(here.points, here.study).set_index(unit)["score_change"]
    assert sums.to_dict() == pytest.approx(changes.to_dict(), abs=1e-9)


def test_equal_weights_that_are_official_change_nothing(toy):
    study = with_criteria(toy.study, "max_points", dict.fromkeys(["1.1", "1.2", "1.10", "2.1", "2.2"], 20.0))
    points = table_of_points([[10, 20, 5, 7, 3.3], [20, 0.1, 0.2, 19, 1], [1, 2, 3, None, 5]], maxima=(20,) * 5)
    found = compare.shifts(points, study)
    assert found["score_change"].abs().max() < 1e-9 and (found["rank_shift"] == 0).all()


def test_a_criterion_that_does_not_apply_has_no_weight_and_no_contribution(toy):
    found = compare.shift_sources(toy.points, toy.study)
    own = found[(found["year"] == 2024) & (found["unit_code"] == "00-so-gia-lap-b")].set_index("criterion_code")
    assert own.loc["2.2", "contribution"] == 0


def test_the_summary_counts_units_moved(shifted):
    found = compare.shift_summary(shifted).set_index(["year", "statistic"])["estimate"]
    assert (found[(2024, "units_moved")], found[(2024, "largest_rank_shift")], found[(2024, "mean_rank_shift")]) == (
        3,
        1,
        0.5,
    )
    assert found[(2025, "units_moved")] == 0 and found[(2025, "spearman")] == pytest.approx(1)


def test_unstated_maxima_leave_the_comparison_out(shipped):
    here = shipped("vinh-phuc-2019")
    assert len(compare.shifts(here.points, here.study)) == 0
    assert {row["reason_en"] for row in compare.left_out(here.points, here.study)} == {"no source states the maxima"}


def test_one_criterion_leaves_the_comparison_out(shipped):
    here = shipped("hoa-binh-2022")
    assert len(compare.shifts(here.points, here.study)) == 0 and len(compare.left_out(here.points, here.study)) == 1


def test_printed_figures_tie_as_in_the_official_ranking(toy):
    points = table_of_points([[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]])
    assert by_unit(compare.shifts(points, toy.study), "rank_base") == {"a": 1, "b": 1}
    unrounded = compare.shifts(points, with_rules(toy.study, rank_on="unrounded"))
    assert by_unit(unrounded, "rank_base") == {"a": 2, "b": 1}


def test_the_order_of_rows_changes_nothing(toy, shifted):
    again = compare.shifts(toy.points.sample(frac=1, random_state=4), toy.study)
    pd.testing.assert_frame_equal(again, shifted)


def test_tables_may_leave_their_room(toy, shifted, tmp_path):
    sources, summary = compare.shift_sources(toy.points, toy.study), compare.shift_summary(shifted)
    for name, frame in {"shifts": shifted, "shift_sources": sources, "shift_summary": summary}.items():
        assert len(tables.write(tmp_path, name, frame, "synthetic")) == len(frame) > 0


def test_empty_tables_may_leave_their_room(toy, tmp_path):
    nothing = tables.empty("points")
    frames = {"shifts": compare.shifts(nothing, toy.study), "shift_sources": compare.shift_sources(nothing, toy.study)}
    frames["shift_summary"] = compare.shift_summary(frames["shifts"])
    for name, frame in frames.items():
        assert len(tables.write(tmp_path, name, frame, "synthetic")) == 0


def test_contributions_against_the_block_add_up_to_the_change_beyond_the_mean_change(toy):
    """In 2025 every criterion applies to every unit, so what all gain alike is the same for all."""
    shifted = compare.shifts(toy.points, toy.study).query("year == 2025").set_index("unit_code")["score_change"]
    sources = compare.shift_sources(toy.points, toy.study).query("year == 2025")
    against = sources.groupby("unit_code")["against_block"].sum()
    assert np.allclose(against, shifted - shifted.mean())
