"""Which points each criterion of a proposal takes over."""

from fractions import Fraction

from toy_proposals import FEWER_PLANS, NEW_ONE, ONE_SURVEY, WITHOUT_FINANCE, under

from analysis.proposals.plans import plans


def of(root, toy, changes, scale=100):
    done = under(root, toy, changes, {"scale_rest_to": scale})
    found = plans(toy.study.criteria("so"), done.study.criteria("so"), done.proposal)
    return {one.code: (one.how, one.origins, one.factor) for one in found}


def test_factors_are_exact_fractions(toy_root, toy):
    found = of(toy_root, toy, FEWER_PLANS)
    assert found["1.1"] == ("share", ("1.1",), Fraction(2, 3)) and found["2.2"] == ("share", ("2.2",), Fraction(8, 7))


def test_merged_new_and_dropped_criteria_are_told_apart(toy_root, toy):
    found = of(toy_root, toy, [*ONE_SURVEY, *NEW_ONE, *WITHOUT_FINANCE], 81)
    assert found["2.3"] == ("merged", ("2.1", "2.2"), Fraction(3, 5))
    assert found["1.3"] == ("not_collected", (), None) and found["1.10"] == ("dropped", ("1.10",), None)
    assert found["1.1"] == ("same", ("1.1",), Fraction(1))
