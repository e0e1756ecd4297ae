"""What stands below a heading: rows as typed, without blank rows, repeated headings, numbering and the foot."""

from forms.sent_files import HEADINGS, grid

from analysis.forms import rows
from analysis.forms.headings import find


def typed(cells):
    width = max(map(len, cells))
    square = [row + [""] * (width - len(row)) for row in cells]
    return rows.typed(square, find(square))


def lines(cells):
    return [line for line, _ in typed(cells).rows]


def test_every_row_has_the_line_of_the_spreadsheet():
    read = typed(grid())
    assert [line for line, _ in read.rows] == [6, 7, 8, 9, 10, 11, 12] and read.foot == read.other_headings == []
    assert read.rows[1][1] == {
        "code": "1.1",
        "title": "Ban hành kế hoạch CCHC năm",
        "max_points": 1.0,
        "self_points": 0.5,
        "evidence": "1/KH-STP",
        "explanation": "Lý do 1",
    }


def test_blank_rows_are_passed_over_until_there_are_too_many(monkeypatch):
    assert lines(grid()[:8] + [[""]] * 400 + grid()[8:]) == [6, 7, 8, 409, 410, 411, 412]
    monkeypatch.setattr(rows, "MOST_BLANK", 10)
    assert lines(grid()[:8] + [[""]] * 11 + grid()[8:]) == [6, 7, 8]


def test_a_heading_repeated_on_every_page_is_left_out():
    assert lines(grid()[:8] + [list(HEADINGS)] + grid()[8:]) == [6, 7, 8, 10, 11, 12, 13]


def test_rows_that_number_the_columns_are_left_out():
    first = lines(grid())
    for numbering in (
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1.0, 2.0, 3.0, 4.0, 5.0],
        ["A", "B", "1", "2", "3=1-2"],
    ):
        assert lines(grid()[:5] + [numbering] + grid()[5:]) == [line + 1 for line in first]


def test_a_first_criterion_is_no_numbering():
    cells = grid()
    cells[5] = ["1", "Chỉ đạo", 4.0, "", "", "", ""]
    assert lines(cells)[0] == 6


def test_another_heading_further_down_is_told():
    cells = grid() + [["STT", "Nội dung", "Ghi chú", "Điểm"], ["9", "Khác", 1.0, 1.0]]
    assert typed(cells).other_headings == [13]


def test_the_foot_is_set_apart_but_the_next_page_is_not():
    foot = [["", "Người lập biểu", "", "", "", "GIÁM ĐỐC"], ["", "Nguyễn Văn An"]]
    read = typed(grid()[:8] + foot + [list(HEADINGS)] + grid()[8:] + foot)
    assert [line for line, _ in read.rows] == [6, 7, 8, 12, 13, 14, 15] and read.foot == [8, 9, 15, 16]


def test_cells_of_officers_are_counted():
    cells = grid()
    cells[4] += ["Điện thoại"]
    cells[6] += ["0912345678"]
    assert typed(cells).dropped == [6]


def test_titles_in_a_column_for_every_level_are_found():
    cells = [
        ["STT", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Tự chấm"],
        ["1", "Chỉ đạo", "", 2.0, ""],
        ["1.1", "", "Kế hoạch", 1.0, 1.0],
    ]
    assert [values["title"] for _, values in typed(cells).rows] == ["Chỉ đạo", "Kế hoạch"]
