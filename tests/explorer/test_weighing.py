"""The whole numbers of a page: sums of points by domain, worked out by hand, and the reasons where there are none."""

from dataclasses import replace

import numpy as np
import pytest

from analysis import framework
from analysis.blocks import together
from analysis.explorer.weighing import domains, reason_against, weighing
from analysis.paths import PROJECT
from analysis.score import raw_leaves
from analysis.sensitivity import additive


def blocks(done):
    leaves = {}
    for (year, block, unit), own in raw_leaves(done.assessed, done.study):
        leaves.setdefault((year, block), {})[unit] = own
    return [
        (units, additive.model(units, leaves[units.year, units.block])) for units in together(done.points, done.study)
    ]


def changed(criteria, **cells):
    """Return criteria with other maxima: {code: maximum}."""
    rows = criteria.criteria.copy()
    for code, value in cells.items():
        rows.loc[code, "max_points"] = value
    return replace(criteria, criteria=rows)


def test_points_of_a_domain_are_the_sum_of_its_leaves(toy):
    for units, data in blocks(toy):
        found = weighing(units, data)
        step = 10**-found.decimals
        by_hand = np.column_stack(
            [units.points[["1.1", "1.2", "1.10"]].sum(axis=1), units.points[["2.1", "2.2"]].sum(axis=1)]
        )
        assert found.units == units.units and np.allclose(np.array(found.points) * step, by_hand, rtol=0, atol=1e-9)


def test_the_official_total_follows_from_the_whole_numbers(toy):
    for units, data in blocks(toy):
        found = weighing(units, data)
        total = [100 * sum(points) / sum(maxima) for points, maxima in zip(found.points, found.maxima, strict=True)]
        assert np.allclose(total, units.total, rtol=0, atol=1e-9) and found.rest == [0] * len(found.units)


def test_where_ranks_compare_points_no_maximum_is_needed(shipped):
    ((units, data),) = blocks(shipped("papi-2023"))
    found = weighing(units, data)
    assert found.maxima == [] and len(found.points[0]) == 8


def test_thirds_are_held_to_twelve_decimals(toy):
    units, data = blocks(toy)[0]
    third = data._replace(points=np.full_like(data.points, 1 / 3), decimals=None)
    assert weighing(units, third).points[0] == [999_999_999_999, 666_666_666_666]


def test_a_criterion_that_is_awarded_in_full_where_it_does_not_apply_counts_in_full(toy):
    units, data = blocks(toy)[0]
    full = units._replace(criteria=replace(units.criteria, not_applicable="full"))
    gaps = data._replace(gaps=np.ones_like(data.gaps))
    more = np.array(weighing(full, gaps).points) - np.array(weighing(units, data).points)
    assert (more == [3, 2]).all()


def test_bonus_and_deductions_are_no_domain():
    criteria = framework.load(PROJECT, "illustrative-2025")["so"]
    assert domains(criteria) == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_a_sum_of_points_can_be_weighed_again(toy):
    assert [reason_against(units.criteria, data) for units, data in blocks(toy)] == ["", ""]


@pytest.mark.parametrize(
    ("study", "reason"),
    [
        ("vinh-phuc-2019", "why_maxima_not_stated"),
        ("hoa-binh-2022", "why_one_domain"),
        ("tay-ninh-2023", "why_one_domain"),
    ],
)
def test_a_study_without_weights_says_why(shipped, study, reason):
    assert {reason_against(units.criteria, data) for units, data in blocks(shipped(study))} == {reason}


def test_a_maximum_that_no_source_states_is_a_reason(toy):
    units, data = blocks(toy)[0]
    assert reason_against(changed(units.criteria, **{"1.1": np.nan}), data) == "why_maxima_not_stated"


def test_points_rounded_before_they_are_added_are_a_reason(toy):
    units, data = blocks(toy)[0]
    assert reason_against(replace(units.criteria, rounding_level="leaf"), data) == "why_rounded_before_adding"


@pytest.mark.parametrize("treatment", additive.DIVIDED)
def test_what_does_not_apply_and_is_shared_is_a_reason_where_there_is_any(toy, treatment):
    units, data = blocks(toy)[0]
    criteria = replace(units.criteria, not_applicable=treatment)
    some = data._replace(gaps=np.eye(*data.gaps.shape))
    none = data._replace(gaps=np.zeros_like(data.gaps))
    assert (reason_against(criteria, some), reason_against(criteria, none)) == ("why_divided", "")
