"""The cells of a sheet as text, numbers, words true and false, and dates: letters composed, ends trimmed, nothing else."""

import datetime
import unicodedata
from itertools import chain

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060\u00ad"))
_SPACES = {ord(mark): " " for mark in "\u00a0\u202f\u2009"}
_CHANGED = _INVISIBLE | _SPACES
_MARKS = tuple(map(chr, _CHANGED))
_PLAIN = frozenset({str, float})
# Blanks beside the mark that joins the texts of cells: some text may have blank ends.
_BLANK_ENDS = (" \n", "\n ", "\n\n", "\t", "\r", "\v", "\f")


def tidy(rows: list[list]) -> tuple[list[list], str]:
    """Return (rows with tidy cells, all texts joined by line breaks); the same rows where nothing had to change.

    Times become text; whole numbers are floats as all numbers of cells are.
    """
    cells = list(chain.from_iterable(rows))
    texts = [cell for cell in cells if cell.__class__ is str and cell]
    whole = "\n".join(texts)
    if set(map(type, cells)) <= _PLAIN and _is_tidy(whole):
        return rows, whole
    changed = [[tidy_cell(cell) for cell in row] for row in rows]
    return changed, "\n".join(cell for row in changed for cell in row if cell.__class__ is str and cell)


def _is_tidy(text: str) -> bool:
    if text[:1].isspace() or text[-1:].isspace() or any(mark in text for mark in _BLANK_ENDS):
        return False
    return unicodedata.is_normalized("NFC", text) and not any(mark in text for mark in _MARKS)


def tidy_cell(cell):
    """Return one cell as text (composed, without hard or invisible spaces and blank ends), float, bool or date."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell).translate(_CHANGED).strip()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return str(cell) if isinstance(cell, datetime.time | datetime.timedelta) else cell
