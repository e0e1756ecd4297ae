"""Who is assessed in which year."""

from collections import Counter

import pytest

from analysis.simulation import province

BODIES = frozenset({"mp-so-noi-vu", "mp-so-van-phong-ubnd"})


@pytest.mark.parametrize(
    ("year", "size", "blocks"),
    [
        (2024, "large", {"so": 19, "huyen": 8, "xa": 60}),
        (2025, "large", {"so": 14, "xa": 124}),
        (2024, "small", {"so": 6, "xa": 6}),
        (2025, "small", {"so": 6, "xa": 6}),
    ],
)
def test_blocks_have_the_units_of_the_issue(year, size, blocks):
    assessed = province.assessed(province.units(year, size, BODIES))
    assert Counter(unit.block for unit in assessed) == blocks


def test_a_body_that_the_small_province_does_not_assess_is_listed_without_a_block():
    office = next(one for one in province.units(2024, "small", BODIES) if one.code == "mp-so-van-phong-ubnd")
    assert office.block == "" and office.appraises


def test_only_bodies_appraise():
    assert {one.code for one in province.units(2024, "large", BODIES) if one.appraises} == set(BODIES)


def test_lineage_names_former_units_from_the_day_of_the_merger():
    rows = province.lineage(province.units(2025, "small", BODIES))
    ward = [row for row in rows if row["unit_code"] == "mp-phuong-101"]
    assert [row["predecessor_name"] for row in ward] == ["Phường Mô phỏng 001", "Thị trấn Mô phỏng 004"]
    assert {row["valid_from"] for row in ward} == {"2025-07-01"}
    finance = [row["predecessor_code"] for row in rows if row["unit_code"] == "mp-so-tai-chinh"]
    assert finance == ["mp-so-tai-chinh", "mp-so-ke-hoach-va-dau-tu"]


def test_nobody_had_a_predecessor_in_2024():
    assert province.lineage(province.units(2024, "large", BODIES)) == []


def test_no_unit_has_the_name_of_another_or_of_a_former_one_it_did_not_take_over():
    units = province.units(2025, "large", BODIES)
    names = [unit.name_vi for unit in units]
    former = {name for unit in units for _, name, _ in unit.took_over if name != unit.name_vi}
    assert len(names) == len(set(names)) and not former & set(names)


def test_some_criteria_lie_outside_the_functions_of_some_units():
    units = {one.code: one for one in province.units(2024, "large", BODIES)}
    assert units["mp-so-thanh-tra"].outside == ("3.3", "3.4", "7.2", "2.1")
    assert units["mp-xa-015"].outside == ("8.3.3", "6.1.1") and units["mp-xa-001"].outside == ()
