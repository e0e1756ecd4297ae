"""Unfairness planted on demand: a harsh body, an unfair, a ceiling and a useless criterion, bunching at a cut-off."""

from typing import NamedTuple

from analysis.criterion import Criterion
from analysis.framework import CriteriaSet
from analysis.simulation.quality import Demand
from analysis.simulation.rows import self_scored
from analysis.simulation.seeds import chosen

UNFAIRNESS = ("harsh_body", "unfair_criterion", "bunching", "ceiling_criterion", "useless_criterion")
# Kind of unit that the unfair criterion works against; only blocks with several kinds have one.
WORKS_AGAINST = {"xa": "phuong"}
EASY_FOR_ALL, UNFAIR_BY, LUCK = 5.0, 2.5, 3.0
MEASURED = ("steps", "all_or_nothing", "proportional", "proportional_to_threshold")


class Plants(NamedTuple):
    """What is planted in one block; empty text or False where nothing is."""

    harsh_body: str = ""
    unfair: str = ""
    works_against: str = ""
    ceiling: str = ""
    useless: str = ""
    bunching: bool = False


def plants(seed: str, year: int, criteria: CriteriaSet, bodies: list[str], faults: frozenset) -> Plants:
    """Return what is planted in a block; which body and which criteria depends on the seed alone."""
    usable = [one.code for one in self_scored(criteria) if one.part == "main" and one.rule.kind in MEASURED]
    order: list[str] = []
    for purpose in ("unfair", "ceiling", "useless"):
        order.append(chosen([code for code in usable if code not in order], seed, year, criteria.code, purpose))
    unfair, ceiling, useless = order
    against = WORKS_AGAINST.get(criteria.code, "") if "unfair_criterion" in faults else ""
    return Plants(
        harsh_body=chosen(bodies, seed, year, "harsh") if "harsh_body" in faults else "",
        unfair=unfair if against else "",
        works_against=against,
        ceiling=ceiling if "ceiling_criterion" in faults else "",
        useless=useless if "useless_criterion" in faults else "",
        bunching="bunching" in faults,
    )


def planted_demand(asked: Demand, criterion: Criterion, planted: Plants, kind: str) -> Demand:
    """Return what a criterion asks of a unit of a kind, the planted unfairness included."""
    if criterion.code == planted.ceiling:
        return Demand(asked.easiness + EASY_FOR_ALL, 0.0, 0.0)
    if criterion.code == planted.useless:
        return Demand(0.3, 0.0, LUCK)
    if criterion.code == planted.unfair and kind == planted.works_against:
        return asked._replace(easiness=asked.easiness - UNFAIR_BY)
    return asked
