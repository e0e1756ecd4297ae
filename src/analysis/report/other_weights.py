"""The sections on what other weights would do: method ranges, the survey, equal weights."""

from analysis.report.page import Page, bullets


def sensitivity(page: Page) -> list[str]:
    """Return the section on what other weights would do."""
    title = f"# {page.say('sensitivity_title')}"
    if "rank_ranges" not in page.numbers:
        return [title, page.say("sensitivity_none")]
    spread = {"spread": 100 * page.study.weight_spread, "draws": page.study.draws}
    section = [
        title,
        page.say("sensitivity_how", **spread),
        page.figure("rank_ranges"),
        *bullets(_moves(page)),
    ]
    section += [_range_table(page), _class_table(page)]
    if "survey_share" in page.numbers:
        section += [page.say("survey_how"), page.figure("survey_share"), *bullets(_survey_moves(page))]
    return section


def _moves(page: Page) -> list[str]:
    sentences = []
    intervals = page.table("rank_intervals")
    for (year, block), own in page.by_place(page.table("sensitivity_summary")):
        found = own.set_index("statistic")["estimate"]
        ranges = intervals[(intervals["year"] == year) & (intervals["block"] == block)]
        width = (ranges["rank_high"] - ranges["rank_low"]).astype(int)
        units = [_with_ranks(page, row["unit_code"], row["rank_low"], row["rank_high"])
                 for _, row in ranges[width == width.max()].iterrows()]  # fmt: skip
        facts = {"shift": found["mean_rank_shift"], "fixed": int(found["units_fixed"]), "n": int(own["n"].iloc[0])}
        facts |= {"low": found["smallest_factor"], "high": found["largest_factor"], "units": page.listed(units)}
        sentences.append(page.stated(year, block, "moves", **facts))
    return sentences


def _with_ranks(page: Page, code: str, low: int, high: int) -> str:
    return f"{page.unit(code)} ({int(low)}–{int(high)})"


def _range_table(page: Page) -> str:
    own = page.sorted(page.table("rank_intervals"), "rank", "unit_code")
    rows = [
        [*page.lead(row), page.unit(row["unit_code"]),
         page.number(row["rank"], 0), page.say("from_to", low=str(row["rank_low"]), high=str(row["rank_high"])),
         page.number(row["mean_rank_shift"])]
        for _, row in own.iterrows()
    ]  # fmt: skip
    return page.pipe("rank_intervals", page.headers("unit", "rank", "method_range", "mean_shift"), rows, 3)


def _class_table(page: Page) -> str:
    own = page.table("class_probability")
    if own.empty:
        return ""
    unsure = own[(own["probability"] > 0) & (own["probability"] < 1)]
    rows = [
        [
            page.place(row["year"], row["block"]),
            page.unit(row["unit_code"]),
            row["class"],
            page.number(100 * row["probability"], 1),
        ]
        for _, row in page.sorted(unsure, "unit_code", "probability").iterrows()
    ]
    headers = [page.column(name) for name in ("place", "unit", "class", "probability")]
    return page.pipe("class_probability", headers, rows, 1) if rows else page.say("classes_fixed")


def _survey_moves(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(page.table("survey_share")):
        ranks = own.groupby("unit_code")["rank"].agg(["min", "max"]).astype(int)
        width = ranks["max"] - ranks["min"]
        units = [
            _with_ranks(page, code, row["min"], row["max"]) for code, row in ranks[width == width.max()].iterrows()
        ]
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


def _shift_sentences(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(page.table("shifts")):
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
    sources = page.table("shift_sources")
    rows = []
    for _, row in page.sorted(page.table("shifts"), "rank_base", "unit_code").iterrows():
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
