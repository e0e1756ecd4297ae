"""What declared figures give under each kind of rule, at every boundary; all values by hand."""

import datetime
from fractions import Fraction

import pytest

from analysis.rules import Declared, RuleError, parse, points, steps

TWO, ZERO = Fraction(2), Fraction(0)


def given(kind, terms, value, denominator=None, maximum=TWO, minimum=ZERO, year=2024):
    value = Fraction(value) if isinstance(value, int | float) else value
    denominator = None if denominator is None else Fraction(denominator)
    return points(parse(kind, terms), maximum, minimum, Declared(value, denominator), year)


def test_all_or_nothing_gives_all_or_nothing():
    assert (given("all_or_nothing", "", "yes"), given("all_or_nothing", "", "no")) == (2, 0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (90, 100, 1),  # exactly 90 % is not above 90 %
        (9, 10, 1),
        (Fraction("89.9999"), 100, 1),
        (Fraction("90.0001"), 100, 2),
        (900001, 1000000, 2),
        (70, 100, 1),  # exactly 70 % is 70 % or more
        (Fraction("69.9999"), 100, 0),
        (7, 10, 1),
        (2, 3, 0),
        (0, 5, 0),
        (110, 100, 2),
    ],
)
def test_steps_of_a_rate_take_the_boundary_as_written(numerator, denominator, expected):
    assert given("steps", "rate; > 90: 2; >= 70: 1; else: 0", numerator, denominator) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, 2), (1, 1), (2, 1), (3, 0)])
def test_steps_of_a_count_that_should_be_small(count, expected):
    assert given("steps", "count; <= 0: 2; <= 2: 1; else: 0", count) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, 2), (1, 2), (2, 1), (3, 0)])
def test_a_strict_limit_below_leaves_the_boundary_to_the_next_step(count, expected):
    assert given("steps", "count; < 2: 2; < 3: 1; else: 0", count) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2024, 12, 31), 1), ((2025, 1, 1), Fraction(1, 2)), ((2025, 1, 15), Fraction(1, 2)), ((2025, 1, 16), 0),
        ((2023, 12, 31), 1),
    ],
)  # fmt: skip
def test_steps_of_a_date_include_the_last_day(day, expected):
    terms = "date; <= Y-12-31: 1; <= Y+1-01-15: 0.5; else: 0"
    assert given("steps", terms, datetime.date(*day)) == expected


@pytest.mark.parametrize(("word", "expected"), [("on_time", 1), ("late", Fraction(1, 2)), ("none", 0)])
def test_late_gives_half_and_none_gives_nothing(word, expected):
    assert given("steps", "word; on_time: 1; late: 0.5; none: 0", word) == expected


def test_proportional_points_are_exact_thirds():
    assert given("proportional", "", 1, 3) == Fraction(2, 3)
    assert given("proportional", "", 1, 2, maximum=Fraction(10, 3)) == Fraction(5, 3)


def test_proportional_points_never_pass_the_maximum():
    assert (given("proportional", "", 100, 100), given("proportional", "", 101, 100)) == (2, 2)


@pytest.mark.parametrize(
    ("numerator", "expected"),
    [(80, 2), (100, 2), (Fraction("79.9"), Fraction("1.9975")), (40, 1), (0, 0), (Fraction("80.1"), 2)],
)
def test_full_points_begin_exactly_at_the_threshold(numerator, expected):
    assert given("proportional_to_threshold", "full_at=80", numerator, 100) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, Fraction(1, 2)), (3, Fraction(3, 2)), (4, 2), (5, 2)])
def test_items_count_up_to_the_maximum(count, expected):
    assert given("per_item", "each=0.5", count) == expected


def test_a_maximum_that_is_no_multiple_of_an_item_is_reached_by_the_next_item():
    assert given("per_item", "each=0.5", 4, maximum=Fraction(5, 3)) == Fraction(5, 3)


@pytest.mark.parametrize(("cases", "expected"), [(0, 0), (1, Fraction(-1, 4)), (4, -1), (9, -1)])
def test_deductions_per_case_stop_at_the_largest_deduction(cases, expected):
    assert given("per_item", "each=-0.25", cases, maximum=ZERO, minimum=Fraction(-1)) == expected


@pytest.mark.parametrize(
    ("ticked", "expected"), [((), 0), ((1,), Fraction(1, 2)), ((1, 3), Fraction(3, 2)), ((1, 2, 3), 2)]
)
def test_ticked_items_add_up(ticked, expected):
    assert given("tick_list", "0.5; 0.5; 1", ticked) == expected


def test_an_item_ticked_twice_counts_once():
    assert given("tick_list", "0.5; 0.5; 1", (3, 3)) == 1


@pytest.mark.parametrize("ticked", [(0,), (4,), (1, -1)])
def test_a_tick_out_of_range_is_refused(ticked):
    with pytest.raises(RuleError) as refused:
        given("tick_list", "0.5; 0.5; 1", ticked)
    assert refused.value.key == "tick_unknown"


@pytest.mark.parametrize(("word", "expected"), [("province", 2), ("department", Fraction(3, 2)), ("none", 0)])
def test_a_graded_share_is_a_share_of_the_maximum(word, expected):
    assert given("graded_share", "province: 100; department: 75; none: 0", word) == expected


@pytest.mark.parametrize(("word", "expected"), [("none", 2), ("minor", 1), ("serious", 0)])
def test_severity_takes_a_share_of_the_maximum(word, expected):
    assert given("deduction_by_severity", "none: 0; minor: 50; serious: 100", word) == expected


@pytest.mark.parametrize(("word", "expected"), [("none", 0), ("minor", -1), ("serious", -2)])
def test_severity_of_a_pure_deduction_takes_a_share_of_its_minimum(word, expected):
    terms = "none: 0; minor: 50; serious: 100"
    assert given("deduction_by_severity", terms, word, maximum=ZERO, minimum=Fraction(-2)) == expected


def test_survey_answers_are_weighted():
    # 6 x 100 + 2 x 60 + 1 x 20 + 1 x 0 = 740 of 1,000: 0.74 of two points.
    assert given("survey", "100; 60; 20; 0", (6, 2, 1, 1)) == Fraction("1.48")


@pytest.mark.parametrize("counts", [(6, 2, 1), (6, 2, 1, -1)])
def test_survey_counts_must_fit_the_answers(counts):
    with pytest.raises(RuleError):
        given("survey", "100; 60; 20; 0", counts)


@pytest.mark.parametrize(
    ("kind", "terms", "value", "denominator"),
    [
        ("steps", "rate; > 90: 2; else: 0", 0, 0),
        ("proportional", "", 0, 0),
        ("proportional", "", 3, 0),
        ("proportional_to_threshold", "full_at=80", 0, 0),
        ("survey", "100; 0", (0, 0), None),
        ("unknown", "", 1, None),
        ("sum_of_children", "", 1, None),
    ],
)
def test_nothing_to_measure_gives_none_and_not_zero(kind, terms, value, denominator):
    assert given(kind, terms, value, denominator) is None


@pytest.mark.parametrize(
    ("kind", "terms", "value", "denominator"),
    [
        ("all_or_nothing", "", "yes", None),
        ("proportional", "", 1, 2),
        ("proportional_to_threshold", "full_at=80", 1, 2),
        ("per_item", "each=0.5", 1, None),
        ("graded_share", "province: 100; none: 0", "province", None),
        ("deduction_by_severity", "none: 0; minor: 50", "minor", None),
        ("survey", "100; 0", (1, 1), None),
    ],
)
def test_a_maximum_that_no_source_states_gives_no_points(kind, terms, value, denominator):
    assert given(kind, terms, value, denominator, maximum=None) is None


@pytest.mark.parametrize(
    ("kind", "terms", "value", "denominator", "key"),
    [
        ("all_or_nothing", "", "late", None, "word_unknown"),
        ("steps", "word; on_time: 1; none: 0", "late", None, "word_unknown"),
        ("graded_share", "province: 100; none: 0", "unit", None, "word_unknown"),
        ("proportional", "", 5, None, "figure_missing"),
        ("proportional", "", 5, -1, "figure_negative"),
        ("proportional", "", -5, 1, "figure_negative"),
    ],
)
def test_a_figure_that_the_rule_cannot_use_is_refused(kind, terms, value, denominator, key):
    with pytest.raises(RuleError) as refused:
        given(kind, terms, value, denominator)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("kind", "terms", "expected"),
    [
        ("all_or_nothing", "", {0, 2}),
        ("steps", "rate; > 90: 2; >= 70: 1; else: 0", {0, 1, 2}),
        ("steps", "word; on_time: 2; late: 0.5; none: 0", {0, Fraction(1, 2), 2}),
        ("per_item", "each=0.5", {0, Fraction(1, 2), 1, Fraction(3, 2), 2}),
        ("tick_list", "0.5; 0.5; 1", {0, Fraction(1, 2), 1, Fraction(3, 2), 2}),
        ("graded_share", "province: 100; department: 75; none: 0", {0, Fraction(3, 2), 2}),
        ("deduction_by_severity", "none: 0; minor: 50; serious: 100", {0, 1, 2}),
    ],
)
def test_the_values_a_rule_can_give(kind, terms, expected):
    assert steps(parse(kind, terms), TWO, ZERO) == expected


def test_the_last_item_is_cut_to_the_maximum():
    assert steps(parse("per_item", "each=0.5"), Fraction(6, 5), ZERO) == {0, Fraction(1, 2), 1, Fraction(6, 5)}


@pytest.mark.parametrize(
    ("kind", "terms"),
    [("proportional", ""), ("proportional_to_threshold", "full_at=80"), ("survey", "100; 0"), ("unknown", "")],
)
def test_a_continuous_rule_has_no_steps(kind, terms):
    assert steps(parse(kind, terms), TWO, ZERO) is None


def test_so_many_values_that_every_one_is_possible_are_no_steps():
    assert steps(parse("per_item", "each=0.0001"), TWO, ZERO) is None
    powers = "; ".join(str(2**power) for power in range(20))
    assert steps(parse("tick_list", powers), TWO, ZERO) is None


def test_what_a_rule_gives_is_one_of_its_steps():
    rule = parse("per_item", "each=0.3")
    possible = steps(rule, TWO, ZERO)
    assert {points(rule, TWO, ZERO, Declared(Fraction(count)), 2024) for count in range(10)} == possible
