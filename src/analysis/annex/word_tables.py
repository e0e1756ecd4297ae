"""The tables of a Word file: merged cells once, each table with the words before it."""

from typing import IO

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from analysis.annex.grid import Grid, lines

# Words further above a table than this belong to the text of the decision.
PARAGRAPHS_ABOVE = 8
MOST_COLUMNS = 60


def grids(file: str, package: IO[bytes]) -> list[Grid]:
    """Return the tables of the text of an opened Word file in their order; a table inside a cell is left out."""
    found, above = [], []
    for block in docx.Document(package).iter_inner_content():
        if isinstance(block, Paragraph):
            above += lines(block.text)
        elif isinstance(block, Table):
            found.append(_grid(file, len(found) + 1, block, " ".join(above[-PARAGRAPHS_ABOVE:])))
            above = []
    return found


def _grid(file: str, number: int, table: Table, above: str) -> Grid:
    rows, numbered = [], set()
    for line, row in enumerate(table._tbl.tr_lst):
        cells = [""] * row.grid_before
        for place, cell in enumerate(row.tc_lst):
            if place == 0 and not _words(cell) and cell.find(f".//{qn('w:numPr')}") is not None:
                numbered.add(line)
            # Merged cells keep their place, so that the other columns stay under their headings.
            cells += [_words(cell)] + [""] * (min(cell.grid_span, MOST_COLUMNS) - 1)
        rows.append(cells[:MOST_COLUMNS])
    return Grid(file, str(number), rows, above, True, frozenset(numbered))


def _words(cell) -> str:
    if cell.vMerge == "continue":
        return ""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(qn("w:p")))


def _pieces(paragraph):
    for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        yield piece.text or "" if piece.tag == qn("w:t") else "\n" if piece.tag == qn("w:br") else " "
