"""Appraisal of the forms: who appraises which row, what is cut, what the explanation round gives back."""

import math
from fractions import Fraction
from functools import lru_cache

from analysis.criterion import Criterion
from analysis.language import say
from analysis.rules import steps
from analysis.simulation.province import Unit
from analysis.simulation.quality import share
from analysis.simulation.rows import APPLIES, Row, printed
from analysis.simulation.seeds import generator

DESIGNS = ("separate", "shared")
PANEL = (0, 1, 3)
# Log odds of a cut by a body of severity 0: of what was claimed rightly, and of what was claimed too high.
RIGHTLY, TOO_HIGH = -3.2, 0.8
EXPLAINED_RIGHTLY, EXPLAINED_TOO_HIGH = 0.9, 0.5
GIVEN_BACK_RIGHTLY, GIVEN_BACK_TOO_HIGH = 0.75, 0.1
CUT_SHARE = Fraction(1, 4)
SCORED_TWICE = 0.1


def bodies_of(criterion: Criterion, bodies: list[str], design: str) -> list[str]:
    """Return who may appraise a criterion: its lead body alone (separate), or a panel of three that overlap (shared)."""
    if design == "separate" or not criterion.appraised_by:
        return [criterion.appraised_by]
    place = _panel(criterion.title_vi, len(bodies))
    return list(dict.fromkeys(bodies[(place + step) % len(bodies)] for step in PANEL))


@lru_cache(maxsize=4096)
def _panel(title: str, count: int) -> int:
    return int(generator("panel", title).integers(count))


def appraised(setting, unit: Unit, rows: dict[str, Row], severities: dict[str, float], design: str):
    """Return (rows after both appraisals, rows of appraisals.csv: who gave how many points independently).

    In the shared design one row in ten is appraised a second time by another body of the panel, which does not count.
    """
    source = generator(setting.seed, setting.year, "appraisal", unit.code)
    bodies, done, given = sorted(severities), {}, []
    for code, row in rows.items():
        draw = source.random(6)
        if row.status != APPLIES or row.self_points is None:
            done[code] = row
            continue
        criterion = setting.criteria.items[code]
        first, *others = _order(bodies_of(criterion, bodies, design), unit, draw[0])
        done[code] = _explained(_first(criterion, row, first, severities, draw[1]), draw[2:4])
        given.append(_given(setting, unit, code, first, done[code].appraisal_1))
        if others and draw[4] < SCORED_TWICE:
            second = _first(criterion, row, others[0], severities, draw[5])
            given.append(_given(setting, unit, code, others[0], second.appraisal_1))
    return done, given


def _order(panel: list[str], unit: Unit, luck: float) -> list[str]:
    """Return the panel in the order drawn, without the unit itself where there is anyone else."""
    panel = [body for body in panel if body != unit.code] or panel
    start = int(luck * len(panel))
    return panel[start:] + panel[:start]


def _given(setting, unit: Unit, code: str, body: str, points: Fraction) -> dict:
    return {"year": setting.year, "unit_code": unit.code, "criterion_code": code, "body": body, "points": points}


def _first(criterion: Criterion, row: Row, body: str, severities: dict[str, float], luck: float) -> Row:
    """Return the row after the first appraisal: what is not true is cut to the truth, what is true sometimes below it."""
    true = printed(row.true_points)
    inflated = row.self_points > true
    if luck >= share((TOO_HIGH if inflated else RIGHTLY) + severities[body]):
        return row._replace(body=body, appraisal_1=row.self_points)
    points = true if inflated else below(criterion, row.self_points)
    opinion = "opinion_not_shown" if inflated else "opinion_not_enough"
    words = say(f"simulation.{opinion}", "vi") if points < row.self_points else ""
    return row._replace(body=body, appraisal_1=points, opinion_1=words)


def below(criterion: Criterion, points: Fraction) -> Fraction:
    """Return the next lower points that the rule can give; a quarter of the maximum less where it gives any value."""
    allowed = steps(criterion.rule, criterion.maximum, criterion.minimum)
    if allowed is None:
        return max(Fraction(0), printed(points - CUT_SHARE * criterion.maximum))
    return max((one for one in allowed if one < points), default=points)


def _explained(row: Row, luck) -> Row:
    """Return the row after explanation and second appraisal; only rows that were cut and explained have one."""
    rightly = row.self_points <= printed(row.true_points)
    explains, back = (EXPLAINED_RIGHTLY, GIVEN_BACK_RIGHTLY) if rightly else (EXPLAINED_TOO_HIGH, GIVEN_BACK_TOO_HIGH)
    if row.appraisal_1 == row.self_points or luck[0] >= explains:
        return row
    return given_back(row) if luck[1] < back else _kept(row)


def given_back(row: Row) -> Row:
    """Return the row with its own points recognised in the second appraisal."""
    return row._replace(supplement=say("simulation.supplement", "vi"), appraisal_2=row.self_points,
                        opinion_2=say("simulation.opinion_restored", "vi"))  # fmt: skip


def _kept(row: Row) -> Row:
    return row._replace(supplement=say("simulation.supplement", "vi"), appraisal_2=row.appraisal_1,
                        opinion_2=say("simulation.opinion_kept", "vi"))  # fmt: skip


def bunched(rows: dict[str, Row], percent, cut_offs: list[float], reach: float) -> dict[str, Row]:
    """Return the rows with cuts given back one by one until a total just below a cut-off stands on or above it.

    percent : function from rows to the total in per cent. A unit that cannot reach the cut-off is left as it is.
    """
    start = percent(rows)
    goal = min((one for one in cut_offs if start < one <= start + reach), default=math.nan)
    done = dict(rows)
    for code, row in rows.items():
        if not percent(done) < goal:
            break
        if row.self_points is not None and row.in_force < row.self_points:
            done[code] = given_back(row)
    return done if percent(done) >= goal else rows
