"""Terms of rules at another maximum: points in proportion, conditions as they are."""

from fractions import Fraction

import pytest

from analysis.proposals.terms import scaled


@pytest.mark.parametrize(
    ("kind", "terms", "expected"),
    [
        ("steps", "rate; > 90: 2; >= 70: 1; else: 0", "rate; > 90: 3; >= 70: 1.5; else: 0"),
        ("steps", "date; <= Y-01-15: 1; else: 0", "date; <= Y-01-15: 1.5; else: 0"),
        ("steps", "word; on_time: 1; none: 0", "word; on_time: 1.5; none: 0"),
        ("per_item", "each=0.5", "each=0.75"),
        ("tick_list", "0.5; 0.5; 1", "0.75; 0.75; 1.5"),
        ("graded_share", "province: 100; none: 0", "province: 100; none: 0"),
        ("proportional_to_threshold", "full_at=80", "full_at=80"),
        ("survey", "100; 60; 20; 0", "100; 60; 20; 0"),
        ("all_or_nothing", "", ""),
    ],
)
def test_points_grow_with_the_maximum(kind, terms, expected):
    assert scaled(kind, terms, Fraction(3, 2)) == expected


def test_thirds_stay_exact():
    assert scaled("tick_list", "1; 1", Fraction(1, 3)) == "1/3; 1/3"
