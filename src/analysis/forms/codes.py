"""Which criterion a row is about: by its code as typed, and where a spreadsheet changed the code, by title and order."""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from analysis.forms.remembered import by_identity
from analysis.forms.words import folded

ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_PARTS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}")
_DATE_TEXT = re.compile(r"([0-9]{1,4})[/-]([0-9]{1,2})(?:[/-]([0-9]{1,4}))?")
_CODE_IN_TITLE = re.compile(r"\s*((?:[0-9]{1,3}(?:\.[0-9]{1,3})+)|[IVX]{1,4}(?=\.))[.):]?\s+(?=\S)")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, start=1)}
_MONTH_TEXT = re.compile(r"(?:([0-9]{1,2})[ -])?(?:(?!thg)([a-z]{3})|thg[ -]?([0-9]{1,2}))(?:[ -]([0-9]{1,4}))?")


class Typed(NamedTuple):
    """What a row says of its criterion: the cell of its code as it is held (None if empty) and its title."""

    cell: object
    title: str


class Settled(NamedTuple):
    """What a row is about: its code ('' if not known), the code as printed, and how it was settled.

    how : typed; recovered from what a spreadsheet made of it; renumbered, where another code is typed; title, where none
    or a running number stands; lost, where a number or a date may be several criteria; '' for a row that is no criterion.
    """

    code: str
    printed: str
    how: str


class Index(NamedTuple):
    """A set of criteria as looked up: {code: position}, {folded title: codes}, {number: codes}, codes of domains, leaves."""

    positions: dict[str, int]
    titles: dict[str, list[str]]
    numbers: dict[float, list[str]]
    domains: list[str]
    leaves: frozenset[str]


@by_identity
def index(criteria) -> Index:
    """Return how a CriteriaSet is looked up; its root, which no row carries, is left out."""
    items = criteria.items
    positions, titles, domains, roots = {}, {}, [], set()
    for code, item in items.items():
        if not item.parent:
            roots.add(code)
            continue
        positions[code] = len(positions)
        titles.setdefault(folded(item.title_vi), []).append(code)
        if item.parent in roots:
            domains.append(code)
    numbers: dict[float, list[str]] = {}
    for code in positions:
        if len(_numbers(code)) in (1, 2):
            numbers.setdefault(float(code), []).append(code)
    return Index(positions, titles, numbers, domains, frozenset(code for code, item in items.items() if item.leaf))


def best(rows: list[Typed], indices: list[Index]) -> int:
    """Return the place of the set that the rows agree with most, titles before codes; the first among equals."""
    titles = {folded(row.title) for row in rows if row.title}
    texts = {printed(row.cell) for row in rows}
    agreeing = [2 * len(titles & one.titles.keys()) + len(texts & one.positions.keys()) for one in indices]
    return agreeing.index(max(agreeing))


def printed(cell) -> str:
    """Return the code of a cell as text: 2.0 as '2', a date as 'dd/mm/yyyy', text trimmed."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell)
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    return cell.strftime("%d/%m/%Y") if isinstance(cell, datetime.date) else str(cell)


def split(title: str) -> tuple[str, str]:
    """Return (code, title) of a title that begins with its code, as in forms without a column of codes; else ('', title)."""
    match = _CODE_IN_TITLE.match(title)
    return (match[1], title[match.end() :]) if match else ("", title)


def settle(rows: list[Typed], one: Index | None) -> list[Settled]:
    """Return what each row is about.

    one : the criteria; without them codes stay as printed. In this order: code and title agree; the title names one
    criterion that no other row has; the code as typed; a number or date that only one criterion between its neighbours
    can have given. What remains keeps its text as code, or has none if the text is a date or may be several codes.
    """
    if one is None:
        return [Settled("" if _is_date(row.cell) else _bare(row.cell), printed(row.cell), "typed") for row in rows]
    exact = [row.cell if row.cell in one.positions else _exact(row.cell, one) for row in rows]
    named = [_named(row.title, one) for row in rows]
    found = [code if code in titles else "" for code, titles in zip(exact, named, strict=True)]
    if all(found):
        return [Settled(code, printed(row.cell), "typed") for code, row in zip(found, rows, strict=True)]
    _by_title(found, named, one)
    taken = set(found)
    for place, code in enumerate(exact):
        if not found[place] and code not in taken:
            found[place] = code
    _by_order(found, rows, named, one)
    return [_settled(row, code, own, one) for row, code, own in zip(rows, found, exact, strict=True)]


def _named(title: str, one: Index) -> list[str] | tuple:
    """Return the codes of the criteria with a title, or with its first line: rules are sometimes typed below it."""
    known = one.titles.get(folded(title), ()) if title else ()
    return known or (one.titles.get(folded(title.partition("\n")[0]), ()) if "\n" in title else ())


def _by_title(found: list[str], named: list, one: Index) -> None:
    """Fill in the codes of rows whose title names one criterion that no other row has, alone or between its neighbours."""
    taken = set(found)
    for place, (low, high) in enumerate(_neighbours(found, one)):
        if not found[place] and named[place]:
            free = [code for code in named[place] if code not in taken]
            fitting = [code for code in free if low < one.positions[code] < high]
            choice = free if len(free) == 1 else fitting
            found[place] = choice[0] if len(choice) == 1 else ""
            taken.add(found[place])


def _by_order(found: list[str], rows: list[Typed], named: list, one: Index) -> None:
    """Fill in the codes of numbers and dates without a known title where one criterion fits between the neighbours."""
    taken = set(found)
    for place, (low, high) in enumerate(_neighbours(found, one)):
        if not found[place] and not named[place] and (low >= 0 or high < len(one.positions)):
            fitting = [code for code in _candidates(rows[place].cell, one) if low < one.positions[code] < high]
            found[place] = fitting[0] if len(fitting) == 1 and fitting[0] not in taken else ""
            taken.add(found[place])


def _neighbours(found: list[str], one: Index) -> list[tuple[int, int]]:
    """Return for every row the positions of the nearest criteria above and below it that are known."""
    above, below, last, ahead = [], [], -1, len(one.positions)
    for code in found:
        above.append(last)
        last = one.positions.get(code, last)
    for code in reversed(found):
        below.append(ahead)
        ahead = one.positions.get(code, ahead)
    return list(zip(above, below[::-1], strict=True))


def _settled(row: Typed, code: str, exact: str, one: Index) -> Settled:
    text = printed(row.cell)
    if not code:
        bare = _bare(row.cell)
        if _is_date(row.cell) or (isinstance(row.cell, float) and len(_candidates(row.cell, one)) > 1):
            return Settled("", text, "lost")
        return Settled("" if bare in one.positions else bare, text, "")
    if code in (exact, text):
        return Settled(code, text, "typed")
    if not text or text.isdecimal():
        return Settled(code, text, "title")
    changed = not isinstance(row.cell, str) or _is_date(row.cell)
    return Settled(code, text, "recovered" if changed else "renumbered")


def _bare(cell) -> str:
    text = re.sub(r"\s*([.])\s*", r"\1", printed(cell))
    return text.rstrip(".):").strip()


def _exact(cell, one: Index) -> str:
    """Return the code that a cell holds: as text, as a Roman number, or as a number that is written like one code."""
    if isinstance(cell, str):
        bare = _bare(cell)
        known = next((text for text in (bare, bare.replace(",", ".")) if text in one.positions), "")
        roman = ROMAN.get(bare.upper(), 0)
        return known or (one.domains[roman - 1] if 0 < roman <= len(one.domains) else "")
    text = printed(cell)
    return text if isinstance(cell, float) and text in one.positions and len(_candidates(cell, one)) == 1 else ""


def _is_date(cell) -> bool:
    return isinstance(cell, datetime.date) or (isinstance(cell, str) and bool(_date_parts(cell)))


def _candidates(cell, one: Index) -> list[str]:
    """Return the codes of the set that a spreadsheet may have turned into this cell."""
    if isinstance(cell, bool) or cell is None:
        return []
    if isinstance(cell, float | int):
        return one.numbers.get(float(cell), [])
    if isinstance(cell, datetime.date):
        return [code for code in one.positions if _gives_date(code, cell.day, cell.month, cell.year)]
    parts = _date_parts(_bare(cell))
    return [code for code in one.positions if _is_written_as(code, parts)] if parts else []


def _date_parts(text: str) -> tuple[int, ...]:
    """Return the numbers of a text that looks like a date: '1-Feb' (1, 2), '01/02/2003' (1, 2, 2003)."""
    match = _DATE_TEXT.fullmatch(text.strip())
    if match:
        return tuple(int(part) for part in match.groups() if part)
    match = _MONTH_TEXT.fullmatch(text.strip().lower())
    month = (_MONTHS.get(match[2] or "") or int(match[3] or 0)) if match else 0
    return tuple(part for part in (int(match[1] or 0), month, int(match[4] or 0)) if part) if month else ()


def _is_written_as(code: str, parts: tuple[int, ...]) -> bool:
    if len(parts) == 3:
        day, month, year = parts if parts[0] < 32 else parts[::-1]
        return _gives_date(code, day, month, year)
    own = _numbers(code)
    return len(own) == 2 and sorted(own) == sorted(parts)


def _gives_date(code: str, day: int, month: int, year: int) -> bool:
    """Return whether a spreadsheet may take a code for a date: day and month in either order, with or without a year."""
    own = _numbers(code)
    if len(own) == 2:
        return own in ((day, month), (month, day)) or (day == 1 and own == (month, year % 100))
    return len(own) == 3 and own in ((day, month, year % 100), (month, day, year % 100), (year % 100, month, day))


@lru_cache(maxsize=8192)
def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".")) if _PARTS.fullmatch(code) else ()
