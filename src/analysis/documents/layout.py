"""How every part of a document is set, read from layout.toml: page, sizes, spaces; and how wide a text is on paper."""

import tomllib
from functools import cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
# Word documents name the font of the decree; the PDF is set in the free one whose letters are as wide.
WORD_FONT, PDF_FONT = "Times New Roman", "Liberation Serif"
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
# Signs up to here are in one of the fonts that typst carries; Chinese characters and pictures are not.
LAST_DRAWN = 0x2E7F
POINTS_IN_CENTIMETRE = 72 / 2.54


@cache
def layout() -> dict:
    """Return {"page": {name: centimetres}, "style": {element: {size, bold, ...}}} of layout.toml."""
    return tomllib.loads((HERE / "layout.toml").read_text(encoding="utf-8"))


def page(name: str) -> float:
    """Return one measure of the page in centimetres."""
    return layout()["page"][name]


def style(element: str) -> dict:
    """Return how one part of a document is set: size in points, bold, italic, align, before, after, indent, left, keep."""
    return layout()["style"][element]


def room(landscape: bool) -> float:
    """Return the width of the text in centimetres on an upright or a landscape page."""
    return page("height" if landscape else "width") - page("left") - page("right")


def width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Return how wide a text is in one line, in centimetres, set in the font of the documents at `size` points."""
    advances = sum(_advance(character, bold, italic) for character in text)
    return advances * size / POINTS_IN_CENTIMETRE


def width_of(element: str, text: str) -> float:
    """Return how wide a text is in one line, in centimetres, set as that part of a document."""
    own = style(element)
    return width(text, own["size"], own.get("bold", False), own.get("italic", False))


def drawable(text: str) -> str:
    """Return text with a box for every letter that neither our font nor those of typst can draw, so that none is lost."""
    return "".join(
        one if ord(one) <= LAST_DRAWN or _font(False, False).get_char_index(ord(one)) else "□" for one in text
    )


@cache
def _advance(character: str, bold: bool, italic: bool) -> float:
    """Return the width of one letter as a share of its size."""
    if character == "\u200b":
        return 0.0
    glyph = _font(bold, italic).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / 1000


@cache
def _font(bold: bool, italic: bool) -> FT2Font:
    font = FT2Font(str(FONTS / f"LiberationSerif-{FACES[bold, italic]}.ttf"))
    font.set_size(1000, 72)
    return font
