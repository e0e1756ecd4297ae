"""Unpacking a zipped workbook within bounds: the directory is checked first, then every part is inflated with a limit."""

import io
import re
import struct
import zipfile
import zlib

MOST_PARTS = 2000
MOST_UNPACKED = 120 * 2**20
# Spreadsheets hold at most some sixty times what they take packed; only a large part can do harm.
MOST_RATIO, HARMLESS = 300, 8 * 2**20
_TOP = 2**16
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_TEXT_PARTS = (".xml", ".rels", ".vml", "mimetype")


class Refused(Exception):
    """Why a file is not read: the rule of texts/reading.yml and the facts its text names."""

    def __init__(self, rule: str, **facts):
        self.rule, self.facts = rule, facts
        super().__init__(rule)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return {name: content} of the XML parts of a zip file; other parts (pictures, macros) have no content, b"".

    Raises Refused: broken_file, unpacks_too_large, unsafe_name, password, xml_entities.
    """
    entries = _directory(content)
    parts, left = {}, MOST_UNPACKED
    for entry in entries:
        part = _inflated(content, entry, left) if entry.filename.endswith(_TEXT_PARTS) else b""
        left -= len(part)
        parts[entry.filename] = part
    return parts


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise Refused("broken_file") from None
    names = [entry.filename for entry in entries]
    if len(names) != len(set(names)):
        raise Refused("broken_file")
    unsafe = next((name for name in names if _unsafe(name)), "")
    if unsafe:
        raise Refused("unsafe_name", found=unsafe[:80])
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("unpacks_too_large", expected=MOST_UNPACKED // 2**20)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("password")
    return entries


def _unsafe(name: str) -> bool:
    return ".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or ":" in name


def _inflated(content: bytes, entry: zipfile.ZipInfo, limit: int) -> bytes:
    packed = _packed(content, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        part = _deflated(packed, entry.file_size, limit)
    else:
        raise Refused("broken_file")
    if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
        raise Refused("broken_file")
    # A declaration of entities is what makes a small XML file grow without end or fetch other files; it stands at the top.
    top = part[:_TOP]
    if b"!" in top and (b"<!DOCTYPE" in top or b"<!ENTITY" in top):
        raise Refused("xml_entities", found=entry.filename)
    # Only UTF-8 can be searched below as it stands.
    if b"\x00" in part:
        raise Refused("broken_file")
    return part


def _packed(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    header = content[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise Refused("broken_file")
    _, name, extra = _LOCAL_HEADER.unpack(header)
    start = entry.header_offset + _LOCAL_HEADER.size + name + extra
    packed = content[start : start + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise Refused("broken_file")
    return packed


def _deflated(packed: bytes, declared: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(-15)
    most = min(declared, limit)
    try:
        part = inflater.decompress(packed, most + 1)
    except zlib.error:
        raise Refused("broken_file") from None
    bomb = len(part) > HARMLESS and len(part) > MOST_RATIO * len(packed)
    if len(part) > most or bomb:
        raise Refused("unpacks_too_large", expected=MOST_UNPACKED // 2**20)
    return part


def packed_again(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of parts, not compressed."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return result.getvalue()
