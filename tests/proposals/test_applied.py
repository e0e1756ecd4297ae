"""A study under a proposal: only the blocks of its set change."""

from toy_proposals import FEWER_PLANS, under

from analysis.proposals import applied


def test_only_criteria_change_and_the_study_given_stays(toy_root, toy):
    done = under(toy_root, toy, FEWER_PLANS, {"scale_rest_to": 100})
    assert (done.study.id, done.study.years, list(done.study.blocks)) == ("toy", (2024, 2025), ["so"])
    assert done.study.criteria("so").maximum("1.1") == 20 and toy.study.criteria("so").maximum("1.1") == 30


def test_blocks_of_other_sets_and_frameworks_stay(toy_root, toy, shipped):
    done = under(toy_root, toy, FEWER_PLANS, {"scale_rest_to": 100})
    assert applied.blocks_changed(toy.study, done.proposal) == ["so"]
    assert applied.blocks_changed(shipped("papi-2019").study, done.proposal) == []
