"""Writes all sheets of a language as one PDF, each on pages of its own, set by typst in the font shipped here."""

from pathlib import Path

from analysis.documents.layout import PDF_FONT, drawable
from analysis.documents.pdf import typeset
from analysis.sheets import layout
from analysis.sheets.parts import Block, Book, Grid, Sheet, Space, Text, page_words

TEMPLATE = Path(__file__).with_name("sheets.typ")


def write(path: Path, book: Book) -> Path:
    """Write the sheets to `path` as one PDF and return the path; the same sheets give the same bytes.

    Raises DocumentError when typst fails or warns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(compiled(book))
    return path


def compiled(book: Book) -> bytes:
    """Return the sheets as a PDF."""
    return typeset(TEMPLATE, given(book), book.date)


def given(book: Book) -> dict:
    """Return the sheets as plain values for the template: every block a dictionary with its kind."""
    page, of = page_words(book.language)
    return {
        "language": book.language, "title": book.title, "head": book.head, "mark": book.mark, "page": page, "of": of,
        "font": PDF_FONT, "margins": layout.MARGINS, "edge": layout.EDGE, "sizes": layout.SIZES,
        "ink": layout.INK, "alarm": layout.ALARM, "lines": layout.LINES, "space": layout.LINE["space"],
        "sheets": [_sheet(one) for one in book.sheets],
    }  # fmt: skip


def _sheet(sheet: Sheet) -> dict:
    return {
        "title": drawable(sheet.title),
        "about": [drawable(line) for line in sheet.about],
        "sections": [{"title": one.title, "blocks": [_block(block) for block in one.blocks]} for one in sheet.sections],
    }


def _block(block: Block) -> dict:
    if isinstance(block, Text):
        return {"kind": "text", "words": drawable(block.words), "note": block.note}
    if isinstance(block, Space):
        return {"kind": "space", "lines": block.lines}
    return _grid(block)


def _grid(grid: Grid) -> dict:
    rows = [[drawable(text) for text in row] for row in grid.rows]
    return {"kind": "grid"} | grid._asdict() | {"rows": rows}
