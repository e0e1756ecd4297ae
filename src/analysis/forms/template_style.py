"""How the sheets of the form look: fonts, colours, borders, and rows as high as their longest text."""

from collections.abc import Callable
from functools import cache

import xlsxwriter
from xlsxwriter.format import Format

FONT, SIZE, SMALL = "Times New Roman", 11, 10
COLOURS = {
    "input": "#FFFBE0", "locked": "#E3E3E3", "plain": "#FFFFFF", "domain": "#CFE2F3", "criterion": "#EAF3FB",
    "heading": "#1F4E79", "total": "#CFE2F3", "error": "#F4A6A0", "warning": "#FFD28A", "ready": "#C6E7C8",
}  # fmt: skip
LEAST_HEIGHT, MOST_HEIGHT = 20, 405
BORDER = "#9A9A9A"
Formats = Callable[..., Format]


def formats(workbook: xlsxwriter.Workbook) -> Formats:
    """Return a function from properties to the format that has them; each is made once."""
    made: dict[tuple, Format] = {}

    def of(fill: str = "", **properties) -> Format:
        key = (fill, *sorted(properties.items()))
        if key not in made:
            background = {"bg_color": COLOURS[fill]} if fill not in ("", "plain") else {}
            plain = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
            made[key] = workbook.add_format(plain | background | properties)
        return made[key]

    return of


def boxed(of: Formats, fill: str, **properties) -> Format:
    """Return the format of a cell of a table."""
    return of(fill, border=1, border_color=BORDER, **properties)


@cache
def lines(text: str, room: int) -> int:
    """Return how many lines a text takes where a line has room for so many letters, words kept whole."""
    return sum(_lines_of(paragraph, max(4, room)) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, room: int) -> int:
    count, used = 1, 0
    for word in paragraph.split(" "):
        needed = used + len(word) + (1 if used else 0)
        if needed <= room:
            used = needed
            continue
        count += (1 if used else 0) + (len(word) - 1) // room
        used = (len(word) - 1) % room + 1 if word else used
    return count


def text_height(text: str, width: float, size: int = SIZE, bold: bool = False) -> float:
    """Return the height of a text in a column of this width: Times New Roman, letters of its usual width."""
    room = int(width * (1.16 if size < SIZE else 1.05) * (0.95 if bold else 1))
    return lines(text, room) * (size + 2.7) + 5


def height(needed: list[float], least: float = LEAST_HEIGHT) -> float:
    """Return the height of a row from what each of its texts needs."""
    return min(MOST_HEIGHT, max(least, *needed)) if needed else least


def on_paper(sheet, landscape: bool = True, paper: int = 9, header: str = "", footer: tuple = ("", "")) -> None:
    """Set a sheet to be printed one page wide, A4 unless another paper is named, with its page numbers."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.3, right=0.3, top=0.45, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    font = f'&"{FONT}"&9 '
    sheet.set_header(f"&C{font}{header}" if header else "", {"margin": 0.2})
    sheet.set_footer(f"&L{font}{footer[0]}&R{font}{footer[1]}", {"margin": 0.25})


def printed(text: str) -> str:
    """Return a text as the header of a page takes it: & would begin a command."""
    return text.replace("&", "&&")[:120]
