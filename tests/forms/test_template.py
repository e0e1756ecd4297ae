"""The form of one unit as a file: its sheets, its head, what is filled in beforehand, what is locked, and that bytes repeat."""

import re
import zipfile
from fractions import Fraction

import pytest
import python_calamine
from forms.template_case import CLEAN, HEAD, OUTSIDE, criteria

from analysis.forms import reading, template

FORM, CHECKS = "Biểu tự đánh giá", "Kiểm tra"


def written(path, head=HEAD, changes=None, **more):
    template.write(path, criteria(**changes or {}), head, **more)
    return path


def rows(path, sheet=FORM):
    with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def by_code(path):
    table = rows(path)
    header = table[5]
    return {str(row[0]): dict(zip(header, row, strict=True)) for row in table[6:]}


def xml(path, part):
    with zipfile.ZipFile(path) as parts:
        return parts.read(part).decode("utf-8")


def test_a_form_has_its_four_sheets_in_order(tmp_path):
    with python_calamine.CalamineWorkbook.from_path(str(written(tmp_path / "a.xlsx"))) as workbook:
        assert workbook.sheet_names == [FORM, CHECKS, "Kiến nghị", "Hướng dẫn"]


def test_the_same_form_written_twice_has_the_same_bytes(tmp_path):
    one = written(tmp_path / "one.xlsx", filled=CLEAN, outside=OUTSIDE).read_bytes()
    assert one == written(tmp_path / "two.xlsx", filled=CLEAN, outside=OUTSIDE).read_bytes()


def test_a_form_holds_no_macro_and_no_link_to_another_file(tmp_path):
    with zipfile.ZipFile(written(tmp_path / "a.xlsx", filled=CLEAN)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]


def test_the_reader_knows_the_form_and_its_head(tmp_path):
    form = reading.read(written(tmp_path / "a.xlsx", filled=CLEAN), [criteria()])
    assert form.template and form.sheet == FORM and form.problems == []
    assert form.head["unit_name"] == "UBND xã Hòa Bình" and form.head["unit_code"] == "mp-xa-hoa-binh"
    assert (form.head["framework"], form.head["set"], form.head["year"]) == ("toy-2025", "xa", "2025")
    assert form.head["round"] == "self" and "12/QĐ-UBND" in form.head["decision"]
    assert {row.code for row in form.rows if row.role == "leaf"} == {
        code for code, item in criteria().items.items() if item.leaf
    }


def test_codes_are_text_so_that_1_10_is_not_1_1(tmp_path):
    codes = [row[0] for row in rows(written(tmp_path / "a.xlsx"))[6:]]
    assert codes[:4] == ["1", "1.1", "1.2", "1.3"] and "1.10" in codes and all(isinstance(code, str) for code in codes)


def test_the_total_stands_last_without_a_code(tmp_path):
    table = [row for row in rows(written(tmp_path / "a.xlsx"))[6:] if row[1]]
    assert [row[:3] for row in table if row[0] == ""][0] == ["", "TỔNG ĐIỂM", 100]


def test_rows_outside_the_functions_are_filled_in_beforehand(tmp_path):
    row = by_code(written(tmp_path / "a.xlsx", outside=OUTSIDE))["1.13"]
    assert row["Áp dụng / Không"] == "Không thuộc chức năng, nhiệm vụ"
    assert row["Lý do không áp dụng"] == "Xã không có thẩm quyền"


def test_last_year_s_points_stand_beside_the_rule(tmp_path):
    row = by_code(written(tmp_path / "a.xlsx", last_year={"1.1": Fraction(3, 2)}))["1.1"]
    assert row["Điểm năm trước"] == 1.5 and "Trên 90%: 2 điểm" in row["Cách chấm điểm; số liệu cần kê khai"]


def test_a_survey_row_says_that_the_unit_does_not_score_it(tmp_path):
    table = by_code(written(tmp_path / "a.xlsx"))
    assert table["2.1"]["Cách chấm điểm; số liệu cần kê khai"] == "Điều tra xã hội học, đơn vị không tự chấm."
    assert table["4.1"]["Cách chấm điểm; số liệu cần kê khai"].startswith("Điểm trừ do cơ quan thẩm định ghi")


def test_a_synthetic_set_says_so_on_every_sheet_and_page(tmp_path):
    path = written(tmp_path / "a.xlsx", changes={"completeness": "illustrative"})
    for place, sheet in enumerate((FORM, CHECKS, "Kiến nghị", "Hướng dẫn"), start=1):
        assert str(rows(path, sheet)[1][0]).startswith("DỮ LIỆU MÔ PHỎNG")
        assert (
            "DỮ LIỆU MÔ PHỎNG"
            in re.search("<oddHeader>.*?</oddHeader>", xml(path, f"xl/worksheets/sheet{place}.xml"))[0]
        )
    assert "MÔ PHỎNG" not in xml(written(tmp_path / "b.xlsx"), "xl/worksheets/sheet1.xml")


def test_names_with_signs_of_formulas_or_html_stay_plain_text(tmp_path):
    name = "=HYPERLINK(1)<b>xã & phường</b>"
    path = written(tmp_path / "a.xlsx", HEAD | {"unit_name": name}, filled={"1.1": {"explanation": "=1+1"}})
    assert rows(path)[2][2] == name and by_code(path)["1.1"]["Giải trình"] == "=1+1"
    assert "HYPERLINK" not in "".join(re.findall("<f>.*?</f>", xml(path, "xl/worksheets/sheet1.xml")))
    assert "xã &amp;&amp; phường" in xml(path, "xl/worksheets/sheet1.xml")


def test_appraisal_columns_stand_in_rounds_of_appraisal_only(tmp_path):
    assert "Điểm thẩm định lần 1" not in rows(written(tmp_path / "a.xlsx"))[5]
    appraised = rows(written(tmp_path / "b.xlsx", HEAD | {"round": "appraisal_1"}))[5]
    assert appraised[16:21] == [
        "Điểm thẩm định lần 1", "Ý kiến thẩm định lần 1", "Giải trình, bổ sung sau thẩm định lần 1",
        "Điểm thẩm định lần 2", "Ý kiến thẩm định lần 2",
    ]  # fmt: skip
    filled = {"1.1": {"appraisal_1": 1, "opinion_1": "Thiếu tài liệu"}}
    assert by_code(written(tmp_path / "c.xlsx", filled=filled))["1.1"]["Ý kiến thẩm định lần 1"] == "Thiếu tài liệu"


def test_petitions_are_read_back_from_their_sheet(tmp_path):
    path = written(
        tmp_path / "a.xlsx", petitions=[("1.1", "difficulty", "Chưa có phần mềm"), ("", "proposal", "Gửi sớm")]
    )
    found = [(one.code, one.kind, one.text) for one in reading.read(path, [criteria()]).petitions]
    assert found == [("1.1", "difficulty", "Chưa có phần mềm"), ("", "proposal", "Gửi sớm")]


def test_sheets_are_protected_without_a_password_and_printed_on_one_page_across(tmp_path):
    path = written(tmp_path / "a.xlsx")
    for place in range(1, 5):
        sheet = xml(path, f"xl/worksheets/sheet{place}.xml")
        assert "<sheetProtection " in sheet and "password=" not in sheet
        assert 'paperSize="9"' in sheet and 'orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet
    assert "Print_Titles" in xml(path, "xl/workbook.xml") and 'state="frozen"' in xml(path, "xl/worksheets/sheet1.xml")


def test_formulas_use_only_functions_that_old_programs_know(tmp_path):
    path, used = written(tmp_path / "a.xlsx", filled=CLEAN), set()
    for place in (1, 2):
        for formula in re.findall("<f>(.*?)</f>", xml(path, f"xl/worksheets/sheet{place}.xml")):
            used |= set(re.findall(r"([A-Z][A-Z.]+)\(", re.sub('"[^"]*"', "", formula)))
            assert len(formula) < 8000 and all(len(text) < 256 for text in re.findall('"([^"]*)"', formula))
    assert used <= {
        "IF", "AND", "OR", "NOT", "ISNUMBER", "ISERROR", "ISLOGICAL", "IFERROR", "FIND", "TRIM", "LOWER", "SUBSTITUTE",
        "ROUND", "ABS", "SUM", "SUMPRODUCT", "MIN", "MAX", "INT", "CHOOSE", "DATE", "DAY", "MONTH", "VALUE", "LEFT", "MID",
        "INDEX", "MATCH",
    }  # fmt: skip


def test_a_file_that_cannot_be_written_is_the_usual_error(tmp_path):
    with pytest.raises(OSError):
        written(tmp_path / "missing" / "a.xlsx")
