"""The section on what the criteria tell apart and how much they overlap."""

import pandas as pd

from analysis.framework import ROOT, CriteriaSet
from analysis.report.page import Page, bullets

# Parts whose shares differ by less than two percentage points are named together: a larger claim would not hold.
LEVEL = 2
MOST_ROWS = 60


def criteria(page: Page) -> list[str]:
    """Return the section on what the criteria tell apart."""
    section = [f"# {page.say('criteria_title')}", page.say("criteria_how"), page.figure("variance_shares")]
    if "variance_shares" not in page.numbers:
        return [section[0], page.say("criteria_none"), _quality_table(page)]
    return [*section, *bullets(_deciding(page)), *_quality_note(page), _quality_table(page), _overlap_table(page)]


def _deciding(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(page.table("criterion_quality")):
        criteria = page.study.criteria(block)
        parts = 100 * own.set_index("criterion_code").loc[criteria.children(ROOT), "variance_share"]
        if len(parts) > 1:
            most = parts[parts >= parts.max() - LEVEL].sort_values(ascending=False, kind="stable")
            named = [page.say("share_of", part=page.node(block, code), share=share) for code, share in most.items()]
            sentence = page.stated(year, block, "decides", parts=page.listed(named))
            sentences.append(f"{sentence} {_weights(page, criteria, most.index)}".strip())
    return sentences


def _weights(page: Page, criteria: CriteriaSet, parts: pd.Index) -> str:
    whole = criteria.maximum(ROOT)
    maxima = [criteria.maximum(code) for code in parts]
    if pd.isna(whole) or pd.isna(maxima).any():
        return ""
    shares = dict.fromkeys(page.number(100 * maximum / whole, 1) for maximum in maxima)
    return page.say("weights_of_parts", weights=page.listed(shares))


def _shown(page: Page) -> pd.DataFrame:
    """Return the criteria that the report shows: all of them, or the parts below the total where that would be pages."""
    quality = page.table("criterion_quality")
    if len(quality) <= MOST_ROWS:
        return quality
    parts = {block: set(page.study.criteria(block).children(ROOT)) for block in page.study.blocks}
    top = [code in parts[block] for block, code in zip(quality["block"], quality["criterion_code"], strict=True)]
    return quality[top]


def _quality_note(page: Page) -> list[str]:
    rest = len(page.table("criterion_quality")) - len(_shown(page))
    return [page.say("criteria_in_table", count=rest)] if rest else []


def _quality_table(page: Page) -> str:
    rows = []
    for _, row in _shown(page).iterrows():
        lead = page.lead(row)
        rows.append(
            [*lead, page.node(row["block"], row["criterion_code"]), page.number(row["mean"]),
             page.number(row["standard_deviation"]), page.number(row["lowest"]), page.number(row["highest"]),
             page.number(row["item_rest_correlation"]), page.interval(row["low"], row["high"]),
             page.number(100 * row["variance_share"], 1)]
        )  # fmt: skip
    columns = (
        "criterion",
        "mean",
        "standard_deviation",
        "lowest",
        "highest",
        "item_rest",
        "interval",
        "variance_share",
    )
    headers = page.headers(*columns)
    return page.pipe("criterion_quality", headers, rows, 7)


def _overlap_table(page: Page) -> str:
    rows = [
        [*page.lead(row), page.node(row["block"], row["node"]),
         page.say(f"statistic_{row['statistic']}"), page.number(row["estimate"]), page.interval(row["low"], row["high"]),
         page.number(row["n"], 0)]
        for _, row in page.table("reliability").iterrows()
    ]  # fmt: skip
    headers = page.headers("node", "statistic", "estimate", "interval", "n")
    return page.pipe("reliability", headers, rows, 3)
