"""What was free to vary in each block, within which bounds and why; and what was declared but cannot vary there."""

import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether
from analysis.omissions import omission
from analysis.sensitivity.choices import Noise
from analysis.sensitivity.draws import Plan, plans
from analysis.sensitivity.standard_errors import NodeErrors, appraisal_share
from analysis.study import Study


def choices(points: pd.DataFrame, assessed: pd.DataFrame, errors: list[NodeErrors], study: Study) -> pd.DataFrame:
    """Return the table `choices`: one row a year, block and input of the method, and one for each kind of noise.

    errors : those of `standard_errors.node_errors`; a survey error of which a block has no figure is not listed there.

    official_value, allowed : in short (codes and numbers); of an appraisal error its standard deviation as a share of the
    maximum. choice : the entry of study.yml the input belongs to.
    """
    rows, share = [], appraisal_share(points, study)
    known = {(one.units.year, one.units.block) for one in errors}
    for plan in plans(points, assessed, study):
        rows += [_row(plan.units, one.input.name, one.choice, "method",
                      choice=one.choice.name.replace("survey_factor", "survey_share"),
                      official_value=one.official_value, allowed=one.allowed) for one in plan.varying]  # fmt: skip
        rows += [_row(plan.units, name, one, "noise", choice=name, official_value="", allowed=_size(one, share))
                 for name, one in study.sensitivity.noise.items()
                 if name == "appraisal_error" or (plan.units.year, plan.units.block) in known]  # fmt: skip
    return tables.from_rows("choices", rows)


def _row(units: UnitsTogether, name: str, entry, source: str, **facts: str) -> dict:
    place = {"year": units.year, "block": units.block, "input": name, "source": source}
    return place | facts | {f"reason_{language}": entry.reason[language] for language in ("vi", "en")}


def _size(noise: Noise, share: float) -> str:
    return f"{share:.4f}" if noise.name == "appraisal_error" and share == share else ""


def left_out(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> list[dict]:
    """Return what room 5 cannot say of the method, with the reason: declared choices that cannot vary, classes."""
    return [row for plan in plans(points, assessed, study) for row in _left_out(plan)]


def _left_out(plan: Plan) -> list[dict]:
    year, block, criteria = plan.units.year, plan.units.block, plan.units.criteria
    found = [(one.subject, one.reason) for one in plan.fixed]
    if not plan.varying:
        why = _why_nothing(plan)
        found = [("method_range", why), *(one for one in found if one[1] != why)]
    elif plan.kernel.cut_offs is None:
        found.append(("class_probability", _why_no_classes(plan, criteria.cut_offs_known(), bool(criteria.classes))))
    return [omission("sensitivity", year, block, subject, reason) for subject, reason in found]


def _why_nothing(plan: Plan) -> str:
    if len(plan.units.units) == 1:
        return "one_unit"
    return plan.fixed[0].reason if plan.fixed else "no_choice_declared"


def _why_no_classes(plan: Plan, cut_offs_known: bool, has_classes: bool) -> str:
    if plan.kernel.index and cut_offs_known:
        return "classes_need_points"
    return "cut_offs_not_stated" if has_classes else "no_classes_published"
