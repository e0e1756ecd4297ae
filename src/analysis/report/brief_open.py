"""What no figures say of a proposal: bounds of a new criterion, data to be collected, rules that could not be applied."""

from analysis.report.page import Page


def sentences(page: Page) -> list[str]:
    """Return the sentences, built from the tables of the proposal's run; none where every figure is there.

    page : the brief being written, with `told`, `phrase` and `criterion`.
    """
    return [*_bounds(page), *_collect(page), *_rules(page)]


def _bounds(page: Page) -> list[str]:
    said = []
    for (year, block), own in page.by_place(page.table("proposal_bounds")):
        ranks = own.groupby("unit_code")["rank"].agg(["min", "max"])
        width = (ranks["max"] - ranks["min"]).sort_values(ascending=False, kind="stable")
        widest, holds = width.index[0], own.drop_duplicates("unit_code")["holds"].eq("yes").sum()
        facts = {"low": int(ranks["min"][widest]), "high": int(ranks["max"][widest]), "widest": page.unit(widest)}
        said.append(page.told({"year": year, "block": block}, "bounds", holds=int(holds), n=len(ranks), **facts))
    return said


def _collect(page: Page) -> list[str]:
    rows = page.table("proposal_to_collect").drop_duplicates(["block", "criterion_code"])
    return [
        page.phrase("collect", what=row[f"what_{page.language}"], whom=row[f"from_{page.language}"], n=int(row["n"]))
        for _, row in rows.iterrows()
    ]


def _rules(page: Page) -> list[str]:
    how = page.table("proposal_carried")
    own = how[how["how"] == "rule_not_recomputed"].drop_duplicates(["block", "criterion_code"])
    named = [page.criterion(row["block"], row["criterion_code"]) for _, row in own.iterrows()]
    return [page.phrase("not_recomputed", criteria=page.listed(named))] if named else []
