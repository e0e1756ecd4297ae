"""Confidence sets for ranks against csranks, tables of Dunnett and Tukey, simulation, and hand-made cases."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, studentized_range

from analysis import tables
from analysis.ranks import ranks
from analysis.sensitivity import rank_confidence, standard_errors
from analysis.sensitivity.rank_confidence import marginal_sets, rank_confidence_sets, simultaneous_sets

PISA = Path(__file__).parent / "data" / "pisa_2018_mathematics.csv"
# Critical values of two-sided comparisons with a control, 5 per cent, infinite degrees of freedom (Dunnett 1964, table).
DUNNETT = {1: 1.96, 2: 2.21, 3: 2.35, 4: 2.44, 5: 2.51, 6: 2.57, 7: 2.61, 8: 2.65, 9: 2.69}


def source():
    return np.random.default_rng(2019)


@pytest.fixture(scope="module")
def pisa():
    """Return the table with sets at 95 per cent, by country."""
    table = pd.read_csv(PISA)
    sets = rank_confidence_sets(table["score"], table["standard_error"], generator=source())
    return table.assign(rank=ranks(table["score"]), **sets._asdict()).set_index("country")


def test_the_marginal_set_of_the_united_kingdom_is_that_of_csranks(pisa):
    found = pisa.loc["United Kingdom", ["rank", "marginal_low", "marginal_high"]]
    assert found.tolist() == [13, 8, 23]


def test_chile_mexico_and_colombia_stand_apart_as_the_vignette_of_csranks_says(pisa):
    last = ["Chile", "Mexico", "Colombia"]
    assert pisa.loc[last, "simultaneous_low"].min() > pisa.drop(index=last)["simultaneous_high"].max()


def test_germany_and_korea_share_rank_seven_at_95_per_cent_and_none_at_75(pisa):
    assert pisa.loc["Korea", "simultaneous_high"] == pisa.loc["Germany", "simultaneous_low"] == 7
    _, _, low, high = rank_confidence_sets(pisa["score"], pisa["standard_error"], 0.75, generator=source())
    at = list(pisa.index)
    assert high[at.index("Korea")] < low[at.index("Germany")]


@pytest.mark.parametrize(("others", "critical"), DUNNETT.items())
def test_with_equal_errors_a_marginal_set_changes_at_the_critical_value_of_dunnett(others, critical):
    ends = []
    for distance in (critical - 0.01, critical + 0.01):
        estimates = np.append(np.sqrt(2) * distance, np.zeros(others))
        ends.append(marginal_sets(estimates, np.ones(others + 1), 0.95)[1][0])
    assert ends == [others + 1, 1]


@pytest.mark.parametrize("count", [3, 5, 10])
def test_with_equal_errors_simultaneous_sets_change_at_the_studentised_range_of_tukey(count):
    critical = studentized_range.ppf(0.95, count, np.inf)
    ends = []
    for distance in (critical - 0.06, critical + 0.06):
        estimates = np.append(distance, np.zeros(count - 1))
        ends.append(simultaneous_sets(estimates, np.ones(count), 0.95, source(), 20_000)[1][0])
    assert ends == [count, 1]


@pytest.mark.parametrize("coverage", [0.5, 0.9, 0.99])
def test_two_units_are_told_apart_beyond_the_normal_quantile(coverage):
    critical = norm.ppf((1 + coverage) / 2) * np.hypot(0.3, 0.4)
    close, far = ([0.0, critical + step] for step in (-1e-3, 1e-3))
    assert [one.tolist() for one in marginal_sets(close, [0.3, 0.4], coverage)] == [[1, 1], [2, 2]]
    assert [one.tolist() for one in marginal_sets(far, [0.3, 0.4], coverage)] == [[2, 1], [2, 1]]


@pytest.mark.parametrize("other", [0.0, 1e-3, 0.02, 0.1])
def test_one_error_may_be_small_beside_the_other(other):
    critical = norm.ppf(0.95) * np.hypot(1, other)
    ends = [marginal_sets([0.0, critical + step], [1.0, other], 0.9)[1].tolist() for step in (-0.02, 0.02)]
    assert ends == [[2, 2], [2, 1]]


def by_simulation(values, errors, unit, coverage):
    """Return (first, last) rank of a unit by stepdown over simulated differences, written anew."""
    noise = source().standard_normal((100_000, len(values))) * errors
    spread, others = np.hypot(errors[unit], errors), np.arange(len(values)) != unit
    simulated, found = (noise[:, [unit]] - noise) / spread, (values[unit] - values) / spread
    beaten, beating = np.zeros((2, len(values)), dtype=bool)
    for _ in values:
        largest = np.maximum(simulated[:, others & ~beaten].max(axis=1, initial=-9),
                             (-simulated[:, others & ~beating]).max(axis=1, initial=-9))  # fmt: skip
        critical = np.quantile(largest, coverage)
        beaten, beating = others & (found > critical), others & (-found > critical)
    return 1 + int(beating.sum()), len(values) - int(beaten.sum())


def test_integrated_sets_are_those_of_simulation_where_errors_differ():
    values = np.array([9.0, 7.1, 6.8, 4.0, 3.9, 2.0, 0.5, -4.0])
    errors = np.array([1.0, 0.3, 2.0, 0.5, 0.1, 1.5, 0.7, 1.0])
    low, high = marginal_sets(values, errors, 0.9)
    expected = [by_simulation(values, errors, unit, 0.9) for unit in range(len(values))]
    assert list(zip(low.tolist(), high.tolist(), strict=True)) == expected


def test_sets_of_one_unit_lie_within_those_of_all(pisa):
    assert (pisa["simultaneous_low"] <= pisa["marginal_low"]).all()
    assert (pisa["simultaneous_high"] >= pisa["marginal_high"]).all()


def test_further_steps_tell_more_units_apart():
    """Equal errors, unit 0 at 0: once the far units are settled the near one is, which the first step leaves open."""
    first, near = 2.69, 2.55
    estimates = np.sqrt(2) * np.append([0.0, -near], np.full(8, -first - 0.1))
    low, high = marginal_sets(estimates, np.ones(10), 0.95)
    assert (low[0], high[0]) == (1, 1)
    without_the_far = np.append([0.0, -np.sqrt(2) * near], np.zeros(8))
    assert marginal_sets(without_the_far, np.ones(10), 0.95)[1][0] == 10


def test_order_level_and_unit_of_the_scale_change_nothing(pisa):
    order = source().permutation(len(pisa))
    own = pisa.iloc[order]
    low, high = marginal_sets(1000 + 10 * own["score"], 10 * own["standard_error"], 0.95)
    assert (low == own["marginal_low"]).all() and (high == own["marginal_high"]).all()
    shifted = rank_confidence_sets(pisa["score"] + 1000, pisa["standard_error"], generator=source())
    assert (shifted.simultaneous_low == pisa["simultaneous_low"]).all()


def test_tied_estimates_have_the_same_set():
    low, high = marginal_sets([5.0, 5.0, 5.0, 0.0], [1.0, 1.0, 1.0, 1.0], 0.9)
    assert low.tolist() == [1, 1, 1, 4] and high.tolist() == [3, 3, 3, 4]


def test_without_errors_only_ties_are_open():
    sets = rank_confidence_sets([3.0, 1.0, 1.0, 0.0], np.zeros(4), generator=source())
    assert [one.tolist() for one in sets] == [[1, 2, 2, 4], [1, 3, 3, 4]] * 2


def test_one_unit_is_first_and_none_have_no_sets():
    assert [one.tolist() for one in rank_confidence_sets([7.0], [1.0], generator=source())] == [[1]] * 4
    assert [len(one) for one in rank_confidence_sets([], [], generator=source())] == [0] * 4


@pytest.mark.parametrize(
    ("estimates", "errors", "coverage"),
    [
        ([1, 2], [1], 0.9),
        ([1, np.nan], [1, 1], 0.9),
        ([1, 2], [1, -1], 0.9),
        ([1, 2], [1, np.inf], 0.9),
        ([1, 2], [1, 1], 1),
    ],
)
def test_what_has_no_sets_is_refused(estimates, errors, coverage):
    with pytest.raises(ValueError):
        rank_confidence_sets(estimates, errors, coverage, generator=source())


def test_many_units_have_sets_that_hold_their_ranks():
    values = np.linspace(0, 100, 600)
    low, high = marginal_sets(values, np.tile([0.2, 0.3], 300), 0.9)
    own = ranks(values)
    assert (low <= own).all() and (own <= high).all()
    # 600 steps of 0.167: a critical value near 4 times an error of a difference near 0.35 is eight or nine places.
    assert 6 <= np.median(high - own) <= 11


def test_papi_2019_has_errors_of_the_total_and_eight_dimensions_and_sets_for_them(shipped):
    one = shipped("papi-2019")
    nothing = tables.empty("survey_points")
    [errors] = standard_errors.node_errors(one.points, one.assessed, nothing, one.study)
    assert list(errors.errors) == ["total", *(f"D{place}" for place in range(1, 9))]
    two = errors._replace(errors=errors.errors[["total", "D7"]])
    table = tables.checked("rank_confidence", rank_confidence.table([two], one.study).assign(status="published"))
    assert table.groupby("node").size().to_dict() == {"total": 63, "D7": 63}
    assert (table["simultaneous_low"] <= table["marginal_low"]).all()
    assert table["rank"].between(table["marginal_low"], table["marginal_high"]).all()
