"""Rules as criteria.csv writes them: every kind read, every fault named."""

import datetime
from fractions import Fraction

import pytest

from analysis.language import LANGUAGES, texts
from analysis.rule_terms import KINDS, RuleError, Step, Steps, YearDate, exact, parse, year_date


def refused(kind, terms):
    with pytest.raises(RuleError) as found:
        parse(kind, terms)
    return found.value


@pytest.mark.parametrize(
    ("kind", "terms", "measure"),
    [
        ("all_or_nothing", "", "word"),
        ("steps", "rate; > 90: 2; >= 70: 1; else: 0", "rate"),
        ("steps", "count; <= 0: 2; <= 2: 1; else: 0", "count"),
        ("steps", "date; <= Y-12-31: 1; <= Y+1-01-15: 0.5; else: 0", "date"),
        ("steps", "word; on_time: 1; late: 0.5; none: 0", "word"),
        ("proportional", "", "ratio"),
        ("proportional_to_threshold", "full_at=80", "ratio"),
        ("per_item", "each=0.5", "count"),
        ("tick_list", "0.25; 0.25; 0.25", "ticks"),
        ("graded_share", "province: 100; department: 75; none: 0", "word"),
        ("deduction_by_severity", "none: 0; minor: 50; serious: 100", "word"),
        ("survey", "100; 60; 20; 0", "survey"),
        ("sum_of_children", "", "none"),
        ("unknown", "", "none"),
    ],
)
def test_every_kind_of_rule_says_what_is_declared(kind, terms, measure):
    assert parse(kind, terms)[:2] == (kind, measure)


def test_no_kind_of_rule_is_forgotten():
    assert len(KINDS) == 11


def test_steps_keep_their_boundaries_as_written():
    terms = parse("steps", "rate; > 90: 2; >= 70: 1; else: 0").terms
    assert terms == Steps((Step(">", Fraction(90), Fraction(2)), Step(">=", Fraction(70), Fraction(1))), Fraction(0))


def test_terms_are_read_whatever_their_spaces():
    assert parse("steps", "rate ;>90:2;  >= 70 : 1 ; else:0") == parse("steps", "rate; > 90: 2; >= 70: 1; else: 0")


def test_thirds_stay_exact():
    assert parse("per_item", "each=1/3").terms == Fraction(1, 3)
    assert sum(parse("tick_list", "1/6; 1/6; 1/6").terms) == Fraction(1, 2)


def test_a_threshold_for_full_points_is_kept_as_a_share():
    assert parse("proportional_to_threshold", "full_at=80").terms == Fraction(4, 5)


def test_words_of_a_decision_are_kept_as_they_are():
    rule = parse("steps", "word; Đã ban hành: 1; Đang trình: 0.5; Chưa có: 0")
    assert [word for word, _ in rule.terms] == ["Đã ban hành", "Đang trình", "Chưa có"]


@pytest.mark.parametrize(
    ("kind", "terms", "key"),
    [
        ("linear", "", "kind_unknown"),
        ("", "", "kind_unknown"),
        ("all_or_nothing", "yes: 1", "no_terms_expected"),
        ("unknown", "x", "no_terms_expected"),
        ("steps", "", "term_empty"),
        ("steps", "share; > 90: 2; else: 0", "step_measure_unknown"),
        ("steps", "rate; > 90: 2; >= 70: 1", "else_missing"),
        ("steps", "rate", "else_missing"),
        ("steps", "rate; else: 0", "step_missing"),
        ("steps", "rate; = 90: 2; else: 0", "operator_unknown"),
        ("steps", "rate; > 90: 2; < 70: 1; else: 0", "steps_directions"),
        ("steps", "rate; >= 70: 1; > 90: 2; else: 0", "steps_order"),
        ("steps", "rate; > 90: 2; >= 90: 1; else: 0", "steps_order"),
        ("steps", "count; <= 2: 1; <= 0: 2; else: 0", "steps_order"),
        ("steps", "rate; > 90; else: 0", "pair_expected"),
        ("steps", "rate; > 90: two; else: 0", "not_a_number"),
        ("steps", "rate; > 90%: 2; else: 0", "not_a_number"),
        ("steps", "rate; > 90: 2,5; else: 0", "not_a_number"),
        ("steps", "rate; > 90: 2;; else: 0", "term_empty"),
        ("steps", "date; <= 2024-12-31: 1; else: 0", "not_a_year_date"),
        ("steps", "date; <= Y+1-01-15: 1; <= Y-12-31: 0.5; else: 0", "steps_order"),
        ("steps", "word; on_time: 1; On_Time: 0", "word_twice"),
        ("steps", "word", "word_missing"),
        ("proportional", "full_at=80", "no_terms_expected"),
        ("proportional_to_threshold", "80", "full_at_expected"),
        ("proportional_to_threshold", "full_at=0.8", "full_at_range"),
        ("proportional_to_threshold", "full_at=101", "full_at_range"),
        ("proportional_to_threshold", "full_at=0", "full_at_range"),
        ("per_item", "0.5", "each_expected"),
        ("per_item", "each=0", "each_zero"),
        ("tick_list", "0.25; ; 0.25", "term_empty"),
        ("tick_list", "a; b", "not_a_number"),
        ("graded_share", "province: 101; none: 0", "share_range"),
        ("deduction_by_severity", "none: 0; minor: -50", "share_range"),
        ("survey", "100", "survey_order"),
        ("survey", "0; 100", "survey_order"),
        ("survey", "110; 0", "share_range"),
    ],
)
def test_a_fault_in_the_terms_is_named(kind, terms, key):
    assert refused(kind, terms).key == key


def test_every_fault_has_its_text_in_both_languages():
    known = texts()["rules"]
    keys = ["kind_unknown", "steps_order", "not_a_year_date", "word_unknown", "tick_unknown", "figure_missing"]
    assert all(known[key][language] for key in keys for language in LANGUAGES)


@pytest.mark.parametrize(
    ("words", "value"), [("10/3", Fraction(10, 3)), ("2.5", Fraction(5, 2)), ("-1", Fraction(-1)), ("0", Fraction(0))]
)
def test_numbers_are_exact(words, value):
    assert exact(words) == value


@pytest.mark.parametrize("words", ["", "1/0", "1/00", "2,5", "nan", "1e9", "1_000", " 1", "9" * 5000, "1e999999999"])
def test_what_is_no_plain_number_is_none(words):
    assert exact(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Y-12-31", datetime.date(2024, 12, 31)),
        ("Y-1-12-01", datetime.date(2023, 12, 1)),
        ("Y+1-01-15", datetime.date(2025, 1, 15)),
    ],
)
def test_a_day_is_counted_from_the_year_assessed(words, day):
    assert year_date(words).on(2024) == day


def test_the_year_before_comes_before_the_year_assessed():
    assert year_date("Y-1-12-31") < year_date("Y-01-01") < year_date("Y+1-01-01") == YearDate(1, 1, 1)


@pytest.mark.parametrize(
    "words", ["", "Y", "Y-13-01", "Y-02-30", "Y-02-29", "Y-2-1", "2024-12-31", "Y--12-31", "Y+11-01-01"]
)
def test_what_is_no_day_of_every_year_is_refused(words):
    with pytest.raises(RuleError):
        year_date(words)
