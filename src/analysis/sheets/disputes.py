"""The fifth part of a unit's sheet: what is disputed - petitions, and explanations that were not accepted."""

import pandas as pd

from analysis.sheets.cuts import cut_rows
from analysis.sheets.parts import Grid, Section, Text
from analysis.sheets.view import Own, View

WIDTHS = (5.6, 3.2, 8.2)


def disputes(view: View, own: Own, most: int) -> Section:
    """Return the section: the unit's petitions first, then its explanations of points that were still not recognised."""
    rows = [*_petitions(view, own), *_explained(view, own)]
    title = view.text("disputes_title")
    if not rows:
        known = "nothing_disputed" if view.given.files else "disputes_not_known"
        return Section(title, (Text(view.text(known)),))
    header = tuple(view.text(f"dispute_{name}") for name in ("about", "kind", "text"))
    more = [Text(view.text("more_disputes", count=len(rows) - most), True)] if len(rows) > most else []
    return Section(title, (Grid(header, tuple(rows[:most]), WIDTHS), *more))


def _petitions(view: View, own: Own) -> list[tuple[str, ...]]:
    every = view.given.table("petitions")
    found = every[every["file"].map(view.given.files) == own.code].sort_values(["file", "sheet", "cell"])
    return [
        (_about(view, own, row["criterion_code"]), view.text(f"petition_{row['petition_kind']}"),
         view.typed(own, row["text"]))
        for _, row in found.iterrows()
    ]  # fmt: skip


def _explained(view: View, own: Own) -> list[tuple[str, ...]]:
    rounds: pd.DataFrame = view.given.of_unit("rounds", own)
    cut = cut_rows(rounds[rounds["points_in_force"].notna()], set())
    given = view.given.typed("supplement")
    return [
        (_about(view, own, code), view.text("explanation_not_accepted"), view.typed(own, given[own.code, code]))
        for code in cut["criterion_code"]
        if (own.code, code) in given
    ]


def _about(view: View, own: Own, code: str) -> str:
    return view.criterion(own, code) if code in view.criteria(own).parents else view.text("the_form")
