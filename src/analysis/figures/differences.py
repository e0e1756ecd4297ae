"""Figures of room 6: differences between groups of units, units that appraise others, and the pool of published tables."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.figures.intervals import Part, intervals
from analysis.framework import ROOT
from analysis.language import say
from analysis.study import Study

# In the order of the argument: the three differences, then what sets them apart.
COMPARISONS = (
    "total", "others", "own", "appraised", "survey", "others_minus_survey", "own_minus_others", "appraised_minus_survey"
)  # fmt: skip
TESTED = ("shown", "not_shown")


def group_differences(study: Study, language: str, differences: pd.DataFrame) -> Figure | None:
    """Return the difference of each group's mean total to its reference, with interval and what would not be detected.

    Only tested differences are drawn where any was tested.
    """
    own = differences[(differences["measure"] == ROOT) & differences["estimate"].notna()]
    tested = own["verdict"].isin(TESTED)
    own = own[tested] if tested.any() else own
    parts = _parts(study, language, own.sort_values(["grouping", "group"], kind="stable"), _contrast)
    label = say("figures.difference", language, unit=_unit(study, own, language))
    return intervals(language, parts, label) if parts else None


def _unit(study: Study, rows: pd.DataFrame, language: str) -> str:
    """Return what differences of totals are counted in: percentage points where ranks compare per cents, else points."""
    # A comparison of blocks is only made where all of them rank per cents.
    per_cent = {
        block not in study.blocks or study.criteria(block).not_applicable == "per_cent" for block in rows["block"]
    }
    if len(per_cent) > 1:
        return say("report.points_or_percentage_points", language)
    return say("report.percentage_points" if per_cent == {True} else "report.points", language)


def _contrast(study: Study, row: pd.Series, language: str) -> str:
    group, base = names.contrast(study, row, language)
    counts = {"n": row["n"], "n_reference": row["n_reference"]}
    return say("figures.contrast", language, group=group, reference=base, **counts)


def appraiser_contrast(study: Study, language: str, contrast: pd.DataFrame) -> Figure | None:
    """Return the three differences between units that appraise and units that do not, and what sets them apart.

    contrast : table `appraiser_contrast`, in per cent of the maximum.
    """
    known = contrast[contrast["estimate"].notna()]
    known = known.sort_values("comparison", key=lambda column: column.map(COMPARISONS.index), kind="stable")
    parts = _parts(study, language, known, _comparison)
    return intervals(language, parts, say("figures.difference_per_cent", language)) if parts else None


def _comparison(_study: Study, row: pd.Series, language: str) -> str:
    return f"{names.label('comparison', row['comparison'], language)} ({row['n']} / {row['n_reference']})"


def appraiser_pooled(study: Study, language: str, pooled: pd.DataFrame) -> Figure | None:
    """Return the standardised difference of each published table and, below its tables, the pooled one.

    pooled : table `appraiser_pooled`.
    """
    known = pooled[pooled["estimate"].notna()]
    if known.empty:
        return None
    known = known.assign(last=known["study"] == names.POOLED)
    rows = known.sort_values(["comparison", "last", "study", "year", "block"], kind="stable")
    labels = [names.pooled_row(study, row, language) for _, row in rows.iterrows()]
    return intervals(language, [Part("", rows, labels)], say("figures.difference_standardised", language))


def _parts(study: Study, language: str, rows: pd.DataFrame, label: Callable) -> list[Part]:
    """Return the rows by year and block in the order of study.yml, what spans all blocks last."""
    place = {block: place for place, block in enumerate(study.blocks)}
    groups = sorted(
        rows.groupby(["year", "block"], sort=True), key=lambda one: (one[0][0], place.get(one[0][1], len(place)))
    )
    return [
        Part(_heading(study, year, block, language), own, [label(study, row, language) for _, row in own.iterrows()])
        for (year, block), own in groups
    ]


def _heading(study: Study, year: int, block: str, language: str) -> str:
    if block in study.blocks:
        return names.heading(study, year, block, language)
    return say("report.all_blocks", language, year=str(year))
