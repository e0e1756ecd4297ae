"""Figures of room 6 and 7: differences between groups, and scatter plots against outside indices."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.framework import ROOT
from analysis.language import number, say
from analysis.study import Study

NAMED = 4


def group_differences(study: Study, language: str, differences: pd.DataFrame) -> Figure | None:
    """Return the difference of each group's mean total to its reference, with interval and numbers of units."""
    own = differences[(differences["measure"] == ROOT) & differences["estimate"].notna()].reset_index(drop=True)
    if own.empty:
        return None
    figure, panel = style.canvas(max((0.24 if len(own) > 20 else 0.4) * len(own) + 1.1, 2.0))
    for place, row in own.iterrows():
        panel.plot([row["low"], row["high"]], [place, place], color=style.DARK, linewidth=1.4)
        hollow = pd.isna(row["low"])
        panel.plot(row["estimate"], place, "o", markersize=5, markerfacecolor="white" if hollow else style.DARK,
                   markeredgecolor=style.DARK)  # fmt: skip
    panel.axvline(0, color=style.ACCENT, linewidth=1)
    panel.set_yticks(range(len(own)), [_difference_label(study, language, row) for _, row in own.iterrows()])
    panel.set_ylim(len(own) - 0.4, -0.6)
    panel.set_xlabel(say("figures.difference", language))
    style.numbers(panel.xaxis, language)
    return figure


def _difference_label(study: Study, language: str, row: pd.Series) -> str:
    group = names.group(row["grouping"], row["group"], row["block"], language)
    base = names.group(row["grouping"], row["reference"], row["block"], language)
    heading = (
        names.heading(study, row["year"], row["block"], language) if len(study.years) + len(study.blocks) > 2 else ""
    )
    contrast = say(
        "figures.contrast", language, group=group, reference=base, n=row["n"], n_reference=row["n_reference"]
    )
    return style.wrapped(f"{heading}: {contrast}" if heading else contrast, 46)


def scatters(study: Study, language: str, divergent: pd.DataFrame, association: pd.DataFrame) -> Figure | None:
    """Return one scatter plot for each year and outside index; the units whose ranks differ most are named."""
    groups = in_order(divergent, study, "outside_index")
    if not groups:
        return None
    columns = min(2 if len(groups) <= 8 else 3, len(groups))
    rows = -(-len(groups) // columns)
    side = {1: 4.4, 2: 3.1, 3: 2.3}[columns]
    height = max(style.TALLEST / rows, 1.5) if rows * side > style.TALLEST else side
    figure, axes = style.canvas(rows * height, nrows=rows, ncols=columns, squeeze=False)
    flat = [panel for line in axes for panel in line]
    for spare in flat[len(groups) :]:
        spare.set_visible(False)
    for ((year, block, index), own), panel in zip(groups, flat, strict=False):
        rho = association[
            (association["year"] == year) & (association["block"] == block) & (association["score"] == ROOT)
            & (association["outside_index"] == index) & (association["measure"] == "spearman")
        ]  # fmt: skip
        _scatter_panel(panel, study, language, own, rho["estimate"].iloc[0], (year, block, index))
    figure.get_layout_engine().execute(figure)
    for (_, own), panel in zip(groups, flat, strict=False):
        _name_widest(panel, study, language, own)
    return figure


def _scatter_panel(panel, study: Study, language: str, own: pd.DataFrame, rho: float, place: tuple) -> None:
    year, block, index = place
    panel.plot(own["points"], own["outside_value"], "o", color=style.MIDDLE, markersize=3.5)
    panel.margins(0.14)
    short = names.outside_index(study, index, language)
    facts = {"rho": number(rho, language, 2), "n": len(own)}
    panel.set_title(f"{short}, {year}\n" + say("figures.rho", language, **facts), fontsize=7.2)
    panel.set_xlabel(say("figures.total", language))
    panel.set_ylabel(short)
    for axis in (panel.xaxis, panel.yaxis):
        style.numbers(axis, language)


def _name_widest(panel, study: Study, language: str, own: pd.DataFrame) -> None:
    widest = own.assign(width=own["rank_gap"].abs()).sort_values(["width", "unit_code"], ascending=[False, True])
    named = widest.head(NAMED)
    panel.plot(named["points"], named["outside_value"], "o", color=style.DARK, markersize=4.5)
    labels = [names.unit(study, code, language) for code in named["unit_code"]]
    style.name_points(panel, list(zip(named["points"], named["outside_value"], strict=True)), labels)
