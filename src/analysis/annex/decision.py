"""The decision that an annex belongs to, and the units a table is for, as the words above the table name them."""

import datetime
import re

UNKNOWN = "unknown"
_NUMBER = re.compile(
    r"(?:kèm theo|ban hành).{0,40}?quyết định số\s*:?\s*(\d{1,5}(?:/\d{4})?/QĐ-[\wĐ]{2,12})", re.IGNORECASE
)
_DATE = re.compile(
    r"ngày\s+(\d{1,2})(?:\s+tháng\s+(\d{1,2})\s+năm\s+|[/-](\d{1,2})[/-])(\d{4})(?:\s+của\s+([^().;,\n]{3,80}))?",
    re.IGNORECASE,
)
# The words of a title proper, without the body above it and the decision named in brackets behind it.
_TITLE = re.compile(r"\b(?:bộ tiêu chí|bộ chỉ số|bảng tiêu chí|bảng điểm|bảng chấm điểm)\b.*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*kèm theo[^()]*\)?", re.IGNORECASE)
# The kind of units a set is for, by the words of its sheet or title; the first that fits.
_KINDS = (
    ("nganh_doc", r"ngành dọc|cơ quan trung ương"),
    ("xa", r"cấp xã|(?<!thị )\bxã\b|\bphường\b|thị trấn|đặc khu"),
    ("huyen", r"cấp huyện|\bhuyện\b|thị xã"),
    ("su_nghiep", r"sự nghiệp"),
    ("so", r"\bsở\b|ban, ngành|cấp tỉnh"),
)


def named(words: str) -> dict[str, str]:
    """Return {issuer, number, date} of the one decision that the words name as their own; `unknown` for each they do not."""
    facts = dict.fromkeys(("issuer", "number", "date"), UNKNOWN)
    found = list(_NUMBER.finditer(words))
    if len({one[1] for one in found}) != 1:
        return facts
    facts["number"] = found[0][1]
    day = _DATE.match(words[found[0].end() :].lstrip(" ,"))
    if day:
        facts["date"] = _iso(day[4], day[2] or day[3], day[1])
        facts["issuer"] = (day[5] or UNKNOWN).strip()
    return facts


def title(words: str) -> str:
    """Return the title among the words above a table: without the decision in brackets and what stands before it."""
    left = _IN_BRACKETS.sub("", words).strip() or words
    found = _TITLE.search(left)
    return found[0] if found else left


def _iso(year: str, month: str, day: str) -> str:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return UNKNOWN


def kind(words: str) -> str:
    """Return the kind of units that a sheet's name or a title speaks of; empty if it does not say, or names several."""
    fitting = [one for one, pattern in _KINDS if re.search(pattern, words.casefold())]
    return fitting[0] if fitting else ""
