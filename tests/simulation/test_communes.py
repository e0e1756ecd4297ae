"""The communes and what became of them in 2025."""

from collections import Counter

import pytest

from analysis.simulation.communes import code, communes, name


@pytest.mark.parametrize(
    ("year", "size", "count"), [(2024, "small", 6), (2025, "small", 6), (2024, "large", 60), (2025, "large", 124)]
)
def test_the_number_of_communes_is_that_of_the_province(year, size, count):
    made = communes(year, size)
    assert len(made) == len({code(one) for one in made}) == len({name(one, "vi") for one in made}) == count


def test_a_commune_and_a_ward_may_bear_the_same_number():
    small = {code(one) for one in communes(2024, "small")}
    assert {"mp-xa-001", "mp-phuong-001"} <= small
    assert {name(one, "vi") for one in communes(2025, "small")} >= {"Xã Mô phỏng 101", "Phường Mô phỏng 101"}


@pytest.mark.parametrize("size", ["small", "large"])
def test_every_commune_of_2024_lives_on_in_exactly_one_of_2025(size):
    after = communes(2025, size)
    lives_on = [code(old) for one in after for old in one.took_over] + [code(one) for one in after if not one.took_over]
    counted = Counter(lives_on)
    assert all(counted[code(one)] == 1 for one in communes(2024, size))


def test_communes_were_merged_renamed_or_kept():
    after = communes(2025, "large")
    assert {one.change for one in after} == {"merged", "renamed", ""}
    assert all(len(one.took_over) > 1 for one in after if one.change == "merged")
    assert all(len(one.took_over) == 1 for one in after if one.change == "renamed")


def test_2025_has_wards_and_special_zones_and_no_townships():
    kinds = Counter(one.kind for one in communes(2025, "large"))
    assert kinds["dac_khu"] == 2 and kinds["phuong"] > 20 and "thi_tran" not in kinds


def test_names_say_that_there_is_no_such_place():
    assert all("Mô phỏng" in name(one, "vi") and "Simulated" in name(one, "en") for one in communes(2025, "large"))
