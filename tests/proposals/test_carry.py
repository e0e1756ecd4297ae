"""Figures carried to the criteria of a proposal, worked out by hand from tests/toy/README.md."""

import math

import pandas as pd
import pytest
from toy_changes import by_unit
from toy_proposals import FEWER_PLANS, NEW_ONE, ONE_SURVEY, SWAPPED_NAMES, WITHOUT_FINANCE, under


def of(frame, code, year=2024):
    """Return {last letter of the unit: points} of one criterion."""
    return by_unit(frame, "points", year=year, criterion_code=code)


def how(done, year=2024):
    own = done.carried[done.carried["year"] == year]
    return dict(zip(own["criterion_code"], own["how"], strict=True))


def total(done, column, year=2024):
    return by_unit(done.scores, column, year=year, node="total")


def test_swapped_names_change_no_figure_and_no_rank(toy_root, toy):
    done = under(toy_root, toy, SWAPPED_NAMES)
    pd.testing.assert_frame_equal(done.assessed, toy.assessed)
    pd.testing.assert_frame_equal(done.scores, toy.scores)
    assert done.study.criteria("so").label("1.1", "en") == "Procedures"


def test_another_maximum_keeps_the_share_of_the_maximum(toy_root, toy):
    """A has 27 of 30 on 1.1, of 20 that is 18; the others of 80 points keep theirs, so the scale is 90."""
    changes = [*FEWER_PLANS, {"criterion": "1", "set": {"max_points": 55}, "was": {"max_points": 65}},
               {"criterion": "total", "set": {"max_points": 90}, "was": {"max_points": 100}}]  # fmt: skip
    done = under(toy_root, toy, changes)
    assert of(done.points, "1.1") == pytest.approx({"a": 18, "b": 16, "c": 14, "d": 20, "e": 14, "f": 16})
    assert of(done.points, "1.2") == of(toy.points, "1.2")
    assert total(done, "points")["a"] == pytest.approx(18 + 18 + 12 + 18 + 12)
    assert how(done) == {"1.1": "share", "1.2": "same", "1.10": "same", "2.1": "same", "2.2": "same"}


def test_thirds_are_exact(toy_root, toy):
    """1.1 at 10 leaves 90 for the other 70, a factor of 9/7; A has 27/30 x 10 = 9 and (87 - 27) x 9/7 = 540/7."""
    done = under(toy_root, toy, [{"criterion": "1.1", "set": {"max_points": 10}, "was": {"max_points": 30}}],
                 {"scale_rest_to": 100})  # fmt: skip
    assert total(done, "points")["a"] == pytest.approx(9 + 540 / 7, abs=1e-12)
    assert total(done, "applicable_max")["a"] == 100


def test_what_is_dropped_is_gone_and_told(toy_root, toy):
    done = under(toy_root, toy, WITHOUT_FINANCE, {"scale_rest_to": 85})
    assert "1.10" not in set(done.points["criterion_code"])
    assert total(done, "points") == pytest.approx({"a": 75, "b": 60, "c": 62.75, "d": 66, "e": 49.99, "f": 53})
    assert how(done)["1.10"] == "dropped"


def test_merged_criteria_have_the_share_of_their_summed_maxima(toy_root, toy):
    """A 30 of 35, of 21 that is 18; B has 18 of the 20 that apply, of 21 that is 18.9."""
    done = under(toy_root, toy, ONE_SURVEY, {"scale_rest_to": 86})
    assert of(done.points, "2.3") == pytest.approx(
        {"a": 18, "b": 18.9, "c": 25.75 * 0.6, "d": 14.4, "e": 28.99 * 0.6, "f": 17.4}
    )
    assert how(done)["2.3"] == "merged"
    assert list(done.carried.loc[done.carried["criterion_code"] == "2.3", "from_codes"]) == ["2.1; 2.2"] * 2


def test_merged_points_are_unknown_where_one_was_never_surveyed(toy_root, toy):
    done = under(toy_root, toy, ONE_SURVEY, {"scale_rest_to": 86})
    own = done.points[(done.points["year"] == 2025) & (done.points["criterion_code"] == "2.3")]
    assert by_unit(own, "missing")["e"] == "not_surveyed" and math.isnan(by_unit(own, "points")["e"])


def test_a_new_criterion_has_no_points_and_leaves_no_total(toy_root, toy):
    done = under(toy_root, toy, NEW_ONE, {"scale_rest_to": 100})
    own = done.assessed[done.assessed["node"] == "1.3"]
    assert set(own["missing"]) == {"not_collected"} and own["value"].isna().all()
    assert all(map(math.isnan, total(done, "points").values()))
    assert how(done)["1.3"] == "not_collected"


def test_kinds_of_missing_stay_what_they_are(toy_root, toy):
    done = under(toy_root, toy, FEWER_PLANS, {"scale_rest_to": 100})
    kinds = ["year", "unit_code", "criterion_code", "missing"]
    pd.testing.assert_frame_equal(done.points[kinds], toy.points[kinds])


def test_published_totals_ranks_and_classes_are_not_carried(toy_root, toy):
    done = under(toy_root, toy, WITHOUT_FINANCE, {"scale_rest_to": 85})
    assert set(done.assessed["measure"]) == {"points"}


def test_a_moved_criterion_keeps_its_points(toy_root, toy):
    changes = [{"criterion": "1.10", "move": {"parent_code": "2"}, "was": {"parent_code": "1"}},
               {"criterion": "1", "set": {"max_points": 50}, "was": {"max_points": 65}},
               {"criterion": "2", "set": {"max_points": 50}, "was": {"max_points": 35}}]  # fmt: skip
    done = under(toy_root, toy, changes)
    assert of(done.points, "1.10") == pytest.approx(of(toy.points, "1.10"), nan_ok=True)
    assert total(done, "rank") == total(toy, "rank")
    assert by_unit(done.scores, "points", year=2024, node="2")["a"] == 12 + 30


def test_shuffled_rows_give_the_same_tables(toy_root, toy):
    done = under(toy_root, toy, ONE_SURVEY, {"scale_rest_to": 86})
    shuffled = toy.assessed.sample(frac=1, random_state=3)
    toy_shuffled = type(toy)(**vars(toy) | {"assessed": shuffled})
    pd.testing.assert_frame_equal(under(toy_root, toy_shuffled, ONE_SURVEY, {"scale_rest_to": 86}).scores, done.scores)


def test_another_rule_keeps_the_share_and_says_so_where_no_figure_is_declared(toy_root, toy):
    changes = [{"criterion": "1.1", "rule": {"rule": "proportional"}, "was": {"rule": ""}},
               {"treatment": "zero", "was": "per_cent"}]  # fmt: skip
    done = under(toy_root, toy, changes)
    assert how(done)["1.1"] == "rule_not_recomputed" and of(done.points, "1.1") == of(toy.points, "1.1")
    assert total(done, "rank") == {"a": 1, "b": 3, "c": 5, "d": 2, "e": 6, "f": 4}
