"""What ranks hang on: the influence of each choice, pairs that hold for all weights, importance beside weight."""

import pandas as pd

from analysis import names
from analysis.figures.uncertainty import MOST_INPUTS
from analysis.framework import ROOT
from analysis.report.page import Page, bullets

TARGET = "mean_rank_shift"


def influence_parts(page: Page) -> list[str]:
    """Return figure, sentences and table on which choice moves ranks; only the sentences where nothing varies."""
    if page.table("influence").empty:
        return []
    return [
        page.say("influence_how"),
        page.figure("influence"),
        *bullets(influence(page)),
        *_rest(page),
        _influence_table(page),
    ]


def influence(page: Page) -> list[str]:
    """Return, for each block, which choice moves ranks most on the whole and for most units, and which decides classes."""
    sentences = []
    for (year, block), own in page.by_place(page.table("influence")):
        overall = own[(own["target"] == TARGET) & own["total_order"].notna()]
        if overall.empty:
            sentences.append(_no_influence(page, year, block, own))
            continue
        most = overall.sort_values(["total_order", "input"], ascending=[False, True]).iloc[0]
        facts = {"choice": _input(page, most), "total": most["total_order"], "first": most["first_order"]}
        facts["interval"] = page.interval(most["total_order_low"], most["total_order_high"])
        sentence = page.stated(year, block, "influence_most", **facts)
        sentences.append(" ".join([sentence, *_by_unit(page, own, "rank"), *_by_unit(page, own, "class_change")]))
    return sentences


def _no_influence(page: Page, year: int, block: str, own: pd.DataFrame) -> str:
    reason = own.loc[own["target"] == TARGET, "reason"].iloc[0]
    return page.stated(year, block, f"influence_{reason}")


def _input(page: Page, row: pd.Series) -> str:
    return names.varied(page.study.criteria(row["block"]), row["input"], page.language)


def _by_unit(page: Page, own: pd.DataFrame, target: str) -> list[str]:
    """Return which choices decide most of one target, each with the number of units for which it does."""
    varied = own[(own["target"] == target) & own["total_order"].notna()]
    first = varied.sort_values(["total_order", "input"], ascending=[False, True]).drop_duplicates("unit_code")
    if first.empty:
        return []
    counts = first["input"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    criteria = page.study.criteria(first["block"].iloc[0])
    named = [
        page.say("choice_of_units", choice=names.varied(criteria, name, page.language), count=int(count))
        for name, count in counts.items()
    ]
    return [page.say(f"influence_{target}", count=len(first), choices=page.listed(named, 3, "more_items"))]


def _overall(page: Page) -> pd.DataFrame:
    """Return the influence on the mean shift: of each block the largest, at most as many as one panel of the figure has."""
    own = page.table("influence")
    own = own[(own["target"] == TARGET) & own["total_order"].notna()]
    ordered = own.sort_values(["total_order", "input"], ascending=[False, True])
    return ordered.groupby(["year", "block"], sort=False).head(MOST_INPUTS)


def _rest(page: Page) -> list[str]:
    shifts = page.table("influence").query("target == @TARGET and total_order.notna()")
    rest = len(shifts) - len(_overall(page))
    return [page.say("influence_rest", most=MOST_INPUTS, count=rest)] if rest else []


def _influence_table(page: Page) -> str:
    own = _overall(page)
    rows = [
        [*page.lead(row), _input(page, row), page.number(row["first_order"]),
         page.interval(row["first_order_low"], row["first_order_high"]), page.number(row["total_order"]),
         page.interval(row["total_order_low"], row["total_order_high"]), *_fewer_draws(page, row)]
        for _, row in page.sorted(own.assign(least=-own["total_order"]), "least", "input").iterrows()
    ]  # fmt: skip
    columns = ("choice", "first_order", "interval", "total_order", "interval", "total_quarter", "total_half")
    return page.pipe("influence_table", page.headers(*columns), rows, 6)


def _fewer_draws(page: Page, row: pd.Series) -> list[str]:
    """Return the total influence by a quarter and by half of the draws, to be held against that by all."""
    table = page.table("influence_convergence")
    same = table[(table["year"] == row["year"]) & (table["block"] == row["block"]) & (table["target"] == row["target"])]
    fewer = same[same["input"] == row["input"]].sort_values("draws")["total_order"]
    return [page.number(value) for value in fewer.iloc[:2]]


def pairs(page: Page) -> list[str]:
    """Return, for each block, how many pairs keep their order for all admissible weights, and how many neighbours do."""
    sentences = []
    asked = page.table("pair_order").query("holds_for_all_weights != ''")
    for (year, block), own in page.by_place(asked):
        counts = own["holds_for_all_weights"].value_counts()
        facts = {name: int(counts.get(name, 0)) for name in ("yes", "no", "not_settled")}
        key = "pairs_with_open" if facts["not_settled"] else "pairs"
        sentences.append(page.stated(year, block, key, pairs=len(own), **facts))
    return sentences


def importance_parts(page: Page) -> list[str]:
    """Return figure, sentences and table on weight and importance, or why importance cannot be told."""
    if page.table("effective_weights").empty:
        return []
    if "importance" not in page.numbers:
        return [page.say("importance_none")]
    return [page.say("importance_how"), page.figure("importance"), *bullets(importance(page)), _importance_table(page)]


def importance(page: Page) -> list[str]:
    """Return, for each block, the part whose importance is farthest from its weight, and whether weights could mend it."""
    sentences = []
    for (year, block), own in page.by_place(_parts(page)):
        gap = (own["importance"] - own["nominal_weight"]).abs()
        row = own.loc[gap.idxmax()]
        facts = {"part": page.node(block, row["node"]), "weight": 100 * row["nominal_weight"]}
        sentence = page.stated(year, block, "importance_gap", **facts, importance=100 * row["importance"])
        sentences.append(" ".join([sentence, *_matching(page, year, block)]))
    return sentences


def _parts(page: Page) -> pd.DataFrame:
    table = page.table("effective_weights")
    return table[(table["parent"] == ROOT) & table["importance"].notna() & table["nominal_weight"].notna()]


def _matching(page: Page, year: int, block: str) -> list[str]:
    table = page.table("matching_weights")
    own = table[(table["year"] == year) & (table["block"] == block) & table["weight_needed"].notna()]
    if own.empty:
        return []
    key = "matching_found" if (own["found"] == "yes").all() else "matching_closest"
    weights = [
        page.say("share_of", part=page.node(block, node), share=100 * weight)
        for node, weight in zip(own["node"], own["weight_needed"], strict=True)
    ]
    return [page.say(key, weights=page.listed(weights, 10, "more_items"))]


def _importance_table(page: Page) -> str:
    needed = page.table("matching_weights").set_index(["year", "block", "node"])["weight_needed"]
    rows = []
    for _, row in _parts(page).iterrows():
        shares = [row["nominal_weight"], row["linear_share"], row["main_effect"], row["importance"]]
        shares.append(needed.get((row["year"], row["block"], row["node"])))
        cells = [page.number(None if pd.isna(share) else 100 * share, 1) for share in shares]
        rows.append([*page.lead(row), page.node(row["block"], row["node"]), *cells])
    columns = ("criterion", "nominal_weight", "linear_share", "main_effect", "importance", "weight_needed")
    return page.pipe("effective_weights", page.headers(*columns), rows, 5)
