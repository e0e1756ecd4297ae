"""What the survey's weight and equal weights would do to ranks."""

import pandas as pd

from analysis.compare.weighting import COMPARISON
from analysis.report.page import Page, bullets


def survey(page: Page) -> list[str]:
    """Return what another weight of the survey would do; nothing where it cannot be varied."""
    if "survey_share" not in page.numbers:
        return []
    return [page.say("survey_how"), page.figure("survey_share"), *bullets(_survey_moves(page))]


def _survey_moves(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(page.table("survey_share")):
        ranks = own.groupby("unit_code")["rank"].agg(rank_low="min", rank_high="max").reset_index()
        width = ranks["rank_high"] - ranks["rank_low"]
        units = [page.ranked(row) for _, row in ranks[width == width.max()].iterrows()]
        key = "survey_share_moves" if own["sweep"].iloc[0] == "share" else "survey_factor_moves"
        sentences.append(page.stated(year, block, key, units=page.listed(units)))
    return sentences


def comparison(page: Page) -> list[str]:
    """Return the section on equal weights."""
    title = f"# {page.say('compare_title')}"
    if "shifts" not in page.numbers:
        return [title, page.say("compare_none")]
    return [
        title,
        page.say("compare_how"),
        page.figure("shifts"),
        *bullets(_shift_sentences(page)),
        _shift_table(page),
    ]


def _weighted(page: Page, name: str) -> pd.DataFrame:
    """Return the rows of a table that compare equal weights, without those that compare years."""
    table = page.table(name)
    return table[table["comparison"] == COMPARISON]


def _shift_sentences(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(_weighted(page, "shifts")):
        moves = own.assign(width=own["rank_shift"].abs()).sort_values(["width", "unit_code"], ascending=[False, True])
        moved = moves[moves["width"] > 0]
        units = [
            page.say(
                "shifted_up" if row["rank_shift"] > 0 else "shifted_down",
                unit=page.unit(row["unit_code"]),
                places=int(row["width"]),
            )
            for _, row in moved.iterrows()
        ]
        facts = {"moved": len(moved), "n": len(own), "units": page.listed(units)}
        sentences.append(page.stated(year, block, "shifted" if units else "shifted_none", **facts))
    return sentences


def _shift_table(page: Page) -> str:
    sources = _weighted(page, "shift_sources")
    rows = []
    for _, row in page.sorted(_weighted(page, "shifts"), "rank_base", "unit_code").iterrows():
        own = sources[
            (sources["year"] == row["year"])
            & (sources["block"] == row["block"])
            & (sources["unit_code"] == row["unit_code"])
        ]
        most = own.loc[own["against_block"].abs().idxmax()]
        cause = f"{page.node(row['block'], most['criterion_code'])} ({page.number(most['contribution'])})"
        lead = page.lead(row)
        rows.append([*lead, page.unit(row["unit_code"]), cause, page.number(row["score_base"]), page.number(row["score_other"]),
                     page.number(row["rank_base"], 0), page.number(row["rank_other"], 0)])  # fmt: skip
    columns = ("unit", "largest_source", "score_base", "score_other", "rank_base", "rank_other")
    headers = page.headers(*columns)
    return page.pipe("shift_table", headers, rows, 4)
