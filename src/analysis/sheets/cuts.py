"""The third part of a unit's sheet: which points it gave itself were not recognised, and why."""

import pandas as pd

from analysis.sheets.parts import LONGEST_LIST, Grid, Listing, Missing, Section, Text
from analysis.sheets.view import Own, View

WIDTHS = (5.6, 1.6, 1.8, 1.3, 6.7)
SMALLEST = 1e-9


def cuts(view: View, own: Own) -> Listing | Section | Missing:
    """Return the section: criteria recognised below the self-assessment and deductions, the largest first, with opinions."""
    title = view.text("cuts_title")
    rounds = view.given.of_unit("rounds", own)
    known = rounds[rounds["points_in_force"].notna()]
    if known["self_points"].isna().all():
        return Missing(view.text("no_rounds"))
    found = cut_rows(known, _deductions(view, own))
    if found.empty:
        return Section(title, (Text(view.text("nothing_cut")),))

    def said(shown: int) -> str:
        facts = {"cut": float(found["cut"].sum()), "count": len(found)}
        if shown == len(found):
            return view.text("cut_total", **facts)
        return view.text("cut_largest", shown=shown, points=float(found["cut"].head(shown).sum()), **facts)

    header = tuple(view.text(f"cut_{name}") for name in ("criterion", "self", "recognised", "by", "why"))
    rows = tuple(_row(view, own, row) for row in found.head(LONGEST_LIST).to_dict("records"))
    return Listing(title, said, Grid(header, rows, WIDTHS, (1, 2, 3)))


def cut_rows(rounds: pd.DataFrame, deductions: set[str]) -> pd.DataFrame:
    """Return the rows of one unit whose points were cut, with `cut` (points, above 0), the largest first.

    A criterion of deductions counts with what was deducted; others with what the unit gave itself and did not get.
    """
    taken = rounds["criterion_code"].isin(deductions)
    cut = (rounds["self_points"] - rounds["points_in_force"]).where(~taken, -rounds["points_in_force"])
    found = rounds.assign(cut=cut)
    return found[found["cut"] > SMALLEST].sort_values(["cut", "criterion_code"], ascending=[False, True], kind="stable")


def _deductions(view: View, own: Own) -> set[str]:
    return {code for code, part in view.criteria(own).parts.items() if part == "deduction"}


def _row(view: View, own: Own, row: dict) -> tuple[str, ...]:
    numbers = [view.number(row[name]) for name in ("self_points", "points_in_force", "cut")]
    return (view.criterion(own, row["criterion_code"]), *numbers, _why(view, own, row["criterion_code"]))


def _why(view: View, own: Own, code: str) -> str:
    said = []
    for place in (1, 2):
        text = view.given.typed(f"opinion_{place}").get((own.code, code), "")
        if text:
            said.append(view.text(f"opinion_round_{place}", opinion=view.typed(own, text).rstrip(".")))
    body = view.body(own, view.criteria(own).items[code].appraised_by if code in view.criteria(own).items else "")
    named = [view.text("appraised_by", body=body)] if body else []
    return " ".join([*(said or [view.text("no_opinion")]), *named])
