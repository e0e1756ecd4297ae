"""Fits pandoc's document tree (its JSON form) to one format: figure files, column widths, contents."""

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape

from analysis.report_assets.word_document import TABLE_SIZES, table_text

TEXT_WIDTH_CM, FIGURE_HEIGHT_CM = 17.0, 21.5
# Characters of table text beside each other on an A4 page, and how many of them the padding of a cell takes.
PDF_ROOM, DOCX_ROOM, PADDING = 120, 102, 3
PDF_TEXT_POINTS, SHORT_TABLE = 8.5, 13
LONGEST_LINE, HEADING_LINES = 160, 3
WORD_END = re.compile(r"\s+|(?<=[^\W\d]-)(?=[^\W\d])")
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
WORDS = {"Str", *SPACES}
PNG_START = b"\x89PNG\r\n\x1a\n"

Change = Callable[[dict], dict]


class TreeError(Exception):
    """The Markdown holds something that cannot stand in all three formats."""


def fit(node, changes: dict[str, Change]):
    """Return a copy of a document tree with `changes[kind]` applied to its elements, inner ones first."""
    if isinstance(node, list):
        return [fit(part, changes) for part in node]
    if not isinstance(node, dict) or node.get("t") in WORDS:
        return node
    fitted = {key: fit(value, changes) for key, value in node.items()}
    change = changes.get(fitted.get("t"))
    return change(fitted) if change else fitted


def for_html(folder: Path) -> dict[str, Change]:
    """Return the changes for HTML: SVG figures, tables that scroll sideways."""
    return RAW | {"Image": _figure(folder, ".svg", _alternative), "Table": _scrolling_table}


def for_pdf(folder: Path) -> dict[str, Change]:
    """Return the changes for typst: SVG figures, column widths and text size of crowded tables."""
    return RAW | {"Image": _figure(folder, ".svg", _alternative), "Table": _printed_table}


def for_docx(folder: Path) -> dict[str, Change]:
    """Return the changes for DOCX: PNG figures no larger than a page, column widths, small text in tables."""
    return RAW | {"Image": _figure(folder, ".png", _word_size), "Table": _word_table}


def word_contents(blocks: list[dict], title: str) -> list[dict]:
    """Return the blocks of a table of contents, levels 1 and 2, that is readable before Word has updated it.

    The entries are links inside a contents field: Word adds page numbers on request and asks nothing.
    """
    headings = [block["c"] for block in blocks if block["t"] == "Header" and block["c"][0] <= 2]
    if not headings:
        return []
    lines = [
        (f"toc {level}", [{"t": "Link", "c": [_attributes(), words, ["#" + attributes[0], ""]]}])
        for level, attributes, words in headings
    ]
    lines[0][1].insert(0, _field_mark("begin", ' TOC \\o "1-2" \\h \\z \\u '))
    lines[-1][1].append(_field_mark("end"))
    return [_styled("TOC Heading", [{"t": "Str", "c": title}])] + [_styled(*line) for line in lines]


def plain_text(node) -> str:
    """Return the words of a part of the tree."""
    if isinstance(node, list):
        return "".join(plain_text(part) for part in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind in SPACES:
        return SPACES[kind]
    if kind in ("Code", "Math"):
        return content[1]
    return content if kind == "Str" else plain_text(content)


@dataclass(frozen=True)
class Need:
    """Characters a column wants, with padding: its longest word, its heading in few lines, its longest body line, its
    longest line. Each is at least the one before."""

    word: int = PADDING
    head: int = PADDING
    body: int = PADDING
    line: int = PADDING

    def with_cell(self, text: str, heading: bool) -> "Need":
        """Return the need once the column also holds this cell; a heading may wrap to a few lines."""
        word = max(map(len, WORD_END.split(text)), default=0) + PADDING
        line = max(word, PADDING + max((min(len(part), LONGEST_LINE) for part in text.splitlines()), default=0))
        head = max(word, PADDING + math.ceil(len(text) / HEADING_LINES)) if heading else word
        wants = (word, head, head if heading else line, line)
        return Need(*map(max, (self.word, self.head, self.body, self.line), wants))


def column_needs(table: list) -> list[Need]:
    """Return what each column of a table asks for."""
    needs = [Need()] * len(table[2])
    for index, (_, cells) in enumerate(_rows(table)):
        for column, cell in enumerate(cells[: len(needs)]):
            needs[column] = needs[column].with_cell(plain_text(cell[4]), heading=index < len(table[3][1]))
    return needs


def _rows(table: list) -> list[list]:
    """Rows of head, bodies and foot, each [attributes, cells]."""
    _, _, _, head, bodies, foot = table
    return head[1] + [row for body in bodies for row in body[2] + body[3]] + foot[1]


def column_shares(needs: list[Need], room: int) -> list[float]:
    """Return the share of the text width for each column: no word is broken, then headings take few lines, then whole
    lines where they fit. Where the room ends between two of these the columns get what they still lack in proportion."""
    wanted = [[getattr(need, kind) for need in needs] for kind in ("word", "head", "body", "line")]
    if sum(wanted[0]) >= room:
        return [want / sum(wanted[0]) for want in wanted[0]]
    for less, more in pairwise(wanted):
        if sum(more) > room:
            part = (room - sum(less)) / (sum(more) - sum(less))
            return [(one + part * (other - one)) / room for one, other in zip(less, more, strict=True)]
    return [want / room for want in wanted[-1]]


def crowding(needs: list[Need], room: int) -> float:
    """Return by how much the text must shrink for the longest words to fit; 1 where they do."""
    return min(1.0, room / sum(need.word for need in needs))


def _attributes(classes: tuple = (), **pairs: str) -> list:
    return ["", list(classes), [[key, value] for key, value in pairs.items()]]


def _styled(style: str, words: list[dict]) -> dict:
    return {"t": "Div", "c": [_attributes(**{"custom-style": style}), [{"t": "Para", "c": words}]]}


def _field_mark(kind: str, instruction: str = "") -> dict:
    run = f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    if instruction:
        run += f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        run += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return {"t": "RawInline", "c": ["openxml", run]}


def _refuse_raw(element: dict) -> dict:
    form, text = element["c"]
    if form not in ("typst", "openxml") and text.strip():
        raise TreeError(f"raw {form} would be lost in the other formats: {text.strip()[:60]}")
    return element


RAW = {"RawBlock": _refuse_raw, "RawInline": _refuse_raw}


def _figure(folder: Path, suffix: str, describe: Callable[[Path, list], list]) -> Change:
    def change(image: dict) -> dict:
        attributes, words, (name, title) = image["c"]
        file = name.removesuffix(".svg").removesuffix(".png") + suffix
        place = PurePosixPath(file)
        if ":" in file or place.is_absolute() or ".." in place.parts or not (folder / place).is_file():
            raise TreeError(f"figure not found in the report's folder: {file}")
        attributes = [*attributes[:2], describe(folder / place, words)]
        return {"t": "Image", "c": [attributes, words, [file, title]]}

    return change


def _alternative(_: Path, words: list) -> list[list[str]]:
    return [["alt", plain_text(words)]]


def _word_size(png: Path, _: list) -> list[list[str]]:
    """Width and height attributes that fill the text width, or the height of a page for a tall picture."""
    start = png.read_bytes()[:24]
    if len(start) < 24 or not start.startswith(PNG_START):
        raise TreeError(f"not a PNG picture: {png.name}")
    width, height = struct.unpack(">II", start[16:])
    wide = min(TEXT_WIDTH_CM, FIGURE_HEIGHT_CM * width / height)
    return [["width", f"{wide:.3f}cm"], ["height", f"{wide * height / width:.3f}cm"]]


def _with_columns(table: dict, shares: list[float] | None) -> dict:
    """The table with these widths (None: left to the format); columns without an alignment go left."""
    content = list(table["c"])
    widths = (
        [{"t": "ColWidth", "c": share} for share in shares] if shares else [{"t": "ColWidthDefault"}] * len(content[2])
    )
    sides = [{"t": "AlignLeft"} if side["t"] == "AlignDefault" else side for side, _ in content[2]]
    content[2] = [list(column) for column in zip(sides, widths, strict=True)]
    return table | {"c": content}


def _widths_if_full(needs: list[Need]) -> list[float] | None:
    """Shares for a table that fills the page; a narrower one is left to the format's own fitting."""
    fits = sum(need.line for need in needs) <= 0.8 * PDF_ROOM
    return None if fits else column_shares(needs, PDF_ROOM)


def _scrolling_table(table: dict) -> dict:
    """A box that scrolls, around a table that asks for room enough to read."""
    needs = column_needs(table["c"])
    asked = sum(max(need.word, min(need.body, 28)) for need in needs)
    wide = _with_columns(table, _widths_if_full(needs))
    wide["c"][0] = _attributes(style=f"min-width: {asked * 0.5:g}em")
    return {"t": "Div", "c": [_attributes(("table-scroll",)), [wide]]}


def _printed_table(table: dict) -> dict:
    needs = column_needs(table["c"])
    printed = _with_columns(table, _widths_if_full(needs))
    share = crowding(needs, PDF_ROOM)
    if share < 1:
        printed["c"][0] = _attributes(**{"typst:text:size": f"{PDF_TEXT_POINTS * share:.2f}pt"})
    return printed


def _word_table(table: dict) -> dict:
    """Column widths, and the paragraph style in each cell; the rows of a short table stay on one page."""
    needs = column_needs(table["c"])
    share = crowding(needs, DOCX_ROOM)
    size = next((size for size in TABLE_SIZES if size <= TABLE_SIZES[0] * share), TABLE_SIZES[-1])
    content = _with_columns(table, column_shares(needs, DOCX_ROOM))["c"]
    content = content[:3] + fit(content[3:], {})
    rows = _rows(content)
    for index, (_, cells) in enumerate(rows):
        style = table_text(size, kept=len(rows) <= SHORT_TABLE and index < len(rows) - 1)
        for cell in cells:
            # pandoc gives a Plain its own style whatever stands around it
            cell[4] = [_styled(style, block["c"]) if block["t"] == "Plain" else block for block in cell[4]]
    return table | {"c": content}
