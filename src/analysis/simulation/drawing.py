"""Drawing the whole synthetic province of a year: everything that is true of it and all its units wrote, no files yet."""

from fractions import Fraction
from typing import NamedTuple

from analysis import framework
from analysis.framework import CriteriaSet
from analysis.paths import PROJECT
from analysis.simulation import appraisal, filling, province, quality, survey, totals
from analysis.simulation.filling import Setting
from analysis.simulation.plants import Plants, plants
from analysis.simulation.province import Unit
from analysis.simulation.quality import Traits
from analysis.simulation.rows import Row, from_source

BUNCHING_REACH = 1.5


class Province(NamedTuple):
    """A synthetic province in one year.

    criteria, planted : by block. traits, rows, survey_points : by unit code; rows by criterion code. severities : by
    body. surveys, appraisals : rows of survey.csv and appraisals.csv. satisfaction : per cent by unit code.
    """

    seed: str
    year: int
    size: str
    design: str
    faults: frozenset
    criteria: dict[str, CriteriaSet]
    units: list[Unit]
    traits: dict[str, Traits]
    severities: dict[str, float]
    planted: dict[str, Plants]
    rows: dict[str, dict[str, Row]]
    surveys: list[dict]
    survey_points: dict[str, dict[str, Fraction]]
    appraisals: list[dict]
    satisfaction: dict[str, float]

    @property
    def assessed(self) -> list[Unit]:
        """Return the units that are scored."""
        return province.assessed(self.units)

    def percent(self, code: str, points=lambda row: row.in_force) -> Fraction:
        """Return the total of a unit in per cent; `points` says which points of a row count."""
        criteria = self.criteria[self.unit(code).block]
        return totals.percent(criteria, self.rows[code], self.survey_points[code], points)

    def unit(self, code: str) -> Unit:
        """Return a unit by its code."""
        return next(one for one in self.units if one.code == code)


def drawn(seed: str, year: int, size: str, design: str, faults: frozenset) -> Province:
    """Return the province of a year; the same names give the same province, whatever else is drawn."""
    sets = framework.load(PROJECT, f"illustrative-{year}")
    bodies = sorted({one.appraised_by for own in sets.values() for one in own.items.values()} - {""})
    units = province.units(year, size, frozenset(bodies))
    criteria = {block: sets[block] for block in dict.fromkeys(one.block for one in province.assessed(units))}
    planted = {block: plants(seed, year, own, bodies, faults) for block, own in criteria.items()}
    harsh = next((one.harsh_body for one in planted.values()), "")
    severities = {body: quality.severity(seed, body, harsh) for body in bodies}
    empty = Province(seed, year, size, design, faults, criteria, units, {}, severities, planted, {}, [], {}, [], {})
    for unit in province.assessed(units):
        _add(empty, unit)
    return empty


def _add(made: Province, unit: Unit) -> None:
    """Add what one unit has to the province that is being made."""
    criteria = made.criteria[unit.block]
    domains = criteria.children(framework.ROOT)
    traits = quality.traits(made.seed, made.year, unit, domains)
    setting = Setting(made.seed, made.year, criteria, made.planted[unit.block])
    surveys = [
        row
        for item in from_source(criteria, "survey")
        for row in survey.answers(made.seed, made.year, unit, traits, item, _note(criteria, item.code))
    ]
    surveyed = totals.survey_points(criteria, surveys, made.year)
    rows = filling.filled(setting, unit, traits)
    rows, given = appraisal.appraised(setting, unit, rows, made.severities, made.design)
    rows = _bunched(made, unit, rows, surveyed)
    made.traits[unit.code], made.rows[unit.code], made.survey_points[unit.code] = traits, rows, surveyed
    made.surveys.extend(surveys)
    made.appraisals.extend(given)
    made.satisfaction[unit.code] = quality.satisfaction(made.seed, made.year, unit, traits.quality)


def _note(criteria: CriteriaSet, code: str) -> str:
    return str(criteria.criteria.loc[code, "note"])


def _bunched(made: Province, unit: Unit, rows: dict[str, Row], surveyed: dict[str, Fraction]) -> dict[str, Row]:
    if not made.planted[unit.block].bunching:
        return rows
    criteria = made.criteria[unit.block]
    cut_offs = [lower for _, lower in criteria.classes if lower]
    return appraisal.bunched(rows, lambda own: totals.percent(criteria, own, surveyed), cut_offs, BUNCHING_REACH)
