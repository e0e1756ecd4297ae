"""Markdown as the paragraphs of an official document."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.documents.contents import DocumentError, Run
from analysis.documents.markdown import escaped, heading_number, paragraphs, roman, texts


def lines(text, numbers=None):
    return [(one.style, one.text) for one in paragraphs(text, [0, 0, 0] if numbers is None else numbers)]


def test_headings_are_numbered_as_parts_clauses_and_points():
    found = lines("# Một\n\n## Hai\n\n### Ba\n\n### Bốn\n\n## Năm\n\n# Sáu\n\n## Bảy")
    assert [text for _, text in found] == ["I. MỘT", "1. Hai", "a) Ba", "b) Bốn", "2. Năm", "II. SÁU", "1. Bảy"]
    assert [style for style, _ in found] == [f"heading_{level}" for level in (1, 2, 3, 3, 2, 1, 2)]


def test_headings_are_numbered_through_several_texts():
    numbers = [0, 0, 0]
    assert lines("# Một", numbers) + lines("# Hai", numbers) == [("heading_1", "I. MỘT"), ("heading_1", "II. HAI")]


def test_points_follow_the_vietnamese_alphabet():
    assert [heading_number(3, count) for count in (4, 5, 6, 7)] == ["d)", "đ)", "e)", "g)"]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1999, "MCMXCIX")]
)
def test_roman_figures_are_written_as_the_romans_did(number, written):
    assert roman(number) == written


def test_lists_are_paragraphs_with_their_mark():
    found = lines("- một\n- hai:\n    - ba\n\n1. bốn\n2. năm\n\na) sáu\n\nb) bảy\n")
    assert [text for _, text in found] == ["- một", "- hai:", "+ ba", "1. bốn", "2. năm", "a) sáu", "b) bảy"]
    assert {style for style, _ in found} == {"body"}


def test_bold_italic_and_raised_words_are_kept_apart():
    (found,) = paragraphs("**Điều 1.** Phê *duyệt* m^2^", [0, 0, 0])
    assert found.runs == (
        Run("Điều 1.", bold=True), Run(" Phê "), Run("duyệt", italic=True), Run(" m"), Run("2", raised=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["![hình](a.png)", "Chữ[^1]\n\n[^1]: Ghi chú", "> trích", "~~bỏ~~", "#### Bốn", "| a |\n|---|\n| b |", "---"],
)
def test_what_a_document_does_not_hold_is_refused(text):
    with pytest.raises(DocumentError):
        lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. Không",
        "a) Không",
        "# Không",
        "- Không",
        "*a* _b_ `c` ~d~ $x$ ^y^",
        "@tên [q](z) <b> \\n &amp; | {x}",
        "\"a\" 'b' ...--",
    ],
)
def test_text_from_data_stands_as_it_is(text):
    assert lines(escaped(text)) == [("body", text)]


@settings(max_examples=15, deadline=None)
@given(some.text("aĐ1.)(#*_-+`~$^@<>[]{}\\|!=:\"'& ", min_size=1, max_size=30).filter(lambda one: one.strip()))
def test_no_sign_of_a_name_is_taken_for_a_sign_of_markdown(text):
    assert lines(escaped(text)) == [("body", " ".join(text.split()))]


def test_several_texts_read_at_once_are_as_read_apart():
    several = ["# Một", "- a\n- b", "- c", "1. x", "1. y", "", "Hết"]
    numbers = [[0, 0, 0], [0, 0, 0]]
    at_once = texts(several, numbers[0])
    assert at_once == [paragraphs(text, numbers[1]) for text in several] and numbers[0] == numbers[1] == [
        1,
        0,
        0,
    ]
    assert texts([], [0, 0, 0]) == []
