"""Room 4, agreement of appraisers: kappa, intraclass correlation and error of rows that two bodies appraised independently.

Random is which bodies a row fell to and what they made of it; the units and their evidence are given.
"""

import numpy as np
import pandas as pd

from analysis.reliability.double_appraisal import ROW
from analysis.statistics.agreement import error_of_one, intraclass, weighted_kappa
from analysis.statistics.estimates import LEAST_UNITS, Estimate


def agreement(shares: pd.DataFrame) -> dict[str, Estimate]:
    """Return {statistic: Estimate} of rows appraised twice, n counting rows; empty below eight rows.

    weighted_kappa : quadratic weights on the share of the maximum (Cohen 1968), the bodies of a row
        interchangeable (Scott 1955), so that no name of a body decides which stands first. intraclass : one-way, single
        appraisal, ICC(1,1) of Shrout and Fleiss (1979), since the bodies differ from row to row; rows differ by unit and by
        criterion. error_of_one_appraisal : standard deviation of one appraisal as a share (0 to 1) of the maximum,
        severity of the bodies included; chi-square interval. Of a row appraised more often the first two bodies by
        code count for kappa and intraclass.
    """
    pairs = _pairs(shares)
    if len(pairs) < LEAST_UNITS:
        return {}
    return {
        "weighted_kappa": weighted_kappa(pairs[:, 0], pairs[:, 1], interchangeable=True),
        "intraclass": intraclass(pairs).one,
        "error_of_one_appraisal": error_of_one(pairs),
    }


def _pairs(shares: pd.DataFrame) -> np.ndarray:
    """Return rows x 2 shares, in the order of the bodies' codes."""
    ordered = shares.sort_values([*ROW, "body"], kind="stable")
    place = ordered.groupby(ROW).cumcount()
    wide = ordered.assign(place=place)[place < 2].pivot(index=ROW, columns="place", values="share")
    return wide.reindex(columns=[0, 1]).dropna().to_numpy(dtype=float)
