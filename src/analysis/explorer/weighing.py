"""Whole numbers from which a page recomputes ranks under other domain weights, exactly as Python does.

Where scores are added up, another weight of a domain multiplies all its leaves alike; so sums by domain are all that is needed.
"""

from typing import NamedTuple

import numpy as np

from analysis.blocks import UnitsTogether
from analysis.criteria_set import ROOT, CriteriaSet
from analysis.sensitivity.additive import DIVIDED, Model

# Of points with thirds or sevenths; what is compared afterwards has nine decimals.
DECIMALS_OF_FRACTIONS = 12


class Weighing(NamedTuple):
    """The points of one year and block by domain, whole numbers in steps of 10^-decimals.

    points : units x domains, in the order of `domains`. maxima : the same, what applies of the maximum; empty unless ranks
    compare per cents. rest : of each unit, bonus and deductions, which no weight touches.
    """

    units: list[str]
    points: list[list[int]]
    maxima: list[list[int]]
    rest: list[int]
    decimals: int


def domains(criteria: CriteriaSet) -> list[str]:
    """Return the codes of the domains that have a weight: they stand below the root and belong to the main points."""
    return [code for code in criteria.children(ROOT) if criteria.parts[code] == "main" and criteria.maximum(code) != 0]


def reason_against(criteria: CriteriaSet, data: Model) -> str:
    """Return the key of the text that says why ranks cannot be recomputed by adding up; empty if they can."""
    main = [code for code in criteria.leaves if criteria.parts[code] == "main"]
    known = criteria.criteria.loc[[ROOT, *domains(criteria), *main], "max_points"].notna().all()
    checks = {
        "why_one_domain": len(domains(criteria)) < 2,
        "why_maxima_not_stated": not known,
        "why_rounded_before_adding": criteria.rounding_level != ROOT,
        "why_divided": criteria.not_applicable in DIVIDED and bool(data.gaps.any()),
    }
    return next((key for key, found in checks.items() if found), "")


def weighing(units: UnitsTogether, data: Model) -> Weighing:
    """Return the whole numbers of a block to which nothing of `reason_against` applies."""
    criteria, decimals = units.criteria, DECIMALS_OF_FRACTIONS if data.decimals is None else data.decimals
    step = 0 if data.decimals is not None else DECIMALS_OF_FRACTIONS
    counted = data.points + data.gaps if criteria.not_applicable == "full" else data.points
    by_percent = criteria.not_applicable == "per_cent" and data.percent_known
    masks = [data.inside[code] & data.main for code in domains(criteria)]
    points = [_sums(counted, mask, step) for mask in masks]
    maxima = [_sums(data.maxima, mask, step) for mask in masks] if by_percent else []
    return Weighing(units.units, _by_unit(points), _by_unit(maxima), _sums(counted, ~data.main, step), decimals)


def _sums(values: np.ndarray, mask: np.ndarray, decimals: int) -> list[int]:
    """Return the sum of some leaves of each unit in steps of 10^-decimals, added as whole numbers."""
    return [sum(round(float(value) * 10**decimals) for value in row) for row in values[:, mask]]


def _by_unit(columns: list[list[int]]) -> list[list[int]]:
    return [list(row) for row in zip(*columns, strict=True)]
