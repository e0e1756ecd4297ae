"""Figure of room 6: what units gave themselves against what is in force, by kind of unit."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.language import say
from analysis.study import Study

NAMED = 4
FILLS = (style.DARK, "white", style.LIGHT, style.ACCENT)


def self_appraised(study: Study, language: str, gaps: pd.DataFrame) -> Figure | None:
    """Return self-assessed points against points in force, a panel for each year and block, a marker for each kind.

    gaps : table `self_gap`. On the line nothing was changed; below it points were lowered. The widest gaps are named.
    """
    groups = in_order(gaps, study)
    if not groups:
        return None
    columns = min(2, len(groups))
    rows = -(-len(groups) // columns)
    figure, axes = style.canvas(min(rows * 3.4 + 0.5, style.TALLEST), nrows=rows, ncols=columns, squeeze=False)
    flat = [panel for line in axes for panel in line]
    for spare in flat[len(groups) :]:
        spare.set_visible(False)
    kinds = _kinds(study, gaps)
    for ((year, block), own), panel in zip(groups, flat, strict=False):
        _panel(panel, language, own, kinds)
        panel.set_title(style.wrapped(names.heading(study, year, block, language), style.TITLE // columns))
    style.legend_below(figure, *flat[: len(groups)])
    figure.get_layout_engine().execute(figure)
    for (_, own), panel in zip(groups, flat, strict=False):
        _name_widest(panel, study, language, own)
    return figure


def _kinds(study: Study, gaps: pd.DataFrame) -> pd.Series:
    """Return the kind of each unit by unit_code; one kind for all where no source states it."""
    codes = gaps["unit_code"].drop_duplicates()
    return study.units()["kind"].reindex(codes).fillna("").astype(str)


def _panel(panel, language: str, own: pd.DataFrame, kinds: pd.Series) -> None:
    every = sorted(set(kinds))
    small = 3 if len(own) > 60 else 4.5
    for kind, part in own.groupby(own["unit_code"].map(kinds)):
        place = every.index(kind)
        label = names.group("kind", kind, "", language) if kind else say("figures.units", language)
        panel.plot(part["self_points"], part["points_in_force"], style.MARKERS[place % len(style.MARKERS)], markersize=small,
                   markerfacecolor=FILLS[place % len(FILLS)], markeredgecolor=style.DARK, markeredgewidth=0.7,
                   linestyle="none", label=label)  # fmt: skip
    panel.axline((own["self_points"].mean(),) * 2, slope=1, color=style.ACCENT, linewidth=1, zorder=0.5,
                 label=say("figures.nothing_changed", language))  # fmt: skip
    panel.margins(0.12)
    panel.set_xlabel(say("labels.round_self", language))
    panel.set_ylabel(say("figures.points_in_force", language))
    for axis in (panel.xaxis, panel.yaxis):
        style.numbers(axis, language)


def _name_widest(panel, study: Study, language: str, own: pd.DataFrame) -> None:
    widest = own.assign(width=(own["self_points"] - own["points_in_force"]).abs())
    named = widest[widest["width"] > 0].sort_values(["width", "unit_code"], ascending=[False, True]).head(NAMED)
    labels = [names.unit(study, code, language) for code in named["unit_code"]]
    places = list(zip(named["self_points"], named["points_in_force"], strict=True))
    style.name_points(panel, places, [style.shortened(label, 34) for label in labels])
