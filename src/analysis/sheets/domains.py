"""The second part of a unit's sheet: its parts of the criteria against the mean of the block."""

import pandas as pd

from analysis.blocks import NOTHING_TO_SCORE
from analysis.framework import ROOT
from analysis.names import criterion_number
from analysis.sheets.parts import Grid, Section, Text
from analysis.sheets.result import mean_of
from analysis.sheets.view import Own, View

MOST_DOMAINS, MOST_NUMBERS = 16, 20
WIDTHS = (6.8, 1.8, 1.9, 2.0, 2.2, 2.3)


def domains(view: View, own: Own) -> Section:
    """Return the section: points and maximum of every domain, and its share of the maximum beside that of the block.

    Where a domain has no share of a maximum, the means are those of points. A set of one column of points has no domains.
    """
    criteria = view.criteria(own)
    if len(criteria.leaves) == 1:
        return Section(view.text("domains_title"), (Text(view.text("one_column")),))
    scores = view.given.table("scores")
    scores = scores[(scores["year"] == own.year) & (scores["block"] == own.block)]
    codes = criteria.children(ROOT)
    mine = scores[scores["unit_code"] == own.code].set_index("node")
    rows = tuple(_row(view, own, code, mine, scores) for code in codes[:MOST_DOMAINS] if code in mine.index)
    header = tuple(
        view.text(f"domain_{name}") for name in ("title", "points", "maximum", "share", "mean", "difference")
    )
    more = [Text(view.text("more_domains", count=len(codes) - MOST_DOMAINS), True)] if len(codes) > MOST_DOMAINS else []
    return Section(
        view.text("domains_title"), (Grid(header, rows, WIDTHS, (1, 2, 3, 4, 5)), *more, *_not_counted(view, own))
    )


def _row(view: View, own: Own, code: str, mine: pd.DataFrame, scores: pd.DataFrame) -> tuple[str, ...]:
    node = scores[scores["node"] == code]
    name, mark = ("percent", "%") if node["percent"].notna().any() else ("points", "")
    value, mean = mine.loc[code, name], mean_of(node[name])
    known = [view.number(mine.loc[code, one]) for one in ("points", "applicable_max")]
    shown = [view.number(one) + (mark if pd.notna(one) else "") for one in (value, mean)]
    difference = value - mean
    sign = "+" if pd.notna(difference) and round(difference, 2) > 0 else ""
    return (view.criterion(own, code), *known, *shown, sign + view.number(difference))


def _not_counted(view: View, own: Own) -> list[Text]:
    """Return which criteria lie outside the unit's functions and of which no case arose."""
    points, criteria, said = view.given.of_unit("points", own), view.criteria(own), []
    for kind in NOTHING_TO_SCORE:
        codes = set(points.loc[points["missing"] == kind, "criterion_code"])
        numbers = [criterion_number(criteria, code, view.language) for code in criteria.leaves if code in codes]
        if numbers:
            listed = view.page.listed(numbers, MOST_NUMBERS, "more_items")
            said.append(Text(view.text(f"counted_{kind}", count=len(numbers), criteria=listed), True))
    return said
