"""The appraised part against the survey, and what the rounds of appraisal changed for whom."""

import pandas as pd

from analysis import names
from analysis.report.page import Page, bullets
from analysis.statistics.estimates import LEAST_SIDE, LEAST_UNITS

GROUPINGS = ("total", "kind", "body")
STEPS = ("self_to_first", "first_to_second", "self_to_force")
FAR = 5
# A criterion that fewer units scored says nothing of the round.
SHARE_OF_UNITS = 0.5


def section(page: Page) -> list[str]:
    """Return the parts on the two parts of the total and on the rounds; nothing where the study has neither."""
    return [*_parts(page), *_rounds(page)]


def _parts(page: Page) -> list[str]:
    if "parts" not in page.numbers:
        return []
    rows = [
        [*page.lead(row), names.label("part", row["part"], page.language), page.number(row["mean"]),
         page.number(row["standard_deviation"]), _per_cent(page, row["variance_share"]), _per_cent(page, row["rank_share"]),
         page.number(row["rank_correlation"]), _part_interval(page, row), page.number(row["n"], 0)]
        for _, row in page.table("parts").iterrows()
    ]  # fmt: skip
    columns = (
        "part",
        "mean",
        "standard_deviation",
        "variance_share",
        "rank_share",
        "rank_correlation",
        "interval",
        "n",
    )
    table = page.pipe("parts", page.headers(*columns), rows, 7)
    return [f"## {page.say('parts_title')}", page.say("parts_how"), *bullets([*parts(page), *part_ranks(page)]), table]


def _part_interval(page: Page, row: pd.Series) -> str:
    return page.words("values_only") if row["n"] < LEAST_UNITS else page.interval(row["low"], row["high"])


def _per_cent(page: Page, share: float) -> str:
    return page.number(None if pd.isna(share) else 100 * share, 0)


def parts(page: Page) -> list[str]:
    """Return, for each block, how much of the ranks the appraised part and the survey each decide, and their spreads."""
    sentences = []
    for (year, block), own in page.by_place(page.table("parts")):
        own = own.set_index("part")
        if {"appraised", "survey"} <= set(own.index) and own["rank_share"].notna().all():
            facts = {f"{part}_share": 100 * own.loc[part, "rank_share"] for part in ("appraised", "survey")}
            facts |= {f"{part}_spread": own.loc[part, "standard_deviation"] for part in ("appraised", "survey")}
            facts["points"] = page.points_word(block)
            few = _values_only(page, int(own["n"].min()))
            sentences.append(
                " ".join([page.stated(year, block, "parts_decide", **facts), *_correlation(page, year, block), *few])
            )
    return sentences


def _values_only(page: Page, n: int) -> list[str]:
    return [page.say("parts_values_only", n=n)] if n < LEAST_UNITS else []


def _correlation(page: Page, year: int, block: str) -> list[str]:
    table = page.table("reliability")
    own = table[(table["year"] == year) & (table["block"] == block) & table["estimate"].notna()]
    own = own[own["statistic"] == "appraisal_survey_correlation"]
    return [
        page.say("parts_correlation", rho=row["estimate"], interval=page.interval(row["low"], row["high"]), n=int(row["n"]))
        for _, row in own.iterrows()
    ]  # fmt: skip


def part_ranks(page: Page) -> list[str]:
    """Return the units that the two parts place farthest apart, with both ranks and the rank by the total."""
    sentences = []
    for (year, block), own in page.by_place(page.table("part_ranks")):
        ranks = own.pivot(index="unit_code", columns="part", values="rank").dropna()
        if not {"appraised", "survey"} <= set(ranks):
            continue
        total = own.drop_duplicates("unit_code").set_index("unit_code")["rank_total"]
        apart = (ranks["appraised"] - ranks["survey"]).abs().sort_values(ascending=False, kind="stable")
        named = [
            page.words("two_parts", unit=page.unit(code), appraised=int(ranks.loc[code, "appraised"]),
                     survey=int(ranks.loc[code, "survey"]), total=int(total[code]))
            for code in apart.index[apart >= FAR][:4]
        ]  # fmt: skip
        if named:
            count = int((apart >= FAR).sum())
            facts = {"count": count, "n": len(ranks), "far": FAR, "units": "; ".join(named)}
            sentences.append(page.stated(year, block, "parts_apart", **facts))
    return sentences


def _rounds(page: Page) -> list[str]:
    if "appraisal_rounds" not in page.numbers:
        return []
    table = page.table("appraisal_rounds")
    rows = [
        [*page.lead(row), page.words(f"step_{row['step']}"), group(page, row), page.number(row["n"], 0),
         page.number(row["mean_before"]), page.number(row["mean_after"]), page.number(row["estimate"]),
         page.interval(row["low"], row["high"]), _per_cent(page, row["share_lowered"]), _per_cent(page, row["share_raised"])]
        for _, row in _in_order(page, table[table["grouping"].isin(GROUPINGS)]).iterrows()
    ]  # fmt: skip
    columns = ("step", "group", "n", "mean_before", "mean_after", "change", "interval", "share_lowered", "share_raised")
    shown = page.pipe("appraisal_rounds", page.headers(*columns), rows, 7)
    return [f"## {page.say('rounds_title')}", page.say("rounds_how"), *bullets(rounds(page)), shown]


def _in_order(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    order = {"step_order": rows["step"].map(STEPS.index), "part": rows["grouping"].map(GROUPINGS.index)}
    return page.sorted(rows.assign(**order), "step_order", "part", "group")


def group(page: Page, row: pd.Series) -> str:
    """Return what a row of `appraisal_rounds` is about: all units, a kind of unit, a criterion or an appraising body."""
    if row["grouping"] == "kind":
        return names.group("kind", row["group"], row["block"], page.language)
    if row["grouping"] == "body":
        return names.body(page.study, row["group"], page.language)
    if row["grouping"] == "criterion":
        return names.criterion(page.study.criteria(row["block"]), row["group"], page.language)
    return page.words("all_units")


def rounds(page: Page) -> list[str]:
    """Return, for each block and step, the mean change a unit with its interval, and the criteria that changed most."""
    sentences = []
    table = page.table("appraisal_rounds")
    for (year, block), own in page.by_place(table):
        for step in ("self_to_first", "first_to_second"):
            here = own[own["step"] == step]
            whole = here[here["grouping"] == "total"]
            if len(whole):
                sentences.append(page.stated(year, block, f"round_{step}", **_change(page, whole.iloc[0], here)))
    return sentences


def _interval(page: Page, row: pd.Series) -> str:
    return page.words("no_interval") if pd.isna(row["low"]) else page.interval(row["low"], row["high"])


def _change(page: Page, whole: pd.Series, here: pd.DataFrame) -> dict:
    enough = here["n"] >= max(LEAST_SIDE, SHARE_OF_UNITS * whole["n"])
    criteria = here[(here["grouping"] == "criterion") & (enough | (whole["n"] < LEAST_SIDE))]
    widest = criteria.assign(width=criteria["estimate"].abs())
    widest = widest[widest["width"] > 0].sort_values(["width", "group"], ascending=[False, True]).head(3)
    named = [f"{group(page, row)} ({page.number(row['estimate'])})" for _, row in widest.iterrows()]
    return {
        "change": page.change(whole["estimate"]), "interval": _interval(page, whole),
        "lowered": page.share(whole["share_lowered"]), "raised": page.share(whole["share_raised"]), "n": int(whole["n"]),
        "criteria": page.listed(named) or page.words("no_criterion"),
    }  # fmt: skip
