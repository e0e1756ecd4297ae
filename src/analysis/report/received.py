"""The section on the forms that units sent: what came, what was wrong with it, and what each round changed."""

import pandas as pd

from analysis.forms import catalogue
from analysis.language import say
from analysis.report.page import Page, bullets


def forms(page: Page) -> list[str]:
    """Return the section on forms; nothing for a study of a published table."""
    if not page.study.has_forms:
        return []
    return [
        f"# {page.say('received_title')}",
        *([page.say("provisional")] if page.study.provisional else []),
        *bullets([_received(page), *_issues(page), *round_changes(page), *_petitions(page)]),
        _issue_table(page),
        page.figure("rounds"),
    ]


def open_matters(page: Page) -> list[str]:
    """Return what a reader must know before the totals: that they are provisional, that errors of forms are not mended."""
    if not page.study.has_forms:
        return []
    errors = page.table("issues").query("severity == 'error'")
    facts = {"count": len(errors), "units": errors["unit_code"].nunique()}
    return [
        *([page.say("provisional")] if page.study.provisional else []),
        *([page.say("errors_open", **facts)] if len(errors) else []),
    ]


def _received(page: Page) -> str:
    forms_read = page.table("forms")
    facts = {"forms": len(forms_read), "template": int((forms_read["template"] == "yes").sum())}
    return page.say("received", **facts, dropped=int(forms_read["dropped"].sum()))


def _issues(page: Page) -> list[str]:
    counts = page.table("issues")["severity"].value_counts()
    if counts.empty:
        return [page.say("issues_none")]
    return [page.say("issues", **{name: int(counts.get(name, 0)) for name in ("error", "warning", "note")})]


def round_changes(page: Page) -> list[str]:
    """Return, for each year and block, the mean change of a unit's points by each round that took place."""
    sentences = []
    for (year, block), own in page.by_place(page.table("round_totals")):
        wide = own.pivot(index="unit_code", columns="round_of_points", values="points")
        for before, after in (("self", "appraisal_1"), ("appraisal_1", "appraisal_2")):
            if {before, after} <= set(wide.columns):
                change = wide[after] - wide[before]
                facts = {"change": page.change(change.mean()), "raised": int((change > 1e-9).sum())}
                facts |= {"lowered": int((change < -1e-9).sum()), "n": len(change)}
                sentences.append(page.stated(year, block, f"round_changed_{after}", **facts))
    return sentences


def _petitions(page: Page) -> list[str]:
    counts = page.table("petition_counts")
    if counts.empty:
        return []
    by_criterion = counts.groupby(["block", "criterion_code"])["n"].sum().sort_values(ascending=False, kind="stable")
    named = [
        say("report.petition_of", page.language, criterion=f"{code} {page.node(block, code)}", count=int(count))
        for (block, code), count in by_criterion.items()
    ]
    return [page.say("petitions", count=int(counts["n"].sum()), criteria=page.listed(named, 5, "more_items"))]


def _issue_table(page: Page) -> str:
    issues = page.table("issues")
    order = {"error": 0, "warning": 1, "note": 2}
    counted = issues.groupby(["severity", "rule"]).agg(n=("rule", "size"), units=("unit_code", "nunique")).reset_index()
    counted = counted.assign(order=counted["severity"].map(order)).sort_values(
        ["order", "n"], ascending=[True, False], kind="stable"
    )
    rows = [_issue_row(page, row) for _, row in counted.iterrows()]
    return page.pipe("issues", [page.column(name) for name in ("severity", "rule", "n", "units")], rows, 2)


def _issue_row(page: Page, row: pd.Series) -> list[str]:
    return [
        say(f"report.severity_{row['severity']}", page.language), catalogue.title(row["rule"], page.language),
        str(row["n"]), str(row["units"]),
    ]  # fmt: skip
