"""The rows of a table below its heading, as typed: blank rows, repeated headings and the foot of the form left out."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from analysis.forms import personal
from analysis.forms.codes import printed
from analysis.forms.headings import FIGURES, Header, fields_of_headings
from analysis.forms.numbers import number
from analysis.forms.words import folded

MOST_BLANK = 500
_NUMBERING = frozenset("0123456789()[]=+-−x*/:. ")


class Read(NamedTuple):
    """What stands below a heading.

    rows : [(line, {field: value})]. foot : rows from 0 below the table. other_headings : lines of headings unlike the
    first. dropped : the row, from 0, of every cell with an officer's name, telephone or address in a column of such.
    """

    rows: list[tuple[int, dict]]
    foot: list[int]
    other_headings: list[int]
    dropped: list[int]


def typed(rows: list[list], header: Header) -> Read:
    """Return what stands below a heading, line by line, as the cells hold it.

    rows : tidy cells. Reading ends after 500 blank rows. Below a line that opens the foot, only rows with a code
    and a title still belong to the table, as on the next printed page.
    """
    headings = {text.strip() for row in rows[header.first : header.last + 1] for text in row if isinstance(text, str)}
    read = Read([], [], [], [])
    after_heading = True
    for place, values in _filled(rows, header):
        is_heading = _is_heading(values, headings) or (after_heading and _is_numbering(values))
        after_heading = is_heading
        if is_heading:
            continue
        if _is_other_heading(values):
            read.other_headings.append(place + 1)
        elif _is_foot(values, bool(read.foot)):
            read.foot.append(place)
        else:
            read.rows.append((place + 1, values))
            if header.personal:
                read.dropped.extend(place for column in header.personal if rows[place][column] != "")
    return read


def _filled(rows: list[list], header: Header) -> Iterator[tuple[int, dict]]:
    columns, blank = list(header.columns.items()), 0
    for place in range(header.last + 1, len(rows)):
        row = rows[place]
        values = {field: cell for field, column in columns if (cell := row[column]) or cell == 0}
        if "title" not in values and header.titles:
            values |= _further_title(row, header.titles)
        if values:
            blank = 0
            yield place, values
        elif (blank := blank + 1) > MOST_BLANK:
            return


def _further_title(row: list, columns: tuple[int, ...]) -> dict:
    title = next((row[column] for column in reversed(columns) if row[column] != ""), "")
    return {} if title == "" else {"title": title}


def _is_heading(values: dict, headings: set[str]) -> bool:
    first = next(iter(values.values()))
    return first.__class__ is str and first in headings and all(value in headings for value in values.values())


def _is_other_heading(values: dict) -> bool:
    code = values.get("code")
    if code.__class__ is not str or code[0].isdigit() or len(code) > 30:
        return False
    return fields_of_headings().get(folded(code)) == "code"


def _is_numbering(values: dict) -> bool:
    """Return whether a row only numbers the columns: (1) (2) (3), or A B 1 2 3=1-2."""
    texts = [printed(value) for value in values.values()]
    if len(texts) < 3 or "title" not in values:
        return False
    return all(len(text) <= 12 and (set(text) <= _NUMBERING or len(text.strip("()")) == 1) for text in texts)


def _is_figure(value) -> bool:
    return value.__class__ is not str or isinstance(number(value), Fraction)


def _is_foot(values: dict, begun: bool) -> bool:
    if "code" in values and "title" in values or any(_is_figure(values[field]) for field in FIGURES if field in values):
        return False
    return begun or any(
        personal.is_foot(value) for value in values.values() if value.__class__ is str and len(value) <= 90
    )
