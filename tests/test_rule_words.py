"""Rules in words, labels of drop-downs, and labels read back."""

import unicodedata
from fractions import Fraction

import pytest

from analysis.language import LANGUAGES
from analysis.rules import keyword, parse, word_labels, words

TWO = Fraction(2)


@pytest.mark.parametrize(
    ("kind", "terms", "expected"),
    [
        ("all_or_nothing", "", "Có: 2 điểm; Không: 0 điểm"),
        ("steps", "rate; > 90: 2; >= 70: 1; else: 0", "Trên 90%: 2 điểm; Từ 70% trở lên: 1 điểm; Còn lại: 0 điểm"),
        ("steps", "count; < 2: 2; <= 4: 0.5; else: 0", "Dưới 2: 2 điểm; Không quá 4: 0,5 điểm; Còn lại: 0 điểm"),
        ("steps", "date; <= Y+1-01-15: 2; else: 0", "Chậm nhất ngày 15/01 năm sau: 2 điểm; Còn lại: 0 điểm"),
        ("steps", "word; on_time: 2; Đang trình: 1", "Đúng hạn: 2 điểm; Đang trình: 1 điểm"),
        ("per_item", "each=0.5", "Mỗi nội dung: 0,5 điểm; không vượt quá 2 điểm"),
        ("graded_share", "province: 100; department: 75", "Cấp tỉnh: 2 điểm; Cấp sở: 1,5 điểm"),
        ("sum_of_children", "", "Tổng điểm các nội dung bên dưới"),
    ],
)
def test_a_rule_is_told_in_vietnamese(kind, terms, expected):
    assert words(parse(kind, terms), TWO, "vi") == expected


def test_a_rule_is_told_in_english():
    assert words(parse("steps", "rate; > 90: 2; >= 70: 1; else: 0"), TWO, "en") == (
        "Above 90%: 2 points; 70% or more: 1 point; Otherwise: 0 points"
    )


def test_thirds_are_printed_as_fractions():
    assert words(parse("all_or_nothing", ""), Fraction(10, 3), "vi") == "Có: 10/3 điểm; Không: 0 điểm"


def test_a_maximum_that_no_source_states_is_called_the_maximum():
    assert "điểm tối đa" in words(parse("proportional", ""), None, "vi")
    assert "75% điểm tối đa" in words(parse("graded_share", "department: 75; none: 0"), None, "vi")


def test_a_pure_deduction_is_told_as_a_share_of_the_largest_deduction():
    rule = parse("deduction_by_severity", "none: 0; minor: 50")
    assert words(rule, Fraction(0), "vi") == "Không vi phạm: không trừ điểm; Mức nhẹ: trừ 50% mức trừ tối đa"
    assert "trừ 50% điểm tối đa" in words(rule, TWO, "vi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("proportional", ""), ("proportional_to_threshold", "full_at=80"), ("per_item", "each=-0.5"), ("unknown", ""),
        ("tick_list", "1; 1"), ("survey", "100; 60; 20; 0"), ("steps", "date; >= Y-1-12-01: 2; > Y-2-01-01: 1; else: 0"),
    ],
)  # fmt: skip
def test_every_kind_has_words_in_both_languages(kind, terms, language):
    for maximum in (TWO, None):
        text = words(parse(kind, terms), maximum, language)
        assert text and "{" not in text


def test_labels_come_in_the_order_of_the_rule():
    rule = parse("steps", "word; on_time: 1; late: 0.5; none: 0")
    assert word_labels(rule, "vi") == [("on_time", "Đúng hạn"), ("late", "Chậm"), ("none", "Không thực hiện")]


def test_none_is_called_what_it_means_for_the_rule():
    assert word_labels(parse("deduction_by_severity", "none: 0"), "vi") == [("none", "Không vi phạm")]
    assert word_labels(parse("graded_share", "none: 0"), "vi") == [("none", "Không có")]


def test_a_rule_without_words_has_no_labels():
    assert word_labels(parse("proportional", ""), "vi") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đúng hạn", "on_time"), ("đúng hạn ", "on_time"), ("ĐÚNG  HẠN", "on_time"), ("dung han", "on_time"),
        ("Ðúng hạn", "on_time"), ("on_time", "on_time"), ("On time", "on_time"), ("trễ", "late"), ("Quá hạn", "late"),
        ("Không thực hiện", "none"), ("không", "none"), ("Sớm", None), ("", None), ("đúng", None),
    ],
)  # fmt: skip
def test_a_label_is_read_back_whatever_its_case_spaces_and_marks(text, expected):
    assert keyword(parse("steps", "word; on_time: 1; late: 0.5; none: 0"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Có", "yes"), ("x", "yes"), ("Đạt", "yes"), ("không", "no"), ("late", None)]
)
def test_yes_and_no_are_read_back(text, expected):
    assert keyword(parse("all_or_nothing", ""), text) == expected


def test_words_that_differ_in_marks_alone_are_told_apart_by_their_marks():
    rule = parse("steps", "word; Mức cao: 1; Mức cáo: 0.5")
    assert [keyword(rule, text) for text in ("mức cao", "mức cáo", "muc cao")] == ["Mức cao", "Mức cáo", None]


def test_a_decomposed_label_is_the_same_label():
    rule = parse("steps", "word; Đã ban hành: 1; Chưa: 0")
    assert keyword(rule, unicodedata.normalize("NFD", "Đã ban hành")) == "Đã ban hành"


def test_a_word_with_marks_of_a_template_stays_text():
    rule = parse("steps", "word; {value} <b>: 1; Chưa: 0")
    assert words(rule, TWO, "vi").startswith("{value} <b>: 1 điểm")
