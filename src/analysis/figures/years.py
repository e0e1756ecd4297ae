"""Figure of room 8: the places of the units over the years; those that moved most are dark and named, the others grey."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import names
from analysis.compare.year_pairs import PUBLISHED
from analysis.compare.years import YEAR
from analysis.figures import style
from analysis.language import say
from analysis.study import Study

# Lines over many years cross each other: more than a few could not be followed.
NAMED_YEARS, NAMED_PAIR = 6, 10
# Where so few units are ranked, all are named.
FEW = 12
FEWEST_ROWS = 9
# How a change of score stands to its error: beyond it, within it, not known.
WEIGHTS = {"yes": ("-", 2.0), "no": ("--", 1.2), "unknown": ("-", 1.2)}
ROUND = re.compile(r"\d{4}(?:-H[12])?")


class Course(NamedTuple):
    """The places of the units of one block, units x rounds, NaN where not known; among whom they are counted.

    beyond : {unit: whether its score changed by more than the error}, of two rounds only, else empty.
    """

    block: str
    ranks: pd.DataFrame
    among: str
    beyond: dict[str, str]


def places(
    study: Study, language: str, placed: pd.DataFrame, shifted: pd.DataFrame, changes: pd.DataFrame
) -> Figure | None:
    """Return the places of each block over the years of a study, or in the round before and this one; None with one alone.

    placed, shifted, changes : the tables `places`, `shifts`, `year_changes`. Over several years the six units whose place
    varies most are dark and named, of those known in half of the years; between two rounds the ten that moved furthest.
    In small blocks all are named.
    """
    found = courses(study, placed, shifted, changes)
    if not found:
        return None
    rows = [max(_last_place(one), FEWEST_ROWS) for one in found]
    wanted = 0.1 if max(rows) > 40 else 0.19
    entries = len({one.beyond[code] for one in found for code in moved_most(one) if one.beyond}) + 1
    figure, panels = style.grid(rows, wanted, legend=entries)
    inches = style.row_height(rows, wanted, entries)
    for one, panel, count in zip(found, panels, rows, strict=True):
        _panel(panel, study, language, one, inches * count / _last_place(one))
    style.legend_below(figure, *panels)
    return figure


def courses(study: Study, placed: pd.DataFrame, shifted: pd.DataFrame, changes: pd.DataFrame) -> list[Course]:
    """Return the places of each block of a study: over its years where it has several, else in two rounds."""
    found = [_over_years(placed, block) or _between(shifted, changes, block) for block in study.blocks]
    return [one for one in found if one]


def _over_years(placed: pd.DataFrame, block: str) -> Course | None:
    own = placed[placed["block"] == block].sort_values("year")
    if own.empty:
        return None
    own = own[own["units_in_block"] == own["units_in_block"].iloc[-1]]
    if own["year"].nunique() < 2:
        return None
    every = range(int(own["year"].min()), int(own["year"].max()) + 1)
    ranks = own.pivot(index="unit_code", columns="year", values="rank").reindex(columns=every).astype(float)
    return Course(block, ranks.rename(columns=str).sort_index(), PUBLISHED, {})


def _between(shifted: pd.DataFrame, changes: pd.DataFrame, block: str) -> Course | None:
    own = shifted[(shifted["kind"] == YEAR) & (shifted["block"] == block)]
    own = own[own["year"] == own["year"].max()].set_index("unit_code").sort_index()
    if own.empty:
        return None
    comparison = own["comparison"].iloc[0]
    among = changes.loc[(changes["block"] == block) & (changes["comparison"] == comparison), "ranks_among"].iloc[0]
    ranks = own[["rank_base", "rank_other"]].astype(float).set_axis(rounds(comparison), axis=1)
    return Course(block, ranks, among, own["beyond_noise"].replace("", "unknown").fillna("unknown").to_dict())


def rounds(comparison: str) -> list[str]:
    """Return the two rounds of a comparison: 2022 and 2023 of `2022-2023`, 2025-H1 and 2025-H2 of `2025-H1-2025-H2`."""
    return ROUND.findall(comparison)


def moved_most(one: Course) -> list[str]:
    """Return the units that are dark and named, most moved first: by the spread of their places, or the places moved."""
    if one.beyond:
        size, most = one.ranks.iloc[:, 1].sub(one.ranks.iloc[:, 0]).abs(), NAMED_PAIR
    else:
        known = 2 * one.ranks.notna().sum(axis=1) >= one.ranks.shape[1]
        size, most = one.ranks.std(axis=1, ddof=1).where(known).fillna(0), NAMED_YEARS
    order = size[size > 0].round(9).sort_values(ascending=False, kind="stable")
    return list(order.index[:most])


def _last_place(one: Course) -> int:
    return int(np.nanmax(one.ranks.to_numpy()))


def _panel(panel, study: Study, language: str, one: Course, inches: float) -> None:
    """inches : of one place."""
    dark = moved_most(one)
    for code, ranks in one.ranks.iterrows():
        if code not in dark:
            panel.plot(range(len(ranks)), ranks, color=style.LIGHT, linewidth=0.8, zorder=1, marker=".", markersize=3)
    for place, code in enumerate(dark):
        colour, line, width = _look(one, code, place)
        mark = "o" if one.beyond else style.MARKERS[place]
        known = one.ranks.loc[code].dropna()
        panel.plot([one.ranks.columns.get_loc(name) for name in known.index], known, color=colour, linestyle=":",
                   linewidth=0.8, zorder=2)  # fmt: skip
        panel.plot(range(one.ranks.shape[1]), one.ranks.loc[code], color=colour, linestyle=line, linewidth=width,
                   marker=mark, markersize=4, zorder=3)  # fmt: skip
    _name(panel, study, language, one, inches)
    _axes(panel, study, language, one)
    _explain(panel, language, one)


def _look(one: Course, code: str, place: int) -> tuple[str, str, float]:
    if not one.beyond:
        return (style.DARK, style.ACCENT)[place % 2], "-", 1.4
    up = one.ranks.loc[code].iloc[1] < one.ranks.loc[code].iloc[0]
    return style.ACCENT if up else style.DARK, *WEIGHTS[one.beyond[code]]


def _name(panel, study: Study, language: str, one: Course, inches: float) -> None:
    """Write the names of the chosen units at the right, each joined to the last place it is known at."""
    dark = moved_most(one)
    named = list(one.ranks.index) if len(one.ranks) <= FEW else dark
    ends = {code: _end(one.ranks.loc[code]) for code in named}
    order = sorted(named, key=lambda code: (ends[code][1], code))
    labels = [style.wrapped(_label(study, language, one, code), 34) for code in order]
    heights = [style.LABEL_HEIGHT * (label.count("\n") + 1) / inches for label in labels]
    at = spread([ends[code][1] for code in order], heights, 0.5, _last_place(one) + 0.5)
    right = one.ranks.shape[1] - 1
    for code, label, y in zip(order, labels, at, strict=True):
        colour = style.DARK if code in dark else style.MIDDLE
        line = {"arrowstyle": "-", "color": style.MIDDLE, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3}
        panel.annotate(label, ends[code], (right * 1.06, y), fontsize=7, va="center", color=colour, arrowprops=line,
                       annotation_clip=False)  # fmt: skip


def _end(ranks: pd.Series) -> tuple[int, float]:
    known = np.flatnonzero(ranks.notna())
    return int(known[-1]), float(ranks.iloc[known[-1]])


def _label(study: Study, language: str, one: Course, code: str) -> str:
    """Return the name of a unit with its places: from the one to the other, or the best and the worst over the years."""
    ranks, unit = one.ranks.loc[code].dropna().astype(int), names.unit(study, code, language)
    if one.beyond:
        return say("years.figure_pair", language, unit=unit, base=int(ranks.iloc[0]), other=int(ranks.iloc[1]))
    return say("years.figure_years", language, unit=unit, best=int(ranks.min()), worst=int(ranks.max()))


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Return places in the order given, near the wanted ones and no two closer than their heights allow.

    wanted : ascending; heights : of each, around its place. They stay between low and high as far as there is room.
    """
    found, reach = [], low
    for place, height in zip(wanted, heights, strict=True):
        found.append(max(place, reach + height / 2))
        reach = found[-1] + height / 2
    reach = max(high, low + sum(heights))
    for at in reversed(range(len(found))):
        found[at] = min(found[at], reach - heights[at] / 2)
        reach = found[at] - heights[at] / 2
    return found


def _axes(panel, study: Study, language: str, one: Course) -> None:
    labels = list(one.ranks.columns)
    panel.set_xticks(range(len(labels)), labels)
    panel.set_xlim(-0.03 * (len(labels) - 1), 1.03 * (len(labels) - 1))
    panel.set_ylim(_last_place(one) + 0.6, 0.4)
    panel.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    title = f"{names.block(study, one.block, language)}, {labels[0]}–{labels[-1]}"
    panel.set_title(style.wrapped(title, style.TITLE))
    panel.set_ylabel(say("figures.rank", language))
    if one.among != PUBLISHED:
        panel.set_xlabel(say(f"years.figure_among_{one.among}", language))


def _explain(panel, language: str, one: Course) -> None:
    """Put what the lines mean into the legend, by lines that are not drawn."""
    dark = moved_most(one)
    for name in WEIGHTS:
        if name in {one.beyond.get(code) for code in dark}:
            line, width = WEIGHTS[name]
            panel.plot([], [], color=style.DARK, linestyle=line, linewidth=width,
                       label=say(f"years.figure_beyond_{name}", language))  # fmt: skip
    if len(dark) < len(one.ranks):
        panel.plot([], [], color=style.LIGHT, linewidth=0.8, marker=".", markersize=3,
                   label=say("years.figure_other_units", language))  # fmt: skip
