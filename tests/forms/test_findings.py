"""What is found while a form is read is told once, at its cell, with what to do."""

import datetime

import pytest
from forms.sent_files import FIRST_LINE, TITLES, criteria, grid, write

from analysis.forms import reading


def problems(folder, cells, sets=None, **more):
    form = reading.read(write(folder / "bieu.xlsx", cells, **more), [criteria()] if sets is None else sets)
    return [(one.severity, one.rule, one.cell, one.found, one.expected) for one in form.problems]


def test_a_good_form_is_quiet(tmp_path):
    assert problems(tmp_path, grid()) == [] and problems(tmp_path, grid(), sets=[]) == []


def test_a_recovered_code_is_noted_at_its_cell(tmp_path):
    cells = grid()
    cells[FIRST_LINE + 1][0] = datetime.date(2024, 2, 1)
    cells[FIRST_LINE + 2][0] = 1.1
    assert problems(tmp_path, cells) == [
        ("note", "code_recovered", "A8", "01/02/2024", "1.2"),
        ("note", "code_recovered", "A9", "1.1", "1.10"),
    ]


def test_a_code_that_cannot_be_told_is_an_error(tmp_path):
    cells = grid()
    cells[FIRST_LINE][:2] = [datetime.date(2024, 12, 25), "Tên lạ"]
    assert problems(tmp_path, cells) == [("error", "code_unsettled", "A7", "25/12/2024", "")]


def test_rows_without_codes_are_noted_together(tmp_path):
    cells = grid()
    for row in cells[FIRST_LINE - 1 :]:
        row[0] = ""
    assert problems(tmp_path, cells) == [("note", "code_by_title", "A6", "", ", ".join(TITLES))]


def test_points_that_are_formulas_are_noted_but_totals_may_be(tmp_path):
    cells = grid()
    cells[5][2], cells[6][3] = ("=SUM(C7:C9)", 4.0), ("=0.25*2", 0.5)
    cells.append(["", "Tổng cộng", ("=C6+C10", 7.0), ("=SUM(D7:D12)", 2.5)])
    assert problems(tmp_path, cells) == [("note", "formula_values", "D7", "D7", "")]


def test_unknown_columns_are_noted_together(tmp_path):
    cells = grid()
    cells[4] += ["Màu", "Hạng"]
    assert problems(tmp_path, cells) == [("note", "column_ignored", "H5", "“Màu” (H5), “Hạng” (I5)", "")]


@pytest.mark.parametrize(("heading", "severity"), [("Điểm tự chấm", "error"), ("Tài liệu kiểm chứng", "warning")])
def test_a_heading_that_stands_twice_is_an_error_for_points_only(heading, severity, tmp_path):
    cells = grid()
    cells[4][6] = heading
    assert problems(tmp_path, cells) == [(severity, "heading_twice", "G5", heading, "")]


def test_a_table_with_other_columns_below_is_told(tmp_path):
    cells = grid() + [["STT", "Nội dung", "Ghi chú", "Điểm"]]
    assert problems(tmp_path, cells) == [("error", "several_tables", "A13", "Biểu 1", "")]


def test_a_file_with_parts_of_the_table_on_two_sheets_is_joined_and_told(tmp_path):
    path = write(tmp_path / "bieu.xlsx", grid()[:9], more={"Phần 2": grid()[:5] + grid()[9:]})
    form = reading.read(path, [criteria()])
    assert [row.code for row in form.rows] == list(TITLES)
    assert [(one.rule, one.severity, one.found) for one in form.problems] == [("several_tables", "error", "Phần 2")]


def test_long_lists_of_cells_are_cut_short(tmp_path):
    cells = grid()
    cells[4] += [f"Cột {number}" for number in range(20)]
    ((_, _, _, found, _),) = problems(tmp_path, cells)
    assert found.endswith("(O5), … (20)") and found.count("“") == 8


def test_the_cell_of_legacy_text_is_named(tmp_path):
    cells = grid()
    cells[7][5] = "§iÓm tèi ®a cña ®¬n vÞ"
    assert problems(tmp_path, cells) == [("error", "legacy_font", "F8", "§iÓm tèi ®a cña ®¬n vÞ", "")]


def test_instructions_and_empty_copies_beside_the_form_are_quiet(tmp_path):
    guide = [[cell for place, cell in enumerate(row) if place != 3] for row in grid()]
    copy = [
        [cell if place != 3 or line < FIRST_LINE else "" for place, cell in enumerate(row)]
        for line, row in enumerate(grid())
    ]
    assert problems(tmp_path, grid(), more={"Bộ tiêu chí": guide, "Mẫu": copy}) == []


def test_long_texts_are_cut_short_in_messages(tmp_path):
    cells = grid()
    cells[4] += ["Cột " + "rất " * 500]
    form = reading.read(write(tmp_path / "bieu.xlsx", cells), [criteria()])
    assert [len(one.message_vi) < 400 for one in form.problems] == [True]


def test_a_form_with_a_numbering_of_its_own_is_noted_once(tmp_path):
    many = {"1": "Lĩnh vực", **{f"1.{number}": f"Tiêu chí thứ {number}" for number in range(1, 15)}}
    rows = [[f"A.{place}", title, 1.0, 1.0, "12/KH-STP", "", ""] for place, title in enumerate(many.values())]
    found = problems(tmp_path, grid()[:5] + rows, sets=[criteria(many)])
    assert [(severity, rule, cell) for severity, rule, cell, _, _ in found] == [("note", "code_by_title", "A6")]
    few = grid()
    few[FIRST_LINE][0] = "1.7"
    assert problems(tmp_path, few) == [("note", "code_recovered", "A7", "1.7", "1.1")]
