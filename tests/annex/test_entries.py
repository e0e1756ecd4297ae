"""Rows of an annex table: criteria, lines of their scale, the total, and what is neither."""

from fractions import Fraction

from annex_files import HEADING

from analysis.annex import entries
from analysis.annex.grid import Grid

PLACES = {"number": 0, "title": 1, "maximum": 2, "scale": 3, "evidence": 4}


def table_of(*rows, numbered=()):
    filled = [list(row) + [""] * (5 - len(row)) for row in rows]
    made = entries.Table()
    entries.read(Grid("a.xlsx", "Sở", filled, numbered=frozenset(numbered)), 0, PLACES, made)
    return made


def rules(table):
    return [(one.rule, one.cell) for one in table.problems]


def test_lines_below_a_criterion_are_its_scale():
    (entry,) = table_of(
        ["1.1", "Kế hoạch", 1], ["", "Đúng hạn: 1"], ["-", "- Trễ: 0,5"], ["a)", "Không ban hành", "0"]
    ).entries
    assert entry.scale == [("Đúng hạn", 1), ("Trễ", Fraction(1, 2)), ("Không ban hành", 0)]


def test_lines_inside_the_cells_of_a_criterion_are_its_scale_too():
    (entry,) = table_of(
        ["1.1", "Kế hoạch\nCó: 1\nKhông: 0", 1, "Trên 90%: 1; Từ 90% trở xuống: 0", "Kế hoạch\n- Báo cáo"]
    ).entries
    assert entry.title == "Kế hoạch" and entry.texts["evidence"] == "Kế hoạch; Báo cáo"
    assert [value for _, value in entry.scale] == [1, 0, 1, 0]


def test_a_sentence_with_a_semicolon_is_not_divided():
    (entry,) = table_of(["1.1", "Kế hoạch", 1, "Tính theo tỷ lệ; làm tròn hai chữ số"]).entries
    assert entry.scale == [("Tính theo tỷ lệ; làm tròn hai chữ số", None)]


def test_repeated_headings_counting_rows_and_blank_rows_are_skipped():
    made = table_of(["1", "Chỉ đạo", 5], HEADING, ["(1)", "(2)", "(3)", "(4)", "(5)"], [], ["2", "Thể chế", 5])
    assert [one.title for one in made.entries] == ["Chỉ đạo", "Thể chế"] and made.problems == []


def test_the_total_is_taken_and_a_second_other_total_is_listed():
    made = table_of(["1", "Chỉ đạo", 5], ["", "TỔNG CỘNG (I+II)", "100"], ["Tổng điểm", "", 99])
    assert made.total == 100 and rules(made) == [("total_unread", "C3")]


def test_a_row_merged_over_all_columns_is_a_criterion_without_points():
    (entry,) = table_of(["I. CHỈ ĐẠO, ĐIỀU HÀNH"]).entries
    assert (entry.label.printed, entry.title, entry.maximum) == ("I", "CHỈ ĐẠO, ĐIỀU HÀNH", None)


def test_rows_that_are_no_criterion_are_listed_and_never_dropped_in_silence():
    made = table_of(
        ["", "Phần mở đầu"],
        ["1", "Chỉ đạo", 5],
        ["x1", "Lạ", 1],
        ["", "Tiêu chí quên số", 7],
        ["", "Tự đánh số", 1],
        numbered=[4],
    )
    assert rules(made) == [
        ("line_before_first", "B1"),
        ("number_unread", "A3"),
        ("row_without_number", "B4"),
        ("number_counted", "B5"),
    ]


def test_evidence_of_later_lines_is_added_to_the_criterion():
    (entry,) = table_of(["1", "Chỉ đạo", 5, "", "Kế hoạch"], ["", "", "", "", "Báo cáo năm"]).entries
    assert entry.texts["evidence"] == "Kế hoạch; Báo cáo năm"


def test_points_of_a_line_may_stand_in_the_column_of_the_scale():
    (entry,) = table_of(["1", "Kế hoạch", 1], ["", "Đúng hạn", "", "1"], ["", "Trễ", "", 0.5]).entries
    assert entry.scale == [("Đúng hạn", 1), ("Trễ", Fraction(1, 2))]
