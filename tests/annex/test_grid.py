"""Cells of an annex as text."""

import datetime
import unicodedata

from analysis.annex.grid import Grid, lines, text


def test_a_whole_figure_loses_its_decimals_and_a_date_is_iso():
    assert [text(one) for one in (2.0, 1.1, datetime.date(2024, 5, 1), "")] == ["2", "1.1", "2024-05-01", ""]


def test_text_is_composed_and_free_of_what_only_machines_read():
    assert text(unicodedata.normalize("NFD", "Tiêu\u00a0chí") + "\x1b[31m") == "Tiêu chí [31m"


def test_lines_of_a_cell_stay_apart():
    assert lines("Kế hoạch\n\n  Có: 1\r\nKhông: 0") == ["Kế hoạch", "Có: 1", "Không: 0"]


def test_a_problem_names_the_cell_as_a_spreadsheet_does():
    found = Grid("a.xlsx", "Sở", []).problem("number_unread", 4, 1, found="x")
    assert (found.file, found.sheet, found.cell, found.found) == ("a.xlsx", "Sở", "B5", "x")
    assert found.message_vi.startswith("a.xlsx, trang tính “Sở”, ô B5:")
    table = Grid("a.docx", "2", [], runs_on=True).problem("number_unread", 0, 0, found="x")
    assert table.message_en.startswith("a.docx, table 2, cell A1:")
