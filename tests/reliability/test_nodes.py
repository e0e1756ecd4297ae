"""What a criterion gives each unit, by hand."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points, with_criteria, with_rules

from analysis.blocks import together
from analysis.reliability import nodes


@pytest.fixture
def units(toy):
    """Return three units; 2.2 does not apply to the second, the whole of 2 not to the third."""
    rows = [[20, 10, 10, 10, 10], [0, 20, 14, 34, None], [30, 20, 10, None, None]]
    return next(together(table_of_points(rows), toy.study))


def test_a_node_has_the_points_of_the_leaves_below_it(units):
    assert nodes.node_values(units, "1").tolist() == [40, 34, 60]
    assert nodes.leaves_below(units, "total") == ["1.1", "1.2", "1.10", "2.1", "2.2"]


def test_a_node_applies_where_anything_below_it_does(units):
    assert nodes.applies(units, "2").tolist() == [True, True, False]


def test_per_cents_need_a_maximum_above_zero(units):
    maxima = units.maxima["2.2"]
    assert nodes.on_scale(units, units.points["2.2"], maxima).tolist() == pytest.approx(
        [200 / 3, np.nan, np.nan], nan_ok=True
    )


def test_the_variance_share_is_the_slope_of_the_part_on_the_total():
    one, total = pd.Series([1.0, 2.0, 4.0]), pd.Series([2.0, 4.0, 8.0])
    assert nodes.variance_share(one, total) == pytest.approx(0.5)
    assert np.isnan(nodes.variance_share(one, pd.Series([3.0, 3.0, 3.0])))


def test_where_points_are_ranked_shares_are_those_of_points(toy):
    study = with_rules(toy.study, not_applicable="zero")
    units = next(together(toy.points, study))
    assert nodes.contributions(units, "1").tolist() == pytest.approx([57, 55.95, 37, 51, 21, 36])


def test_points_are_brought_to_the_stated_maximum_and_a_stretched_leaf_back_to_it(toy):
    """1.1 (of 30) stretched to 36, 1.2 (of 20) cut to 10, 1.10 (of 15) as stated, 2.2 outside the functions."""
    units = next(together(table_of_points([[30, 5, 9, 20, None]], maxima=(36, 10, 15, 20, 15)), toy.study))
    full, back = nodes.at_full_maximum(units), nodes.unstretched(units)
    assert full.points.iloc[0].tolist() == [25, 10, 9, 20, 0] and full.maxima.iloc[0].tolist() == [30, 20, 15, 20, 0]
    assert back.points.iloc[0].tolist() == [25, 5, 9, 20, 0] and back.maxima.iloc[0].tolist() == [30, 10, 15, 20, 0]


def test_a_maximum_that_no_source_states_leaves_the_points(toy):
    study = with_criteria(toy.study, "max_points", {"1.1": np.nan})
    units = next(together(table_of_points([[30, 5, 9, 20, 1]], maxima=(36, 10, 15, 20, 15)), study))
    assert nodes.at_full_maximum(units).points["1.1"].tolist() == [30]
    assert nodes.unstretched(units).maxima["1.1"].tolist() == [36]
