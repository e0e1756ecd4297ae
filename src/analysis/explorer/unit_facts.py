"""What the page says of each unit: total, rank with its ranges, class with its chances, domains, points still to be won.

Nothing is computed here but block means. No opinion, dispute or appraiser is read, so that the page may be shown to anyone
who may see the scores.
"""

from typing import NamedTuple

import pandas as pd

from analysis import names, tables
from analysis.criteria_set import ROOT
from analysis.explorer.weighing import domains
from analysis.ranks import half_up
from analysis.room import Room
from analysis.score import compares_percent
from analysis.study import Study

PLACE = ["year", "block"]
# So many criteria are named on a unit's sheet, those with most points to be won first.
MOST_TO_WIN = 10
DECIMALS_OF_POINTS = 2


def table(here: Room, name: str) -> pd.DataFrame:
    """Return a table of the run; an empty one where it was not left."""
    return here.table(name) if tables.exists(here.folder, name) else tables.empty(name)


class Block(NamedTuple):
    """The units of one year and block, in the order of Vietnamese lists; `of`: whether scores are percent or points."""

    of: str
    units: list[dict]


def facts(here: Room) -> dict[tuple[int, str], Block]:
    """Return {(year, block): its units, each as the page reads it}."""
    scores, found = table(here, "scores"), {}
    parts = {name: _grouped(table(here, name)) for name in ("rank_intervals", "class_probability", "to_win")}
    for (year, block), own in scores.groupby(PLACE, sort=True):
        found[int(year), str(block)] = _of_block(here.study, str(block), own, parts, int(year))
    return found


def _grouped(frame: pd.DataFrame) -> dict:
    return dict(iter(frame.groupby([*PLACE, "unit_code"], sort=True)))


def _of_block(study: Study, block: str, own: pd.DataFrame, parts: dict, year: int) -> Block:
    criteria = study.criteria(block)
    # A single column of points is the total once more.
    parts_of_total = domains(criteria) if len(criteria.leaves) > 1 else []
    by_node = {node: rows.set_index("unit_code") for node, rows in own.groupby("node", sort=True)}
    totals, units = by_node[ROOT], []
    compared = "percent" if compares_percent(totals, criteria) else "points"
    for place, code in enumerate(names.ordered(study, list(totals.index))):
        key, row = (year, block, code), totals.loc[code]
        ranges, chances, most = (parts[name].get(key) for name in ("rank_intervals", "class_probability", "to_win"))
        units.append(
            {
                "code": code, "order": place, "score": printed(row[compared], criteria.decimals),
                "rank": _whole(row["rank"]), "known": _whole(row["rank_among_known"]), "class": row["class"],
                "ranges": [] if ranges is None else _ranges(ranges), "chances": [] if chances is None else _chances(chances),
                "domains": [_domain(by_node[node], code) for node in parts_of_total if node in by_node],
                "to_win": [] if most is None else _to_win(most),
            }
        )  # fmt: skip
    return Block(compared, units)


def printed(value: float, decimals: int = DECIMALS_OF_POINTS) -> str:
    """Return a number as a table prints it, with a point; empty where there is none. The page puts the marks of a language."""
    return "" if pd.isna(value) else f"{float(half_up(value, decimals)):.{decimals}f}"


def _whole(value) -> int | None:
    return None if pd.isna(value) else int(value)


def _ranges(rows: pd.DataFrame) -> list[dict]:
    """Return the ranges of a unit's rank, that of errors before that of other methods."""
    rows = rows.sort_values("source", ascending=False)
    return [{"source": row.source, "low": int(row.rank_low), "high": int(row.rank_high)} for row in rows.itertuples()]


def _chances(rows: pd.DataFrame) -> list[dict]:
    """Return how often a unit has each class that it ever has."""
    rows = rows[rows["probability"] > 0].sort_values(["source", "probability", "class"], ascending=[False, False, True])
    return [
        {"source": row["source"], "class": row["class"], "share": printed(100 * row["probability"], 1)}
        for _, row in rows.iterrows()
    ]


def _domain(rows: pd.DataFrame, code: str) -> dict:
    """Return points, maximum and per cent of a unit in a domain beside the block's mean: of per cents, else of points."""
    row = rows.loc[code]
    mean = rows["percent" if pd.notna(row["percent"]) else "points"].mean()
    return {
        "points": printed(row["points"]), "maximum": printed(row["applicable_max"]),
        "percent": printed(row["percent"]), "mean": printed(mean),
    }  # fmt: skip


def _to_win(rows: pd.DataFrame) -> list[dict]:
    rows = rows[rows["to_win"] > 0].sort_values(["priority", "criterion_code"]).head(MOST_TO_WIN)
    return [
        {"code": row.criterion_code, "points": printed(row.points), "maximum": printed(row.applicable_max),
         "to_win": printed(row.to_win)}
        for row in rows.itertuples()
    ]  # fmt: skip
