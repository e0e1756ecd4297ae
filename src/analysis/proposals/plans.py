"""What becomes of each criterion under a proposal: which points it takes over, from where, and in which proportion."""

from fractions import Fraction
from typing import NamedTuple

from analysis.criteria_set import CriteriaSet
from analysis.criterion import Criterion
from analysis.proposals.proposal import Proposal

# The points stay; keep their share of another maximum; come from several criteria; were never collected; keep their share
# although the rule is another one; were computed anew from declared figures; have a maximum no source states; are gone.
HOW = ("same", "share", "merged", "not_collected", "rule_not_recomputed", "recomputed", "share_unknown", "dropped")


class Plan(NamedTuple):
    """How one criterion of the proposal gets its points.

    origins : codes in the official criteria. factor : new maximum / former one (of a deduction: lowest points), exact; None
    where there is none. For a dropped criterion `code` is the official one.
    """

    code: str
    how: str
    origins: tuple[str, ...]
    factor: Fraction | None


def plans(base: CriteriaSet, other: CriteriaSet, proposal: Proposal) -> list[Plan]:
    """Return a plan for every criterion that carries points in the proposal, then for those that are dropped."""
    merges = {one.new["criterion_code"]: one.codes for one in proposal.changes if one.kind == "merge"}
    rules = {one.codes[0] for one in proposal.changes if one.kind == "rule"}
    found = [_plan(code, base, other, merges, rules) for code in other.leaves]
    used = {code for one in found for code in one.origins}
    return found + [Plan(code, "dropped", (code,), None) for code in base.leaves if code not in used]


def _plan(code: str, base: CriteriaSet, other: CriteriaSet, merges: dict, rules: set) -> Plan:
    if code not in merges and code not in base.items:
        return Plan(code, "not_collected", (), None)
    origins = merges.get(code, (code,))
    factor = _factor([base.items[one] for one in origins], other.items[code])
    if factor is None:
        return Plan(code, "share_unknown", origins, None)
    if code in merges:
        return Plan(code, "merged", origins, factor)
    if code in rules:
        return Plan(code, "rule_not_recomputed", origins, factor)
    return Plan(code, "same" if factor == 1 else "share", origins, factor)


def _factor(before: list[Criterion], after: Criterion) -> Fraction | None:
    """Return the new maximum over the former one; 1 where both are the same, stated or not; None where it is not known."""
    former, new = [_bound(one) for one in before], _bound(after)
    if len(former) == 1 and former[0] == new:
        return Fraction(1)
    return None if None in former or new is None or sum(former) == 0 else new / sum(former)


def _bound(criterion: Criterion) -> Fraction | None:
    return criterion.minimum if criterion.part == "deduction" else criterion.maximum
