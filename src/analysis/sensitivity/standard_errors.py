"""How far may the points of each unit be from the truth: standard errors of appraisal and survey, up the tree of criteria.

Errors of different criteria are taken as independent. The appraisal error is stated as a share of each criterion's
maximum, or estimated from rows that two bodies appraised without knowing of each other; the step between two rounds of
appraisal is no error, since the second follows the unit's explanation (DESIGN 4).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.blocks import UnitsTogether, together
from analysis.framework import ROOT, CriteriaSet
from analysis.reliability.double_appraisal import appraised_twice, pooled_error
from analysis.reliability.nodes import node_values
from analysis.reliability.published_errors import error_variances
from analysis.study import Study

APPRAISED = ("appraisal", "mixed")
# Points that somebody has looked at; what does not apply or was never sent has no appraisal error.
LOOKED_AT = ("", "evidence_rejected")


class NodeErrors(NamedTuple):
    """Values and standard errors of the nodes of one block, on the scale on which ranks compare.

    values, errors : units x nodes (the total, its domains, and what a class cap looks at), per cent of the applicable
    maximum where ranks compare per cents, else points; only nodes with a known error. point_errors : those in points.
    """

    units: UnitsTogether
    values: pd.DataFrame
    errors: pd.DataFrame
    point_errors: pd.DataFrame


def node_errors(
    points: pd.DataFrame, assessed: pd.DataFrame, survey_points: pd.DataFrame, study: Study
) -> list[NodeErrors]:
    """Return the errors of every year and block in which the study declares noise that its data can show.

    points, assessed, survey_points : the tables of these names; `survey_points` may be empty. Declared survey error
    comes from the standard errors of `survey_points`, or from those published for a node (`assessed`), which then hold
    for that node as a whole. A node counts only if the error of every unit is known.
    """
    share = appraisal_share(points, study)
    found = [_of_block(units, points, assessed, survey_points, study, share) for units in together(points, study)]
    return [one for one in found if not one.errors.empty]


def appraisal_share(points: pd.DataFrame, study: Study) -> float:
    """Return the standard deviation of one appraisal, as a share of the criterion's maximum (0 to 1).

    As study.yml states it, else estimated from appraisals.csv; NaN where it is neither declared nor can be estimated.
    """
    noise = study.sensitivity.noise.get("appraisal_error")
    if noise is None:
        return np.nan
    return noise.share_of_maximum or pooled_error(appraised_twice(points, study))


def nodes(criteria: CriteriaSet) -> list[str]:
    """Return the nodes whose errors are of use: the total, its domains and what a class cap looks at.

    Further down points move in steps and stand at their bounds, so that no normal error describes them.
    """
    return list(dict.fromkeys([ROOT, *criteria.children(ROOT), *(cap.node for cap in criteria.class_caps)]))


def _of_block(units, points, assessed, survey_points, study, share) -> NodeErrors:
    leaves = leaf_variances(units, points, survey_points, study, share)
    published = "survey_error" in study.sensitivity.noise
    values, errors, point_errors = {}, {}, {}
    for node in nodes(units.criteria):
        variance = _variance(units, node, leaves, error_variances(assessed, units, node) if published else [])
        scale = _per_point(units, node)
        if (variance > 0).any() and variance.notna().all() and scale.notna().all():
            values[node] = node_values(units, node) * scale
            point_errors[node] = np.sqrt(variance)
            errors[node] = point_errors[node] * scale
    return NodeErrors(units, *(pd.DataFrame(one, index=units.units) for one in (values, errors, point_errors)))


def leaf_variances(units, points, survey_points, study, share: float) -> pd.DataFrame:
    """Return the error variance of every leaf's points (units x leaves, points squared); 0 where nobody looked.

    NaN where points were appraised of which no source states the maximum: a share of it is not known either.
    """
    appraised = _appraised(units, points)
    maxima = units.maxima.where(appraised, 0)
    surveyed = _survey_variances(units, survey_points) if "survey_error" in study.sensitivity.noise else 0
    return surveyed + (share**2 * maxima**2 if share == share else 0 * maxima.fillna(0))


def _appraised(units: UnitsTogether, points: pd.DataFrame) -> pd.DataFrame:
    """Return of every unit and leaf whether somebody appraised the points that count."""
    missing = _wide(points, units, "missing").fillna("")
    leaves = units.criteria.criteria.loc[units.criteria.leaves]
    from_appraisal = leaves["points_from"].isin(APPRAISED).to_numpy()
    return missing.isin(LOOKED_AT) & from_appraisal


def _survey_variances(units: UnitsTogether, survey_points: pd.DataFrame) -> pd.DataFrame:
    """Return the variance of survey points as they count; where a unit's is unknown, the mean of the criterion's others."""
    printed = _wide(survey_points, units, "standard_error").astype(float) ** 2
    variances = printed.fillna(printed.mean()).where(_wide(survey_points, units, "answers").notna()).fillna(0)
    stated = units.criteria.criteria.loc[units.criteria.leaves, "max_points"]
    scaled = (units.maxima / stated.where(stated > 0)).fillna(1)
    return variances * scaled**2


def _wide(table: pd.DataFrame, units: UnitsTogether, column: str) -> pd.DataFrame:
    own = table[(table["year"] == units.year) & (table["block"] == units.block)]
    wide = own.pivot(index="unit_code", columns="criterion_code", values=column)
    return wide.reindex(index=units.units, columns=units.criteria.leaves)


def _variance(units: UnitsTogether, node: str, leaves: pd.DataFrame, published) -> pd.Series:
    if len(published) == len(units.units):
        return published.reindex(units.units)
    below = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]
    return leaves[below].sum(axis=1, skipna=False)


def _per_point(units: UnitsTogether, node: str) -> pd.Series:
    """Return what a point of a node is worth on the scale on which ranks compare; NaN where nothing of it applies."""
    if not units.by_percent:
        return pd.Series(1.0, index=units.units)
    below = [leaf for leaf in units.criteria.leaves if units.criteria.lies_below(leaf, node)]
    maxima = units.maxima[below].sum(axis=1)
    return 100 / maxima.where(maxima > 0)
