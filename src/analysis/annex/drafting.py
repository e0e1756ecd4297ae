"""From the file of an annex to the rows of a draft criteria.csv, and the list of all that could not be understood."""

import re
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from analysis.annex import columns, decision, entries, opening, scale, tree
from analysis.annex.amounts import in_words, written
from analysis.annex.entries import Entry, Table
from analysis.annex.grid import Grid, text
from analysis.criteria_set import ROOT
from analysis.problems import DataProblems, Problem, problem

UNKNOWN = "unknown"
_SURVEY = re.compile(r"điều tra xã hội học|đtxhh|điều tra xhh|\bxhh\b", re.IGNORECASE)


class Draft(NamedTuple):
    """What an annex gives.

    rows : one dictionary of text a criterion, keys as in criteria.csv. not_understood : problems that name sheet or
    table and cell. sets : {code: words of the sheet or title}. decision : issuer, number, date, each may be `unknown`.
    """

    rows: list[dict]
    not_understood: list[Problem]
    sets: dict[str, str]
    decision: dict[str, str]


class _Run(NamedTuple):
    """The grids of one set, read together: the tables of a Word file run on over pages."""

    code: str
    words: str
    places: dict[str, int]
    width: int
    table: Table


def draft(path: Path) -> Draft:
    """Return the draft of a decision's annex.

    Raises DataProblems for a file that cannot be opened or that holds no table with criteria and maximum points.
    """
    grids = opening.grids(Path(path))
    runs, unread = _runs(grids)
    if not runs:
        raise DataProblems([problem("no_table", texts="annex", file=Path(path).name, found=len(grids))])
    rows, problems = [], list(unread)
    for run in runs:
        made, found = _set(run)
        rows += made
        problems += found
    above = " ".join(f"{grid.above} {_first_words(grid)}" for grid in grids)
    return Draft(rows, problems, {run.code: run.words for run in runs}, decision.named(above))


def _runs(grids: list[Grid]) -> tuple[list[_Run], list[Problem]]:
    runs, unread = [], []
    for grid in grids:
        found, width = columns.find(grid.rows), max(map(len, grid.rows), default=0)
        words = f"{grid.above} {_first_words(grid)}".strip() if found else grid.above
        if found is None:
            goes_on = runs and not grid.above and width == runs[-1].width and grid.runs_on
            start, places = 0, runs[-1].places if goes_on else {}
        else:
            start, places = found
            goes_on = runs and grid.runs_on and not _starts_again(grid, start, places, runs[-1].table)
        if found and not goes_on:
            named = decision.kind(grid.place) or decision.kind(words)
            runs.append(_Run(_free(named or "set", runs), words or grid.place, places, width, Table()))
        if found or goes_on:
            entries.read(grid, start, places, runs[-1].table)
        elif len(grid.rows) > 2 and width > 2:
            unread.append(grid.problem("table_not_read", found=len(grid.rows)))
    return [run for run in runs if run.table.entries], unread


def _starts_again(grid: Grid, start: int, places: dict[str, int], before: Table) -> bool:
    """Return whether a table begins with the number that the one before began with: another set of criteria."""
    first = Table()
    entries.read(grid, start, places, first)
    return bool(first.entries and before.entries) and first.entries[0].label == before.entries[0].label


def _free(code: str, runs: list[_Run]) -> str:
    taken = {run.code for run in runs}
    return next(one for one in [code, *(f"{code}_{number}" for number in range(2, 1000))] if one not in taken)


def _first_words(grid: Grid) -> str:
    found = columns.find(grid.rows)
    above = [row for row in grid.rows[: found[0] - 1] if not columns.names_several(row)] if found else []
    return " ".join(filter(None, (text(cell) for row in above for cell in row)))


def _set(run: _Run) -> tuple[list[dict], list[Problem]]:
    places, problems = tree.placed(run.table.entries)
    inner = {parent for _, parent in places}
    rows = [_root(run)]
    for entry, (code, parent) in zip(run.table.entries, places, strict=True):
        row, found = _inner(entry) if code in inner else _leaf(entry)
        problems += found
        rows.append(_plain_row(run.code, code, parent, entry) | row)
    problems += _sum_problems(run, places)
    return rows, run.table.problems + problems


def _root(run: _Run) -> dict:
    return {
        "set": run.code, "criterion_code": ROOT, "parent_code": "", "title_vi": "Tổng điểm", "title_en": "Total points",
        "max_points": written(run.table.total), "min_points": UNKNOWN, "points_from": "children",
        "on_no_case": UNKNOWN, "note": "", "rule": "sum_of_children", "rule_terms": "",
    }  # fmt: skip


def _plain_row(set_code: str, code: str, parent: str, entry: Entry) -> dict:
    return {
        "set": set_code, "criterion_code": code, "parent_code": parent, "title_vi": entry.title, "title_en": UNKNOWN,
        "max_points": written(entry.maximum), "min_points": UNKNOWN, "on_no_case": UNKNOWN, "rule_terms": "",
        "evidence_vi": entry.texts["evidence"], "appraised_by": entry.texts["appraised_by"], "note": entry.texts["note"],
    }  # fmt: skip


def _inner(entry: Entry) -> tuple[dict, list[Problem]]:
    words = " | ".join(condition for condition, _ in entry.scale)
    problems = _maximum_problems(entry)
    if words:
        problems.append(entry.problem("scale_above_children", found=words))
    return {"points_from": "children", "rule": "sum_of_children"}, problems


def _leaf(entry: Entry) -> tuple[dict, list[Problem]]:
    problems = _maximum_problems(entry)
    if entry.maximum is not None and entry.maximum < 0:
        low = {"max_points": "0", "min_points": written(entry.maximum), "part": "deduction"}
        problems.append(entry.problem("maximum_negative", "maximum", found=entry.maximum_printed))
        return low | {"points_from": "deduction", "rule": UNKNOWN, "note": _note(entry)}, problems
    if _is_survey(entry):
        return {"points_from": "survey", "rule": UNKNOWN, "note": _note(entry)}, problems
    proposal = scale.propose(entry.scale, entry.maximum)
    if proposal.doubt:
        found = " | ".join(_printed(one) for one in entry.scale) or entry.title
        problems.append(entry.problem(proposal.doubt, found=found, expected=in_words(entry.maximum)))
        return {"points_from": "appraisal", "rule": UNKNOWN, "note": _note(entry)}, problems
    return {
        "points_from": "appraisal",
        "min_points": "0",
        "rule": proposal.kind,
        "rule_terms": proposal.terms,
    }, problems


def _is_survey(entry: Entry) -> bool:
    words = [entry.title, entry.texts["note"], *(condition for condition, _ in entry.scale)]
    return entry.survey not in (None, 0) or any(map(_SURVEY.search, words))


def _note(entry: Entry) -> str:
    """Return the note with the scale as printed, so that nothing of a rule that was not understood is lost."""
    return " | ".join(filter(None, [entry.texts["note"], *map(_printed, entry.scale)]))


def _printed(line: tuple[str, Fraction | None]) -> str:
    return line[0] if line[1] is None else f"{line[0]}: {in_words(line[1])['vi']}"


def _maximum_problems(entry: Entry) -> list[Problem]:
    if entry.maximum is not None:
        return []
    return [entry.problem("maximum_unread", "maximum", found=entry.maximum_printed, title=entry.title)]


def _sum_problems(run: _Run, places: list[tuple[str, str]]) -> list[Problem]:
    maxima = {ROOT: run.table.total} | {
        code: entry.maximum for entry, (code, _) in zip(run.table.entries, places, strict=True)
    }
    problems = []
    by_code = {code: entry for entry, (code, _) in zip(run.table.entries, places, strict=True)}
    for parent in dict.fromkeys(parent for _, parent in places):
        parts = [maxima[code] for code, above in places if above == parent and (maxima[code] or 0) >= 0]
        if None in parts or not parts or sum(parts) == maxima[parent]:
            continue
        facts = {"found": in_words(sum(parts)), "expected": in_words(maxima[parent]), "code": parent}
        rule = "total_missing" if maxima[parent] is None and parent == ROOT else "sum_differs"
        if maxima[parent] is not None or parent == ROOT:
            problems.append(by_code.get(parent, run.table.entries[0]).problem(rule, "maximum", **facts))
    return problems
