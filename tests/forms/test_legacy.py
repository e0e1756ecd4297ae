"""Text in old fonts is known by its letters and named; right Vietnamese is never taken for it."""

import pytest

from analysis.forms.legacy import in_tcvn3, in_vni, legacy_font, letters_lost, twice_encoded

RIGHT = (
    "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC; Sở Tư pháp; Ủy ban nhân dân xã Ñ; § 1, ® 2; điểm tối đa; naïve Müller façade; "
    "tù sè bé; 5 µm; https://cchc.gov.vn/vb?id=12&so=3"
)


@pytest.mark.parametrize(
    ("word", "tcvn3", "vni"),
    [
        ("điểm", "®iÓm", "ñieåm"),
        ("tổng", "tæng", "toång"),
        ("pháp", "ph¸p", "phaùp"),
        ("sở", "së", "sôû"),
        ("tư", "t\u00ad", "tö"),
    ],
)
def test_words_are_turned_as_the_old_fonts_store_them(word, tcvn3, vni):
    assert in_tcvn3(word) == tcvn3 and in_vni(word) == vni


@pytest.mark.parametrize(
    "text", ["Së T− ph¸p\nTæng céng ®iÓm", "§iÓm tèi ®a cña ®¬n vÞ", "KÕ ho¹ch c¶i c¸ch hµnh chÝnh"]
)
def test_tcvn3_is_named(text):
    assert legacy_font(text) == "TCVN3" and legacy_font(text.split()) == "TCVN3"


@pytest.mark.parametrize(
    "text", ["Sôû Tö phaùp; Ñieåm toái ña", "Keá hoaïch caûi caùch haønh chính naêm 2024", "TÖÏ CHAÁM ÑIEÅM; ñôn vò"]
)
def test_vni_is_named(text):
    assert legacy_font(text) == "VNI"


def test_right_vietnamese_and_foreign_names_are_no_old_font():
    assert legacy_font(RIGHT) == "" and legacy_font([]) == "" and not twice_encoded(RIGHT) and not letters_lost(RIGHT)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_known(encoding):
    assert twice_encoded("Sở Nội vụ tỉnh, điểm tự chấm".encode().decode(encoding, "replace"))


def test_lost_letters_are_known_by_question_marks_inside_words():
    assert letters_lost("?i?m t?i ?a, t? ch?m; S? N?i v?") and letters_lost("S\ufffd N\ufffdi v\ufffd")
    assert not letters_lost("Vì sao? Do đâu? http://a.vn/tim?tu=khoa index.php?id=3&x?y=2")
