"""A set of criteria as a table for the terminal: one row a criterion, indented by level, wrapped to the width."""

import textwrap

from analysis import rules
from analysis.criteria_set import CriteriaSet
from analysis.criterion import Criterion
from analysis.language import date, normal, say

NARROWEST = 60
GAP = "  "
UNKNOWN = "unknown"


def shown(criteria: CriteriaSet, language: str, width: int) -> list[str]:
    """Return the lines of a set in one language: decision, completeness, classes, then the table of criteria.

    No line is longer than `width`, but never less than 60; what machines alone read is left out of every text.
    """
    width = max(width, NARROWEST)
    lines = [line for words in _head(criteria, language) for line in textwrap.wrap(_plain(words), width)]
    columns = _columns(width)
    rows = [[say(f"annex.show_{name}", language) for name in columns]]
    rows += [_cells(criteria, item, language) for item in criteria.items.values()]
    table = [line for row in rows for line in _wrapped(row, list(columns.values()))]
    ruler = "-" * min(width, sum(columns.values()) + len(GAP) * (len(columns) - 1))
    heading = len(_wrapped(rows[0], list(columns.values())))
    return [*lines, "", *table[:heading], ruler, *table[heading:], ""]


def _head(criteria: CriteriaSet, language: str) -> list[str]:
    leaves = [criteria.items[code] for code in criteria.leaves]
    decided = criteria.decision
    day = decided["date"] if decided["date"] == UNKNOWN else date(decided["date"], language)
    return [
        say("annex.show_set", language, set=criteria.code, title=criteria.title[language]),
        say(
            "annex.show_decision", language,
            issuer=_known(decided["issuer"], language), number=_known(decided["number"], language),
            date=_known(day, language),
        ),
        say(f"annex.show_{criteria.completeness}", language),
        say(
            "annex.show_totals", language, criteria=len(criteria.items) - 1, leaves=len(leaves),
            maximum=_points(criteria.items["total"].maximum, language),
            ruled=sum(one.rule.kind not in (UNKNOWN, "sum_of_children") for one in leaves),
        ),
        say("annex.show_classes", language, classes=_classes(criteria, language)),
        say("annex.show_outside", language, treatment=say(f"annex.treatment_{criteria.not_applicable}", language)),
    ]  # fmt: skip


def _known(words: str, language: str) -> str:
    return say("annex.show_unknown", language) if words == UNKNOWN else words


def _classes(criteria: CriteriaSet, language: str) -> str:
    known = [
        f"{label} (≥ {_points(lower, language)})" if lower is not None else f"{label} ({_known(UNKNOWN, language)})"
        for label, lower in criteria.classes
    ]
    return "; ".join(known) or _known(UNKNOWN, language)


def _points(value, language: str) -> str:
    """Return points as the language writes them, without zeros at the end; a third stays a fraction."""
    if value is None:
        return _known(UNKNOWN, language)
    words = f"{float(value):.4f}".rstrip("0").rstrip(".")
    if abs(float(words) - float(value)) > 1e-9:
        words = str(value)
    return words.replace(".", ",") if language == "vi" else words


def _columns(width: int) -> dict[str, int]:
    """Return the width of every column: code and maximum narrow, the rest divided among title, rule and source."""
    rest = width - 10 - 7 - 3 * len(GAP)
    title = rest * 2 // 5
    return {"code": 10, "title": title, "maximum": 7, "rule": rest - title}


def _cells(criteria: CriteriaSet, item: Criterion, language: str) -> list[str]:
    title = item.title_vi if language == "vi" or item.title_en in ("", UNKNOWN) else item.title_en
    indent = "  " * max(item.level - 1, 0)
    return [item.code, indent + _plain(title), _points(item.maximum, language), _details(item, language)]


def _details(item: Criterion, language: str) -> str:
    """Return how points are given, by whom, and what happens without a case: only what a leaf has."""
    if not item.leaf:
        return ""
    parts = [rules.words(item.rule, item.maximum, language), say(f"annex.from_{item.points_from}", language)]
    if figures := item.figures_vi if language == "vi" else item.figures_en:
        parts.insert(1, say("annex.show_figures", language, figures=figures))
    if item.on_no_case != UNKNOWN:
        parts.append(say(f"annex.no_case_{item.on_no_case}", language))
    if item.appraised_by:
        parts.append(say("annex.show_appraised_by", language, name=item.appraised_by))
    if item.confidence:
        parts.append(say(f"annex.confidence_{item.confidence}", language))
    if not item.applies:
        parts.append(say("annex.show_applies_not", language))
    return ". ".join(_plain(one).rstrip(".") for one in parts) + "."


def _plain(words: str) -> str:
    """Return text without the characters that steer a terminal."""
    return normal("".join(one if one.isprintable() else " " for one in words))


def _wrapped(cells: list[str], widths: list[int]) -> list[str]:
    columns = []
    for words, width in zip(cells, widths, strict=True):
        indent = words[: len(words) - len(words.lstrip())]
        columns.append(textwrap.wrap(words.strip(), width, initial_indent=indent, subsequent_indent=indent) or [""])
    height = max(map(len, columns))
    filled = [lines + [""] * (height - len(lines)) for lines in columns]
    return [
        GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip(*filled, strict=True)
    ]
