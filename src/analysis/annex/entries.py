"""The rows of an annex table: criteria with the lines of their scale, the total, and what is neither."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from analysis.annex import amounts, columns, numbering
from analysis.annex.grid import Grid, lines, text
from analysis.problems import Problem

TOTAL = re.compile(r"(tổng( cộng| số)?( điểm)?( tối đa)?|cộng)\b[\s:.]*(\(?[a-h+ivx\s]*\)?)?$", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """A criterion of an annex with everything printed for it; `line` counts from 0 in its grid."""

    grid: Grid
    line: int
    label: numbering.Label
    title: str
    maximum: Fraction | None
    maximum_printed: str
    columns: dict
    scale: list = field(default_factory=list)
    texts: dict = field(default_factory=dict)
    survey: Fraction | None = None

    def problem(self, rule: str, column: str = "title", severity: str = "warning", **facts) -> Problem:
        """Return a problem of texts/annex.yml at this criterion."""
        return self.grid.problem(rule, self.line, self.columns.get(column, 0), severity, **facts)


@dataclass(slots=True)
class Table:
    """What one run of rows gave: criteria in their order, the printed total (None if none) and what was not understood."""

    entries: list[Entry] = field(default_factory=list)
    total: Fraction | None = None
    problems: list[Problem] = field(default_factory=list)


def read(grid: Grid, start: int, places: dict[str, int], table: Table) -> None:
    """Add the rows of a grid from a line on to a table."""
    for line in range(start, len(grid.rows)):
        row = grid.rows[line]
        if any(map(text, row)) and not columns.is_heading(row, places) and not columns.is_counting(row):
            _add(grid, line, places, table)


def _add(grid: Grid, line: int, places: dict[str, int], table: Table) -> None:
    cells = {name: grid.rows[line][at] if at < len(grid.rows[line]) else "" for name, at in places.items()}
    title = lines(cells["title"])
    letter = next((one.label.printed for one in reversed(table.entries) if one.label.kind == "letter"), "")
    label = numbering.read(cells.get("number", ""), letter)
    if label.kind == "other" and not title:  # a row merged from its number to its end
        title, label = lines(cells["number"]), numbering.Label("none")
    if label.kind == "none" and title:
        number, title[0] = numbering.in_title(title[0])
        label = numbering.read(number, letter)
    if label.kind not in ("letter", "roman", "arabic") and _is_total(title or [label.printed]):
        _take_total(grid, line, cells, places, table)
    elif label.kind in ("letter", "roman", "arabic"):
        table.entries.append(_entry(grid, line, label, title, cells, places))
    elif label.kind == "other":
        table.problems.append(grid.problem("number_unread", line, places.get("number", 0), found=label.printed))
    else:
        _add_line(grid, line, title, cells, places, table)


def _is_total(title: list[str]) -> bool:
    return bool(title) and TOTAL.match(title[0]) is not None


def _take_total(grid: Grid, line: int, cells: dict, places: dict, table: Table) -> None:
    value = amounts.points(cells["maximum"])
    if value is None or table.total not in (None, value):
        facts = {"found": text(cells["maximum"]), "expected": amounts.in_words(table.total)}
        table.problems.append(grid.problem("total_unread", line, places["maximum"], **facts))
    table.total = value if table.total is None else table.total


def _entry(grid: Grid, line: int, label: numbering.Label, title: list[str], cells: dict, places: dict) -> Entry:
    printed = text(cells["maximum"])
    entry = Entry(grid, line, label, "", amounts.points(cells["maximum"]), printed, places)
    words = [one for one in title if amounts.of_line(one)[1] is None or one is title[0]]
    entry.title = " ".join(map(amounts.without_bullet, words))
    below = [one for one in title if one not in words]
    entry.scale = _scale_lines("\n".join(below)) + _scale_lines(cells.get("scale", ""))
    for name in ("evidence", "note", "appraised_by"):
        entry.texts[name] = "; ".join(map(amounts.without_bullet, lines(cells.get(name, ""))))
    entry.survey = amounts.points(cells.get("survey", ""))
    return entry


def _scale_lines(cell) -> list:
    return [one for line in lines(cell) for one in _conditions(line)]


def _conditions(line: str) -> list:
    """Return (condition, points) of every part of a line; a line is divided only where each part has its points."""
    parts = [amounts.of_line(one.strip()) for one in line.split(";") if one.strip()]
    return parts if all(value is not None for _, value in parts) else [amounts.of_line(line)]


def _add_line(grid: Grid, line: int, title: list[str], cells: dict, places: dict, table: Table) -> None:
    """Take a row without a number of its own as a line of the scale of the criterion above it."""
    if not table.entries:
        if title:
            table.problems.append(grid.problem("line_before_first", line, places["title"], found=" ".join(title)))
        return
    entry, own = table.entries[-1], amounts.points(cells["maximum"])
    if own is None and (own := amounts.points(cells.get("scale", ""))) is not None:
        cells["scale"] = ""  # the points of the line in a column of their own
    if own is not None and entry.maximum is not None and own > entry.maximum or line in grid.numbered:
        rule = "number_counted" if line in grid.numbered else "row_without_number"
        table.problems.append(grid.problem(rule, line, places["title"], found=" ".join(title), expected=entry.title))
        return
    found = _scale_lines("\n".join(title))
    entry.scale += [(words, own if value is None and len(found) == 1 else value) for words, value in found]
    entry.scale += _scale_lines(cells.get("scale", "")) if not title or own is None else []
    for name in ("evidence", "note"):
        more = lines(cells.get(name, ""))
        entry.texts[name] = "; ".join(filter(None, [entry.texts[name], *map(amounts.without_bullet, more)]))
