"""The first part of a unit's sheet: score, rank with its range, class with its probability, and how the unit came here."""

import pandas as pd

from analysis.framework import ROOT
from analysis.sheets.parts import Grid, Section, Text
from analysis.sheets.view import Own, View

SOURCES = ("noise", "method")
MOST_YEARS, FEWEST_FOR_MEAN = 6, 3


def result(view: View, own: Own) -> Section:
    """Return the section: facts beside the mean of the block, ranges in words, and earlier years where there are some."""
    totals = _totals(view, own)
    total = totals[totals["unit_code"] == own.code].iloc[0]
    blocks = [_facts(view, own, total, totals), *_ranges(view, own), *_classes(view, own, total)]
    changed = _changed(view, own)
    return Section(view.text("result_title"), (*blocks, *changed, *_years(view, own)))


def _totals(view: View, own: Own) -> pd.DataFrame:
    scores = view.given.table("scores")
    return scores[(scores["node"] == ROOT) & (scores["year"] == own.year) & (scores["block"] == own.block)]


def _facts(view: View, own: Own, total: pd.Series, totals: pd.DataFrame) -> Grid:
    means = {name: mean_of(totals[name]) for name in ("points", "applicable_max", "percent")}
    rows = [(view.text(f"fact_{name}"), view.number(total[name]), view.number(means[name]))
            for name in means if pd.notna(total[name])]  # fmt: skip
    rows.append((view.text("fact_rank"), _rank(view, own, total), "–"))
    rows.append((view.text("fact_class"), total["class"] or view.text("not_stated"), "–"))
    header = (view.text("fact"), view.text("this_unit"), view.text("mean_of_block"))
    return Grid(header, tuple(rows), (7.0, 6.0, 4.0), (1, 2))


def mean_of(values: pd.Series) -> float:
    """Return the mean of a block; none below three units, where it would tell another unit's own figure."""
    known = values.dropna()
    return float(known.mean()) if len(known) >= FEWEST_FOR_MEAN else float("nan")


def _rank(view: View, own: Own, total: pd.Series) -> str:
    block = view.given.study.blocks[own.block]
    known, whole = block.units_known[own.year], block.units_in_block[own.year]
    if block.complete(own.year) and pd.notna(total["rank"]):
        return view.text("rank_of", rank=int(total["rank"]), units=whole)
    if pd.isna(total["rank_among_known"]):
        return view.text("not_stated")
    among = view.text("rank_among", rank=int(total["rank_among_known"]), known=known)
    carried = view.text("rank_published", rank=int(total["rank"])) if pd.notna(total["rank"]) else ""
    return " ".join(part for part in (carried, among) if part)


def _ranges(view: View, own: Own) -> list[Text]:
    found = view.given.of_unit("rank_intervals", own).set_index("source")
    said = []
    for source in [one for one in SOURCES if one in found.index]:
        low, high = int(found.loc[source, "rank_low"]), int(found.loc[source, "rank_high"])
        kind = f"{source}_fixed" if low == high else f"{source}_wide"
        said.append(view.text(f"range_{kind}", low=low, high=high))
    return [Text(" ".join(said or [view.text("range_none")]))]


def _classes(view: View, own: Own, total: pd.Series) -> list[Text]:
    if not total["class"]:
        return []
    found = view.given.of_unit("class_probability", own)
    order = [name for name, _ in view.criteria(own).classes]
    said = []
    for source in SOURCES:
        shares = found[found["source"] == source].set_index("class")["probability"]
        shares = shares[shares > 0]
        named = [f"{name} {view.page.share(shares[name])}%" for name in order if name in shares.index]
        if named:
            said.append(view.text(f"class_{source}_share", classes=view.page.listed(named)))
    return [Text(" ".join(said or [view.text("class_no_share")]))]


def _changed(view: View, own: Own) -> list[Text]:
    found = view.given.of_unit("year_changes", own)
    said = []
    for _, row in found.sort_values("comparison").tail(1).iterrows():
        size = view.number(abs(row["score_change"]))
        change = view.text("fallen" if row["score_change"] < 0 else "risen", points=size)
        facts = {"base": row["comparison"].split("-")[0], "was": view.number(row["score_base"])}
        beyond = view.text(f"beyond_{row['beyond_error']}")
        said.append(
            Text(view.text("changed", now=view.number(row["score_other"]), change=change, beyond=beyond, **facts))
        )
    return said


def _years(view: View, own: Own) -> list[Grid]:
    """Return the last years of the unit in a study of several."""
    scores = view.given.table("scores")
    rows = scores[(scores["node"] == ROOT) & (scores["unit_code"] == own.code) & (scores["block"] == own.block)]
    rows = rows[rows[["points", "percent", "rank"]].notna().any(axis=1)].sort_values("year").tail(MOST_YEARS)
    if len(rows) < 2:
        return []
    lines = tuple(
        (str(int(row["year"])), view.number(row["points"]), view.number(row["percent"]),
         view.number(row["rank"], 0), row["class"] or "–")
        for _, row in rows.iterrows()
    )  # fmt: skip
    header = tuple(view.text(f"year_{name}") for name in ("assessed", "points", "percent", "rank", "class"))
    return [Grid(header, lines, (2.5, 3.5, 3.5, 3.0, 4.5), (1, 2, 3))]
