"""The fourth part of a unit's sheet: the criteria below their maximum, most points first."""

import pandas as pd

from analysis.audiences import PUBLIC
from analysis.sheets.parts import DASH, LONGEST_LIST, Grid, Listing, Missing, Section, Text, lean
from analysis.sheets.view import Own, View


def winnable(view: View, own: Own) -> Listing | Section | Missing:
    """Return the section from the table `to_win`, in its order; the unit's own office where its form names one."""
    title = view.text("wins_title")
    found = view.given.of_unit("to_win", own).sort_values("priority")
    found = found[found["to_win"] > 0]
    if found.empty:
        known = _known(view, own)
        return Section(title, (Text(view.text("nothing_to_win")),)) if known else Missing(view.text("wins_not_known"))

    def said(shown: int) -> str:
        facts = {"points": float(found["to_win"].sum()), "count": len(found)}
        if shown == len(found):
            return view.text("win_total", **facts)
        return view.text("win_largest", shown=shown, most=float(found["to_win"].head(shown).sum()), **facts)

    return Listing(title, said, _grid(view, own, found.head(LONGEST_LIST)))


def _known(view: View, own: Own) -> bool:
    """Return whether points and maximum of any criterion are known; a single column of points is no criterion."""
    criteria, points = view.criteria(own), view.given.of_unit("points", own)
    limited = criteria.criteria["max_points"].reindex(points["criterion_code"]).notna().to_numpy()
    return len(criteria.leaves) > 1 and bool((limited & points["points"].notna().to_numpy()).any())


def _grid(view: View, own: Own, rows: pd.DataFrame) -> Grid:
    header = tuple(view.text(f"win_{name}") for name in ("criterion", "points", "maximum", "open", "fell", "office"))
    lines = tuple(_row(view, own, row) for row in rows.to_dict("records"))
    return lean(Grid(header, lines, (6.0, 1.5, 1.6, 1.8, 2.7, 3.4), (1, 2, 3, 4)))


def _row(view: View, own: Own, row: dict) -> tuple[str, ...]:
    numbers = [view.number(row[name]) for name in ("points", "applicable_max", "to_win")]
    fell = view.text(f"fell_{row['scale']}", fell=view.number(row["fell"])) if row["fell"] > 0 else DASH
    office = view.typed(own, row["in_charge"]) if row["in_charge"] and view.audience != PUBLIC else DASH
    return (view.criterion(own, row["criterion_code"]), *numbers, fell, office)
