"""Difficulties and proposals that a unit sends with its form."""

from analysis.csv_file import address
from analysis.forms import choosing
from analysis.forms.codes import printed
from analysis.forms.form import Petition
from analysis.forms.words import folded, known, said
from analysis.forms.workbook import Sheet
from analysis.language import normal

_WITHIN = 20


def read(sheets: list[Sheet]) -> list[Petition]:
    """Return the petitions of the sheets whose name says so, in order; kind is difficulty or proposal."""
    return [
        one for sheet in sheets if not sheet.hidden and choosing.is_petitions(sheet.name) for one in _of_sheet(sheet)
    ]


def _of_sheet(sheet: Sheet) -> list[Petition]:
    headed = [(line, _columns(row)) for line, row in enumerate(sheet.rows[:_WITHIN])]
    headed = [(line, columns) for line, columns in headed if any(name == "text" for name, _ in columns.values())]
    if not headed:
        return []
    # A title line may read like a heading; the heading proper has the most columns.
    line, columns = max(headed, key=lambda one: len(one[1]))
    below = enumerate(sheet.rows[line + 1 :], start=line + 2)
    return [one for number, cells in below for one in _of_row(cells, number, columns, sheet.name)]


def _columns(row: list) -> dict[int, tuple[str, str]]:
    """Return {column: (code, kind or text, kind that its heading says)}; a heading may itself say difficulty or proposal."""
    names = known("heading_petition", "headings_petition")
    found = {column: names.get(folded(cell), "") for column, cell in enumerate(row) if isinstance(cell, str) and cell}
    return {column: (name, _kind(row[column]) if name == "text" else "") for column, name in found.items() if name}


def _of_row(cells: list, line: int, columns: dict[int, tuple[str, str]], sheet: str) -> list[Petition]:
    code = next((printed(cells[c]) for c, (name, _) in columns.items() if name == "code" and cells[c] != ""), "")
    said_kind = next((str(cells[c]) for c, (name, _) in columns.items() if name == "kind" and cells[c] != ""), "")
    found = []
    for column, (name, kind) in columns.items():
        text = normal(cells[column]) if name == "text" and isinstance(cells[column], str) else ""
        if text:
            one = _kind(said_kind) or kind or "proposal"
            found.append(Petition(code, one, text, sheet, address(column, line)))
    return found


def _kind(words: str) -> str:
    """Return difficulty or proposal if the words say only one of them, else ''."""
    plain = folded(words)
    kinds = {kind for kind in ("difficulty", "proposal") if any(word in plain for word in said(f"reading.kind_{kind}"))}
    return kinds.pop() if len(kinds) == 1 else ""
