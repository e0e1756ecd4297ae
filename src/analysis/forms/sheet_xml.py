"""The XML of sheets, searched without building a tree: formulas, error cells, and how far the cells reach."""

import re
from html import unescape
from itertools import islice
from xml.etree import ElementTree

from analysis.forms.archive import Refused

MOST_ROWS, LONGEST_FORMULA = 20_000, 9_000
LARGE, MOST_MERGED = 4 * 2**20, 100_000
MOST_CELLS = 4_000_000
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\sr\s*=\s*[\"'](\d{1,9})[\"']")
# A cell beyond column ZZ or row 9,999, or written in another way than spreadsheet programs write it.
_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]{1,2}\d{1,4}")(?=[\s>/])')
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,9})[\"']")
_MAY_BE_FORMULA = re.compile(rb"f[ >/]")
_AFTER_FORMULA = re.compile(rb"f(?:\s[^<>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?P<value><(?:\w+:)?v>[^<])?")
_FORMULA_TEXT = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]+)")
_ERROR = re.compile(rb"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)(?=</)")
_ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_FORMULA_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_REPEATED = re.compile(rb'(table:number-(rows|columns)-repeated=)"(\d+)"')
_OPEN_DOCUMENT_FORMULA = re.compile(rb'table:formula="([^"]*)"')
_NAMED = re.compile(rb"<(?:\w+:)?definedName\b[^<>]*>([^<]*)<")
# Two name spaces are in use for the same attribute.
_RELATIONS = tuple(
    f"{{{space}/relationships}}id"
    for space in ("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
)


def paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Return {sheet name: part} of an .xlsx file; empty if its list of sheets cannot be read."""
    lists = parts.get("xl/_rels/workbook.xml.rels", b""), parts.get("xl/workbook.xml", b"")
    if max(map(len, lists)) > LARGE:
        return {}
    try:
        relations, workbook = map(ElementTree.fromstring, lists)
    except ElementTree.ParseError:
        return {}
    targets = {one.get("Id"): _part_name(one.get("Target", "")) for one in relations}
    sheets = [node for node in workbook.iter() if node.tag.rpartition("}")[2] == "sheet"]
    return {node.get("name", ""): targets.get(_relation(node), "") for node in sheets}


def _relation(node: ElementTree.Element) -> str:
    return next((node.get(name) for name in _RELATIONS if node.get(name)), "")


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def formulas(part: bytes) -> dict[str, bool]:
    """Return {cell: whether a value was saved with it} of the cells of an .xlsx sheet that hold a formula."""
    if not has_formulas(part):
        return {}
    starts = [match.start() for match in _MAY_BE_FORMULA.finditer(part)]
    found = [_formula(part, start) for start in starts if part[start - 1 : start] in (b"<", b":")]
    return {cell: saved for cell, saved in found if cell}


def _formula(part: bytes, start: int) -> tuple[str, bool]:
    opened = part.rfind(b"<", 0, start)
    attributes = part[part.rfind(b"<", 0, opened) : opened]
    after = _AFTER_FORMULA.match(part, start)
    # A formula that gives an empty text saves nothing and says so by its type.
    saved = bool(after and after["value"]) or b't="str"' in attributes
    return _address(attributes), saved


def has_formulas(part: bytes) -> bool:
    """Return whether a sheet of an .xlsx file holds a formula; quick where it does not."""
    return _MAY_BE_FORMULA.search(part) is not None and any(mark in part for mark in _FORMULA_MARKS)


def _address(attributes: bytes) -> str:
    found = _ADDRESS.search(attributes)
    return found[1].decode() if found else ""


def formula_texts(name: str, part: bytes) -> list[str]:
    """Return all formulas of a part of an .xlsx or .ods file, named formulas among them."""
    if name.startswith("xl/worksheets/"):
        found = _FORMULA_TEXT.findall(part)
    elif name == "xl/workbook.xml":
        found = _NAMED.findall(part)
    else:
        found = _OPEN_DOCUMENT_FORMULA.findall(part) if name == "content.xml" else []
    return [unescape(text.decode("utf-8", "replace")) for text in found]


def errors(part: bytes) -> dict[str, str]:
    """Return {cell: '#REF!', ...} of the cells of an .xlsx sheet whose formula failed."""
    found = {}
    for match in islice(_ERROR.finditer(part) if b"#" in part else (), MOST_ROWS):
        opened = part.rfind(b' r="', max(0, match.start() - LONGEST_FORMULA), match.start())
        attributes = part[opened : part.find(b">", opened)] if opened >= 0 else b""
        if b't="e"' in attributes:
            found[_address(attributes)] = match[0].decode()
    return found


def within_bounds(parts: dict[str, bytes], kind: str, unread: set[str]) -> dict[str, bytes]:
    """Return the parts with what lies below row 20,000 cut off; the same object if nothing had to be cut.

    unread : parts of sheets that will not be read. Raises Refused sheet_too_large for a sheet that is too wide, or
    whose cells lie about their rows.
    """
    if kind == "ods":
        return _repeats_bounded(parts)
    changed = {}
    for name, part in parts.items():
        if not name.startswith("xl/worksheets/") or name in unread:
            continue
        if len(part) > LARGE and part.count(b"mergeCell ") > MOST_MERGED:
            raise Refused("sheet_too_large", found=MOST_MERGED, expected=MOST_ROWS)
        if _may_be_large(part):
            cut = _cut(part)
            _refuse_large(cut)
            if len(cut) != len(part):
                changed[name] = cut
    return {**parts, **changed} if changed else parts


def _may_be_large(part: bytes) -> bool:
    return _UNUSUAL_CELL.search(part) is not None or b":c" in part


def _cut(part: bytes) -> bytes:
    numbered = 0
    for match in _ROW.finditer(part):
        number = _ROW_NUMBER.match(part, match.start(), match.start() + 400)
        numbered = int(number[1]) if number else numbered + 1
        if numbered > MOST_ROWS:
            end = part.rfind(b"</", match.start(), max(part.rfind(b"sheetData>"), match.start()))
            return part[: match.start()] + part[end:] if end > 0 else part[: match.start()]
    return part


def _refuse_large(part: bytes) -> None:
    last_row, last_column = len(_ROW.findall(part)), 0
    for letters, row in _REFERENCE.findall(part):
        last_row = max(last_row, int(row))
        last_column = max(last_column, _column(letters))
    if len(_CELL.findall(part)) > len(_REFERENCE.findall(part)):
        last_column = max(last_column, *(len(_CELL.findall(row)) for row in _ROW.split(part)))
    if last_row > MOST_ROWS or last_row * last_column > MOST_CELLS:
        raise Refused("sheet_too_large", found=f"{last_row} × {last_column}", expected=MOST_ROWS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _repeats_bounded(parts: dict[str, bytes]) -> dict[str, bytes]:
    content = parts.get("content.xml", b"")
    bounded = _REPEATED.sub(_bounded, content)
    rows = bounded.split(b"<table:table-row")[1:]
    line_count = len(rows) + sum(int(count) - 1 for _, what, count in _REPEATED.findall(bounded) if what == b"rows")
    width = max(map(_width, rows), default=0)
    if line_count > MOST_ROWS * 2 or line_count * width > MOST_CELLS:
        raise Refused("sheet_too_large", found=f"{line_count} × {width}", expected=MOST_ROWS)
    return parts if bounded == content else {**parts, "content.xml": bounded}


def _width(row: bytes) -> int:
    repeated = sum(int(count) - 1 for _, what, count in _REPEATED.findall(row) if what == b"columns")
    return row.count(b"<table:table-cell") + row.count(b"<table:covered-table-cell") + repeated


def _bounded(match: re.Match) -> bytes:
    # More blank rows than these end the table, and no form has as many columns: addresses before them stay true.
    most = 600 if match[2] == b"rows" else 250
    return match[1] + b'"%d"' % min(int(match[3]), most)
