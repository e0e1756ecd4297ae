"""How tall a Word file stands is reckoned from its letters; it is set tighter, and figures smaller, only where needed."""

from datetime import datetime

import docx
import pytest
from grey_picture import picture

from analysis.documents import layout
from analysis.render import ReportDetails, render
from analysis.report import word_page

DETAILS = ReportDetails("Tiêu đề", "vi", "đầu trang", False, datetime(2026, 1, 2), "")
LINE = "Một dòng chữ ngắn."


@pytest.fixture
def word(tmp_path):
    """A function from Markdown to its Word file."""

    def make(text):
        (tmp_path / "page.vi.md").write_text(text, "utf-8")
        return next(path for path in render(tmp_path, "vi", DETAILS, "page") if path.suffix == ".docx")

    return make


def size(path):
    return docx.Document(str(path)).styles["Normal"].font.size.pt


def tall(path):
    return word_page.height(docx.Document(str(path)))


def test_a_line_more_is_as_tall_as_its_letters_and_spaces(word):
    one = word(LINE)
    word_page.fitted(one)
    low = tall(one)
    two = word("\n\n".join([LINE] * 2))
    word_page.fitted(two)
    # 12 points at 1.149 of their size, and 1 + 3 points around.
    assert tall(two) - low == pytest.approx((12 * 1.149 + 4) / layout.POINTS_IN_CENTIMETRE, abs=1e-3)


def test_words_are_broken_at_the_width_of_the_page(word):
    words = ["chữ"] * 200
    path = word(" ".join(words))
    word_page.fitted(path)
    wide = layout.width("chữ ", 12)
    lines = -(-200 // int((17 + layout.width(" ", 12)) // wide))
    title = (16 * 1.149 + 4) / layout.POINTS_IN_CENTIMETRE
    assert tall(path) == pytest.approx(title + (lines * 12 * 1.149 + 4) / layout.POINTS_IN_CENTIMETRE, abs=0.01)


def test_letters_become_smaller_only_where_the_page_is_too_short(word):
    short, long, endless = "\n\n".join([LINE] * 5), "\n\n".join([LINE] * 42), "\n\n".join([LINE] * 200)
    path = word(short)
    assert word_page.fitted(path) and size(path) == 12
    path = word(long)
    assert word_page.fitted(path) and size(path) < 12
    assert not word_page.fitted(word(endless))


def test_a_figure_shrinks_before_letters_do(word, tmp_path):
    picture(tmp_path / "figure", 340, 300)
    path = word("\n\n".join([LINE] * 18) + "\n\n![Hình](figure)\n")
    before = docx.Document(str(path)).inline_shapes[0].width.cm
    assert word_page.fitted(path) and size(path) == 12
    after = docx.Document(str(path)).inline_shapes[0]
    assert after.width.cm < before and after.width / after.height == pytest.approx(340 / 300, rel=1e-3)


def test_rows_of_a_table_count(word):
    rows = "\n".join("| một | hai |" for _ in range(10))
    head = "| A | B |\n| :--- | :--- |\n"
    first = tall(word(f"{head}{rows}\n"))
    assert tall(word(f"{head}{rows}\n{rows}\n")) - first > 10 * 9.5 / layout.POINTS_IN_CENTIMETRE


def test_the_same_file_gives_the_same_bytes(word):
    path = word(LINE)
    word_page.fitted(path)
    first = path.read_bytes()
    path = word(LINE)
    word_page.fitted(path)
    assert path.read_bytes() == first
