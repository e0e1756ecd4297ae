"""Tables of ranks and classes over draws: ranges, probabilities, and units whose class is not settled.

`source` says what the draws vary: `method` (choices, the data fixed; no coverage is claimed) or `noise` (errors, the method
fixed). Draws that failed are left out of every share and counted in `draws_used`.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.sensitivity.classes import NO_CLASS
from analysis.sensitivity.draws import Draws
from analysis.sensitivity.ranking import rank_counts, rank_quantiles

RANGE = (0.05, 0.5, 0.95)
# Stands for a class below every cut-off, which has no name.
WITHOUT_CLASS = "-"


def rank_intervals(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `rank_intervals`: the middle 90 per cent of each unit's ranks over the draws, as ranks that occur.

    rank : official rank among the units known. mean_rank_shift : mean distance in places from it.
    """
    frames = []
    for one in drawn:
        ranks = computed(one)
        low, median, high = rank_quantiles(ranks, RANGE).T
        shift = [np.abs(column.astype(np.int64) - column[0]).mean() for column in ranks.T]
        values = {"rank": ranks[0], "rank_low": low, "rank_median": median, "rank_high": high, "mean_rank_shift": shift}
        frames.append(_of_units(one, source, values))
    return _joined(frames, "rank_intervals")


def computed(one: Draws) -> np.ndarray:
    """Return the ranks of the draws that did not fail; the first is official."""
    return one.ranks[~one.failed] if one.failed.any() else one.ranks


def _of_units(one: Draws, source: str, values: dict) -> pd.DataFrame:
    facts = {"year": one.units.year, "block": one.units.block, "unit_code": one.units.units, "source": source}
    return pd.DataFrame({**facts, **values})


def _joined(frames: list[pd.DataFrame], name: str) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True)[tables.schema(name)["columns"]] if frames else tables.empty(name)


def rank_probability(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `rank_probability`: share of draws that give a unit a rank; ranks never reached are left out."""
    frames = []
    for one in drawn:
        ranks = computed(one)
        found = rank_counts(ranks)
        values = {"rank": found.rank, "probability": found.count / len(ranks)}
        units = np.array(one.units.units, dtype=object)[found.unit]
        frames.append(_of_units(one, source, {"unit_code": units, **values}))
    return _joined(frames, "rank_probability")


def top_probability(drawn: list[Draws], source: str, places: int) -> pd.DataFrame:
    """Return the table `top_probability`: share of draws in which a unit is among the first, and among the last, k places.

    places : k, at most half of the units of the block. A unit is among the last k where fewer than k stand below it, as
    it is among the first k where fewer than k stand above it.
    """
    frames = []
    for one in drawn:
        ranks, k = computed(one), max(1, min(places, len(one.units.units) // 2))
        dense = one.units.criteria.rank_rule == "dense"
        top = sum((part <= k).sum(axis=0) for part in parts(ranks))
        bottom = sum((_from_below(part, dense) <= k).sum(axis=0) for part in parts(ranks))
        values = {"places": k, "top_probability": top / len(ranks), "bottom_probability": bottom / len(ranks)}
        frames.append(_of_units(one, source, values))
    return _joined(frames, "top_probability")


def parts(ranks: np.ndarray, cells: int = 2**20) -> list[np.ndarray]:
    """Return the ranks in parts of whole draws, each small enough to work on."""
    step = max(1, cells // ranks.shape[1])
    return [ranks[start : start + step] for start in range(0, len(ranks), step)]


def _from_below(ranks: np.ndarray, dense: bool) -> np.ndarray:
    """Return the ranks counted from the lowest unit, which has 1."""
    if dense:
        return ranks.max(axis=1, keepdims=True).astype(np.int64) - ranks + 1
    return ranks.shape[1] + 2 - ranks.astype(np.int64) - tied(ranks)


def tied(ranks: np.ndarray) -> np.ndarray:
    """Return draws x units: how many units share each unit's rank, the unit itself among them."""
    places = ranks.astype(np.int64) + np.arange(len(ranks))[:, None] * (ranks.shape[1] + 1)
    return np.bincount(places.ravel(), minlength=len(ranks) * (ranks.shape[1] + 1))[places]


def class_probability(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `class_probability`: share of draws that give a unit a class, where cut-offs are known or disputed."""
    frames = []
    for one in drawn:
        for label, share in _class_shares(one).items():
            if label != WITHOUT_CLASS:
                frames.append(_of_units(one, source, {"class": label, "probability": share}))
    return _joined(frames, "class_probability")


def _class_shares(one: Draws) -> dict[str, np.ndarray]:
    """Return {class: share of the draws, one a unit}, best class first, no class last; nothing without cut-offs."""
    if one.class_places is None:
        return {}
    places = one.class_places[~one.failed]
    labels = {place: label for place, (label, _) in enumerate(one.units.criteria.classes)} | {NO_CLASS: WITHOUT_CLASS}
    return {label: (places == place).mean(axis=0) for place, label in labels.items()}


def unsure_classes(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `unsure_classes`: units that are not in their official class in every draw.

    class, probability : the official class, in which the unit is in this share of the draws; other_class,
    other_probability : the likeliest other one. `-` stands for a total below every cut-off.
    """
    rows = []
    for one in drawn:
        shares = _class_shares(one)
        labels = list(shares)
        for place, unit in enumerate(one.units.units if shares else []):
            own = np.array([shares[label][place] for label in labels])
            official = int(one.class_places[0, place]) % len(labels)
            if own[official] < 1:
                other = int(np.argmax(np.where(np.arange(len(labels)) == official, -1, own)))
                rows.append({"year": one.units.year, "block": one.units.block, "unit_code": unit, "source": source,
                             "class": labels[official], "probability": own[official],
                             "other_class": labels[other], "other_probability": own[other]})  # fmt: skip
    return tables.from_rows("unsure_classes", rows)


def draws_used(drawn: list[Draws], source: str) -> pd.DataFrame:
    """Return the table `draws_used`: how many draws there were and how many of them failed, in all and by reason."""
    rows = []
    for one in drawn:
        facts = {"year": one.units.year, "block": one.units.block, "source": source, "draws": len(one.failed)}
        rows.append({**facts, "reason": "", "failed": int(one.failed.sum())})
        rows += [{**facts, "reason": reason, "failed": count} for reason, count in one.reasons.items()]
    return tables.from_rows("draws_used", rows)
