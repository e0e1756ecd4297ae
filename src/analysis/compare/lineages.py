"""Which unit of a later year continues which of an earlier one, when units merged, split or got another name?

A unit is compared with its one predecessor, or with several combined by weights that lineage.csv declares. Everything
else is listed with the reason; nothing is guessed from names or codes, and nothing is random here.
"""

import datetime
import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import reference
from analysis.paths import reference_folder, shown
from analysis.problems import Problem, problem, stop_on_errors
from analysis.study import Study

SAME, RENAMED, COMBINED = "same", "renamed", "combined"
# Why a unit is not compared.
ONLY_BASE, ONLY_OTHER, GONE = "only_base", "only_other", "gone"
NO_RULE, SPLIT, WITHOUT_TOTAL = "several_predecessors", "split", "predecessor_without_total"
KINDS = ("merged", "split", "renamed")
# Reasons that say that the units themselves are others than before, so that ranks of the two years differ in meaning.
REARRANGED = (GONE, NO_RULE, SPLIT, WITHOUT_TOTAL)


class Window(NamedTuple):
    """The time between two rounds: the last day of the earlier one and the last day of the later one, YYYY-MM-DD."""

    after: str
    until: str


class Ancestry(NamedTuple):
    """What a unit is compared with: the former units with their weights, which sum to 1, and how they were linked."""

    former: tuple[tuple[str, float], ...]
    how: str


class NotCompared(NamedTuple):
    """A unit of one side (`base` or `other`) that is not compared, and why; others : the units the reason speaks of."""

    unit_code: str
    side: str
    reason: str
    others: tuple[str, ...] = ()


class Linked(NamedTuple):
    """The units of a later year that can be compared, by code, and those of both years that cannot, by side and code."""

    units: dict[str, Ancestry]
    not_compared: tuple[NotCompared, ...]

    @property
    def rearranged(self) -> bool:
        """Return whether units merged or split, so that ranks are comparable only among the units compared."""
        combined = any(one.how == COMBINED for one in self.units.values())
        return combined or any(one.reason in REARRANGED for one in self.not_compared)


def of(study: Study) -> pd.DataFrame:
    """Return lineage as all studies share it (data/reference/lineage.csv) and as this study adds it, checked.

    Columns of `inputs.lineage`; weight is a number, NaN where none is declared.
    Raises DataProblems naming file and cell of every date, kind and weight that cannot be used, all at once.
    """
    shared = reference_folder(study.root) / "lineage.csv"
    frames, problems = [], []
    for path in (shared, study.folder / "lineage.csv"):
        frame = reference.given(path, "lineage") if path.exists() else reference.no_rows("lineage")
        problems += _problems(frame, shown(path))
        frames.append(frame.assign(weight=pd.to_numeric(frame["weight"], errors="coerce")))
    stop_on_errors(problems)
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def _problems(frame: pd.DataFrame, file: str) -> list[Problem]:
    found = []
    for line, row in enumerate(frame.to_dict("records"), start=2):
        place = {"texts": "years", "file": file, "unit_code": row["unit_code"]}
        if not _is_date(row["valid_from"]):
            found.append(problem("lineage_date", cell=f"D{line}", found=row["valid_from"], **place))
        if row["valid_to"] and not _is_date(row["valid_to"]):
            found.append(problem("lineage_date", cell=f"E{line}", found=row["valid_to"], **place))
        elif row["valid_to"] and row["valid_to"] < row["valid_from"]:
            facts = {"found": row["valid_to"], "expected": f">= {row['valid_from']}"}
            found.append(problem("lineage_order", cell=f"E{line}", **facts, **place))
        if row["kind"] not in KINDS:
            found.append(
                problem("lineage_kind", cell=f"F{line}", found=row["kind"], expected=" | ".join(KINDS), **place)
            )
        if row["weight"] and not _is_weight(row["weight"]):
            found.append(problem("lineage_weight", cell=f"G{line}", found=row["weight"], **place))
    return found + _half_weighted(frame, file)


def _half_weighted(frame: pd.DataFrame, file: str) -> list[Problem]:
    """Return the units of which some predecessors have a weight and others none: that is no rule."""
    problems = []
    for code, own in frame.groupby("unit_code", sort=True):
        given = own["weight"].ne("")
        if given.any() and not given.all():
            cell = f"G{own.index[~given.to_numpy()][0] + 2}"
            missing = ", ".join(own.loc[~given, "predecessor_code"])
            facts = {"texts": "years", "file": file, "cell": cell, "unit_code": code, "found": missing}
            problems.append(problem("lineage_weights_missing", **facts))
    return problems


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_weight(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and float(text) > 0
    except ValueError:
        return False


def in_force(lineage: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the rows that took effect between the two rounds and still held at the end of the later one."""
    began = (lineage["valid_from"] > window.after) & (lineage["valid_from"] <= window.until)
    return lineage[began & ((lineage["valid_to"] == "") | (lineage["valid_to"] >= window.until))]


def linked(base: list[str], other: list[str], lineage: pd.DataFrame, window: Window) -> Linked:
    """Return which units of the later year can be compared with which of the earlier one.

    base, other : codes of the units with a total in each year. A unit that no row speaks of is itself. A former unit
    that several units continue is compared with none of them unless weights are declared.
    """
    rows = in_force(lineage, window)
    heirs = _heirs(rows, set(other))
    units, missing = {}, []
    for code in sorted(other):
        own = _former(code, rows)
        reason, others = _reason(code, own, heirs, set(base))
        if reason:
            missing.append(NotCompared(code, "other", reason, others))
        else:
            how = COMBINED if len(own.former) > 1 else (SAME if own.former[0][0] == code else RENAMED)
            units[code] = Ancestry(own.former, how)
    used = {name for one in units.values() for name, _ in one.former}
    missing += [_left(code, heirs) for code in sorted(set(base) - used)]
    return Linked(units, tuple(sorted(missing, key=lambda one: (one.side, one.unit_code))))


class _Former(NamedTuple):
    """Former units with their weights; all units on the way to them; whether every row stated a weight; whether several
    were put together by a row without one."""

    former: tuple[tuple[str, float], ...]
    through: frozenset[str]
    stated: bool
    no_rule: bool


def _former(code: str, rows: pd.DataFrame, before: str = "9999") -> _Former:
    """Return the former units of a unit, through every rearrangement in the window that took effect before a day."""
    own = rows[(rows["unit_code"] == code) & (rows["valid_from"] < before)]
    if own.empty:
        return _Former(((code, 1.0),), frozenset(), False, False)
    day = own["valid_from"].max()
    latest = own[own["valid_from"] == day].set_index("predecessor_code")["weight"].sort_index()
    if code not in latest.index and (own["valid_from"] < day).any():
        latest.loc[code] = np.nan
    stated = bool(latest.notna().all())
    shares = latest / latest.sum() if stated else pd.Series(1 / len(latest), index=latest.index)
    deeper = {name: _former(name, rows, day) for name in latest.index}
    total: dict[str, float] = {}
    for name, share in shares.items():
        for older, part in deeper[name].former:
            total[older] = total.get(older, 0.0) + float(share) * part
    return _Former(
        tuple(sorted(total.items())),
        frozenset(deeper).union(*(one.through for one in deeper.values())),
        stated and all(one.stated or not one.through for one in deeper.values()),
        (len(latest) > 1 and not stated) or any(one.no_rule for one in deeper.values()),
    )


def _heirs(rows: pd.DataFrame, other: set[str]) -> dict[str, set[str]]:
    """Return {former unit: the units that continue it}; a unit that goes on beside its heirs is one of them."""
    heirs = {name: set(own["unit_code"]) for name, own in rows.groupby("predecessor_code", sort=True)}
    speaks = set(rows["unit_code"])
    return {name: codes | ({name} if name in other - speaks else set()) for name, codes in heirs.items()}


def _reason(code: str, own: _Former, heirs: dict, base: set[str]) -> tuple[str, tuple[str, ...]]:
    names = tuple(name for name, _ in own.former)
    if own.no_rule:
        return NO_RULE, names
    split = tuple(sorted(name for name in own.through | {code} if len(heirs.get(name, ())) > 1))
    if split and not own.stated:
        return SPLIT, split
    missing = tuple(name for name in names if name not in base)
    if missing:
        return (ONLY_OTHER, ()) if names == (code,) else (WITHOUT_TOTAL, missing)
    return "", ()


def _left(code: str, heirs: dict) -> NotCompared:
    into = tuple(sorted(heirs.get(code, set())))
    if not into:
        return NotCompared(code, "base", ONLY_BASE)
    return NotCompared(code, "base", GONE, into)
