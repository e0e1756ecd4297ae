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
    assert cells == ["-8.00", "-10.00 to -6.00", "0.003", "3.50", "shown"] and len(cells) == len(verdicts.HEADERS)


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
