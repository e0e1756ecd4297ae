"""How likely results flip: normal tails by hand, nothing where nothing is random, and nothing said where no error is known."""

import award_rules as made
import numpy as np
import pytest
from scipy.stats import norm

SIZE = 2
CITED = ("1/QĐ", "05/03/2024", 2024)
# Printed to two decimals, a total counts as 70.00 from 69.995.
HALF = 0.005


@pytest.fixture
def flips(toy_root, toy):
    """A function from rules to the flips of 2024: {letter: probability}, {letter: basis}."""

    def one(conditions, awards, size=SIZE, groups=None, rows=None, name="awards"):
        made.write(toy_root, conditions, awards)
        if groups:
            made.groups(toy_root, groups)
        if rows:
            made.facts(toy_root, rows)
        found = made.of_2024(made.awarded(toy_root, toy, size), name)
        return found["flip_probability"].to_dict(), found["flip_basis"].to_dict()

    return one


def test_a_limit_is_crossed_as_often_as_a_normal_error_says(flips):
    """C stands at 73.82, F at 65, E at 49.99; the limit is 70, the error 2."""
    found, basis = flips([made.SEVENTY], [made.award("x", "bay-muoi")])
    assert found["C"] == pytest.approx(norm.cdf((70 - HALF - 6275 / 85) / SIZE), abs=0.004)
    assert found["F"] == pytest.approx(norm.sf((70 - HALF - 65) / SIZE), abs=0.004)
    assert found["E"] == 0 and set(basis.values()) == {"noise"}


def test_two_conditions_on_one_total_share_its_error(flips):
    """Among the first three and 70 per cent: D fails where it loses its rank; C in 3rd place of all is rare without 70."""
    both, _ = flips([made.SEVENTY, made.FIRST], [made.award("x", "bay-muoi", "hang")])
    rank, _ = flips([made.FIRST], [made.award("x", "hang")])
    assert rank["D"] <= both["D"] <= rank["D"] + norm.cdf((70 - HALF - 75) / SIZE)


def test_a_place_of_a_quota_goes_to_the_other_as_often_as_two_errors_say(flips):
    """C at 73.8235 and D at 75 in one group with one place: C is ahead where the difference of two errors is above 1.1765."""
    pairs = [(made.C, "Cụm 1"), (made.D, "Cụm 1")]
    found, basis = flips(
        [made.ANYBODY], [made.award("x", "ai-cung", quota={"at_most": 1, "by": "percent"})], groups=pairs
    )
    expected = norm.sf((75 - 6275 / 85) / (SIZE * np.sqrt(2)))
    assert found["C"] == pytest.approx(expected, abs=0.015) and found["D"] == pytest.approx(expected, abs=0.015)
    assert basis["C"] == basis["D"] == "noise"


def test_declared_facts_do_not_flip(flips):
    rows = [
        [made.A, "", "dang-ky", "Có", *CITED],
        [made.B, "", "dang-ky", "Không", *CITED],
    ]
    found, basis = flips([made.REGISTERED], [made.award("x", "dang-ky")], rows=rows)
    assert (found["A"], found["B"]) == (0, 0) and basis["A"] == basis["B"] == "facts_only"
    assert np.isnan(found["C"]) and basis["C"] == "not_determined"


def test_without_known_errors_nothing_is_said_of_flips(flips):
    found, basis = flips([made.SEVENTY], [made.award("x", "bay-muoi")], size=None)
    assert all(np.isnan(one) for one in found.values()) and set(basis.values()) == {"no_error_known"}


def test_a_fact_that_fails_settles_a_result_even_where_no_error_is_known(flips):
    rows = [[made.A, "", "dang-ky", "Không", *CITED]]
    found, basis = flips(
        [made.SEVENTY, made.REGISTERED], [made.award("x", "bay-muoi", "dang-ky")], size=None, rows=rows
    )
    assert (found["A"], basis["A"]) == (0, "facts_only")


def test_ranks_among_a_part_of_the_block_have_no_flips(toy_root, toy):
    made.write(toy_root, [made.FIRST], [made.award("x", "hang")])
    found = made.awarded(toy_root, toy, SIZE).tables["awards"]
    later = found[(found["year"] == 2025) & (found["result"] != "not_determined")]
    assert len(later) and set(later["flip_basis"]) == {"no_error_known"}


def test_flips_of_single_conditions_are_those_of_an_award_that_asks_only_them(flips):
    award, _ = flips([made.SEVENTY], [made.award("x", "bay-muoi")])
    single, _ = flips([made.SEVENTY], [made.award("x", "bay-muoi")], name="award_conditions")
    assert award == single


def test_a_quota_that_the_text_leaves_open_does_not_hide_a_failed_condition(flips):
    found, basis = flips([made.SEVENTY], [made.award("x", "bay-muoi", quota="unknown")])
    assert basis["E"] == "noise" and found["E"] == 0 and basis["A"] == "not_determined"
