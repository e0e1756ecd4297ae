"""What citizens or firms say of the units of a study, where no point of the total comes from it; nothing is random here."""

import numpy as np

from analysis import reference
from analysis.statistics.estimates import LEAST_UNITS
from analysis.study import Study


def satisfaction(study: Study, year: int, units: list[str]) -> np.ndarray | None:
    """Return each unit's value on the first outside index of the study that covers at least eight of them, NaN for others.

    Only indices that are not part of the total and name no overlap with the study's own criteria; None without one.
    """
    if not study.outside:
        return None
    values, names = (
        reference.outside_values(study.root, study.folder),
        reference.table(study.root, "outside_index_names"),
    )
    apart = set(names.loc[names["part_of_total"] == "no", "index_code"])
    own = values[(values["year"] == year) & values["unit_code"].isin(units) & (values["overlap"] == "")]
    for code in study.outside:
        found = own[own["index_code"] == code].set_index("unit_code")["value"].reindex(units)
        if code in apart and found.notna().sum() >= LEAST_UNITS:
            return found.to_numpy(dtype=float)
    return None
