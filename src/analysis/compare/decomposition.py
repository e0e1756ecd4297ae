"""Room 8, decomposition: which changed criterion moves a unit's score, to the last digit.

A score is a sum over criteria of points through the unit's step (`shifts.Both`), so that a change of score is the sum of
the changes of these terms. Nothing is random and nothing is left over.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether
from analysis.compare.shifts import Both, Side, both_sides
from analysis.proposals.proposal import Change
from analysis.ranks import RESOLUTION

# The row of all criteria that did not change themselves: only what a point of theirs is worth did.
REST = "rest"


def proposal_sources(
    official: Side, proposal: Side, changed: Collection[str], merged: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return the table `shift_sources` of a proposal: what each changed criterion contributes to a unit's change of score.

    changed, merged : as `named_by` gives them; a node that is named holds all below it. criterion_code `rest` holds all criteria
    that are not named and of which the unit has the same share of the maximum on both sides, so that only their weight
    moved with the balance or the denominator. A criterion without any contribution in its block has no row. contribution :
    a unit's contributions add up to score_change. against_block : less the mean of the block, since what all gain alike
    moves no rank.
    """
    frames = [
        _of_block(both, set(changed), dict(merged or {}), proposal.comparison)
        for both in both_sides(official, proposal)
    ]
    columns = tables.schema("shift_sources")["columns"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else tables.empty("shift_sources")


def named_by(changes: Iterable[Change]) -> tuple[set[str], dict[str, str]]:
    """Return (codes that the changes of a proposal name, {code that was merged: code into which})."""
    changes = list(changes)
    merged = {code: str(one.new["criterion_code"]) for one in changes if one.kind == "merge" for code in one.codes}
    return {code for one in changes for code in one.codes} | set(merged.values()), merged


def _of_block(both: Both, changed: set[str], merged: dict[str, str], name: str) -> pd.DataFrame:
    parts = contributions(both, changed, merged)
    values = {"contribution": parts, "against_block": parts - parts.mean()}
    long = pd.DataFrame({column: _stacked(frame) for column, frame in values.items()}).reset_index()
    return long.assign(year=both.base.year, block=both.base.block, comparison=name)


def _stacked(parts: pd.DataFrame) -> pd.Series:
    return parts.rename_axis(index="unit_code", columns="criterion_code").stack()


def contributions(both: Both, changed: Collection[str], merged: Mapping[str, str]) -> pd.DataFrame:
    """Return units x (changed criteria, then `rest`): parts of each unit's change of score, which add up to it."""
    codes = list(dict.fromkeys([*both.base.points, *both.other.points]))
    steps = ((both.base, both.step_base), (both.other, both.step_other))
    base, other = (_terms(side, step, codes) for side, step in steps)
    counted = {code: merged.get(code) or _named(both, code, changed) for code in codes}
    change, same = other - base, _same_share(both, codes)
    own = ~same | [counted[code] is not None for code in codes]
    named = change.where(own, 0.0).rename(columns={code: name for code, name in counted.items() if name})
    named = named.T.groupby(level=0, sort=False).sum().T
    named = named.loc[:, (named.abs() > 10.0**-RESOLUTION).any()]
    return named.assign(**{REST: change.sum(axis=1) - named.sum(axis=1)})


def _terms(side: UnitsTogether, step: pd.Series, codes: list[str]) -> pd.DataFrame:
    return side.points.div(step, axis=0).reindex(columns=codes, fill_value=0.0)


def _named(both: Both, code: str, changed: Collection[str]) -> str | None:
    """Return the criterion or the nearest node above it that the proposal names; None if it names none of them."""
    for side in (both.other, both.base):
        place = code if code in side.criteria.parents else ""
        while place:
            if place in changed:
                return place
            place = side.criteria.parents[place]
    return None


def _same_share(both: Both, codes: list[str]) -> pd.DataFrame:
    """Return units x criteria: whether the unit has the same share of the maximum on both sides."""
    shares = [_shares(side).reindex(columns=codes) for side in (both.base, both.other)]
    same = np.isclose(*shares, rtol=0, atol=10.0**-RESOLUTION)
    return pd.DataFrame(same, index=both.base.points.index, columns=codes)


def _shares(side: UnitsTogether) -> pd.DataFrame:
    """Return points as a share of the maximum; the points themselves where there is no maximum."""
    return side.points / side.maxima.where(side.maxima > 0, 1.0)
