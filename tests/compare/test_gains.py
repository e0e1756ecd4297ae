"""Who gains and who loses: counted by hand on the toy study."""

from dataclasses import replace

import changed_sides as sides
import pandas as pd
import pytest

from analysis import tables
from analysis.compare import gains
from analysis.compare.shifts import proposal_shifts

NO_RANGES = tables.empty("rank_intervals")


@pytest.fixture(scope="module")
def official(toy):
    return sides.side(toy)


@pytest.fixture(scope="module")
def shifted(toy, official):
    return proposal_shifts(official, sides.treated(toy, "zero"), NO_RANGES)


def row(found, grouping, group, year=2024):
    own = found[(found["grouping"] == grouping) & (found["group"] == group) & (found["year"] == year)]
    return own.iloc[0]


def test_gains_by_hand(shifted, official):
    """B (appraises) falls from 1 to 3 and from Tốt to Khá; C falls a place, D and F rise one; 2025 nothing moves."""
    found = gains.shift_gains(shifted, official)
    appraising, others = (row(found, "appraises", group) for group in ("yes", "no"))
    counts = ["n", "gained", "lost", "class_up", "class_down"]
    assert appraising[counts].tolist() == [2, 0, 1, 0, 1] and others[counts].tolist() == [4, 2, 1, 0, 0]
    assert appraising["mean_places"] == -1 and others["mean_places"] == 0.25
    assert appraising["mean_score_change"] == pytest.approx(-13.05 / 2)
    assert others["mean_score_change"] == pytest.approx((62.75 - 6275 / 85) / 4)
    assert row(found, "appraises", "no", 2025)[counts].tolist() == [2, 0, 0, 0, 0]


def test_every_unit_is_of_one_kind_whether_or_not_the_study_declares_kinds(shifted, official):
    found = gains.shift_gains(shifted, official)
    assert row(found, "kind", "so")["n"] == 6
    sums = found.groupby(["year", "grouping"])["n"].sum()
    assert sums.to_dict() == {(2024, "appraises"): 6, (2024, "kind"): 6, (2025, "appraises"): 4, (2025, "kind"): 4}


def test_units_without_a_label_are_counted_too(shifted, official):
    study = replace(official.study, groupings={"size": "small"})
    found = gains.shift_gains(shifted, official._replace(study=study))
    assert row(found, "size", "")["n"] == 6


def test_classes_that_are_not_known_are_not_counted(shifted, official):
    found = gains.shift_gains(shifted.assign(class_other=""), official)
    assert found["class_up"].isna().all() and found["class_down"].isna().all()


def test_identical_sides_move_nobody(official):
    found = gains.shift_gains(proposal_shifts(official, official, NO_RANGES), official)
    moves = ["gained", "lost", "mean_score_change", "mean_places", "class_up", "class_down"]
    assert (found[moves] == 0).all(axis=None)


def test_a_better_class_is_a_step_up():
    members = pd.DataFrame({"class_base": ["Khá", "Tốt", "Khá"], "class_other": ["Tốt", "Yếu", "new"]})
    found = gains.class_changes(members, {"Tốt": 0, "Khá": 1, "Yếu": 2})
    assert found[:2].tolist() == [1, -2] and pd.isna(found[2])


def test_the_order_of_rows_changes_nothing(shifted, official):
    again = gains.shift_gains(shifted.sample(frac=1, random_state=1), official)
    pd.testing.assert_frame_equal(again, gains.shift_gains(shifted, official))


def test_the_table_may_leave_its_room(shifted, official, tmp_path):
    for name, own in {"some": shifted, "none": shifted[:0]}.items():
        found = gains.shift_gains(own, official)
        assert len(tables.write(tmp_path / name, "shift_gains", found, "synthetic")) == len(found)
