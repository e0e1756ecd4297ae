"""Which sheets hold the table."""

import pytest
from forms.sent_files import grid

from analysis.forms.archive import Refused
from analysis.forms.choosing import is_aside, is_petitions, refuse_without_table, tables_of
from analysis.forms.workbook import Sheet


def sheet(name, rows):
    width = max(map(len, rows), default=0)
    return Sheet(name, [row + [""] * (width - len(row)) for row in rows], (), False, 0)


def test_the_sheet_with_self_points_and_the_most_columns_comes_first():
    without = [[cell for place, cell in enumerate(row) if place != 3] for row in grid()]
    few = [row[:4] for row in grid()]
    found = tables_of([sheet("a", without), sheet("b", few), sheet("c", grid()), sheet("d", [["x"]])])
    assert [one.sheet.name for one in found] == ["c", "b", "a"]


@pytest.mark.parametrize(
    "name", ["Kiến nghị", "KHÓ KHĂN, VƯỚNG MẮC", "Phụ lục 2 - Kiến nghị", "De xuat" * 0 + "Đề xuất"]
)
def test_sheets_of_petitions_are_known_by_their_names(name):
    assert is_petitions(name) and tables_of([sheet(name, grid())]) == []


def test_checks_and_guide_of_the_template_are_aside():
    assert is_aside("Kiểm tra") and is_aside("HƯỚNG DẪN") and not is_aside("Biểu 1") and not is_aside("Kiểm tra hồ sơ")


@pytest.mark.parametrize(
    ("rows", "rule"), [([], "workbook_empty"), ([["", ""]], "workbook_empty"), ([["x"]], "no_table")]
)
def test_without_a_table_it_is_said_what_is_missing(rows, rule):
    with pytest.raises(Refused) as caught:
        refuse_without_table([sheet("a", rows)])
    assert caught.value.rule == rule
