"""The table of the form: what its cells hold before and after it is filled in."""

import datetime
from fractions import Fraction

from forms.template_case import HEAD, OUTSIDE, criteria

from analysis.forms.template_layout import layout
from analysis.forms.template_sheets import Given, cell_values, listed, rule_text, self_sums


def values(code, filled=None):
    some = criteria()
    place = layout(some, HEAD, {}, OUTSIDE)
    return cell_values(place.places[code], place, Given(some, HEAD, {code: filled or {}}, {"1.1": 1}))


def test_a_row_begins_with_what_the_decision_says():
    found = values("1.1")
    assert (found["code"], found["title"], found["max_points"]) == ("1.1", "Tỷ lệ hồ sơ đúng hạn", 2)
    assert found["last_year_points"] == 1 and found["applicability"] == "Áp dụng"


def test_keywords_are_shown_as_the_words_of_the_drop_downs():
    assert values("1.8", {"declared": "late"})["declared"] == "Chậm"
    assert values("1.6", {"declared": (1, 3)})["declared"] == "1; 3"
    assert values("1.1", {"applicability": "no_case"})["applicability"] == "Không phát sinh trong kỳ"
    assert values("1.1", {"declared": "tám"})["declared"] == "tám"


def test_what_is_filled_in_comes_before_what_was_known():
    assert values("1.1", {"max_points": 3, "title": "Khác"})["max_points"] == 3


def test_dates_stay_as_they_are_until_they_are_written():
    day = datetime.date(2025, 3, 5)
    assert values("1.9", {"declared": day})["declared"] == day


def test_a_deduction_says_how_much_may_be_taken():
    place = layout(criteria(), HEAD, {}, {}).places["4.1"]
    assert "Mức trừ tối đa: 2 điểm." in rule_text(place)


def test_sums_take_numbers_only_and_keep_the_cap_of_a_bonus():
    filled = {"1.1": {"self_points": Fraction(3, 2)}, "1.2": {"self_points": "1,5"}, "3.1": {"self_points": 1.5},
              "3.2": {"self_points": 1}, "4.1": {"self_points": -3}}  # fmt: skip
    sums = self_sums(layout(criteria(), HEAD, filled, {}), filled)
    assert sums == {"1": 1.5, "2": 0, "3": 2, "4": -2, "total": 1.5}


def test_cells_that_follow_one_another_are_a_range():
    assert listed(["H8", "H9", "H10"]) == "H8:H10" and listed(["H8", "H10"]) == "H8,H10" and listed(["H8"]) == "H8"
