"""How far an association may be trusted: one unit left out, units never observed, and the years together."""

import pandas as pd

from analysis import names, reference
from analysis.association.pairs import WITHOUT
from analysis.framework import ROOT
from analysis.report import verdicts
from analysis.report.page import Page, bullets

MOST_ROWS = 40
STATISTICS = ("within_years", "within_years_ranks", "mixed_model", "change", "change_ranks", "change_unbroken")


def section(page: Page) -> list[str]:
    """Return the parts on single units, on what was not observed and on the years; nothing where none can be told."""
    sentences = [*influence(page), *bounds(page), *one_sign(page)]
    years = []
    if "association_years" in page.numbers:
        years = [page.say("years_how"), *bullets(over_years(page)), *_years_table(page)]
    return [*bullets(sentences), *_bounds_table(page), *years]


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
    own = _newest(page, _one_a_place(page))
    sentences = []
    for (year, block, index), part in page.by_place(own, "outside_index"):
        row = part.iloc[0]
        facts = {"index": _index(page, index), "n": int(row["n"]), "whole": int(row["units_in_block"])}
        facts |= {"share": 100 * row["share_observed"], "low": row["lowest"], "high": row["highest"]}
        score = page.words(f"score_{row['score']}")
        facts |= {"estimate": page.number(row["estimate"]), "score": score[:1].lower() + score[1:]}
        sentences.append(page.stated(year, block, "association_bounds", **facts))
    return sentences


def _one_a_place(page: Page) -> pd.DataFrame:
    """Return the bounds of whole indices with units not observed, one row a year, block and index: that of most units.

    Bounds of the total use all published ranks that are known, so that those of ranks are the same.
    """
    table = whole(page, page.table("association_bounds"))
    own = table[(table["share_observed"] < 1) & (table["score"] != WITHOUT)]
    place = ["year", "block", "outside_index"]
    own = own.sort_values(["n", "score"], ascending=[False, True], kind="stable").drop_duplicates(place)
    return page.sorted(own, "outside_index")


def one_sign(page: Page) -> list[str]:
    """Return where the sign is certain even in the worst case, or that it is so nowhere."""
    own = _one_a_place(page)
    certain = own[(own["lowest"] > 0) | (own["highest"] < 0)]
    named = [
        f"{_index(page, row['outside_index'])}{_year(page, row)} ({page.interval(row['lowest'], row['highest'])})"
        for _, row in certain.iterrows()
    ]
    facts = {
        "count": len(certain),
        "total": len(own),
        "rest": len(own) - len(certain),
        "rows": page.listed(named, more="more_items"),
    }
    if len(own) < 2:
        return []
    return [page.say("bounds_one_sign" if len(certain) else "bounds_no_sign", **facts)]


def _year(page: Page, row: pd.Series) -> str:
    return f", {page.place(row['year'], row['block'])}" if page.several() else ""


def _bounds_table(page: Page) -> list[str]:
    """Return the bounds of whole indices, one row a year, block and index, the newest where they are many."""
    own = _one_a_place(page).tail(MOST_ROWS)
    rest = len(page.table("association_bounds")) - len(own)
    rows = [
        [*page.lead(row), page.words(f"score_{row['score']}"), _index(page, row["outside_index"]), page.number(row["estimate"]),
         page.number(row["lowest"]), page.number(row["highest"]), page.number(row["n"], 0),
         page.number(row["units_in_block"], 0), page.number(100 * row["share_observed"], 0)]
        for _, row in own.iterrows()
    ]  # fmt: skip
    columns = ("score", "outside_index", "estimate", "lowest_possible", "highest_possible", "n", "units_in_block",
               "share_observed")  # fmt: skip
    note = [page.say("rows_in_file", count=rest, file="tables/association_bounds.csv")] if rest and rows else []
    return [*note, page.pipe("association_bounds", page.headers(*columns), rows, 6)] if rows else []


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
        sentences.append(" ".join([page.say(f"years_{key}", **words), *_warning(page, row)]))
    return sentences


def _warning(page: Page, row: pd.Series) -> list[str]:
    """Return, beside what was shown, that the index is part of the total or may be."""
    overlap = _overlap(page, row)
    return [page.say(f"overlap_{overlap}")] if row["verdict"] == verdicts.SHOWN and overlap != "no" else []


def _overlap(page: Page, row: pd.Series) -> str:
    """Return whether an index is part of the total in any year, as `association` says; else as known of the index."""
    table = page.table("association")
    same = (table["block"] == row["block"]) & (table["outside_index"] == row["outside_index"])
    found = set(table.loc[same & (table["score"] != WITHOUT), "overlap"])
    if not found:
        known = reference.table(page.study.root, "outside_index_names").set_index("index_code")["part_of_total"]
        found = {known.get(row["outside_index"], "unknown")}
    return next((one for one in ("yes", "unknown") if one in found), "no")


def _in_order(page: Page, table: pd.DataFrame) -> pd.DataFrame:
    """Return the statistics over years by index as study.yml lists them, the plainest statistic first."""
    place = {index: place for place, index in enumerate(page.study.outside)}
    index = table["outside_index"].map(lambda one: place.get(one, len(place)))
    order = {"place": index, "turn": table["statistic"].map(STATISTICS.index)}
    return table.assign(**order).sort_values(["block", "place", "turn"], kind="stable")


def _years_table(page: Page) -> list[str]:
    """Return what must be known before the table over years is read, and the table of whole indices."""
    table = page.table("association_years")
    own = _in_order(page, whole(page, table))
    rows = [
        [_index(page, row["outside_index"]), page.words(f"statistic_{row['statistic']}"),
         f"{row['first_year']}–{row['last_year']}", page.words(f"overlap_cell_{_overlap(page, row)}"),
         *verdicts.cells(page, row, link=True), page.number(row["units"], 0), page.number(row["n"], 0)]
        for _, row in own.iterrows()
    ]  # fmt: skip
    heads = [page.column(name) for name in ("outside_index", "statistic", "years", "overlap")]
    heads = [*heads, *verdicts.headers(page, own), *(page.column(name) for name in ("units", "n"))]
    return [*verdicts.note(page, table, own, "association_years"), page.pipe("association_years", heads, rows, 7)]
