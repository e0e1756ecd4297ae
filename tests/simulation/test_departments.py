"""The departments before and after the mergers of 2025."""

from analysis.simulation.departments import AFTER, BEFORE, MERGED, SMALL, departments, named, predecessors


def test_there_are_nineteen_departments_before_and_fourteen_after_the_mergers():
    assert len({one.slug for one in BEFORE}) == 19 and len({one.slug for one in AFTER}) == 14
    assert departments(2024) == BEFORE and departments(2025) == AFTER


def test_every_department_that_is_gone_was_taken_over_by_exactly_one():
    gone = {one.slug for one in BEFORE} - {one.slug for one in AFTER}
    taken = [slug for before in MERGED.values() for slug in before]
    assert gone <= set(taken) and len(taken) == len(set(taken))


def test_a_merged_department_names_its_predecessors_from_2025_only():
    assert predecessors("so-tai-chinh", 2025) == ("so-tai-chinh", "so-ke-hoach-va-dau-tu")
    assert predecessors("so-tai-chinh", 2024) == () and predecessors("so-y-te", 2025) == ()


def test_no_two_departments_sign_with_the_same_letters():
    assert len({one.symbol for one in BEFORE}) == 19 and named("so-noi-vu").symbol == "SNV"


def test_the_small_province_has_six_departments_a_year():
    assert {year: len(slugs) for year, slugs in SMALL.items()} == {2024: 6, 2025: 6}
