"""Sets a short Word file tighter until its text stands on one page, by the measures of the letters.

No word processor is at hand in a run, so the height is reckoned: lines from the widths of the letters, spaces from the
styles, figures and tables from the file. Word and LibreOffice agree with it to a few lines, which SPARE leaves free.
"""

import zipfile
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph

from analysis.documents import layout

# Points of the text tried in turn, and how much of their size figures keep.
SIZES, SHARES = (12, 11, 10), (1.0, 0.85, 0.7, 0.55)
MARGINS = {"top_margin": 2.1, "bottom_margin": 1.9}
SPARE, LINE = 0.95, 1.149
# Letters of one width take 0.6 of their size; the lists of these files stand 1.27 cm in; a cell has edges.
EVEN, LIST_INDENT, CELL_EDGES, DEFAULT_SIZE = 0.6, 1.27, 0.45, 12.0
DRAWN_AT = (1980, 1, 1, 0, 0, 0)
# Size beside that of the text, space before and after, in points.
TIGHT = {
    "Normal": (0, 0, 3), "Body Text": (0, 1, 3), "First Paragraph": (0, 1, 3), "Compact": (0, 0, 2), "Title": (4, 0, 4),
    "Heading 1": (1.5, 7, 2), "Table Caption": (-1, 3, 2), "Captioned Figure": (0, 3, 0), "Image Caption": (-2, 1, 4),
}  # fmt: skip


def fitted(path: Path) -> bool:
    """Set the Word file at `path` tighter, its figures smaller only where needed; return whether it stands on one page.

    The same file gives the same bytes.
    """
    document = docx.Document(str(path))
    section = document.sections[0]
    for name, value in MARGINS.items():
        setattr(section, name, Cm(value))
    room = section.page_height.cm - section.top_margin.cm - section.bottom_margin.cm
    sizes = [(one, one.width, one.height) for one in document.inline_shapes]
    fits = any(_stands(document, sizes, *form, room) for form in [(size, share) for size in SIZES for share in SHARES])
    document.save(str(path))
    _undated(path)
    return fits


def _stands(document, figures: list, size: float, share: float, room: float) -> bool:
    for name, (more, before, after) in TIGHT.items():
        style = document.styles[name]
        style.font.size, form = Pt(size + more), style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
    document.styles["Verbatim Char"].font.size = Pt(size - 2)
    for figure, wide, tall in figures:
        figure.width, figure.height = Emu(round(wide * share)), Emu(round(tall * share))
    return height(document) <= SPARE * room


def height(document) -> float:
    """Return how tall the text of a document is, set on one endless page, in centimetres."""
    section = document.sections[0]
    width = section.page_width.cm - section.left_margin.cm - section.right_margin.cm
    return sum(_tall(one, width) for one in document.iter_inner_content())


def _tall(one, width: float) -> float:
    if isinstance(one, Paragraph):
        return _paragraph(one, width)
    edges = Pt(1).cm * len(one.rows)
    columns = [int(column.get(qn("w:w"))) / 1440 * 2.54 for column in one._tbl.tblGrid.gridCol_lst]
    return edges + sum(_row(row, columns) for row in one.rows)


def _row(row, columns: list[float]) -> float:
    cells = zip(row.cells, columns, strict=False)
    return max(sum(_tall(one, width - CELL_EDGES) for one in cell.iter_inner_content()) for cell, width in cells)


def _paragraph(paragraph: Paragraph, width: float) -> float:
    form = paragraph.style.paragraph_format
    size, spacing = _stated(paragraph.style, _size, DEFAULT_SIZE), _stated(paragraph.style, _spacing, 1.0)
    spaces = sum(_stated(paragraph.style, lambda one, name=name: getattr(one.paragraph_format, name), Length(0)).cm
                 for name in ("space_before", "space_after"))  # fmt: skip
    listed = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    indent = LIST_INDENT if listed else (form.left_indent or Length(0)).cm
    drawn = [Emu(int(one.get("cy"))).cm for one in paragraph._p.iter(qn("wp:extent"))]
    lines = _lines(paragraph, width - indent, size)
    return spaces + max([lines * Pt(size * LINE * spacing).cm, *drawn])


def _stated(style, what, default):
    """Return what a style states, or the nearest of those that it is based on; else the default."""
    while style is not None:
        found = what(style)
        if found is not None:
            return found
        style = style.base_style
    return default


def _size(style) -> float | None:
    return None if style.font.size is None else style.font.size.pt


def _spacing(style) -> float | None:
    found = style.paragraph_format.line_spacing
    return found if isinstance(found, float) else None


def _lines(paragraph: Paragraph, width: float, size: float) -> int:
    """Return how many lines the words of a paragraph take, broken at spaces."""
    count, used, pieces = 1, 0.0, _words(paragraph, size)
    for wide, space in pieces:
        if used and used + wide > width:
            count, used = count + 1, 0.0
        count += int(wide // width) if wide > width else 0
        used += wide + space
    return count


def _words(paragraph: Paragraph, size: float) -> list[tuple[float, float]]:
    """Return (width, width of the space behind it) of every word in centimetres; a word may be set in several ways."""
    found, wide = [], 0.0
    bold = bool(_stated(paragraph.style, lambda one: one.font.bold, False))
    for run in paragraph.runs:
        even = run.style is not None and run.style.name == "Verbatim Char"
        for place, part in enumerate(run.text.replace("\n", " ").split(" ")):
            if place:
                found.append((wide, layout.width(" ", size)))
                wide = 0.0
            own = EVEN * len(part) * Pt(size).cm if even else layout.width(part, size, bold or bool(run.bold))
            wide += own
    return [*found, (wide, 0.0)]


def _undated(path: Path) -> None:
    """Give the archive fixed times."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, DRAWN_AT)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
