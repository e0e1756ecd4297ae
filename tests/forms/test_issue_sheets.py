"""The sheet of one unit: every value where it came from, marked cells with what is wrong."""

import datetime
import zipfile

import pytest
import python_calamine
from forms.sample_form import UNIT, cell, form, problems

from analysis.forms import issue_workbook
from analysis.forms.issue_sheets import _place, height, sheet_names
from analysis.forms.issue_workbook import BookDetails

DETAILS = BookDetails("x", datetime.date(2026, 1, 5))
CODE, NAME = UNIT["unit_code"], UNIT["name_vi"]
WRONG = {"1.1.3": {"self_points": 2.5, "evidence_date": datetime.date(2022, 1, 1)}}


@pytest.fixture
def book(tmp_path):
    given = form(WRONG)
    given.rows = [row for row in given.rows if row.code != "2.3"]
    found = problems(given=given)
    return issue_workbook.write(tmp_path / "a.xlsx", found, {CODE: given}, {CODE: NAME}, DETAILS)


def test_every_value_stands_in_the_cell_it_came_from(book):
    rows = python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name(NAME).to_python()
    for line, column, value in ((9, 5, 2.5), (9, 0, "1.1.3"), (9, 7, datetime.date(2022, 1, 1)), (10, 5, "0,25")):
        assert value in (rows[line - 1][column], rows[line][column])
    assert rows[3][5] == "Điểm tự đánh giá" and rows[0][0].startswith(NAME)


def test_marked_cells_carry_what_is_wrong_and_what_to_do(book):
    with zipfile.ZipFile(book) as archive:
        (name,) = [one for one in archive.namelist() if "comments" in one]
        comments = archive.read(name).decode("utf-8")
    assert f'ref="{cell("self_points", "1.1.3")}"' in comments and f'ref="{cell("evidence_date", "1.1.3")}"' in comments
    assert "vượt điểm tối đa" in comments and "Hãy ghi lại điểm" in comments


def test_what_has_no_cell_stands_below_the_rows(book):
    rows = python_calamine.CalamineWorkbook.from_path(str(book)).get_sheet_by_name(NAME).to_python()
    assert any(row[0] == "Ngoài các ô trên:" for row in rows)
    assert any("Thiếu tiêu chí" in str(row[1]) for row in rows)


def test_names_of_sheets_are_short_allowed_and_each_once():
    units = {
        "a": "UBND xã [Bình] An: 1/2 * ?",
        "b": "x" * 60,
        "c": "X" * 60,
        "d": "History",
        "e": "'",
        "f": "Danh sách",
    }
    names = sheet_names(list(units), units)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names.values())
    lowered = [name.lower() for name in names.values()]
    assert len(set(lowered)) == 6 and not {"history", "danh sách", "theo đơn vị"} & set(lowered)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("A1", (0, 0)),
        ("F12", (11, 5)),
        ("AA3", (2, 26)),
        ("", None),
        ("corrections[1]", None),
        ("ZZZ1", None),
        ("A0", None),
    ],
)
def test_an_address_is_a_cell_or_none(address, place):
    assert _place(address) == place


def test_a_row_is_as_high_as_its_longest_text_within_reason():
    assert height(["a", "b"], (10, 10)) == 17
    assert height(["a" * 50, "b"], (10, 10)) > 60 and height(["a" * 100_000], (10,)) == 302


def test_values_of_any_kind_can_be_shown(tmp_path):
    odd = {
        "1.1.3": {
            "self_points": 9.0,
            "explanation": True,
            "evidence_link": float("nan"),
            "evidence_date": datetime.date(1, 1, 1),
        }
    }
    given = form(odd)
    found = problems(given=given)
    path = issue_workbook.write(tmp_path / "b.xlsx", found, {CODE: given}, {CODE: NAME}, DETAILS)
    assert NAME in python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names
