"""How far an association may be trusted: one unit left out, units never observed, and the years together."""

import pandas as pd

from analysis import names
from analysis.framework import ROOT
from analysis.report import verdicts
from analysis.report.page import Page, bullets

MOST_ROWS = 40
STATISTICS = ("within_years", "within_years_ranks", "mixed_model", "change", "change_ranks", "change_unbroken")


def section(page: Page) -> list[str]:
    """Return the parts on single units, on what was not observed and on the years; nothing where none can be told."""
    sentences = [*influence(page), *bounds(page)]
    years = []
    if "association_years" in page.numbers:
        years = [page.say("years_how"), *bullets(over_years(page)), _years_table(page)]
    return [*bullets(sentences), _bounds_table(page), *years]


def _index(page: Page, code: str) -> str:
    return names.outside_index(page.study, code, page.language)


def whole(page: Page, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of whole indices, without those that are part of another (the dimensions of PAPI)."""
    part = table["outside_index"].map(lambda index: bool(names.part_of_index(page.study, index))).astype(bool)
    return table[~part]


def _newest(page: Page, table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of whole indices in the newest year of each block."""
    own = whole(page, table)
    return own[own["year"] == own.groupby(["block", "outside_index"])["year"].transform("max")]


def influence(page: Page) -> list[str]:
    """Return, for each index in its newest year, the unit without which Spearman's correlation changes most."""
    table = page.table("association_influence")
    own = table[(table["measure"] == "spearman") & (table["score"] == ROOT) & table["change"].notna()]
    sentences = []
    for (year, block, index), part in page.by_place(_newest(page, own), "outside_index"):
        part = part.assign(width=part["change"].abs()).sort_values(["width", "unit_code"], ascending=[False, True])
        most = part.iloc[0]
        facts = {"index": _index(page, index), "unit": page.unit(most["unit_code"]), "without": most["estimate"]}
        facts |= {"low": part["estimate"].min(), "high": part["estimate"].max()}
        sentences.append(page.stated(year, block, "association_influence", **facts))
    return sentences


def bounds(page: Page) -> list[str]:
    """Return, for each index in its newest year with units not observed, how far the correlation of all could be."""
    table = page.table("association_bounds")
    own = _newest(page, table[(table["share_observed"] < 1) & (table["score"] == ROOT)])
    sentences = []
    for (year, block, index), part in page.by_place(own, "outside_index"):
        row = part.iloc[0]
        facts = {"index": _index(page, index), "n": int(row["n"]), "whole": int(row["units_in_block"])}
        facts |= {"share": 100 * row["share_observed"], "low": row["lowest"], "high": row["highest"]}
        facts["estimate"] = page.number(row["estimate"])
        sentences.append(page.stated(year, block, "association_bounds", **facts))
    return sentences


def _bounds_table(page: Page) -> str:
    if "association_bounds" not in page.numbers:
        return ""
    table = page.table("association_bounds")
    own = whole(page, table)
    rows = [
        [*page.lead(row), page.words(f"score_{row['score']}"), _index(page, row["outside_index"]), page.number(row["estimate"]),
         page.number(row["lowest"]), page.number(row["highest"]), page.number(row["n"], 0),
         page.number(row["units_in_block"], 0), page.number(100 * row["share_observed"], 0)]
        for _, row in own.tail(MOST_ROWS).iterrows()
    ]  # fmt: skip
    columns = ("score", "outside_index", "estimate", "lowest_possible", "highest_possible", "n", "units_in_block",
               "share_observed")  # fmt: skip
    return page.pipe("association_bounds", page.headers(*columns), rows, 6)


def over_years(page: Page) -> list[str]:
    """Return what the years say together: each statistic, with what it would have found where it shows nothing."""
    sentences = []
    table = _in_order(page, whole(page, page.table("association_years")))
    for _, row in table[table["estimate"].notna()].iterrows():
        key = row["verdict"] if row["verdict"] in (verdicts.SHOWN, verdicts.NOT_SHOWN) else "value"
        words = verdicts.facts(page, row) | {"estimate": page.number(row["estimate"])}
        words |= {"what": page.words(f"statistic_{row['statistic']}"), "index": _index(page, row["outside_index"])}
        words |= {"first": str(row["first_year"]), "last": str(row["last_year"])}
        words |= {"units": int(row["units"]), "years": int(row["years"])}
        sentences.append(page.say(f"years_{key}", **words))
    return sentences


def _in_order(page: Page, table: pd.DataFrame) -> pd.DataFrame:
    """Return the statistics over years by index as study.yml lists them, the plainest statistic first."""
    place = {index: place for place, index in enumerate(page.study.outside)}
    index = table["outside_index"].map(lambda one: place.get(one, len(place)))
    order = {"place": index, "turn": table["statistic"].map(STATISTICS.index)}
    return table.assign(**order).sort_values(["block", "place", "turn"], kind="stable")


def _years_table(page: Page) -> str:
    rows = [
        [_index(page, row["outside_index"]), page.words(f"statistic_{row['statistic']}"),
         f"{row['first_year']}–{row['last_year']}", *verdicts.cells(page, row), page.number(row["units"], 0),
         page.number(row["n"], 0)]
        for _, row in _in_order(page, page.table("association_years")).head(MOST_ROWS).iterrows()
    ]  # fmt: skip
    names_of = (
        "outside_index",
        "statistic",
        "years",
        "estimate",
        "interval",
        "p",
        "detectable",
        "verdict",
        "units",
        "n",
    )
    return page.pipe("association_years", [page.column(name) for name in names_of], rows, 7)
