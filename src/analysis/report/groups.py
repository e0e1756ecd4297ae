"""The section on who fares differently: groups of units, then everything that may stand behind a difference."""

import pandas as pd

from analysis import names
from analysis.framework import ROOT
from analysis.language import say
from analysis.report import appraisers, cut_offs, equal_level, not_applicable, self_scores, verdicts
from analysis.report.page import Page, bullets

SELF_GAP = "self_gap"
MOST_ROWS = 60


def fairness(page: Page) -> list[str]:
    """Return the section on groups, appraising units, equal quality, what does not apply, cut-offs and self-scores."""
    return [
        f"# {page.say('fairness_title')}", page.random("fairness_random"), *_groups(page),
        *appraisers.section(page), *equal_level.section(page), *not_applicable.section(page),
        *cut_offs.section(page), *self_scores.section(page),
    ]  # fmt: skip


def _groups(page: Page) -> list[str]:
    if "group_table" not in page.numbers:
        return [page.say("groups_none")]
    return [
        page.say("groups_how"), page.figure("group_differences"),
        *bullets([*differences_shown(page), *differences_not_shown(page)]), *_note(page), _group_table(page),
    ]  # fmt: skip


def measure(page: Page, row: pd.Series) -> str:
    """Return what is compared: the total, a part of it, or the points claimed above the first appraisal."""
    if row["block"] not in page.study.blocks:
        return say("labels.total", page.language)
    return page.words("measure_self_gap") if row["measure"] == SELF_GAP else page.node(row["block"], row["measure"])


def differences_shown(page: Page, basis: str | None = None) -> list[str]:
    """Return one sentence for each group difference that remains after adjustment for the number of tests.

    basis : `assumed` for those whose grouping is an assumption, empty for all others; None for all.
    """
    own = verdicts.shown(page.table("group_differences"))
    if basis is not None:
        own = own[(own["basis"] == names.ASSUMED) == (basis == names.ASSUMED)]
    sentences = []
    for _, row in own.iterrows():
        group, base = names.contrast(page.study, row, page.language)
        words = verdicts.facts(page, row) | {"group": group, "reference": base, "measure": measure(page, row)}
        words |= {"points": _unit(page, row), "effect": row["effect_size"]}
        key = "group_higher" if row["estimate"] > 0 else "group_lower"
        noticed = [page.say("noticed_here")] if appraisers.noticed(page, row) else []
        sentences.append(" ".join([_placed(page, row, key, **words), *noticed]))
    return sentences


def _placed(page: Page, row: pd.Series, key: str, **words) -> str:
    """Return a sentence with its place; a comparison of all blocks has none but its year."""
    if row["block"] in page.study.blocks:
        return page.stated(row["year"], row["block"], key, **words)
    sentence = page.say(key, **words)
    return f"{row['year']}: {sentence}" if len(page.study.years) > 1 else sentence[:1].upper() + sentence[1:]


def _unit(page: Page, row: pd.Series) -> str:
    if row["block"] not in page.study.blocks:
        return page.words("percentage_points")
    return page.words("points") if row.get("measure") == SELF_GAP else page.points_word(row["block"])


def differences_not_shown(page: Page) -> list[str]:
    """Return the sentences on the differences of totals that were not shown, with what would have been found, and untested."""
    own = page.table("group_differences")
    sentences = []
    for chosen, key in ((own["measure"] == ROOT, "totals"), (own["measure"] != ROOT, "parts")):
        for sentence in verdicts.rest(page, own[chosen], unit_of(page, own[chosen]), _most(page, own[chosen])):
            sentences.append(f"{page.say(f'groups_{key}')}: {sentence}")
    return sentences


def _most(page: Page, rows: pd.DataFrame) -> float | None:
    """Return how large the differences can be at most: per cents end at a hundred, points where their maximum does."""
    return verdicts.WHOLE if unit_of(page, rows) == page.words("percentage_points") else None


def unit_of(page: Page, rows: pd.DataFrame) -> str:
    """Return what the estimates of several rows are counted in: one word where it is one."""
    words = {_unit(page, row) for _, row in rows[rows["estimate"].notna()].iterrows()}
    return words.pop() if len(words) == 1 else page.words("points_or_percentage_points")


def _shown_rows(page: Page) -> pd.DataFrame:
    """Return the comparisons that the report shows: the tested ones, only those of totals and those shown where all
    would be pages; the first few values where none was tested."""
    own = page.table("group_differences")
    order = own.assign(part=own["measure"] != ROOT)
    own = page.sorted(order, "grouping", "part", "measure", "group").drop(columns="part")
    if verdicts.tested(own).sum() > MOST_ROWS:
        own = own[(own["measure"] == ROOT) | (own["verdict"] == verdicts.SHOWN)]
    return verdicts.kept(own, MOST_ROWS)


def _note(page: Page) -> list[str]:
    return verdicts.note(page, page.table("group_differences"), _shown_rows(page), "group_differences")


def _group_table(page: Page) -> str:
    rows, shown = [], _shown_rows(page)
    unit = unit_of(page, shown)
    mixed = unit == page.words("points_or_percentage_points")
    for _, row in shown.iterrows():
        group, base = names.contrast(page.study, row, page.language)
        contrast = page.words("contrast", group=group, reference=base)
        counts = f"{row['n']} / {row['n_reference']}"
        effect = page.number(row["effect_size"])
        own = _unit(page, row)
        found = verdicts.cells(page, row, most=verdicts.WHOLE if own == page.words("percentage_points") else None)
        what = f"{measure(page, row)} ({own})" if mixed else measure(page, row)
        found[-1] = appraisers.marked(page, row, found[-1])
        rows.append([*_lead(page, row), contrast, what, counts, *found[:3], effect, *found[3:]])
    heads = verdicts.headers(page, shown, "" if mixed else unit)
    columns = [*page.headers("contrast", "measure", "units"), *heads[:3], page.column("effect_size"), *heads[3:]]
    return page.pipe("group_table", columns, rows, 7)


def _lead(page: Page, row: pd.Series) -> list[str]:
    if row["block"] in page.study.blocks:
        return page.lead(row)
    return [page.words("all_blocks", year=str(row["year"]))] if page.several() else []
