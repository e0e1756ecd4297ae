"""Which documents a row cites: number, date, page and link of each, from one cell of free text or from separate columns.

Numbers mentioned only as the basis of a document ("Kế hoạch 05/KH-UBND thực hiện Quyết định 876/QĐ-BNV") are not evidence.
"""

import calendar
import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from analysis.forms.numbers import DASHES
from analysis.language import normal, plain_name

PARTS = (("evidence_date", "date"), ("evidence_page", "page"), ("evidence_link", "link"))
LONGEST, SHORT = 4000, 40
NOTHING = ("không", "không có", "không có tài liệu", "không có tài liệu kiểm chứng", "không có tlkc", "chưa có")
_LETTER = "A-ZĐÂĂÊÔƠƯ"
_KINDS = "qđ|kh|bc|cv|tb|ct|nq|tt|tr|hd|pa|ctr|đa|gm|bb|qc|ttr|ttlt|nđ"
NUMBER = re.compile(
    rf"(?<![\w/])\d{{1,6}}[A-Za-z]?\s?(?:/\s?\d{{4}}\s?)?(?:"
    rf"/\s?(?:[{_LETTER}][\w&]*[{_LETTER}]|(?:{_KINDS})(?=-))(?:\s?-\s?[{_LETTER}a-zđ][\w&.]*[{_LETTER}a-zđ\d])*"
    rf"|-[{_LETTER}]{{2,5}}/[{_LETTER}]{{2,10}})"
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s;,]+", re.IGNORECASE)
_PAGE = re.compile(
    r"\b(?:(?:trang|tr\.?)\s*\d+(?:\s*[-–,]\s*\d+)*|(?:mục|phần|phụ lục|điều|khoản|điểm)\s+(?:[IVX]+|\d+|[a-zđ])\b(?:\.\d+)*)",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[;\n\r]+")
_BASIS = re.compile(
    r"\b(?:triển khai|thực hiện|căn cứ|theo|kèm theo|sửa đổi|thay thế|hướng dẫn|trả lời|phúc đáp|tại)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"\s*\(?\s*(?:[Nn]gày\s*\d|[Tt]rang\s*\d|[Tt]r\.\s*\d|[Mm]ục\s|[Pp]hụ lục\s|của\s|về\s|về việc\s|và\s|tại\s)"
)
_LEFT_OPEN = re.compile(r"(?:\b(?:của|về|về việc|và|tại|số|ngày)|,)\s*$")
_ISSUES = re.compile(r"\b(?:ban hành|xây dựng)\b", re.IGNORECASE)
_STARTS_AS_BASIS = re.compile(r"\W*(?:để )?(?:triển khai|thực hiện|căn cứ|theo|thay thế|sửa đổi)\b", re.IGNORECASE)
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+(?:tháng|thg)\s+(\d{1,2})(?:\s+năm\s+|\s*,\s*)(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"[\s,(]*(?:tháng\s*)?(\d{1,2})\s*(?:[/-]|năm)\s*(\d{4})(?![\d/])", re.IGNORECASE)
_YEAR = re.compile(r"[\s,(]*(?:năm\s*)?((?:19|20)\d\d)(?![\d/])", re.IGNORECASE)
_ATTEMPT = re.compile(r"ngày\s*[\d.…/_-][^;,)]{0,20}", re.IGNORECASE)


class Document(NamedTuple):
    """One document cited.

    number : as typed, spaces folded; empty if none. date : exact, None if not stated. span : first and last day the date
    may be where only a month or a year is stated, equal to the date otherwise. unreadable : what looks like a date and is
    none. text : the words around the number, or the title in its own column. line : row it stands in where that is not
    the row of its criterion, else 0.
    """

    number: str = ""
    date: datetime.date | None = None
    page: str = ""
    link: str = ""
    text: str = ""
    span: tuple[datetime.date, datetime.date] | None = None
    unreadable: str = ""
    line: int = 0


def documents(values: dict) -> tuple[Document, ...]:
    """Return the documents of a row; `values` are the cells of a FormRow."""
    text, number = _text(values.get("evidence")), _text(values.get("evidence_number"))
    separate = [(name, values[field]) for field, name in PARTS if field in values]
    if number:
        found = numbered(number)
        if text:
            found = tuple(one._replace(text=text) for one in found)
    elif text:
        found = cited(text)
    else:
        found = (Document(),) if separate else ()
    return _with_columns(found, separate) if separate else found


def _text(value) -> str:
    if value.__class__ is str:
        return "" if value in DASHES or (value[:1] in "kKcC" and len(value) <= SHORT and _is_nothing(value)) else value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@lru_cache(maxsize=1024)
def _is_nothing(text: str) -> bool:
    return plain_name(text).strip(" .") in NOTHING


@lru_cache(maxsize=8192)
def numbered(text: str) -> tuple[Document, ...]:
    """Return the documents of a column that holds numbers only; what is typed there counts as a number in any form."""
    if NUMBER.fullmatch(text):
        return (Document(number=_tight(text), text=text),)
    found = cited(text)
    if any(one.number for one in found):
        return found
    return tuple(Document(number=normal(piece), text=normal(piece)) for piece in _PIECES.split(text) if piece.strip())


def _tight(number: str) -> str:
    return re.sub(r"\s*([/-])\s*", r"\1", number)


@lru_cache(maxsize=8192)
def cited(text: str) -> tuple[Document, ...]:
    """Return the documents that a free text cites, in the order of the text."""
    found = []
    for place, piece in enumerate(_pieces(text[:LONGEST])):
        if piece.strip(" \t-–+•*."):
            found += _of_piece(normal(piece), first=place == 0)
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """Return a text in pieces of one document each: a line that goes on with its date, page or sentence is joined to it."""
    pieces: list[str] = []
    for piece in _PIECES.split(text):
        if pieces and (_GOES_ON.match(piece) or _LEFT_OPEN.search(pieces[-1])) and not NUMBER.search(piece):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces


def _of_piece(piece: str, first: bool) -> list[Document]:
    links = _LINK.findall(piece)
    plain = normal(_LINK.sub(" ", piece)) if links else piece
    numbers = list(NUMBER.finditer(plain))
    link = " ".join(links)
    if not numbers:
        return [_unnumbered(plain, link)]
    if not first and _STARTS_AS_BASIS.match(plain):
        return []
    found, start = [], 0
    issues = _ISSUES.search(plain, numbers[0].end()) if _STARTS_AS_BASIS.match(plain) else None
    # "Căn cứ Quyết định 876/QĐ-BNV, xã ban hành Kế hoạch 45/KH-UBND" cites the plan.
    numbers = [match for match in numbers if issues and match.start() > issues.start()] or numbers
    for place, match in enumerate(numbers):
        end = numbers[place + 1].start() if place + 1 < len(numbers) else len(plain)
        if place == 0 or not _BASIS.search(plain[start : match.start()]):
            found.append(_document(match, plain[start : match.start()], plain[match.end() : end], link))
        start = match.end()
    return found


def _unnumbered(plain: str, link: str) -> Document:
    date, span, unreadable = dated(plain, loose=False)
    page = _PAGE.search(plain)
    return Document("", date, page[0] if page else "", link, plain, span, unreadable)


def _document(match: re.Match, before: str, after: str, link: str) -> Document:
    date, span, unreadable = dated(after, loose=True)
    if span is None and not unreadable:
        date, span, _ = dated(before, loose=False)
    page = _PAGE.search(after)
    return Document(
        _tight(match[0]), date, page[0] if page else "", link, normal(before + match[0] + after), span, unreadable
    )


def dated(text: str, loose: bool) -> tuple[datetime.date | None, tuple | None, str]:
    """Return (date, span, what looks like a date and is none) of the first date in a text.

    loose : a month or a year alone counts too if the text begins with it.
    """
    for pattern, order in ((_DAY, (3, 2, 1)), (_WORDS, (3, 2, 1)), (_ISO, (1, 2, 3))):
        match = pattern.search(text)
        if match:
            day = _day(*(match[group] for group in order))
            return (day, (day, day), "") if day else (None, None, match[0])
    attempt = _ATTEMPT.search(text)
    if loose and (found := _month(text) or _year(text)):
        return None, found, ""
    return None, None, attempt[0].strip() if attempt else ""


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _month(text: str) -> tuple | None:
    match = _MONTH.match(text)
    if not match or not 1 <= int(match[1]) <= 12 or not 1900 <= int(match[2]) <= 2100:
        return None
    year, month = int(match[2]), int(match[1])
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _year(text: str) -> tuple | None:
    match = _YEAR.match(text)
    return (datetime.date(int(match[1]), 1, 1), datetime.date(int(match[1]), 12, 31)) if match else None


def _with_columns(found: tuple, separate: list) -> tuple[Document, ...]:
    """Give each document its date, page and link; a column with another count of entries speaks of the first document."""
    if len(found) == 1:
        return (_completed(found[0], separate),)
    columns = [(name, _entries(value)) for name, value in separate]
    return tuple(
        _completed(
            document,
            [(name, own[place]) for name, own in columns if own and (len(own) == len(found) or place == 0)],
        )
        for place, document in enumerate(found)
    )


def _entries(value) -> list:
    if not isinstance(value, str):
        return [value]
    return [] if value in DASHES else [piece for piece in map(normal, _PIECES.split(value)) if piece]


def _completed(document: Document, own: list) -> Document:
    number, date, page, link, text, span, unreadable, line = document
    for name, value in own:
        if name == "date":
            date, span, unreadable = column_date(value)
        elif name == "page":
            page = _text(value)
        else:
            link = _text(value)
    return Document(number, date, page, link, text, span, unreadable, line)


def column_date(value) -> tuple[datetime.date | None, tuple | None, str]:
    """Return (date, span, unreadable) of a cell of the column of dates: a date cell, a text, or a year as a number."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value, (value, value), ""
    return _typed_date(_text(value))


@lru_cache(maxsize=8192)
def _typed_date(text: str) -> tuple:
    date, span, unreadable = dated(normal(text).removeprefix("ngày ").removeprefix("Ngày "), loose=True)
    return date, span, unreadable if span else unreadable or text
