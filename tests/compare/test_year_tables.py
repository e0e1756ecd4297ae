"""All tables on years of a study: they pass their doors, and rows in another order change nothing."""

import pytest

from analysis import omissions, tables
from analysis.compare.year_tables import rounds_of, year_tables


def table_of(here, shuffled=False):
    """Return a function from a name to a table of the first rooms."""
    frames = {"points": here.points, "scores": here.scores, "submitted": here.submitted, **here.cleaned}
    return lambda name: frames[name].sample(frac=1, random_state=5) if shuffled else frames[name]


def of(shipped, name, shuffled=False):
    here = shipped(name)
    previous = here.study.previous
    former = rounds_of(shipped(previous).study, table_of(shipped(previous), shuffled)) if previous else None
    found, left_out = year_tables(here.study, table_of(here, shuffled), former)
    checked = {name: tables.checked(name, frame.assign(status=here.study.status)) for name, frame in found.items()}
    return checked, tables.checked("left_out", omissions.table(left_out).assign(status=here.study.status))


@pytest.mark.parametrize("name", ["known-answer-2025", "papi-2023"])
def test_every_table_passes_its_door_and_the_order_of_rows_changes_nothing(shipped, name):
    found, left_out = of(shipped, name)
    again, left_out_again = of(shipped, name, shuffled=True)
    assert all(found[one].equals(again[one]) for one in found) and left_out.equals(left_out_again)
    assert len(found["shifts"]) and len(found["year_sources"]) and len(found["to_win"])


@pytest.mark.parametrize("name", ["tay-ninh-2023", "hoa-binh-2022", "papi-2022", "known-answer-2024"])
def test_a_study_without_an_earlier_year_has_empty_comparisons(shipped, name):
    found, _ = of(shipped, name)
    assert found["shifts"].empty and found["year_changes"].empty and found["not_compared"].empty


def test_a_study_of_many_years_has_published_cases_and_volatility(shipped):
    found, left_out = of(shipped, "par-index-2012-2023")
    assert len(found["published_changes"]) and len(found["volatility"]) and found["to_win"].empty
    assert set(left_out["year"]) == set(range(2012, 2024))
