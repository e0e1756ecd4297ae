"""What a test showed is said with its numbers; what it did not show never without what it would have found."""

import made_up_fairness as fair
import numpy as np
import pandas as pd
import pytest

from analysis.report import verdicts


def rows(*verdict):
    return fair.severity(verdict, bodies=tuple(f"body {place}" for place in range(len(verdict))))


def test_rows_fall_into_shown_not_shown_and_untested():
    every = rows("shown", "not_shown", "too_few", "not_separable")
    assert list(verdicts.shown(every)["body"]) == ["body 0"]
    assert list(verdicts.not_shown(every)["body"]) == ["body 1"]
    assert list(verdicts.untested(every)["body"]) == ["body 2"]


def test_a_row_without_what_it_would_have_found_is_never_called_not_shown(fair_page):
    blind = rows("not_shown", "not_shown").assign(detectable=[np.nan, np.nan])
    (sentence,) = verdicts.rest(fair_page(), blind, "points")
    assert sentence.startswith("Only values are given for 2")


@pytest.mark.parametrize(("language", "words"), [("en", "would have found differences of 3.50 points or more"),
                                                 ("vi", "phát hiện được chênh lệch từ 3,50 điểm trở lên")])  # fmt: skip
def test_what_was_not_shown_stands_beside_what_would_have_been_found(fair_page, language, words):
    unit = {"en": "points", "vi": "điểm"}[language]
    (sentence,) = verdicts.rest(fair_page(language), rows("shown", "not_shown", "not_shown"), unit)
    assert words in sentence and "2" in sentence


def test_a_single_test_is_told_as_one(fair_page):
    (sentence,) = verdicts.rest(fair_page(), rows("not_shown"), "points")
    assert sentence.startswith("No difference was shown") and "3.50 points" in sentence


def test_the_sharpest_and_the_bluntest_test_are_both_given(fair_page):
    two = rows("not_shown", "not_shown").assign(detectable=[1.25, 4.5])
    assert verdicts.detectable(fair_page(), two) == "1.25 to 4.50"
    assert verdicts.detectable(fair_page(), two.assign(detectable=2.0)) == "2.00"


def test_where_all_was_shown_nothing_is_added(fair_page):
    assert verdicts.rest(fair_page(), rows("shown"), "points") == []


def test_cells_are_in_the_order_of_their_heads(fair_page):
    cells = verdicts.cells(fair_page(), rows("shown").iloc[0])
    assert [cell.replace("\u00a0", " ") for cell in cells] == ["-8.00", "-10.00 to -6.00", "0.003", "3.50", "shown"]
    assert len(cells) == len(verdicts.HEADERS) == len(verdicts.headers(fair_page(), rows("shown")))


def test_an_interval_in_a_cell_stays_on_one_line(fair_page):
    assert " " not in verdicts.cells(fair_page("vi"), rows("shown").iloc[0])[1]


def test_a_link_that_was_shown_is_no_difference(fair_page):
    assert verdicts.cells(fair_page("vi"), rows("shown").iloc[0], link=True)[-1] == "đủ căn cứ"
    assert verdicts.verdict(fair_page("vi"), "not_shown", link=True) == "chưa đủ căn cứ"


def test_the_head_of_p_says_whether_it_is_adjusted_and_the_estimate_what_it_is_counted_in(fair_page):
    frame = rows("shown")
    assert verdicts.headers(fair_page(), frame, "points")[::2] == ["Estimate (points)", "p, adjusted", "Verdict"]
    assert verdicts.headers(fair_page(), frame.drop(columns="p_adjusted"))[:3] == ["Estimate", "95% interval", "p"]


def test_of_many_tests_the_median_is_told_and_what_cannot_be_found_is_counted(fair_page):
    many = rows(*["not_shown"] * 5).assign(detectable=[2.0, 3.0, 4.0, 118.0, 130.0])
    (sentence,) = verdicts.rest(fair_page(), many, "percentage points")
    assert (
        "differences of 2.00 to 4.00 percentage points" in sentence and "In 2 more, nothing would be found" in sentence
    )
    assert "118" not in sentence
    assert "a median of 4.00" in verdicts.rest(fair_page(), many, "points", None)[0]
    (sentence,) = verdicts.rest(fair_page(), many.tail(2), "percentage points")
    assert "found none, however large" in sentence
    assert "118.00" in verdicts.rest(fair_page(), many.tail(2), "points", None)[0]


def test_a_table_shows_what_was_tested_and_only_without_any_a_few_values():
    frame = rows("too_few", "shown", "not_shown", "not_defined")
    assert list(verdicts.kept(frame, 40)["body"]) == ["body 1", "body 2"] and len(verdicts.kept(frame, 1)) == 1
    assert len(verdicts.kept(rows(*["too_few"] * 50), 40)) == verdicts.MOST_UNTESTED


def test_before_a_table_stand_its_intervals_and_what_it_leaves_away(fair_page):
    frame = rows("too_few", "shown", "not_shown", "too_few")
    said = verdicts.note(fair_page(), frame, verdicts.kept(frame, 40), "severity")
    assert len(said) == 2 and "one comparison alone" in said[0] and "leaves 2 rows away" in said[1]
    assert verdicts.note(fair_page(), rows("shown"), rows("shown"), "severity") == []


def test_an_unadjusted_p_is_called_p_and_an_adjusted_one_adjusted(fair_page):
    row = rows("shown").iloc[0]
    assert verdicts.facts(fair_page(), row)["p_name"] == "adjusted p"
    assert verdicts.facts(fair_page(), row.drop("p_adjusted"))["p_name"] == "p"


@pytest.mark.parametrize(
    ("code", "vietnamese"), [("not_separable", "không tách được"), ("too_few", "không kiểm định được")]
)
def test_a_verdict_has_its_words_in_vietnamese(fair_page, code, vietnamese):
    assert vietnamese in verdicts.verdict(fair_page("vi"), code)


def test_an_empty_table_says_nothing(fair_page):
    assert verdicts.rest(fair_page(), pd.DataFrame(rows("shown")).iloc[:0], "points") == []
