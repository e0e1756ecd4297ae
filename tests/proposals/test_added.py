"""Bounds where a new criterion has no data: six invented departments, 10 new points on a scale of 110."""

import pytest
from toy_changes import by_unit
from toy_proposals import FEWER_PLANS, NEW_ONE, under

from analysis import tables
from analysis.proposals import added

# The new 10 points are added to 1 and to the total; nothing is scaled.
WIDER = [
    *NEW_ONE,
    {"criterion": "1", "set": {"max_points": 75}, "was": {"max_points": 65}},
    {"criterion": "total", "set": {"max_points": 110}, "was": {"max_points": 100}},
]


@pytest.fixture
def bounds(toy_root, toy):
    done = under(
        toy_root,
        toy,
        WIDER,
    )
    return added.added_bounds(done.assessed, done.study)


def ranks(bounds, scenario):
    return by_unit(bounds, "rank", year=2024, scenario=scenario)


def test_scores_lie_between_none_and_all_of_the_new_points(bounds):
    """A: 87 of 110 to 97 of 110. B: 73.95 of 95 to 83.95 of 95, since 15 points lie outside its functions."""
    low, high = (by_unit(bounds, "score_possible", year=2024, scenario=one) for one in ("all_zero", "all_full"))
    assert (low["a"], high["a"]) == pytest.approx((8700 / 110, 9700 / 110))
    assert (low["b"], high["b"]) == pytest.approx((7395 / 95, 8395 / 95))


def test_ranks_in_the_two_cases_that_are_alike_for_all(bounds):
    """None: A 79.09, B 77.84, D 68.18, C 66.05 (62.75 / 95), F 59.09, E 45.45. All: B 88.37, A 88.18, D 77.27, C 76.58,
    F 68.18, E 54.54."""
    assert ranks(bounds, "all_zero") == {"a": 1, "b": 2, "c": 4, "d": 3, "e": 6, "f": 5}
    assert ranks(bounds, "all_full") == {"a": 2, "b": 1, "c": 4, "d": 3, "e": 6, "f": 5}


def test_worst_and_best_case_of_each_unit(bounds):
    """A at its worst 79.09 is behind B's 88.37 only; C at its worst 66.05 is behind F's 68.18, at its best 76.58 before
    D's 68.18; F at its best 68.18 is before C's 66.05 and ties with D's 68.18 (75 / 110 and 65 + 10 of 110)."""
    assert ranks(bounds, "worst") == {"a": 2, "b": 2, "c": 5, "d": 4, "e": 6, "f": 5}
    assert ranks(bounds, "best") == {"a": 1, "b": 1, "c": 3, "d": 3, "e": 6, "f": 3}


def test_only_the_last_rank_holds_in_every_case(bounds):
    assert by_unit(bounds, "holds", year=2024, scenario="best") == dict.fromkeys("abcdf", "no") | {"e": "yes"}


def test_units_without_a_total_have_no_bounds(bounds):
    assert sorted(by_unit(bounds, "rank", year=2025, scenario="best")) == ["a", "b", "c", "d"]


def test_without_a_new_criterion_there_is_nothing_to_bound(toy_root, toy):
    done = under(toy_root, toy, FEWER_PLANS, {"scale_rest_to": 100})
    assert added.added_bounds(done.assessed, done.study).empty and added.to_collect(done.assessed, done.study).empty


def test_the_list_of_data_to_collect_names_figures_and_whom_to_ask(toy_root, toy):
    done = under(toy_root, toy, WIDER)
    rows = added.to_collect(done.assessed, done.study)
    assert list(rows["n"]) == [6, 6] and set(rows["criterion_code"]) == {"1.3"}
    assert (
        rows["what_vi"].iloc[0] == "1.3 Hồ sơ trực tuyến: Số hồ sơ"
        and rows["what_en"].iloc[0] == "1.3 Online files: Files"
    )
    assert rows["from_en"].iloc[0] == "each unit declares; the appraising body is not named in the proposal"


def test_the_tables_pass_the_doors(toy_root, toy, tmp_path):
    done = under(toy_root, toy, WIDER)
    found = {"proposal_bounds": added.added_bounds(done.assessed, done.study), "assessed": done.assessed,
             "proposal_to_collect": added.to_collect(done.assessed, done.study), "proposal_carried": done.carried}  # fmt: skip
    assert all(len(tables.write(tmp_path, name, frame, "synthetic")) for name, frame in found.items())
