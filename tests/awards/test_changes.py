"""Results of awards that a proposal changes: those and no others."""

import award_rules as made
import pytest

from analysis import tables
from analysis.awards.changes import award_changes


@pytest.fixture
def under(toy_root, toy):
    def one(limit):
        condition = made.SEVENTY | {"score": {"node": "total", "measure": "percent", "at_least": limit}}
        made.write(toy_root, [condition], [made.award("x", "bay-muoi")])
        found = made.awarded(toy_root, toy, 2).tables["awards"]
        return found[found["year"] == 2024]

    return one


def test_a_proposal_that_changes_nothing_changes_no_award(under):
    assert award_changes(under(70), under(70), "thu").empty
    assert tables.checked("award_changes", award_changes(under(70), under(70), "thu").assign(status="synthetic")).empty


def test_those_between_two_limits_and_no_others_change(under):
    """C at 73.82 has it from 70 and not from 75; D at 75.00 has it either way."""
    found = award_changes(under(70), under(75), "thu")
    assert found[["unit_code", "result_base", "result_other"]].to_numpy().tolist() == [[made.C, "met", "not_met"]]
    assert (
        found["flip_base"].iloc[0] > 0 and len(tables.checked("award_changes", found.assign(status="synthetic"))) == 1
    )


def test_an_award_on_one_side_only_is_empty_on_the_other(under):
    new = under(70).assign(award="y")
    found = award_changes(under(70), new, "thu")
    assert set(found[found["award"] == "y"]["result_base"]) == {""} and len(found) == 12
    assert len(tables.checked("award_changes", found.assign(status="synthetic"))) == 12
