"""The province as a whole: the same names give the same province, and what is planted changes nothing else."""

import pytest
from simulated import province

from analysis.simulation.drawing import drawn


def test_the_same_seed_gives_the_same_province():
    one, other = (drawn("s", 2025, "small", "shared", frozenset()) for _ in range(2))
    assert one.rows == other.rows and one.surveys == other.surveys and one.appraisals == other.appraisals


def test_another_seed_gives_another_province():
    assert (
        drawn("s", 2025, "small", "shared", frozenset()).rows != drawn("t", 2025, "small", "shared", frozenset()).rows
    )


def test_the_design_changes_who_appraises_and_nothing_that_units_wrote():
    separate, shared = province(2025, "small", "separate"), province(2025, "small", "shared")
    for code, rows in separate.rows.items():
        for criterion, row in rows.items():
            assert row.claimed == shared.rows[code][criterion].claimed
    assert separate.surveys == shared.surveys and separate.appraisals != shared.appraisals


def test_mistakes_in_files_change_nothing_of_what_is_true():
    assert province(2024, "small", "separate", ("off_step",)).rows == province(2024).rows


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_kind_of_rule_occurs(year):
    kinds = {item.rule.kind for own in province(year).criteria.values() for item in own.items.values()}
    assert kinds == {
        "all_or_nothing", "steps", "proportional", "proportional_to_threshold", "per_item", "tick_list", "graded_share",
        "deduction_by_severity", "survey", "sum_of_children",
    }  # fmt: skip


def test_totals_lie_where_classes_can_be_told_apart():
    totals = [float(province(2025, "large").percent(unit.code)) for unit in province(2025, "large").assessed]
    assert 75 < sum(totals) / len(totals) < 92 and min(totals) < 70 and max(totals) > 90


def test_a_unit_is_found_by_its_code():
    assert province().unit("mp-xa-001").name_vi == "Xã Mô phỏng 001"
