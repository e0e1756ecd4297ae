"""How a check says what it found."""

import datetime
from fractions import Fraction

from forms.sample_form import form

from analysis.forms.checks.finding import at, cell, shown, stated, worded


def test_numbers_and_dates_are_written_as_each_language_does():
    assert shown(8.5) == {"vi": "8,5", "en": "8.5"} and shown(Fraction(1234)) == {"vi": "1.234", "en": "1,234"}
    assert shown(Fraction(10, 3)) == {"vi": "10/3", "en": "10/3"}
    assert shown(0.1 + 0.2) == {"vi": "0,3", "en": "0.3"}
    assert shown(datetime.datetime(2025, 3, 5, 12)) == shown(datetime.date(2025, 3, 5)) == "05/03/2025"
    assert shown({"vi": "a", "en": "b"}) == {"vi": "a", "en": "b"}


def test_a_long_text_is_cut():
    assert shown("x" * 10_000) == "x" * 160 + "…"


def test_a_cell_is_that_of_the_first_field_the_form_has():
    given = form(columns=("code", "evidence"))
    assert cell(given, 9, ("evidence_number", "evidence")) == "B9"
    assert cell(given, 9, ("evidence_number",)) == ""


def test_the_severity_is_that_of_the_catalogue_unless_another_is_given():
    assert stated("unit_sent_nothing", "submissions", "", "", found="Xã").severity == "error"
    assert stated("unit_sent_nothing", "submissions", "", "", found="Xã", severity="warning").severity == "warning"


def test_braces_in_what_was_typed_stay_braces():
    found = at("unit_unknown", form(), "", found="{file} {0}")
    assert "“{file} {0}”" in found.message_vi


def test_words_of_a_text_are_given_in_both_languages():
    said = worded("from_to", first=datetime.date(2025, 1, 1), last=datetime.date(2025, 12, 31))
    assert said == {"vi": "từ 01/01/2025 đến 31/12/2025", "en": "from 01/01/2025 to 31/12/2025"}
