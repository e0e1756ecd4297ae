"""What a unit's form says, before it is written: head, lines and petitions, each value still with its meaning."""

from fractions import Fraction
from typing import NamedTuple

from analysis.criterion import Criterion
from analysis.framework import ROOT, CriteriaSet
from analysis.language import say
from analysis.rules import word_labels
from analysis.simulation.drawing import Province
from analysis.simulation.province import Unit
from analysis.simulation.rows import APPLIES, OUTSIDE, Row
from analysis.simulation.seeds import generator

PETITIONS = 0.4
TYPED_SUMS = ("self_points", "appraisal_1")


class Line(NamedTuple):
    """One row of a form. key : names the line within its form; code, title, maximum : as printed; values : by field."""

    key: str
    code: str
    title: str
    maximum: Fraction | None
    role: str
    values: dict


class Petition(NamedTuple):
    """A difficulty or proposal of a unit."""

    code: str
    kind: str
    text: str


class Plan(NamedTuple):
    """A form before it is written.

    head : unit_name, unit_code, year, round, framework. layout : its name. agreed : codes outside the unit's functions by
    the list of the study. options : codes_in_head, round_in_head, personal_data.
    """

    file: str
    unit_code: str
    layout: str
    head: dict
    lines: tuple[Line, ...]
    petitions: tuple[Petition, ...] = ()
    agreed: frozenset = frozenset()
    options: frozenset = frozenset()

    def line(self, key: str) -> Line:
        """Return a line by its key."""
        return next(one for one in self.lines if one.key == key)

    def with_line(self, line: Line) -> "Plan":
        """Return the form with a line in the place of the one with the same key."""
        return self._replace(lines=tuple(line if one.key == line.key else one for one in self.lines))


class Formula(NamedTuple):
    """Points typed as a formula, with the value a program keeps beside it."""

    text: str
    value: Fraction


def plan(made: Province, unit: Unit, layout: str) -> Plan:
    """Return the form of a unit as it stands after all rounds, without any mistake."""
    criteria = made.criteria[unit.block]
    rows = made.rows[unit.code]
    lines = [_leaf(item, rows.get(code, Row())) if item.leaf else _inner(item) for code, item in criteria.items.items()]
    return Plan(
        file=f"{unit.code}.xlsx",
        unit_code=unit.code,
        layout=layout,
        head=_head(made, unit, criteria),
        lines=added_up(_total_last(lines), criteria),
        petitions=_petitions(made, unit, criteria),
        agreed=frozenset(code for code, row in rows.items() if row.status == OUTSIDE),
    )


def _total_last(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.key == ROOT))


def _head(made: Province, unit: Unit, criteria: CriteriaSet) -> dict:
    return {
        "unit_name": unit.name_vi, "unit_code": unit.code, "year": made.year, "round": "appraisal_2",
        "framework": f"{criteria.framework}/{criteria.code}",
    }  # fmt: skip


def _leaf(item: Criterion, row: Row) -> Line:
    values = {
        **declared_values(item, row), **_evidence(row), "self_points": row.self_points,
        "explanation": row.explanation, "applicability": row.status,
        "applicability_reason": row.reason, "appraisal_1": row.appraisal_1, "opinion_1": row.opinion_1,
        "supplement": row.supplement, "appraisal_2": row.appraisal_2, "opinion_2": row.opinion_2,
    }  # fmt: skip
    return Line(item.code, item.code, item.title_vi, item.maximum, "leaf", _given(values))


def _given(values: dict) -> dict:
    return {field: value for field, value in values.items() if value is not None and value != ""}


def declared_values(item: Criterion, row: Row) -> dict:
    """Return the fields `declared` and `denominator` of a row as a form holds them: numbers, a date, a label or '1; 3'."""
    if row.self_points is None or row.claimed is None:
        return {}
    value, whole = row.claimed
    if item.rule.measure == "word":
        return {"declared": dict(word_labels(item.rule, "vi"))[value]}
    if item.rule.measure == "ticks":
        return {"declared": "; ".join(map(str, value))}
    return {"declared": value, "denominator": whole}


def _evidence(row: Row) -> dict:
    if row.document is None:
        return {}
    one = row.document
    title = say("simulation.of_issuer", "vi", title=one.title, issuer=one.issuer) if one.issuer else one.title
    return {"evidence": title, "evidence_number": one.number, "evidence_date": one.day,
            "evidence_page": say("simulation.page", "vi", page=one.page)}  # fmt: skip


def _inner(item: Criterion) -> Line:
    role = "total" if item.code == ROOT else "inner"
    return Line(item.code, "" if item.code == ROOT else item.code, item.title_vi, item.maximum, role, {})


def added_up(lines: tuple[Line, ...], criteria: CriteriaSet) -> tuple[Line, ...]:
    """Return the lines with the points of domains, criteria and the total as the sums of what stands below them.

    A bonus node is typed with no more than its maximum, and so it enters the total.
    """
    sums: dict[str, dict] = {
        line.key: {name: points for name in TYPED_SUMS if (points := value_of(line.values.get(name))) is not None}
        for line in lines
        if line.role == "leaf"
    }
    for node in criteria.nodes:
        own = [sums[child] for child in criteria.children(node) if child in sums]
        sums[node] = {
            name: _sum(own, name, criteria.items[node]) for name in TYPED_SUMS if any(name in one for one in own)
        }
    return tuple(line if line.role == "leaf" else line._replace(values=sums[line.key]) for line in lines)


def _sum(own: list[dict], name: str, item: Criterion) -> Fraction:
    total = sum((one[name] for one in own if name in one), Fraction(0))
    return min(total, item.maximum) if item.part == "bonus" else total


def value_of(points) -> Fraction | None:
    """Return the number behind points as typed; None for a text."""
    if isinstance(points, Formula):
        return points.value
    return points if isinstance(points, Fraction) else None


def _petitions(made: Province, unit: Unit, criteria: CriteriaSet) -> tuple[Petition, ...]:
    """Return what some units write about rows that were cut; more of them against a planted useless or unfair criterion."""
    source, planted = generator(made.seed, made.year, "petitions", unit.code), made.planted[unit.block]
    found = []
    for code, row in made.rows[unit.code].items():
        against = code == planted.useless or (code == planted.unfair and unit.kind == planted.works_against)
        lost = row.status == APPLIES and row.in_force is not None and row.self_points is not None
        cut = lost and row.in_force < row.self_points
        if source.random() < (PETITIONS if against else 0.1 if cut else 0.0):
            kind = "difficulty" if source.random() < 0.5 else "proposal"
            title = criteria.items[code].title_vi
            found.append(Petition(code, kind, say(f"simulation.petition_{kind}", "vi", title=title)))
    return tuple(found)
