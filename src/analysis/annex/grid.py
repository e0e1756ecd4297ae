"""A table of an annex as both kinds of files give it: cells by row, and the words that stand above it."""

import datetime
from typing import NamedTuple

from analysis.csv_file import address
from analysis.language import both, normal
from analysis.problems import Problem, problem


class Grid(NamedTuple):
    """One sheet or one table.

    place : name of the sheet, or the table's number in the text. rows : lists of text, number, date or "" (empty).
    above : the words of the text just before a table; empty for a sheet. runs_on : whether it may be the next page of
    the table before it, as in Word. numbered : lines whose first cell carries
    a number that the word processor counts itself and that is no text.
    """

    file: str
    place: str
    rows: list[list]
    above: str = ""
    runs_on: bool = False
    numbered: frozenset[int] = frozenset()

    def problem(self, rule: str, line: int = 0, column: int = 0, severity: str = "warning", **facts) -> Problem:
        """Return the problem `rule` of texts/annex.yml at a cell; line 0 and column 0 are the first."""
        where = both(f"annex.where_{'table' if self.runs_on else 'sheet'}", place=self.place)
        place = {"file": self.file, "sheet": self.place, "cell": address(column, line + 1), "where": where}
        return problem(rule, severity, texts="annex", **place, **facts)


def text(cell) -> str:
    """Return what a cell says, composed and on one line; a whole number without its decimals, a date as ISO."""
    return normal(" ".join(lines(cell)))


def lines(cell) -> list[str]:
    """Return the lines of a cell that are not empty, composed, without characters that only machines read."""
    if isinstance(cell, float) and cell.is_integer():
        return [str(int(cell))]
    if isinstance(cell, float):
        return [f"{cell:.10g}"]
    if isinstance(cell, datetime.date | datetime.datetime):
        return [cell.isoformat()[:10]]
    found = ("".join(one if one.isprintable() else " " for one in line) for line in str(cell).splitlines())
    return [one for line in found if (one := normal(line))]
