"""The formulas that follow a rule, as text; what they work out is held to Python by test_template_checks."""

from dataclasses import replace
from fractions import Fraction

from forms.template_case import criteria

from analysis.forms import template_formulas as formulas
from analysis.rules import parse


def item(code, **changes):
    return replace(criteria().items[code], **changes)


def test_numbers_are_written_to_the_precision_of_a_spreadsheet():
    assert [formulas.literal(value) for value in (Fraction(2), Fraction(1, 4), Fraction(10, 3))] == [
        "2", "0.25", "3.3333333333333335",
    ]  # fmt: skip


def test_a_rate_is_compared_by_products_and_keeps_its_inclusive_boundary():
    assert formulas.expected(item("1.1"), "V1", "W1", 2025) == (
        'IF(AND(ISNUMBER(V1),ISNUMBER(W1)),IF(V1>W1,"",IF(W1=0,"",'
        'IF(ROUND(100*V1*1-W1*90,9)>0,2,IF(ROUND(100*V1*1-W1*70,9)>=0,1,0)))),"")'
    )


def test_a_date_is_compared_with_the_day_of_the_year_assessed():
    # 31/12/2025 is day 46022 of spreadsheets, 15/01/2026 day 46037.
    assert formulas.expected(item("1.9"), "V1", "W1", 2025) == (
        'IF(ISNUMBER(V1),IF(V1-46022<=0,1,IF(V1-46037<=0,0.5,0)),"")'
    )


def test_what_no_rule_gives_is_expected_of_nobody():
    assert formulas.expected(item("1.12"), "V1", "W1", 2025) == '""'
    assert formulas.expected(item("1.3", maximum=None), "V1", "W1", 2025) == '""'
    assert formulas.expected(item("1.5", maximum=None), "V1", "W1", 2025) == '""'


def test_no_case_gives_what_the_criterion_says():
    for on_no_case, given in (("full", "2"), ("zero", "0"), ("leave_out", '"none"'), ("unknown", '""')):
        assert f"IF(W1=0,{given}," in formulas.expected(item("1.4", on_no_case=on_no_case), "V1", "W1", 2025)


def test_a_negative_per_item_stops_at_the_minimum():
    lost = item("4.1", rule=parse("per_item", "each=-0.5"))
    assert formulas.expected(lost, "V1", "W1", 2025) == 'IF(ISNUMBER(V1),MAX(-0.5*V1,-2),"")'


def test_steps_allow_the_roundings_of_endless_fractions():
    thirds = item("1.2", rule=parse("steps", "count; > 1: 2/3; else: 0"))
    condition = formulas.on_a_step(thirds, "P1", 2)
    assert ",0.67}" in condition and ",0.667," in condition and ",0.66," not in condition


def test_a_rule_with_any_value_between_has_no_steps():
    assert formulas.on_a_step(item("1.3"), "P1", 2) == ""


def test_very_many_steps_are_left_to_the_check_after_sending():
    many = item("1.5", maximum=Fraction(500), rule=parse("per_item", "each=0.5"))
    assert formulas.on_a_step(many, "P1", 2) == ""
