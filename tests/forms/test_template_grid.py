"""Where the sheet of checks holds what."""

from analysis.forms import template_grid as grid
from analysis.forms.template_style import SMALL, text_height
from analysis.language import say


def test_columns_follow_one_another_without_a_gap():
    shown = [grid.letter(name) for name in (*grid.NAMES, *grid.CHECKS)]
    hidden = [grid.helper(name) for name in grid.HELPERS]
    assert shown[0] == "A" and shown[8] == "I" and shown[-1] == "Y" and hidden[0] == "Z" and hidden[-1] == "AE"


def test_a_cell_of_another_sheet_is_named_with_its_sheet():
    assert grid.form_cell("H12") == "'Biểu tự đánh giá'!H12" and grid.check_cell("B3") == "'Kiểm tra'!B3"


def test_what_to_mend_takes_two_lines_at_most_for_which_every_row_has_room():
    due = say("form.mend_points_not_from_figures", "vi") + " Theo số liệu kê khai: 10,25 điểm."
    for text in [due, *(say(f"form.mend_{check}", "vi") for check in grid.CHECKS)]:
        assert text_height(text, grid.COLUMNS["mend"], SMALL) <= 31, text
