"""CSV files as people save them: from Excel, from Macs, with blank rows, or not CSV at all."""

import pytest

from analysis import csv_file
from analysis.problems import DataProblems


def given(tmp_path, content):
    path = tmp_path / "data" / "table.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return csv_file.rows(path)


def test_rows_come_with_their_line_and_all_text(tmp_path):
    assert given(tmp_path, b"a,b\n01,1.10\n,x\n") == (["a", "b"], [(2, ["01", "1.10"]), (3, ["", "x"])])


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_of_every_system_are_read(tmp_path, end):
    assert given(tmp_path, end.join([b"a,b", b"1,2", b"3,4"]))[1] == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    assert given(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n")[0] == ["a", "b"]


def test_blank_rows_are_left_out_and_still_counted(tmp_path):
    assert given(tmp_path, b"a,b\n\n,\n1,2\n")[1] == [(4, ["1", "2"])]


def test_a_quoted_cell_keeps_commas_and_line_ends(tmp_path):
    assert given(tmp_path, b'a,b\n"x, y","one\ntwo"\n3,4\n')[1] == [(2, ["x, y", "one\ntwo"]), (3, ["3", "4"])]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_row_has_no_header(tmp_path, content):
    assert given(tmp_path, content) == ([], [])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"PK\x03\x04 a workbook", "not_text"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "not_text"),
        ("a,b\n1,2\n".encode("utf-16"), "not_text"),
        ("tô,b\nSô,2\n".encode("cp1258"), "not_utf8"),
        (b'a,b\n"' + b"x" * 200_000 + b"\n", "not_a_table"),
        (b"a,b\n1,2,3\n", "row_length"),
        (b"a,b\n1\n", "row_length"),
    ],
)
def test_what_is_no_csv_table_is_refused(tmp_path, content, rule):
    with pytest.raises(DataProblems) as refused:
        given(tmp_path, content)
    assert [(one.rule, one.file) for one in refused.value.problems] == [(rule, "data/table.csv")]


def test_every_ragged_row_is_named(tmp_path):
    with pytest.raises(DataProblems) as refused:
        given(tmp_path, b"a,b\n1\n1,2\n1,2,3\n")
    assert [one.cell for one in refused.value.problems] == ["A2", "A4"]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DataProblems) as refused:
        csv_file.rows(tmp_path / "none.csv")
    assert refused.value.problems[0].rule == "file_missing"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(DataProblems) as refused:
        csv_file.rows(tmp_path)
    assert refused.value.problems[0].rule == "file_unreadable"


@pytest.mark.parametrize(
    ("column", "line", "shown"), [(0, 2, "A2"), (25, 1, "Z1"), (26, 7, "AA7"), (701, 3, "ZZ3"), (702, 3, "AAA3")]
)
def test_addresses_are_those_of_a_spreadsheet(column, line, shown):
    assert csv_file.address(column, line) == shown
