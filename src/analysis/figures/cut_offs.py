"""Figure of room 6: every unit's total in each round around the class limits, before and after the explanation."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.language import number, say
from analysis.study import Study

ROUNDS = ("self", "appraisal_1", "appraisal_2")
# Blocks that stand beside one another.
COLUMNS = 2
# Windows on each side of a limit that are shown beyond the counted one.
AROUND = 5
# Dots at the edge stand whole inside the frame: this many windows are left free there.
MARGIN = 0.3


def cut_offs(study: Study, language: str, thresholds: pd.DataFrame, lists: dict) -> Figure | None:
    """Return, for each year, block and class limit that is stated, the totals around it: a row of dots for each round.

    thresholds : table `thresholds`; lists : {(year, block): {round: totals by unit_code}}, as `round_lists` gives them. The
    grey strip is the window in which units are counted; the counts below and above the limit stand beside it. A column
    for each block, limits from the highest down; of many years the newest.
    """
    places = in_order(thresholds[thresholds["cut_off"].notna()], study)[-COLUMNS:]
    if not places:
        return None
    limits = [_limits(own, lists.get(place, {})) for place, own in places]
    rounds = max(own["round_of_points"].nunique() for _, own in places)
    rows = max(map(len, limits))
    height = rows * (0.3 * rounds + 0.5) + 1.5
    figure, axes = style.canvas(height, nrows=rows, ncols=len(places), squeeze=False)
    for column, ((place, _), own) in enumerate(zip(places, limits, strict=True)):
        for row in range(rows):
            axes[row][column].set_visible(row < len(own))
        for row, (label, limit) in enumerate(own):
            panel = axes[row][column]
            _panel(panel, language, limit, lists.get(place, {}), column == 0)
            heading = [style.wrapped(names.heading(study, *place, language), 34)] if len(places) > 1 and not row else []
            panel.set_title("\n".join([*heading, _title(language, label, limit)]), fontsize=8)
            style.numbers(panel.xaxis, language)
    style.legend_below(figure, *(panel for line in axes for panel in line))
    return figure


def _title(language: str, label: str, limit: pd.DataFrame) -> str:
    cut_off = number(limit["cut_off"].iloc[0], language, 2)
    return say("figures.class_limit", language, label=label, cut_off=cut_off)


def _limits(own: pd.DataFrame, totals: dict[str, pd.Series]) -> list[tuple[str, pd.DataFrame]]:
    """Return (class, its rows) from the highest limit down, without limits that no total comes near."""
    ordered = sorted(own.groupby("class", sort=True), key=lambda one: -one[1]["cut_off"].iloc[0])
    near = [one for one in ordered if any(len(_near(values, one[1])) for values in totals.values())]
    return near or ordered[:1]


def _near(totals: pd.Series, own: pd.DataFrame) -> np.ndarray:
    values = np.sort(totals.to_numpy(dtype=float))
    return values[np.abs(values - own["cut_off"].iloc[0]) <= AROUND * own["window"].iloc[0]]


def _panel(panel, language: str, own: pd.DataFrame, totals: dict[str, pd.Series], named: bool) -> None:
    limit, window = own["cut_off"].iloc[0], own["window"].iloc[0]
    rounds = [name for name in ROUNDS if name in set(own["round_of_points"])]
    panel.axvspan(limit - window, limit + window, color="#ececec", linewidth=0, zorder=0,
                  label=say("figures.window", language))  # fmt: skip
    panel.axvline(limit, color=style.ACCENT, linewidth=1.2)
    for place, name in enumerate(rounds):
        values = _near(totals.get(name, pd.Series(dtype=float)), own)
        above = values >= limit
        for chosen, fill, key in ((above, style.DARK, "limit_above"), (~above, "white", "limit_below")):
            panel.plot(values[chosen], place + _spread(values, window)[chosen], "o", markersize=3.6, markerfacecolor=fill,
                       markeredgecolor=style.DARK, markeredgewidth=0.7, linestyle="none",
                       label=say(f"figures.{key}", language))  # fmt: skip
        row = own[own["round_of_points"] == name].iloc[0]
        counts = say("figures.below_above", language, below=int(row["below"]), above=int(row["above"]))
        panel.annotate(counts, (1.0, place), (4, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                       va="center", fontsize=7)  # fmt: skip
    reach = (AROUND + MARGIN) * window
    panel.set_xlim(limit - reach, limit + reach)
    labels = [style.wrapped(say(f"labels.round_{name}", language), 18) if named else "" for name in rounds]
    panel.set_yticks(range(len(rounds)), labels, fontsize=7)
    panel.set_ylim(len(rounds) - 0.4, -0.6)
    panel.grid(axis="y", visible=False)


def _spread(values: np.ndarray, window: float) -> np.ndarray:
    """Return how far each dot is moved off its line so that close ones do not cover each other: in turns, up and down."""
    places, last, turn = np.zeros(len(values)), -np.inf, 0
    steps = np.array([0, -0.18, 0.18, -0.32, 0.32])
    for place, value in enumerate(values):
        turn = turn + 1 if value - last < window / 4 else 0
        places[place], last = steps[turn % len(steps)], value
    return places
