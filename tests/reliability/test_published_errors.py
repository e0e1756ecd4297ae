"""Published sampling errors: how much of the differences is error, by hand and as PAPI 2019 describes it."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit

from analysis.blocks import together
from analysis.reliability import overlap, published_errors

# Two decimals as the description of the data gives them; 0.845 stands there as 0.84.
PAPI = {"total": 0.86, "D1": 0.91, "D2": 0.84, "D3": 0.66, "D4": 0.83, "D5": 0.91, "D6": 0.91, "D7": 0.90, "D8": 0.94}


def test_neighbours_closer_than_their_errors_by_hand():
    """Gaps 1 and 3; the error of each difference is sqrt(1 + 1) = 1.414, times 1.96 is 2.77."""
    values, errors = pd.Series([9.0, 5.0, 8.0], ["a", "c", "b"]), pd.Series([1.0, 1.0, 1.0], ["a", "b", "c"])
    found = published_errors.not_separated(values, errors)
    assert (found.value, found.n) == (1, 2)


@pytest.mark.parametrize(("node", "value"), PAPI.items())
def test_reliability_of_differences_of_papi_2019(shipped, node, value):
    here = shipped("papi-2019")
    table = overlap.reliability(here.points, here.assessed, here.study).set_index(["node", "statistic"])
    row = table.loc[(node, "reliability_of_differences")]
    assert row["estimate"] == pytest.approx(value, abs=0.0055) and row["n"] == 63


def with_errors(toy, rows):
    extra = [
        {
            "year": 2025,
            "block": "so",
            "unit_code": f"00-so-gia-lap-{unit}",
            "node": "1",
            "measure": measure,
            "value": value,
            "missing": "",
        }
        for unit, measure, value in rows
    ]
    return pd.concat([toy.assessed, pd.DataFrame(extra)], ignore_index=True)


def test_standard_errors_are_squared_and_variances_are_not(toy):
    assessed = with_errors(toy, [("a", "standard_error", 2.0), ("b", "error_variance", 4.0)])
    units = list(together(toy.points, toy.study))[1]
    assert by_unit(published_errors.error_variances(assessed, units, "1").rename("v").reset_index(), "v") == {
        "a": 4,
        "b": 4,
    }


def test_reliability_of_differences_by_hand(toy):
    assessed = with_errors(toy, [(unit, "error_variance", 134 / 6) for unit in "abcd"])
    table = overlap.reliability(toy.points, assessed, toy.study).set_index(["year", "node", "statistic"])
    assert table.loc[(2025, "1", "reliability_of_differences"), "estimate"] == pytest.approx(1 / 2)


def test_an_error_of_a_unit_without_points_is_left_aside(toy):
    assessed = with_errors(toy, [(unit, "error_variance", 134 / 6) for unit in "abcdef"])
    table = overlap.reliability(toy.points, assessed, toy.study).set_index(["year", "node", "statistic"])
    assert table.loc[(2025, "1", "reliability_of_differences"), "n"] == 4


def test_an_error_that_is_not_published_is_not_counted(toy):
    assessed = with_errors(
        toy, [("a", "error_variance", np.nan), ("b", "error_variance", 1.0), ("c", "error_variance", 1.0)]
    )
    table = overlap.reliability(toy.points, assessed, toy.study).set_index(["year", "node", "statistic"])
    assert table.loc[(2025, "1", "reliability_of_differences"), "n"] == 2


def test_units_that_do_not_differ_have_no_reliability_of_differences():
    same = pd.Series([5.0, 5.0])
    assert np.isnan(published_errors.not_error(same, pd.Series([1.0, 1.0])).value)
