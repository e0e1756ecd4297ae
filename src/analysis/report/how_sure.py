"""The section on how sure a rank is: what could vary, both ranges side by side, classes, and what the ranges rest on."""

import pandas as pd

from analysis.framework import ROOT
from analysis.language import say
from analysis.report import varied, what_decides
from analysis.report.page import Page, bullets
from analysis.sensitivity.ranges import WITHOUT_CLASS

SOURCES = ("method", "noise")
KEPT = 0.9
# Of top and bottom places: below the first share of draws a unit is out, from the second it is in.
OPEN = (0.05, 0.95)


def section(page: Page) -> list[str]:
    """Return the section on how sure the ranks are."""
    title = f"# {page.say('how_sure_title')}"
    if "choices" not in page.numbers:
        return [title, page.say("how_sure_none")]
    return [
        title, page.say("how_sure_how"), varied.table(page), *bullets(meanings(page)),
        page.figure("rank_ranges"), *bullets(moves(page)), _range_table(page),
        page.figure("rank_probability"), *bullets(kept(page)), *_places(page),
        *bullets(classes(page)), _class_table(page),
        *what_decides.influence_parts(page), *bullets(what_decides.pairs(page)), *what_decides.importance_parts(page),
        *_confidence(page), *bullets(failures(page)),
    ]  # fmt: skip


def sources(page: Page) -> list[str]:
    """Return which of the two ranges this run has, the method's first."""
    present = set(page.table("rank_intervals")["source"])
    return [source for source in SOURCES if source in present]


def meanings(page: Page) -> list[str]:
    """Return what each of the two ranges says, or why there is none."""
    found = sources(page)
    return [
        page.say("method_means", draws=page.study.draws) if "method" in found else page.say("method_none"),
        page.say("noise_means") if "noise" in found else page.say("noise_none"),
    ]


def moves(page: Page) -> list[str]:
    """Return, for each block and kind of range, how far ranks move and who moves most."""
    sentences = []
    intervals = page.table("rank_intervals")
    for (year, block), every in page.by_place(page.table("sensitivity_summary")):
        for source in sources(page):
            found = every[every["source"] == source].set_index("statistic")["estimate"]
            own = page.within(intervals, year, block, source)
            if len(found) and len(own):
                facts = {name: found[f"share_within_{name}"] * 100 for name in ("1", "3", "5")}
                facts = {f"within_{name}": share for name, share in facts.items()} | {"n": len(own)}
                facts |= {"shift": found["mean_rank_shift"], "fixed": int(found["units_fixed"])}
                facts |= {"spearman": found["mean_spearman"], "kendall": found["mean_kendall"]}
                facts["units"] = page.listed(_widest(page, own))
                sentences.append(page.stated(year, block, f"moves_{source}", **facts) + _factors(page, found))
    return sentences


def _factors(page: Page, found: pd.Series) -> str:
    if "smallest_factor" not in found:
        return ""
    return " " + page.say("factors", low=found["smallest_factor"], high=found["largest_factor"])


def _widest(page: Page, own: pd.DataFrame) -> list[str]:
    width = (own["rank_high"] - own["rank_low"]).astype(int)
    return [page.ranked(row) for _, row in own[width == width.max()].iterrows()]


def _range_table(page: Page) -> str:
    own = page.table("rank_intervals")
    if own.empty:
        return ""
    key = ["year", "block", "unit_code"]
    of_source = {source: one.set_index(key) for source, one in own.groupby("source")}
    rows = []
    for _, row in page.sorted(own.drop_duplicates(key), "rank", "unit_code").iterrows():
        place = tuple(row[key])
        cells = [cell for source in sources(page) for cell in _range_cells(page, of_source[source], place)]
        rows.append([*page.lead(row), page.unit(row["unit_code"]), page.number(row["rank"], 0), *cells])
    columns = ["unit", "rank", *(column for source in sources(page) for column in (f"{source}_range", "mean_shift"))]
    return page.pipe("rank_intervals", page.headers(*columns), rows, len(columns) - 1)


def _range_cells(page: Page, own: pd.DataFrame, place: tuple) -> list[str]:
    if place not in own.index:
        return [page.number(None)] * 2
    row = own.loc[place]
    return [page.interval(row["rank_low"], row["rank_high"], 0), page.number(row["mean_rank_shift"])]


def kept(page: Page) -> list[str]:
    """Return how many units keep their official rank in nearly all draws of the method, and whose rank is least sure."""
    sentences = []
    probability = page.table("rank_probability")
    method = probability[probability["source"] == "method"]
    official = page.table("rank_intervals").query("source == 'method'")
    for (year, block), own in page.by_place(method):
        ranks = page.within(official, year, block, "method").set_index("unit_code")["rank"]
        firm = own[(own["rank"] == own["unit_code"].map(ranks)) & (own["probability"] >= KEPT)]
        likeliest = own.sort_values(["probability", "rank"], ascending=[False, True]).drop_duplicates("unit_code")
        least = likeliest.sort_values(["probability", "unit_code"]).iloc[0]
        facts = {"kept": len(firm), "n": len(ranks), "unit": page.unit(least["unit_code"]), "rank": int(least["rank"])}
        sentences.append(page.stated(year, block, "rank_kept", **facts, share=100 * least["probability"]))
    return sentences


def places(page: Page) -> list[str]:
    """Return, for each block and source, who is sure of a place at the top or the bottom and for whom it is open."""
    sentences = []
    for (year, block, source), own in page.by_place(page.table("top_probability"), "source"):
        for end in ("top", "bottom"):
            share = own.set_index("unit_code")[f"{end}_probability"].sort_values(ascending=False, kind="stable")
            firm = page.listed(page.unit(code) for code in share.index[share >= OPEN[1]])
            still = page.listed(page.unit(code) for code in share.index[share.between(*OPEN, inclusive="left")])
            words = {"sure": firm or page.say("nobody"), "open": still or page.say("nobody")}
            words |= {"places": int(own["places"].iloc[0]), "source": page.say(f"by_{source}")}
            sentences.append(page.stated(year, block, f"{end}_places", **words))
    return sentences


def _places(page: Page) -> list[str]:
    found = places(page)
    return [page.say("places_how"), *bullets(found)] if found else []


def classes(page: Page) -> list[str]:
    """Return the units whose class hangs on a choice or on noise, then the blocks in which no class does."""
    unsure, fixed = page.table("unsure_classes"), []
    for (year, block, source), _ in page.by_place(page.table("class_probability"), "source"):
        if page.within(unsure, year, block, source).empty:
            fixed.append(page.stated(year, block, f"classes_fixed_{source}"))
    return [*unsure_classes(page), *fixed]


def unsure_classes(page: Page) -> list[str]:
    """Return, for each block and source, the units whose class hangs on a choice or on noise, by name."""
    sentences = []
    for (year, block, source), own in page.by_place(page.table("unsure_classes"), "source"):
        units = [_two_classes(page, row) for _, row in own.sort_values("probability", kind="stable").iterrows()]
        sentences.append(page.stated(year, block, f"classes_{source}", count=len(own), units=page.listed(units)))
    return sentences


def _two_classes(page: Page, row: pd.Series) -> str:
    facts = {"label": _class(page, row["class"]), "other": _class(page, row["other_class"])}
    return page.say(
        "two_classes", unit=page.unit(row["unit_code"]), **facts, share=page.share(row["other_probability"])
    )


def _class(page: Page, label: str) -> str:
    return page.say("no_class") if label == WITHOUT_CLASS else label


def _class_table(page: Page) -> str:
    rows = []
    for _, row in page.sorted(page.table("unsure_classes"), "unit_code", "source").iterrows():
        labels = [page.say(f"source_{row['source']}"), _class(page, row["class"]), _class(page, row["other_class"])]
        shares = [page.number(100 * row[name], 1) for name in ("probability", "other_probability")]
        rows.append([*page.lead(row), page.unit(row["unit_code"]), *labels, *shares])
    columns = ("unit", "range_kind", "class", "other_class", "share_of_draws", "other_share")
    return page.pipe("unsure_classes", page.headers(*columns), rows, 2)


def confidence(page: Page) -> list[str]:
    """Return what the confidence sets of ranks say of the total: who may be first, and whose rank is known exactly."""
    sentences = []
    table = page.table("rank_confidence")
    for (year, block), own in page.by_place(table[table["node"] == ROOT]):
        first = own[own["simultaneous_low"] == 1].sort_values(["rank", "unit_code"])
        exact = own[own["marginal_low"] == own["marginal_high"]]
        facts = {"n": len(own), "coverage": 100 * own["coverage"].iloc[0], "first": len(first), "exact": len(exact)}
        units = page.listed(page.unit(code) for code in first["unit_code"])
        sentences.append(page.stated(year, block, "confidence", **facts, units=units))
    return sentences


def _confidence(page: Page) -> list[str]:
    table = page.table("rank_confidence")
    own = page.sorted(table[table["node"] == ROOT], "rank", "unit_code")
    if own.empty:
        return []
    rows = [
        [*page.lead(row), page.unit(row["unit_code"]), page.number(row["value"]), page.number(row["standard_error"]),
         page.number(row["rank"], 0), page.interval(row["marginal_low"], row["marginal_high"], 0),
         page.interval(row["simultaneous_low"], row["simultaneous_high"], 0)]
        for _, row in own.iterrows()
    ]  # fmt: skip
    headers = page.headers("unit", "value", "standard_error", "rank", "marginal", "simultaneous")
    return [page.say("confidence_how"), *bullets(confidence(page)), page.pipe("rank_confidence", headers, rows, 5)]


def failures(page: Page) -> list[str]:
    """Return how many draws could not be computed, with the reason; one sentence where all could."""
    used = page.table("draws_used")
    failed = used[(used["failed"] > 0) & (used["reason"] != "")]
    if failed.empty:
        return [page.say("draws_all_computed")] if len(used) else []
    return [
        page.stated(row["year"], row["block"], "draws_failed", failed=int(row["failed"]), draws=int(row["draws"]),
                    source=page.say(f"by_{row['source']}"), reason=say(f"left_out.{row['reason']}", page.language))
        for _, row in failed.iterrows()
    ]  # fmt: skip
