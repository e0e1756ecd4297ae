"""What documents are made of: text that files can hold."""

import unicodedata

import pytest

from analysis.documents.contents import Paragraph, Run, clean, line


def test_a_paragraph_is_the_words_of_its_runs():
    assert Paragraph("body", (Run("Điều 1. ", bold=True), Run("Phê duyệt"))).text == "Điều 1. Phê duyệt"


def test_a_line_holds_one_line_of_text():
    assert line("issuer", "Sở\n  Nội\tvụ") == Paragraph("issuer", (Run("Sở Nội vụ"),))


@pytest.mark.parametrize("bad", ["\x07", "\x00", "\ud800", "\ue000", "\uffff"])
def test_what_no_file_can_hold_is_left_out(bad):
    assert clean(f"a{bad}b") == "ab"


def test_text_is_composed():
    assert clean(unicodedata.normalize("NFD", "Ủy ban Đặng")) == "Ủy ban Đặng"


def test_a_word_without_end_may_be_broken_and_no_other():
    assert clean("a" * 30) == "a" * 30
    broken = clean("x " + "a" * 40)
    assert broken.replace("\u200b", "") == "x " + "a" * 40 and max(map(len, broken.split("\u200b"))) <= 17
    assert clean(broken) == broken
