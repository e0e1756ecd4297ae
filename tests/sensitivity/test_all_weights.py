"""Orders that hold for all admissible weights: exact where maxima are equal, proofs and counterexamples where not.

The toy criteria have the parts 1 (30, 20, 15 points) and 2 (20, 15 points); per cents are compared unless a test says so.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from toy_changes import table_of_points, with_rules

from analysis.blocks import together
from analysis.ranks import half_up, ranks
from analysis.sensitivity.all_weights import holds_for_all_weights
from analysis.sensitivity.choices import Choice

pytestmark = pytest.mark.filterwarnings("error")

MAXIMA = np.array([30, 20, 15, 20, 15.0])
SPREAD = Choice("weights", {}, kind="spread", spread=0.25)
ALL = Choice("weights", {}, kind="all")
CORNERS = np.array(list(product((0.75, 1.25), repeat=7)))


def found(study, rows, choice=SPREAD, **rules):
    """Return (answers, official ranks) of units with these points; None is outside the functions."""
    study = with_rules(study, **rules)
    units = next(together(table_of_points(rows), study))
    totals = units.total.to_numpy()
    printed = study.criteria("so").rank_on == "printed"
    official = ranks(half_up(totals, 2) if printed else totals).astype(int)
    return holds_for_all_weights(units, choice, official), official


def leaf_multipliers(multipliers):
    """Return rows x leaves from rows x 7 multipliers of the weights of 1, 2 and the five leaves, scaled back."""
    weights = multipliers * np.array([65, 35, *MAXIMA])
    top = weights[:, :2] / weights[:, :2].sum(axis=1, keepdims=True)
    first = weights[:, 2:5] / weights[:, 2:5].sum(axis=1, keepdims=True)
    second = weights[:, 5:] / weights[:, 5:].sum(axis=1, keepdims=True)
    return np.hstack([top[:, :1] * first, top[:, 1:] * second]) * 100 / MAXIMA


def percents(row, multipliers):
    """Return the per cent of one unit under each row of multipliers of leaves."""
    applies = np.array([value is not None for value in row])
    points = np.array([0.0 if value is None else value for value in row])
    return 100 * (multipliers @ points) / (multipliers @ (MAXIMA * applies))


def test_a_unit_better_on_every_criterion_is_never_below(toy):
    rows = [[30, 20, 15, 20, 15], [29, 19, 14, 19, 14], [1, 1, 1, 1, 1]]
    for choice in (SPREAD, ALL, Choice("weights", {}, kind="dirichlet", concentration=10)):
        assert (found(toy.study, rows, choice)[0] == "yes").all()


def test_two_units_by_hand(toy):
    """6 points ahead on 1.1 and 4 behind on 2.1: less weight on part 1 and on 1.1, more on part 2 and on 2.1 decides."""
    ahead = [26, 10, 10, 10, 10]
    assert found(toy.study, [ahead, [20, 10, 10, 14, 10]])[0][0, 1] == "no"
    assert found(toy.study, [ahead, [20, 10, 10, 11, 10]])[0][0, 1] == "yes"
    assert found(toy.study, [ahead, [20, 10, 10, 10, 10]])[0][0, 1] == "yes"


def test_under_all_weights_only_dominance_holds(toy):
    rows = [[30, 20, 15, 20, 14], [1, 1, 1, 1, 15], [0, 1, 1, 1, 15]]
    answers = found(toy.study, rows, ALL)[0]
    assert answers[0, 1] == "no" and answers[0, 2] == "no" and answers[1, 2] == "yes"


def test_with_fixed_weights_every_order_holds(toy):
    rows = [[30, 2, 15, 2, 14], [1, 20, 1, 20, 15], [5, None, 11, 1, 15], [5, None, 11, 1, 15]]
    assert (found(toy.study, rows, None)[0] == "yes").all()


def test_units_with_equal_points_are_tied_under_all_weights(toy):
    assert (found(toy.study, [[20, 10, 5, 15, 5]] * 3)[0] == "yes").all()


def test_a_tie_that_other_weights_part_does_not_hold(toy):
    answers, official = found(toy.study, [[20, 10, 5, 15, 5], [10, 20, 5, 15, 5]])
    assert official.tolist() == [1, 1] and answers[0, 1] == answers[1, 0] == "no"


def test_a_difference_that_printing_may_hide_is_not_settled(toy):
    rows = [[20, 10.003, 5, 15, 5], [20.003, 10, 5, 15, 5]]
    assert found(toy.study, rows)[0][0, 1] == "not_settled"
    assert found(toy.study, rows, rank_on="unrounded")[0][0, 1] == "no"


def test_the_answers_are_the_same_both_ways_and_for_any_order_of_the_units(toy):
    rows = [[20, 10, 5, 15, 5], [10, None, 5, 15, 12], [30, 1, 1, 9, 9], [11, 11, 11, None, 9], [20, 10, 5, 15, 5]]
    answers, _ = found(toy.study, rows)
    assert (answers == answers.T).all() and (np.diag(answers) == "yes").all()
    order = [3, 0, 4, 2, 1]
    assert (found(toy.study, [rows[place] for place in order])[0] == answers[np.ix_(order, order)]).all()


points = some.tuples(*(some.integers(0, int(most)) for most in MAXIMA))
with_gaps = some.tuples(*(some.one_of(some.none(), some.integers(0, int(most))) for most in MAXIMA)).filter(any)
rows_with_gaps = some.lists(with_gaps, min_size=2, max_size=4)


@settings(max_examples=40, deadline=None)
@given(some.lists(points, min_size=2, max_size=4))
def test_with_equal_maxima_the_answer_is_that_of_every_corner(toy, rows):
    answers, official = found(toy.study, rows, rank_on="unrounded")
    totals = np.array([percents(row, leaf_multipliers(CORNERS)) for row in rows])
    for one, other in zip(*np.nonzero(official[:, None] < official), strict=True):
        assert answers[one, other] == ("yes" if (totals[one] - totals[other]).min() > -1e-9 else "no")


@settings(max_examples=60, deadline=None)
@given(rows_with_gaps, some.integers(0, 99))
def test_with_unequal_maxima_no_answer_is_wrong(toy, rows, seed):
    answers, official = found(toy.study, rows, rank_on="unrounded")
    inside = np.random.default_rng(seed).uniform(0.75, 1.25, (300, 7))
    anywhere = leaf_multipliers(np.vstack([CORNERS, inside]))
    totals = np.array([percents(row, anywhere) for row in rows])
    for one, other in zip(*np.nonzero(official[:, None] < official), strict=True):
        least = (totals[one] - totals[other]).min()
        assert answers[one, other] != "yes" or least > -1e-7
        assert answers[one, other] != "no" or least < 0


@settings(max_examples=40, deadline=None)
@given(rows_with_gaps, some.integers(0, 99))
def test_with_unequal_maxima_and_any_shares_no_yes_is_wrong(toy, rows, seed):
    answers, official = found(toy.study, rows, ALL, rank_on="unrounded")
    generator = np.random.default_rng(seed)
    shares = np.hstack([generator.dirichlet(np.full(size, 0.3), 400) for size in (2, 3, 2)]) + 1e-9
    anywhere = leaf_multipliers(shares / np.array([65, 35, *MAXIMA]))
    totals = np.array([percents(row, anywhere) for row in rows])
    for one, other in zip(*np.nonzero((official[:, None] < official) & (answers == "yes")), strict=True):
        assert (totals[one] - totals[other]).min() > -1e-7


def test_few_pairs_with_unequal_maxima_are_not_settled(toy):
    """The proof is no formality: of the pairs that no corner turns round, most are proved."""
    generator = np.random.default_rng(3)
    rows = generator.uniform(0, 1, (40, 5)) * MAXIMA
    rows = [[value if applies else None for value, applies in zip(row, mask, strict=True)]
            for row, mask in zip(rows, generator.random((40, 5)) < 0.8, strict=True)]  # fmt: skip
    answers, official = found(toy.study, rows)
    pairs = answers[np.triu_indices(40, 1)]
    assert (pairs == "yes").mean() > 0.5 and (pairs == "no").mean() > 0.1
    assert (pairs == "not_settled").mean() < 0.02


@pytest.mark.parametrize("treatment", ["rescale_appraised", "rescale_without_survey", "share_among_siblings"])
def test_where_a_treatment_rescales_points_only_what_is_better_throughout_is_settled(toy, treatment):
    points = table_of_points([[30, 20, 15, 20, 15], [40, 25, 0, 20, 15], [39, 24, 0, 19, 14]])
    points.loc[
        points["unit_code"].str[-1].isin(["b", "c"]) & (points["criterion_code"] == "1.10"), "applicable_max"
    ] = 0
    scaled = points["unit_code"].str[-1].isin(["b", "c"]) & points["criterion_code"].isin(["1.1", "1.2"])
    points.loc[scaled, "applicable_max"] *= 65 / 50
    study = with_rules(toy.study, not_applicable=treatment)
    answers = holds_for_all_weights(next(together(points, study)), SPREAD, np.array([1, 2, 3]))
    assert answers[1, 2] == "yes" and answers[0, 1] == "not_settled"


def test_bonus_and_deductions_are_added_whatever_the_weights(toy):
    criteria = toy.study.criteria("so")
    parts = criteria.parts | {"2": "bonus", "2.1": "bonus", "2.2": "bonus"}
    items = {code: replace(item, part=parts[code]) for code, item in criteria.items.items()}
    points = table_of_points([[20, 10, 10, 3, 0], [22, 8, 10, 0, 0]], maxima=(30, 20, 15, 0, 0))
    study = with_rules(toy.study, items=items, not_applicable="none", rank_on="unrounded")
    units = next(together(points, study))
    answers = holds_for_all_weights(units, SPREAD, ranks(units.total.to_numpy()).astype(int))
    assert (answers == "yes").all()
    without = units._replace(points=units.points.assign(**{"2.1": 0.0}))
    assert "no" in holds_for_all_weights(without, SPREAD, ranks(without.total.to_numpy()).astype(int))


def test_weights_that_no_source_states(shipped):
    """Vĩnh Phúc prints appraised and survey points without maxima: each is multiplied by 0.75 to 1.25."""
    here = shipped("vinh-phuc-2019")
    units = next(one for one in together(here.points, here.study) if one.block == "so")
    official = ranks(units.total.to_numpy()).astype(int)
    answers = holds_for_all_weights(units, SPREAD, official)
    values = units.points.to_numpy()
    totals = np.array([values @ corner for corner in product((0.75, 1.25), repeat=2)]).T
    for one, other in zip(*np.nonzero(official[:, None] < official), strict=True):
        assert answers[one, other] != "yes" or (totals[one] - totals[other]).min() >= -1e-9
        assert answers[one, other] == "yes" or (totals[one] - totals[other]).min() < 0
