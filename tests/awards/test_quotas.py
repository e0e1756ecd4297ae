"""Quotas: inside for certain, outside for certain, or open; never decided where the text does not decide."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from analysis.awards.quotas import places, within
from analysis.awards.rules import Quota
from analysis.awards.states import FAILED, MET, OPEN

NAN = np.nan


@pytest.mark.parametrize(
    ("quota", "n", "expected"),
    [
        (Quota("percent", at_most=2), 9, 2),
        (Quota("percent", at_most=0), 9, 0),
        (Quota("percent", share=Fraction(1, 5), rounding="down"), 9, 1),
        (Quota("percent", share=Fraction(1, 5), rounding="up"), 9, 2),
        (Quota("percent", share=Fraction(1, 2), rounding="half_up"), 5, 3),
        (Quota("percent", share=Fraction(1, 5), rounding="unknown"), 10, 2),
        (Quota("percent", share=Fraction(1, 5), rounding="unknown"), 9, None),
        ("unknown", 9, None),
    ],
)
def test_places_are_whole_only_where_the_text_makes_them_so(quota, n, expected):
    assert places(quota, n) == expected


@pytest.mark.parametrize(
    ("states", "order", "most", "expected"),
    [
        # The best of three; the others are outside.
        ([MET, MET, MET], [90, 80, 70], 1, [MET, FAILED, FAILED]),
        # Fewer candidates than places: the order does not matter, not even where it is not known.
        ([MET, FAILED, MET], [NAN, 80, NAN], 2, [MET, FAILED, MET]),
        # Level at the last place: nobody says who goes first.
        ([MET, MET, MET], [90, 80, 80], 2, [MET, OPEN, OPEN]),
        # An open unit ahead keeps the next one open, not the one after a certain one.
        ([OPEN, MET, MET], [90, 80, 70], 1, [OPEN, OPEN, FAILED]),
        # An open unit behind changes nothing.
        ([MET, OPEN], [90, 80], 1, [MET, FAILED]),
        # Failing units take no place.
        ([FAILED, MET], [90, 80], 1, [FAILED, MET]),
        # A unit without a total might stand anywhere.
        ([MET, MET], [NAN, 80], 1, [OPEN, OPEN]),
        ([MET, MET], [90, 80], 0, [FAILED, FAILED]),
    ],
)
def test_who_is_inside_by_hand(states, order, most, expected):
    assert within(np.array([states]), np.array([order], dtype=float), most).tolist() == [expected]


def test_a_settled_result_holds_however_open_units_turn_out():
    """Every open unit is tried as met and as failed: whoever is settled has the same result in all completions."""
    generator = np.random.default_rng(4)
    for _ in range(60):
        states = generator.choice([MET, FAILED, OPEN], size=5)
        order, most = generator.permutation(5).astype(float), int(generator.integers(0, 4))
        found = within(states[None], order[None], most)[0]
        completed = []
        for ends in product([MET, FAILED], repeat=int((states == OPEN).sum())):
            one = states.copy()
            one[states == OPEN] = ends
            completed.append(within(one[None], order[None], most)[0])
        settled = found != OPEN
        assert all((one[settled] == found[settled]).all() for one in completed)
        agree = (np.array(completed) == completed[0]).all(axis=0) & (np.array(completed)[0] != OPEN)
        assert (settled | ~agree).all()


def test_many_draws_give_what_each_gives_alone():
    generator = np.random.default_rng(5)
    states, order = generator.choice([MET, FAILED, OPEN], size=(40, 6)), generator.normal(size=(40, 6))
    together = within(states, order, 2)
    alone = np.vstack([within(states[[draw]], order[[draw]], 2) for draw in range(40)])
    np.testing.assert_array_equal(together, alone)
