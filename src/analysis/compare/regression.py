"""Room 8, regression to the mean: units that stood far from the mean come closer to it, whatever anybody did.

The figures are those of the units compared. Random are appraisal and sampling errors, and whatever else makes a unit's
two totals differ; the slope tells how much of a distance from the mean is still there a round later.
"""

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare.year_changes import known_errors
from analysis.compare.year_pairs import Pair
from analysis.compare.years import score_base, score_other
from analysis.ranks import RESOLUTION
from analysis.statistics.correlation import pearson_of_scores
from analysis.statistics.estimates import LEAST_UNITS, Estimate, nothing

TOP = 5


def year_regression(found: list[Pair], errors: dict | None = None) -> pd.DataFrame:
    """Return the table `year_regression`: how far extreme totals came back to the mean, and what was to be expected.

    found : of `year_pairs.pairs`; errors : a store of the errors of each study, filled here.
    statistic : mean_base, mean_other (of the units compared); pearson, with its 95 per cent
    interval, of the two totals; slope of the later total on the earlier one, pearson x ratio of the standard deviations;
    top_five_change, bottom_five_change : mean change of the five first and last of the earlier round (all that share the
    fifth place), less the mean change of all; top_five_expected, bottom_five_expected : the same as the slope foretells;
    not_error : share of the variance of the earlier totals that is not error; top_five_by_error : the change, less the
    mean's, that error alone would bring. Below eight units only the means.
    """
    rows, store = [], {} if errors is None else errors
    for pair in found:
        if pair.units:
            for name, one in _statistics(pair, store).items():
                facts = {"statistic": name, "estimate": one.value, "low": one.low, "high": one.high, "n": one.n}
                rows.append({**pair.place, **facts})
    return tables.from_rows("year_regression", rows)


def _statistics(pair: Pair, errors: dict) -> dict[str, Estimate]:
    base, other = (values.round(RESOLUTION) for values in (score_base(pair), score_other(pair)))
    n = len(base)
    found = {"mean_base": nothing(n, base.mean()), "mean_other": nothing(n, other.mean())}
    if n < LEAST_UNITS or base.std() == 0 or other.std() == 0:
        return found
    link = pearson_of_scores(base.to_numpy(), other.to_numpy())
    slope = link.value * other.std() / base.std()
    found |= {"pearson": link, "slope": nothing(n, slope)}
    reliable = _not_error(pair, base, errors)
    if np.isfinite(reliable):
        found["not_error"] = nothing(n, reliable)
    for name, own in (("top_five", extreme(base, True)), ("bottom_five", extreme(base, False))):
        distance = base[own].mean() - base.mean()
        change = (other - base)[own].mean() - (other - base).mean()
        found[f"{name}_change"] = nothing(len(own), change)
        found[f"{name}_expected"] = nothing(len(own), (slope - 1) * distance)
        if np.isfinite(reliable):
            found[f"{name}_by_error"] = nothing(len(own), (reliable - 1) * distance)
    return found


def extreme(values: pd.Series, first: bool) -> list[str]:
    """Return the units in the first (or last) five places of a total, and all that share the fifth."""
    order = values.sort_values(ascending=not first, kind="stable")
    limit = order.iloc[min(TOP, len(order)) - 1]
    return sorted(values.index[values >= limit] if first else values.index[values <= limit])


def _not_error(pair: Pair, base: pd.Series, errors: dict) -> float:
    """Return 1 - mean error variance / observed variance of the earlier totals, 0 to 1; NaN where no error is known."""
    own = known_errors(pair.earlier, pair.base.block, errors)
    each = [
        sum((part * own.get(name, np.nan)) ** 2 for name, part in one.former)
        for _, one in sorted(pair.tied.units.items())
    ]
    return float(np.clip(1 - np.mean(each) / base.var(ddof=1), 0, 1))
