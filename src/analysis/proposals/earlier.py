"""The points of the year before, in the criteria of this year: figures that did not suggest what they are asked about."""

import pandas as pd

from analysis.compare.criterion_links import links
from analysis.criteria_set import CriteriaSet
from analysis.study import Study


def with_earlier(points: pd.DataFrame, study: Study, former_points: pd.DataFrame, former: Study) -> pd.DataFrame:
    """Return the points of a study with those of the last year of the study before it, year by year.

    points, former_points : the table `points` of either. A block is taken over where each of its criteria is the same as one
    of the earlier set, by `criterion_links`; points keep their share of the maximum. Other blocks are left as they are.
    """
    year = max(former.years)
    if year in study.years:
        return points
    own = former_points[former_points["year"] == year]
    blocks = [code for code in study.blocks if code in former.blocks]
    found = [_block(own[own["block"] == code], former.criteria(code), study.criteria(code), study) for code in blocks]
    return pd.concat([points, *(one for one in found if len(one))], ignore_index=True)


def _block(own: pd.DataFrame, base: CriteriaSet, other: CriteriaSet, study: Study) -> pd.DataFrame:
    known = links(base, other, study.root)
    if not set(other.leaves) <= set(known):
        return own.iloc[:0]
    later = {known[code]: code for code in other.leaves}
    kept = own[own["criterion_code"].isin(later)]
    grown = kept["criterion_code"].map({old: other.maximum(new) / base.maximum(old) for old, new in later.items()})
    return kept.assign(
        criterion_code=kept["criterion_code"].map(later),
        points=kept["points"] * grown,
        applicable_max=kept["applicable_max"] * grown,
    )
