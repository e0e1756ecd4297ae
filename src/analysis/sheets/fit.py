"""How many pages a sheet takes when printed, from the widths of its letters: lists are as long as there is room for."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from analysis.documents.layout import width
from analysis.sheets.layout import AROUND, CELL, HEADING, LINE, PADDING, PAGE, SIZES
from analysis.sheets.parts import LONGEST_LIST, WIDTH, Grid, Section, Sheet, Space, Text

# The fewest rows of the longest list.
SHORTEST = 2


def rows_shown(made: Callable[[int], Sheet], enough: int) -> int:
    """Return how many rows the longest list of a sheet may have: what one page holds, if that is enough, else what two do.

    made : gives the sheet for a number of rows. enough : the fewest rows for which one page is better than two.
    """
    if pages(made(LONGEST_LIST)) == 1:
        return LONGEST_LIST
    of_one = _longest(made, 1)
    return of_one if of_one >= enough else max(_longest(made, 2), SHORTEST)


def _longest(made: Callable[[int], Sheet], allowed: int) -> int:
    """Return the most rows with which a sheet takes no more pages than allowed; 0 where even the fewest take more."""
    low, high = SHORTEST - 1, LONGEST_LIST
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if pages(made(middle)) <= allowed else (low, middle - 1)
    return low if low >= SHORTEST else 0


def pages(sheet: Sheet) -> int:
    """Return the number of pages of a sheet."""
    count, at = 1, 0.0
    for high in _pieces(sheet):
        count, at = (count, at + high) if at + high <= PAGE else (count + 1, high)
    return count


def _pieces(sheet: Sheet) -> Iterator[float]:
    """Return the heights of what is not divided between pages, in centimetres, from the top of the sheet."""
    title = _lines(sheet.title, SIZES["title"], WIDTH, True) * LINE["title"] + AROUND["text"]
    yield title + sum(_lines(line, SIZES["about"], WIDTH) for line in sheet.about) * LINE["about"]
    for section in sheet.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[float]:
    kept = HEADING
    for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
        first, *others = _heights(block)
        if isinstance(block, Text) and isinstance(after, Grid | Space):
            kept += first + sum(others)
            continue
        yield kept + first
        yield from others
        kept = 0.0


def _heights(block: Text | Grid | Space) -> list[float]:
    """Return the heights of the pieces of a block; the head of a table stays with its first row."""
    if isinstance(block, Space):
        return [block.lines * LINE["space"]]
    if isinstance(block, Text):
        kind = "note" if block.note else "body"
        return [LINE[kind] + AROUND["text"], *[LINE[kind]] * (_lines(block.words, SIZES[kind], WIDTH) - 1)]
    head, *rows = (_row_height(row, block) for row in (block.header, *block.rows))
    rows = rows or [0.0]
    return [head + rows[0] + AROUND["grid"], *rows[1:]]


def _row_height(row: tuple[str, ...], grid: Grid) -> float:
    bold = row is grid.header
    lines = max(_lines(text, SIZES["cell"], wide - PADDING, bold) for text, wide in zip(row, grid.widths, strict=True))
    return lines * LINE["cell"] + CELL


@lru_cache(maxsize=20_000)
def _lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """Return how many lines a text takes; words stay whole, and one that is wider than the room is divided."""
    space, count, at = width(" ", size, bold), 1, 0.0
    for word in text.split(" "):
        wide = _word(word, size, bold)
        if at and at + space + wide > room:
            count, at = count + 1, 0.0
        at += wide + (space if at else 0.0)
        further = int(at // room) if at > room else 0
        count, at = count + further, at - further * room
    return count


@lru_cache(maxsize=20_000)
def _word(word: str, size: float, bold: bool) -> float:
    return width(word, size, bold)
