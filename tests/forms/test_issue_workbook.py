"""The appraiser's workbook, read back."""

import datetime
import zipfile

import python_calamine
from forms.sample_form import UNIT, cell, form, problems

from analysis.forms import issue_workbook
from analysis.forms.issue_workbook import BookDetails

CODE, NAME = UNIT["unit_code"], UNIT["name_vi"]
DETAILS = BookDetails("Đợt thử 2025", datetime.date(2026, 1, 5))
UNITS = {CODE: NAME, "00-xa-hoa-lac": "UBND xã Hòa Lạc"}
WRONG = {"1.1.3": {"self_points": 2.5}, "2.1": {"evidence_number": None}, "2.3": {"evidence_page": None}}


def written(tmp_path, changes=None, name="loi.xlsx", forms=None, units=UNITS, details=DETAILS, found=None):
    given = form(WRONG if changes is None else changes)
    found = problems(given=given) if found is None else found
    return issue_workbook.write(tmp_path / name, found, {CODE: given} if forms is None else forms, units, details)


def sheets(path):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def xml(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_list_has_one_row_a_problem_with_place_finding_and_what_to_do(tmp_path):
    rows = sheets(written(tmp_path))["Danh sách"]
    assert rows[2][:7] == ["Mức độ", "Đơn vị", "Tiêu chí", "Ô", "Nội dung kiểm tra", "Phát hiện", "Cần làm"]
    assert [(row[0], row[2], row[3], row[10]) for row in rows[3:]] == [
        ("Lỗi", "1.1.3", cell("self_points", "1.1.3"), "above_maximum"),
        ("Cảnh báo", "2.1", cell("evidence_number", "2.1"), "evidence_without_number"),
        ("Lưu ý", "2.3", cell("evidence_page", "2.3"), "evidence_without_page"),
    ]
    assert rows[3][5] == "Điểm tự đánh giá 2,5 vượt điểm tối đa 2 của tiêu chí 1.1.3."


def test_units_are_counted_and_added_up_those_without_problems_too(tmp_path):
    rows = sheets(written(tmp_path))["Theo đơn vị"]
    assert [row[:5] for row in rows[3:]] == [
        [NAME, CODE, 1, 1, 1], ["UBND xã Hòa Lạc", "00-xa-hoa-lac", 0, 0, 0], ["Cộng", "", 1, 1, 1],
    ]  # fmt: skip


def test_only_units_with_errors_get_a_sheet_of_their_own(tmp_path):
    assert list(sheets(written(tmp_path))) == ["Danh sách", "Theo đơn vị", NAME]
    assert list(sheets(written(tmp_path, {"2.1": {"evidence_number": None}}))) == ["Danh sách", "Theo đơn vị"]


def test_at_most_sixty_units_get_a_sheet_those_with_the_most_errors(tmp_path):
    units = {f"xa-{place:03d}": f"UBND xã {place:03d}" for place in range(80)}
    forms = {code: form({"1.1.3": {"self_points": 2.5}}, file=f"{code}.xlsx") for code in units}
    found = [one for code in units for one in problems(given=forms[code], unit={"unit_code": code})]
    more = forms["xa-079"]
    more.rows = form({"1.1.3": {"self_points": 2.5}, "2.3": {"self_points": 9.0}}).rows
    found += problems(given=more, unit={"unit_code": "xa-079"})[1:]
    names = list(sheets(written(tmp_path, forms=forms, units=units, found=found)))
    assert len(names) == 62 and "UBND xã 079" in names and "UBND xã 078" not in names


def test_the_same_problems_give_the_same_bytes(tmp_path):
    assert written(tmp_path, name="a.xlsx").read_bytes() == written(tmp_path, name="b.xlsx").read_bytes()


def test_the_list_can_be_filtered_and_stays_under_its_heading(tmp_path):
    parts = xml(written(tmp_path))
    assert (
        '<autoFilter ref="A3:K6"/>' in parts["xl/worksheets/sheet1.xml"]
        and "frozen" in parts["xl/worksheets/sheet1.xml"]
    )
    assert "F8CBAD" in parts["xl/styles.xml"] and "FFE699" in parts["xl/styles.xml"]


def test_no_text_of_a_form_becomes_a_formula_or_a_link_outside(tmp_path):
    nasty = {"1.1.3": {"self_points": '=cmd|"/c calc"!A1', "explanation": "http://x.vn\x07", "evidence_page": "+1"}}
    path = written(tmp_path, nasty, units={CODE: "=1+1"})
    parts = xml(path)
    assert not any("<f>" in text for name, text in parts.items() if "worksheets" in name)
    assert not any("External" in text for name, text in parts.items() if name.endswith(".rels"))
    assert any(row[5] == "http://x.vn" or "http://x.vn" in row for row in sheets(path)["=1+1"])


def test_synthetic_problems_say_so_on_every_sheet(tmp_path):
    found = sheets(written(tmp_path, details=DETAILS._replace(synthetic=True)))
    assert all(any("DỮ LIỆU MÔ PHỎNG" in row for row in rows) for rows in found.values())
    assert not any("DỮ LIỆU MÔ PHỎNG" in row for rows in sheets(written(tmp_path)).values() for row in rows)


def test_a_book_without_problems_is_a_book(tmp_path):
    rows = sheets(written(tmp_path, {}))
    assert list(rows) == ["Danh sách", "Theo đơn vị"] and len(rows["Danh sách"]) == 3


def test_the_article_of_a_criterion_is_named_as_the_basis(tmp_path):
    rows = sheets(written(tmp_path, details=DETAILS._replace(articles={CODE: {"1.1.3": "Điều 5"}})))["Danh sách"]
    assert rows[3][7].endswith("Căn cứ: Điều 5.") and "Căn cứ" not in rows[4][7]
