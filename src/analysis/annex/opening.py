"""Opening the file of an annex: what is too large, damaged, encrypted or of another kind is refused before it is parsed."""

import io
import re
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import unescape

from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from analysis.annex import word_tables
from analysis.annex.grid import Grid
from analysis.problems import DataProblems, problem

LARGEST = 50 * 2**20
MOST_PARTS = 2_000
# A sheet is laid out in memory as one rectangle; one stray cell far away would ask for hundreds of gigabytes.
LAST_LINE, LAST_COLUMN = 20_000, 200
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_PLACE = re.compile(r"([A-Z]{0,3})(\d{0,7})")


def grids(path: Path) -> list[Grid]:
    """Return the tables of a .xlsx or .docx file in their order.

    Raises DataProblems, naming the file and what to do, for a file that is missing, of another kind, encrypted, damaged,
    larger than 50 MB unpacked, or whose sheet reaches beyond 20,000 lines or 200 columns.
    """
    ending = path.suffix.lower()
    if not path.is_file():
        raise _refused("annex_missing", path)
    if ending not in (".xlsx", ".docx"):
        raise _refused("annex_kind", path, found=path.suffix)
    parts = _parts(path)
    inside = "xl/workbook.xml" if ending == ".xlsx" else "word/document.xml"
    if inside not in parts:
        raise _refused("annex_renamed", path, found=ending)
    _check_parts(path, parts)
    try:
        return (word_tables.grids if ending == ".docx" else _sheets)(path.name, _packed(parts))
    except (CalamineError, OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise _refused("annex_damaged", path) from None


def _refused(rule: str, path: Path, **facts) -> DataProblems:
    return DataProblems([problem(rule, texts="annex", file=path.name, **facts)])


def _parts(path: Path) -> dict[str, bytes]:
    try:
        with path.open("rb") as stream:
            if stream.read(4) == b"\xd0\xcf\x11\xe0":
                raise _refused("annex_locked", path)
        with zipfile.ZipFile(path) as package:
            return _unpacked(path, package)
    except OSError:
        raise _refused("annex_unreadable", path) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise _refused("annex_damaged", path) from None


def _unpacked(path: Path, package: zipfile.ZipFile) -> dict[str, bytes]:
    entries = package.infolist()
    if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > LARGEST:
        raise _refused("annex_large", path, expected=LARGEST // 2**20)
    return {one.filename: package.read(one) for one in entries}


def _check_parts(path: Path, parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or b"\x00" in content):
            raise _refused("annex_damaged", path)
        if b"sheetData" in content and (far := _far_address(content)):
            raise _refused("annex_far", path, cell=far, expected=f"{LAST_LINE:,}")


def _far_address(content: bytes) -> str:
    for found in _ADDRESS.finditer(content):
        words = unescape(found[1].decode("ascii", "replace"))
        place = _PLACE.fullmatch(words)
        if not place or int(place[2] or 0) > LAST_LINE or _column(place[1]) > LAST_COLUMN:
            return words[:20]
    return ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a package of exactly the parts that were checked: what the file says of their sizes no longer counts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    stream.seek(0)
    return stream


def _sheets(file: str, package: io.BytesIO) -> list[Grid]:
    with CalamineWorkbook.from_filelike(package) as book:
        names = [
            one.name
            for one in book.sheets_metadata
            if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
        ]
        return [Grid(file, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
