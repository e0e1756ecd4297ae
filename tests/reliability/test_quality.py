"""Shares of the variance, overlap and published sampling errors."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit, table_of_points, with_rules

from analysis.blocks import together
from analysis.reliability import nodes, overlap, published_errors
from analysis.reliability import quality as criterion

SHARES = {"1.1": 30, "1.2": 20, "1.10": 48, "1": 98, "2.1": 10, "2.2": -4, "2": 6}
# Two decimals as the description of the data gives them; 0.845 stands there as 0.84.
PAPI = {"total": 0.86, "D1": 0.91, "D2": 0.84, "D3": 0.66, "D4": 0.83, "D5": 0.91, "D6": 0.91, "D7": 0.90, "D8": 0.94}


@pytest.fixture(scope="module")
def quality(toy):
    return criterion.criterion_quality(toy.points, toy.study).set_index(["year", "criterion_code"])


@pytest.fixture(scope="module")
def found(toy):
    """Return the statistics of the toy study, whose six units are fewer than the rooms ask for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlap, "LEAST_UNITS", 3)
        table = overlap.reliability(toy.points, toy.assessed, toy.study)
    return table.set_index(["year", "node", "statistic"])


def test_below_eight_units_there_is_no_overlap_and_the_reason_is_given(toy):
    table = overlap.reliability(toy.points, toy.assessed, toy.study)
    assert not set(table["statistic"]) & {"cronbach_alpha", "part_correlation"}
    assert "below 8" in overlap.left_out(toy.points, toy.study)[0]["reason_en"]


def test_neighbours_closer_than_their_errors_by_hand():
    """Gaps 1 and 3; the error of each difference is sqrt(1 + 1) = 1.414, times 1.96 is 2.77."""
    values, errors = pd.Series([9.0, 5.0, 8.0], ["a", "c", "b"]), pd.Series([1.0, 1.0, 1.0], ["a", "b", "c"])
    found = published_errors.not_separated(values, errors)
    assert (found.value, found.n) == (1, 2)


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


@pytest.mark.parametrize(("node", "alpha"), [("1", 63 / 67), ("2", 11 / 14), ("total", -18 / 13)])
def test_alpha_by_hand(found, node, alpha):
    assert found.loc[(2025, node, "cronbach_alpha"), "estimate"] == pytest.approx(alpha)


def test_the_correlation_of_two_parts_by_hand(found):
    row = found.loc[(2025, "total", "part_correlation")]
    assert row["estimate"] == pytest.approx(-36 / np.sqrt(5628)) and row["n"] == 4


def test_three_criteria_have_no_single_correlation(found):
    assert (2025, "1", "part_correlation") not in found.index


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


def test_one_criterion_says_why_there_is_no_overlap(shipped):
    here = shipped("tay-ninh-2023")
    assert {row["block"] for row in overlap.left_out(here.points, here.study)} == {"so", "huyen"}
    assert len(overlap.reliability(here.points, here.assessed, here.study)) == 0


def test_where_points_are_ranked_shares_are_those_of_points(toy):
    study = with_rules(toy.study, not_applicable="zero")
    units = next(together(toy.points, study))
    assert nodes.contributions(units, "1").tolist() == pytest.approx([57, 55.95, 37, 51, 21, 36])
