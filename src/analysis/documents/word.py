"""Writes a document as DOCX: the layout's styles, page numbers from page 2, landscape pages, annexes numbered apart."""

import datetime
from pathlib import Path

from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from analysis.documents.contents import Block, Grid, Paragraph
from analysis.documents.document import AnnexPages, Document
from analysis.documents.layout import page, room
from analysis.documents.word_parts import add, add_grid, two_columns
from analysis.documents.word_reference import reference, set_page, style_name
from analysis.report_assets.word_document import finish


def write(path: Path, document: Document) -> Path:
    """Write a document to `path` as DOCX and return the path; the same document gives the same bytes."""
    word = reference()
    _page_numbers(word.sections[0])
    _mark(word.sections[0], document.mark)
    _head(word, document)
    _blocks(word, document.opening)
    _blocks(word, document.body)
    # The signature does not stand on a page alone.
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _foot(word, document)
    for annex in document.annexes:
        _annex(word, annex, document.mark)
    _properties(word, document)
    path.parent.mkdir(parents=True, exist_ok=True)
    word.save(str(path))
    finish(path)
    return path


def _head(word, document: Document) -> None:
    left = page("head_left")
    head = document.head
    table = two_columns(word, (left, room(False) - left), rows=2)
    for row, halves in zip(
        table.rows, ((head.left_upper, head.right_upper), (head.left_lower, head.right_lower)), strict=True
    ):
        for cell, half in zip(row.cells, halves, strict=True):
            for block in half:
                add(cell, block)
            _drop_first(cell)


def _foot(word, document: Document) -> None:
    add(word, Paragraph("copies", ()))
    left = page("foot_left")
    cells = two_columns(word, (left, room(False) - left), rows=1).rows[0].cells
    for cell, lines in zip(cells, (document.recipients, document.signature), strict=True):
        for one in lines:
            add(cell, one)
        _drop_first(cell)


def _drop_first(cell) -> None:
    """Take away the empty paragraph with which every cell begins."""
    cell._tc.remove(cell.paragraphs[0]._p)


def _blocks(word, blocks: tuple[Block, ...], landscape: bool = False) -> None:
    """Write blocks; a wide table in the text of an upright document stands on landscape pages of its own."""
    turned = landscape
    for block in blocks:
        wanted = landscape or (isinstance(block, Grid) and block.landscape)
        if wanted != turned:
            _section(word, wanted)
            turned = wanted
        if isinstance(block, Grid):
            add_grid(word, block)
        else:
            add(word, block)


def _annex(word, annex: AnnexPages, mark: str) -> None:
    """Write an annex: its pages are numbered apart, and its first shows no number."""
    section = _section(word, annex.landscape)
    section.different_first_page_header_footer = True
    # Not left to the link with the section before, which may have no first page of its own.
    section.first_page_header.is_linked_to_previous = False
    _mark(section, mark)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    _blocks(word, annex.head, annex.landscape)
    _blocks(word, annex.blocks, annex.landscape)


def _section(word, landscape: bool):
    """Begin a new page, whose number shows, and return its section."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, landscape)
    section.different_first_page_header_footer = False
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    return section


def _page_numbers(section) -> None:
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = style_name("page_number")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(number.add_run("2")._r)
    number._p.append(field)


def _mark(section, mark: str) -> None:
    """Write the mark of made-up figures below every page of the section and of those linked to it."""
    for footer in (section.footer, section.first_page_footer) if mark else ():
        footer.paragraphs[0].text, footer.paragraphs[0].style = mark, style_name("mark")


def _properties(word, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = document.title[:250], document.author[:250]
    properties.last_modified_by, properties.comments = document.author[:250], ""
    properties.language = {"vi": "vi-VN", "en": "en-GB"}[document.language]
    properties.created = properties.modified = datetime.datetime.combine(document.date, datetime.time())
