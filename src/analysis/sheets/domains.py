"""The second part of a unit's sheet: its parts of the criteria against the mean of the block."""

import pandas as pd

from analysis.blocks import NOTHING_TO_SCORE
from analysis.framework import ROOT
from analysis.names import criterion_number
from analysis.sheets.parts import DASH, Grid, Missing, Section, Text, lean
from analysis.sheets.result import mean_of
from analysis.sheets.view import Own, View

MOST_DOMAINS, MOST_NUMBERS = 16, 20
WIDTHS = (6.8, 1.8, 1.9, 2.0, 2.2, 2.3)
COLUMNS = ("title", "points", "maximum", "share", "mean", "difference")
SHARED_COLUMNS = (*COLUMNS[:-1], "difference_shares")


def domains(view: View, own: Own) -> Section | Missing:
    """Return the section: points and maximum of every domain, and its share of the maximum beside that of the block.

    Where a domain has no share of a maximum, the mean is that of points. A set of one column of points has no domains.
    """
    criteria = view.criteria(own)
    codes = criteria.children(ROOT)
    mine = view.given.of_unit("scores", own).set_index("node")
    if len(criteria.leaves) == 1 or mine["points"].reindex(codes).isna().all():
        return Missing(view.text("domains_not_known"))
    known = [code for code in codes if code in mine.index]
    in_shares = bool(mine.loc[known, "percent"].notna().any())
    rows = tuple(_row(view, own, code, in_shares) for code in known[:MOST_DOMAINS])
    header = tuple(view.text(f"domain_{name}") for name in (SHARED_COLUMNS if in_shares else COLUMNS))
    more = [Text(view.text("more_domains", count=len(known) - MOST_DOMAINS), True)] if len(known) > MOST_DOMAINS else []
    table = lean(Grid(header, rows, WIDTHS, (1, 2, 3, 4, 5)))
    return Section(view.text("domains_title"), (table, *more, *_not_counted(view, own)))


def _row(view: View, own: Own, code: str, in_shares: bool) -> tuple[str, ...]:
    """Return a domain; bonus and deductions have no maximum, so in a table of shares they are told in points."""
    node = view.given.node(own, code)
    mine = node.loc[own.code]
    shared = bool(node["percent"].notna().any())
    name = "percent" if shared else "points"
    mean = mean_of(node[name])
    difference = mine[name] - mean
    sign = "+" if pd.notna(difference) and round(difference, 2) > 0 else ""

    def told(value: float, before: str = "", key: str = "of_points") -> str:
        number = before + view.number(value)
        return number if pd.isna(value) or not in_shares else view.text(key, number=number)

    maximum = view.number(mine["applicable_max"]) if mine["applicable_max"] else DASH
    share = told(mine["percent"], key="of_percent") if shared else DASH
    mean_told = told(mean, key="of_percent" if shared else "of_points")
    difference_told = sign + view.number(difference) if shared else told(difference, sign)
    return (view.criterion(own, code), view.number(mine["points"]), maximum, share, mean_told, difference_told)


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
