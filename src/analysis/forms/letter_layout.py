"""The sheet of an official Vietnamese letter in Word: page, fonts, head, tables and foot of Nghị định 30/2020/NĐ-CP."""

import datetime
from pathlib import Path

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.report_assets.word_document import FONT, FONT_SLOTS, finish

CENTRE, LEFT, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
HEAD_WIDTHS, TABLE_WIDTHS, FOOT_WIDTHS = (6.2, 10.0), (5.0, 2.2, 9.0), (5.6, 10.6)
ALARM = "A31515"
# How wide a letter of each size is on average, in centimetres: how long the lines below names are drawn.
LETTER_WIDTH = {12: 0.225, 13: 0.205}


class Sheet:
    """A letter while it is written; `save` finishes it."""

    def __init__(self, date: datetime.date, mark: str):
        self.document, self.date = docx.Document(), date
        self._page(mark)
        self._fonts()

    def _page(self, mark: str) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin = section.bottom_margin = Cm(2.0)
        section.left_margin, section.right_margin = Cm(3.0), Cm(1.8)
        section.header_distance = section.footer_distance = Cm(1.0)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTRE
        _field(number, "PAGE")
        if mark:
            for header in (section.header, section.first_page_header):
                _mark(header.paragraphs[0] if header is section.first_page_header else header.add_paragraph(), mark)

    def _fonts(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        fonts = style.element.rPr.rFonts
        for slot in FONT_SLOTS:
            fonts.set(qn(f"w:{slot}"), FONT)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)

    def head(self, above, issuer, number, subject, country, motto, place_date) -> None:
        """Write the head: who sends it, number and subject on the left, country, motto, place and day on the right."""
        left, right = self._two_columns(HEAD_WIDTHS)
        if above:
            _line(left, above, 12)
        _line(left, issuer, 12, bold=True)
        _rule(left, issuer, 12, share=0.4, width=HEAD_WIDTHS[0])
        _line(left, number, 13, before=2)
        _line(left, subject, 12, before=4)
        _line(right, country, 12, bold=True)
        _line(right, motto, 13, bold=True)
        _rule(right, motto, 13, share=1.0, width=HEAD_WIDTHS[1])
        _line(right, place_date, 13, italic=True, before=4)

    def foot(self, copies: list[str], signer: str, signature: str, name: str) -> None:
        """Write whom copies go to on the left and the signer on the right, both kept on one page."""
        left, right = self._two_columns(FOOT_WIDTHS, before=10)
        _line(left, copies[0], 12, bold=True, italic=True, align=LEFT, keep=True)
        for copy in copies[1:]:
            _line(left, copy, 11, align=LEFT, keep=True)
        _line(right, signer, 14, bold=True, keep=True)
        _line(right, signature, 12, italic=True, before=4, after=56, keep=True)
        _line(right, name, 14, bold=True)

    def _two_columns(self, widths: tuple, before: float = 0) -> tuple:
        if before:
            _format(self.document.add_paragraph(), LEFT, before=before, keep=True)
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        _set_widths(table, widths)
        return table.rows[0].cells

    def centred(self, text: str, before: float, after: float) -> None:
        """Write one centred line."""
        paragraph = self.document.add_paragraph(text)
        _format(paragraph, CENTRE, before=before, after=after)

    def paragraph(self, text: str, keep: bool = False) -> None:
        """Write one paragraph of the body; `keep` holds it on the page of what follows."""
        paragraph = self.document.add_paragraph(text)
        _format(paragraph, JUSTIFIED, before=3, after=3, keep=keep)
        paragraph.paragraph_format.first_line_indent = Cm(1.0)
        paragraph.paragraph_format.line_spacing = 1.05

    def part(self, text: str) -> None:
        """Write the heading of a part, in capitals."""
        self._heading(text.upper(), 8)

    def heading(self, text: str) -> None:
        """Write the heading of what follows; it stays with it."""
        self._heading(text, 6)

    def _heading(self, text: str, before: float) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = True
        _format(paragraph, LEFT, before=before, after=2, keep=True)
        paragraph.paragraph_format.first_line_indent = Cm(1.0)

    def table(self, labels: list[str], rows: list[list[str]]) -> None:
        """Write a table; its heading is repeated on every page and no row is split."""
        table = self.document.add_table(rows=1, cols=len(labels))
        table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        for cell, label in zip(table.rows[0].cells, labels, strict=True):
            _cell(cell, label, bold=True, align=CENTRE)
        _once_a_page(table.rows[0])
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _cell(cell, text)
        for row in table.rows:
            _whole(row)
        _set_widths(table, TABLE_WIDTHS)

    def save(self, path: Path, title: str, author: str) -> None:
        """Write the letter; the same letter gives the same bytes."""
        properties = self.document.core_properties
        moment = datetime.datetime.combine(self.date, datetime.time())
        properties.title, properties.author, properties.last_modified_by = title[:250], author[:250], author[:250]
        properties.comments, properties.language = "", "vi-VN"
        properties.created = properties.modified = moment
        path.parent.mkdir(parents=True, exist_ok=True)
        self.document.save(str(path))
        finish(path)


def _line(cell, text, size, bold=False, italic=False, align=CENTRE, before=0, after=0, keep=False) -> None:
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    _format(paragraph, align, before=before, after=after, keep=keep)


def _rule(cell, text: str, size: int, share: float, width: float) -> None:
    """Draw the line below a name: a border as long as a share of the text, in the middle of the cell."""
    paragraph = cell.add_paragraph()
    _format(paragraph, CENTRE)
    paragraph.paragraph_format.line_spacing = Pt(3)
    length = min(len(text) * LETTER_WIDTH[size] * share, width - 1.0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm((width - 0.4 - length) / 2)
    borders = OxmlElement("w:pBdr")
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _format(paragraph, align, before=0, after=0, keep=False) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = align
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep


def _cell(cell, text: str, bold=False, align=LEFT) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size, run.bold = Pt(12), bold
    _format(cell.paragraphs[0], align, before=1, after=1)


def _set_widths(table, widths: tuple) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _once_a_page(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(row) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _field(paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("2")
    run.font.size = Pt(13)
    field.append(run._r)
    paragraph._p.append(field)


def _mark(paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(12), RGBColor.from_string(ALARM)
    paragraph.alignment = CENTRE
