"""Room 8, years: which score and place has each unit in two rounds, and which units cannot be compared?

Only tables of earlier rooms are read and nothing is random here; `year_pairs` says what is put beside what.
"""

from contextlib import suppress

import pandas as pd

from analysis import names, tables
from analysis.blocks import UnitsTogether, official_ranks, ranked
from analysis.compare import lineages
from analysis.compare.year_pairs import COMPARED, KNOWN, Pair, Round
from analysis.language import LANGUAGES, both

YEAR = "year"


def score_base(pair: Pair) -> pd.Series:
    """Return the earlier score of each unit compared, by its later code; former units combined by their weights."""
    totals = pair.base.total
    return pd.Series(
        {code: sum(part * totals[name] for name, part in pair.tied.units[code].former) for code in pair.units},
        dtype=float,
    )


def score_other(pair: Pair) -> pd.Series:
    """Return the later score of each unit compared."""
    return pair.other.total.reindex(pair.units)


def rank_pair(pair: Pair) -> pd.DataFrame:
    """Return rank_base and rank_other of each unit compared; NaN where a published rank is not known.

    Among all units known in each year; among the units compared alone where units merged or split; as published where
    only a part of the block is known.
    """
    if pair.ranks_among == COMPARED:
        base, other = (
            ranked(side, values.to_numpy())
            for side, values in zip((pair.base, pair.other), (score_base(pair), score_other(pair)), strict=True)
        )
        return pd.DataFrame({"rank_base": base, "rank_other": other}, index=pair.units, dtype=float)
    sides = [_known_ranks(one, pair.ranks_among) for one in ((pair.earlier, pair.base), (pair.later, pair.other))]
    former = [pair.tied.units[code].former[0][0] for code in pair.units]
    values = {"rank_base": sides[0].reindex(former).to_numpy(), "rank_other": sides[1].reindex(pair.units).to_numpy()}
    return pd.DataFrame(values, index=pair.units, dtype=float)


def _known_ranks(side: tuple[Round, UnitsTogether], among: str) -> pd.Series:
    one, units = side
    if among == KNOWN:
        return official_ranks(one.scores, one.year, units.block)
    return one.totals(units.block)["rank"].astype(float)


def year_shifts(found: list[Pair], changes: pd.DataFrame) -> pd.DataFrame:
    """Return the table `shifts`, kind `year`: score and rank of each unit compared in both rounds.

    found : of `year_pairs.pairs`; changes : the table `year_changes` of the same. Units whose rank is not known on both
    sides have no row. rank_shift : positive when the unit moves up. class_base : empty for former units combined. beyond_noise :
    whether the score changed by more than the error of a difference (`beyond_error` of `year_changes`).
    """
    frames = [_shifts(pair, changes) for pair in found]
    frames = [frame for frame in frames if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else tables.empty("shifts")


def _shifts(pair: Pair, changes: pd.DataFrame) -> pd.DataFrame:
    ranks = rank_pair(pair).dropna()
    own = changes[(changes["comparison"] == pair.comparison) & (changes["block"] == pair.other.block)]
    own = own[own["unit_code"].isin(ranks.index)].set_index("unit_code").reindex(ranks.index)
    frame = own[["year", "block", "comparison", "score_base", "score_other", "score_change"]].assign(
        kind=YEAR, rank_base=ranks["rank_base"].astype(int), rank_other=ranks["rank_other"].astype(int),
        rank_shift=(ranks["rank_base"] - ranks["rank_other"]).astype(int), beyond_noise=own["beyond_error"],
        class_base=_classes(pair, "base").reindex(ranks.index), class_other=_classes(pair, "other").reindex(ranks.index),
    )  # fmt: skip
    frame = frame.rename_axis("unit_code").reset_index()
    return frame.reindex(columns=tables.schema("shifts")["columns"])


def _classes(pair: Pair, side: str) -> pd.Series:
    one, units = (pair.earlier, pair.base) if side == "base" else (pair.later, pair.other)
    given = one.totals(units.block)["class"]
    codes = {code: pair.tied.units[code].former if side == "base" else ((code, 1.0),) for code in pair.units}
    return pd.Series(
        {code: given.get(former[0][0], "") if len(former) == 1 else "" for code, former in codes.items()}, dtype=object
    )


def not_compared(found: list[Pair]) -> pd.DataFrame:
    """Return the table `not_compared`: every unit with a total in one of two rounds that is not compared, and why."""
    rows = []
    for pair in found:
        for one in pair.tied.not_compared:
            others = {
                language: ", ".join(called(pair, code, language) for code in one.others) for language in LANGUAGES
            }
            reason = both(f"years.reason_{one.reason}", others=others)
            unit = {f"unit_{language}": called(pair, one.unit_code, language) for language in LANGUAGES}
            place = {**pair.place, "side": one.side, "unit_code": one.unit_code, **unit, "reason": one.reason}
            rows.append({**place, "reason_vi": reason["vi"], "reason_en": reason["en"]})
    return tables.from_rows("not_compared", rows)


def called(pair: Pair, code: str, language: str) -> str:
    """Return the name of a unit of either round; as lineage.csv names it where neither study lists it, else its code."""
    for study in (pair.later.study, pair.earlier.study):
        with suppress(KeyError):
            return names.unit(study, code, language)
    listed = lineages.of(pair.later.study)
    former = listed.loc[listed["predecessor_code"] == code, "predecessor_name"]
    return former.iloc[0] if len(former) else code
