"""Figures that units declare: monotone in success, exact at the boundaries."""

from fractions import Fraction

import numpy as np
import pytest
from simulated import criterion, province

from analysis.criterion import window_dates
from analysis.simulation import figures
from analysis.simulation.rows import earned, self_scored
from analysis.simulation.seeds import generator

LEAVES = [one.code for one in self_scored(province().criteria["so"])]


@pytest.mark.parametrize("code", LEAVES)
def test_more_success_never_gives_fewer_points(code):
    item = criterion(code)
    for spice in generator("figures", code).random((20, figures.SPICES)):
        points = [earned(item, figures.declared(item, success, spice, 2024), 2024) for success in np.linspace(0, 1, 21)]
        assert points == sorted(points) and points[0] >= 0 and points[-1] == item.maximum


@pytest.mark.parametrize("code", [code for code in LEAVES if criterion(code).rule.kind == "steps"])
def test_every_value_of_a_rule_with_steps_can_come_about(code):
    item = criterion(code)
    spice = np.full(figures.SPICES, 0.5)
    given = {earned(item, figures.declared(item, success, spice, 2024), 2024) for success in np.linspace(0, 1, 101)}
    assert len(given) == (len(item.rule.terms) if item.rule.measure == "word" else len(item.rule.terms.conditions) + 1)


def test_the_range_of_a_step_ends_where_its_boundaries_say():
    # 1.1.3: above 95 full, from 80 half. Of 20: 19 is exactly 95 and takes the lower step, 16 exactly 80 and takes it too.
    item = criterion("1.1.3")
    assert figures.rate_range(item, 0, 20) == (20, 20)
    assert figures.rate_range(item, 1, 20) == (16, 19)
    assert figures.rate_range(item, 2, 20) == (0, 15)


def test_boundaries_themselves_are_declared_now_and_then():
    item, rates = criterion("1.1.3"), set()
    for spice in generator("boundary").random((400, figures.SPICES)):
        made = figures.declared(item, 0.3, spice, 2024)
        rates.add(made.value / made.denominator)
    assert Fraction(95, 100) in rates


def test_dates_lie_within_the_window_of_the_criterion():
    item = criterion("1.1.1")
    first, last = window_dates(item, 2024)
    days = [
        figures.declared(item, float(spice[7]), spice, 2024).value
        for spice in generator("dates").random((300, figures.SPICES))
    ]
    assert first <= min(days) and max(days) <= last and any(day.year == 2023 for day in days)


def test_no_share_is_above_its_whole():
    for code in LEAVES:
        item = criterion(code)
        if item.rule.measure in ("rate", "ratio"):
            for spice in generator("share", code).random((50, figures.SPICES)):
                made = figures.declared(item, float(spice[7]), spice, 2024)
                assert 0 <= made.value <= made.denominator and made.denominator > 0


def test_words_stand_from_best_to_worst():
    assert figures.best_first(criterion("1.2.2")) == ["on_time", "late", "none"]
    assert figures.best_first(criterion("4.2.1")) == ["none", "minor", "serious"]
    assert figures.best_first(criterion("1.5.1")) == ["province", "department", "unit", "none"]
