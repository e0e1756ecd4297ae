"""Forms of the synthetic province on the study's own template, and where in them each value stands."""

from pathlib import Path

from analysis.forms import template, template_layout
from analysis.framework import CriteriaSet
from analysis.language import say
from analysis.simulation.plans import Line, Plan
from analysis.simulation.rows import APPLIES, OUTSIDE

NOT_TYPED = ("evidence",)


def write(path: Path, plan: Plan, criteria: CriteriaSet):
    """Write a form on the template; return {(key of the line, field): (sheet, cell)}. The same plan gives the same bytes."""
    filled = {line.key: _typed(line) for line in plan.lines if line.role == "leaf"}
    outside = {
        line.key: line.values["applicability_reason"]
        for line in plan.lines
        if line.values.get("applicability") == OUTSIDE and line.key in plan.agreed
    }
    filled = {code: values for code, values in filled.items() if values and code not in outside}
    petitions = [tuple(one) for one in plan.petitions]
    template.write(path, criteria, plan.head, filled, None, outside, petitions)
    place, sheet = template_layout.layout(criteria, plan.head, filled, outside), say("form.sheet_form", "vi")
    return {(code, field): (sheet, place.cell(field, code)) for code in place.places for field in place.columns}


def _typed(line: Line) -> dict:
    """Return what a unit types into a row; what the template says itself is left to it."""
    values = {field: value for field, value in line.values.items() if field not in NOT_TYPED}
    return {} if values == {"applicability": APPLIES} else values
