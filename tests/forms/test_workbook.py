"""Sheets as cells at their true places, whatever the kind of file."""

import csv
import datetime

import pytest
from forms.sent_files import FILES, grid, write

from analysis.forms import workbook
from analysis.forms.archive import Refused
from analysis.forms.gate import passed
from analysis.forms.workbook import cells, sheets


def only_sheet(path):
    (sheet,) = sheets(passed(path))
    return sheet


def test_cells_stand_where_a_spreadsheet_shows_them(tmp_path):
    sheet = only_sheet(write(tmp_path / "a.xlsx", [[], ["", "", "C2"], [], [1.0, "", datetime.date(2024, 2, 1), True]]))
    assert (
        sheet.rows[1][2] == "C2"
        and sheet.rows[3] == [1.0, "", datetime.date(2024, 2, 1), True]
        and len(sheet.rows) == 4
    )


def test_merged_areas_near_the_top_are_told(tmp_path):
    sheet = only_sheet(write(tmp_path / "a.xlsx", [["a", "", "b"], ["", "", ""]], merged=[(0, 0, 1, 1)]))
    assert sheet.merged == (((0, 0), (1, 1)),)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_whatever_its_marks(mark, encoding, tmp_path):
    text = f'STT{mark}Tiêu chí{mark}Điểm\r\n1.10{mark}"Kế hoạch{mark} báo cáo"{mark}"8,5"\r\n2\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    rows = only_sheet(tmp_path / "a.csv").rows
    assert rows == [["STT", "Tiêu chí", "Điểm"], ["1.10", f"Kế hoạch{mark} báo cáo", "8,5"], ["2", "", ""]]


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_open_workbooks_are_read(ending):
    first, second = sheets(passed(FILES / f"bieu-so-tu-phap.{ending}"))
    assert (first.name, second.name) == ("Biểu 1", "Khó khăn, vướng mắc")
    assert first.rows[7][:5] == ["1.1", "Ban hành kế hoạch CCHC năm", 1.0, 1.0, 0.5]
    assert first.rows[7][6] == datetime.date(2024, 1, 15)


def test_sheets_that_are_not_wanted_and_hidden_ones_are_left_out(tmp_path):
    path = write(tmp_path / "a.xlsx", grid(), more={"Kiểm tra": [["x"]], "Khác": [["y"]]})
    assert [one.name for one in sheets(passed(path), lambda name: name == "Kiểm tra")] == ["Biểu 1", "Khác"]
    assert [one.name for one in sheets(passed(path))] == ["Biểu 1", "Kiểm tra", "Khác"]


def test_too_many_sheets_are_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        sheets(passed(write(tmp_path / "a.xlsx", [["x"]], more={f"s{n}": [["x"]] for n in range(101)})))
    assert caught.value.rule == "too_many_sheets"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_formulas_are_told_for_every_kind_of_file(ending):
    given = passed(FILES / f"bieu-so-tu-phap.{ending}")
    assert set(cells(given, sheets(given)[0]).formulas) == {"D9", "C12"}


def test_formulas_are_told_for_the_sheet_asked_for(tmp_path):
    given = passed(write(tmp_path / "a.xlsx", [["x", ("=1+1", 2)]], more={"Khác": [[("=1/0", "#DIV/0!")]]}))
    first, second = sheets(given)
    assert cells(given, first) == ({"B1": True}, {}, {}) and cells(given, second).errors == {"A1": "#DIV/0!"}


def test_commas_in_numbers_and_titles_do_not_divide_a_csv(tmp_path):
    lines = ["STT;Lĩnh vực, tiêu chí, tiêu chí thành phần;Điểm tối đa;Tự chấm"]
    lines += [f"1.{number};Ban hành, triển khai, kiểm tra, báo cáo;1,00;0,50" for number in range(1, 9)]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8-sig")
    assert only_sheet(tmp_path / "a.csv").rows[1] == ["1.1", "Ban hành, triển khai, kiểm tra, báo cáo", "1,00", "0,50"]


def test_the_mark_that_excel_writes_down_counts(tmp_path):
    (tmp_path / "a.csv").write_text("sep=|\na|b;c;d;e\n", "utf-8-sig")
    assert only_sheet(tmp_path / "a.csv").rows == [["sep=", ""], ["a", "b;c;d;e"]]


def test_all_sheets_together_have_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook.sheet_xml, "MOST_CELLS", 10)
    with pytest.raises(Refused) as caught:
        sheets(passed(write(tmp_path / "a.xlsx", [["x"] * 9], more={"b": [["x"] * 9], "c": [["x"] * 9]})))
    assert caught.value.rule == "sheet_too_large"


def test_reading_a_csv_form_leaves_the_limits_of_other_readers_alone(tmp_path):
    before = csv.field_size_limit()
    path = tmp_path / "form.csv"
    path.write_text("STT;Tiêu chí;Điểm tối đa;Điểm tự đánh giá\n1.1;Kế hoạch;1;1\n", "utf-8")
    assert sheets(passed(path))[0].rows[1][0] == "1.1"
    assert csv.field_size_limit() == before
