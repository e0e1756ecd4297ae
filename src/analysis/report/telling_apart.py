"""The section on what the criteria tell apart and how much they overlap."""

import pandas as pd

from analysis import exhibits, names
from analysis.figures.criteria import drawn
from analysis.framework import ROOT, CriteriaSet
from analysis.report import appraising, severity
from analysis.report.page import Page, bullets

# Parts whose shares differ by less than two percentage points are named together: a larger claim would not hold.
LEVEL = 2
MOST_ROWS = 60
MOST_NAMED = 6
# In the order of the sentences; `tells_apart` first, since it says how many need no second look.
VERDICTS = ("tells_apart", "ceiling", "floor", "same_for_all", "repeats", "applies_to_few", "disputed", "too_few_units")
FEW = "too_few_units"


def criteria(page: Page) -> list[str]:
    """Return the section on what the criteria tell apart, how the parts and rounds differ, and how severe bodies are."""
    found = [
        *verdict_parts(page), *_quality_note(page), _quality_table(page), _cases_table(page), _overlap_table(page),
        *appraising.section(page), *severity.section(page),
    ]  # fmt: skip
    title, deciding = f"# {page.say('criteria_title')}", _deciding_parts(page)
    if _compared(page, "criterion_quality").empty and not any(found):
        return [title, *deciding]
    return [title, page.random("reliability_random"), *deciding, *found]


def _compared(page: Page, name: str) -> pd.DataFrame:
    """Return the rows of a table on criteria, in the order of the decision; none of blocks with one column of points."""
    frame = exhibits.several_criteria(page.table(name), page.study)
    order = [
        list(page.study.criteria(block).parents).index(code)
        for block, code in zip(frame["block"], frame["criterion_code"], strict=True)
    ]
    return page.sorted(frame.assign(place=order), "place").drop(columns="place")


def _deciding_parts(page: Page) -> list[str]:
    if _compared(page, "criterion_quality").empty:
        return [page.say("criteria_none")]
    if "variance_shares" not in page.numbers:
        return []
    return [page.say("criteria_how"), page.figure("variance_shares"), *bullets(_deciding(page))]


def _deciding(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(_compared(page, "criterion_quality")):
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
    quality = _compared(page, "criterion_quality")
    if len(quality) <= MOST_ROWS:
        return quality
    parts = {block: set(page.study.criteria(block).children(ROOT)) for block in page.study.blocks}
    top = [code in parts[block] for block, code in zip(quality["block"], quality["criterion_code"], strict=True)]
    return quality[top]


def _quality_note(page: Page) -> list[str]:
    rest = len(_compared(page, "criterion_quality")) - len(_shown(page))
    return [page.say("criteria_in_table", count=rest)] if rest else []


def _quality_table(page: Page) -> str:
    rows = []
    for _, row in _shown(page).iterrows():
        shares = [_per_cent(page, row[name]) for name in ("share_at_maximum", "share_at_minimum")]
        rows.append(
            [*page.lead(row), page.node(row["block"], row["criterion_code"]), page.number(row["mean"]),
             page.number(row["standard_deviation"]), *shares, page.number(row["item_rest_correlation"]),
             page.interval(row["low"], row["high"]), _per_cent(page, row["variance_share"], 1),
             page.number(row["largest_rank_shift"], 0)]
        )  # fmt: skip
    columns = ("criterion", "mean", "standard_deviation", "share_at_maximum", "share_at_minimum", "item_rest", "interval",
               "variance_share", "largest_rank_shift")  # fmt: skip
    return page.pipe("criterion_quality", page.headers(*columns), rows, 8)


def _cases_table(page: Page) -> str:
    """Return to whom criteria do not apply and what the rounds made of them; nothing where no study data tell."""
    if "criterion_cases" not in page.numbers:
        return ""
    rows = []
    for _, row in _shown(page).iterrows():
        cells = [_per_cent(page, row[name]) for name in ("share_outside", "share_no_case")]
        cells += [page.number(row[name]) for name in ("gap_appraisal", "gap_explanation")]
        criterion = page.node(row["block"], row["criterion_code"])
        rows.append([*page.lead(row), criterion, *cells, page.number(row["petitions"], 0)])
    return page.pipe("criterion_cases", page.headers("criterion", *exhibits.CASES), rows, 5)


def _per_cent(page: Page, share: float, decimals: int = 0) -> str:
    return page.number(None if pd.isna(share) else 100 * share, decimals)


def _overlap_table(page: Page) -> str:
    rows = [
        [*page.lead(row), page.node(row["block"], row["node"]),
         page.words(f"statistic_{row['statistic']}"), page.number(row["estimate"], _decimals(row)),
         page.interval(row["low"], row["high"], _decimals(row)), page.number(row["n"], 0)]
        for _, row in page.table("reliability").iterrows()
    ]  # fmt: skip
    headers = page.headers("node", "statistic", "estimate", "interval", "n")
    return page.pipe("reliability", headers, rows, 3)


def _decimals(row: pd.Series) -> int:
    """Return with how many decimals a statistic is printed: an error is a small share of the maximum."""
    return 3 if row["statistic"] == "error_of_one_appraisal" else 2


def verdict_parts(page: Page) -> list[str]:
    """Return the page of criteria with the plain verdicts and the numbers behind them; nothing where there are none."""
    if "criteria" not in page.numbers:
        return []
    return [
        page.say("verdicts_how"), *_drawn_note(page), page.figure("criteria"), *bullets([*verdicts(page), *at_maximum(page)]),
        *_verdict_note(page), _verdict_table(page),
    ]  # fmt: skip


def _drawn_note(page: Page) -> list[str]:
    quality = _compared(page, "criterion_quality")
    leaves = sum(
        code in page.study.criteria(block).leaves for block, code in quality[["block", "criterion_code"]].to_numpy()
    )
    shown = len(drawn(page.study, quality, page.table("criterion_verdicts")))
    return [page.say("criteria_drawn", shown=shown, whole=leaves)] if shown < leaves else []


def verdicts(page: Page) -> list[str]:
    """Return, for each block, how many criteria tell units apart, and by verdict the ones that do not, by name."""
    sentences = []
    for (year, block), own in page.by_place(_compared(page, "criterion_verdicts")):
        codes = {name: list(dict.fromkeys(own.loc[own["verdict"] == name, "criterion_code"])) for name in VERDICTS}
        told = {code for name in VERDICTS if name != FEW for code in codes[name]}
        rest = [code for code in codes[FEW] if code not in told]
        keys = {name: f"verdict_{name}" for name in VERDICTS} | ({FEW: "verdict_too_few_rest"} if told else {})
        for name, chosen in (codes | {FEW: rest}).items():
            if chosen:
                facts = {"count": len(chosen), "n": own["criterion_code"].nunique()}
                sentences.append(page.stated(year, block, keys[name], **facts, criteria=_named(page, block, chosen)))
    return sentences


def _named(page: Page, block: str, codes: list[str]) -> str:
    return page.listed((_criterion(page, block, code) for code in codes), MOST_NAMED, "more_items")


def _criterion(page: Page, block: str, code: str) -> str:
    """Return number and title of a criterion."""
    return names.criterion(page.study.criteria(block), code, page.language)


def at_maximum(page: Page) -> list[str]:
    """Return, for each block too small for verdicts, the criteria on which all units stand at the maximum: a count."""
    found, sentences = page.table("criterion_verdicts"), []
    for (year, block), own in page.by_place(_compared(page, "criterion_quality")):
        here = (found["year"] == year) & (found["block"] == block) & (found["verdict"] == FEW)
        own = own[own["criterion_code"].isin(found.loc[here, "criterion_code"])]
        full = own[own["share_at_maximum"] == 1]
        if len(full):
            units = (
                str(int(full["n"].min()))
                if full["n"].nunique() == 1
                else f"{full['n'].min():.0f}–{full['n'].max():.0f}"
            )
            facts = {"units": units, "count": len(full), "n": len(own)}
            codes = list(full["criterion_code"])
            sentences.append(page.stated(year, block, "all_at_maximum", **facts, criteria=_named(page, block, codes)))
    return sentences


def _marked(page: Page) -> pd.DataFrame:
    own = _compared(page, "criterion_verdicts")
    return own[~own["verdict"].isin(exhibits.UNREMARKABLE)]


def _verdict_note(page: Page) -> list[str]:
    rest = len(_marked(page)) - MOST_ROWS
    return [page.say("rows_in_file", count=rest, file="tables/criterion_verdicts.csv")] if rest > 0 else []


def _verdict_table(page: Page) -> str:
    rows = []
    for _, row in _marked(page).head(MOST_ROWS).iterrows():
        criterion = _criterion(page, row["block"], row["criterion_code"])
        evidence = page.words(f"evidence_{row['evidence']}", other=_other(page, row))
        label = names.label("verdict", row["verdict"], page.language)
        numbers = [_evidence(page, row["evidence"], row[name]) for name in ("estimate", "limit")]
        rows.append([*page.lead(row), criterion, label, evidence, *numbers, page.number(row["n"], 0)])
    columns = ("criterion", "verdict", "evidence", "estimate", "limit", "n")
    return page.pipe("criterion_verdicts", page.headers(*columns), rows, 3)


def _other(page: Page, row: pd.Series) -> str:
    code = row["other_criterion"]
    known = code in page.study.criteria(row["block"]).parents
    return names.criterion_number(page.study.criteria(row["block"]), code, page.language) if known else code


def _evidence(page: Page, name: str, value: float) -> str:
    if pd.isna(value):
        return page.number(None)
    if name.startswith("share_"):
        return f"{page.number(100 * value, 0)}%"
    return page.number(value, 0 if name in ("n", "petitions") else 2)
