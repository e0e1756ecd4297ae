"""How severe each appraising body is: first whether that can be told at all, then by how much."""

import pandas as pd

from analysis import names
from analysis.report import verdicts
from analysis.report.page import Page, bullets


def section(page: Page) -> list[str]:
    """Return the part on the severity of appraising bodies; nothing where no body is known."""
    if page.table("severity_design").empty:
        return []
    return [
        f"## {page.say('severity_title')}", page.say("severity_how"), *bullets(design(page)),
        page.figure("severity_figure"), *bullets([*severity(page), *moved(page)]), _table(page),
    ]  # fmt: skip


def design(page: Page) -> list[str]:
    """Return, for each block, which bodies can be told apart from their criteria and which cannot, by name."""
    sentences = []
    for (year, block), own in page.by_place(page.table("severity_design")):
        apart = own["separable"] == "yes"
        facts = {"bodies": len(own), "shared": int(own["criteria_shared"].max()), "rows": int(own["rows"].sum())}
        if apart.any():
            facts["count"] = int(apart.sum())
            sentences.append(page.stated(year, block, "design_connected", **facts))
        for reason, part in own[~apart].groupby("reason", sort=True):
            units = page.listed((body(page, code) for code in part["body"]), more="more_items")
            sentences.append(page.stated(year, block, f"design_{reason}", count=len(part), bodies=units))
    return sentences


def not_separable(page: Page) -> list[str]:
    """Return one sentence where no body of the study can be told apart from the criteria it appraises."""
    table = page.table("severity_design")
    none = len(table) > 0 and (table["separable"] == "no").all()
    return [page.say("severity_not_separable", count=table["body"].nunique())] if none else []


def body(page: Page, code: str) -> str:
    """Return the name of an appraising body."""
    return names.body(page.study, code, page.language)


def severity(page: Page) -> list[str]:
    """Return the bodies shown to be harsher or milder at equal unit and criterion, and what the other tests would have found."""
    return [*severity_shown(page), *verdicts.rest(page, page.table("severity"), page.words("per_cent_of_maximum"))]


def severity_shown(page: Page) -> list[str]:
    """Return one sentence for each body shown to be harsher or milder than the bodies it can be compared with."""
    sentences = []
    for _, row in verdicts.shown(page.table("severity")).iterrows():
        key = "severity_harsher" if row["estimate"] > 0 else "severity_milder"
        words = verdicts.facts(page, row) | {"body": body(page, row["body"]), "rows": int(row["rows"])}
        sentences.append(page.stated(row["year"], row["block"], key, **words))
    return sentences


def moved(page: Page) -> list[str]:
    """Return how many ranks would be others with severity removed, and whose most."""
    sentences = []
    for (year, block), own in page.by_place(page.table("severity_ranks")):
        width = (own["rank_adjusted"] - own["rank"]).abs()
        facts = {"count": int((width > 0).sum()), "n": len(own)}
        if not facts["count"]:
            sentences.append(page.stated(year, block, "severity_ranks_same", **facts))
            continue
        widest = own.assign(width=width)[width > 0].sort_values(["width", "unit_code"], ascending=[False, True]).head(3)
        named = [
            f"{page.unit(row['unit_code'])} ({row['rank']} → {row['rank_adjusted']})" for _, row in widest.iterrows()
        ]
        sentences.append(page.stated(year, block, "severity_ranks", **facts, units=page.listed(named)))
    return sentences


def _table(page: Page) -> str:
    found = page.table("severity").set_index(["year", "block", "body"])
    rows = []
    for _, row in page.table("severity_design").iterrows():
        place = (row["year"], row["block"], row["body"])
        cells = verdicts.cells(page, found.loc[place]) if place in found.index else ["–"] * 5
        counts = [str(row["criteria"]), str(row["criteria_shared"]), str(row["rows"])]
        cuts = [page.number(row["mean_cut"]), page.number(100 * row["share_cut"], 0)]
        rows.append([*page.lead(row), body(page, row["body"]), *counts, *cuts, *_told_apart(row, cells)])
    columns = ("body", "criteria", "criteria_shared", "rows", "mean_cut", "share_cut", "harsher", *verdicts.HEADERS[1:])
    return page.pipe("severity", page.headers(*columns), rows, 10)


def _told_apart(row: pd.Series, cells: list[str]) -> list[str]:
    """Return the cells of a body; of one that cannot be told apart nothing but that verdict."""
    return cells if row["separable"] == "yes" else ["–"] * 4 + cells[4:]
