"""How far an association may be trusted: single units, units never observed, the years together."""

import made_up_fairness as fair
import pandas as pd
import pytest

from analysis import names, tables
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
    of_room = ("association_bounds", "association_influence", "association_years")
    page = fair_page(**{name: tables.empty(name) for name in of_room})
    assert [part for part in outside_limits.section(page) if part] == []


def test_bounds_are_told_once_a_year_and_index_with_the_units_used(fair_page):
    both = pd.concat([fair.bounds(), fair.bounds(score="published_rank", n=28, share_observed=28 / 63)])
    page = fair_page(association_bounds=both)
    (sentence,), table = outside_limits.bounds(page), outside_limits._bounds_table(page)[-1]
    assert "28 of 63 units" in sentence and table.count("TOYX") == 1 and "| 28 |" in table


def test_a_worst_case_that_keeps_its_sign_is_named(fair_page):
    open_sign = fair.bounds(index="PCI")
    kept = fair.bounds(lowest=0.12, highest=0.84)
    (sentence,) = outside_limits.one_sign(fair_page(association_bounds=pd.concat([open_sign, kept])))
    assert "in 1: TOYX" in sentence and "(0.12 to 0.84)" in sentence and "the other 1 " in sentence
    nowhere = pd.concat([open_sign, fair.bounds()])
    assert outside_limits.one_sign(fair_page(association_bounds=nowhere))[0].startswith("In none of 2 pairs")
    assert outside_limits.one_sign(fair_page(association_bounds=kept)) == []


@pytest.mark.parametrize(("overlap", "warned"), [("yes", "inside the total"), ("unknown", "is not known"), ("no", "")])
def test_what_is_shown_over_years_warns_of_an_index_inside_the_total(fair_page, overlap, warned):
    association = fair.association().assign(overlap=overlap)
    page = fair_page(association=association, association_years=fair.years(["mixed_model", "change"]))
    first, second = outside_limits.over_years(page)
    assert (warned in first) and ("total" in first) == (overlap != "no") and "total" not in second
    heads, _, row, *_ = outside_limits._years_table(page)[-1].splitlines()
    cell = {"yes": "yes", "unknown": "not known", "no": "no"}[overlap]
    assert heads.split("|")[4].strip() == "Inside the total" and row.split("|")[4].strip() == cell


def test_the_table_over_years_leaves_parts_of_an_index_to_the_file(fair_page, monkeypatch):
    monkeypatch.setattr(names, "part_of_index", lambda _, index: "PAPI" if index.startswith("PAPI_") else "")
    years = pd.concat([fair.years(outside_limits.STATISTICS, index=index) for index in ("TOYX", "PCI", "PAPI_D1")])
    page = fair_page(association_years=years)
    *notes, table = outside_limits._years_table(page)
    assert len(table.splitlines()) == 2 + 2 * len(outside_limits.STATISTICS) + 2 and "PAPI" not in table
    assert f"leaves {len(outside_limits.STATISTICS)} rows away" in notes[-1]
