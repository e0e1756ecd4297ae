"""What a cell of a form says as a number or a date: exact, or a word for why it is neither; never a guess."""

import datetime
import re
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from analysis.language import normal


class Unread(Enum):
    """Why a filled cell is no number."""

    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous_number"
    PER_CENT = "per_cent"


NOT_A_NUMBER, AMBIGUOUS, PER_CENT = Unread
LONGEST = 40
DASHES = frozenset({"-", "–", "—", "−", "…", "..."})
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<group>[. ,])[0-9]{3})(?:(?P=group)[0-9]{3})*(?:(?P<mark>[.,])[0-9]+)?")
_POINTS_WORD = re.compile(r"\s*điểm$", re.IGNORECASE)


@lru_cache(maxsize=65536, typed=True)
def number(value, percent: bool = False) -> Fraction | Unread | None:
    """Return the exact number of a cell; None for an empty cell or a dash; else why it is no number.

    value : what the cell holds. A number counts to 15 digits, as a spreadsheet shows it. Texts are '8,5', '8.5',
    '1.085,30', '1 085', '-0,25', '2 điểm'. '1.085' is AMBIGUOUS: a thousand and more, or one and a little.
    percent : '85,3 %' gives 85.3; without it, it is PER_CENT.
    """
    if isinstance(value, str):
        return _of_text(normal(value), percent) if len(value) <= LONGEST else NOT_A_NUMBER
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return NOT_A_NUMBER
    return _of_float(value) if isinstance(value, float) else Fraction(value)


def _of_float(value: float) -> Fraction | Unread:
    if value.is_integer():
        return Fraction(int(value))
    return Fraction(f"{value:.15g}") if value - value == 0 else NOT_A_NUMBER


def _of_text(text: str, percent: bool) -> Fraction | Unread | None:
    if not text or text in DASHES:
        return None
    plain = _POINTS_WORD.sub("", text)
    if plain.endswith("%"):
        return _unsigned(plain[:-1].rstrip()) if percent else _refused_per_cent(plain[:-1].rstrip())
    return _unsigned(plain)


def _refused_per_cent(plain: str) -> Unread:
    return PER_CENT if isinstance(_unsigned(plain), Fraction) else NOT_A_NUMBER


def _unsigned(text: str) -> Fraction | Unread:
    sign = -1 if text[:1] in ("-", "−") else 1
    digits = text[1:].lstrip() if text[:1] in ("-", "−", "+") else text
    if _AMBIGUOUS.fullmatch(digits):
        return AMBIGUOUS
    if _PLAIN.fullmatch(digits):
        return sign * Fraction(digits.replace(",", "."))
    grouped = _GROUPED.fullmatch(digits)
    if grouped and grouped["group"] != grouped["mark"]:
        whole = digits.replace(grouped["group"], "")
        return sign * Fraction(whole.replace(",", "."))
    return NOT_A_NUMBER


_DAY = r"(?P<day>[0-3]?[0-9])"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9]){_DAY}\s?[/.-]\s?(?P<month>[01]?[0-9])\s?[/.-]\s?(?P<year>[12][0-9]{{3}})(?![0-9])",
        rf"(?<![0-9]){_DAY} tháng (?P<month>[01]?[0-9]) năm (?P<year>[12][0-9]{{3}})(?![0-9])",
        r"(?<![0-9])(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9])",
    )
)
_AROUND = re.compile(r"[\s.;,()]*(?:ngày)?[\s.;,()]*", re.IGNORECASE)


def date_of(value) -> datetime.date | None:
    """Return the one date that a cell holds, or None if it holds none, several or an impossible one.

    value : a date cell, or text such as '05/3/2024', '5-3-2024', '2024-03-05', 'ngày 5 tháng 3 năm 2024'.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        return None
    return _only_date(normal(value)) if len(value) <= 2 * LONGEST else None


def dates_in(text: str) -> list[datetime.date]:
    """Return every possible date written in a text, in the order of the text: 'số 12/KH-STP ngày 15/01/2024' has one."""
    plain = normal(text).lower()
    found = sorted((match.start(), match) for pattern in _DATES for match in pattern.finditer(plain))
    return [date for _, match in found if (date := _calendar(match)) is not None]


def _only_date(text: str) -> datetime.date | None:
    for pattern in _DATES:
        match = pattern.search(text.lower())
        if match and _AROUND.fullmatch(text[: match.start()]) and _AROUND.fullmatch(text[match.end() :]):
            return _calendar(match)
    return None


def _calendar(match: re.Match) -> datetime.date | None:
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
