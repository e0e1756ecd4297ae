"""Points as annexes print them: with a comma, with the word điểm; what is no plain figure is none."""

import re
from fractions import Fraction

from analysis.annex.grid import text

_POINTS = re.compile(r"(?:tối đa\s*:?\s*)?([+-]?\d{1,4}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)?\.?", re.IGNORECASE)
_AT_END = re.compile(
    r"^(.*?)\s*[:：]\s*(?:được\s+)?([+-]?\d{1,3}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)?\s*[.;]?$", re.IGNORECASE
)
_BULLET = re.compile(r"^(?:[-–—+•*]|[a-zđ]\))\s*")


def points(cell) -> Fraction | None:
    """Return the points of a cell; None for anything but one plain figure of at most two decimals."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Fraction(text(cell)) if re.fullmatch(r"-?\d{1,4}(\.\d{1,6})?", text(cell)) else None
    found = _POINTS.fullmatch(text(cell)) if isinstance(cell, str) else None
    return Fraction(found[1].replace(",", ".")) if found else None


def of_line(line: str) -> tuple[str, Fraction | None]:
    """Return (condition, points) of a line of a scale: "- Trên 90%: 2 điểm" gives ("Trên 90%", 2)."""
    words = without_bullet(line)
    found = _AT_END.fullmatch(words)
    return (found[1], Fraction(found[2].replace(",", "."))) if found else (words, None)


def without_bullet(line: str) -> str:
    """Return a line without the dashes and bullets before it."""
    while (shorter := _BULLET.sub("", line)) != line:
        line = shorter
    return line


def written(value: Fraction | None) -> str:
    """Return points as criteria.csv writes them: 0.5, 10/3, unknown."""
    if value is None:
        return "unknown"
    decimal = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return decimal if Fraction(decimal) == value else str(value)


def in_words(value: Fraction | None) -> dict[str, str]:
    """Return points as messages print them, {"vi": 0,5, "en": 0.5}."""
    return {"vi": written(value).replace(".", ","), "en": written(value)}
