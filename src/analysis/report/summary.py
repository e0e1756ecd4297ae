"""The summary: what is sure, what is not, who should look at what - in words, from the tables."""

from analysis import names
from analysis.framework import ROOT
from analysis.report import appraisers, equal_level, how_sure, not_applicable, received, severity
from analysis.report.groups import differences_not_shown, differences_shown
from analysis.report.outside import associations_not_shown, associations_shown
from analysis.report.page import Page, bullets, totals

CLOSE = 0.1
WIDE = 5
KEPT = 0.9
MOST = 3


def section(page: Page) -> list[str]:
    """Return the summary as Markdown: three lists of sentences."""
    return [
        f"# {page.say('summary_title')}",
        f"## {page.say('sure_title')}", *bullets(sure(page)),
        f"## {page.say('unsure_title')}", *bullets(unsure(page)),
        f"## {page.say('look_title')}", *bullets(look(page)),
    ]  # fmt: skip


def sure(page: Page) -> list[str]:
    """Return what the data show whatever reasonable choice is made."""
    shown = [] if page.study.selected else associations_shown(page)[:MOST]
    seen = [*severity.severity_shown(page)[:MOST], *equal_level.differential_shown(page)[:MOST]]
    return [*_reproduction(page), *_first(page), *_fixed(page), *differences_shown(page, "")[:MOST], *seen, *shown]


def _reproduction(page: Page) -> list[str]:
    table = page.table("reproduction")
    counts = table["explanation"].value_counts()
    agree = int(counts.get("equal", 0) + counts.get("printed_rounding", 0))
    carried = int(counts.get("carried", 0))
    numbers = {"agree": agree, "carried": carried, "other": len(table) - agree - carried}
    clauses = [page.say(f"sure_{name}", count=count) for name, count in numbers.items() if count]
    return [page.say("sure_reproduced", total=len(table)) + " " + "; ".join(clauses) + "."] if clauses else []


def _first(page: Page) -> list[str]:
    sentences = []
    last = max(page.study.years)
    for (year, block), own in page.by_place(totals(page)):
        top = own[own["rank"] == own["rank"].min()]
        if year == last and len(top):
            key = "sure_first" if page.study.blocks[block].complete(year) else "sure_first_known"
            count = page.study.blocks[block].units_known[year]
            units = page.listed(page.unit(code) for code in top["unit_code"])
            sentences.append(page.stated(year, block, key, units=units, rank=int(top["rank"].iloc[0]), n=count))
    return sentences


def _fixed(page: Page) -> list[str]:
    sentences = []
    probability = page.table("rank_probability")
    for (year, block), own in page.by_place(page.table("rank_intervals").query("source == 'method'")):
        kept = own.merge(probability, on=["year", "block", "unit_code", "source", "rank"], validate="one_to_one")
        fixed = kept[kept["probability"] >= KEPT].sort_values("rank")
        if len(fixed):
            units = [f"{page.unit(row['unit_code'])} ({row['rank']})" for _, row in fixed.iterrows()]
            facts = {"count": len(fixed), "n": len(own), "units": page.listed(units)}
            sentences.append(page.stated(year, block, "sure_fixed", **facts))
    return sentences


def unsure(page: Page) -> list[str]:
    """Return what the data leave open, and why."""
    pooled = appraisers.pooled_in_summary(page)
    groups = [*differences_shown(page, "assumed")[:MOST], *pooled, *differences_not_shown(page)]
    selected = [page.say("unsure_selected"), *associations_shown(page)[:MOST]] if page.study.selected else []
    return [
        *received.open_matters(page), *_incomplete(page), *_not_separated(page), *_wide(page),
        *how_sure.unsure_classes(page), *_class_limits(page),
        *severity.not_separable(page), *not_applicable.treatment_findings(page)[:2],
        *groups, *selected, *associations_not_shown(page),
    ]  # fmt: skip


def _not_separated(page: Page) -> list[str]:
    table = page.table("reliability")
    own = table[(table["statistic"] == "neighbours_not_separated") & (table["node"] == ROOT)]
    return [
        page.stated(row["year"], row["block"], "not_separated", count=int(row["estimate"]), pairs=int(row["n"]))
        for _, row in own.iterrows()
    ]


def _incomplete(page: Page) -> list[str]:
    sentences = []
    blocks = [(year, code) for code in page.study.blocks for year in page.study.years]
    short = [(year, code) for year, code in blocks if not page.study.blocks[code].complete(year)]
    if len(short) > 3:
        known = [page.study.blocks[code].units_known[year] for year, code in short]
        whole = [page.study.blocks[code].units_in_block[year] for year, code in short]
        return [page.say("incomplete_many", count=len(short), low=min(known), high=max(known), whole=str(max(whole)))]
    for year, code in short:
        block = page.study.blocks[code]
        whole = block.units_in_block[year]
        key = "incomplete" if whole is not None else "incomplete_unknown"
        facts = {"known": block.units_known[year], "whole": str(whole)}
        sentences.append(f"{names.heading(page.study, year, code, page.language)}: {page.say(key, **facts)}")
    return sentences


def _wide(page: Page) -> list[str]:
    sentences = []
    for (year, block, source), own in page.by_place(page.table("rank_intervals"), "source"):
        widths = own.assign(width=(own["rank_high"] - own["rank_low"]).astype(int))
        wide = widths[widths["width"] >= WIDE].sort_values(["width", "unit_code"], ascending=[False, True])
        if len(wide):
            units = page.listed((page.ranked(row) for _, row in wide.iterrows()), 4)
            facts = {"count": len(wide), "n": len(own), "wide": WIDE, "units": units}
            sentences.append(page.stated(year, block, f"unsure_wide_{source}", **facts))
    return sentences


def _class_limits(page: Page) -> list[str]:
    table = page.table("class_limits")
    ranges = table[table["limit_basis"] == "range"]
    sentences = [
        page.stated(
            row["year"],
            row["block"],
            "unsure_limit",
            label=row["class"],
            low=page.number(row["limit_from"]),
            high=page.number(row["limit_to"]),
        )
        for _, row in ranges.iterrows()
    ]
    return sentences or ([page.say("unsure_limits")] if (table["limit_basis"] == "unknown").any() else [])


def look(page: Page) -> list[str]:
    """Return who should look at what: staff, reviewers, researchers."""
    return [
        *_staff(page),
        *_reviewers(page),
        page.say("look_researchers", left_out=page.caption("left_out").split(".")[0]),
    ]


def _staff(page: Page) -> list[str]:
    if _not_separated(page):
        return [page.say("look_level")]
    close = int((page.table("neighbours")["gap"] < CLOSE).sum())
    sentences = [page.say("look_close", count=close, close=CLOSE)] if close else []
    table = page.table("reproduction")
    wrong = table[table["explanation"] == "likely_misprint"]
    if len(wrong):
        sentences.append(page.say("look_misprint", units=page.listed(page.unit(code) for code in wrong["unit_code"])))
    return sentences or [page.say("look_staff", close=CLOSE)]


def _reviewers(page: Page) -> list[str]:
    far = not_applicable.moved_far(page)
    if "treatments" in page.numbers and far:
        return [page.say("look_treatments", count=far, far=not_applicable.FAR)]
    if "survey_share" in page.numbers:
        return [page.say("look_survey")]
    return [page.say("look_weights")] if "shifts" in page.numbers else [page.say("look_parts")]
