"""Figure of room 4: how severe each appraising body is, where it can be told apart from its criteria."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures.intervals import Part, intervals
from analysis.language import say
from analysis.study import Study


def severity(study: Study, language: str, severity: pd.DataFrame) -> Figure | None:
    """Return by how much each body cuts more than those it is compared with; none where nothing can be told apart.

    severity : table `severity`, in per cent of the maximum; above zero is harsher. Bodies from harsh to mild.
    """
    parts = []
    for (year, block), own in in_order(severity[severity["estimate"].notna()], study):
        rows = own.sort_values(["estimate", "body"], ascending=[False, True])
        labels = [f"{names.body(study, row['body'], language)} ({row['rows']})" for _, row in rows.iterrows()]
        parts.append(Part(names.heading(study, year, block, language), rows, labels))
    return intervals(language, parts, say("figures.severity", language)) if parts else None
