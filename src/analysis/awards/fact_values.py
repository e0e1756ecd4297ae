"""What the cells of facts.xlsx say: yes or no, a number, the date of a document; never a guess."""

import datetime
from enum import Enum
from fractions import Fraction

from analysis.forms.evidence import column_date
from analysis.forms.numbers import DASHES, number
from analysis.language import plain_name

YES, NO = "yes", "no"
_WORDS = {"có": YES, "yes": YES, "đạt": YES, "x": YES, "true": YES, "✓": YES, "không": NO, "no": NO, "không đạt": NO,
          "false": NO}  # fmt: skip


class Misread(Enum):
    """A cell that says something which cannot be read."""

    MISREAD = "misread"


MISREAD = Misread.MISREAD


def value_of(cell, test: dict | None) -> str | Misread | None:
    """Return what a cell declares: `yes` or `no` where the test asks that, else a number as text; None for an empty cell.

    test : of the condition; None (the text does not define it) keeps what is written as it is.
    """
    if cell is None or cell == "" or (isinstance(cell, str) and cell.strip() in DASHES):
        return None
    if test is None:
        return str(cell).strip()
    return _word(cell) if "is" in test else _number(cell)


def _word(cell) -> str | Misread:
    if isinstance(cell, bool):
        return YES if cell else NO
    return _WORDS.get(plain_name(cell), MISREAD) if isinstance(cell, str) else MISREAD


def _number(cell) -> str | Misread:
    read = number(cell)
    return str(read) if isinstance(read, Fraction) else MISREAD


def dated(cell) -> datetime.date | Misread | None:
    """Return the day of a document; None for an empty cell, MISREAD where no single day is written."""
    if cell is None or cell == "" or (isinstance(cell, str) and cell.strip() in DASHES):
        return None
    day, _, _ = column_date(cell)
    return day or MISREAD


def holds(value: str, test: dict) -> bool:
    """Return whether a declared value (as `value_of` gives it) passes the test of its condition."""
    if "is" in test:
        return (value == YES) == test["is"]
    declared = Fraction(value)
    if "at_least" in test:
        return declared >= Fraction(str(test["at_least"]))
    return declared <= Fraction(str(test["at_most"]))


def asked(test: dict) -> str:
    """Return what a test of a fact asks, in signs that both languages read."""
    if "is" in test:
        return YES if test["is"] else NO
    return f"≥ {test['at_least']:g}" if "at_least" in test else f"≤ {test['at_most']:g}"
