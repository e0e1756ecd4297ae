"""What may pass before any reader of workbooks sees a file: its kind, its size, and nothing in it that runs or fetches."""

import re
import stat
from pathlib import Path
from typing import NamedTuple

from analysis.forms import ole, sheet_xml
from analysis.forms.archive import Refused, unpacked

LARGEST = 50 * 2**20
MOST_SHEETS = 100
ENDINGS = (".xlsx", ".xls", ".ods", ".csv")
MACRO_ENDINGS = (".xlsm", ".xlsb", ".xltm", ".xlam", ".xla", ".xlt")
_SIGNATURES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "RTF"), (b"BM", "BMP"), (b"MZ", "EXE"), (b"\x7fELF", "ELF"),
)  # fmt: skip
_OPEN_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|table|\?xml|script|meta)", re.IGNORECASE)
# Functions that fetch, call or run; a link that starts a program (cmd|'/C ...'!A0) is known by its bar and its mark.
_ACTIVE = re.compile(
    r"(?<![\w.])(?:WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE|IMPORT(?:DATA|XML|HTML|FEED|RANGE))\s*\("
    r"|[\w'\"\]]\s*\|[^|!\n]{0,400}!",
    re.IGNORECASE,
)
# What every such formula holds, or "&#" which may hide it; looked for before formulas are taken apart.
_ACTIVE_MARKS = (b"SERVICE(", b"RTD(", b"CALL(", b"EXEC(", b"DDE(", b".ID(", b"XML(", b"&#")
_BAR = re.compile(rb"\|[^\"|!<\n]{0,400}!")
_WITH_FORMULAS = ("xl/worksheets/", "xl/workbook.xml", "content.xml")
_QUOTED = re.compile(r'"[^"\n]*"')
_LIKE_FORMULA = re.compile(r"\n[ \t']*[=+@-][^\n]{1,1000}")


class Passed(NamedTuple):
    """A file that may be read: its kind (xlsx, xls, ods, csv), its content, the XML parts of it, and what to note."""

    kind: str
    content: bytes
    parts: dict[str, bytes]
    notes: tuple[tuple[str, dict], ...]


def passed(path: Path) -> Passed:
    """Return a file that may be read. Raises archive.Refused with the rule of texts/reading.yml that it breaks."""
    _refuse_by_name(path)
    content = _content(path)
    kind = _kind(content, path.suffix.lower())
    notes = (
        [("ending_differs", {"found": path.suffix, "expected": f".{kind}"})]
        if path.suffix.lower() != f".{kind}"
        else []
    )
    if kind == "csv":
        return Passed(kind, content, {}, ())
    if kind == "xls":
        ole.refuse(content)
        return Passed(kind, content, {}, (*notes, *ole.notes(content)))
    parts = unpacked(content)
    if kind == "ods" and not parts.get("mimetype", b"").startswith(_OPEN_SPREADSHEET):
        raise Refused("other_kind", found="OpenDocument")
    _refuse_active(parts, kind)
    return Passed(kind, content, parts, (*notes, *_links(parts)))


def _refuse_by_name(path: Path) -> None:
    if path.name.startswith(("~$", ".~lock")):
        raise Refused("lock_file", expected=path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#"))
    if path.suffix.lower() in MACRO_ENDINGS:
        raise Refused("macros", found=path.suffix)
    if path.suffix.lower() not in ENDINGS:
        raise Refused("unknown_ending", found=path.suffix or path.name, expected=", ".join(ENDINGS))


def _content(path: Path) -> bytes:
    try:
        about = path.stat()
        # Anything but a plain file, a pipe for instance, might never end.
        if not stat.S_ISREG(about.st_mode):
            raise Refused("file_unreadable")
        if about.st_size > LARGEST:
            raise Refused("file_too_large", found=about.st_size // 2**20, expected=LARGEST // 2**20)
        content = path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_missing") from None
    except (OSError, ValueError):
        raise Refused("file_unreadable") from None
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Refused("file_empty")
    return content


def _kind(content: bytes, ending: str) -> str:
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _kind_of_zip(content)
    if content[:8] == ole.SIGNATURE:
        return _kind_of_ole(content)
    known = next((name for start, name in _SIGNATURES if content.startswith(start)), "")
    if known or _MARKUP.match(content[:400].removeprefix(b"\xef\xbb\xbf")):
        raise Refused("other_kind", found=known or "HTML/XML")
    if ending == ".csv":
        return "csv"
    raise Refused("other_kind", found={"vi": "tệp không rõ loại", "en": "a file of unknown kind"})


def _kind_of_zip(content: bytes) -> str:
    # Names stand uncompressed in the directory at the end of a zip file; a torn file has none.
    if b"xl/workbook" in content:
        return "xlsx"
    if b"content.xml" in content and b"mimetype" in content:
        return "ods"
    for mark, name in ((b"word/", "Word (.docx)"), (b"ppt/", "PowerPoint (.pptx)")):
        if mark in content:
            raise Refused("other_kind", found=name)
    if b"PK\x05\x06" not in content[-66000:]:
        raise Refused("broken_file")
    raise Refused("other_kind", found="ZIP")


def _kind_of_ole(content: bytes) -> str:
    names = ole.names(content)
    if names & {"EncryptedPackage", "EncryptionInfo", "EncryptedSummary"}:
        raise Refused("password")
    if names & {"Workbook", "Book"}:
        return "xls"
    other = {"WordDocument": "Word (.doc)", "PowerPoint Document": "PowerPoint (.ppt)"}
    found = next((word for name, word in other.items() if name in names), "")
    raise Refused("other_kind", found=found) if found else Refused("broken_file")


def _refuse_active(parts: dict[str, bytes], kind: str) -> None:
    names = "\n".join(parts).lower()
    if "vbaproject" in names or "macrosheets/" in names or "\nbasic/" in names or "\nscripts/" in names:
        raise Refused("macros", found="vbaProject" if "vbaproject" in names else "macro")
    if kind == "ods" and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused("password")
    if any("externallinks/" in name.lower() and b"ddeLink" in part for name, part in parts.items()):
        raise Refused("active_formula", found="DDE")
    for name, part in parts.items():
        if name.startswith(_WITH_FORMULAS) and _may_be_active(name, part):
            for formula in sheet_xml.formula_texts(name, part):
                if _ACTIVE.search(_QUOTED.sub("", formula)):
                    raise Refused("active_formula", found=formula[:60])


def _may_be_active(name: str, part: bytes) -> bool:
    if name.startswith("xl/worksheets/") and not sheet_xml.has_formulas(part):
        return False
    # Formulas of many rows differ by their digits only: without these, few are left to look through.
    shapes = b"".join(set(part.translate(None, b"0123456789").split(b"<f"))).upper()
    return any(mark in shapes for mark in _ACTIVE_MARKS) or _BAR.search(shapes) is not None


def _links(parts: dict[str, bytes]) -> list[tuple[str, dict]]:
    linked = any("externallinks/" in name.lower() or name.lower().endswith("connections.xml") for name in parts)
    return [("external_links", {})] if linked else []


def refuse_program_text(text: str) -> None:
    """Raise Refused if a text of a cell would start a program or fetch once a spreadsheet takes it for a formula.

    text : the texts of cells, joined by line breaks.
    """
    if "|" not in text and "(" not in text:
        return
    for line in _LIKE_FORMULA.findall(f"\n{text}"):
        if _ACTIVE.search(_QUOTED.sub("", line)):
            raise Refused("active_formula", found=line.strip()[:60])
