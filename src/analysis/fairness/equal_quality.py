"""Room 6, equal quality: do groups still differ between units with which citizens are equally satisfied?

The total on the group and on an outside index that is not inside the total, by least squares with one slope for both groups.
Random is what the index does not explain of each total, with another spread for every unit; the units are the whole
block. Satisfaction is measured with error and stands for quality only in part, so some of a difference in quality
stays in the estimate: it lies between the difference alone and the one at truly equal quality.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis import reference, tables
from analysis.blocks import UnitsTogether, together
from analysis.fairness.groupings import UNLABELLED, labels
from analysis.fairness.verdicts import too_few, verdict
from analysis.names import called
from analysis.omissions import omission
from analysis.ranks import RESOLUTION
from analysis.statistics.adjustment import holm
from analysis.statistics.estimates import CONFIDENCE, LEAST_SIDE, LEAST_UNITS, Estimate, nothing
from analysis.statistics.power import detectable_from_error
from analysis.study import Study

BELL_MCCAFFREY, VALUES_ONLY = "hc2_bell_mccaffrey", "values_only"
# A unit this near to a leverage of one decides its own fitted value: what it adds to the error cannot be seen.
LEAST_REST = 1e-9


class Adjusted(NamedTuple):
    """A group difference at equal covariate, with its standard error and degrees of freedom (NaN where there are none)."""

    found: Estimate
    error: float
    freedom: float


class Compared(NamedTuple):
    """The units of a group and its reference that have a total and an outside value."""

    units: UnitsTogether
    grouping: str
    group: str
    base: str
    index: str
    total: np.ndarray
    in_group: np.ndarray
    outside: np.ndarray

    @property
    def few(self) -> bool:
        """Return whether only values may be shown."""
        return too_few(int(self.in_group.sum()), int((~self.in_group).sum()))


def equal_quality(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `equal_quality`: each group's mean minus the reference's, between units of equal outside index.

    estimate, low, high : in per cent points where ranks compare per cents, else in points; 95 per cent; empty below eight
    units or three on a side, where a unit or two would decide the slope. estimate_alone : the difference of means of the
    same units. Rows only for outside indices of the study, of the same year, that are not
    inside the total and overlap none of its criteria. p_adjusted : Holm over all rows. detectable : smallest difference
    found with 80 per cent probability at 5 per cent over the number of tests. verdict as in `group_differences`.
    """
    compared = list(_comparisons(points, study))
    tested = [_tested(one) for one in compared]
    adjusted = holm(np.array([one.found.p for one in tested], dtype=float))
    tests = int(np.isfinite(adjusted).sum())
    rows = [_row(*three, tests) for three in zip(compared, tested, adjusted, strict=True)]
    return tables.from_rows("equal_quality", rows)


def adjusted_difference(total: np.ndarray, in_group: np.ndarray, covariate: np.ndarray) -> Adjusted:
    """Return how much the group lies above the others at equal covariate: coefficient of least squares, n units each.

    Standard error HC2 (MacKinnon and White 1985), each unit with a spread of its own; t with the degrees of freedom of Bell
    and McCaffrey (2002), which without a covariate is nearly Welch's test (Imbens and Kolesar 2016). Without interval and
    p where the covariate does not vary within groups, a unit decides its own fitted value, or nothing is left to explain.
    """
    design = np.column_stack([np.ones(len(total)), in_group, covariate - covariate.mean()])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return Adjusted(nothing(len(total)), np.nan, np.nan)
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ design.T @ total
    rest = 1 - np.einsum("ij,jk,ik->i", design, inverse, design)
    residuals = total - design @ coefficients
    value = float(coefficients[1])
    if rest.min() < LEAST_REST or not np.round(residuals, RESOLUTION).any():
        return Adjusted(nothing(len(total), value), np.nan, np.nan)
    weights = (design @ inverse)[:, 1] ** 2 / rest
    error = float(np.sqrt((weights * residuals**2).sum()))
    return _with_interval(value, error, _bell_mccaffrey(design, inverse, weights, rest), len(total))


def _bell_mccaffrey(design: np.ndarray, inverse: np.ndarray, weights: np.ndarray, rest: np.ndarray) -> float:
    """Return the degrees of freedom at which a chi-square has the mean and variance of the squared error, if spreads are
    equal: trace(A)^2 / trace(A^2) of A = W^(1/2) (I - H) W^(1/2)."""
    spread = inverse @ (design.T * weights) @ design
    squares = (weights**2 * (2 * rest - 1)).sum() + np.trace(spread @ spread)
    return float((weights * rest).sum() ** 2 / squares)


def _with_interval(value: float, error: float, freedom: float, n: int) -> Adjusted:
    half = stats.t.ppf(0.5 + CONFIDENCE / 2, freedom) * error
    p = float(2 * stats.t.sf(abs(value) / error, freedom))
    return Adjusted(Estimate(value, float(value - half), float(value + half), p, n), error, freedom)


def _comparisons(points: pd.DataFrame, study: Study) -> Iterator[Compared]:
    known = _known(study)
    for units in together(points, study):
        independent = {index: values for index, values, reason in _measures(units, study, known) if reason is None}
        for grouping, base in study.groupings.items():
            own = labels(units, study, grouping, points)
            for index, outside in independent.items():
                yield from _contrasts(units, grouping, base, index, own, outside)


def _contrasts(units, grouping: str, base: str, index: str, own: pd.Series, outside: pd.Series) -> Iterator[Compared]:
    known = [unit for unit in units.units if unit in outside.index]
    if base not in set(own[known]):
        return
    for group in sorted(set(own[known]) - {base, UNLABELLED}):
        compared = [unit for unit in known if own[unit] in (group, base)]
        values = (units.total[compared], own[compared] == group, outside[compared])
        total, in_group, measured = (one.to_numpy() for one in values)
        yield Compared(units, grouping, group, base, index, total.round(RESOLUTION), in_group, measured)


class Known(NamedTuple):
    """The tables `outside_index_names`, by index_code, and outside values of all units."""

    names: pd.DataFrame
    values: pd.DataFrame


def _known(study: Study) -> Known:
    names = reference.table(study.root, "outside_index_names").set_index("index_code")
    return Known(names, reference.outside_values(study.root, study.folder))


def _measures(units: UnitsTogether, study: Study, known: Known) -> Iterator[tuple[str, pd.Series, str | None]]:
    """Yield every outside index with values for the block: (index, values by unit, reason against using it)."""
    values = known.values[(known.values["year"] == units.year) & known.values["unit_code"].isin(units.units)]
    for index in study.outside:
        own = values[values["index_code"] == index].set_index("unit_code")
        # A dimension stands for a part of quality only; its index is compared as a whole.
        if len(own) and not known.names.loc[index, "part_of_index"]:
            yield index, own["value"], _against(own, known.names.loc[index, "part_of_total"])


def _against(own: pd.DataFrame, part_of_total: str) -> str | None:
    if part_of_total != "no":
        return "index_inside_total"
    return "index_overlaps" if own["overlap"].ne("").any() else None


def _tested(one: Compared) -> Adjusted:
    if one.few:
        return Adjusted(nothing(len(one.total)), np.nan, np.nan)
    return adjusted_difference(one.total, one.in_group, one.outside)


def _row(one: Compared, tested: Adjusted, p_adjusted: float, tests: int) -> dict:
    found, detectable = tested.found, detectable_from_error(tested.error, tested.freedom, tests)
    return {
        "year": one.units.year, "block": one.units.block, "grouping": one.grouping, "group": one.group,
        "reference": one.base, "outside_index": one.index,
        "estimate_alone": float(one.total[one.in_group].mean() - one.total[~one.in_group].mean()),
        "estimate": found.value, "low": found.low, "high": found.high, "p": found.p, "p_adjusted": p_adjusted,
        "n": int(one.in_group.sum()), "n_reference": int((~one.in_group).sum()), "detectable": detectable,
        "method": VALUES_ONLY if one.few else BELL_MCCAFFREY, "verdict": verdict(p_adjusted, one.few, detectable),
    }  # fmt: skip


def left_out(points: pd.DataFrame, study: Study) -> list[dict]:
    """Return for which blocks and indices groups cannot be compared at equal quality, or not tested, with the reason."""
    if not study.groupings:
        return []
    rows, known = [], _known(study)
    for units in together(points, study):
        measures = list(_measures(units, study, known))
        place = ("fairness", units.year, units.block)
        rows += [
            omission(*place, "equal_quality_with", reason, index=called(study, index))
            for index, _, reason in measures
            if reason
        ]
        if not any(reason is None for _, _, reason in measures):
            rows.append(omission(*place, "equal_quality", "no_outside_measure"))
    return rows + [_few(one, study) for one in _comparisons(points, study) if one.few]


def _few(one: Compared, study: Study) -> dict:
    facts = {"index": called(study, one.index), "least": LEAST_UNITS, "side": LEAST_SIDE}
    return omission("fairness", one.units.year, one.units.block, "equal_quality_with", "few_units_with", **facts)
