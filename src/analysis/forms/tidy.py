"""The cells of a sheet as text, numbers, words true and false, and dates: letters composed, ends trimmed, nothing else."""

import datetime
import unicodedata
from functools import lru_cache
from itertools import chain

_CHANGED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060\u00ad")) | {
    ord(mark): " " for mark in "\u00a0\u202f\u2009"
}
_PLAIN = (str, float, bool, datetime.date, datetime.datetime)
# Marks that are written apart from their letter: text with them is not composed.
_APART = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_UNTIDY = (*map(chr, _CHANGED), *_APART, "\t", "\r", "\v", "\f")


def tidy(rows: list[list]) -> tuple[list[list], str]:
    """Return (rows with tidy cells, all texts joined by line breaks); the same rows where nothing had to change.

    Times become text; whole numbers are floats as all numbers of cells are.
    """
    cells = list(chain.from_iterable(rows))
    texts = [cell for cell in cells if cell.__class__ is str and cell]
    whole, types = "\n".join(texts), list(map(type, cells))
    if sum(map(types.count, _PLAIN)) == len(cells) and _is_tidy(whole, len(texts)):
        return rows, whole
    changed = [[tidy_cell(cell) for cell in row] for row in rows]
    return changed, "\n".join(cell for row in changed for cell in row if cell.__class__ is str and cell)


def _is_tidy(whole: str, count: int) -> bool:
    """Return whether tidying would leave all texts of cells as they are; it may say no too often."""
    if any(mark in whole for mark in _UNTIDY) or whole[:1].isspace() or whole[-1:].isspace():
        return False
    # Line breaks join the texts of cells; a blank beside one may be the end of a text.
    broken = whole.count("\n") >= count and "\n\n" in whole
    return not broken and " \n" not in whole and "\n " not in whole


def tidy_cell(cell):
    """Return one cell as text (composed, without hard or invisible spaces and blank ends), float, bool or date."""
    if isinstance(cell, str):
        return _tidy_text(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return str(cell) if isinstance(cell, datetime.time | datetime.timedelta) else cell


# Titles come back in every form.
@lru_cache(maxsize=16384)
def _tidy_text(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_CHANGED).strip()
