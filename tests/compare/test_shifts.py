"""Official against proposal, held against the ranks worked out in tests/toy/README.md."""

from dataclasses import replace

import changed_sides as sides
import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit, table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.compare import shifts
from analysis.compare.shifts import Side

NO_RANGES = tables.empty("rank_intervals")


@pytest.fixture(scope="module")
def official(toy):
    return sides.side(toy)


@pytest.fixture(scope="module")
def zero(toy):
    return sides.treated(toy, "zero")


def ranges(source="noise", year=2024, **changes):
    """Return ranges of the toy study's official ranks: the rank itself, or what is given as unit=(low, high)."""
    ranks = {"a": 1, "b": 1, "c": 4, "d": 3, "e": 6, "f": 5}
    rows = [
        {"year": year, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "source": source, "rank": rank,
         "rank_low": changes.get(unit, (rank, rank))[0], "rank_high": changes.get(unit, (rank, rank))[1]}
        for unit, rank in ranks.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("treatment", "ranks"),
    [
        ("zero", {"a": 1, "d": 2, "b": 3, "f": 4, "c": 5, "e": 6}),
        ("full", {"b": 1, "a": 2, "d": 3, "f": 4, "c": 5, "e": 6}),
        ("share_among_siblings", {"b": 1, "a": 2, "d": 3, "f": 4, "c": 5, "e": 6}),
    ],
)
def test_ranks_under_another_treatment_are_those_worked_out_by_hand(toy, official, treatment, ranks):
    found = shifts.proposal_shifts(official, sides.treated(toy, treatment), NO_RANGES)
    assert by_unit(found, "rank_other", year=2024) == ranks
    assert by_unit(found, "rank_base", year=2024) == {"a": 1, "b": 1, "d": 3, "c": 4, "f": 5, "e": 6}


def test_scores_shifts_and_classes_by_hand(official, zero):
    found = shifts.proposal_shifts(official, zero, NO_RANGES)
    assert by_unit(found, "score_change", year=2024) == pytest.approx(
        {"a": 0, "b": 73.95 - 87, "c": 62.75 - 6275 / 85, "d": 0, "e": 0, "f": 0}, abs=1e-9
    )
    assert by_unit(found, "rank_shift", year=2024) == {"a": 0, "b": -2, "c": -1, "d": 1, "e": 0, "f": 1}
    assert (
        by_unit(found, "class_base", year=2024)["b"] == "Tốt" and by_unit(found, "class_other", year=2024)["b"] == "Khá"
    )


def test_identical_sides_change_exactly_nothing(official):
    found = shifts.proposal_shifts(official, official, ranges())
    assert (found["score_change"] == 0).all() and (found["rank_shift"] == 0).all()
    assert (found["class_base"] == found["class_other"]).all()
    assert set(found.loc[found["year"] == 2024, "beyond_noise"]) == {"no"}


def test_other_names_of_two_criteria_move_nobody(toy, official):
    names = toy.study.criteria("so").criteria["title_vi"]
    swapped = with_criteria(toy.study, "title_vi", {"1.1": names["2.1"], "2.1": names["1.1"]})
    found = shifts.proposal_shifts(official, sides.side(toy, swapped), NO_RANGES)
    assert (found["score_change"] == 0).all() and (found["rank_shift"] == 0).all()


def test_a_shift_is_beyond_the_range_where_the_new_rank_lies_outside_of_it(official, zero):
    found = shifts.proposal_shifts(official, zero, ranges(b=(1, 3), c=(4, 4), d=(2, 4)))
    expected = {"a": "no", "b": "no", "c": "yes", "d": "no", "e": "no", "f": "yes"}
    assert by_unit(found, "beyond_noise", year=2024) == expected
    assert by_unit(found, "rank_high", year=2024)["b"] == 3
    assert set(found.loc[found["year"] == 2024, "source"]) == {"noise"}


def test_the_range_of_other_choices_serves_where_no_error_is_known_and_never_both(official, zero):
    method = ranges("method", b=(1, 3), f=(4, 5))
    assert by_unit(shifts.proposal_shifts(official, zero, method), "beyond_noise", year=2024)["f"] == "no"
    both = pd.concat([method, ranges()])
    found = shifts.proposal_shifts(official, zero, both)
    assert set(found.loc[found["year"] == 2024, "source"]) == {"noise"}
    assert by_unit(found, "beyond_noise", year=2024)["f"] == "yes"


def test_a_range_among_other_units_says_nothing(official, zero):
    without_one = ranges()[lambda frame: frame["unit_code"] != "00-so-gia-lap-c"]
    for intervals in (NO_RANGES, without_one, ranges().assign(rank=lambda frame: frame["rank"] + 1)):
        found = shifts.proposal_shifts(official, zero, intervals)
        assert set(found["beyond_noise"]) == {"unknown"} and found["rank_low"].isna().all()


def test_a_published_class_is_no_class_of_a_proposal(toy, official, zero):
    published = zero._replace(scores=zero.scores.assign(class_source="published"))
    assert set(shifts.proposal_shifts(official, published, NO_RANGES)["class_other"]) == {""}


def test_two_points_scales_are_compared_in_per_cent_of_their_maximum(toy):
    points, smaller = (
        table_of_points([[15, 10, 15, 20, 15]]),
        table_of_points([[15, 10, 0, 20, 15]], maxima=(30, 20, 0, 20, 15)),
    )
    base = with_rules(toy.study, not_applicable="zero")
    other = with_criteria(base, "max_points", {"total": 80.0})
    both = next(shifts.both_sides(Side(base, points, None), Side(other, smaller, None)))
    assert both.score_base.tolist() == [75.0] and both.score_other.tolist() == [75.0]


def test_scales_without_a_stated_maximum_are_not_compared(toy, official):
    points = toy.points.assign(applicable_max=np.nan)
    study = with_criteria(with_rules(toy.study, not_applicable="zero"), "max_points", {"total": np.nan})
    other = Side(study, points, official.scores)
    assert shifts.proposal_shifts(official, other, NO_RANGES).empty
    assert {row["reason_en"][:31] for row in shifts.left_out(official, other)} == {"the two sides are on different "}


def test_units_without_a_total_are_listed_with_the_reason(official):
    found = {(row["year"], row["subject_en"]): row["reason_en"] for row in shifts.left_out(official, official)}
    assert set(found) == {
        (2025, "Official against proposal: Invented Department E"),
        (2025, "Official against proposal: Invented Department F"),
    }
    assert set(found.values()) == {"the unit has no total under the official decision"}


def test_a_unit_without_a_total_under_the_proposal_is_left_out_and_the_others_are_ranked_among_themselves(official):
    gone = official.points["unit_code"].eq("00-so-gia-lap-a") & official.points["criterion_code"].eq("1.1")
    other = official._replace(points=official.points.assign(points=official.points["points"].mask(gone)))
    found = shifts.proposal_shifts(official, other, ranges())
    assert by_unit(found, "rank_base", year=2024) == {"b": 1, "d": 2, "c": 3, "f": 4, "e": 5}
    assert set(found.loc[found["year"] == 2024, "beyond_noise"]) == {"unknown"}
    reasons = {(row["year"], row["subject_en"][-1]): row["reason_en"] for row in shifts.left_out(official, other)}
    assert reasons[(2024, "A")] == "the unit has no total under the proposal"


def test_a_criterion_without_data_leaves_the_block_out_in_one_row(official):
    nothing = official.points["points"].mask(official.points["criterion_code"] == "1.1")
    other = official._replace(points=official.points.assign(points=nothing))
    assert shifts.proposal_shifts(official, other, NO_RANGES).empty
    rows = shifts.left_out(official, other)
    assert len(rows) == 2 and {row["reason_en"][:37] for row in rows} == {"no unit has a total under the proposa"}


def test_the_order_of_rows_changes_nothing(official, zero):
    mixed = [one._replace(points=one.points.sample(frac=1, random_state=3), scores=one.scores.sample(frac=1, random_state=4))
             for one in (official, zero)]  # fmt: skip
    again = shifts.proposal_shifts(*mixed, ranges().sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(again, shifts.proposal_shifts(official, zero, ranges()))


def test_shifts_may_leave_their_room_with_the_name_of_the_proposal(official, zero, tmp_path):
    found = shifts.proposal_shifts(official, zero, ranges())
    assert set(found["comparison"]) == {"zero"} and len(tables.write(tmp_path, "shifts", found, "synthetic")) == len(
        found
    )
    nothing = replace_points(official)
    assert len(tables.write(tmp_path, "shifts", shifts.proposal_shifts(nothing, nothing, NO_RANGES), "synthetic")) == 0


def replace_points(side):
    return side._replace(points=tables.empty("points"), study=replace(side.study))
