"""The section on points, ranks and classes, and on how well the published table is reproduced."""

from analysis import exhibits
from analysis.report.page import Page, bullets, maximum_decimals, totals


def scores(page: Page) -> list[str]:
    """Return the section on points, ranks and classes."""
    return [
        f"# {page.say('scores_title')}", page.say("scores_how"), page.figure("totals"), *closest(page),
        score_table(page), *reproduced(page), *limits(page),
    ]  # fmt: skip


def closest(page: Page) -> list[str]:
    """Return, for each block, how many neighbours stand closer than half a point, and the closest pair."""
    sentences = []
    for (year, block), own in page.by_place(page.table("neighbours")):
        pair = own.loc[own["gap"].idxmin()]
        facts = {"pairs": len(own), "close": int((own["gap"] < 0.5).sum()), "points": page.points_word(block)}
        facts |= {"first": page.unit(pair["unit_code"]), "second": page.unit(pair["unit_below"])}
        facts["gap"] = page.number(pair["gap"], 2 if pair["gap"] >= 0.01 or pair["gap"] == 0 else 4)
        sentences.append(page.stated(year, block, "closest", **facts))
    return sentences if len(sentences) <= 3 else bullets(sentences)


def score_table(page: Page) -> str:
    """Return the table of totals with ranks and classes; columns that are empty throughout are left away."""
    own = totals(page)
    decimals = {"points": 2, "applicable_max": maximum_decimals(own["applicable_max"]), "percent": 2, "rank": 0}
    shown = [name for name in decimals if own[name].notna().any()]
    if own["applicable_max"].nunique() <= 1:
        shown = [name for name in shown if name != "applicable_max"]
    classed = (own["class"] != "").any()
    rows = []
    for _, row in own.iterrows():
        lead = page.lead(row)
        label = [row["class"] or "–"] if classed else []
        rows.append(
            [
                *lead,
                page.unit(row["unit_code"]),
                *label,
                *(page.number(row[name], decimals[name]) for name in shown),
            ]
        )
    headers = page.headers("unit", *(["class"] if classed else []), *shown)
    return page.pipe("scores", headers, rows, len(shown))


def reproduced(page: Page) -> list[str]:
    """Return what our computation makes of the published figures, and the table of differences."""
    table = page.table("reproduction")
    if table.empty:
        return [] if page.study.has_forms else [page.say("nothing_to_reproduce")]
    counts = table["explanation"].value_counts()
    parts = [page.say(f"explained_{name}", count=int(counts[name])) for name in counts.sort_index().index]
    different = table[~table["explanation"].isin(exhibits.AGREEING)]
    rows = [
        [page.unit(row["unit_code"]), page.say(f"measure_{row['measure']}"), row["published"], row["computed"],
         page.say(f"why_{row['explanation']}")]
        for _, row in different.iterrows()
    ]  # fmt: skip
    headers = [page.column(name) for name in ("unit", "measure", "published", "computed", "why")]
    sentence = page.say("reproduced", total=len(table)) + " " + "; ".join(parts) + "."
    return [
        sentence,
        page.pipe("reproduction", headers, rows, 0),
    ]


def limits(page: Page) -> list[str]:
    """Return the table of class limits: stated, or the range the published table allows."""
    table = page.table("class_limits")
    if table.empty:
        return []
    rows = []
    for _, row in page.sorted(table, "place").iterrows():
        low, high = page.number(row["limit_from"]), page.number(row["limit_to"])
        rows.append(
            [
                page.place(row["year"], row["block"]),
                row["class"],
                page.say(f"limit_{row['limit_basis']}", low=low, high=high),
            ]
        )
    headers = [page.column("place"), page.column("class"), page.column("lower_limit")]
    return [page.say("limits_how"), page.pipe("class_limits", headers, rows, 0)]
