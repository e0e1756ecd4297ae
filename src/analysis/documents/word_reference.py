"""The Word reference document: page, fonts and one style for every part of the layout, built by code so it is reproducible."""

import io
from functools import cache

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.documents.layout import WORD_FONT, layout, page

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
# Styles that Word knows keep its names, so that the navigation pane shows the headings.
WORD_NAMES = {"normal": "Normal", "heading_1": "Heading 1", "heading_2": "Heading 2", "heading_3": "Heading 3"}


def style_name(element: str) -> str:
    """Return the name that Word shows for the style of a part of the layout."""
    return WORD_NAMES.get(element, f"CCHC {element.replace('_', ' ')}")


def reference():
    """Return an empty Word document with the page, the fonts and the styles of the layout."""
    return docx.Document(io.BytesIO(_built()))


@cache
def _built() -> bytes:
    document = docx.Document()
    for element, values in layout()["style"].items():
        _set(_style(document.styles, style_name(element)), values)
    _one_font(document.styles.element)
    set_page(document.sections[0], landscape=False)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def set_page(section, landscape: bool) -> None:
    """Give a section its paper and margins."""
    short, long = Cm(page("width")), Cm(page("height"))
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Cm(page(side)))
    section.header_distance = section.footer_distance = Cm(page("number"))


def _style(styles, name: str):
    if name in [style.name for style in styles]:
        return styles[name]
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = styles["Normal"], True
    return style


def _set(style, values: dict) -> None:
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(values["size"]), values.get("bold", False), values.get("italic", False)
    font.color.rgb = RGBColor.from_string(values.get("colour", "000000"))
    form.alignment = ALIGN[values.get("align", "left")]
    form.space_before, form.space_after = Pt(values.get("before", 0)), Pt(values.get("after", 0))
    form.line_spacing = values.get("lines", 1.0)
    form.keep_with_next, form.widow_control = values.get("keep", False), True
    hanging = values.get("hanging", 0)
    form.left_indent = Cm(values.get("left", 0))
    form.first_line_indent = Cm(-hanging if hanging else values.get("indent", 0))


def _one_font(styles) -> None:
    """One font in every slot of every style; theme fonts would win over named ones."""
    for properties in styles.iter(qn("w:rPr")):
        fonts = properties.get_or_add_rFonts() if hasattr(properties, "get_or_add_rFonts") else None
        if fonts is not None:
            fonts.attrib.clear()
            for slot in FONT_SLOTS:
                fonts.set(qn(f"w:{slot}"), WORD_FONT)
    for language in styles.iter(qn("w:lang")):
        for slot in ("val", "eastAsia"):
            language.set(qn(f"w:{slot}"), "vi-VN")
