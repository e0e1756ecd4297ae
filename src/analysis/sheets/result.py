"""The first part of a unit's sheet: score, rank with its range, class with its probability, and how the unit came here."""

import pandas as pd

from analysis.framework import ROOT
from analysis.sensitivity.ranges import RANGE
from analysis.sheets.parts import DASH, Grid, Section, Text, lean
from analysis.sheets.view import Own, View

SOURCES = ("noise", "method")
MOST_YEARS, FEWEST_FOR_MEAN = 6, 3


def result(view: View, own: Own) -> Section:
    """Return the section: facts beside the mean of the block, ranges in words, and earlier years where there are some.

    A unit of which the sources hold nothing is told so.
    """
    totals = view.given.node(own, ROOT)
    total = totals.loc[own.code]
    if total[["points", "percent", "rank"]].isna().all():
        return Section(view.text("result_title"), (Text(view.text("result_not_known")),))
    blocks = [_facts(view, own, total, totals), *_ranges(view, own), *_classes(view, own, total)]
    changed = _changed(view, own)
    return Section(view.text("result_title"), (*blocks, *changed, *_years(view, own)))


def _facts(view: View, own: Own, total: pd.Series, totals: pd.DataFrame) -> Grid:
    means = {name: mean_of(totals[name]) for name in ("points", "applicable_max", "percent")}
    rows = [(view.text(f"fact_{name}"), view.number(total[name]), view.number(means[name]))
            for name in means if pd.notna(total[name])]  # fmt: skip
    rows.append((view.text("fact_rank"), _rank(view, own, total), DASH))
    if total["class"] or view.criteria(own).classes:
        rows.append((view.text("fact_class"), total["class"] or view.text("not_stated"), DASH))
    header = (view.text("fact"), view.text("this_unit"), view.text("mean_of_block"))
    return Grid(header, tuple(rows), (5.0, 8.0, 4.0), (1, 2))


def mean_of(values: pd.Series) -> float:
    """Return the mean of a block; none below three units, where it would tell another unit's own figure."""
    known = values.dropna()
    return float(known.mean()) if len(known) >= FEWEST_FOR_MEAN else float("nan")


def _rank(view: View, own: Own, total: pd.Series) -> str:
    block = view.given.study.blocks[own.block]
    known, whole = block.units_known[own.year], block.units_in_block[own.year]
    if block.complete(own.year) and pd.notna(total["rank"]):
        return view.text("rank_of", rank=int(total["rank"]), units=whole)
    # A source may publish a rank without the points that it rests on.
    ranks = {"rank_published": total["rank"], "rank_among": total["rank_among_known"]}
    said = [view.text(key, rank=int(rank), known=known) for key, rank in ranks.items() if pd.notna(rank)]
    return "; ".join(said) or view.text("not_stated")


def _ranges(view: View, own: Own) -> list[Text]:
    found = view.given.of_unit("rank_intervals", own).set_index("source")
    said, share = [], 100 * (RANGE[-1] - RANGE[0])
    for source in [one for one in SOURCES if one in found.index]:
        low, high = int(found.loc[source, "rank_low"]), int(found.loc[source, "rank_high"])
        kind = f"{source}_fixed" if low == high else f"{source}_wide"
        said.append(view.text(f"range_{kind}", low=low, high=high, share=share))
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
    rows = view.given.totals_of(own)
    rows = rows[rows[["points", "percent", "rank"]].notna().any(axis=1)].sort_values("year").tail(MOST_YEARS)
    if len(rows) < 2:
        return []
    lines = tuple(
        (str(int(row["year"])), view.number(row["points"]), view.number(row["percent"]),
         view.number(row["rank"], 0), row["class"] or DASH)
        for _, row in rows.iterrows()
    )  # fmt: skip
    header = tuple(view.text(f"year_{name}") for name in ("assessed", "points", "percent", "rank", "class"))
    return [lean(Grid(header, lines, (2.5, 3.5, 3.5, 3.0, 4.5), (1, 2, 3)))]
