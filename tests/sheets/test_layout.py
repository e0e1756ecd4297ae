"""Measures of a sheet that must agree with each other."""

from analysis.sheets.layout import MARGINS, PAGE
from analysis.sheets.parts import WIDTH


def test_text_and_margins_are_as_wide_as_the_paper():
    assert WIDTH + MARGINS["left"] + MARGINS["right"] == 21.0


def test_what_may_be_printed_is_less_than_a_page_with_the_word_of_made_up_figures():
    assert 29.7 - MARGINS["top"] - MARGINS["bottom"] - 0.55 > PAGE
