"""What a unit declares for a row: numerator and denominator, a count, a date, a word or ticked items, exact or not at all."""

import datetime
import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from analysis import rules
from analysis.forms.evidence import dated
from analysis.forms.numbers import AMBIGUOUS, DASHES, NOT_A_NUMBER, number
from analysis.forms.remembered import by_identity
from analysis.language import plain_name
from analysis.rules import Declared

TICKED = ("x", "✓", "✔", "true")
NONE = ("không", "không có")
_FRACTION = re.compile(r"(?<![\d.,/])(\d[\d.,]*)\s*/\s*(\d[\d.,]*)(?![\d/])")
_PER_CENT = re.compile(r"(?<![\d.,])(\d[\d.,]*)\s*%")
_BETWEEN = re.compile(r"[\s,;.+]+|và")
# Words that multiply are no unit of what is counted.
_LEADING = re.compile(r"(\d[\d.,]*)\s+(?!(?:chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ)\b)[^\W\d_][^\d%/]*")


class Fault(NamedTuple):
    """A cell that cannot be read: check of the catalogue, field of the form, what it holds."""

    check: str
    field: str
    found: object


def read_number(value) -> tuple[Fraction | None, str]:
    """Return (number, check that the cell fails): exactly one of both says something, none for an empty cell."""
    read = number(value)
    if read is None or isinstance(read, Fraction):
        return read, ""
    return None, AMBIGUOUS.value if read is AMBIGUOUS else NOT_A_NUMBER.value


def declared_figure(rule: rules.Rule, values: dict, strict: bool, faults: list[Fault]) -> Declared | None:
    """Return what a row declares, in the shape its rule needs; None where nothing, half or nothing readable is declared.

    values : cells by field. strict : a sentence in the cell is a fault; otherwise the figure it states once is taken.
    faults : gets what cannot be read.
    """
    reader = _READERS.get(rule.measure)
    if reader is None:
        return None
    value, whole = values.get("declared"), values.get("denominator")
    if (
        isinstance(value, str)
        and not strict
        and (_is_narrative(value) or rule.measure == "count" and _with_unit(value))
    ):
        value = _from_narrative(value, rule)
    return reader(rule, value, whole, faults)


def _is_narrative(text: str) -> bool:
    return sum(any(letter.isalpha() for letter in word) for word in text.split()) >= 2


def _with_unit(text: str) -> bool:
    return _LEADING.fullmatch(text.strip()) is not None


def _from_narrative(text: str, rule: rules.Rule) -> str | None:
    """Return the figure that a sentence states once and in the shape the rule needs; None if it does not."""
    if rule.measure == "word":
        return text if rules.keyword(rule, text) else None
    if rule.measure == "date":
        return text if dated(text, loose=False)[0] else None
    if rule.measure in ("rate", "ratio"):
        pairs = _FRACTION.findall(text)
        return "/".join(pairs[0]) if len(pairs) == 1 else None
    leading = _LEADING.fullmatch(text.strip())
    return leading[1] if leading and rule.measure == "count" else None


def _share(rule, value, whole, faults: list) -> Declared | None:
    if isinstance(value, str) and whole is None:
        one_cell = _in_one_cell(value)
        if one_cell:
            return one_cell
    part, of = _figure("declared", value, faults), _figure("denominator", whole, faults)
    return None if part is None or of is None else Declared(part, of)


def _in_one_cell(text: str) -> Declared | None:
    pair = _FRACTION.fullmatch(text.strip())
    if pair:
        part, of = number(pair[1]), number(pair[2])
        return Declared(part, of) if isinstance(part, Fraction) and isinstance(of, Fraction) else None
    if not _PER_CENT.fullmatch(text.strip()):
        return None
    rate = number(text, True)
    return Declared(rate, Fraction(100)) if isinstance(rate, Fraction) else None


def _figure(field: str, value, faults: list) -> Fraction | None:
    read, check = read_number(value)
    if check or (read is not None and read.numerator < 0):
        faults.append(Fault(check or "not_a_number", field, value))
        return None
    return read


def _count(rule, value, whole, faults: list) -> Declared | None:
    if isinstance(value, str) and plain_name(value) in NONE:
        return Declared(Fraction(0))
    read = _figure("declared", value, faults)
    return None if read is None else Declared(read)


def _date(rule, value, whole, faults: list) -> Declared | None:
    if value is None or value in DASHES:
        return None
    if isinstance(value, datetime.date):
        return Declared(value.date() if isinstance(value, datetime.datetime) else value)
    day = dated(value, loose=False)[0] if isinstance(value, str) else None
    return Declared(day) if day else _unread("not_a_number", value, faults)


_keyword = by_identity(rules.keyword)


def _word(rule, value, whole, faults: list) -> Declared | None:
    if value is None or value in DASHES:
        return None
    text = "yes" if value is True or str(value).strip().lower() in TICKED else str(value)
    if value is False:
        text = "no"
    word = _keyword(rule, text)
    return Declared(word) if word else _unread("not_a_number", value, faults)


def _ticks(rule, value, whole, faults: list) -> Declared | None:
    if value is None or value in DASHES:
        return None
    items = _ticked(value, len(rule.terms))
    return _unread("not_a_number", value, faults) if items is None else Declared(items)


def _ticked(value, count: int) -> tuple[int, ...] | None:
    """Return the items ticked; 1.3 is what a spreadsheet makes of 1,3, which is settled where there are at most nine."""
    if isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in TICKED):
        return ((1,) if count == 1 else None) if value is not False else ()
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    return _listed_items(text, count, count < 10 or isinstance(value, str))


@lru_cache(maxsize=8192)
def _listed_items(text: str, count: int, several: bool) -> tuple[int, ...] | None:
    if plain_name(text) in (*NONE, "0"):
        return ()
    parts = [part for part in (_BETWEEN.split(text.strip(" .;,")) if several else [text]) if part]
    if not all(part.isdecimal() and 1 <= int(part) <= count for part in parts):
        return None
    return tuple(sorted({int(part) for part in parts}))


def _unread(check: str, value, faults: list) -> None:
    faults.append(Fault(check, "declared", value))


_READERS = {"rate": _share, "ratio": _share, "count": _count, "date": _date, "word": _word, "ticks": _ticks}
