"""Each choice that varies alone: its options are as likely as they should be, and each ranks as it says."""

import numpy as np
import pytest
from scipy.stats import rankdata
from toy_changes import with_criteria, with_rules
from varied import SIX, WHOLE, block, official_ranks, only


def test_the_treatments_are_equally_likely_and_each_ranks_as_it_says(toy):
    options = ("per_cent", "zero", "full")
    one = only(toy.study, SIX, {"treatment": {"options": options}})
    expected = {tuple(official_ranks(block(with_rules(toy.study, not_applicable=name), SIX).scores, one.units))
                for name in options}  # fmt: skip
    found, counts = np.unique(one.ranks, axis=0, return_counts=True)
    assert {tuple(row) for row in found.tolist()} == expected and len(expected) == 3
    assert np.abs(counts - 256 / 3).max() <= 2


def test_leaving_out_a_criterion_ranks_as_the_set_without_it(toy):
    one = only(toy.study, SIX[:3], {"leave_out": {"level": "criterion"}})
    expected = {tuple(official_ranks(block(toy.study, SIX[:3]).scores, one.units))}
    for code in ("1.1", "1.2", "1.10", "2.1", "2.2"):
        without = with_rules(toy.study, criteria=toy.study.criteria("so").criteria.drop(code))
        expected.add(tuple(official_ranks(block(without, SIX[:3]).scores, one.units)))
    assert {tuple(row) for row in one.ranks[~one.failed].tolist()} == expected


def test_leaving_out_a_domain_leaves_the_other(toy):
    one = only(with_rules(toy.study, rank_on="unrounded"), WHOLE, {"leave_out": {"level": "domain"}})
    parts = [np.array(WHOLE)[:, columns].sum(axis=1) for columns in ([0, 1, 2, 3, 4], [0, 1, 2], [3, 4])]
    assert {tuple(row) for row in one.ranks.tolist()} == {tuple(rankdata(-part, "min")) for part in parts}


def test_the_survey_has_the_share_that_is_drawn(toy):
    # The first unit is better in the appraised part, the second in the survey; they are level at a share of 0.3.
    rows = [[30, 20, 15, 9.6, 7.2], [20.4, 13.6, 10.2, 20, 15]]
    level = (1 - 0.68) / (1 - 0.68 + 1 - 0.48)
    one = only(with_rules(toy.study, rank_on="unrounded"), rows, {"survey_share": {"low": 0.3, "high": 0.5}})
    assert (one.ranks[:, 0] == 1).mean() == pytest.approx((level - 0.3) / 0.2, abs=0.01)
    assert one.ranks[0].tolist() == [1, 2]


def test_where_maxima_are_not_stated_survey_points_are_multiplied(toy):
    unknown = dict.fromkeys(["total", "1", "2", "1.1", "1.2", "1.10", "2.1", "2.2"], np.nan)
    study = with_rules(with_criteria(toy.study, "max_points", unknown), rank_on="unrounded")
    rows = [[30, 0, 0, 5, 5], [20, 0, 0, 8, 10]]  # level where 30 + 10 f = 20 + 18 f, f = 1.25
    one = only(study, rows, {"survey_factor": {"low": 0.5, "high": 1.5}})
    assert one.inputs == ("survey_share",)
    assert (one.ranks[:, 0] == 1).mean() == pytest.approx(0.75, abs=0.01)


def test_a_class_hangs_on_the_cut_off_as_far_as_it_is_disputed(toy):
    one = only(toy.study, [[24, 16, 12, 16, 12.5], [30, 20, 15, 20, 15]], {"cut_offs": {"spread": 2.0}}, draws=1024)
    # 80.5 per cent, with a limit drawn between 78 and 82.
    assert (one.class_places[:, 0] == 0).mean() == pytest.approx(2.5 / 4, abs=0.005)
    assert (one.class_places[:, 1] == 0).all() and (one.ranks == one.ranks[0]).all()
