"""The fifth part of a unit's sheet: what is disputed - petitions, and explanations that were not accepted."""

from analysis.sheets.cuts import cut_rows
from analysis.sheets.parts import Grid, Listing, Missing, Section, Text
from analysis.sheets.view import Own, View

WIDTHS = (5.6, 3.2, 8.2)


def disputes(view: View, own: Own) -> Listing | Section | Missing:
    """Return the section: the unit's petitions first, then its explanations of points that were still not recognised."""
    rows = (*_petitions(view, own), *_explained(view, own))
    title = view.text("disputes_title")
    if not rows:
        empty = Section(title, (Text(view.text("nothing_disputed")),))
        return empty if view.given.files else Missing(view.text("disputes_not_known"))

    def said(shown: int) -> str:
        return "" if shown == len(rows) else view.text("disputes_first", count=len(rows), shown=shown)

    header = tuple(view.text(f"dispute_{name}") for name in ("about", "kind", "text"))
    return Listing(title, said, Grid(header, rows, WIDTHS))


def _petitions(view: View, own: Own) -> list[tuple[str, ...]]:
    return [
        (_about(view, own, row["criterion_code"]), view.text(f"petition_{row['petition_kind']}"),
         view.typed(own, row["text"]))
        for row in view.given.petitions().get(own.code, [])
    ]  # fmt: skip


def _explained(view: View, own: Own) -> list[tuple[str, ...]]:
    given = view.given.typed("supplement")
    if not given:
        return []
    rounds = view.given.of_unit("rounds", own)
    cut = cut_rows(rounds[rounds["points_in_force"].notna()], set())
    return [
        (_about(view, own, code), view.text("explanation_not_accepted"), view.typed(own, given[own.code, code]))
        for code in cut["criterion_code"]
        if (own.code, code) in given
    ]


def _about(view: View, own: Own, code: str) -> str:
    return view.criterion(own, code) if code in view.criteria(own).parents else view.text("the_form")
