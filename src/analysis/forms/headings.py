"""Where the table of a sheet begins and which column holds what, by the headings of the columns."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.forms.form import FIELDS
from analysis.forms.words import folded, known, said
from analysis.language import normal

HEADING_WITHIN, DEEPEST, LONGEST = 40, 4, 160
POINTS = ("self_points", "appraisal_1", "appraisal_2", "survey_points", "points_obtained")
EVIDENCE = ("evidence", "evidence_number", "evidence_date", "evidence_page", "evidence_link")
FIGURES = ("max_points", "last_year_points", "declared", "denominator", *POINTS)
_ADDED = re.compile(r"\([^()]*\)|\bnăm\s+[12][0-9]{3}\b|[*:]", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")


class Header(NamedTuple):
    """The heading of a table.

    first, last : its rows, from 0. columns : {field: column}. titles : further columns of titles, where every level has
    a column of its own. labels : {column: its heading in one line}. personal :
    columns of officers' names and telephones. twice : {field: columns} of a heading that stands twice. unknown :
    columns whose heading is not understood.
    """

    first: int
    last: int
    columns: dict[str, int]
    titles: tuple[int, ...]
    labels: dict[int, str]
    personal: tuple[int, ...]
    twice: dict[str, tuple[int, ...]]
    unknown: tuple[int, ...]


@cache
def fields_of_headings() -> dict[str, str]:
    """Return {folded heading: field} of all headings known."""
    return known("heading", "headings", FIELDS)


def find(rows: list[list], merged: tuple = ()) -> Header | None:
    """Return the heading of the table of a sheet, or None if none stands within its first 40 rows.

    merged : areas ((first row, first column), (last row, last column)), as the reader of workbooks names them.
    """
    for line, row in enumerate(rows[:HEADING_WITHIN]):
        if promising(row):
            header = _deepest(rows, line, merged)
            if header is not None:
                return header
    return None


def promising(row: list) -> bool:
    """Return whether a row holds at least two known headings of different columns."""
    names = fields_of_headings()
    found = {names.get(folded(cell)) for cell in row if isinstance(cell, str) and 0 < len(cell) <= LONGEST}
    return len(found - {None}) >= 2


def _deepest(rows: list[list], line: int, merged: tuple) -> Header | None:
    first, last = _extent(rows, line, merged)
    block = tuple(tuple(cell if isinstance(cell, str) else "" for cell in row) for row in rows[first : last + 1])
    areas = tuple(
        ((top - first, left), (min(bottom, last) - first, right))
        for (top, left), (bottom, right) in merged
        if first <= top <= last and top <= bottom
    )
    header = _of_block(block, areas, line - first)
    return header and header._replace(first=first, last=first + header.last)


# Forms made from one template share their heading.
@lru_cache(maxsize=256)
def _of_block(block: tuple[tuple[str, ...], ...], merged: tuple, line: int) -> Header | None:
    usable = [header for end in range(line, len(block)) if _is_table(header := _mapped(block[: end + 1], merged))]
    return max(usable, key=lambda header: len(header.columns), default=None)


def _is_table(header: Header) -> bool:
    named = "title" in header.columns or "code" in header.columns
    return named and len(header.columns) >= 3 and any(field in header.columns for field in (*POINTS, "max_points"))


def _extent(rows: list[list], line: int, merged: tuple) -> tuple[int, int]:
    """Return the first and last row of the heading that a row belongs to: what merged areas join, or one row more."""
    first = last = line
    for (top, _), (bottom, _) in merged:
        if top <= line <= bottom and bottom - top < DEEPEST:
            first, last = min(first, top), max(last, bottom)
    if last == line and line + 1 < len(rows) and _continues(rows[line], rows[line + 1]):
        last = line + 1
    return first, last


def _continues(row: list, below: list) -> bool:
    """Return whether the row below only divides headings of this row: words, none of them under code or title."""
    filled = [column for column, cell in enumerate(below) if cell != ""]
    if len(filled) < 2 or any(not isinstance(below[column], str) or len(below[column]) > LONGEST for column in filled):
        return False
    names = fields_of_headings()
    named = [
        column
        for column, cell in enumerate(row)
        if isinstance(cell, str) and names.get(folded(cell)) in ("code", "title")
    ]
    return not set(named) & set(filled) and all(len(below[column]) <= 60 for column in filled)


def _mapped(block: tuple[tuple[str, ...], ...], merged: tuple) -> Header:
    labels = {column: texts for column, texts in enumerate(_labels(block, merged)) if texts}
    personal = tuple(column for column, texts in labels.items() if _is_personal(texts))
    found: dict[str, list[int]] = {}
    unknown, beside = [], ""
    for column, wordings in labels.items():
        field = "" if column in personal else field_of(tuple(wordings))
        # In a heading of one row, "Số" and "Ngày" speak of the evidence beside them.
        field = field or _words_under(beside).get(folded(wordings[-1]), "")
        beside = field if field in EVIDENCE else ""
        if field:
            found.setdefault(field, []).append(column)
        elif column not in personal and folded(wordings[-1]) not in said("form.column_mend"):
            unknown.append(column)
    shown = {column: " / ".join(texts) for column, texts in labels.items()}
    columns, twice = _settled(found, shown)
    titles = tuple(column for column in twice.pop("title", ()) if column != columns["title"])
    return Header(0, len(block) - 1, columns, titles, shown, personal, twice, tuple(unknown))


def _is_personal(texts: list[str]) -> bool:
    return any(folded(text) in said("reading.personal_columns") for text in texts)


def _labels(block: tuple[tuple[str, ...], ...], merged: tuple) -> list[list[str]]:
    """Return the headings of every column from the top row to the last, areas filled, without repetition."""
    grid = [list(row) for row in block]
    width, spread = len(grid[0]), False
    for (top, left), (bottom, right) in merged:
        if top < len(grid) and left < width:
            spread = spread or right > left
            for line in range(top, min(bottom + 1, len(grid))):
                for column in range(left, min(right + 1, width)):
                    grid[line][column] = grid[top][left]
    if len(grid) > 1 and not spread:
        _fill_right(grid)
    columns = [[normal(row[column]) for row in grid] for column in range(width)]
    return [[text for place, text in enumerate(texts) if text and text not in texts[:place]] for texts in columns]


def _fill_right(grid: list[list[str]]) -> None:
    for line, row in enumerate(grid[:-1]):
        for column in range(1, len(row)):
            if not row[column] and grid[line + 1][column]:
                row[column] = row[column - 1]


@lru_cache(maxsize=4096)
def field_of(texts: tuple[str, ...]) -> str:
    """Return the field that the headings of a column name, from the top one to the one nearest the table; '' if none."""
    names = fields_of_headings()
    for wordings in (texts, tuple(_ADDED.sub(" ", text) for text in texts)):
        top, lowest = wordings[0], wordings[-1]
        part = _words_under(names.get(folded(top), "")).get(folded(lowest), "") if len(texts) > 1 else ""
        for words in (" ".join(wordings), f"{lowest} {top}", lowest):
            if part or folded(words) in names:
                return part or names[folded(words)]
    return _begins(_ADDED.sub(" ", texts[-1]))


@cache
def _words_under(field: str) -> dict[str, str]:
    """Return {folded word: field} of the words that are headings only below or beside a heading: "Số" of evidence."""
    groups = {"evidence": EVIDENCE, "declared": ("declared", "denominator")}
    group = next((fields for name, fields in groups.items() if field.startswith(name) or field in fields), ())
    return {word: name for name in group for word in said(f"reading.under_{name}")}


def _begins(text: str) -> str:
    """Return the field of a heading that goes on after known words: "Điểm tự chấm của Sở", "Điểm tối đa theo ..."."""
    for place, letter in enumerate(text):
        if letter == " " and folded(text[place:].split()[0] if text[place:].split() else "") in said(
            "reading.heading_goes_on"
        ):
            field = fields_of_headings().get(folded(text[:place]), "")
            if field in ("max_points", "self_points", "title", "evidence", "appraisal_1"):
                return field
    return ""


def _settled(found: dict[str, list[int]], labels: dict[int, str]) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """Return ({field: column}, {field: columns that stand twice}) after what other columns say is taken into account."""
    found = {field: list(columns) for field, columns in found.items()}
    _move(
        found,
        "title",
        "percent",
        [c for c in found.get("title", ()) if folded(labels[c]) in said("reading.index_words")],
    )
    second = found.get("appraisal_2", [10**9])[0]
    _move(found, "opinion_1", "opinion_2", [c for c in found.get("opinion_1", ())[1:] if c > second])
    scoring = [c for c in found.get("calculation", ()) if folded(labels[c]) in said("reading.scoring_words")]
    _move(found, "calculation", "rule_in_words", scoring)
    ordinal = [c for c in found.get("code", ()) if folded(labels[c]) in said("reading.running_numbers")]
    if 0 < len(ordinal) < len(found.get("code", ())):
        found["code"] = [c for c in found["code"] if c not in ordinal]
    for field, columns in found.items():
        years = [_year(labels[c]) for c in columns]
        # Beside a year, a heading without one may mean either: then the heading stands twice.
        found[field] = (
            [c for c, year in zip(columns, years, strict=True) if year == max(years)] if all(years) else columns
        )
    twice = {field: tuple(columns) for field, columns in found.items() if len(columns) > 1}
    # Titles of tiêu chí thành phần stand to the right of those of their tiêu chí and lĩnh vực.
    return {field: columns[-1 if field == "title" else 0] for field, columns in found.items()}, twice


def _move(found: dict[str, list[int]], field: str, other: str, columns: list[int]) -> None:
    if columns and other not in found and len(found[field]) > len(columns):
        found[field] = [column for column in found[field] if column not in columns]
        found[other] = columns


def _year(text: str) -> int:
    years = [int(year) for year in _YEAR.findall(text)]
    return max(years, default=0)
