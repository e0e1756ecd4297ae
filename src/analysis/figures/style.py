"""The one style of all figures, and the door through which they are saved."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from IPython.display import Image, Markdown
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from analysis.language import LANGUAGES, number, say
from analysis.study import Study

DARK, MIDDLE, LIGHT = "#1b1b1b", "#767676", "#c4c4c4"
ACCENT = "#0b5394"
WIDTH = 6.7
TALLEST = 8.4
# Inches of one line of a label; below so many of them a row its letters become smaller.
LABEL_HEIGHT, SMALL = 0.125, 1.1
LONGEST, TITLE = 44, 58
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
SETTINGS = {
    "figure.dpi": 150, "savefig.dpi": 150, "figure.constrained_layout.w_pad": 0.1, "figure.constrained_layout.h_pad": 0.08,
    "svg.hashsalt": "analysis", "svg.fonttype": "path", "font.family": "DejaVu Sans",
    "font.size": 8.5, "axes.titlesize": 9.5, "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.labelsize": 8.5,
    "xtick.labelsize": 8, "ytick.labelsize": 8, "legend.fontsize": 8, "legend.frameon": False, "axes.spines.top": False,
    "axes.spines.right": False, "axes.grid": True, "grid.color": "#e4e4e4", "grid.linewidth": 0.6, "axes.axisbelow": True,
}  # fmt: skip


def save(run_folder: Path, name: str, study: Study, draw: Callable[..., Figure | None], *parts) -> Image | Markdown:
    """Draw a figure in both languages, save PNG and SVG, and return the English one for the notebook.

    `draw(study, language, *parts)` returns the figure, or None where there is nothing to draw; then no file is left.
    """
    folder = Path(run_folder) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        figure = draw(study, language, *parts)
        if figure is None:
            return Markdown(say("figures.nothing_to_draw", "en"))
        _mark_status(figure, study, language)
        # Laid out once: each file would otherwise lay the figure out anew, at the cost of drawing it twice.
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        figure.savefig(folder / f"{name}_{language}.png", metadata={"Software": None})
        figure.savefig(folder / f"{name}_{language}.svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    return Image(filename=str(folder / f"{name}_en.png"), width=680)


def _mark_status(figure: Figure, study: Study, language: str) -> None:
    if study.synthetic:
        word = say("labels.synthetic_mark", language)
        mark = figure.text(
            0.5, 0.5, word, fontsize=44, color="#b00000", alpha=0.13, rotation=28, ha="center", va="center"
        )
        box, sheet = mark.get_window_extent(figure.canvas.get_renderer()), figure.bbox
        mark.set_fontsize(44 * min(1, 0.95 * sheet.width / box.width, 0.95 * sheet.height / box.height))
        figure.text(0.995, 0.004, word, fontsize=8, color="#b00000", ha="right", va="bottom", weight="bold")


@cache
def _set_theme() -> None:
    # Imported where a figure is drawn: many rooms of many studies draw none, and this import takes a second.
    import seaborn

    seaborn.set_theme(style="ticks", rc=SETTINGS)


def canvas(height: float, **options) -> tuple[Figure, mpl.axes.Axes]:
    """Return a figure of report width and its axes; labels are always whole."""
    _set_theme()
    # Letters are a little wider in one format than in another: the margin keeps every label whole in both.
    return plt.subplots(figsize=(WIDTH, min(height, TALLEST)), layout="constrained", **options)


def numbers(axis, language: str) -> None:
    """Write the numbers of an axis as the language does, with as many decimals as its range needs."""
    low, high = axis.get_view_interval()
    decimals = 0 if abs(high - low) > 4 else 1 if abs(high - low) > 0.4 else 2
    axis.set_major_locator(MaxNLocator(nbins=6, integer=decimals == 0, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, language, decimals)))


def grid(rows_each: list[int], row_height: float, share_x: bool = False, legend: int = 0) -> tuple[Figure, list]:
    """Return a figure with one panel for each entry; heights follow the number of rows in it.

    Up to three panels stand below one another; more stand in three columns. legend : lines of the legend below them,
    for which the figure is made higher.
    """
    columns, tallest = _lines_of_panels(rows_each)
    figure, axes = canvas(
        sum(tallest) * row_height + _around(legend), nrows=len(tallest), ncols=columns, squeeze=False, sharex=share_x,
        gridspec_kw={"height_ratios": tallest},
    )  # fmt: skip
    flat = [panel for line in axes for panel in line]
    for spare in flat[len(rows_each) :]:
        spare.set_visible(False)
    return figure, flat[: len(rows_each)]


def _lines_of_panels(rows_each: list[int]) -> tuple[int, list[float]]:
    columns = 1 if len(rows_each) <= 3 else 3
    lines = [rows_each[start : start + columns] for start in range(0, len(rows_each), columns)]
    return columns, [max(line) + 2.2 for line in lines]


def _around(legend: int) -> float:
    return 0.5 + 0.25 * legend


def name_rows(panel, labels: list[str], row_height: float) -> None:
    """Name the rows of a panel from above to below, leaving out a name that would stand over the one before it.

    row_height : inches between two rows, as `row_heights` gives them.
    """
    small = row_height < SMALL * LABEL_HEIGHT
    height, below, kept = LABEL_HEIGHT * (0.85 if small else 1), -1.0, []
    for place, label in enumerate(labels):
        half = height * (label.count("\n") + 1) / 2
        if place * row_height - half >= below - 0.005:
            kept.append(place)
            below = place * row_height + half
    panel.set_yticks(kept, [labels[place] for place in kept], fontsize=6.8 if small else None)
    panel.set_ylim(len(labels) - 0.4, -0.6)


def row_height(rows_each: list[int], wanted: float, legend: int = 0) -> float:
    """Return how far apart the rows of a grid stand, in inches: as wanted, or less where it is shrunk to a page."""
    rows = sum(_lines_of_panels(rows_each)[1])
    return min(wanted, (TALLEST - _around(legend) - 0.35) / rows)


def legend_below(figure: Figure, *panels, columns: int = 1) -> None:
    """Put one legend for all panels below them, each entry once and on its line, where no label can be cut.

    columns : more than one only where every entry is short.
    """
    entries = {}
    for panel in panels:
        handles, labels = panel.get_legend_handles_labels()
        entries |= {label: handle for label, handle in zip(labels, handles, strict=True) if label not in entries}
    if entries:
        # The line below the legend is kept free for the small mark of synthetic studies.
        figure.legend(entries.values(), entries.keys(), loc="outside lower center", ncols=columns, borderaxespad=1.6)


SIDES = ((4, 3), (-4, 3), (4, -8), (-4, -8), (7, -2), (-7, -2), (4, 12), (-4, 12), (4, -16), (-4, -16), (4, 21), (-4, 21),
         (4, -25), (-4, -25))  # fmt: skip
# How far a mark reaches around its point, in points of print.
MARK = 2.4
# A label further from its point than this is joined to it by a line.
NEAR = 8


def name_points(panel, places: list[tuple[float, float]], labels: list[str]) -> None:
    """Write a label beside each point of a laid-out panel: on the first side where it stays inside and covers neither
    another label nor a mark.

    Where no side will do, on the side that reaches least beyond the panel, then covers fewest labels, then fewest marks.
    A label at some distance from its point is joined to it.
    """
    renderer, taken, marks = panel.figure.canvas.get_renderer(), [], _marks(panel)
    inside = panel.get_window_extent(renderer)
    for place, label in zip(places, labels, strict=True):
        tried = [_beside(panel, place, label, side) for side in SIDES]
        boxes = [text.get_window_extent(renderer) for text in tried]
        costs = [
            (_beyond(box, inside), sum(box.overlaps(other) for other in taken), box.count_overlaps(marks))
            for box in boxes
        ]
        best = costs.index(min(costs))
        for text in tried:
            text.remove()
        _beside(panel, place, label, SIDES[best], joined=abs(SIDES[best][1]) > NEAR)
        taken.append(boxes[best])


def _marks(panel) -> list[Bbox]:
    """Return where the marks of a laid-out panel stand."""
    reach = MARK * panel.figure.dpi / 72
    places = [
        panel.transData.transform(line.get_xydata())
        for line in panel.get_lines()
        if line.get_marker() not in ("None", "", None)
    ]
    return [Bbox([place - reach, place + reach]) for part in places for place in part]


def _beyond(box, inside) -> float:
    return max(inside.x0 - box.x0, box.x1 - inside.x1, inside.y0 - box.y0, box.y1 - inside.y1, 0)


def _beside(panel, place: tuple[float, float], label: str, side: tuple[int, int], joined: bool = False):
    align, corner = "left" if side[0] > 0 else "right", (float(side[0] < 0), float(side[1] < 0))
    line = {"arrowstyle": "-", "color": MIDDLE, "linewidth": 0.5, "shrinkA": 0, "shrinkB": MARK, "relpos": corner}
    arrow = line if joined else None
    text = panel.annotate(label, place, side, textcoords="offset points", fontsize=6.5, ha=align, arrowprops=arrow)
    # Below the marks, so that the white rim of a letter hides none of them.
    text.set(path_effects=[withStroke(linewidth=1.6, foreground="white")], zorder=1.9)
    text.set_in_layout(False)
    return text


def wrapped(text: str, width: int = 38) -> str:
    """Return text broken into lines of at most so many letters, between words."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def shortened(text: str, letters: int) -> str:
    """Return text of at most so many letters, cut after a word where that is possible, with an ellipsis."""
    if len(text) <= letters:
        return text
    head = text[: letters - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[letters // 2 :] else head}…"
