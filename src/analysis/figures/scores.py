"""Figures of room 3 and 4: totals in order of rank, and what each part decides."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.framework import ROOT
from analysis.language import number, say
from analysis.study import Study


def totals(study: Study, language: str, scores: pd.DataFrame) -> Figure | None:
    """Return the totals of every unit in order of rank, a marker for each class, a panel for each year and block."""
    known = scores[(scores["node"] == ROOT) & scores["points"].notna()]
    if known.empty:
        return None
    groups = in_order(known, study)
    figure, panels = style.grid([len(own) for _, own in groups], 0.15 if len(known) > 30 else 0.2)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        _total_panel(panel, study, language, own, names.heading(study, year, block, language))
    return figure


def _total_panel(panel, study: Study, language: str, own: pd.DataFrame, heading: str) -> None:
    percent = own["percent"].notna().all()
    values = own.assign(shown=own["percent"] if percent else own["points"])
    values = values.sort_values(["rank_among_known", "unit_code"], ascending=[False, False]).reset_index(drop=True)
    labels = [label for label, _ in study.criteria(values["block"].iloc[0]).classes]
    for label in [*labels, ""]:
        part = values[values["class"] == label]
        if len(part):
            marker = style.MARKERS[labels.index(label) % len(style.MARKERS)] if label else "o"
            panel.plot(part["shown"], part.index, marker, color=style.DARK, markersize=4, label=label or None)
    panel.set_yticks(
        values.index, [style.wrapped(names.unit(study, code, language), style.LONGEST) for code in values["unit_code"]]
    )
    if len(study.years) <= 3:
        for place, value in zip(values.index, values["shown"], strict=True):
            panel.annotate(number(value, language, 2), (value, place), (4, 0), textcoords="offset points",
                           va="center", fontsize=6.5, color=style.DARK)  # fmt: skip
    panel.margins(x=0.12)
    panel.set_ylim(-0.6, len(values) - 0.4)
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_xlabel(say("figures.index_percent" if percent else "figures.points", language))
    style.numbers(panel.xaxis, language)
    if values["class"].nunique() > 1:
        panel.legend(
            title=say("figures.class", language), title_fontsize=8, loc="lower left", bbox_to_anchor=(1.0, 0.0)
        )


def variance_shares(study: Study, language: str, quality: pd.DataFrame) -> Figure | None:
    """Return, for each part of the total, its share of the variance beside its share of the maximum points."""
    groups = []
    for (year, block), own in in_order(quality, study):
        parts = study.criteria(block).children(ROOT)
        if len(parts) > 1:
            groups.append((year, block, own.set_index("criterion_code").loc[parts]))
    if not groups:
        return None
    figure, panels = style.grid([len(own) * 1.4 for _, _, own in groups], 0.24)
    for (year, block, own), panel in zip(groups, panels, strict=True):
        _variance_panel(panel, study, language, own, block, names.heading(study, year, block, language))
    style.legend_below(figure, panels[0])
    return figure


def _variance_panel(panel, study: Study, language: str, own: pd.DataFrame, block: str, heading: str) -> None:
    criteria = study.criteria(block)
    rows = range(len(own) - 1, -1, -1)
    panel.barh(rows, 100 * own["variance_share"], color=style.LIGHT, edgecolor=style.DARK, height=0.6,
               label=say("figures.variance_share", language))  # fmt: skip
    maxima = pd.Series([criteria.maximum(code) for code in own.index])
    if maxima.notna().all():
        panel.plot(100 * maxima / maxima.sum(), rows, "D", color=style.ACCENT, markersize=5,
                   label=say("figures.weight_share", language))  # fmt: skip
    panel.axvline(0, color=style.DARK, linewidth=0.8)
    panel.set_yticks(rows, [style.wrapped(names.node(criteria, code, language)) for code in own.index])
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_xlabel(say("figures.per_cent", language))
    style.numbers(panel.xaxis, language)
