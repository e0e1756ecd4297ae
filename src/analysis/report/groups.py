"""The section on groups of units and on what does not apply."""

import pandas as pd

from analysis import names
from analysis.report.page import Page, bullets, maximum_decimals


def fairness(page: Page) -> list[str]:
    """Return the section on groups and on what does not apply."""
    section = [f"# {page.say('fairness_title')}"]
    if "group_table" in page.numbers:
        section += [
            page.say("groups_how"),
            page.figure("group_differences"),
            *bullets([*differences_shown(page), *differences_not_shown(page)]),
            _group_table(page),
        ]
    else:
        section.append(page.say("groups_none"))
    if "treatments" in page.numbers:
        section += [
            page.say("treatments_how"),
            page.figure("treatments"),
            *bullets(treatment_findings(page)),
            _treatment_table(page),
        ]
    return section


def _contrast(page: Page, row: pd.Series) -> tuple[str, str]:
    group = names.group(row["grouping"], row["group"], row["block"], page.language)
    return group, names.group(row["grouping"], row["reference"], row["block"], page.language)


def differences_shown(page: Page, basis: str | None = None) -> list[str]:
    """Return one sentence for each group difference that remains after adjustment for the number of tests.

    basis : only differences whose grouping rests on it (`assumed`, or empty for a known attribute).
    """
    own = page.table("group_differences")
    own = own[(own["p_adjusted"] < 0.05) & ((own["basis"] == basis) if basis is not None else True)]
    sentences = []
    for _, row in own.iterrows():
        group, base = _contrast(page, row)
        key = "group_higher" if row["estimate"] > 0 else "group_lower"
        facts = {"group": group, "reference": base, "measure": page.node(row["block"], row["measure"])}
        facts["interval"] = page.interval(row["low"], row["high"])
        facts |= {"difference": abs(row["estimate"]), "p": page.p_value(row["p_adjusted"])}
        facts["points"] = page.points_word(row["block"])
        sentences.append(page.stated(row["year"], row["block"], key, **facts))
    return sentences


def differences_not_shown(page: Page) -> list[str]:
    """Return one sentence on the differences that do not remain after adjustment, and one on those never tested."""
    adjusted = page.table("group_differences")["p_adjusted"]
    rest, untested = int((adjusted >= 0.05).sum()), int(adjusted.isna().sum())
    key = "group_not_shown" if adjusted.notna().sum() > 1 else "group_not_shown_one"
    sentences = [page.say(key, rest=rest, total=int(adjusted.notna().sum()))] if rest else []
    return [*sentences, *([page.say("group_untested", count=untested)] if untested else [])]


def _group_table(page: Page) -> str:
    rows = []
    for _, row in page.table("group_differences").iterrows():
        group, base = _contrast(page, row)
        contrast = page.say("contrast", group=group, reference=base)
        lead = page.lead(row)
        rows.append(
            [*lead, contrast, page.node(row["block"], row["measure"]), f"{row['n']} / {row['n_reference']}",
             page.number(row["estimate"]), page.interval(row["low"], row["high"]), page.p_value(row["p_adjusted"])]
        )  # fmt: skip
    columns = ("contrast", "measure", "units", "difference", "interval", "p_adjusted")
    headers = page.headers(*columns)
    return page.pipe("group_table", headers, rows, 4)


def treatment_findings(page: Page) -> list[str]:
    """Return which units' ranks hang most on the treatment, and whether a small maximum helps."""
    sentences = []
    links = page.table("applicability_link")
    for (year, block), own in page.by_place(page.table("applicability")):
        ranks = own.pivot(index="unit_code", columns="treatment", values="rank").astype(int)
        spread = (ranks.max(axis=1) - ranks.min(axis=1)).sort_values(ascending=False, kind="stable")
        moved = [
            f"{page.unit(code)} ({ranks.loc[code].min()}–{ranks.loc[code].max()})" for code in spread.index[spread >= 5]
        ]
        if moved:
            sentences.append(page.stated(year, block, "treatment_moves", units=page.listed(moved, 8)))
        own_links = links[(links["year"] == year) & (links["block"] == block) & links["p"].notna()]
        found = [_link(page, row) for _, row in own_links.iterrows()]
        if found:
            sentences.append(
                page.stated(year, block, "small_maximum", links="; ".join(found), n=int(own_links["n"].iloc[0]))
            )
    return sentences


def _link(page: Page, row: pd.Series) -> str:
    facts = {"rho": row["estimate"], "interval": page.interval(row["low"], row["high"]), "p": page.p_value(row["p"])}
    key = "link_open" if row["low"] <= 0 <= row["high"] else "link_shown"
    return page.say(key, treatment=names.label("treatment", row["treatment"], page.language), **facts)


def _treatment_table(page: Page) -> str:
    own = page.table("applicability")
    decimals = maximum_decimals(own["applicable_max"])
    wide = own.pivot(index=["year", "block", "unit_code", "applicable_max"], columns="treatment", values="rank")
    rows = []
    for _, row in page.sorted(wide.reset_index(), "per_cent", "unit_code").iterrows():
        ranks = [page.number(row[name], 0) for name in wide.columns]
        rows.append(
            [*page.lead(row), page.unit(row["unit_code"]), page.number(row["applicable_max"], decimals), *ranks]
        )
    headers = [*page.headers("unit", "applicable_max")]
    headers += [names.label("treatment", name, page.language) for name in wide.columns]
    return page.pipe("applicability", headers, rows, 1 + len(wide.columns))
