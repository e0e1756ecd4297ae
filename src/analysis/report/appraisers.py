"""Do units that appraise others fare better - in what others appraise, in what they appraise themselves, in the survey?"""

import pandas as pd

from analysis import names
from analysis.figures.differences import COMPARISONS
from analysis.report import verdicts
from analysis.report.page import Page, bullets

GROUPING = "appraises"
MOST_ROWS = 40
CONTRASTS = ("others_minus_survey", "own_minus_others", "appraised_minus_survey")


def section(page: Page) -> list[str]:
    """Return the part on units that appraise others; nothing where no unit does."""
    here, pooled = "appraiser_contrast" in page.numbers, "appraiser_pooled" in page.numbers
    if not here and not pooled:
        return []
    return [
        f"## {page.say('appraisers_title')}", page.say("appraisers_how"),
        *([page.figure("appraiser_figure"), *bullets(contrast(page)), *_note(page), _contrast_table(page)] if here else []),
        *([page.say("pooled_how"), page.figure("pooled_figure"), *bullets(pooled_sentences(page)), page.say("pooled_p"),
           _pooled_table(page)] if pooled else []),
    ]  # fmt: skip


def noticed(page: Page, row: pd.Series) -> bool:
    """Return whether a difference is the one that this very table suggested, which other tables are pooled to test."""
    return bool(page.study.pooled) and row.get("grouping", GROUPING) == GROUPING and row["verdict"] == verdicts.SHOWN


def marked(page: Page, row: pd.Series, verdict: str) -> str:
    """Return a verdict in words, with a mark where this very table suggested the difference."""
    return page.words("verdict_noticed", verdict=verdict) if noticed(page, row) else verdict


def contrast(page: Page) -> list[str]:
    """Return what the three differences and their contrast say; nothing is claimed before the contrast."""
    sentences = []
    table = _compared(page)
    if (table["basis"] == names.ASSUMED).any():
        sentences.append(page.say("appraisers_assumed"))
    for (year, block), own in page.by_place(table):
        found = [_clause(page, row) for _, row in own.iterrows() if not pd.isna(row["estimate"])]
        if found:
            sentence = page.stated(year, block, "appraisers_found", found="; ".join(found))
            mark = [page.say("noticed_here")] if any(noticed(page, row) for _, row in own.iterrows()) else []
            sentences.append(" ".join([sentence, *mark]))
        sentences += [page.stated(year, block, one, what=what) for one, what in _undefined(page, own)]
        sentences.append(page.stated(year, block, _conclusion(own)))
    return sentences


def _undefined(page: Page, own: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the comparisons for which no unit of a side has anything of the kind, as one sentence at most."""
    empty = own[own["estimate"].isna() & own[["n", "n_reference"]].min(axis=1).eq(0)]
    what = page.listed(
        (names.label("comparison", one, page.language) for one in empty["comparison"]), more="more_items"
    )
    return [("appraisers_undefined", what)] if what else []


def _compared(page: Page) -> pd.DataFrame:
    """Return the comparisons in the order of the argument: others, own, survey, then what sets them apart."""
    table = page.table("appraiser_contrast")
    return page.sorted(table.assign(step=table["comparison"].map(COMPARISONS.index)), "step")


def _clause(page: Page, row: pd.Series) -> str:
    key = row["verdict"] if row["verdict"] in (verdicts.SHOWN, verdicts.NOT_SHOWN) else "value"
    what = names.label("comparison", row["comparison"], page.language)
    words = verdicts.facts(page, row) | {"estimate": page.number(row["estimate"])}
    return page.words(f"clause_{key}", what=what, **words)


def _conclusion(own: pd.DataFrame) -> str:
    tested = own[own["comparison"].isin(CONTRASTS) & own["verdict"].isin([verdicts.SHOWN, verdicts.NOT_SHOWN])]
    if tested.empty:
        return "appraisers_no_contrast"
    return "appraisers_contrast_shown" if (tested["verdict"] == verdicts.SHOWN).any() else "appraisers_contrast_open"


def _contrast_table(page: Page) -> str:
    rows, shown = [], _shown_rows(page)
    for _, row in shown.iterrows():
        what = names.label("comparison", row["comparison"], page.language)
        found = verdicts.cells(page, row, most=verdicts.WHOLE)
        found[-1] = marked(page, row, found[-1])
        rows.append([*page.lead(row), what, f"{row['n']} / {row['n_reference']}", *found])
    heads = verdicts.headers(page, shown, page.words("per_cent_or_points"))
    return page.pipe("appraiser_contrast", [*page.headers("comparison", "units"), *heads], rows, 5)


def _shown_rows(page: Page) -> pd.DataFrame:
    return verdicts.kept(_compared(page), MOST_ROWS)


def _note(page: Page) -> list[str]:
    return verdicts.note(page, page.table("appraiser_contrast"), _shown_rows(page), "appraiser_contrast")


def pooled_sentences(page: Page) -> list[str]:
    """Return what the pooled differences say, each with what it would have found where it shows nothing."""
    table = page.table("appraiser_pooled")
    sentences = []
    for _, row in table[table["study"] == names.POOLED].iterrows():
        if pd.isna(row["estimate"]):
            continue
        key = row["verdict"] if row["verdict"] in (verdicts.SHOWN, verdicts.NOT_SHOWN) else "value"
        words = verdicts.facts(page, row) | {"estimate": page.number(row["estimate"])}
        what = names.label("comparison", row["comparison"], page.language)
        sentence = page.say(f"clause_{key}", what=what, **words)
        spread = row["spread_between"]
        sentences.append(sentence[:1].upper() + sentence[1:] + "." + _spread(page, spread))
    return sentences


def pooled_in_summary(page: Page) -> list[str]:
    """Return what the pooled tables say, for a reader who has not seen them; nothing where the study names none."""
    if not page.study.pooled:
        return []
    return [f"{page.say('pooled_elsewhere')} {one}" for one in pooled_sentences(page)]


def _spread(page: Page, spread: float) -> str:
    return "" if pd.isna(spread) else " " + page.say("pooled_spread", spread=page.number(spread))


def _pooled_table(page: Page) -> str:
    table = page.table("appraiser_pooled")
    ordered = table.assign(last=table["study"] == names.POOLED).sort_values(
        ["comparison", "last", "study", "year", "block"], kind="stable"
    )
    rows = [
        [names.pooled_row(page.study, row, page.language), page.number(100 * row["weight"], 0), *verdicts.cells(page, row)]
        for _, row in ordered.iterrows()
    ]  # fmt: skip
    heads = verdicts.headers(page, ordered, page.words("standard_deviations"))
    headers = [page.column("comparison"), page.column("weight"), *heads]
    return page.pipe("appraiser_pooled", headers, rows, 6)
