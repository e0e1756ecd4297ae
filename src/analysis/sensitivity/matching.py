"""Weights of the domains that would make importance match intention, if there are any.

Intention is the nominal weight. The importance of the domains under other weights is computed anew, since more weight on
one domain also changes what the others account for; often no weights give what was intended (Paruolo, Saisana and
Saltelli 2013, section 5). Becker and others (2017), Weights and importance in composite indicators: closing the gap.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT
from analysis.omissions import omission
from analysis.reliability.nodes import node_values
from analysis.sensitivity.correlation_ratio import correlation_ratio
from analysis.sensitivity.importance import nominal_weight, normalised
from analysis.statistics.estimates import LEAST_UNITS, varies
from analysis.study import Study

# Importance within one per cent point of the intention of every domain counts as found.
CLOSE = 0.01
ROUNDS = 20
# No weight is quite 0, so that a unit to which one domain alone applies keeps a per cent.
LEAST_WEIGHT = 1e-9


class Domains(NamedTuple):
    """The domains of a block: points and applicable maximum of each (units x domains), what is added unweighted, and the
    intended share of each; the total is in per cent where ranks compare per cents."""

    codes: list[str]
    points: np.ndarray
    maxima: np.ndarray
    added: np.ndarray
    intended: np.ndarray
    by_percent: bool


def matching_weights(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `matching_weights`: one row for each domain that has a weight, where `reason_against` finds nothing.

    intended : nominal weight, a share of 1. importance : what the domain has now, its main effect as a share of those of
    all domains. weight_needed : share of the total's maximum under which importance comes closest to what was intended
    (least squares over all shares), and importance_reached what it then is. found : `yes` where every domain comes within
    0.01 of its intention, else `no`; the same for all domains of a block. What counts under a treatment that rescales points
    is weighted as it counts officially.
    """
    rows = []
    for units in together(points, study):
        if reason_against(units) is None:
            rows += _rows(units)
    return tables.from_rows("matching_weights", rows)


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return the blocks in which no weights can be looked for, with the reason."""
    found = [(units, reason_against(units)) for units in together(points, study)]
    return [
        omission(
            "sensitivity", units.year, units.block, "matching_weights", reason, n=len(units.units), least=LEAST_UNITS
        )
        for units, reason in found
        if reason
    ]


def reason_against(units: UnitsTogether) -> str | None:
    """Return why no weights can be looked for in a block, as a key of texts/left_out.yml or importance.py, or None."""
    weights = [nominal_weight(units, code) for code in _main(units)]
    reasons = {
        "one_criterion_no_weights": sum(weight != 0 for weight in weights) < 2,
        "maxima_not_stated": bool(np.isnan(weights).any()),
        "too_few_for_importance": len(units.units) < LEAST_UNITS,
        "total_does_not_vary": not varies(units.total),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _main(units: UnitsTogether) -> list[str]:
    return [code for code in units.criteria.children(ROOT) if units.criteria.parts[code] == "main"]


def _rows(units: UnitsTogether) -> list[dict]:
    domains = _domains(units)
    now = importance(domains, domains.intended)
    weights, reached = _closest(domains, now)
    found = "yes" if _gap(reached, domains.intended) <= CLOSE else "no"
    facts = {"year": units.year, "block": units.block, "found": found}
    return [
        {**facts, "node": code, "intended": domains.intended[place], "importance": now[place],
         "weight_needed": weights[place], "importance_reached": reached[place]}
        for place, code in enumerate(domains.codes)
    ]  # fmt: skip


def _domains(units: UnitsTogether) -> Domains:
    codes = [code for code in _main(units) if nominal_weight(units, code) > 0]
    as_maxima = units._replace(points=units.maxima)
    others = [leaf for leaf in units.criteria.leaves if units.criteria.parts[leaf] != "main"]
    return Domains(
        codes,
        np.column_stack([node_values(units, code) for code in codes]),
        np.column_stack([node_values(as_maxima, code) for code in codes]),
        units.points[others].sum(axis=1).to_numpy(),
        np.array([nominal_weight(units, code) for code in codes]),
        units.by_percent,
    )


def importance(domains: Domains, weights: np.ndarray) -> np.ndarray:
    """Return the importance of each domain under weights that add up to 1: main effects as shares of their sum."""
    contributed, total = _weighted(domains, weights)
    return normalised(np.array([correlation_ratio(values, total) for values in contributed.T]))


def _weighted(domains: Domains, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (what each domain gives before its own weight, units x domains; the total of each unit) under weights."""
    factors = weights / domains.intended
    scale = domains.maxima @ factors / 100 if domains.by_percent else np.ones(len(domains.points))
    return domains.points / scale[:, None], (domains.points @ factors + domains.added) / scale


def _closest(domains: Domains, now: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights, importance) that come closest to what was intended.

    Weights are solved for with straight lines, which is fast and smooth; what curves then make of them corrects the aim,
    round by round, as long as that helps.
    """
    best, aim = (domains.intended, now), domains.intended
    weights = min(_starts(domains), key=lambda start: _distance(_linear(domains, start), aim))
    for _ in range(ROUNDS):
        weights = _solved(domains, aim, weights)
        reached = importance(domains, weights)
        if not _distance(reached, domains.intended) < _distance(best[1], domains.intended):
            break
        best = weights, reached
        aim = normalised(np.maximum(aim + domains.intended - reached, 0))
    return best


def _starts(domains: Domains) -> list[np.ndarray]:
    """Return what straight lines find from the intended and from equal weights, and from more weight on each domain."""
    count = len(domains.intended)
    middle = np.full(count, 1 / count)
    corners = [0.5 * middle + 0.5 * corner for corner in np.eye(count)]
    return [_solved(domains, domains.intended, start) for start in (domains.intended, middle, *corners)]


def _solved(domains: Domains, aim: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return weights above 0 that add up to 1, under which linear importance comes closest to the aim."""
    found = minimize(
        lambda weights: _distance(_linear(domains, weights), aim), start, method="SLSQP",
        bounds=[(LEAST_WEIGHT, 1)] * len(aim), constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 200},
    )  # fmt: skip
    weights = np.maximum(found.x, LEAST_WEIGHT)
    return weights / weights.sum()


def _linear(domains: Domains, weights: np.ndarray) -> np.ndarray:
    """Return squared correlations of each domain with the total as shares of their sum; equal where nothing varies."""
    contributed, total = _weighted(domains, weights)
    contributed, total = contributed - contributed.mean(axis=0), total - total.mean()
    lengths = (contributed**2).sum(axis=0)
    shares = np.divide((total @ contributed) ** 2, lengths, out=np.zeros(len(lengths)), where=lengths > 0)
    return shares / shares.sum() if shares.sum() > 0 else np.full(len(shares), 1 / len(shares))


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    return float(((one - other) ** 2).sum())


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).max())
