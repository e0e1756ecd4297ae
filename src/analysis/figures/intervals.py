"""Rows of estimates with their intervals, and the band of what the test would have missed: one look for all of room 4 and 6."""

from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.language import say

BAND = "#e3e3e3"
# Rows above which names are kept on one line; places above which all rows stand in one panel.
MOST_WRAPPED, MOST_PANELS = 30, 3
LEGEND = 6


class Part(NamedTuple):
    """The estimates of one place: its heading, a row for each estimate, and what each row is called."""

    heading: str
    rows: pd.DataFrame
    labels: list[str]


def intervals(language: str, parts: list[Part], x_label: str) -> Figure:
    """Return a row for each estimate: mark, interval, band of what is not detectable, and the line of no difference.

    rows of a part : estimate, low, high, detectable, verdict (`shown` makes the mark solid). A panel for each part; one
    panel for all where there are more than three.
    """
    parts = parts if len(parts) <= MOST_PANELS else [_one_part(parts)]
    counts = [len(part.rows) for part in parts]
    widest = style.LONGEST if sum(counts) <= MOST_WRAPPED else 2 * style.LONGEST
    labels = [[style.wrapped(label, widest) for label in part.labels] for part in parts]
    most_lines = max(label.count("\n") + 1 for own in labels for label in own)
    wanted = max(0.22 if sum(counts) > MOST_WRAPPED else 0.32, (most_lines + 0.5) * style.LABEL_HEIGHT)
    figure, panels = style.grid(counts, wanted, share_x=True, legend=LEGEND)
    for part, own, panel in zip(parts, labels, panels, strict=True):
        rows = part.rows.reset_index(drop=True)
        _bands(panel, rows, language)
        _marks(panel, rows, language)
        panel.axvline(0, color=style.ACCENT, linewidth=1)
        style.name_rows(panel, own, style.row_height(counts, wanted, legend=LEGEND))
        if len(parts) > 1 and part.heading:
            panel.set_title(style.wrapped(part.heading, style.LONGEST))
    panels[-1].set_xlabel(style.wrapped(x_label, style.LONGEST + 10))
    style.numbers(panels[-1].xaxis, language)
    style.legend_below(figure, *panels)
    return figure


def _one_part(parts: list[Part]) -> Part:
    """Return all parts as one, each label with the heading of its part before it."""
    labels = [f"{part.heading}: {label}" if part.heading else label for part in parts for label in part.labels]
    return Part("", pd.concat([part.rows for part in parts]), labels)


def _bands(panel, rows: pd.DataFrame, language: str) -> None:
    known = rows[rows["detectable"].notna()]
    if len(known):
        label = style.wrapped(say("figures.detectable", language), 68)
        # Bars keep the frame at their ends otherwise: a band would seem to be cut off there.
        panel.use_sticky_edges = False
        panel.barh(
            known.index, 2 * known["detectable"], 0.72, left=-known["detectable"], color=BAND, zorder=0.5, label=label
        )


def _marks(panel, rows: pd.DataFrame, language: str) -> None:
    known = rows[rows["low"].notna() & rows["high"].notna()]
    panel.hlines(known.index, known["low"], known["high"], color=style.DARK, linewidth=1.3)
    shown = rows["verdict"] == "shown"
    looks = (
        (shown, "o", style.DARK, "shown"),
        (~shown & rows["low"].notna(), "o", "white", "not_shown"),
        (~shown & rows["low"].isna(), "x", style.MIDDLE, "value_only"),
    )
    for chosen, marker, fill, key in looks:
        own = rows[chosen & rows["estimate"].notna()]
        if len(own):
            edge = style.MIDDLE if marker == "x" else style.DARK
            panel.plot(own["estimate"], own.index, marker, markersize=5, markerfacecolor=fill, markeredgecolor=edge,
                       label=say(f"figures.{key}", language))  # fmt: skip
