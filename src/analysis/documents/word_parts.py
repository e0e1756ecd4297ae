"""Paragraphs, lines and tables of a Word document in the styles of the layout."""

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from analysis.documents.contents import Block, Grid, Paragraph, Rule, Run
from analysis.documents.layout import room
from analysis.documents.word_reference import ALIGN, style_name

CELL_MARGIN = 0.1


def add(container, block: Block):
    """Add a paragraph or a rule to a document or a cell and return it."""
    if isinstance(block, Rule):
        return _rule(container, block)
    paragraph = container.add_paragraph(style=style_name(block.style))
    for run in block.runs:
        _run(paragraph, run)
    return paragraph


def _run(paragraph, run: Run) -> None:
    written = paragraph.add_run(run.text)
    written.bold, written.italic = run.bold or None, run.italic or None
    written.font.superscript = run.raised or None


def _rule(container, rule: Rule):
    """Draw a line: a border as long as the rule, in the middle of the cell or of the page."""
    whole = container.width.cm - 2 * CELL_MARGIN if hasattr(container, "_tc") else room(False)
    paragraph = container.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing, form.space_after = Pt(3), Pt(3)
    form.left_indent = form.right_indent = Cm((whole - rule.length) / 2)
    borders, border = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    return paragraph


def two_columns(word, widths: tuple[float, float], rows: int):
    """Add a table without lines, for the head and the foot, and return it."""
    table = word.add_table(rows=rows, cols=2)
    _fix(table, widths)
    for row in table.rows:
        _whole(row)
    return table


def add_grid(word, grid: Grid) -> None:
    """Add a table with its caption; its heading comes again on every page and no row is split that fits a page."""
    if grid.caption:
        add(word, Paragraph("caption", (Run(grid.caption),)))
    table = word.add_table(rows=1, cols=len(grid.header))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, text in zip(table.rows[0].cells, grid.header, strict=True):
        _fill(cell, text, grid.size, "centre", bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        for cell, text, side in zip(table.add_row().cells, row, grid.sides, strict=True):
            _fill(cell, text, grid.size, side)
    for place, row in enumerate(table.rows):
        if place - 1 not in grid.long:
            _whole(row)
    _fix(table, grid.widths)
    after = word.add_paragraph()
    after.paragraph_format.line_spacing = Pt(6)


def _fill(cell, text: str, size: float, side: str, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold or None
    paragraph.alignment = ALIGN[side]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)


def _fix(table, widths: tuple[float, ...]) -> None:
    """Give a table its column widths and narrow cell margins, for good."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(CELL_MARGIN / 2.54 * 1440)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    for old in table._tbl.tblPr.findall(qn("w:tblLook")):
        table._tbl.tblPr.remove(old)
        table._tbl.tblPr.append(old)


def _whole(row) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
