"""The lines above a table: labels of the template, titles and stamps of the forms in use."""

import datetime

import pytest

from analysis.forms.head import read

EMPTY = dict.fromkeys(("unit_name", "unit_code", "year", "round", "decision", "framework", "set"), "")


def test_labels_of_the_template_are_read_from_the_next_cell():
    rows = [
        ["Tên đơn vị", "Sở Tư pháp", "", "Mã đơn vị", "72-so-tu-phap"],
        ["Năm đánh giá", 2024.0, "Vòng", "Thẩm định lần 1"],
        ["Quyết định", "1234/QĐ-UBND", "Bộ tiêu chí", "minh-hoa-2025/so"],
    ]
    assert read(rows) == {
        "unit_name": "Sở Tư pháp",
        "unit_code": "72-so-tu-phap",
        "year": "2024",
        "round": "appraisal_1",
        "decision": "1234/QĐ-UBND",
        "framework": "minh-hoa-2025",
        "set": "so",
    }


def test_titles_of_the_forms_in_use_are_read():
    rows = [
        ["ỦY BAN NHÂN DÂN TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ TƯ PHÁP", "Độc lập - Tự do - Hạnh phúc"],
        ["", "Tây Ninh, ngày 15 tháng 01 năm 2025"],
        ["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"],
        ["(Kèm theo Quyết định số 1234/QĐ-UBND ngày 8/9/2025 của UBND tỉnh)"],
    ]
    found = read(rows)
    assert (found["unit_name"], found["year"], found["decision"]) == ("SỞ TƯ PHÁP", "2024", "1234/QĐ-UBND")
    assert found["unit_code"] == found["round"] == found["framework"] == ""


@pytest.mark.parametrize(
    "line", ["Đơn vị: Sở Tư pháp", "ĐƠN VỊ : Sở Tư pháp", "Cơ quan, đơn vị: Sở Tư pháp", "Tên đơn vị:Sở Tư pháp"]
)
def test_a_label_and_its_value_may_share_a_cell(line):
    assert read([[line]])["unit_name"] == "Sở Tư pháp"


@pytest.mark.parametrize(
    "name", ["UBND xã Tân Hòa", "ỦY BAN NHÂN DÂN PHƯỜNG 1", "Văn phòng UBND tỉnh", "Thanh tra tỉnh", "Ban Dân tộc"]
)
def test_units_are_known_by_the_first_word_of_their_name(name):
    assert read([["UBND TỈNH TÂY NINH"], [name]])["unit_name"] == name


def test_the_province_counts_only_if_nothing_else_is_named():
    assert read([["UBND TỈNH TÂY NINH"]])["unit_name"] == "UBND TỈNH TÂY NINH"
    assert read([["Biểu tổng hợp"]]) == EMPTY and read([]) == EMPTY


def test_the_year_of_a_date_or_a_decision_is_not_the_year_assessed():
    assert read([["Hà Nội, ngày 3 tháng 2 năm 2025"]])["year"] == ""
    assert (
        read([["Theo Quyết định số 12/2023/QĐ-UBND năm 2023"], ["Chỉ số cải cách hành chính năm 2024"]])["year"]
        == "2024"
    )


def test_a_date_in_the_head_is_read_as_text():
    assert read([["Năm đánh giá", datetime.date(2024, 12, 31)]])["year"] == "2024"


def test_an_empty_label_takes_nothing():
    assert read([["Tên đơn vị:", ""], ["Mã đơn vị: ……"]]) == EMPTY


def test_a_title_may_name_its_unit():
    found = read([["ỦY BAN NHÂN DÂN TỈNH"], ["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024 CỦA SỞ TƯ PHÁP"]])
    assert (found["unit_name"], found["year"]) == ("SỞ TƯ PHÁP", "2024")
