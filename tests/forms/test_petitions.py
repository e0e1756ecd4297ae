"""Difficulties and proposals, each with its criterion and its cell."""

from analysis.forms.form import Petition
from analysis.forms.petitions import read
from analysis.forms.workbook import Sheet


def petitions(rows, name="Kiến nghị", hidden=False):
    return read([Sheet(name, rows, (), hidden, 0)])


def test_the_sheet_of_the_template_is_read():
    rows = [
        ["KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ", "", ""],
        ["Mã tiêu chí", "Loại", "Nội dung"],
        ["1.1", "Khó khăn, vướng mắc", "Thiếu  người"],
        ["", "Kiến nghị, đề xuất", "Sửa tiêu chí"],
        ["", "", ""],
    ]
    assert petitions(rows) == [
        Petition("1.1", "difficulty", "Thiếu người", "Kiến nghị", "C3"),
        Petition("", "proposal", "Sửa tiêu chí", "Kiến nghị", "C4"),
    ]


def test_difficulties_and_proposals_may_have_a_column_each():
    rows = [
        ["Tiêu chí", "Khó khăn, vướng mắc", "Kiến nghị"],
        [1.1, "Thiếu người", "Thêm người"],
        [2.0, "", "Bỏ tiêu chí"],
    ]
    assert [(one.code, one.kind, one.text, one.cell) for one in petitions(rows, "Khó khăn, vướng mắc")] == [
        ("1.1", "difficulty", "Thiếu người", "B2"),
        ("1.1", "proposal", "Thêm người", "C2"),
        ("2", "proposal", "Bỏ tiêu chí", "C3"),
    ]


def test_other_sheets_and_sheets_without_a_heading_hold_none():
    rows = [["Mã tiêu chí", "Nội dung"], ["1.1", "x"]]
    assert petitions(rows, "Biểu 1") == petitions([["x", "y"]]) == petitions([]) == petitions(rows, hidden=True) == []
