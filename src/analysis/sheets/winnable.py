"""The fourth part of a unit's sheet: the criteria below their maximum, most points first."""

import pandas as pd

from analysis.audiences import PUBLIC
from analysis.sheets.parts import Grid, Section, Text
from analysis.sheets.view import Own, View


def winnable(view: View, own: Own, most: int) -> Section:
    """Return the section from the table `to_win`, in its order; the unit's own office where its form names one."""
    title = view.text("wins_title")
    found = view.given.of_unit("to_win", own).sort_values("priority")
    open_points = found[found["to_win"] > 0]
    if len(view.criteria(own).leaves) == 1:
        return Section(title, (Text(view.text("one_column_to_win")),))
    if open_points.empty:
        return Section(title, (Text(view.text("nothing_to_win")),))
    said = Text(view.text("win_total", points=float(open_points["to_win"].sum()), count=len(open_points)))
    rest = open_points.iloc[most:]
    left = {"count": len(rest), "points": float(rest["to_win"].sum())}
    more = [Text(view.text("more_wins", **left), True)] if len(rest) else []
    return Section(title, (said, _grid(view, own, open_points.head(most)), *more))


def _grid(view: View, own: Own, rows: pd.DataFrame) -> Grid:
    header = [view.text(f"win_{name}") for name in ("criterion", "points", "maximum", "open", "fell")]
    lines = [_row(view, own, row) for _, row in rows.iterrows()]
    if view.audience == PUBLIC or not (rows["in_charge"] != "").any():
        return Grid(tuple(header), tuple(lines), (8.8, 1.7, 1.8, 2.0, 2.7), (1, 2, 3, 4))
    offices = [view.typed(own, text) if text else "–" for text in rows["in_charge"]]
    lines = [(*line, office) for line, office in zip(lines, offices, strict=True)]
    return Grid((*header, view.text("win_office")), tuple(lines), (6.0, 1.5, 1.6, 1.8, 2.7, 3.4), (1, 2, 3, 4))


def _row(view: View, own: Own, row: pd.Series) -> tuple[str, ...]:
    numbers = [view.number(row[name]) for name in ("points", "applicable_max", "to_win")]
    fell = view.text(f"fell_{row['scale']}", fell=view.number(row["fell"])) if row["fell"] > 0 else "–"
    return (view.criterion(own, row["criterion_code"]), *numbers, fell)
