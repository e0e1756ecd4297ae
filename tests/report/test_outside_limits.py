"""How far an association may be trusted: single units, units never observed, the years together."""

import made_up_fairness as fair
import pytest

from analysis import tables
from analysis.report import outside_limits


def test_the_worst_that_unknown_units_could_be_is_told(fair_page):
    (sentence,) = outside_limits.bounds(fair_page("vi"))
    assert "19 trong 63 đơn vị (30%)" in sentence and "từ -0,15 đến 0,67" in sentence
    assert outside_limits.bounds(fair_page(association_bounds=fair.bounds(share=1.0))) == []


def test_the_unit_on_which_a_correlation_rests_is_named(fair_page):
    (sentence,) = outside_limits.influence(fair_page())
    assert (
        "between 0.10 and 0.44" in sentence
        and "most changes without People's Committee of commune 5 (0.10)" in sentence
    )


@pytest.mark.parametrize("statistic", outside_limits.STATISTICS)
def test_every_statistic_over_years_has_its_words_and_its_power(fair_page, statistic):
    page = fair_page(association_years=fair.years([statistic], ["not_shown"]))
    (sentence,) = outside_limits.over_years(page)
    assert "2018–2023" in sentence and sentence.endswith("not shown; the test would have found 3.50.")


def test_where_nothing_can_be_told_nothing_is_said(fair_page):
    names = ("association_bounds", "association_influence", "association_years")
    page = fair_page(**{name: tables.empty(name) for name in names})
    assert [part for part in outside_limits.section(page) if part] == []
