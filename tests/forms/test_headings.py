"""Where a table begins and what its columns hold, by Vietnamese headings in any order and shape."""

import unicodedata

import pytest

from analysis.forms.headings import field_of, fields_of_headings, find, promising

SIMPLE = ["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Tài liệu kiểm chứng", "Ghi chú"]
FIELDS = {"code": 0, "title": 1, "max_points": 2, "self_points": 3, "evidence": 4, "note": 5}


def columns(*rows, merged=()):
    header = find([list(row) for row in rows], merged)
    return header.columns if header else None


# The columns of the forms in use, as domain knowledge lists them.
WILD = {
    "closes": (["STT", "Nội dung", "Điểm chuẩn", "Tự chấm", "TLKC/Giải trình", "Điểm thẩm định", "Ý kiến"],
               ["code", "title", "max_points", "self_points", "evidence", "appraisal_1", "opinion_1"]),
    "chisokt": (["Lĩnh vực/TC/TCTP", "Điểm tối đa", "Tự đánh giá", "TLKC/Giải trình", "Thẩm định", "Ý kiến HĐTĐ", "Chỉ số"],
                ["title", "max_points", "self_points", "evidence", "appraisal_1", "opinion_1", "percent"]),
    "chamdiemv03": (["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Ghi chú đơn vị",
                     "Ghi chú thẩm định"],
                    ["code", "title", "max_points", "self_points", "appraisal_1", "explanation", "opinion_1"]),
    "ChamDiemCCHC": (["STT", "Tiêu chí", "Điểm tối đa", "Số liệu kê khai", "Cách tính điểm", "Yêu cầu và TLKC",
                      "Điểm tự đánh giá"],
                     ["code", "title", "max_points", "declared", "calculation", "evidence", "self_points"]),
    "Cà Mau": (["STT", "LV/TC/TCTP", "Điểm tối đa", "Điều tra XHH", "Tự đánh giá", "Sở Nội vụ", "Điểm đạt được",
                "Chỉ số", "Ghi chú"],
               ["code", "title", "max_points", "survey_points", "self_points", "appraisal_1", "points_obtained",
                "percent", "note"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WILD)
def test_the_forms_in_use_are_understood(name):
    headings, fields = WILD[name]
    assert columns(headings) == {field: place for place, field in enumerate(fields)}


def test_columns_may_stand_in_any_order():
    assert columns(SIMPLE[::-1]) == {field: 5 - place for field, place in FIELDS.items()}


@pytest.mark.parametrize(
    "change",
    [str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace(" ", "\n"),
     lambda text: f"  {text}. ", lambda text: text.replace(" ", "\u00a0"), lambda text: f"{text} (*)"],
)  # fmt: skip
def test_headings_are_the_same_however_they_are_typed(change):
    assert columns([change(text) for text in SIMPLE]) == FIELDS


def test_title_lines_above_the_heading_are_passed_over():
    above = [["SỞ TƯ PHÁP"], ["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], ["Điểm tối đa 100 điểm"], [""]]
    header = find([*above, SIMPLE])
    assert (header.first, header.last) == (4, 4) and header.columns == FIELDS


def test_a_heading_below_the_fortieth_row_is_not_looked_for():
    assert find([[""]] * 39 + [SIMPLE]).first == 39 and find([[""]] * 40 + [SIMPLE]) is None


TOP = ["STT", "Tiêu chí", "Điểm", "", "", "Tài liệu kiểm chứng", "", "", "", "Giải trình"]
BELOW = ["", "", "Tối đa", "Tự chấm", "Thẩm định", "Số", "Ngày", "Trang", "Link", ""]
BOTH = {"code": 0, "title": 1, "max_points": 2, "self_points": 3, "appraisal_1": 4, "evidence_number": 5, "evidence_date": 6,
        "evidence_page": 7, "evidence_link": 8, "explanation": 9}  # fmt: skip
MERGED = (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 4)), ((0, 5), (0, 8)), ((0, 9), (1, 9)))


def test_a_heading_of_two_rows_is_read_by_its_merged_areas():
    assert columns(TOP, BELOW, ["1.1", "Kế hoạch", 1.0, 1.0, "", "", "", "", "", ""], merged=MERGED) == BOTH


def test_a_heading_of_two_rows_is_read_without_merged_areas():
    assert columns(TOP, BELOW, ["1.1", "Kế hoạch", 1.0, 1.0, "", "", "", "", "", ""]) == BOTH


def test_a_heading_of_two_rows_names_both_rounds():
    top = ["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Thẩm định lần 1", "", "Thẩm định lần 2", ""]
    below = ["", "", "", "", "Điểm", "Ý kiến", "Điểm", "Ý kiến"]
    found = columns(top, below)
    assert [found[field] for field in ("appraisal_1", "opinion_1", "appraisal_2", "opinion_2")] == [4, 5, 6, 7]


def test_declared_figures_may_stand_under_one_heading():
    found = columns(
        ["STT", "Tiêu chí", "Điểm tối đa", "Số liệu kê khai", "", "Tự chấm"], ["", "", "", "Tử số", "Mẫu số", ""]
    )
    assert (found["declared"], found["denominator"], found["self_points"]) == (3, 4, 5)


def test_the_first_row_of_figures_is_no_part_of_the_heading():
    assert find([SIMPLE, ["", "Lĩnh vực", "", "", "", ""], ["1.1", "x", 1.0, 1.0, "", ""]]).last == 0
    assert find([SIMPLE, ["I", "Chỉ đạo", "a", "b", "", ""]]).last == 0


def test_short_headings_beside_the_evidence_speak_of_it():
    found = columns([*SIMPLE[:5], "Số", "Ngày", "Trang"])
    assert [found[field] for field in ("evidence", "evidence_number", "evidence_date", "evidence_page")] == [4, 5, 6, 7]
    assert "evidence_number" not in columns(["Số", *SIMPLE[1:]])


def test_a_running_number_gives_way_to_a_code():
    assert columns(["STT", "Mã tiêu chí", *SIMPLE[1:4]])["code"] == 1


def test_a_second_opinion_belongs_to_the_second_appraisal():
    found = columns([*SIMPLE[:4], "Thẩm định lần 1", "Ý kiến", "Thẩm định lần 2", "Ý kiến"])
    assert (found["opinion_1"], found["opinion_2"]) == (5, 7)


def test_of_two_years_the_later_one_counts():
    found = find([["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm năm 2023", "Điểm tự chấm năm 2024"]])
    assert found.columns["self_points"] == 4 and found.twice == {}


def test_a_heading_that_goes_on_is_known_by_its_beginning():
    assert field_of(("Điểm tự chấm của Sở Tư pháp",)) == "self_points"
    assert field_of(("Điểm tối đa theo Quyết định số 12/QĐ-UBND",)) == "max_points"
    assert field_of(("Điểm thẩm định lần 3",)) == "" and field_of(("Ý kiến của đơn vị",)) == ""


def test_every_level_may_have_a_column_of_titles():
    header = find([["STT", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Tự chấm"]])
    assert header.columns["title"] == 2 and header.titles == (1,) and header.twice == {}


def test_a_heading_that_stands_twice_is_named():
    header = find([[*SIMPLE, "Tự đánh giá"]])
    assert header.twice == {"self_points": (3, 6)} and header.columns["self_points"] == 3


def test_unknown_headings_and_columns_of_officers_are_set_apart():
    header = find([[*SIMPLE, "Màu sắc", "Cán bộ phụ trách", "Số điện thoại", "Bộ phận phụ trách"]])
    assert header.unknown == (6,) and header.personal == (7, 8) and header.columns["assigned_to"] == 9


@pytest.mark.parametrize(
    "row", [["STT", "Họ tên", "Điện thoại"], ["Điểm tối đa", "Tự chấm"], ["STT", "Nội dung", "Ghi chú"], []]
)
def test_what_is_no_table_of_points_is_not_taken_for_one(row):
    assert find([row]) is None


def test_a_row_promises_a_table_with_two_known_headings():
    assert (
        promising(["STT", "Tiêu chí"]) and not promising(["STT", 1.0]) and not promising(["Điểm tối đa", "Điểm tối đa"])
    )


def test_every_known_heading_stands_for_one_field():
    assert len(fields_of_headings()) > 250 and set(fields_of_headings().values()) >= set(FIELDS)
