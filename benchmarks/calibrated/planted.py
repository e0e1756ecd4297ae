"""Whole synthetic provinces: is each planted unfairness found and named, and is a fair province left in peace?

Departments (up to 19) and communes (up to 60), each drawn with all rounds of its form as `analysis.simulate` draws it;
few provinces, because each takes its time. Communes of two kinds have an unfair criterion, shared panels a harsh body.
Tables of the appraisers are drawn without a form: units, criteria and who appraises them.
"""

import numpy as np
import pandas as pd

from analysis.fairness import pooled
from analysis.fairness.appraisers import standings
from analysis.fairness.differential import differential
from analysis.fairness.thresholds import thresholds
from analysis.reliability.quality import criterion_quality
from analysis.reliability.severity import severity
from analysis.reliability.verdicts import criterion_verdicts
from analysis.statistics.difference import group_difference, hedges_g
from calibrated import province_tables
from calibrated.case import NAN, Case, Outcome

SHOWN = "shown"
CRITERIA, SURVEYED = 40, 6
# Kinder scoring of those who appraise, in per cent points of the maximum, and a difference in standard deviations.
KINDER, STANDARDISED = 6.0, 1.0
FAULT = 1.0


def _province(generator: np.random.Generator, block: str, n: int, fault: str, design: str = "separate"):
    faults = (fault,) if fault else ()
    return province_tables.drawn(str(generator.integers(2**63)), block, n, design, faults)


def bunching(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Communes whose total just below a limit is lifted by giving back cuts; named where the second appraisal is shown."""
    with province_tables.entered(_province(generator, "xa", n, "bunching" if effect else "")) as here:
        found = thresholds(here.points, here.assessed, here.rounds, here.study)
    shown = found[found["verdict"] == SHOWN]
    named = len(shown) > 0 and set(shown["round_of_points"]) == {"appraisal_2"} and (shown["estimate"] > 0).all()
    return _outcome(found[found["round_of_points"] == "appraisal_2"], effect, bool(named))


def harsh_body(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Departments appraised by panels. Fair: all bodies cut alike; planted: one is much harsher than others that differ too,
    named where it is shown to cut more, and most of all."""
    fault, seed = (("harsh_body",) if effect else ()), str(generator.integers(2**63))
    made = province_tables.drawn(seed, "so", n, "shared", fault, alike=not effect)
    with province_tables.entered(made) as here:
        found = severity(here.points, here.rounds, here.study)
    harsh = found[(found["verdict"] == SHOWN) & (found["estimate"] > 0)].sort_values("estimate")
    return _outcome(found, effect, list(harsh["body"])[-1:] == [made.planted["so"].harsh_body])


def unfair_criterion(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Communes with a criterion harder for one kind of them; named where it alone is shown to disadvantage that kind."""
    made = _province(generator, "xa", n, "unfair_criterion" if effect else "")
    with province_tables.entered(made, {"kind": "xa"}) as here:
        found = differential(here.points, here.study)
    shown = found[found["verdict"] == SHOWN]
    planted = made.planted["xa"]
    named = set(zip(shown["criterion_code"], shown["group"], strict=True)) == {(planted.unfair, planted.works_against)}
    return _outcome(found, effect, named)


def ceiling_criterion(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Communes with a criterion that all fulfil; named where it has the verdict; others may be as easy."""
    made = _province(generator, "xa", n, "ceiling_criterion" if effect else "")
    with province_tables.entered(made) as here:
        found = criterion_verdicts(criterion_quality(here.points, here.study, here.rounds), here.points, here.study)
    ceilings = set(found.loc[found["verdict"].isin(["ceiling", "same_for_all"]), "criterion_code"])
    return _outcome(None, effect, made.planted["xa"].ceiling in ceilings)


def useless_criterion(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Communes with a criterion that is luck, against which many write; named where it alone of all is disputed so."""
    made = _province(generator, "xa", n, "useless_criterion" if effect else "")
    with province_tables.entered(made) as here:
        quality = criterion_quality(here.points, here.study, here.rounds, here.petition_counts)
        found = criterion_verdicts(quality, here.points, here.study)
    disputed = found[(found["verdict"] == "disputed") & (found["evidence"] == "petitions")]
    return _outcome(None, effect, set(disputed["criterion_code"]) == {made.planted["xa"].useless})


def appraisers(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """What others appraise against the survey, where units that appraise are better too and some criteria are hard."""
    appraises = generator.permutation(n) < max(3, n // 3)
    quality = generator.normal(0, 6, n) + 4 * appraises
    body = generator.integers(-2, int(appraises.sum()), CRITERIA)
    own = np.flatnonzero(appraises)[np.maximum(body, 0)] == np.arange(n)[:, None]
    own &= body >= 0
    hard = generator.gamma(3, 5, CRITERIA)
    scores = np.minimum(100, 100 - hard + quality[:, None] + generator.normal(0, 15, (n, CRITERIA)) + 5).round(2)
    scores += effect * (appraises[:, None] & (np.arange(CRITERIA) >= SURVEYED))
    weights = generator.choice([0.5, 1.0, 2.0], CRITERIA) * (generator.random((n, CRITERIA)) > 0.05)
    surveyed = np.tile(np.arange(CRITERIA) < SURVEYED, (n, 1))
    values = standings(scores, weights, ~own & ~surveyed, appraises) - standings(scores, weights, surveyed, appraises)
    found, _ = group_difference(np.diagonal(values[appraises]), values[~appraises].mean(axis=1), generator)
    return Outcome(found.p, found.low, found.high, effect)


def pooled_tables(generator: np.random.Generator, n: int, effect: float) -> Outcome:
    """Three tables of n units each, a third of which appraise; true differences differ between the tables."""
    effects, errors, spread = [], [], generator.choice([0.0, 0.3, 0.6])
    for true in effect + spread * generator.normal(size=3):
        size = max(3, n // 3)
        values = generator.normal(size=n) if generator.random() < 0.5 else 2 - generator.gamma(4, 0.5, n)
        one = pooled.Compared("total", "", 2020, "so", values[:size] + true, values[size:], "")
        effects.append(hedges_g(one.inside, one.outside).value)
        errors.append(one.error)
    found = pooled.pooled(effects, errors).found
    return Outcome(found.p, found.low, found.high, effect)


def _outcome(found: pd.DataFrame | None, effect: float, named: bool) -> Outcome:
    """Return the smallest adjusted p of a table, and whether what was planted is named."""
    p_values = found["p_adjusted"].dropna() if found is not None else []
    return Outcome(float(min(p_values)) if len(p_values) else NAN, named=named if effect else None)


CASES = (
    Case("planted/bunching", (60,), bunching, FAULT, 200),
    Case("planted/harsh body", (19,), harsh_body, FAULT, 400),
    Case("planted/unfair criterion", (60,), unfair_criterion, FAULT, 200),
    Case("planted/ceiling criterion", (60,), ceiling_criterion, FAULT, 60),
    Case("planted/useless criterion", (60,), useless_criterion, FAULT, 60),
    Case("planted/appraisers", (9, 19, 63, 136), appraisers, KINDER),
    Case("planted/pooled tables", (9, 19, 63), pooled_tables, STANDARDISED),
)
