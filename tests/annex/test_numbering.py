"""Numbers of criteria, also those that a spreadsheet turned into figures or dates."""

import datetime

import pytest

from analysis.annex.numbering import Label, following, in_title, printed, read, roman, settled


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("I", "roman"), ("IV.", "roman"), ("1", "arabic"), ("1.1.", "arabic"), ("1.1.1", "arabic"), ("1,2", "arabic"),
        ("I.1.2", "arabic"), ("A", "letter"), ("Lĩnh vực 1", "arabic"), ("PHẦN II", "roman"), ("a)", "item"), ("-", "item"),
        ("1)", "item"), ("", "none"), ("Nơi nhận", "other"), (1.1, "arabic"), (-3.0, "other"), (True, "other"),
    ],
)  # fmt: skip
def test_the_kind_of_a_number_is_seen_from_its_writing(cell, kind):
    assert read(cell).kind == kind


def test_a_letter_is_a_part_only_after_the_letter_before_it():
    assert read("C", "B").kind == "letter" and read("C", "").kind == "other"


def test_a_figure_may_have_lost_its_last_zero():
    assert (
        read(1.1).candidates == ((1, 1), (1, 10))
        and read(1.25).candidates == ((1, 25),)
        and read(3.0).candidates == ((3,),)
    )


def test_a_date_may_have_been_day_and_month_in_either_order():
    assert read(datetime.date(2024, 2, 1)).candidates == ((1, 2), (2, 1), (1, 2, 24), (2, 1, 24))


@pytest.mark.parametrize(
    ("before", "code", "sure"),
    [((1, 9), "1.10", True), ((1,), "1.1", True), ((1, 9, 3), "1.10", True), ((1, 4), "1.1", False)],
)
def test_order_settles_a_figure_where_only_one_number_may_come_next(before, code, sure):
    parts, settled_by_order = settled(read(1.1), before, False)
    assert (printed(parts), settled_by_order) == (code, sure)


def test_what_may_come_next_is_the_first_below_or_the_next_at_each_level():
    assert following((1, 2)) == {(1, 2, 1), (1, 3), (2,)} and following(None) == {(1,)}


def test_a_number_in_the_title_is_taken_from_it_only_with_its_dot():
    assert in_title("1.1. Kế hoạch") == ("1.1", "Kế hoạch") and in_title("II. THỂ CHẾ") == ("II", "THỂ CHẾ")
    assert in_title("5 văn bản trở lên") == ("", "5 văn bản trở lên")
    assert in_title("100% hồ sơ") == ("", "100% hồ sơ") and in_title("C ó") == ("", "C ó")


def test_roman_numbers_have_their_values():
    assert [roman(one) for one in ("I", "IV", "VIII", "IX", "XIV")] == [1, 4, 8, 9, 14]


def test_a_plain_number_has_one_candidate_and_keeps_its_zero():
    assert read("1.10") == Label("arabic", ((1, 10),), "1.10")
