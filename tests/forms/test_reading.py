"""A form as it was sent: head, columns, rows, petitions; its own template and the forms in use."""

import hashlib
import unicodedata

import pytest
from forms.sent_files import FILES, HEADINGS, TITLES, criteria, grid, points_of, write
from forms.template_case import criteria as template_criteria

from analysis.forms import reading, template
from analysis.forms.form import FIELDS

SETS = [criteria()]


def read(folder, cells, **more):
    return reading.read(write(folder / "bieu.xlsx", cells, **more), SETS)


def test_a_form_in_use_is_read(tmp_path):
    form = read(tmp_path, grid())
    assert (form.file, form.sheet, form.template, form.dropped) == ("bieu.xlsx", "Biểu 1", False, 0)
    assert form.head["unit_name"] == "SỞ TƯ PHÁP" and form.head["year"] == "2024"
    assert form.columns == {
        "code": 0,
        "title": 1,
        "max_points": 2,
        "self_points": 3,
        "evidence": 4,
        "explanation": 5,
        "note": 6,
    }
    assert [(row.line, row.code, row.role) for row in form.rows][:2] == [(6, "1", "inner"), (7, "1.1", "leaf")]
    assert points_of(form) == dict.fromkeys(("1.1", "1.2", "1.10", "2.1", "2.2"), 0.5) and form.problems == []
    assert form.sha256 == hashlib.sha256((tmp_path / "bieu.xlsx").read_bytes()).hexdigest()


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_open_workbooks_say_the_same(ending):
    form = reading.read(FILES / f"bieu-so-tu-phap.{ending}", [criteria()])
    assert form.head["unit_name"] == "SỞ TƯ PHÁP" and form.head["decision"] == "1234/QĐ-UBND"
    assert [(row.code, row.role, row.values.get("self_points")) for row in form.rows] == [
        ("1", "inner", None),
        ("1.1", "leaf", 1.0),
        ("1.2", "leaf", 2.25),
        ("2", "inner", None),
        ("2.1", "leaf", "1,0"),
        ("", "total", None),
    ]
    assert [(one.code, one.kind) for one in form.petitions] == [("1.1", "difficulty"), ("1.1", "proposal")]
    assert form.dropped == 2 and [one.rule for one in form.problems] == ["formula_values", "personal_data_dropped"]


def test_a_csv_file_is_read_with_its_texts_as_typed(tmp_path):
    lines = [
        ";".join(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row) for row in grid()
    ]
    (tmp_path / "bieu.csv").write_text("\n".join(lines), "utf-8-sig")
    form = reading.read(tmp_path / "bieu.csv", SETS)
    assert form.sheet == "" and points_of(form)["1.10"] == "0,5" and form.problems == []


def test_names_and_letters_of_other_systems_are_the_same_form(tmp_path):
    straight = read(tmp_path, grid())
    apart = [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in grid()]
    again = read(tmp_path, apart)
    assert again.rows == straight.rows and again.head == straight.head and again.problems == []


def test_two_heading_rows_total_rows_and_a_foot_are_understood(tmp_path):
    top = ["STT", "Tiêu chí", "Điểm", "", "", "Tài liệu kiểm chứng", "", ""]
    below = ["", "", "Tối đa", "Tự chấm", "Thẩm định", "Số", "Ngày", "Trang"]
    rows = [
        [code, title, 1.0, "" if code in "12" else 1.0, "", "12/KH-STP", "15/01/2024", "2"]
        for code, title in TITLES.items()
    ]
    end = [
        ["", "Cộng lĩnh vực II", 2.0, 2.0],
        ["", "TỔNG CỘNG", 7.0, 5.0],
        [],
        ["", "Người lập biểu", "", "", "", "GIÁM ĐỐC"],
    ]
    merged = [(4, 2, 4, 4), (4, 5, 4, 7), (4, 0, 5, 0), (4, 1, 5, 1)]
    form = read(tmp_path, [*grid()[:4], top, below, *rows, *end], merged=merged)
    assert form.columns["appraisal_1"] == 4 and form.columns["evidence_page"] == 7
    assert [(row.code, row.role) for row in form.rows][-3:] == [("2.2", "leaf"), ("2", "total"), ("", "total")]


def test_deleted_and_inserted_rows_move_nothing_else(tmp_path):
    cells = grid()
    del cells[7]
    cells.insert(8, ["1.11", "Tiêu chí thêm", 1.0, 1.0, "", "", ""])
    form = read(tmp_path, cells)
    assert [row.code for row in form.rows if row.role == "leaf"] == ["1.1", "1.10", "1.11", "2.1", "2.2"]


def test_the_sheet_with_the_table_is_found_among_others(tmp_path):
    more = {
        "Hướng dẫn": [list(HEADINGS)],
        "Kiến nghị": [["Mã tiêu chí", "Nội dung"], ["2.1", "Đề nghị bỏ"]],
        "Ghi chép": [["x"]],
    }
    form = read(tmp_path, grid(), sheet="Sheet3", more=more)
    assert form.sheet == "Sheet3" and [(one.code, one.kind) for one in form.petitions] == [("2.1", "proposal")]
    assert form.problems == []


def test_every_field_can_be_read_from_its_heading(tmp_path):
    from analysis.language import say

    cells = [[say(f"form.heading_{field}", "vi") for field in FIELDS], ["1.1", "Kế hoạch", *["x"] * (len(FIELDS) - 2)]]
    form = reading.read(write(tmp_path / "bieu.xlsx", cells), [])
    assert form.columns == {field: place for place, field in enumerate(FIELDS)}
    assert set(form.rows[0].values) == set(FIELDS)


def test_the_template_comes_back_as_it_was_filled(tmp_path):
    chosen = template_criteria()
    leaves = [code for code, item in chosen.items.items() if item.leaf]
    filled = {code: {"self_points": 0.5, "evidence_number": "12/KH-STP", "explanation": "Có"} for code in leaves}
    head = {"unit_name": "Sở Tư pháp", "unit_code": "72-so-tu-phap", "year": 2025, "round": "self"}
    template.write(tmp_path / "bieu.xlsx", chosen, head, filled, petitions=[(leaves[0], "difficulty", "Thiếu người")])
    form = reading.read(tmp_path / "bieu.xlsx", [chosen])
    assert (
        form.template
        and form.head["unit_code"] == "72-so-tu-phap"
        and form.head["round"] == "self"
        and form.head["year"] == "2025"
    )
    assert [row.code for row in form.rows if row.role == "leaf"] == leaves
    assert all(row.values["evidence_number"] == "12/KH-STP" for row in form.rows if row.role == "leaf")
    assert [(one.code, one.kind, one.text) for one in form.petitions] == [(leaves[0], "difficulty", "Thiếu người")]
    assert [one for one in form.problems if one.severity != "note"] == []


def test_reading_needs_no_sets(tmp_path):
    form = reading.read(write(tmp_path / "bieu.xlsx", grid()), [])
    assert [row.code for row in form.rows] == list(TITLES) and form.problems == []
