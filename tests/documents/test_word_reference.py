"""The Word reference document: page, fonts and styles."""

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from analysis.documents.layout import layout
from analysis.documents.word_reference import reference, set_page, style_name


@pytest.fixture(scope="module")
def word():
    return reference()


@pytest.mark.parametrize("element", layout()["style"])
def test_every_part_of_the_layout_has_its_style(word, element):
    own, style = layout()["style"][element], word.styles[style_name(element)]
    assert (style.font.size, style.font.bold) == (Pt(own["size"]), own.get("bold", False))
    assert style.font.italic == own.get("italic", False)
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_no_style_takes_its_font_or_language_from_elsewhere(word):
    xml = word.styles.element.xml
    assert "asciiTheme" not in xml and 'w:lang w:val="vi-VN"' in xml


def test_headings_keep_the_names_that_word_knows(word):
    assert [style_name(f"heading_{level}") for level in (1, 2, 3)] == ["Heading 1", "Heading 2", "Heading 3"]
    assert style_name("place_date") == "CCHC place date"


@pytest.mark.parametrize("landscape", [False, True])
def test_paper_is_a4_with_the_margins_of_the_decree(word, landscape):
    section = word.sections[0]
    set_page(section, landscape)
    size = (section.page_width, section.page_height)
    assert [round(side.cm, 1) for side in size] == ([29.7, 21.0] if landscape else [21.0, 29.7])
    assert Cm(3) <= section.left_margin <= Cm(3.5) and Cm(1.5) <= section.right_margin <= Cm(2)
    assert Cm(2) <= section.top_margin <= Cm(2.5) and Cm(2) <= section.bottom_margin <= Cm(2.5)
