"""Does our computation give the published table? Every difference is a row with its explanation, or a failure."""

import math

import numpy as np
import pandas as pd

from analysis import tables
from analysis.framework import ROOT
from analysis.problems import Problem, problem
from analysis.ranks import ranks
from analysis.score import compares_percent, ranked_by
from analysis.study import Block, Study

MEASURES = {
    "published_points": "points",
    "published_percent": "percent",
    "published_rank": "rank",
    "published_class": "class",
}
EXPLAINED = (
    "equal",
    "printed_rounding",
    "tie_ranked_apart",
    "dense_rank",
    "likely_misprint",
    "displaced_by_misprint",
    "carried",
)


def reproduction(scores: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `reproduction`: one row a published total, per cent, rank or class with ours beside it.

    explanation : equal; printed_rounding (equal at the printed decimals); tie_ranked_apart; dense_rank; likely_misprint
        (a flagged value would give the published rank); displaced_by_misprint; carried (the published
        figure is carried: a rank of an incomplete block whose totals order the same way, or a figure that the known
        inputs do not give); unexplained.
    """
    published = assessed[assessed["measure"].isin(MEASURES) & (assessed["missing"] == "")]
    frames = []
    for (year, code), cells in published.groupby(["year", "block"], sort=True):
        own = scores[(scores["year"] == year) & (scores["block"] == code)]
        inputs = assessed[(assessed["year"] == year) & (assessed["block"] == code) & (assessed["measure"] == "points")]
        frames.append(_compared(cells, own, inputs, study.blocks[code], year))
    columns = tables.schema("reproduction")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("reproduction")


def problems(reproduced: pd.DataFrame) -> list[Problem]:
    """Return one error for every published figure that our computation contradicts without an explanation."""
    wrong = reproduced[~reproduced["explanation"].isin(EXPLAINED)]
    return [
        problem("not_reproduced", file="results.csv", unit_code=row["unit_code"], criterion_code=row["node"],
                name=row["measure"], found=row["published"], expected=row["computed"], year=row["year"])
        for row in wrong.to_dict("records")
    ]  # fmt: skip


def _compared(cells: pd.DataFrame, own: pd.DataFrame, inputs: pd.DataFrame, block: Block, year: int) -> pd.DataFrame:
    joined = cells.merge(own, on=["year", "block", "unit_code", "node"], how="left", validate="many_to_one")
    explained = _rank_explanations(own, cells, inputs, block, year)
    rows = []
    for row in joined.to_dict("records"):
        name = MEASURES[row["measure"]]
        published, computed = row["printed"], row["rank_among_known"] if name == "rank" else row[name]
        if name == "rank":
            explanation = explained.get(row["unit_code"], "carried")
        elif name == "class":
            explanation = _class_explanation(row, block)
        else:
            explanation = _value_explanation(row["value"], computed, published, _rounded_parts(row, name, block))
        rows.append(
            {
                **row,
                "published": published,
                "explanation": explanation,
                **_shown(computed, row["value"], name),
            }
        )
    return pd.DataFrame(rows)


def _shown(computed, published: float, name: str) -> dict:
    if name == "class" or pd.isna(computed):
        return {"computed": computed if name == "class" else "", "difference": math.nan}
    text = str(int(computed)) if name == "rank" else f"{computed:.6f}"
    return {"computed": text, "difference": float(computed) - published}


def _rounded_parts(row: dict, name: str, block: Block) -> int:
    """Return how many printed figures a published one was computed from, beside its own rounding."""
    if name == "percent":
        return 0
    below = [leaf for leaf in block.criteria.leaves if block.criteria.lies_below(leaf, row["node"])]
    return len(below) if len(below) > 1 else 0


def _value_explanation(published: float, computed: float, printed: str, rounded_parts: int) -> str:
    if math.isnan(computed):
        return "carried"
    if abs(computed - published) < 1e-9:
        return "equal"
    decimals = len(printed.replace(",", ".").partition(".")[2])
    allowed = 0.5 * 10.0**-decimals * (1 + rounded_parts)
    return "printed_rounding" if abs(computed - published) <= allowed + 1e-9 else "unexplained"


def _class_explanation(row: dict, block: Block) -> str:
    if row["class_source"] == "published":
        return "carried"
    return "equal" if row["word"] == row["class"] else "unexplained"


def _rank_explanations(own, cells, inputs, block: Block, year: int) -> dict[str, str]:
    totals = own[(own["node"] == ROOT) & own["points"].notna()].set_index("unit_code")
    published = cells[cells["measure"] == "published_rank"].set_index("unit_code")["value"]
    units = [unit for unit in totals.index if unit in published.index]
    if not units:
        return {}
    values = pd.Series(ranked_by(totals, block.criteria), index=totals.index)
    if not block.complete(year):
        return _order_explanations(values[units], published[units])
    mended, rule = _mended(values, totals, inputs, block), block.criteria.rank_rule
    if all(_rank_of(values, unit, rule) == published[unit] for unit in units):
        return dict.fromkeys(units, "equal")
    if all(_rank_of(values, unit, "dense") == published[unit] for unit in units):
        return dict.fromkeys(units, "dense_rank")
    return {unit: _rank_explanation(unit, values, published, mended, rule) for unit in units}


def _order_explanations(values: pd.Series, published: pd.Series) -> dict[str, str]:
    explained = {}
    for unit in values.index:
        better = values > values[unit] + 1e-9
        worse = values < values[unit] - 1e-9
        agrees = (published[better] < published[unit]).all() and (published[worse] > published[unit]).all()
        explained[unit] = "carried" if agrees else "unexplained"
    return explained


def _mended(values: pd.Series, totals: pd.DataFrame, inputs: pd.DataFrame, block: Block) -> pd.Series:
    flagged = inputs[inputs["likely"].notna()].set_index("unit_code")
    change = (flagged["likely"] - flagged["value"]).groupby(level=0).sum()
    if compares_percent(totals, block.criteria):
        change = 100 * change / totals["applicable_max"].reindex(change.index)
    return values.add(change, fill_value=0.0).reindex(values.index)


def _rank_explanation(unit: str, values: pd.Series, published: pd.Series, mended: pd.Series, rule: str) -> str:
    rank = _rank_of(values, unit, rule)
    if rank == published[unit]:
        return "equal"
    tied = int((np.abs(values - values[unit]) < 1e-9).sum())
    if rank < published[unit] < rank + tied:
        return "tie_ranked_apart"
    if _rank_of(mended, unit, rule) == published[unit]:
        return "likely_misprint" if mended[unit] != values[unit] else "displaced_by_misprint"
    return "unexplained"


def _rank_of(values: pd.Series, unit: str, rule: str) -> float:
    return float(pd.Series(ranks(values.to_numpy(), rule), index=values.index)[unit])
