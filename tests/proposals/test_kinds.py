"""What a change may hold, and when two values are one."""

from fractions import Fraction

import pytest

from analysis.proposals.kinds import is_points, kind_of, same, written

POINTS = [2, 2.5, "10/3", "unknown"]
NO_POINTS = [True, None, "hai", float("nan"), "1/0"]
SAME = [(2, "2"), (2.0, "2"), ("4/2", "2"), ("unknown", "unknown"), (0.1, "0.1")]


@pytest.mark.parametrize(("value", "allowed"), [*((one, True) for one in POINTS), *((one, False) for one in NO_POINTS)])
def test_points_are_numbers_fractions_or_unknown(value, allowed):
    assert is_points(value) is allowed


@pytest.mark.parametrize(("stated", "held", "equal"), [*((*pair, True) for pair in SAME), ("10/3", "3.33", False)])
def test_points_are_compared_as_exact_numbers(stated, held, equal):
    assert same("max_points", stated, held) is equal


def test_texts_are_compared_in_composed_form():
    assert same("title_vi", "Kế  hoạch".replace("ế", "e\u0302\u0301"), "Kế hoạch")


def test_a_change_names_exactly_one_kind():
    assert kind_of({"criterion": "1", "drop": True, "was": {}}) == "drop"
    assert kind_of({"criterion": "1"}) is None and kind_of({"drop": True, "set": {}}) is None


@pytest.mark.parametrize(
    ("number", "words"), [(Fraction(5, 2), "2.5"), (Fraction(10, 3), "10/3"), (Fraction(100), "100")]
)
def test_numbers_are_written_exactly(number, words):
    assert written(number) == words
