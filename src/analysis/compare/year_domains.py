"""Room 8, what moved below the total: points and per cent of every criterion that both rounds have, before and after.

Criteria of different decisions are tied as declared (`criterion_links`); one that only one round has is not compared.
Nothing is random here.
"""

import pandas as pd

from analysis import tables
from analysis.compare.year_pairs import Pair
from analysis.criteria_set import ROOT


def year_criteria(found: list[Pair]) -> pd.DataFrame:
    """Return the table `year_criteria`: each criterion and domain of a unit in both rounds.

    found : of `year_pairs.pairs`. criterion_code : the later code; code_base : the earlier one. points_base, points_other : as
    they count; percent_base, percent_other : of the applicable maximum, empty where there is none or the scale starts
    above zero. change : in per cent points, else in points where both maxima are the same; empty where neither can be
    said. Former units that are combined have no rows, nor do criteria of which nothing applied in one of the rounds.
    """
    frames = [_of_pair(pair) for pair in found]
    frames = [frame for frame in frames if len(frame)]
    columns = tables.schema("year_criteria")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("year_criteria")


def _of_pair(pair: Pair) -> pd.DataFrame:
    former = {code: one.former[0][0] for code, one in pair.tied.units.items() if len(one.former) == 1}
    nodes = {code: name for code, name in pair.criteria.items() if code != ROOT}
    keys = [(unit, code) for unit in sorted(former) for code in nodes]
    base = _values(pair, "base").reindex([(former[unit], nodes[code]) for unit, code in keys])
    other = _values(pair, "other").reindex(keys)
    frame = pd.DataFrame(keys, columns=["unit_code", "criterion_code"])
    frame["code_base"] = frame["criterion_code"].map(nodes)
    for name in ("points", "percent"):
        frame[f"{name}_base"], frame[f"{name}_other"] = base[name].to_numpy(), other[name].to_numpy()
    in_points = frame["points_other"] - frame["points_base"]
    same_scale = _same(base["applicable_max"].to_numpy(), other["applicable_max"].to_numpy())
    in_per_cents = frame["percent_other"] - frame["percent_base"]
    frame["change"] = in_per_cents.where(in_per_cents.notna(), in_points.where(same_scale))
    frame["scale"] = in_per_cents.notna().map({True: "percent", False: "points"})
    return frame.dropna(subset=["change"]).assign(**pair.place)


def _same(one, other) -> pd.Series:
    return pd.Series(abs(one - other) < 1e-9)


def _values(pair: Pair, side: str) -> pd.DataFrame:
    one, units = (pair.earlier, pair.base) if side == "base" else (pair.later, pair.other)
    own = one.scores[(one.scores["year"] == one.year) & (one.scores["block"] == units.block)]
    applies = own[~(own["applicable_max"] == 0)]
    return applies.set_index(["unit_code", "node"])[["points", "percent", "applicable_max"]].astype(float)


def year_shift_sources(found: list[Pair]) -> pd.DataFrame:
    """Return rows of the table `shift_sources`: what each criterion contributes to a unit's change of score.

    criterion_code : the later code; a criterion that the earlier decision alone has stands as `framework:code`.
    contribution : points in the total's unit after, less before; they add up to score_change. against_block : the same
    less the mean of the units compared. Criteria that contribute nothing to any unit of the block have no row.
    """
    frames = [_contributions(pair) for pair in found if pair.units]
    columns = tables.schema("shift_sources")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("shift_sources")


def _contributions(pair: Pair) -> pd.DataFrame:
    forward = {former: code for code, former in pair.criteria.items()}
    named = {code: forward.get(code, f"{pair.base.criteria.framework}:{code}") for code in pair.base.points}
    before = _terms(pair.base).rename(columns=named)
    mixed = pd.DataFrame(
        {code: sum(part * before.loc[name] for name, part in pair.tied.units[code].former) for code in pair.units}
    ).T
    after = _terms(pair.other).loc[pair.units]
    codes = list(dict.fromkeys([*after.columns, *mixed.columns]))
    change = after.reindex(columns=codes, fill_value=0.0) - mixed.reindex(columns=codes, fill_value=0.0)
    change = change.loc[:, (change.abs() > 1e-12).any()]
    both = {"contribution": change, "against_block": change - change.mean()}
    long = {
        name: frame.rename_axis(index="unit_code", columns="criterion_code").stack() for name, frame in both.items()
    }
    return pd.DataFrame(long).reset_index().assign(**pair.place)


def _terms(units) -> pd.DataFrame:
    """Return what each leaf contributes to the total of each unit."""
    return 100 * units.points.div(units.maxima.sum(axis=1), axis=0) if units.by_percent else units.points
