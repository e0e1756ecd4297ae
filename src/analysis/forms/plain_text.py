"""Text that people typed, made fit for documents: no control characters, no line breaks, never longer than a reader reads."""

import re
from pathlib import PurePosixPath

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FILE_NAME = re.compile(r"[^\w.-]+")


def plain(text: str, longest: int = 2000) -> str:
    """Return text as one line that XML can hold; cut with … where it is too long."""
    line = " ".join(_CONTROL.sub("", str(text)).split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def without_folder(text: str, file: str) -> str:
    """Return text without the folder that a form lies in: who reads it knows the name of the file, not our folders."""
    folder = PurePosixPath(file).parent.as_posix()
    return text if folder in (".", "/") else text.replace(f"{folder}/", "")


def file_name(code: str) -> str:
    """Return a code as the name of a file without ending: no slash, no dot in front, never empty."""
    return _FILE_NAME.sub("-", code).strip(".-")[:80] or "don-vi"
