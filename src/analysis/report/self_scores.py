"""What units gave themselves against what is in force: by how much, whose gap is widest, and whether it pays."""

import pandas as pd

from analysis import names
from analysis.report import verdicts
from analysis.report.page import Page, bullets

STATISTICS = ("gap_kept", "slope_at_equal_first_appraisal", "slope_at_equal_satisfaction", "gap_and_rank_gained")


def section(page: Page) -> list[str]:
    """Return the part on self-scores; nothing for a study without rounds."""
    if page.table("self_gap").empty:
        return []
    return [
        f"## {page.say('self_scores_title')}", page.say("self_scores_how"), page.figure("self_appraised"),
        *bullets([*gaps(page), *pays(page)]), _table(page),
    ]  # fmt: skip


def gaps(page: Page) -> list[str]:
    """Return, for each block, by how much units scored themselves above the points in force, and whose gap is widest."""
    sentences = []
    for (year, block), own in page.by_place(page.table("self_gap")):
        change = own["self_points"] - own["points_in_force"]
        widest = own.assign(width=change).sort_values(["width", "unit_code"], ascending=[False, True]).head(3)
        named = [f"{page.unit(row['unit_code'])} ({page.number(row['width'])})" for _, row in widest.iterrows()]
        facts = {"mean": change.mean(), "n": len(own), "above": int((change > 0).sum()), "units": page.listed(named)}
        sentences.append(page.stated(year, block, "self_gap", **facts))
    return sentences


def _in_order(page: Page) -> pd.DataFrame:
    table = page.table("self_gap_effect")
    return page.sorted(table.assign(turn=table["statistic"].map(STATISTICS.index)), "turn")


def _statistic(page: Page, name: str) -> str:
    """Return what a statistic is called; an index by its name where the study has one alone."""
    known = page.study.outside
    index = (
        names.outside_index(page.study, known[0], page.language) if len(known) == 1 else page.words("an_outside_index")
    )
    return page.words(f"statistic_{name}", index=index)


def pays(page: Page) -> list[str]:
    """Return whether a high self-assessment pays, statistic by statistic, each with what would have been found."""
    sentences = []
    for _, row in _in_order(page).iterrows():
        if pd.isna(row["estimate"]):
            continue
        key = row["verdict"] if row["verdict"] in (verdicts.SHOWN, verdicts.NOT_SHOWN) else "value"
        words = verdicts.facts(page, row) | {"estimate": page.number(row["estimate"])}
        what = _statistic(page, row["statistic"])
        sentences.append(page.stated(row["year"], row["block"], f"pays_{key}", what=what, **words))
    return sentences


def _table(page: Page) -> str:
    table = _in_order(page)
    rows = [
        [
            *page.lead(row),
            _statistic(page, row["statistic"]),
            page.number(row["n"], 0),
            *verdicts.cells(page, row, link=True),
        ]
        for _, row in table.iterrows()
    ]
    headers = [*page.headers("statistic", "n"), *verdicts.headers(page, table)]
    return page.pipe("self_gap_effect", headers, rows, 6)
