"""Tables made ready: numbers of the language, widths from the letters, landscape only where needed."""

import datetime

import numpy as np
import pandas as pd
import pytest
from documents.sample import NARROW, UNITS, WIDE

from analysis.documents.contents import DocumentError, Table
from analysis.documents.grids import PADDING, grid
from analysis.documents.layout import room, width


def test_numbers_are_written_as_the_language_writes_them():
    assert grid(Table(NARROW, ""), "vi").rows[1] == (UNITS[1], "1.234,50", "2")
    assert grid(Table(NARROW, ""), "en").rows[1] == (UNITS[1], "1,234.50", "2")
    assert [row[1] for row in grid(Table(NARROW, "", {"Điểm": 1}), "vi").rows] == ["91,2", "1.234,5", "–"]


def test_text_stands_left_and_numbers_right():
    assert grid(Table(NARROW, ""), "vi").sides == ("left", "right", "right")


def test_mixed_cells_are_written_by_what_they_are():
    values = ["1.10", 2.5, np.float64(1000), datetime.date(2025, 2, 3), pd.Timestamp("2024-12-31"), None, pd.NaT]
    found = grid(Table(pd.DataFrame({"a": pd.Series(values, dtype=object)}), ""), "vi")
    assert [row[0] for row in found.rows] == ["1.10", "2,50", "1.000,00", "03/02/2025", "31/12/2024", "–", "–"]


def test_a_year_that_is_text_keeps_its_figures():
    assert grid(Table(pd.DataFrame({"Năm": ["2024"], "Số": [2024]}), ""), "vi").rows == (("2024", "2.024"),)


@pytest.mark.parametrize("value", [True, np.bool_(False)])
def test_yes_and_no_must_be_given_as_words(value):
    with pytest.raises(DocumentError, match="yes and no"):
        grid(Table(pd.DataFrame({"a": [value]}), ""), "vi")


def test_a_table_without_columns_is_refused():
    with pytest.raises(DocumentError, match="without columns: Bảng 1"):
        grid(Table(pd.DataFrame(index=[0]), "Bảng 1"), "vi")


def test_a_narrow_table_stays_upright_in_the_largest_letters():
    found = grid(Table(NARROW, ""), "vi")
    assert (found.landscape, found.size) == (False, 12) and sum(found.widths) <= room(False)


def test_a_wide_table_is_turned_and_fills_no_more_than_the_page():
    found = grid(Table(WIDE, ""), "vi")
    assert found.landscape and sum(found.widths) <= room(True) + 0.01


def test_a_table_too_wide_for_any_page_is_refused_by_name():
    with pytest.raises(DocumentError, match="200 columns.*Bảng 9"):
        grid(Table(pd.DataFrame({f"Cột {place}": [1.5] for place in range(200)}), "Bảng 9"), "vi")


@pytest.mark.parametrize("frame", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_word_fits_its_column(frame):
    found = grid(Table(frame, ""), "vi")
    for place, own in enumerate(found.widths):
        words = [word for row in found.rows for word in row[place].split()]
        assert max(width(word, found.size) for word in words) + PADDING <= own + 0.01
        assert max(width(word, found.size, bold=True) for word in found.header[place].split()) + PADDING <= own + 0.01


def test_long_text_takes_the_room_that_is_left():
    frame = pd.DataFrame({"Mã": ["1.1"], "Ý kiến": ["Tài liệu kiểm chứng chưa đủ. " * 20]})
    found = grid(Table(frame, ""), "vi")
    assert not found.landscape and found.widths[1] > 12 and sum(found.widths) == pytest.approx(room(False), abs=0.01)


def test_only_a_row_longer_than_a_good_part_of_a_page_may_be_split():
    frame = pd.DataFrame({"a": ["x", "Tài liệu kiểm chứng chưa đủ. " * 100, "y"]})
    assert grid(Table(frame, ""), "vi").long == (1,)


def test_the_order_of_rows_changes_no_measure():
    one, other = (grid(Table(frame, ""), "vi") for frame in (WIDE, WIDE.iloc[::-1]))
    assert (one.widths, one.size, one.landscape) == (other.widths, other.size, other.landscape)
    assert one.rows == other.rows[::-1]
