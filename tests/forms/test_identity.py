"""Whose form is it?"""

import unicodedata

import pandas as pd
import pytest

from analysis.forms.identity import Names

UNITS = pd.DataFrame(
    [
        ("so-noi-vu", "Sở Nội vụ"),
        ("xa-hoa", "UBND xã Hòa Bình"),
        ("phuong-hoa", "UBND phường Hòa Bình"),
        ("so-xay-dung", "Sở Xây dựng"),
    ],
    columns=["unit_code", "name_vi"],
)
LINEAGE = pd.DataFrame(
    [
        ("so-xay-dung", "Sở Giao thông vận tải"),
        ("so-xay-dung", "Sở Xây dựng"),
        ("xa-hoa", "Xã Mới"),
        ("phuong-hoa", "Xã Mới"),
    ],
    columns=["unit_code", "predecessor_name"],
)


@pytest.fixture(scope="module")
def names():
    return Names(UNITS, LINEAGE)


def test_a_code_settles_it_whatever_the_name(names):
    assert names.owner("so-noi-vu", "Sở Khác") == "so-noi-vu"


@pytest.mark.parametrize(
    "name", ["Sở Nội vụ", "SỞ NỘI VỤ", " Sở  Nội\u00a0vụ ", unicodedata.normalize("NFD", "Sở Nội vụ")]
)
def test_a_name_is_known_in_every_spelling(names, name):
    assert names.owner("", name) == "so-noi-vu"


@pytest.mark.parametrize("name", ["UBND xã Hoà Bình", "Uỷ ban nhân dân xã Hòa Bình", "Xã Hòa Bình"])
def test_tone_places_and_the_council_before_the_name_do_not_matter(names, name):
    assert names.owner("", name) == "xa-hoa"


def test_a_commune_and_a_ward_of_one_name_stay_apart(names):
    assert names.owner("", "Phường Hòa Bình") == "phuong-hoa"
    assert names.owner("", "Hòa Bình") == ""


def test_a_predecessor_leads_to_the_unit_that_took_it_over(names):
    assert names.owner("", "Sở Giao thông Vận tải") == "so-xay-dung"


def test_a_predecessor_that_was_divided_settles_nothing(names):
    assert names.owner("", "Xã Mới") == ""


def test_an_unknown_name_settles_nothing(names):
    assert names.owner("xx", "Sở Khác") == "" and names.owner("", "") == ""
