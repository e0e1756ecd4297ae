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
        parts += [_how(page), *bullets(equal_quality(page)), *_equal_note(page), _equal_table(page)]
    if "differential" in page.numbers:
        parts += [page.say("differential_how"), *bullets(differential(page)), *_note(page), _differential_table(page)]
    return [f"## {page.say('equal_level_title')}", *parts] if parts else []


def _how(page: Page) -> str:
    indices = [names.outside_index(page.study, one, page.language) for one in _indices(page)]
    return page.say("equal_quality_how", indices=page.listed(indices, more="more_items"))


def _indices(page: Page) -> list[str]:
    """Return the indices of the table, in the order of the study."""
    found = list(dict.fromkeys(page.table("equal_quality")["outside_index"]))
    return sorted(found, key=lambda one: page.study.outside.index(one) if one in page.study.outside else len(found))


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
    # What has no adjusted value has the plain one: it counts as not tested.
    valued = table.assign(estimate=table["estimate"].fillna(table["estimate_alone"]))
    return [*sentences, *verdicts.rest(page, valued, _units(page, table), _most(page, table))]


def _most(page: Page, table: pd.DataFrame) -> float | None:
    return verdicts.WHOLE if _units(page, table) == page.words("percentage_points") else None


def _units(page: Page, table: pd.DataFrame) -> str:
    words = {page.points_word(block) for block in table["block"]}
    return words.pop() if len(words) == 1 else page.words("points_or_percentage_points")


def _equal_table(page: Page) -> str:
    rows, shown = [], _equal_rows(page)
    for _, row in shown.iterrows():
        group, base = names.contrast(page.study, row, page.language)
        index = names.outside_index(page.study, row["outside_index"], page.language)
        cells = [index, f"{row['n']} / {row['n_reference']}", page.number(row["estimate_alone"])]
        contrast = page.words("contrast", group=group, reference=base)
        rows.append([*page.lead(row), contrast, *cells, *verdicts.cells(page, row, most=_most(page, shown))])
    heads = verdicts.headers(page, shown, _units(page, shown))
    return page.pipe(
        "equal_quality", [*page.headers("contrast", "outside_index", "units", "estimate_alone"), *heads], rows, 6
    )


def _equal_rows(page: Page) -> pd.DataFrame:
    return verdicts.kept(page.table("equal_quality"), MOST_ROWS)


def _equal_note(page: Page) -> list[str]:
    return verdicts.note(page, page.table("equal_quality"), _equal_rows(page), "equal_quality")


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
        words["criterion"] = names.criterion(page.study.criteria(row["block"]), row["criterion_code"], page.language)
        sentences.append(page.stated(row["year"], row["block"], key, **words))
    return sentences


def _widest(page: Page) -> pd.DataFrame:
    """Return what the table shows: what was shown, then the widest tested differences, at most so many rows."""
    table = page.table("differential")
    ordered = table.assign(first=table["verdict"] != verdicts.SHOWN, width=-table["estimate"].abs())
    ordered = ordered[ordered["estimate"].notna()].sort_values(["first", "width"], kind="stable")
    return verdicts.kept(ordered, MOST_ROWS)


def _note(page: Page) -> list[str]:
    return verdicts.note(page, page.table("differential"), _widest(page), "differential")


def _differential_table(page: Page) -> str:
    rows = []
    for _, row in _widest(page).iterrows():
        group, base = names.contrast(page.study, row, page.language)
        criterion = names.criterion(page.study.criteria(row["block"]), row["criterion_code"], page.language)
        rows.append([*page.lead(row), criterion, page.words("contrast", group=group, reference=base),
                     f"{row['n']} / {row['n_reference']}", *verdicts.cells(page, row, 1, most=verdicts.WHOLE)])  # fmt: skip
    heads = verdicts.headers(page, page.table("differential"), page.words("per_cent_of_maximum"))
    return page.pipe("differential", [*page.headers("criterion", "contrast", "units"), *heads], rows, 5)
