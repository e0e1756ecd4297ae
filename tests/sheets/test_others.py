"""Which typed texts name another unit."""

import pytest

from analysis.sheets.others import Others, of_study

UNITS = Others({"01": ("Sở Hòa Bình", ""), "hb-tay": ("Sở Hòa Bình Tây", "West Department"), "": ("", "")})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("theo số liệu của SỞ HOÀ BÌNH", True), ("West Department agrees", True), ("xem hb-tay.xlsx", True),
        ("Sở Hòa Bình Tây", True), ("sở hòa bìnhh", False), ("không nêu ai", False), ("", False),
    ],
)  # fmt: skip
def test_a_unit_is_recognised_however_it_is_spelled(text, named):
    assert UNITS.names(text, "another") is named


def test_a_unit_may_be_named_on_its_own_sheet_even_where_a_shorter_name_stands_in_its_own():
    assert not UNITS.names("Sở Hòa Bình Tây báo cáo", "hb-tay")
    assert UNITS.names("Sở Hòa Bình Tây báo cáo", "01")


def test_without_units_nothing_is_named():
    assert not Others({}).names("bất kỳ", "01")


def test_the_names_come_from_the_list_of_units(toy):
    others = of_study(toy.study, ["00-so-gia-lap-a"])
    assert others.names("Invented Department A", "x") and not others.names("Invented Department B", "x")


def test_a_district_named_without_its_committee_and_a_name_without_its_brackets_are_found():
    others = Others({"a": ("UBND huyện Châu Thành",), "b": ("Sở Tài chính (mô phỏng)",), "c": ("UBND tỉnh",)})
    assert others.names("Như huyện Châu Thành đã làm", "b") and others.names("theo Sở Tài chính", "a")
    # What is left of the name of a committee must be a name of its own.
    assert not others.names("Báo cáo cấp tỉnh", "a") and not others.names("Sở Tài chính", "b")
