"""Words are the same whatever the form of their letters, the place of the tone mark, the case and the marks."""

import unicodedata

from analysis.forms.words import folded, known, said


def test_the_same_words_have_one_key():
    assert folded("Hoà Bình") == folded("HÒA BÌNH") == folded(unicodedata.normalize("NFD", "hòa-bình"))
    assert folded("Uỷ ban") == folded("Ủy  ban") and folded("Ðiểm tối đa") == folded("điểm\ntối đa:")
    assert folded("Chỉ số (%)") != folded("Chỉ số") and folded("tiêu chí") != folded("tiểu chí")


def test_known_words_belong_to_the_name_that_is_listed_first():
    headings = known("heading", "headings")
    assert headings[folded("Điểm tối đa")] == "max_points" and headings[folded("Mã tiêu chí")] == "code"


def test_words_of_a_text_are_split_at_bars():
    assert folded("Tổng cộng") in said("reading.total_begins") and folded("No.") in said("reading.running_numbers")
