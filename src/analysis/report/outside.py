"""The section on citizens and firms."""

import pandas as pd

from analysis import names
from analysis.report.page import Page, bullets


def association(page: Page) -> list[str]:
    """Return the section on citizens and firms."""
    title = f"# {page.say('association_title')}"
    if "association" not in page.numbers:
        return [title, page.say("association_none")]
    selected = [page.say("association_selected")] if page.study.selected else []
    found = bullets([*associations_shown(page), *associations_not_shown(page)])
    shown = [page.figure("scatters"), *found, _association_table(page), *bullets(divergent(page))]
    return [title, page.say("association_how"), *selected, *shown]


def associations_shown(page: Page) -> list[str]:
    """Return one sentence for each Spearman correlation that remains after adjustment for the number of tests."""
    own = _tested(page)
    sentences = []
    for _, row in own[own["p_adjusted"] < 0.05].iterrows():
        index = names.outside_index(page.study, row["outside_index"], page.language)
        facts = {"index": index, "rho": row["estimate"], "n": int(row["n"]), "p": page.p_value(row["p_adjusted"])}
        facts["interval"] = page.interval(row["low"], row["high"])
        sentences.append(page.stated(row["year"], row["block"], f"association_shown_{row['score']}", **facts))
    return sentences


def associations_not_shown(page: Page) -> list[str]:
    """Return one sentence on the Spearman correlations that could not be told from zero."""
    own = _tested(page)
    rest = own[own["p_adjusted"] >= 0.05]
    facts = {"rest": len(rest), "total": len(own), "low": rest["estimate"].min(), "high": rest["estimate"].max()}
    key = "association_not_shown" if len(own) > 1 else "association_not_shown_one"
    return [page.say(key, **facts)] if len(rest) else []


def _tested(page: Page) -> pd.DataFrame:
    own = page.table("association")
    return own[(own["measure"] == "spearman") & own["p_adjusted"].notna()]


def _association_table(page: Page) -> str:
    rows = [
        [*page.lead(row),
         page.say(f"score_{row['score']}"), names.outside_index(page.study, row["outside_index"], page.language),
         page.say(f"measure_{row['measure']}"), page.number(row["estimate"]), page.interval(row["low"], row["high"]),
         page.p_value(row["p"]), page.p_value(row["p_adjusted"]), page.number(row["n"], 0)]
        for _, row in page.table("association").iterrows()
    ]  # fmt: skip
    columns = ("score", "outside_index", "measure", "estimate", "interval", "p", "p_adjusted", "n")
    headers = page.headers(*columns)
    return page.pipe("association", headers, rows, 5)


def divergent(page: Page) -> list[str]:
    """Return, for each outside index of the last year, the units whose two ranks differ most."""
    table = page.table("divergent_units")
    last = table[table["year"] == table["year"].max()] if len(table) else table
    sentences = []
    for (year, block, index), own in last.groupby(["year", "block", "outside_index"], sort=True):
        ordered = own.assign(width=own["rank_gap"].abs()).sort_values(["width", "unit_code"], ascending=[False, True])
        units = [
            page.say(
                "two_ranks",
                unit=page.unit(row["unit_code"]),
                score=int(row["rank_score"]),
                outside=int(row["rank_outside"]),
            )
            for _, row in ordered.head(4).iterrows()
        ]
        facts = {"index": names.outside_index(page.study, index, page.language), "n": int(own["n"].iloc[0])}
        sentences.append(page.stated(year, block, "divergent", **facts) + " " + page.listed(units) + ".")
    return sentences
