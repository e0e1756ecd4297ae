"""The year before in the criteria of this one: the same decision as it is, another one only by a declared link."""

from dataclasses import replace

import pandas as pd
from toy_changes import table_of_points

from analysis.proposals import earlier
from analysis.proposals.checking import OTHER_YEAR, Claim, checked

LEAVES = ("1.1", "1.2", "1.10", "2.1", "2.2")
# Ten units, all but one at the maximum of 1.1 (30) in both years.
AT_CEILING = [[30, 10 + place, 10, place, 5] for place in range(9)] + [[20, 3, 2, 9, 9]]


def before_of(toy):
    return replace(toy.study, years=(2024,))


def two_years(toy):
    study = replace(toy.study, years=(2025,))
    return study, table_of_points(AT_CEILING, year=2025), table_of_points(AT_CEILING, year=2024)


def test_the_same_decision_is_taken_over_as_it_is(toy):
    study, now, before = two_years(toy)
    both = earlier.with_earlier(now, study, before, before_of(toy))
    pd.testing.assert_frame_equal(both, pd.concat([now, before], ignore_index=True), check_dtype=False)


def test_claims_are_then_checked_on_the_year_before(toy):
    study, now, before = two_years(toy)
    (one,) = checked(
        earlier.with_earlier(now, study, before, before_of(toy)), study, 2025, "so", [Claim("ceiling", "1.1")], 1
    )
    assert (one.checked_on, one.n, one.estimate) == (OTHER_YEAR, 10, 0.9)


def test_points_keep_their_share_of_another_maximum(toy, monkeypatch):
    study, now, before = two_years(toy)
    halved = toy.study.criteria("so").criteria.copy()
    halved["max_points"] = [f"{float(value) / 2:g}" for value in halved["max_points"]]
    block = study.blocks["so"]
    smaller = replace(study, blocks={"so": replace(block, criteria=replace(block.criteria, criteria=halved))})
    monkeypatch.setattr(earlier, "links", lambda *_: {code: code for code in LEAVES})
    both = earlier.with_earlier(now, smaller, before, before_of(toy))
    own = both[both["year"] == 2024]
    assert list(own["points"]) == list(before["points"] / 2)
    assert list(own["applicable_max"]) == list(before["applicable_max"] / 2)


def test_nothing_is_taken_over_where_a_criterion_has_no_partner_or_the_year_is_there_already(toy, monkeypatch):
    study, now, before = two_years(toy)
    assert earlier.with_earlier(now, replace(study, years=(2024, 2025)), before, toy.study) is now
    monkeypatch.setattr(earlier, "links", lambda *_: {code: code for code in LEAVES[1:]})
    assert len(earlier.with_earlier(now, study, before, before_of(toy))) == len(now)
