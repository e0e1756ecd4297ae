"""Regression to the mean: what is to be expected of the first and the last, by hand and in a drawn example."""

import numpy as np
import pandas as pd
import pytest
from two_rounds import pair_of, rounds, shares

from analysis import tables
from analysis.compare import regression, year_pairs
from analysis.compare.regression import extreme, year_regression

UNITS = "abcdefghij"


def statistics(pair):
    return year_regression([pair]).set_index("statistic")


def pair(toy, before, after):
    made = [{unit: shares(value) for unit, value in zip(UNITS, values, strict=True)} for values in (before, after)]
    return pair_of(toy.study, *made)


def test_a_distance_that_halves_is_a_slope_of_one_half(toy):
    """Ten totals 41 to 59; each later total is 50 plus half its distance: the top five stand 5 above, and lose 2.5."""
    before = np.arange(41, 60, 2)
    found = statistics(pair(toy, before, 50 + (before - 50) / 2))["estimate"]
    assert found["slope"] == pytest.approx(0.5) and found["pearson"] == pytest.approx(1)
    assert found["top_five_change"] == pytest.approx(-2.5) and found["top_five_expected"] == pytest.approx(-2.5)
    assert found["bottom_five_change"] == pytest.approx(2.5) and found["mean_base"] == pytest.approx(50)


def test_a_rise_that_all_have_is_no_regression(toy):
    before = np.arange(41, 60, 2)
    found = statistics(pair(toy, before, before + 10))["estimate"]
    assert found["slope"] == pytest.approx(1) and found["top_five_change"] == pytest.approx(0)


def test_error_alone_foretells_the_fall_of_the_first(toy, monkeypatch):
    """Variance of 41, 43 ... 59 is 110 / 3; errors of root 110 / 6 make half of it: 5 above the mean fall by 2.5."""
    monkeypatch.setattr(regression, "known_errors", lambda one, block, store: dict.fromkeys(UNITS, np.sqrt(110 / 6)))
    before = np.arange(41, 60, 2)
    found = statistics(pair(toy, before, before))["estimate"]
    assert found["not_error"] == pytest.approx(0.5) and found["top_five_by_error"] == pytest.approx(-2.5)
    assert found["top_five_change"] == pytest.approx(0)


def test_below_eight_units_only_the_means_are_given(toy):
    small = pair_of(toy.study, {"a": shares(50), "b": shares(60)}, {"a": shares(60), "b": shares(60)})
    assert statistics(small)["estimate"].to_dict() == pytest.approx({"mean_base": 55, "mean_other": 60})


def test_totals_that_do_not_vary_have_no_slope(toy):
    assert set(statistics(pair(toy, [50] * 10, range(41, 51))).index) == {"mean_base", "mean_other"}


def test_all_that_share_the_fifth_place_count_among_the_first():
    values = pd.Series([9, 8, 7, 6, 5, 5, 1], index=list("abcdefg"))
    assert extreme(values, True) == list("abcdef") and extreme(values, False) == list("cdefg")


def test_the_first_of_papi_2022_fell_towards_the_mean(shipped):
    (one,) = year_pairs.pairs(rounds(shipped("papi-2023")), rounds(shipped("papi-2022")))
    found = statistics(one)["estimate"]
    assert 0 < found["slope"] < 1 and found["top_five_change"] < 0 < found["bottom_five_change"]
    assert "not_error" not in found


def test_the_table_passes_its_door_and_is_empty_without_pairs(toy):
    found = year_regression([pair(toy, range(41, 51), range(42, 52))])
    assert len(tables.checked("year_regression", found.assign(status="synthetic"))) == 8
    assert year_regression([]).empty
