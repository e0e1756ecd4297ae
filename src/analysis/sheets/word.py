"""Writes a unit's sheet as a Word file, with the words, widths and sizes of the PDF."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Pt, RGBColor

from analysis.report_assets.word_document import FONT, FONT_SLOTS, finish
from analysis.sheets.layout import ALARM, EDGE, INK, LINE, LINES, MARGINS, SIZES
from analysis.sheets.parts import Block, Book, Grid, Sheet, Space, Text, page_words

TWIPS = 1440 / 2.54
STYLES = {"Normal": "body", "Title": "title", "Heading 1": "heading"}
# Styles are named by the codes they have in the file: asking the library for each paragraph takes most of the time.
TITLE, HEADING, TABLE = "Title", "Heading1", "TableGrid"
LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def write(path: Path, book: Book, sheet: Sheet) -> Path:
    """Write one sheet to `path` and return the path; the same sheet gives the same bytes."""
    return writer(book)(path, sheet)


def writer(book: Book) -> Callable[[Path, Sheet], Path]:
    """Return a function that writes one sheet of a book as `write` does; styles and running lines are made only once."""
    word = _empty(book)

    def one(path: Path, sheet: Sheet) -> Path:
        _fill(word, book, sheet)
        path.parent.mkdir(parents=True, exist_ok=True)
        word.save(str(path))
        finish(path)
        return path

    return one


def _fill(word, book: Book, sheet: Sheet) -> None:
    """Put a sheet in the place of what the document held; page setup and header stay."""
    body = word.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    _paragraph(word, sheet.title, TITLE)
    for line in sheet.about:
        _paragraph(word, line, size=SIZES["about"])
    for section in sheet.sections:
        _paragraph(word, section.title, HEADING)
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            _block(word, block, kept=isinstance(after, Grid | Space))
    _foot(word.sections[0], book, sheet)
    _properties(word, book, sheet)


def _empty(book: Book):
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    for side, wide in MARGINS.items():
        setattr(section, f"{side}_margin", Cm(wide))
    section.header_distance = section.footer_distance = Cm(EDGE)
    for name, size in STYLES.items():
        _set_style(word.styles[name], SIZES[size], coloured=name != "Normal")
    _fonts(word.styles.element)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE_TAGS[book.language])
    _head(section, book)
    return word


def _set_style(style, size: float, coloured: bool) -> None:
    style.font.size, style.font.bold = Pt(size), coloured
    style.font.color.rgb = RGBColor.from_string(INK if coloured else "000000")
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(9 if style.name == "Heading 1" else 2), Pt(3 if coloured else 2)
    form.line_spacing, form.keep_with_next = 1.0, coloured
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _fonts(styles) -> None:
    """One font in every slot of every style; theme fonts would win over named ones."""
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for slot in FONT_SLOTS:
            fonts.set(qn(f"w:{slot}"), FONT)


def _head(section, book: Book) -> None:
    first = section.header.paragraphs[0]
    if book.mark:
        _run(first, book.mark, SIZES["mark"], "FFFFFF", bold=True)
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _property(first, "w:shd", val="clear", color="auto", fill=ALARM)
        first = section.header.add_paragraph()
    _run(first, book.head, SIZES["running"], "505050")


def _foot(section, book: Book, sheet: Sheet) -> None:
    foot = section.footer.paragraphs[0]
    foot.clear()
    foot.paragraph_format.tab_stops.clear_all()
    _run(foot, f"{sheet.title}  ·  ", SIZES["running"], "505050")
    for words, field in zip(page_words(book.language), ("PAGE", "NUMPAGES"), strict=True):
        _run(foot, words, SIZES["running"], "505050")
        simple = _element("w:fldSimple", instr=field)
        foot._p.append(simple)
        run = _run(foot, "1", SIZES["running"], "505050")
        simple.append(run._r)


def _block(word, block: Block, kept: bool) -> None:
    """Write a block; `kept`: a sentence above a table or above lines to write on stays with them."""
    if isinstance(block, Text):
        paragraph = _paragraph(word, block.words, size=SIZES["note" if block.note else "body"])
        paragraph.paragraph_format.keep_with_next = kept or None
    elif isinstance(block, Space):
        for _ in range(block.lines):
            _line_to_write_on(word)
    else:
        _table(word, block)


def _paragraph(word, text: str, style: str = "", size: float = 0):
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    if style:
        paragraph._p.style = style
    if size:
        run.font.size = Pt(size)
    return paragraph


def _line_to_write_on(word) -> None:
    paragraph = word.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), Cm(LINE["space"])
    form.keep_with_next = True
    border = _property(paragraph, "w:pBdr")
    for side in ("bottom", "between"):
        border.append(_element(f"w:{side}", val="single", sz="4", space="1", color=LINES))


def _table(word, grid: Grid) -> None:
    """Write a table as XML: a cell at a time through the library takes a second a sheet."""
    table = CT_Tbl.new_tbl(0, len(grid.widths), Cm(sum(grid.widths)))
    table.tblStyle_val, table.autofit = TABLE, False
    for column, wide in zip(table.tblGrid.gridCol_lst, grid.widths, strict=True):
        column.w = Cm(wide)
    for row in (grid.header, *grid.rows):
        table.append(_row(row, grid, head=row is grid.header))
    word.element.body[-1].addprevious(table)
    after = word.add_paragraph()
    after.paragraph_format.space_before = after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(5)


def _row(texts: tuple[str, ...], grid: Grid, head: bool):
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for place, text in enumerate(texts):
        cell = deepcopy(_cell(grid.widths[place], place in grid.numeric, head))
        words = next(cell.iter(qn("w:t")))
        words.text = text
        words.set(qn("xml:space"), "preserve")
        row.append(cell)
    return row


@cache
def _cell(wide: float, right: bool, head: bool):
    """Return an empty cell of a width, its text at the right for numbers."""
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=str(round(wide * TWIPS)), type="dxa"))
    if head:
        properties.append(_element("w:shd", val="clear", color="auto", fill="E8ECF2"))
    paragraph, own = OxmlElement("w:p"), OxmlElement("w:pPr")
    own.append(_element("w:spacing", before="20", after="20"))
    own.append(_element("w:jc", val="right" if right else "left"))
    run, letters = OxmlElement("w:r"), OxmlElement("w:rPr")
    letters.extend([OxmlElement("w:b")] if head else [])
    letters.append(_element("w:sz", val=str(round(2 * SIZES["cell"]))))
    run.extend([letters, OxmlElement("w:t")])
    paragraph.extend([own, run])
    cell.extend([properties, paragraph])
    return cell


def _run(paragraph, text: str, size: float, colour: str, bold: bool = False):
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold or None, RGBColor.from_string(colour)
    return run


def _property(paragraph, name: str, **attributes: str):
    """Add a paragraph property in the place where the schema wants it."""
    element = _element(name, **attributes)
    paragraph._p.get_or_add_pPr().insert_element_before(element, "w:spacing", "w:ind", "w:jc", "w:rPr")
    return element


def _element(name: str, **attributes: str):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _properties(word, book: Book, sheet: Sheet) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = f"{sheet.title} – {book.title}"[:250], "", ""
    properties.comments, properties.language = "", LANGUAGE_TAGS[book.language]
    properties.created = properties.modified = book.date.replace(tzinfo=None)
