"""The old binary workbook (.xls): its streams and records, walked within bounds, to know what must not be opened."""

import struct
from collections.abc import Iterator

from analysis.forms.archive import Refused

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_CELLS, MOST_ROWS = 4_000_000, 20_000
_LAST_SECTOR, _SMALL_SECTOR = 0xFFFFFFFA, 64
_FILE_PASSWORD, _LINKED_BOOK, _FORMULA, _TEXT_OF_FORMULA = 0x2F, 0x1AE, 0x06, 0x207
_BEGINS = (0x809, 0x409, 0x209)
_CELLS = frozenset({0x03, 0x04, 0x05, 0x06, 0x7E, 0xFD, 0xD6, 0x201, 0x203, 0x204, 0x205, 0x27E})
_MACRO_STREAMS = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros", "PROJECTwm"})
_OWN_SHEETS, _ADD_IN = b"\x01\x04", b"\x01\x3a"


def names(content: bytes) -> set[str]:
    """Return the names of the streams and folders of an OLE file. Raises Refused broken_file."""
    return {name for name, _, _ in _entries(content)}


def refuse(content: bytes) -> None:
    """Raise Refused for an .xls file that is damaged, locked, spread too wide, or holds macros or a link to a program."""
    if names(content) & _MACRO_STREAMS:
        raise Refused("macros", found="VBA")
    last_row = last_column = 0
    begun = False
    for kind, record in records(content):
        begun = begun or kind in _BEGINS
        if kind == _FILE_PASSWORD:
            raise Refused("password")
        # The third mark of a link says that it is to a program, by DDE or OLE.
        if kind == _LINKED_BOOK and _is_link(record) and b"\x03" in record[4:]:
            raise Refused("active_formula", found="DDE")
        if kind in _CELLS and len(record) >= 4:
            row, column = struct.unpack_from("<HH", record)
            last_row, last_column = max(last_row, row + 1), max(last_column, column + 1)
    if not begun:
        raise Refused("broken_file")
    if last_row > MOST_ROWS or last_row * last_column > MOST_CELLS:
        raise Refused("sheet_too_large", found=f"{last_row} × {last_column}", expected=MOST_ROWS)


def _is_link(record: bytes) -> bool:
    return len(record) > 4 and record[2:4] not in (_OWN_SHEETS, _ADD_IN)


def notes(content: bytes) -> list[tuple[str, dict]]:
    """Return what to note about an .xls file: links to other workbooks."""
    linked = any(kind == _LINKED_BOOK and _is_link(record) for kind, record in records(content))
    return [("external_links", {})] if linked else []


def formula_cells(content: bytes, sheet: int) -> list[tuple[int, int]]:
    """Return (row, column) from 0 of the cells with formulas in the sheet of a position."""
    position, found = -2, []
    for kind, record in records(content):
        # The list of sheets and every sheet begin with such a record.
        position += kind in _BEGINS
        if kind == _FORMULA and position == sheet and len(record) >= 4:
            found.append(struct.unpack_from("<HH", record))
    return found


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content) of the records of the workbook stream. Raises Refused broken_file."""
    stream, place = _workbook(content), 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _workbook(content: bytes) -> bytes:
    entries = _entries(content)
    _, start, length = next((one for one in entries if one[0] in ("Workbook", "Book")), ("", _LAST_SECTOR, 0))
    if length >= struct.unpack_from("<I", content, 56)[0]:
        return _stream(content, start)[:length]
    # A short stream stands in small sectors inside the stream of the root, with a table of their own.
    table = _numbers(_stream(content, struct.unpack_from("<I", content, 60)[0]))
    store = _stream(content, entries[0][1])
    pieces = (store[one * _SMALL_SECTOR : (one + 1) * _SMALL_SECTOR] for one in _chain(table, start))
    return b"".join(pieces)[:length]


def _entries(content: bytes) -> list[tuple[str, int, int]]:
    if len(content) < 1024:
        raise Refused("broken_file")
    directory = _stream(content, struct.unpack_from("<I", content, 48)[0])
    entries = []
    for place in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, place + 64)
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        entries.append((name, *struct.unpack_from("<II", directory, place + 116)))
    if not entries:
        raise Refused("broken_file")
    return entries


def _stream(content: bytes, start: int) -> bytes:
    size = _sector_size(content)
    return b"".join(content[(one + 1) * size : (one + 2) * size] for one in _chain(_allocation(content, size), start))


def _sector_size(content: bytes) -> int:
    (power,) = struct.unpack_from("<H", content, 30)
    if power not in (9, 12):
        raise Refused("broken_file")
    return 1 << power


def _chain(table: tuple[int, ...], start: int) -> list[int]:
    """Return the sectors of a stream. Raises Refused for a chain that leaves the file or runs in a circle."""
    chain, sector = [], start
    while sector < _LAST_SECTOR:
        if sector >= len(table) or len(chain) > len(table):
            raise Refused("broken_file")
        chain.append(sector)
        sector = table[sector]
    return chain


def _allocation(content: bytes, size: int) -> tuple[int, ...]:
    listed = list(struct.unpack_from("<109I", content, 76))
    (further,) = struct.unpack_from("<I", content, 68)
    seen = set()
    while further < _LAST_SECTOR and further not in seen and (further + 2) * size <= len(content):
        seen.add(further)
        entries = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        listed += entries[:-1]
        further = entries[-1]
    most = len(content) // size
    sectors = (content[(one + 1) * size : (one + 2) * size] for one in listed if one < most)
    return _numbers(b"".join(sectors))


def _numbers(table: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(table) // 4}I", table)
