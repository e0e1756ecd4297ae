"""A whole annex, from the file to the rows of a draft."""

import pytest
from annex_files import HEADING, spreadsheet, word_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as any_of

from analysis import annex
from analysis.annex import drafting
from analysis.annex.grid import Grid
from analysis.problems import DataProblems

DECISION = "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2024 của UBND tỉnh Thử Nghiệm)"
ROWS = [
    ["BỘ TIÊU CHÍ"], [DECISION], [], HEADING, ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ["1", "Chỉ đạo, điều hành", "5,5"],
    ["1.1", "Kế hoạch CCHC", 1, "", "Kế hoạch"],
    ["", "Ban hành đúng hạn: 1"], ["", "Ban hành trễ: 0,5"], ["", "Không ban hành: 0"],
    ["1.2", "Mức độ hoàn thành", "2"], ["", "Trên 90%: 2"], ["", "Từ 70% đến 90%: 1"], ["", "Dưới 70%: 0"],
    ["1.3", "Điều tra xã hội học", "2,5"],
    ["2", "Thủ tục hành chính", 4.5], ["2.1", "Niêm yết", 4.5, "Theo hướng dẫn riêng"],
    ["", "TỔNG CỘNG", 10],
]  # fmt: skip


def short(made, *names):
    return [tuple(row.get(name, "") for name in names) for row in made.rows]


def rules(made):
    return [(one.rule, one.cell) for one in made.not_understood]


def test_a_spreadsheet_gives_every_row_with_its_rule(tmp_path):
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở, ban, ngành": ROWS}))
    assert short(made, "set", "criterion_code", "parent_code", "max_points", "points_from", "rule", "rule_terms") == [
        ("so", "total", "", "10", "children", "sum_of_children", ""),
        ("so", "1", "total", "5.5", "children", "sum_of_children", ""),
        ("so", "1.1", "1", "1", "appraisal", "steps", "word; on_time: 1; late: 0.5; none: 0"),
        ("so", "1.2", "1", "2", "appraisal", "steps", "rate; > 90: 2; >= 70: 1; else: 0"),
        ("so", "1.3", "1", "2.5", "survey", "unknown", ""),
        ("so", "2", "total", "4.5", "children", "sum_of_children", ""),
        ("so", "2.1", "2", "4.5", "appraisal", "unknown", ""),
    ]
    assert made.decision == {"issuer": "UBND tỉnh Thử Nghiệm", "number": "12/QĐ-UBND", "date": "2024-12-05"}
    assert rules(made) == [("scale_without_points", "B17")] and made.rows[-1]["note"] == "Theo hướng dẫn riêng"
    assert (
        made.rows[2]["evidence_vi"] == "Kế hoạch"
        and made.rows[2]["min_points"] == "0"
        and made.rows[4]["min_points"] == "unknown"
    )


def test_sums_that_do_not_fit_are_listed_and_not_changed(tmp_path):
    rows = [HEADING, ["1", "Chỉ đạo", 5], ["1.1", "Kế hoạch", 3], ["1.2", "Báo cáo", 1.5], ["", "Tổng điểm", 6]]
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows}))
    assert short(made, "max_points") == [("6",), ("5",), ("3",), ("1.5",)]
    sums = [(one.cell, one.found, one.expected) for one in made.not_understood if one.rule == "sum_differs"]
    assert sums == [("C2", "5", "6"), ("C2", "4.5", "5")]


def test_an_annex_without_a_total_leaves_it_unknown(tmp_path):
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING, ["1", "Chỉ đạo", 5]]}))
    assert made.rows[0]["max_points"] == "unknown" and ("total_missing", "C2") in rules(made)


def test_each_sheet_is_a_set(tmp_path):
    sheets = {"Cấp sở": ROWS, "Cấp xã": ROWS, "Cấp xã (2)": ROWS, "Ghi chú": [["Không có bảng"]]}
    assert list(annex.draft(spreadsheet(tmp_path / "a.xlsx", sheets)).sets) == ["so", "xa", "xa_2"]


def test_tables_of_a_word_file_run_on_over_pages_and_begin_again_for_another_set(tmp_path):
    head = HEADING[:4]
    first, second = (
        [head, ["1", "Chỉ đạo", "3", ""], ["1.1", "Kế hoạch", "3", "Có: 3\nKhông: 0"]],
        [head, ["2", "Thủ tục", "7", "Đạt: 7; Không đạt: 0"]],
    )
    path = word_file(
        tmp_path / "a.docx", DECISION, "Bộ tiêu chí của các sở, ban, ngành", first, second,
        [["", "Tổng cộng", "10", ""]], "Bộ tiêu chí của UBND cấp xã", first, [["Nơi nhận:", "CHỦ TỊCH"]],
    )  # fmt: skip
    made = annex.draft(path)
    assert short(made, "set", "criterion_code", "max_points", "rule") == [
        ("so", "total", "10", "sum_of_children"), ("so", "1", "3", "sum_of_children"), ("so", "1.1", "3", "all_or_nothing"),
        ("so", "2", "7", "all_or_nothing"),
        ("xa", "total", "unknown", "sum_of_children"), ("xa", "1", "3", "sum_of_children"), ("xa", "1.1", "3", "all_or_nothing"),
    ]  # fmt: skip
    assert [one for one, _ in rules(made)] == ["total_missing"]


def test_points_below_zero_are_a_deduction_to_look_at(tmp_path):
    rows = [HEADING, ["1", "Chỉ đạo", 5, "Có: 5; Không: 0"], ["2", "Điểm trừ", "-3"], ["", "Tổng", 5]]
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows}))
    deduction = made.rows[-1]
    assert [deduction[one] for one in ("part", "max_points", "min_points", "points_from")] == [
        "deduction",
        "0",
        "-3",
        "deduction",
    ]
    assert rules(made) == [("maximum_negative", "C3")]


def test_a_maximum_that_is_a_date_or_words_is_unknown_and_listed(tmp_path):
    rows = [HEADING, ["1", "Chỉ đạo", "theo tỷ lệ", "Có: 5; Không: 0"], ["", "Tổng", 5]]
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows}))
    assert made.rows[1]["max_points"] == "unknown" and ("maximum_unread", "C2") in rules(made)


def test_a_scale_above_sub_criteria_is_listed(tmp_path):
    rows = [
        HEADING,
        ["1", "Chỉ đạo", 5],
        ["", "Cộng các điểm dưới đây"],
        ["1.1", "Kế hoạch", 5, "Có: 5; Không: 0"],
        ["", "Tổng", 5],
    ]
    assert rules(annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows}))) == [("scale_above_children", "B2")]


def test_a_column_for_the_survey_makes_its_rows_survey_rows(tmp_path):
    rows = [
        ["STT", "Tiêu chí", "Điểm tối đa", "Điểm ĐTXHH"],
        ["1", "Chất lượng văn bản", 2, 2],
        ["2", "Kế hoạch", 1, ""],
        ["", "Tổng", 3],
    ]
    made = annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": rows}))
    assert [row["points_from"] for row in made.rows] == ["children", "survey", "appraisal"]


def test_a_file_without_a_table_of_criteria_is_refused(tmp_path):
    with pytest.raises(DataProblems) as refused:
        annex.draft(spreadsheet(tmp_path / "a.xlsx", {"Sở": [["Họ tên", "Điện thoại"]]}))
    assert [one.rule for one in refused.value.problems] == ["no_table"]


def test_a_table_without_headings_is_listed(tmp_path):
    path = word_file(tmp_path / "a.docx", [HEADING, ["1", "Chỉ đạo", "5", "", ""]], "Khác", [["a", "b", "c"]] * 4)
    assert ("table_not_read", "A1") in rules(annex.draft(path))


CELLS = any_of.one_of(
    any_of.sampled_from(["", "I", "1", "1.1", "1.2", "a)", "-", "Trên 90%: 2", "Tổng cộng", "Có: 1", "2,5", *HEADING]),
    any_of.floats(0, 30).map(lambda value: round(value, 2)),
    any_of.text(max_size=12),
    any_of.dates(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=any_of.lists(any_of.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_whatever_stands_in_the_cells_gives_a_draft_or_a_list(rows, monkeypatch, tmp_path):
    monkeypatch.setattr(
        drafting.opening, "grids", lambda path: [Grid("a.xlsx", "Sở", [HEADING, ["1", "Chỉ đạo", 5, "", ""], *rows])]
    )
    made = annex.draft(tmp_path / "a.xlsx")
    assert made.rows[0]["criterion_code"] == "total" and all(row["title_vi"] is not None for row in made.rows)
    assert all(one.message_vi and one.message_en and one.file for one in made.not_understood)
