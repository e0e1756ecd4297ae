"""How a row stands, and when two points are the same points."""

from fractions import Fraction

import pytest
from forms.sample_form import CRITERIA, YEAR, form

from analysis.forms import meaning
from analysis.forms.checks.finding import Facts
from analysis.forms.checks.standing import half_up, limits, same_points, standing


def standing_of(code, outside=None, **values):
    given = form({code: values})
    facts = Facts(given, CRITERIA, YEAR, None, "", None, outside, None, (), limits(CRITERIA))
    row = next(row for row in meaning.typed(given, CRITERIA) if row.code == code)
    return standing(row, facts)


def test_only_a_row_that_the_unit_scores_and_that_applies_is_scored():
    assert standing_of("1.1.3") == standing_of("9.1") == "scored"
    assert standing_of("3.1") == standing_of("3.2") == standing_of("10") == "not_self_scored"
    assert standing_of("2.10") == standing_of("1.1.3", applicability="Không áp dụng") == "exception"
    assert standing_of("1.1.3", outside={"1.1.3": "x"}) == standing_of("3.3") == "outside"
    assert standing_of("1.1.3", applicability="có lẽ") == "unknown_word"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("0.785", 2, "0.79"), ("0.784", 2, "0.78"), ("10/3", 2, "3.33"), ("-0.785", 2, "-0.79"), ("2.5", 0, "3"), ("1/2", 1, "1/2")],
)  # fmt: skip
def test_half_up_rounds_a_half_away_from_zero(value, decimals, expected):
    assert half_up(Fraction(value), decimals) == Fraction(expected)


def test_points_are_the_same_exactly_rounded_half_up_or_but_for_noise():
    third = Fraction(10, 3)
    assert same_points(third, third, 2)
    assert same_points(Fraction("3.33"), third, 2) and same_points(Fraction("3.333"), third, 2)
    assert same_points(Fraction("3.33333333333333"), third, 2)
    assert not same_points(Fraction("3.34"), third, 2) and not same_points(Fraction("3.3"), third, 2)
    assert same_points(Fraction("0.79"), Fraction("0.785"), 2) and not same_points(
        Fraction("0.78"), Fraction("0.785"), 2
    )
    assert not same_points(Fraction("0.5"), Fraction(1), 0)


def test_limits_hold_every_step_and_its_roundings():
    known = limits(CRITERIA)
    assert known["1.1.3"].values >= {(0, 1), (1, 1), (2, 1)} and (3, 2) not in known["1.1.3"].values
    assert known["2.1"].values is None
    assert set(known) == {one.code for one in CRITERIA.items.values() if one.leaf}
