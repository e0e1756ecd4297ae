"""Cells are tidied without changing what they say."""

import datetime
import unicodedata

from analysis.forms.tidy import tidy, tidy_cell


def test_a_tidy_sheet_is_passed_on_as_it_is():
    rows = [["Sở Tư pháp", 1.5, ""], ["b", 2.0, ""]]
    changed, whole = tidy(rows)
    assert changed is rows and whole == "Sở Tư pháp\nb"


def test_letters_are_composed_and_blanks_taken_from_the_ends():
    rows = [[unicodedata.normalize("NFD", " Sở "), "Tư\u00a0pháp\u200b", "a\nb ", 3, True]]
    changed, whole = tidy(rows)
    assert changed == [["Sở", "Tư pháp", "a\nb", 3.0, True]] and whole == "Sở\nTư pháp\na\nb"
    assert type(changed[0][3]) is float and changed[0][4] is True


def test_times_become_text_and_dates_stay():
    assert tidy_cell(datetime.time(1, 2)) == "01:02:00" and tidy_cell(datetime.timedelta(days=1)) == "1 day, 0:00:00"
    assert tidy_cell(datetime.date(2024, 1, 2)) == datetime.date(2024, 1, 2)
