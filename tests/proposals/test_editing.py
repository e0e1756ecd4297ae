"""What each kind of change does to the rows, in memory."""

import pytest

from analysis.proposals.editing import Draft, added, changed_cells, dropped, merged, moved
from analysis.proposals.proposal import Change, Proposal

WORDS = {"vi": "Thử", "en": "Trial"}


def row(code, parent, **more):
    return {"set": "so", "header": [], "line": 2, "criterion_code": code, "parent_code": parent, "max_points": "1", "part": "",
            "points_from": "appraisal", "appraised_by": "a", "rule": ""} | more  # fmt: skip


@pytest.fixture
def draft():
    rows = [row("total", "", points_from="children"), row("1", "total", points_from="children"), row("1.1", "1"),
            row("1.2", "1", appraised_by="b"), row("2", "total")]  # fmt: skip
    one = Proposal("a", "toy", "so", WORDS, "b", "2026-01-01", WORDS, (), "leave")
    base = {one["criterion_code"]: one for one in rows}
    return Draft(one, base, rows, {"scale": 3}, base)


def codes(draft):
    return [one["criterion_code"] for one in draft.rows]


def test_cells_are_replaced_and_the_total_is_the_scale(draft):
    found = changed_cells(draft, Change("set", ("total",), {"max_points": 4}, {}))
    assert found.row("total")["max_points"] == "4" and found.rules == {"scale": 4} and draft.rules == {"scale": 3}


def test_dropping_a_node_drops_what_lies_below_it(draft):
    assert codes(dropped(draft, Change("drop", ("1",), True, {}))) == ["total", "2"]


def test_a_moved_node_takes_what_lies_below_it_along(draft):
    found = moved(draft._replace(rows=[*draft.rows, row("3", "total", points_from="children"), row("3.1", "3")]),
                  Change("move", ("1",), {"parent_code": "3"}, {}))  # fmt: skip
    assert codes(found) == ["total", "2", "3", "3.1", "1", "1.1", "1.2"]


def test_an_added_criterion_is_the_last_of_its_parent(draft):
    new = {"criterion_code": "1.3", "parent_code": "1", "title_vi": "a", "title_en": "b", "max_points": 2}
    found = added(draft, Change("add", ("1.3",), new, {}))
    assert codes(found) == ["total", "1", "1.1", "1.2", "1.3", "2"] and found.row("1.3")["rule"] == "unknown"


def test_merged_criteria_become_one_without_a_body_where_they_had_two(draft):
    into = {"criterion_code": "1.4", "title_vi": "a", "title_en": "b", "max_points": 2}
    found = merged(draft, Change("merge", ("1.2", "1.1"), into, {}))
    assert codes(found) == ["total", "1", "1.4", "2"] and found.row("1.4")["appraised_by"] == ""


def test_merged_criteria_may_stand_under_another_parent(draft):
    into = {"criterion_code": "1.4", "parent_code": "total", "title_vi": "a", "title_en": "b", "max_points": 2}
    assert codes(merged(draft, Change("merge", ("1.1", "2"), into, {}))) == ["total", "1", "1.2", "1.4"]
