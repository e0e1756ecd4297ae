"""The A4 office style of the DOCX reports: the reference document for pandoc, and what pandoc leaves out."""

import re
import tomllib
import zipfile
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

HERE = Path(__file__).parent
FONT = "Times New Roman"
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
TABLE_SIZES = (9.5, 8, 7, 6, 5)
TEXT_WIDTH_TWIPS, PANDOC_WIDTH_TWIPS = 9638, 7920
COMPATIBILITY = (
    b'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    b' w:val="15"/></w:compat>'
)
INK, ALARM = "1F3A5F", "A31515"


def style_reference(path: Path, running_head: str, synthetic: bool, page_words: tuple[str, str]) -> None:
    """Rewrite the reference document at `path`: A4, fonts, styles, running head, page numbers.

    `page_words` are the words before and between the two page numbers, such as ("Trang ", "/").
    """
    document = docx.Document(str(path))
    _set_page(document.sections[0])
    _set_fonts(document.styles.element)
    styles = tomllib.loads((HERE / "word_styles.toml").read_text(encoding="utf-8")) | _table_texts()
    for name, values in styles.items():
        _set_style(document.styles, name, values)
    _replace_table_style(document.styles)
    document.styles["Verbatim Char"].font.size = None
    document.styles["Hyperlink"].font.color.rgb = RGBColor.from_string(INK)
    _set_header(document.sections[0].header, running_head, synthetic)
    _set_footer(document.sections[0].footer, page_words)
    document.save(str(path))


def finish(path: Path) -> None:
    """Rewrite what pandoc wrote at `path`: tables as wide as the text, rows not split, today's mode.

    The archive gets fixed times, for pandoc's follow the time zone.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(entry, FINISHING.get(name, bytes)(content))


def _finish_text(xml: bytes) -> bytes:
    def widen(column: re.Match) -> bytes:
        return b'<w:gridCol w:w="%d" />' % (int(column[1]) * TEXT_WIDTH_TWIPS // PANDOC_WIDTH_TWIPS)

    xml = re.sub(rb'<w:gridCol w:w="(\d+)" />', widen, xml)
    return xml.replace(b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")


def _finish_settings(xml: bytes) -> bytes:
    return xml.replace(b"<w:rsids>", COMPATIBILITY + b"<w:rsids>")


FINISHING = {"word/document.xml": _finish_text, "word/settings.xml": _finish_settings}


def table_text(size: float, kept: bool) -> str:
    """Return the name of the paragraph style of table cells, by points; `kept` stays with the next row."""
    return f"Table Text {size:g}" + (" Kept" if kept else "")


def _table_texts() -> dict[str, dict]:
    common = {"before": 1, "after": 1, "line": 1.0, "whole": True}
    return {
        table_text(size, kept): common | {"size": size, "keep": kept} for size in TABLE_SIZES for kept in (False, True)
    }


def _set_page(section) -> None:
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.left_margin = section.right_margin = Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.1)


def _set_fonts(styles) -> None:
    """One font in every slot of every style; theme fonts would win over named ones."""
    for fonts in styles.iter(qn("w:rFonts")):
        name = fonts.get(qn("w:ascii"), FONT)
        fonts.attrib.clear()
        for slot in FONT_SLOTS:
            fonts.set(qn(f"w:{slot}"), name)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "vi-VN")


def _set_style(styles, name: str, values: dict) -> None:
    if name not in [style.name for style in styles]:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc")).base_style = styles["Normal"]
    style = styles[name]
    _set_letters(style.font, values)
    _set_paragraph(style.paragraph_format, values)


def _set_letters(font, values: dict) -> None:
    if "size" in values:
        font.size = Pt(values["size"])
    if "color" in values:
        font.color.rgb = RGBColor.from_string(values["color"])
    for property_name in ("bold", "italic"):
        if property_name in values:
            setattr(font, property_name, values[property_name])


def _set_paragraph(form, values: dict) -> None:
    for key, property_name in (("before", "space_before"), ("after", "space_after"), ("left", "left_indent")):
        if key in values:
            setattr(form, property_name, Pt(values[key]))
    form.line_spacing = values.get("line", form.line_spacing)
    form.keep_with_next = values.get("keep", form.keep_with_next)
    form.keep_together = values.get("whole", form.keep_together)
    if "align" in values:
        form.alignment = WD_ALIGN_PARAGRAPH[values["align"]]


def _replace_table_style(styles) -> None:
    old = styles["Table"].element
    old.getparent().replace(old, parse_xml((HERE / "word_table.xml").read_text(encoding="utf-8")))


def _set_header(header, running_head: str, synthetic: bool) -> None:
    paragraph = header.paragraphs[0]
    paragraph.style = "Normal"
    run = paragraph.add_run(running_head)
    run.font.size = Pt(11 if synthetic else 9)
    run.font.bold = synthetic
    run.font.color.rgb = RGBColor.from_string("FFFFFF" if synthetic else "505050")
    paragraph.paragraph_format.space_after = Pt(0)
    if synthetic:
        _mark(paragraph, "w:shd", val="clear", color="auto", fill=ALARM)
    else:
        border = _mark(paragraph, "w:pBdr")
        border.append(_element("w:bottom", val="single", sz="4", space="4", color="A6A6A6"))


def _set_footer(footer, page_words: tuple[str, str]) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in zip(page_words, ("PAGE", "NUMPAGES"), strict=True):
        paragraph.add_run(words).font.size = Pt(9)
        simple = _element("w:fldSimple", instr=field)
        paragraph._p.append(simple)
        run = paragraph.add_run("1")
        run.font.size = Pt(9)
        simple.append(run._r)


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _mark(paragraph, name: str, **attributes: str):
    """Add a paragraph property in the place where the schema wants it."""
    properties = paragraph._p.get_or_add_pPr()
    element = _element(name, **attributes)
    properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc", "w:rPr")
    return element
