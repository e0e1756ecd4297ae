"""What each treatment of what does not apply gives each unit, and whether a small maximum helps."""

import pandas as pd

from analysis import names
from analysis.report import verdicts
from analysis.report.page import Page, bullets, maximum_decimals

FAR = 5
# Correlations that differ by no more than this are alike.
ALIKE = 0.05


def section(page: Page) -> list[str]:
    """Return the part on what does not apply; nothing where treatments cannot be compared."""
    if "treatments" not in page.numbers:
        return []
    return [
        f"## {page.say('treatments_title')}", page.say("treatments_how"), page.figure("treatments"),
        *bullets(treatment_findings(page)), *_tables(page),
    ]  # fmt: skip


def treatment_findings(page: Page) -> list[str]:
    """Return which units' ranks hang most on the treatment, and whether a small maximum helps."""
    return [*_moved(page), *links(page)]


def _moved(page: Page) -> list[str]:
    sentences = []
    for (year, block), own in page.by_place(page.table("applicability")):
        ranks = _ranks(own)
        spread = (ranks.max(axis=1) - ranks.min(axis=1)).sort_values(ascending=False, kind="stable")
        moved = [
            f"{page.unit(code)} ({ranks.loc[code].min()}–{ranks.loc[code].max()})"
            for code in spread.index[spread >= FAR]
        ]
        if moved:
            sentences.append(page.stated(year, block, "treatment_moves", units=page.listed(moved, 8)))
    return sentences


def _ranks(own: pd.DataFrame) -> pd.DataFrame:
    return own.pivot(index="unit_code", columns="treatment", values="rank").astype(int)


def moved_far(page: Page) -> int:
    """Return how many units some treatment ranks five or more places apart from another, in all years and blocks."""
    ranks = [_ranks(own) for _, own in page.by_place(page.table("applicability"))]
    return sum(int((one.max(axis=1) - one.min(axis=1) >= FAR).sum()) for one in ranks)


def links(page: Page) -> list[str]:
    """Return, for each block, the link of standing and applicable maximum by treatment, with what would have been found."""
    sentences = []
    for (year, block), own in page.by_place(page.table("applicability_link")):
        tested = own[own["verdict"].isin([verdicts.SHOWN, verdicts.NOT_SHOWN]) & own["detectable"].notna()]
        if len(tested):
            found = "; ".join(_link(page, row) for _, row in tested.iterrows())
            sentence = page.stated(year, block, "small_maximum", links=found, n=int(tested["n"].iloc[0]))
            sentences.append(f"{sentence} {_least(page, own)}".strip())
    return sentences


def _link(page: Page, row: pd.Series) -> str:
    words = verdicts.facts(page, row) | {"rho": row["estimate"]}
    key = "link_shown" if row["verdict"] == verdicts.SHOWN else "link_open"
    return page.words(key, treatment=names.label("treatment", row["treatment"], page.language), **words)


def _least(page: Page, own: pd.DataFrame) -> str:
    size = own["estimate"].abs()
    least = own[size <= size.min() + ALIKE]
    if least.empty or len(least) == len(own):
        return ""
    treatments = page.listed(
        (names.label("treatment", one, page.language) for one in least["treatment"]), more="more_items"
    )
    if (least["estimate"] > 0).nunique() == 1:
        return page.say("least_dependent", treatments=treatments)
    ends = [page.number(value) for value in (least["estimate"].abs().min(), least["estimate"].abs().max())]
    rho = ends[0] if ends[0] == ends[1] else page.words("from_to", low=ends[0], high=ends[1])
    return page.say("least_dependent_alike", treatments=treatments, rho=rho)


def _tables(page: Page) -> list[str]:
    own = page.table("applicability")
    decimals = maximum_decimals(own["applicable_max"])
    wide = own.pivot(index=["year", "block", "unit_code", "applicable_max"], columns="treatment", values="rank")
    rows = []
    first = "per_cent" if "per_cent" in wide else wide.columns[0]
    for _, row in page.sorted(wide.reset_index(), first, "unit_code").iterrows():
        ranks = [page.number(row[name], 0) for name in wide.columns]
        rows.append(
            [*page.lead(row), page.unit(row["unit_code"]), page.number(row["applicable_max"], decimals), *ranks]
        )
    headers = [*page.headers("unit", "applicable_max")]
    headers += [names.label("treatment", name, page.language) for name in wide.columns]
    return [page.pipe("applicability", headers, rows, 1 + len(wide.columns))]
