"""Figures of room 5: ranks with both ranges, the probability of every rank, and what decides."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.framework import ROOT
from analysis.language import number, say
from analysis.study import Study

# Above this many units a line each would be a smear: ranges become a band and two outlines.
MOST_LINES = 70
# A picture has no more cells than this on a side; units and ranks beyond share one.
MOST_CELLS = 400
# Names are broken into lines only where there is room for them.
MOST_WRAPPED = 30
MOST_INPUTS, FEWEST_INPUTS = 12, 4
PER_CENTS = (1, 5, 10, 25, 50, 100)


def rank_ranges(study: Study, language: str, intervals: pd.DataFrame) -> Figure | None:
    """Return each unit's official rank with its method range and, where known, its noise range: two marks a unit.

    intervals : table `rank_intervals`, one row a unit and source. Units stand in the order of their official rank.
    """
    groups = in_order(intervals, study)
    if not groups:
        return None
    figure, panels = _rows_of_units(study, language, [(key, _in_rank_order(own)) for key, own in groups], legend=3)
    for (_, own), panel in zip(groups, panels, strict=True):
        codes = _in_rank_order(own)
        place = pd.Series(range(len(codes)), index=codes)
        draw = _lines if len(codes) <= MOST_LINES else _bands
        ranks = own.drop_duplicates("unit_code").set_index("unit_code").loc[codes, "rank"]
        panel.plot(ranks, place, "o", color=style.DARK, markersize=4 if draw is _lines else 1.2, zorder=3,
                   label=say("figures.official_rank", language))  # fmt: skip
        for source, one in own.groupby("source"):
            draw(panel, place, one.set_index("unit_code").loc[codes], source, say(f"figures.{source}_range", language))
        panel.set_xlim(0.2, len(codes) + 0.8)
    style.legend_below(figure, *panels)
    return figure


def _in_rank_order(own: pd.DataFrame) -> list[str]:
    return list(own.sort_values(["rank", "unit_code"])["unit_code"].unique())


def _lines(panel, place: pd.Series, one: pd.DataFrame, source: str, label: str) -> None:
    if source == "method":
        # A range of a single rank is a short mark, not nothing.
        panel.hlines(place - 0.17, one["rank_low"], one["rank_high"], color=style.MIDDLE, linewidth=2.8, label=label,
                     capstyle="projecting")  # fmt: skip
        return
    middle, reach = (one["rank_low"] + one["rank_high"]) / 2, (one["rank_high"] - one["rank_low"]) / 2
    panel.errorbar(middle.astype(float), place + 0.22, xerr=reach.astype(float), fmt="none", ecolor=style.ACCENT,
                   elinewidth=1.1, capsize=1.8, label=label)  # fmt: skip


def _bands(panel, place: pd.Series, one: pd.DataFrame, source: str, label: str) -> None:
    low, high = one["rank_low"].astype(float), one["rank_high"].astype(float)
    if source == "method":
        panel.fill_betweenx(place, low, high, step="mid", color=style.LIGHT, linewidth=0, label=label)
        return
    panel.plot(low, place, color=style.ACCENT, linewidth=0.7, label=label)
    panel.plot(high, place, color=style.ACCENT, linewidth=0.7)


def _rows_of_units(
    study: Study, language: str, groups: list[tuple[tuple, list[str]]], legend: int
) -> tuple[Figure, list]:
    """Return a figure with a panel for each year and block, a row for each unit, and as many names as can be read."""
    counts = [len(codes) for _, codes in groups]
    widest = style.LONGEST if sum(counts) <= MOST_WRAPPED else 2 * style.LONGEST
    labels = [[style.wrapped(names.unit(study, code, language), widest) for code in codes] for _, codes in groups]
    wanted = max(0.15 if sum(counts) > 30 else 0.2, _lines_of(labels) * style.LABEL_HEIGHT)
    figure, panels = style.grid(counts, wanted, legend=legend)
    for ((year, block), _), own, panel in zip(groups, labels, panels, strict=True):
        style.name_rows(panel, own, style.row_height(counts, wanted, legend))
        panel.xaxis.set_major_locator(MaxNLocator(integer=True))
        panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language, 0)))
        panel.set_title(style.wrapped(names.heading(study, year, block, language), style.LONGEST))
        panel.set_xlabel(say("figures.rank", language))
    return figure, panels


def rank_probability(study: Study, language: str, probability: pd.DataFrame, intervals: pd.DataFrame) -> Figure | None:
    """Return a heat map of each block: units in official order by rank, shaded by the share of draws of the method.

    probability : table `rank_probability`. intervals : table `rank_intervals`, for the official order.
    """
    method = probability[probability["source"] == "method"]
    official = dict(in_order(intervals[intervals["source"] == "method"], study))
    groups = [(key, own) for key, own in in_order(method, study) if key in official]
    if not groups:
        return None
    orders = [(key, _in_rank_order(official[key])) for key, _ in groups]
    figure, panels = _rows_of_units(study, language, orders, legend=3)
    cells = [_cells(own, order) for (_, own), (_, order) in zip(groups, orders, strict=True)]
    norm = PowerNorm(0.5, 0, max(one.max() for one in cells))
    for (key, order), shares, panel in zip(orders, cells, panels, strict=True):
        edges = (0.5, len(order) + 0.5, len(order) - 0.5, -0.5)
        shaded = panel.imshow(shares, extent=edges, aspect="auto", cmap="Greys", norm=norm, interpolation="nearest")
        ranks = official[key].set_index("unit_code").loc[order, "rank"]
        if len(order) <= MOST_LINES:
            panel.plot(ranks, range(len(order)), "o", color=style.ACCENT, markersize=min(4.5, max(3.2, 140 / len(order))),
                       markeredgecolor="white", markeredgewidth=0.4, label=say("figures.official_rank", language))  # fmt: skip
        panel.grid(visible=False)
    _probability_bar(figure, panels, shaded, language)
    style.legend_below(figure, *panels)
    return figure


def _cells(own: pd.DataFrame, order: list[str]) -> np.ndarray:
    """Return units x ranks in official order, per cent of the draws; neighbours share a cell beyond the most cells."""
    count = len(order)
    side = min(count, MOST_CELLS)
    rows = own["unit_code"].map({code: place for place, code in enumerate(order)}).to_numpy() * side // count
    columns = (own["rank"].to_numpy(dtype=int) - 1) * side // count
    sums = np.bincount(rows * side + columns, own["probability"], side * side).reshape(side, side)
    units = np.bincount(np.arange(count) * side // count, minlength=side)
    return 100 * sums / units[:, None]


def _probability_bar(figure: Figure, panels: list, shaded, language: str) -> None:
    bar = figure.colorbar(shaded, ax=panels, location="bottom", shrink=0.6, pad=0.02, aspect=40)
    bar.ax.xaxis.set_major_locator(FixedLocator([share for share in PER_CENTS if share <= shaded.norm.vmax]))
    bar.ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language, 0)))
    bar.ax.minorticks_off()
    bar.outline.set_visible(False)
    bar.set_label(say("figures.rank_probability", language))


def influence(study: Study, language: str, table: pd.DataFrame) -> Figure | None:
    """Return first-order and total influence on the mean shift of ranks, with intervals, the largest first.

    table : table `influence`. Of many inputs those of the largest total influence are shown: twelve in one block, fewer
    in each of several.
    """
    own = table[(table["target"] == "mean_rank_shift") & table["total_order"].notna()]
    blocks = in_order(own, study)
    most = max(FEWEST_INPUTS, MOST_INPUTS // max(1, len(blocks)))
    groups = [(key, _largest(part, most)) for key, part in blocks]
    if not groups:
        return None
    return _panels_of_bars(study, language, groups, "input", _influence_panel, say("figures.influence", language))


def _largest(own: pd.DataFrame, most: int) -> pd.DataFrame:
    ordered = own.sort_values(["total_order", "input"], ascending=[False, True])
    return ordered.head(most).reset_index(drop=True)


def _panels_of_bars(study: Study, language: str, groups: list, column: str, draw: Callable, x_label: str) -> Figure:
    """Return a figure with a row for each input or part of a block, named at the left."""
    name = {"input": names.varied, "node": names.node}[column]
    labels = [
        [style.wrapped(name(study.criteria(block), code, language), style.LONGEST) for code in own[column]]
        for (_, block), own in groups
    ]
    counts, wanted = [len(own) for own in labels], max(0.3, (_lines_of(labels) + 0.6) * style.LABEL_HEIGHT)
    figure, panels = style.grid(counts, wanted, legend=2)
    for ((year, block), own), words, panel in zip(groups, labels, panels, strict=True):
        draw(panel, own, language)
        style.name_rows(panel, words, style.row_height(counts, wanted, legend=2))
        panel.set_title(style.wrapped(names.heading(study, year, block, language), style.LONGEST))
        style.numbers(panel.xaxis, language)
    panels[-1].set_xlabel(style.wrapped(x_label, style.LONGEST))
    style.legend_below(figure, *panels)
    return figure


def _lines_of(labels: list[list[str]]) -> int:
    return max(label.count("\n") + 1 for own in labels for label in own)


def _influence_panel(panel, own: pd.DataFrame, language: str) -> None:
    looks = (("first_order", -0.19, style.MIDDLE), ("total_order", 0.19, style.LIGHT))
    for name, shift, colour in looks:
        rows = own.index + shift
        panel.barh(rows, own[name], 0.34, color=colour, label=say(f"figures.{name}", language))
        panel.hlines(rows, own[f"{name}_low"], own[f"{name}_high"], color=style.DARK, linewidth=1)
    panel.axvline(0, color=style.DARK, linewidth=0.8)


def importance(study: Study, language: str, table: pd.DataFrame) -> Figure | None:
    """Return, for each part directly below the total, its nominal weight beside its importance, the heaviest first.

    table : table `effective_weights`; importance is the share of the main effects among these parts.
    """
    own = table[(table["parent"] == ROOT) & table["importance"].notna() & table["nominal_weight"].notna()]
    groups = [(key, _heaviest(part)) for key, part in in_order(own, study) if len(part) > 1]
    if not groups:
        return None
    return _panels_of_bars(study, language, groups, "node", _importance_panel, say("figures.per_cent", language))


def _heaviest(own: pd.DataFrame) -> pd.DataFrame:
    return own.sort_values("nominal_weight", ascending=False, kind="stable").reset_index(drop=True)


def _importance_panel(panel, own: pd.DataFrame, language: str) -> None:
    weight, reached = 100 * own["nominal_weight"], 100 * own["importance"]
    panel.hlines(own.index, weight, reached, color=style.LIGHT, linewidth=3)
    panel.plot(weight, own.index, "D", markerfacecolor="white", markeredgecolor=style.ACCENT, markersize=5,
               label=say("figures.nominal_weight", language))  # fmt: skip
    panel.plot(reached, own.index, "o", color=style.DARK, markersize=5, label=say("figures.importance", language))
    panel.set_xlim(0, None)
    panel.margins(x=0.08)
