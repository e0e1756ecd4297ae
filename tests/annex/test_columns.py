"""Which column of an annex holds what."""

import pytest

from analysis.annex.columns import field_of, find, is_counting, is_heading, names_several


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("STT", "number"), ("Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "title"), ("ĐIỂM TỐI ĐA", "maximum"),
        ("Điểm chuẩn", "maximum"), ("Thang điểm", "scale"), ("Cách tính điểm", "scale"), ("Ghi chú", "note"),
        ("Tài liệu kiểm chứng", "evidence"), ("Điểm điều tra XHH", "survey"), ("Điểm tự đánh giá", ""),
        ("Cơ quan chủ trì thẩm định", "appraised_by"), ("Điểm Sở Nội vụ thẩm định", ""), ("Chỉ số", ""),
    ],
)  # fmt: skip
def test_headings_are_known_by_their_words(heading, field):
    assert field_of(heading) == field


def test_the_headings_stand_below_title_lines():
    rows = [["BỘ TIÊU CHÍ", "", ""], ["", "", ""], ["STT", "Tiêu chí", "Điểm tối đa"], ["1", "Kế hoạch", 2]]
    assert find(rows) == (3, {"number": 0, "title": 1, "maximum": 2})


def test_headings_in_two_rows_are_read_together():
    rows = [["STT", "Tiêu chí", "Điểm", ""], ["", "", "Tự đánh giá", "Tối đa"], ["1", "Kế hoạch", "", 2]]
    assert find(rows) == (2, {"number": 0, "title": 1, "maximum": 3})


def test_headings_whose_halves_only_make_sense_together_are_found():
    rows = [["STT", "Tiêu chí", "Điểm"], ["", "", "tối đa"], ["1", "Kế hoạch", 2]]
    assert find(rows) == (2, {"number": 0, "title": 1, "maximum": 2})


def test_a_scale_is_the_maximum_where_no_other_column_is():
    assert find([["TT", "Nội dung", "Thang điểm"]]) == (1, {"number": 0, "title": 1, "maximum": 2})


def test_a_table_without_these_headings_has_none():
    assert find([["Nơi nhận", "TM. UBND"], ["", "CHỦ TỊCH"]]) is None and find([]) is None


def test_repeated_headings_and_rows_that_count_columns_are_known():
    columns = {"number": 0, "title": 1, "maximum": 2}
    assert is_heading(["STT", "Tiêu chí", "Điểm tối đa"], columns)
    assert not is_heading(["1", "Tiêu chí của kế hoạch", 2], columns) and not is_heading(["1"], columns)
    assert (
        is_counting(["(1)", "(2)", "(3)"])
        and is_counting(["A", "B", 1.0, 2.0])
        and not is_counting(["1", "Kế hoạch", 2])
    )


def test_the_upper_row_of_two_headings_heads_several_columns_and_a_title_does_not():
    assert names_several(["STT", "Tiêu chí", "Điểm đánh giá", "Tài liệu kiểm chứng"])
    assert not names_several(["BỘ TIÊU CHÍ CỦA CẤP XÃ", "", "BỘ TIÊU CHÍ CỦA CẤP XÃ"])
