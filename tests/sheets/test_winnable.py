"""What could be won."""

from sheets.made_run import A, rows, words

from analysis.sheets.view import Own
from analysis.sheets.winnable import winnable


def test_criteria_come_in_the_order_of_the_points_to_be_won(seen, own):
    found = winnable(seen(), own, 5)
    assert found.blocks[0].words.startswith("Còn 12,00 điểm ở 2 tiêu chí")
    assert rows(found) == (
        ("2.2 Doanh nghiệp", "6,00", "15,00", "9,00", "–", "–"),
        ("1.1 Kế hoạch", "27,00", "30,00", "3,00", "5,00 điểm %", "Văn phòng"),
    )


def test_the_public_does_not_read_which_office_of_the_unit_is_in_charge(seen, own):
    assert "Văn phòng" not in words(winnable(seen("vi", "public"), own, 5))


def test_the_rest_of_a_long_list_is_counted(seen, own):
    assert winnable(seen("en"), own, 1).blocks[-1].words == "1 more criteria, 3.00 points."


def test_a_unit_with_nothing_to_win_is_told_so(seen):
    assert "No criterion is below a known maximum." in words(winnable(seen("en"), Own(A, 2025, "so"), 5))


def test_widths_add_up_to_the_width_of_the_page_for_every_audience(seen, own):
    for audience in ("internal", "unit", "public"):
        grid = winnable(seen("vi", audience), own, 5).blocks[1]
        assert abs(sum(grid.widths) - 17) < 1e-9 and len(grid.widths) == len(grid.header)
