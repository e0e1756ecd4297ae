"""What nobody sees: how good each unit is, how hard each criterion is, how severe each appraising body is."""

import math
from functools import lru_cache
from typing import NamedTuple

from analysis.criterion import Criterion
from analysis.simulation.province import Unit
from analysis.simulation.seeds import generator

KEPT, NEWS = 0.8, 0.5
DOMAIN_SPREAD, INFLATION, SEVERITY_SPREAD = 0.5, (0.1, 0.35), 0.6
HARSHER = 2.5
SATISFACTION_MEAN, SATISFACTION_SLOPE, SATISFACTION_NOISE = 78.0, 4.0, 1.5


class Traits(NamedTuple):
    """A unit's latent quality (mean 0, spread about 1), its deviation by domain, and how often it claims too much."""

    quality: float
    domains: dict[str, float]
    inflation: float


class Demand(NamedTuple):
    """A criterion's easiness, how strongly quality shows in it, and the spread of what has nothing to do with quality."""

    easiness: float
    slope: float
    noise: float


def traits(seed: str, year: int, unit: Unit, domains: list[str]) -> Traits:
    """Return a unit's traits; after the mergers quality follows that of the units it took over."""
    draws = generator(seed, year, "traits", unit.code)
    deviations = draws.normal(0, DOMAIN_SPREAD, len(domains))
    low, high = INFLATION
    inflation = low + (high - low) * float(draws.random())
    return Traits(quality(seed, year, unit), dict(zip(domains, map(float, deviations), strict=True)), inflation)


def quality(seed: str, year: int, unit: Unit) -> float:
    """Return a unit's latent quality: drawn in 2024, in 2025 mostly that of its predecessors."""
    first = _first_quality(seed, unit.code)
    if year == 2024:
        return first
    before = [_first_quality(seed, code) for code, _, _ in unit.took_over] or [first]
    news = float(generator(seed, year, "news", unit.code).normal())
    return KEPT * sum(before) / len(before) + NEWS * news


def _first_quality(seed: str, code: str) -> float:
    return float(generator(seed, "quality", code).normal())


def demand(seed: str, criterion: Criterion) -> Demand:
    """Return what a criterion asks for; the same title asks the same in every year and set."""
    return _demand(seed, criterion.title_vi, criterion.rule.kind)


@lru_cache(maxsize=4096)
def _demand(seed: str, title: str, kind: str) -> Demand:
    draws = generator(seed, "demand", title)
    shift = {"graded_share": -1.0, "deduction_by_severity": 1.0}.get(kind, 0.0)
    easiness = float(draws.normal(0.75, 0.4)) + shift
    return Demand(easiness, 0.25 + 0.5 * float(draws.random()), 1.0)


def severity(seed: str, body: str, harsh: str = "") -> float:
    """Return how severe an appraising body is, on the scale of log odds of a cut; `harsh` names the planted one."""
    drawn = float(generator(seed, "severity", body).normal(0, SEVERITY_SPREAD))
    return drawn + (HARSHER if body == harsh else 0.0)


def satisfaction(seed: str, year: int, unit: Unit, latent: float) -> float:
    """Return the satisfaction of citizens with a unit in per cent: follows latent quality, with noise."""
    noise = float(generator(seed, year, "satisfaction", unit.code).normal(0, SATISFACTION_NOISE))
    return min(100.0, SATISFACTION_MEAN + SATISFACTION_SLOPE * latent + noise)


def share(value: float) -> float:
    """Return the logistic share of a value: 0.5 at 0."""
    return 1 / (1 + math.exp(-value))
