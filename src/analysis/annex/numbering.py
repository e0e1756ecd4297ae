"""The numbers of criteria as annexes write them: A, I, 1, 1.1, a), -; and those that a spreadsheet turned into figures."""

import datetime
import re
from typing import NamedTuple

from analysis.annex.grid import text

Parts = tuple[int, ...]
_WORDS = re.compile(r"^(phần|mục|lĩnh vực|tiêu chí|tc|lv)\s+", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ARABIC = re.compile(r"\d{1,2}([.,]\d{1,2}){0,4}")
_ITEM = re.compile(r"[a-zđ]\s*[).]?|[-–—+•*]|\d{1,2}\)")
_IN_TITLE = re.compile(r"^([A-H]|[IVXL]+|\d{1,2})((?:\.\d{1,2})*)\.?\s+(?=\D)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


class Label(NamedTuple):
    """The number of a row.

    kind : letter (A), roman (I), arabic (1.1), item (a, -), none (empty) or other. candidates : what the number may be;
    more than one only for a figure or date that a spreadsheet made of it.
    """

    kind: str
    candidates: tuple[Parts, ...] = ()
    printed: str = ""
    prefix: str = ""


def read(cell, letter_before: str = "") -> Label:
    """Return the label of a cell; `letter_before` (the last letter used) tells part C from roman 100."""
    if isinstance(cell, bool):
        return Label("other", printed=str(cell))
    if isinstance(cell, datetime.date | datetime.datetime):
        return Label("arabic", _of_date(cell), text(cell))
    if isinstance(cell, int | float):
        return _of_figure(text(cell))
    return _of_words(_WORDS.sub("", text(cell)), letter_before)


def in_title(title: str) -> tuple[str, str]:
    """Return (number, title without it) of a title that begins with its own number: 1.1. Kế hoạch; else ("", title)."""
    found = _IN_TITLE.match(title)
    if not found or not (found[2] or title[len(found[1]) : len(found[1]) + 1] == "."):
        return "", title
    return found[1] + found[2], title[found.end() :]


def following(before: Parts | None) -> set[Parts]:
    """Return the numbers that may come next: the first below, or the next at each level; 1 at the start."""
    if before is None:
        return {(1,)}
    return {(*before, 1)} | {(*before[:depth], before[depth] + 1) for depth in range(len(before))}


def settled(label: Label, before: Parts | None, starts_again: bool) -> tuple[Parts, bool]:
    """Return (the number, whether order settles it): of several candidates the one that may come next."""
    allowed = following(before) | ({(1,)} if starts_again else set())
    fitting = [one for one in label.candidates if one in allowed]
    if len(fitting) == 1:
        return fitting[0], True
    return label.candidates[0], len(label.candidates) == 1


def printed(parts: Parts) -> str:
    """Return a number as a code: (1, 10) is 1.10."""
    return ".".join(map(str, parts))


def _of_words(words: str, letter_before: str) -> Label:
    plain = words.strip().rstrip(".:")
    if not plain:
        return Label("none")
    if re.fullmatch("[A-H]", plain) and (plain == "A" or ord(plain) - 1 == ord(letter_before or "\0")):
        return Label("letter", ((ord(plain) - 64,),), plain)
    if _ROMAN.fullmatch(plain):
        return Label("roman", ((roman(plain),),), plain)
    head, dot, rest = plain.partition(".")
    if dot and _ARABIC.fullmatch(rest) and (_ROMAN.fullmatch(head) or re.fullmatch("[A-H]", head)):
        return Label("arabic", (_parts(rest),), plain, head)
    if _ARABIC.fullmatch(plain):
        return Label("arabic", (_parts(plain),), plain)
    return Label("item" if _ITEM.fullmatch(words.strip()) else "other", printed=words)


def roman(words: str) -> int:
    """Return the value of a roman number."""
    values = [_VALUES[letter] for letter in words]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _parts(words: str) -> Parts:
    return tuple(int(one) for one in re.split("[.,]", words))


def _of_figure(words: str) -> Label:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", words):
        return Label("other", printed=words)
    parts = _parts(words)
    # 1.1 may have been 1.10: a spreadsheet drops the last zero.
    longer = ((parts[0], parts[1] * 10),) if len(parts) == 2 and parts[1] < 10 and words[-2] == "." else ()
    return Label("arabic", (parts, *longer), words)


def _of_date(day: datetime.date) -> tuple[Parts, ...]:
    two = [(day.day, day.month), (day.month, day.day)]
    three = [(*one, day.year % 100) for one in two] if day.year % 100 else []
    return tuple(dict.fromkeys(two + three))
