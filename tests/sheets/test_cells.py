"""How columns and cells of the workbook are shown."""

import re
import zipfile

import pandas as pd
import xlsxwriter

from analysis.sheets.cells import (
    UNIT_NAME,
    WIDEST,
    kind_of,
    looks,
    plain_values,
    shown_columns,
    width_of,
    write_cell,
)


def test_years_have_no_mark_of_thousands_counts_do():
    assert (kind_of("year"), kind_of("n"), kind_of("points"), kind_of("unit_code")) == (
        "year",
        "whole",
        "small",
        "text",
    )
    assert kind_of(UNIT_NAME) == "text"


def test_the_name_of_a_unit_follows_its_code_unless_the_table_has_one():
    frame = pd.DataFrame({"year": [2025], "unit_code": ["01"], "rank": [1]})
    shown = shown_columns(frame, {"01": "Hà Nội"})
    assert list(shown) == ["year", "unit_code", UNIT_NAME, "rank"] and shown[UNIT_NAME].tolist() == ["Hà Nội"]
    assert UNIT_NAME not in shown_columns(frame.assign(unit_name="Hà Nội"), {})


def test_a_unit_that_nobody_knows_has_no_name():
    assert shown_columns(pd.DataFrame({"unit_code": ["99"]}), {})[UNIT_NAME].tolist() == [""]


def test_columns_are_as_wide_as_their_text_up_to_a_limit():
    assert width_of("unit_code", pd.Series(["x" * 20])) == 22
    assert (
        width_of("message_vi", pd.Series(["x" * 900])) == WIDEST
        and width_of("unit_code", pd.Series([], dtype=object)) == 9
    )


def test_what_is_missing_is_none_whatever_its_type():
    assert plain_values(pd.Series([1, None], dtype="Int64")) == [1, None]
    assert plain_values(pd.Series([1.5, float("nan")])) == [1.5, None]


def test_a_fingerprint_of_a_file_is_shown_whole_and_longer_text_goes_on_below(tmp_path):
    assert width_of("sha256", pd.Series(["a" * 64])) == 66
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        made, sheet = looks(book), book.add_worksheet()
        for row, text in enumerate(["ngắn", "dài " * 40]):
            write_cell(sheet, row, 0, "message_vi", text, made)
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/styles.xml").decode().count('wrapText="1"') >= 1
        cells = re.findall(r'<c r="A\d" s="(\d+)"', archive.read("xl/worksheets/sheet1.xml").decode())
    assert len(set(cells)) == 2
