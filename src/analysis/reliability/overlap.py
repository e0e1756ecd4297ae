"""Room 4, overlap and error of each inner node.

Criteria define reform and need not correlate: alpha and omega describe overlap, never quality. The units are those of the
block that are known, not a random sample; intervals describe what chance would do among units of this kind.
"""

import numpy as np
import pandas as pd

from analysis import names, tables
from analysis.blocks import UnitsTogether, together, without_totals
from analysis.framework import ROOT
from analysis.language import LANGUAGES
from analysis.omissions import omission
from analysis.reliability import parts
from analysis.reliability.agreement import agreement
from analysis.reliability.double_appraisal import ROW, appraised_twice
from analysis.reliability.nodes import leaves_below, node_values
from analysis.reliability.published_errors import error_variances, not_error, not_separated
from analysis.statistics.correlation import pearson_of_scores
from analysis.statistics.estimates import LEAST_UNITS, Estimate
from analysis.statistics.overlap import cronbach_alpha, improper, omega
from analysis.study import Study


def reliability(points: pd.DataFrame, assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `reliability`: statistics of each inner node of each year and block.

    cronbach_alpha, mcdonald_omega : of the children of the node; omega only with three children or more and at least five
        units a child, and where one factor has a proper solution. part_correlation : Pearson, where the node has exactly
        two children; all three over the units to which every child applies, points brought to the full maximum where
        less applies. appraisal_survey_correlation : Pearson of the appraised part and the survey of the whole
        total, on the same scale.
    reliability_of_differences : 1 - mean error variance / observed variance between units, where the source prints
        errors; the share of the differences between units that is not sampling error. neighbours_not_separated : how
        many of the n pairs of units next to one another differ by less than 1.96 times the error of their difference.
    weighted_kappa, intraclass, error_of_one_appraisal : of the n rows that two bodies appraised independently, see
        `agreement`; at the total.
    None of overlap below eight units, none of agreement below eight rows.
    """
    rows, twice = [], appraised_twice(points, study)
    for units in together(points, study):
        for node in units.criteria.nodes:
            found = (_overlap(units, node) if len(units.units) >= LEAST_UNITS else {}) | _errors(units, node, assessed)
            rows += [_row(units, node, statistic, one) for statistic, one in found.items()]
        own = twice[(twice["year"] == str(units.year)) & twice["unit_code"].isin(units.units)]
        rows += [_row(units, ROOT, statistic, one) for statistic, one in agreement(own).items()]
    return tables.from_rows("reliability", rows)


def _overlap(units: UnitsTogether, node: str) -> dict[str, Estimate]:
    below, found = _below(units, node), {}
    if len(below) < LEAST_UNITS:
        below = below[:, :1]
    if below.shape[1] > 1:
        found["cronbach_alpha"] = cronbach_alpha(below)
    if not np.isnan((one := omega(below)).value):
        found["mcdonald_omega"] = one
    if below.shape[1] == 2:
        found["part_correlation"] = pearson_of_scores(*below.T)
    if node == ROOT and parts.reason_against(units) is None:
        both = pd.DataFrame({part: parts.values(units, part) for part in parts.PARTS}).dropna()
        found["appraisal_survey_correlation"] = pearson_of_scores(both["appraised"], both["survey"])
    return found


def _below(units: UnitsTogether, node: str) -> np.ndarray:
    """Return units x children of a node: each child's points, brought to its full maximum where less or more of it counts.

    Only the units to which all children apply, since what does not apply is no low score.
    """
    children = units.criteria.children(node)
    applicable = pd.DataFrame(
        {child: units.maxima[leaves_below(units, child)].sum(axis=1, skipna=False) for child in children}
    )
    main = [child for child in children if units.criteria.parts[child] == "main"]
    values = pd.DataFrame({child: node_values(units, child) for child in children})
    for child in main:
        other = (applicable[child] > 0) & (applicable[child] != units.criteria.maximum(child))
        whole = values[child] * units.criteria.maximum(child) / applicable[child].where(other)
        values[child] = whole.where(whole.notna(), values[child])
    return values[~(applicable[main] == 0).any(axis=1)].to_numpy()


def _errors(units: UnitsTogether, node: str, assessed: pd.DataFrame) -> dict[str, Estimate]:
    errors = error_variances(assessed, units, node)
    if errors.empty:
        return {}
    values = node_values(units, node)[errors.index]
    return {
        "reliability_of_differences": not_error(values, errors),
        "neighbours_not_separated": not_separated(values, errors),
    }


def _row(units: UnitsTogether, node: str, statistic: str, estimate: Estimate) -> dict:
    return {
        "year": units.year, "block": units.block, "node": node, "statistic": statistic,
        "estimate": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n,
    }  # fmt: skip


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return what this room cannot say, with the reason: overlap needs two criteria, and every later room a total."""
    rows = [
        omission("reliability", year, block, "further_analysis", "no_totals")
        for year, block in without_totals(points, study)
    ]
    twice = appraised_twice(points, study)
    for units in together(points, study):
        if len(units.criteria.leaves) == 1:
            rows.append(omission("reliability", units.year, units.block, "overlap", "one_criterion"))
        elif len(units.units) < LEAST_UNITS:
            facts = {"least": LEAST_UNITS, "n": len(units.units)}
            rows.append(omission("reliability", units.year, units.block, "overlap", "few_units", **facts))
        else:
            rows += _without_factor(units)
        own = twice[twice["year"].eq(str(units.year)) & twice["unit_code"].isin(units.units)]
        if not agreement(own):
            facts = {"n": len(own.drop_duplicates(ROW)), "least": LEAST_UNITS}
            reason = "few_twice" if len(own) else "none_twice"
            rows.append(omission("reliability", units.year, units.block, "double_appraisals", reason, **facts))
    return rows + parts.left_out(points, study)


def _without_factor(units: UnitsTogether) -> list[dict]:
    """Return a row for each node below which one factor was looked for and has no proper solution."""
    return [
        omission("reliability", units.year, units.block, "one_factor", "improper_factor", node=_titles(units, node))
        for node in units.criteria.nodes
        if improper(_below(units, node))
    ]


def _titles(units: UnitsTogether, node: str) -> dict[str, str]:
    return {language: names.node(units.criteria, node, language) for language in LANGUAGES}
