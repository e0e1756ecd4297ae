"""Rows are leaves, inner rows, totals or others."""

from forms.sent_files import TITLES, criteria

from analysis.forms.roles import table


def read(*rows):
    fields = ("code", "title", "self_points", "evidence")
    return [
        (line, {f: v for f, v in zip(fields, row, strict=False) if v != ""}) for line, row in enumerate(rows, start=6)
    ]


SETS = (criteria(),)


def roles(*rows, sets=SETS):
    return [(row.code, row.role) for row in table(read(*rows), list(sets)).rows]


def test_leaves_and_inner_rows_are_those_of_the_criteria():
    assert roles(*TITLES.items()) == [
        ("1", "inner"),
        ("1.1", "leaf"),
        ("1.2", "leaf"),
        ("1.10", "leaf"),
        ("2", "inner"),
        ("2.1", "leaf"),
        ("2.2", "leaf"),
    ]


def test_without_criteria_the_codes_tell_inner_rows():
    rows = [
        ("I", "Chỉ đạo"),
        ("1", "Kế hoạch"),
        ("1.1", "Ban hành", 1.0),
        ("1.2", "Hoàn thành", 1.0),
        ("2", "Báo cáo", 1.0),
    ]
    assert roles(*rows, sets=()) == [("I", "inner"), ("1", "inner"), ("1.1", "leaf"), ("1.2", "leaf"), ("2", "leaf")]


def test_totals_are_known_in_either_column_and_name_their_domain():
    rows = [
        ("1.1", TITLES["1.1"], 1.0),
        ("", "Cộng lĩnh vực I", 1.0),
        ("TỔNG CỘNG", "", 2.0),
        ("", "Tổng điểm (100)", 2.0),
        ("Cộng", "", 1.0),
    ]
    assert roles(*rows) == [("1.1", "leaf"), ("1", "total"), ("", "total"), ("", "total"), ("", "total")]


def test_a_criterion_whose_title_speaks_of_a_total_is_none():
    one = criteria({"1": "Chỉ đạo", "1.1": "Tổng điểm khảo sát"})
    assert roles(("1.1", "Tổng điểm khảo sát", 1.0), sets=[one]) == [("1.1", "leaf")]


def test_lines_below_a_row_that_only_go_on_with_its_evidence_belong_to_it():
    rows = [("1.1", TITLES["1.1"], 1.0, "12/KH-STP"), ("", "", "", "13/KH-STP"), ("1.2", TITLES["1.2"], 1.0)]
    assert roles(*rows) == [("1.1", "leaf"), ("1.1", "other"), ("1.2", "leaf")]


def test_rows_that_are_no_criteria_keep_what_is_printed():
    rows = [
        ("1.1", TITLES["1.1"], 1.0),
        ("9.9", "Tiêu chí thêm", 1.0),
        ("", "Phần ghi chú chung"),
        ("", "Tiêu chí không mã", 0.5),
    ]
    assert roles(*rows) == [("1.1", "leaf"), ("9.9", "leaf"), ("", "other"), ("", "leaf")]


def test_a_title_that_begins_with_its_code_gives_it():
    found = table(read(("", f"1.2. {TITLES['1.2']}", 1.0)), [criteria()]).rows[0]
    assert (found.code, found.code_printed, found.title, found.role) == ("1.2", "1.2", TITLES["1.2"], "leaf")


def test_the_set_that_fits_is_used():
    other = criteria({"1": "Khác", "1.1": "Khác nữa"}, code="xa")
    assert roles(("", TITLES["2.1"], 1.0), sets=[other, criteria()]) == [("2.1", "leaf")]
