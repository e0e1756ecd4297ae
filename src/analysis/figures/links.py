"""Figure of room 7: rank by points against rank by an outside index; those who disagree most by name, with both ranges."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.framework import ROOT
from analysis.language import number, say
from analysis.study import Study

NAMED = 4
# More panels than these cannot be read on a page: the newest years are drawn.
MOST_PANELS = 12
# Letters of a name beside its point, by the columns of panels.
LETTERS = {1: 50, 2: 30, 3: 19}


def scatters(study: Study, language: str, divergent: pd.DataFrame, association: pd.DataFrame) -> Figure | None:
    """Return both ranks of every unit, a panel for each year and outside index; on the line the two agree.

    divergent : table `divergent_units`; association : table `association`. The units whose ranks differ most are named and
    have their ranges where these are known; solid where the two ranges do not meet. The newest twelve panels at most.
    """
    groups = newest(study, divergent)
    if not groups:
        return None
    columns = min(2 if len(groups) <= 6 else 3, len(groups))
    rows = -(-len(groups) // columns)
    side = {1: 4.8, 2: 3.3, 3: 2.5}[columns]
    height = min(rows * side + 0.6, style.TALLEST)
    figure, axes = style.canvas(height, nrows=rows, ncols=columns, squeeze=False)
    flat = [panel for line in axes for panel in line]
    for spare in flat[len(groups) :]:
        spare.set_visible(False)
    for (key, own), panel in zip(groups, flat, strict=False):
        _panel(panel, study, language, own, _spearman(association, key), key)
    _labels_once(flat, len(groups), columns, language)
    style.legend_below(figure, *flat[: len(groups)])
    figure.get_layout_engine().execute(figure)
    for (_, own), panel in zip(groups, flat, strict=False):
        named = _named(own)
        labels = [style.shortened(names.unit(study, code, language), LETTERS[columns]) for code in named["unit_code"]]
        style.name_points(panel, list(zip(named["rank_score"], named["rank_outside"], strict=True)), labels)
    return figure


def newest(study: Study, divergent: pd.DataFrame) -> list[tuple[tuple, pd.DataFrame]]:
    """Return ((year, block, index), rows) of at most twelve panels: the newest years, indices in the order of study.yml."""
    groups = in_order(divergent, study, "outside_index")
    place = {index: place for place, index in enumerate(study.outside)}
    groups = sorted(groups, key=lambda group: (-group[0][0], place.get(group[0][2], len(place))))[:MOST_PANELS]
    return sorted(groups, key=lambda group: (group[0][0], place.get(group[0][2], len(place))))


def _spearman(association: pd.DataFrame, key: tuple) -> float:
    year, block, index = key
    found = association[
        (association["year"] == year) & (association["block"] == block) & (association["score"] == ROOT)
        & (association["outside_index"] == index) & (association["measure"] == "spearman")
    ]  # fmt: skip
    return float(found["estimate"].iloc[0]) if len(found) else float("nan")


def _named(own: pd.DataFrame) -> pd.DataFrame:
    """Return the units to be named: first those whose two ranges do not meet, then by the width of the gap."""
    width, apart = own["rank_gap"].abs(), own["beyond_ranges"] == "yes"
    ordered = own.assign(width=width, apart=apart)
    ordered = ordered.sort_values(["apart", "width", "unit_code"], ascending=[False, False, True])
    return ordered[ordered["width"] > 0].head(NAMED)


def _panel(panel, study: Study, language: str, own: pd.DataFrame, rho: float, place: tuple) -> None:
    year, _, index = place
    last = max(own["rank_score"].max(), own["rank_outside"].max(), 2)
    panel.plot([1, last], [1, last], color=style.ACCENT, linewidth=0.9, label=say("figures.ranks_agree", language))
    size = 2.6 if len(own) > 70 else 3.4
    panel.plot(own["rank_score"], own["rank_outside"], "o", color=style.LIGHT, markersize=size, markeredgewidth=0)
    named = _named(own)
    _ranges(panel, named, language)
    apart = named["beyond_ranges"] == "yes"
    looks = ((apart, style.DARK, "ranges_apart"), (~apart, "white", "differ_most"))
    for chosen, fill, key in looks:
        part = named[chosen]
        if len(part):
            panel.plot(part["rank_score"], part["rank_outside"], "o", markersize=4.5, markerfacecolor=fill, zorder=3,
                       markeredgecolor=style.DARK, linestyle="none", label=say(f"figures.{key}", language))  # fmt: skip
    short = names.outside_index(study, index, language)
    title = style.wrapped(f"{short}, {year}", 34) + "\n"
    panel.set_title(title + say("figures.rho", language, rho=number(rho, language, 2), n=len(own)), fontsize=7.2)
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_ticks(
            [1, *(tick for tick in MaxNLocator(nbins=4, integer=True).tick_values(1, last) if 2 < tick <= last)]
        )
        axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language, 0)))
    pad = max(0.06 * last, 0.6)
    panel.set_xlim(last + pad, 1 - pad)
    panel.set_ylim(last + pad, 1 - pad)


def _ranges(panel, named: pd.DataFrame, language: str) -> None:
    label = say("figures.both_ranges", language)
    across = named[named["rank_score_low"].notna() & named["rank_score_high"].notna()]
    upright = named[named["rank_outside_low"].notna() & named["rank_outside_high"].notna()]
    looks = {"color": style.MIDDLE, "linewidth": 1.1, "label": label}
    if len(across):
        low, high = across["rank_score_low"].astype(float), across["rank_score_high"].astype(float)
        panel.hlines(across["rank_outside"], low, high, **looks)
    if len(upright):
        low, high = upright["rank_outside_low"].astype(float), upright["rank_outside_high"].astype(float)
        panel.vlines(upright["rank_score"], low, high, **looks)


def _labels_once(panels: list, count: int, columns: int, language: str) -> None:
    """Name the axes at the left and at the bottom only: they are the same in every panel."""
    for place, panel in enumerate(panels[:count]):
        if place % columns == 0:
            panel.set_ylabel(say("figures.rank_outside", language))
        if place + columns >= count:
            panel.set_xlabel(say("figures.rank_points", language))
