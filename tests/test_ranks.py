"""Ranks, rounding half up and classes, where ties, floats and missing values decide."""

import numpy as np
import pytest

from analysis.ranks import classes, half_up, ranks

LIMITS = (("Tốt", 80.0), ("Khá", 65.0), ("Trung bình", 50.0))


@pytest.mark.parametrize(
    ("scores", "rule", "expected"),
    [
        ([87, 87, 75], "competition", [1, 1, 3]),
        ([87, 87, 75], "dense", [1, 1, 2]),
        ([10, 30, 20, 30], "competition", [4, 1, 3, 1]),
        ([0, 0], "competition", [1, 1]),
        ([-1, 0], "competition", [2, 1]),
        ([5], "competition", [1]),
        ([], "competition", []),
    ],
)
def test_equal_scores_share_a_rank(scores, rule, expected):
    assert ranks(np.array(scores, dtype=float), rule).tolist() == expected


def test_sums_that_differ_only_by_the_order_of_addition_are_ties():
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert ranks(np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1])).tolist() == [1, 1]


def test_a_missing_score_has_no_rank_and_takes_none_away():
    found = ranks(np.array([3.0, np.nan, 5.0]))
    assert found[[0, 2]].tolist() == [2, 1] and np.isnan(found[1])


def test_only_missing_scores_have_no_rank():
    assert np.isnan(ranks(np.array([np.nan, np.nan]))).all()


def test_every_draw_is_ranked_on_its_own():
    assert ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.125, 2, 0.13),
        (0.285, 2, 0.29),
        (2.5, 0, 3),
        (78.485, 2, 78.49),
        (81.704999, 2, 81.70),
        (1.005, 2, 1.01),
        (7, 2, 7),
    ],
)
def test_halves_are_rounded_up_as_printed_tables_do(value, decimals, expected):
    assert half_up(np.array([value]), decimals)[0] == pytest.approx(expected, abs=1e-12)


def test_rounding_leaves_what_is_missing_missing():
    assert np.isnan(half_up(np.array([np.nan]), 2))[0]


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (80, "Tốt"),
        (79.99, "Khá"),
        (65, "Khá"),
        (64.999, "Trung bình"),
        (50, "Trung bình"),
        (49.99, ""),
        (np.nan, ""),
        (100, "Tốt"),
    ],
)
def test_the_lower_limit_belongs_to_the_better_class(value, label):
    assert classes(np.array([float(value)]), LIMITS)[0] == label


def test_a_limit_of_zero_takes_zero_in():
    assert classes(np.array([0.0]), (("Yếu", 0.0),))[0] == "Yếu"


def test_without_limits_there_is_no_class():
    assert classes(np.array([50.0]), ()).tolist() == [""]
