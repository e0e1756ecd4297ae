"""What could be won."""

from dataclasses import replace

from sheets.made_run import A, rows, words

from analysis.sheets.parts import Missing
from analysis.sheets.view import Own
from analysis.sheets.winnable import winnable


def test_criteria_come_in_the_order_of_the_points_to_be_won(seen, own):
    found = winnable(seen(), own).shortened(5)
    assert found.blocks[0].words.startswith("Còn 12,00 điểm ở 2 tiêu chí")
    assert rows(found) == (
        ("2.2 Doanh nghiệp", "6,00", "15,00", "9,00", "–", "–"),
        ("1.1 Kế hoạch", "27,00", "30,00", "3,00", "5,00 điểm %", "Văn phòng"),
    )


def test_the_public_does_not_read_which_office_of_the_unit_is_in_charge(seen, own):
    assert "Văn phòng" not in words(winnable(seen("vi", "public"), own).shortened(5))


def test_the_rest_of_a_long_list_is_counted(seen, own):
    assert winnable(seen("en"), own).shortened(1).blocks[0].words == (
        "12.00 points in 2 criteria, counted as they apply to the unit; the first 1 are shown (9.00 points)."
    )


def test_a_unit_with_nothing_to_win_is_told_so(seen):
    assert "No criterion is below a known maximum." in words(winnable(seen("en"), Own(A, 2025, "so")))


def test_widths_add_up_to_the_width_of_the_page_for_every_audience(seen, own):
    for audience in ("internal", "unit", "public"):
        grid = winnable(seen("vi", audience), own).grid
        assert abs(sum(grid.widths) - 17) < 1e-9 and len(grid.widths) == len(grid.header)


def test_where_no_maximum_or_no_points_are_known_nothing_is_said_of_points_to_win(seen, monkeypatch):
    view, one = seen("en"), Own(A, 2025, "so")
    criteria = view.criteria(one)
    unlimited = replace(criteria, criteria=criteria.criteria.assign(max_points=float("nan")))
    with monkeypatch.context() as changed:
        changed.setattr(type(view), "criteria", lambda self, own: unlimited)
        assert winnable(view, one) == Missing("points still to be won in each criterion")
    points = view.given.of_unit("points", one).assign(points=float("nan"))
    monkeypatch.setitem(view.given._by_unit["points"], (2025, "so", A), points)
    assert isinstance(winnable(view, one), Missing)


def test_a_column_without_any_value_is_left_out(seen, own, monkeypatch):
    found = seen().given.of_unit("to_win", own).assign(fell=float("nan"), in_charge="")
    monkeypatch.setitem(seen().given._by_unit["to_win"], (2025, "so", own.code), found)
    assert winnable(seen(), own).grid.header == ("Tiêu chí", "Điểm", "Tối đa", "Còn thêm")
