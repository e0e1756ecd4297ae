"""What the reader of workbooks does not tell of an .ods sheet: which cells hold formulas, failed, or say true and false."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from analysis.csv_file import address

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_MOST_REPEATED = 1000
LARGEST = 8 * 2**20


class Cells(NamedTuple):
    """formulas : {cell: whether a value was saved}. errors : {cell: '#REF!', ...}. words : {cell: true or false}."""

    formulas: dict[str, bool]
    errors: dict[str, str]
    words: dict[str, bool]


def cells(content: bytes, sheet: str) -> Cells:
    """Return what the cells of a sheet hold besides their values; content : the part content.xml.

    Of a very large part nothing is told.
    """
    found = Cells({}, {}, {})
    if len(content) > LARGEST or not any(mark in content for mark in (b"table:formula", b'"error"', b'"boolean"')):
        return found
    try:
        tree = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return found
    for table in tree.iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name", "") == sheet:
            for cell, node in _placed(table):
                _note(found, cell, node)
            break
    return found


def _placed(table) -> Iterator[tuple[str, ElementTree.Element]]:
    line = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for node in row:
            if node.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                yield address(column, line), node
                column += _repeated(node, "columns")
        line += _repeated(row, "rows")


def _repeated(node, what: str) -> int:
    times = node.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(times), _MOST_REPEATED) if times.isdecimal() else 1


def _note(found: Cells, cell: str, node) -> None:
    if node.get(f"{_TABLE}formula"):
        found.formulas[cell] = node.get(f"{_OFFICE}value-type") is not None
    if node.get(f"{_CALC}value-type") == "error":
        text = node.find(_TEXT)
        found.errors[cell] = (text.text if text is not None else "") or "#ERR"
    elif node.get(f"{_OFFICE}value-type") == "boolean":
        found.words[cell] = node.get(f"{_OFFICE}boolean-value") == "true"
