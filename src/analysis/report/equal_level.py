"""The same differences at equal quality: given satisfaction that is not inside the total, and criterion by criterion."""

import pandas as pd

from analysis import names
from analysis.report import verdicts
from analysis.report.page import Page, bullets

MOST_ROWS = 30


def section(page: Page) -> list[str]:
    """Return the part on differences at equal quality; nothing where neither can be told."""
    parts = []
    if "equal_quality" in page.numbers:
        parts += [page.say("equal_quality_how"), *bullets(equal_quality(page)), _equal_table(page)]
    if "differential" in page.numbers:
        parts += [page.say("differential_how"), *bullets(differential(page)), *_note(page), _differential_table(page)]
    return [f"## {page.say('equal_level_title')}", *parts] if parts else []


def equal_quality(page: Page) -> list[str]:
    """Return one sentence for each difference shown at equal satisfaction, and one on the rest with its power."""
    table = page.table("equal_quality")
    sentences = []
    for _, row in verdicts.shown(table).iterrows():
        group, base = names.contrast(page.study, row, page.language)
        words = verdicts.facts(page, row) | {"group": group, "reference": base}
        words |= {"index": names.outside_index(page.study, row["outside_index"], page.language)}
        words |= {"estimate": page.number(row["estimate"]), "alone": page.number(row["estimate_alone"])}
        words["points"] = page.points_word(row["block"])
        sentences.append(page.stated(row["year"], row["block"], "equal_quality_shown", **words))
    return [*sentences, *verdicts.rest(page, table, _units(page, table))]


def _units(page: Page, table: pd.DataFrame) -> str:
    words = {page.points_word(block) for block in table["block"]}
    return words.pop() if len(words) == 1 else page.words("points_or_percentage_points")


def _equal_table(page: Page) -> str:
    rows = []
    for _, row in page.table("equal_quality").iterrows():
        group, base = names.contrast(page.study, row, page.language)
        index = names.outside_index(page.study, row["outside_index"], page.language)
        cells = [index, f"{row['n']} / {row['n_reference']}", page.number(row["estimate_alone"])]
        contrast = page.words("contrast", group=group, reference=base)
        rows.append([*page.lead(row), contrast, *cells, *verdicts.cells(page, row)])
    columns = ("contrast", "outside_index", "units", "estimate_alone", *verdicts.HEADERS)
    return page.pipe("equal_quality", page.headers(*columns), rows, 6)


def differential(page: Page) -> list[str]:
    """Return the criteria that work differently for a group at equal level, and what the other tests would have found."""
    rest = verdicts.rest(page, page.table("differential"), page.words("per_cent_of_maximum"))
    return [*differential_shown(page), *rest]


def differential_shown(page: Page) -> list[str]:
    """Return one sentence for each criterion shown to give a group other points at an equal level on all others."""
    sentences = []
    for _, row in verdicts.shown(page.table("differential")).iterrows():
        group, base = names.contrast(page.study, row, page.language)
        key = "differential_more" if row["estimate"] > 0 else "differential_less"
        words = verdicts.facts(page, row, 1) | {"group": group, "reference": base}
        words["criterion"] = f"{row['criterion_code']} {page.node(row['block'], row['criterion_code'])}"
        sentences.append(page.stated(row["year"], row["block"], key, **words))
    return sentences


def _widest(page: Page) -> pd.DataFrame:
    """Return what the table shows: what was shown, then the widest differences, at most so many rows."""
    table = page.table("differential")
    ordered = table.assign(first=table["verdict"] != verdicts.SHOWN, width=-table["estimate"].abs())
    ordered = ordered[ordered["estimate"].notna()].sort_values(["first", "width"], kind="stable")
    return ordered.head(MOST_ROWS)


def _note(page: Page) -> list[str]:
    rest = len(page.table("differential")) - len(_widest(page))
    return [page.say("rows_in_file", count=rest, file="tables/differential.csv")] if rest else []


def _differential_table(page: Page) -> str:
    rows = []
    for _, row in _widest(page).iterrows():
        group, base = names.contrast(page.study, row, page.language)
        criterion = f"{row['criterion_code']} {page.node(row['block'], row['criterion_code'])}"
        rows.append([*page.lead(row), criterion, page.words("contrast", group=group, reference=base),
                     f"{row['n']} / {row['n_reference']}", *verdicts.cells(page, row, 1)])  # fmt: skip
    return page.pipe("differential", page.headers("criterion", "contrast", "units", *verdicts.HEADERS), rows, 5)
