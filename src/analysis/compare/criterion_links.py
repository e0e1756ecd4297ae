"""Which criterion of an earlier decision is the same as which of a later one: as declared, never by number.

Within one decision a criterion is itself. Between decisions only data/reference/domain_map.csv says so.
"""

from pathlib import Path

import pandas as pd

from analysis import reference
from analysis.criteria_set import CriteriaSet
from analysis.paths import reference_folder, shown
from analysis.problems import problem, stop_on_errors

NAME = "domain_map"


def links(base: CriteriaSet, other: CriteriaSet, root: Path) -> dict[str, str]:
    """Return {code in the later set: code in the earlier set} of the criteria that are the same, domains included.

    root : the folder that holds `data/`. Nothing where the decisions differ and no row of the map speaks of them.
    Raises DataProblems for a row of these two sets that names an unknown criterion, ties a leaf to what is no leaf, or
    gives a criterion two partners.
    """
    if same_decision(base, other):
        return {code: code for code in other.parents if code in base.parents}
    path = reference_folder(root) / f"{NAME}.csv"
    rows = reference.given(path, NAME) if path.exists() else reference.no_rows(NAME)
    own = rows[
        (rows["from_framework"] == base.framework) & (rows["from_set"] == base.code)
        & (rows["to_framework"] == other.framework) & (rows["to_set"] == other.code)
    ]  # fmt: skip
    stop_on_errors([one for line, row in own.iterrows() for one in _problems(line + 2, row, base, other, shown(path))])
    stop_on_errors(_twice(own, shown(path)))
    return dict(zip(own["to_code"], own["from_code"], strict=True))


def same_decision(base: CriteriaSet, other: CriteriaSet) -> bool:
    """Return whether both sets are the same one of the same decision."""
    return (base.framework, base.code) == (other.framework, other.code)


def _problems(line: int, row: pd.Series, base: CriteriaSet, other: CriteriaSet, file: str):
    place = {"texts": "years", "file": file}
    unknown = False
    for column, letter, criteria in (("from_code", "C", base), ("to_code", "F", other)):
        if row[column] not in criteria.parents:
            unknown = True
            facts = {"cell": f"{letter}{line}", "found": row[column], "name": criteria.framework}
            yield problem("map_unknown", criterion_code=row[column], **facts, **place)
    if not unknown and (row["from_code"] in base.leaves) != (row["to_code"] in other.leaves):
        found = f"{row['from_code']} – {row['to_code']}"
        yield problem("map_leaf", cell=f"C{line}", found=found, **place)


def _twice(own: pd.DataFrame, file: str) -> list:
    twice = own[own.duplicated("to_code")]
    place = {"texts": "years", "file": file}
    return [problem("map_twice", cell=f"F{line + 2}", found=row["to_code"], **place) for line, row in twice.iterrows()]
