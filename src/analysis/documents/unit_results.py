"""What one unit is told of its own result: where it stands, what was cut and why, what could be won.

No other unit's figures are read into it but the mean of the block.
"""

import pandas as pd

from analysis import names
from analysis.documents.contents import Table
from analysis.language import say
from analysis.report import facts
from analysis.report.facts import Standing
from analysis.report.page import Page
from analysis.sheets.cuts import cut_rows
from analysis.study import Study

WINS = 10
OPINION = ":opinion_"
KEY = ["file", "criterion_code"]


def opinions(submitted: pd.DataFrame) -> pd.DataFrame:
    """Return what appraisers said of the rows of forms: file, criterion_code, opinion (of both rounds, in their order).

    submitted : the table of this name. Empty for a published table.
    """
    own = submitted[submitted["column"].str.contains(OPINION, regex=False) & (submitted["printed"].str.strip() != "")]
    code, number = ([name.partition(OPINION)[place] for name in own["column"]] for place in (0, 2))
    frame = own.assign(opinion=own["printed"].str.strip()).astype({"file": object})
    frame["criterion_code"], frame["round"] = (
        pd.Series(code, frame.index, object),
        pd.Series(number, frame.index, object),
    )
    frame = frame.sort_values([*KEY, "round"]).drop_duplicates([*KEY, "opinion"])
    return frame.groupby(KEY, sort=True)["opinion"].agg("; ".join).reset_index().astype(object)


def cuts(page: Page, unit: str) -> pd.DataFrame:
    """Return the rows of a unit that got fewer points than it gave itself, and deductions, the largest cut first.

    Columns: block, criterion_code, self_points, points_in_force, cut (all in points), opinion (empty: none stated).
    """
    rounds = facts.of_last_year(page, "rounds")
    own = rounds[(rounds["unit_code"] == unit) & rounds["points_in_force"].notna()]
    parts = [page.study.criteria(block).parts for block in sorted(set(own["block"]))]
    own = cut_rows(own, {code for part in parts for code, kind in part.items() if kind == "deduction"})
    own = own.merge(opinions(page.table("submitted")), on=KEY, how="left")
    own["opinion"] = own["opinion"].fillna("")
    places = _places(page.study)
    own = own.assign(place=[places[row.block, row.criterion_code] for row in own.itertuples()])
    own = own.sort_values(["cut", "place"], ascending=[False, True], kind="stable").reset_index(drop=True)
    return own[["block", "criterion_code", "self_points", "points_in_force", "cut", "opinion"]]


def _places(study: Study) -> dict:
    """Return the place of every leaf in the order of the decision."""
    return {
        (block, code): place for block, one in study.blocks.items() for place, code in enumerate(one.criteria.leaves)
    }


def wins(page: Page, unit: str, most: int = WINS) -> pd.DataFrame:
    """Return the rows of `to_win` of a unit in the last year with points to be won, most first, at most `most`."""
    table = facts.of_last_year(page, "to_win")
    own = table[(table["unit_code"] == unit) & (table["to_win"] > 0)].sort_values("priority", kind="stable")
    return own.head(most)


def cuts_table(page: Page, unit: str, caption: str) -> Table | None:
    """Return what was cut and why as a table of a document; None where nothing was."""
    own = cuts(page, unit)
    none = say("bodies.no_opinion", page.language)
    columns = {
        "criterion": [facts.criterion(page, row["block"], row["criterion_code"]) for _, row in own.iterrows()],
        "self_points": own["self_points"], "recognised": own["points_in_force"], "cut": own["cut"],
        "opinion": [text or none for text in own["opinion"]],
    }  # fmt: skip
    return _table(columns, caption, page.language) if len(own) else None


def wins_table(page: Page, unit: str, caption: str) -> Table | None:
    """Return what could be won as a table of a document, with the body that appraises; None where nothing is known."""
    own = wins(page, unit)
    columns = {
        "criterion": [facts.criterion(page, row["block"], row["criterion_code"]) for _, row in own.iterrows()],
        "points": own["points"], "maximum": own["applicable_max"], "to_win": own["to_win"],
        "body": [names.body(page.study, code, page.language) for code in own["body"]],
    }  # fmt: skip
    return _table(columns, caption, page.language) if len(own) else None


def results_table(page: Page, one: Standing, caption: str) -> Table:
    """Return the results of a block as a table of a document; columns of which nothing is known are left out."""
    rows = one.rows
    columns = {
        "place": rows["place"].astype("Int64"),
        "unit": [page.unit(code) for code in rows["unit_code"]],
        "points": rows["points"], "maximum": rows["applicable_max"], "percent": rows["percent"], "class": rows["class"],
    }  # fmt: skip
    known = {name: values for name, values in columns.items() if name == "unit" or _some(values)}
    return _table(known, caption, page.language)


def _some(values: pd.Series) -> bool:
    return bool((values.notna() & (values.astype(str) != "")).any())


def _table(columns: dict, caption: str, language: str) -> Table:
    titled = {say(f"bodies.column_{name}", language): list(values) for name, values in columns.items()}
    frame = pd.DataFrame(titled)
    place = say("bodies.column_place", language)
    return Table(frame.astype({place: "Int64"}) if place in frame else frame, caption)
