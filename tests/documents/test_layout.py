"""The measures of the layout against the spans of Nghị định 30/2020/NĐ-CP, Phụ lục I, and the letters of the font."""

import hashlib
import re

import pytest
from documents.sample import LETTERS
from matplotlib.ft2font import FT2Font

from analysis.documents.layout import FONTS, drawable, layout, page, room, style, width, width_of
from analysis.language import texts

FACES = sorted(FONTS.glob("*.ttf"))
# Element: smallest and largest size, bold, italic, as the decree prescribes.
PRESCRIBED = {
    "country": (12, 13, True, False), "motto": (13, 14, True, False), "above": (12, 13, False, False),
    "issuer": (12, 13, True, False), "number": (13, 13, False, False), "place_date": (13, 14, False, True),
    "title": (13, 14, True, False), "subject": (13, 14, True, False), "letter_subject": (12, 13, False, False),
    "addressee": (13, 14, False, False), "basis": (13, 14, False, True), "body": (13, 14, False, False),
    "signer": (13, 14, True, False), "name": (13, 14, True, False), "copies_head": (12, 12, True, True),
    "copies": (11, 11, False, False), "annex_label": (14, 14, True, False), "annex_title": (13, 14, True, False),
    "annex_attached": (13, 14, False, True), "page_number": (13, 14, False, False),
}  # fmt: skip


@pytest.mark.parametrize("element", PRESCRIBED)
def test_every_part_has_the_size_and_the_letters_the_decree_prescribes(element):
    smallest, largest, bold, italic = PRESCRIBED[element]
    own = style(element)
    assert smallest <= own["size"] <= largest
    assert (own.get("bold", False), own.get("italic", False)) == (bold, italic)


def test_page_is_a4_with_the_margins_of_the_decree():
    assert (page("width"), page("height")) == (21.0, 29.7)
    assert 2.0 <= page("top") <= 2.5 and 2.0 <= page("bottom") <= 2.5
    assert 3.0 <= page("left") <= 3.5 and 1.5 <= page("right") <= 2.0
    assert page("number") < page("top")


def test_text_is_indented_and_spaced_as_the_decree_prescribes():
    body = style("body")
    assert body["align"] == "justified" and body["indent"] in (1.0, 1.27)
    assert body.get("before", 0) + body["after"] >= 6 and 1.0 <= body["lines"] <= 1.5


def test_a_landscape_page_gives_more_room():
    assert (round(room(False), 6), round(room(True), 6)) == (16.2, 24.9)


def test_letters_are_as_wide_as_those_of_times_new_roman():
    # Advance widths of Times New Roman in 1/2048 of the size: 0 1024, space 512, M bold 1933.
    assert width("0", 2048) * 72 / 2.54 == pytest.approx(1024, abs=0.5)
    assert width(" ", 2048) * 72 / 2.54 == pytest.approx(512, abs=0.5)
    assert width("M", 2048, bold=True) * 72 / 2.54 == pytest.approx(1933, abs=0.5)


def test_a_text_is_as_wide_as_its_letters_together_whatever_the_size():
    assert width("abc", 10) == pytest.approx(sum(width(letter, 10) for letter in "abc"))
    assert width("Đạt", 20) == pytest.approx(2 * width("Đạt", 10))
    assert width_of("issuer", "Sở") == pytest.approx(width("Sở", 12, bold=True)) and width("\u200b", 12) == 0


def test_country_and_signer_stand_on_one_line_each():
    texts_of = texts()["documents"]
    assert width_of("country", texts_of["country"]["vi"]) < room(False) - page("head_left") - 0.2
    assert width_of("signer", texts_of["foot_signer"]["vi"]) < room(False) - page("foot_left") - 0.2


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_font_has_every_letter_of_vietnamese_and_of_our_texts(face):
    font = FT2Font(str(face))
    written = "".join(
        text for kind in ("documents", "report", "labels") for pair in texts()[kind].values() for text in pair.values()
    )
    signs = "–—…“”‘’≥≤−×±·²%§°"
    assert (
        sorted(
            {
                one
                for one in LETTERS + LETTERS.upper() + signs + written
                if one.isprintable() and not font.get_char_index(ord(one))
            }
        )
        == []
    )


def test_fonts_are_the_four_unchanged_files_that_the_readme_names_with_their_licence():
    named = dict(re.findall(r"`(\S+\.ttf)` \| `([0-9a-f]{64})`", (FONTS / "README.md").read_text("utf-8")))
    assert named == {face.name: hashlib.sha256(face.read_bytes()).hexdigest() for face in FACES} and len(named) == 4
    licence = (FONTS / "LICENSE").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Reserved Font Name Liberation" in licence


def test_every_style_has_a_size_and_no_word_that_nothing_reads():
    known = {
        "size",
        "bold",
        "italic",
        "align",
        "before",
        "after",
        "indent",
        "left",
        "hanging",
        "lines",
        "keep",
        "colour",
    }
    assert all("size" in own and set(own) <= known for own in layout()["style"].values())


def test_only_letters_that_can_be_drawn_go_to_the_pdf():
    assert drawable("Ủy ban → ✓ “…”") == "Ủy ban → ✓ “…”"
    assert drawable("漢a😀") == "□a□"
