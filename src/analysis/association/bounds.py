"""Room 7: how far Spearman's correlation could be if every unit of the block were known.

Nothing is random here: the bounds are the lowest and the highest value over every order that agrees with what is known,
whatever kept the other units from being known. No probability is claimed.
"""

import numpy as np
import pandas as pd
from scipy.stats import rankdata, spearmanr

from analysis import tables
from analysis.association.extremes import Group, Known, extremes
from analysis.association.pairs import RANK, TOTAL, indices
from analysis.blocks import together
from analysis.framework import ROOT
from analysis.names import called
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

# Of fewer units one side alone is known, so that a bound would speak of another block.
LEAST_KNOWN = 0.9


def association_bounds(paired: pd.DataFrame, points: pd.DataFrame, scores: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `association_bounds`: estimate among the n units observed, lowest and highest over the block.

    One side must be known of nine units in ten; the bounds are over the units of which it is. Where that is the outside
    index, official ranks that are published hold their places and totals without a rank stand between their neighbours
    in total; else the outside values known keep their order. Among the units not observed no two are taken to be equal.
    Only blocks of known size of which not every unit is observed, and from eight units observed on.
    """
    columns = tables.schema("association_bounds")["columns"]
    rows = [{**row, "estimate": _spearman(own), "lowest": lowest, "highest": highest}
            for row, own, (lowest, highest) in _bounded(paired, points, scores, study) if not np.isnan(lowest)]  # fmt: skip
    return pd.DataFrame(rows)[columns] if rows else tables.empty("association_bounds")


def _spearman(own: pd.DataFrame) -> float:
    sides = [own[side].astype(float).round(RESOLUTION) for side in ("value", "outside")]
    return float(spearmanr(*sides).statistic) if all(side.nunique() > 1 for side in sides) else np.nan


def left_out(paired: pd.DataFrame, points: pd.DataFrame, scores: pd.DataFrame, study: Study) -> list[dict]:
    """Return of which indices no bounds are given, because too many units are known on neither side."""
    nothing = {
        (row["year"], row["block"], row["outside_index"])
        for row, _, (lowest, _) in _bounded(paired, points, scores, study)
        if np.isnan(lowest)
    }
    return [
        omission("association", year, block, "association_bounds", "neither_known", index=called(study, index))
        for year, block, index in sorted(nothing)
    ]


def _bounded(paired: pd.DataFrame, points: pd.DataFrame, scores: pd.DataFrame, study: Study):
    outside, of_units = indices(study), study.units()
    totals = {(units.year, units.block): units.total for units in together(points, study)}
    for key, own in paired.groupby(["year", "block", "score", "outside_index"], sort=True):
        year, block, score, index = key
        whole = study.blocks[block].units_in_block[year]
        if whole is None or len(own) < LEAST_UNITS or len(own) >= whole:
            continue
        chosen = outside[(outside["year"] == year) & (outside["index_code"] == index)].set_index("unit_code")["value"]
        local = scores[(scores["year"] == year) & (scores["block"] == block) & (scores["node"] == ROOT)]
        chosen = chosen[_of_block(chosen.index, local["unit_code"], of_units)]
        known = _known(own, chosen, totals.get((year, block), pd.Series(dtype=float)), local, score, whole)
        row = {"year": int(year), "block": block, "score": score, "outside_index": index, "n": len(own),
               "units_in_block": whole, "share_observed": len(own) / whole}  # fmt: skip
        yield row, own, (extremes(known) if known else (np.nan, np.nan))


def _of_block(codes: pd.Index, block: pd.Series, of_units: pd.DataFrame) -> np.ndarray:
    """Return which units are of the kind, and below provinces of the province, of the units in the block."""
    facts = of_units[["kind", "province_code"]].copy()
    facts.loc[facts["kind"] == "tinh", "province_code"] = ""
    wanted = set(map(tuple, facts.reindex(block.unique()).dropna().to_numpy()))
    return np.array([tuple(row) in wanted for row in facts.reindex(codes).fillna("").to_numpy()], dtype=bool)


def _known(own, outside: pd.Series, total: pd.Series, local: pd.DataFrame, score: str, whole: int) -> Known | None:
    """Return what is known of the two orders, the fuller side first; None where neither side is known of enough units."""
    values = own.set_index("unit_code")["value"]
    ranks = local[local["rank_source"] == "published"].set_index("unit_code")["rank"].dropna().astype(int)
    if score in (TOTAL, RANK):
        values = total if score == TOTAL else -ranks.astype(float)
    if max(len(outside), len(values)) < LEAST_KNOWN * whole or max(len(outside), len(values)) > whole:
        return None
    if len(values) > len(outside):
        return in_order(values, own.set_index("unit_code")["outside"])
    if score in (TOTAL, RANK) and len(ranks):
        return in_places(outside, ranks, total[~total.index.isin(ranks.index)], total, whole)
    return in_order(outside, values[values.index.isin(outside.index)])


def in_order(full: pd.Series, values: pd.Series) -> Known:
    """Return what is known where one side is known of all units of `full`, the other only as an order of some of them."""
    standing = _standing(full)
    chain = [Group(len(codes), [standing[code] for code in codes], 1, len(full)) for codes in _equal(values)]
    free = [standing[code] for code in full.index if code not in values.index]
    return Known(len(full), standing.to_numpy(), [], chain, free)


def in_places(full: pd.Series, ranks: pd.Series, without_rank: pd.Series, total: pd.Series, whole: int) -> Known:
    """Return what is known where published ranks among `whole` units hold their places.

    full : values of one side; ranks : published, by unit; without_rank : totals of units without a published rank, which
    stand after every ranked unit with a higher total and before every one with a lower; total : all totals known.
    """
    standing = _standing(full)
    fixed = [Group(len(codes), [standing[code] for code in codes if code in standing], -rank, -rank)
             for rank, codes in _equal(-ranks.astype(float), keep=True)]  # fmt: skip
    both = total[total.index.isin(ranks.index)]
    chain = []
    for value, codes in _equal(without_rank, keep=True):
        after, before = ranks[both.index[both > value + 1e-9]], ranks[both.index[both < value - 1e-9]]
        span = (int(after.max()) + 1 if len(after) else 1, int(before.min()) - 1 if len(before) else whole)
        chain.append(Group(len(codes), [standing[code] for code in codes if code in standing], *span))
    placed = set(ranks.index) | set(without_rank.index)
    return Known(whole, standing.to_numpy(), [one._replace(first=int(one.first), last=int(one.last)) for one in fixed],
                 chain, [standing[code] for code in full.index if code not in placed])  # fmt: skip


def _standing(values: pd.Series) -> pd.Series:
    """Return the place of each unit, 1 for the highest value, mean places for equal ones."""
    return pd.Series(rankdata(-np.round(values.to_numpy(dtype=float), RESOLUTION)), index=values.index)


def _equal(values: pd.Series, keep: bool = False) -> list:
    """Return the codes of units of equal value, the highest value first; with the value itself where it is kept."""
    settled = values.round(RESOLUTION)
    groups = [(value, list(own.index)) for value, own in settled.groupby(settled, sort=True)][::-1]
    return groups if keep else [codes for _, codes in groups]
