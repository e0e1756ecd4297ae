"""Forms before they are written: values as units type them, totals as sums of what stands below."""

import datetime
from fractions import Fraction

import pytest
from simulated import block_of, criterion, province

from analysis.rules import Declared
from analysis.simulation.plans import Formula, Line, added_up, declared_values, plan, value_of
from analysis.simulation.rows import Row

MADE = province(2024, "small")
PLANS = [plan(MADE, unit, "declared") for unit in MADE.assessed]


def test_a_form_has_a_line_for_every_criterion_and_the_total_last():
    for one in PLANS:
        criteria = MADE.criteria[MADE.unit(one.unit_code).block]
        assert {line.key for line in one.lines} == set(criteria.items)
        assert one.lines[-1].role == "total" and one.lines[-1].code == ""


def test_typed_totals_are_the_sums_of_the_rows_below():
    for one in PLANS:
        criteria = MADE.criteria[MADE.unit(one.unit_code).block]
        below = [criteria.items[line.key] for line in one.lines if line.role == "leaf"]
        own = {item.code: one.line(item.code).values.get("self_points", 0) for item in below}
        domain = sum(value for code, value in own.items() if code.startswith("1."))
        assert one.line("1").values["self_points"] == domain
        bonus = min(Fraction(2), own["9.1"] + own["9.2"])
        main = sum(value for code, value in own.items() if not code.startswith(("9.", "10.")))
        assert one.line("total").values["self_points"] == main + bonus


def test_a_bonus_is_typed_with_no_more_than_its_cap():
    lines = tuple(Line(code, code, "", None, role, values) for code, role, values in [
        ("9", "inner", {}), ("9.1", "leaf", {"self_points": Fraction(1)}),
        ("9.2", "leaf", {"self_points": Formula("=3*0.5", Fraction(3, 2))}), ("total", "total", {}),
    ])  # fmt: skip
    done = added_up(lines, MADE.criteria["so"])
    assert done[0].values == {"self_points": Fraction(2)} and done[3].values == {"self_points": Fraction(2)}


@pytest.mark.parametrize(
    ("code", "figure", "expected"),
    [
        ("1.2.2", Declared("on_time"), {"declared": "Đúng hạn"}),
        ("1.1.2", Declared((1, 3)), {"declared": "1; 3"}),
        (
            "1.1.1",
            Declared(datetime.date(2023, 12, 20)),
            {"declared": datetime.date(2023, 12, 20), "denominator": None},
        ),
        ("1.1.3", Declared(Fraction(19), Fraction(20)), {"declared": Fraction(19), "denominator": Fraction(20)}),
    ],
)
def test_figures_are_declared_as_the_form_asks(code, figure, expected):
    assert declared_values(criterion(code), Row(claimed=figure, self_points=Fraction(0))) == expected


def test_rows_that_others_score_declare_nothing():
    assert declared_values(criterion("3.4.1"), Row(claimed=Declared(Fraction(1), Fraction(2)))) == {}


def test_a_text_in_the_place_of_points_counts_nothing():
    assert value_of("đạt") is None and value_of(Formula("=1", Fraction(1))) == value_of(Fraction(1)) == 1


def test_petitions_are_written_about_rows_that_were_cut():
    made = province(2025, "large", "shared")
    found = [(unit.code, one) for unit in block_of(made, "xa") for one in plan(made, unit, "short").petitions]
    assert len(found) > 20 and {one.kind for _, one in found} == {"difficulty", "proposal"}
    assert all(made.rows[unit][one.code].in_force < made.rows[unit][one.code].self_points for unit, one in found)


def test_rows_outside_the_functions_are_agreed():
    one = plan(MADE, MADE.unit("mp-so-cong-thuong"), "short")
    assert one.agreed == {"6.2.2"} and one.line("6.2.2").values["applicability"] == "not_applicable"


def test_a_changed_line_takes_the_place_of_the_one_with_its_key():
    line = PLANS[0].line("1.1.1")._replace(title="other")
    assert PLANS[0].with_line(line).line("1.1.1").title == "other" and len(PLANS[0].with_line(line).lines) == len(
        PLANS[0].lines
    )
