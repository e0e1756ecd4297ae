"""How forms are filled in: claims never below the truth, exceptions with reasons, no points where there may be none."""

from collections import Counter

import numpy as np
import pytest
from simulated import block_of, criterion, province

from analysis.rules import points
from analysis.simulation import filling
from analysis.simulation.province import Unit
from analysis.simulation.rows import printed

MADE = province(2024, "large", "shared")
ROWS = [
    (made, unit, code, row) for made in (MADE,) for unit in made.assessed for code, row in made.rows[unit.code].items()
]


def test_self_assessed_points_are_never_below_the_true_ones_and_sometimes_above():
    gaps = [row.self_points - printed(row.true_points) for _, _, _, row in ROWS if row.self_points is not None]
    assert min(gaps) >= 0 and 0.02 < np.mean([gap > 0 for gap in gaps]) < 0.2


def test_self_assessed_points_are_those_of_the_declared_figures():
    for made, unit, code, row in ROWS:
        if row.self_points is not None:
            item = made.criteria[unit.block].items[code]
            assert row.self_points == printed(points(item.rule, item.maximum, item.minimum, row.claimed, made.year))


def test_units_that_inflate_more_claim_more():
    rates = []
    for unit in MADE.assessed:
        own = [row for row in MADE.rows[unit.code].values() if row.self_points is not None]
        rates.append(np.mean([row.self_points > printed(row.true_points) for row in own]))
    inflation = [MADE.traits[unit.code].inflation for unit in MADE.assessed]
    assert np.corrcoef(rates, inflation)[0, 1] > 0.4


def test_exceptions_have_a_reason_and_no_points():
    found = Counter()
    for _, _, _, row in ROWS:
        if row.status != "applies":
            found[row.status] += 1
            assert row.reason and row.self_points is None and row.appraisal_1 is None and row.document is None
    assert found["no_case"] > 50 and found["not_applicable"] > 50


def test_outside_functions_covers_whole_subtrees():
    unit = Unit("u", "u", "u", "so", "so", "U", ("3.3", "8.3.3"))
    inside = {code: filling.is_outside(unit, code) for code in ("3.3", "3.3.1", "3.30.1", "8.3.3", "8.3")}
    assert inside == {"3.3": True, "3.3.1": True, "3.30.1": False, "8.3.3": True, "8.3": False}


@pytest.mark.parametrize(("code", "expected"), [("1.3.3", True), ("1.1.3", False), ("1.1.1", False), ("3.4.1", False)])
def test_only_counted_rows_whose_rule_foresees_it_can_be_without_a_case(code, expected):
    # 1.3.3 counts findings, full without any; 1.1.3 gives zero; 1.1.1 is a date; 3.4.1 comes from a system.
    assert filling.may_have_no_case(criterion(code)) is expected


def test_points_of_systems_and_deductions_stand_in_the_appraisal_alone():
    for made, unit, code, row in ROWS:
        source = made.criteria[unit.block].items[code].points_from
        if row.status == "applies" and source in ("system", "deduction"):
            assert row.self_points is None
            assert (
                row.appraisal_1 is None
                if row.true_points == 0 and source == "deduction"
                else row.appraisal_1 is not None
            )


def test_points_follow_quality():
    for block in MADE.criteria:
        units = block_of(MADE, block)
        totals = [float(MADE.percent(one.code)) for one in units]
        assert np.corrcoef(totals, [MADE.traits[one.code].quality for one in units])[0, 1] > 0.6
