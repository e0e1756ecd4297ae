"""Room 4, rows that two bodies appraised without knowing of each other: how far is one appraisal from another?

Random is which bodies a row fell to and what they made of it; the units and their evidence are given. The step between
two rounds is no second appraisal: the second round follows the unit's explanation (DESIGN 4).
"""

import numpy as np
import pandas as pd

from analysis import reference
from analysis.criteria_set import CriteriaSet
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study

ROW = ["year", "unit_code", "criterion_code"]


def appraised_twice(points: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows that several bodies appraised: year, unit_code, criterion_code, body, share (of the maximum).

    Empty where the study has no appraisals.csv. Criteria without a positive stated maximum are left out.
    """
    given = first_appraisals(study)
    own = points[["year", "unit_code", "block"]].drop_duplicates().astype({"year": str})
    several = given[given.duplicated(ROW, keep=False)].merge(own, on=["year", "unit_code"])
    maxima = [_maximum(study.criteria(block), code) for block, code in several[["block", "criterion_code"]].to_numpy()]
    shares = pd.to_numeric(several["points"]) / np.array(maxima, dtype=float)
    return several.assign(share=shares)[[*ROW, "body", "share"]].dropna()


def first_appraisals(study: Study) -> pd.DataFrame:
    """Return appraisals.csv as text (points of the first round by body; rows appraised twice stand twice), or no row."""
    path = study.folder / "appraisals.csv"
    return reference.given(path, "appraisals") if path.exists() else reference.no_rows("appraisals")


def _maximum(criteria: CriteriaSet, code: str) -> float:
    maximum = criteria.maximum(code) if code in criteria.parents else np.nan
    return maximum if maximum > 0 else np.nan


def pooled_error(shares: pd.DataFrame) -> float:
    """Return the pooled standard deviation of `share` within rows; NaN with fewer than eight rows appraised twice.

    For two appraisals of a row that is the root of half the mean squared difference (Bland and Altman 1996, within-subject
    standard deviation): it holds differences of severity between bodies, but no error that both share.
    """
    rows = shares.groupby(ROW)["share"]
    freedom, within = rows.count() - 1, rows.var(ddof=1)
    several = freedom > 0
    if several.sum() < LEAST_UNITS:
        return np.nan
    return float(np.sqrt(np.average(within[several], weights=freedom[several])))
