"""Figure of a proposal: each unit's official rank with its own range, and its rank under the proposal."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import names
from analysis.blocks import in_order
from analysis.compare.shifts import YES
from analysis.figures import style
from analysis.language import say
from analysis.study import Study

# More would not leave the page to anything else.
MOST = 20


def shifts(study: Study, language: str, shifted: pd.DataFrame) -> Figure | None:
    """Return a row a unit, in order of official rank: range, official rank, rank under the proposal, filled beyond the range.

    Of a block of more than twenty units those that move furthest.
    """
    groups = [(place, _furthest(own)) for place, own in in_order(shifted, study)]
    if not groups:
        return None
    figure, panels = style.grid([len(own) for _, own in groups], 0.2, legend=2)
    last = shifted.groupby(["year", "block"])[["rank_base", "rank_other"]].max().max(axis=1)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        _panel(panel, own, language)
        labels = [style.wrapped(names.unit(study, code, language), style.LONGEST) for code in own["unit_code"]]
        panel.set_yticks(range(len(own)), labels)
        panel.set_ylim(len(own) - 0.4, -0.6)
        panel.xaxis.set_major_locator(MaxNLocator(integer=True))
        panel.set_xlim(0.2, last[year, block] + 0.8)
        panel.set_title(style.wrapped(names.heading(study, year, block, language), style.TITLE))
        panel.set_xlabel(say("figures.rank", language))
    style.legend_below(figure, panels[0])
    return figure


def _furthest(own: pd.DataFrame) -> pd.DataFrame:
    moves = own.assign(places=own["rank_shift"].abs()).sort_values(["places", "rank_base"], ascending=[False, True])
    return moves.head(MOST).sort_values(["rank_base", "unit_code"]).reset_index(drop=True)


def _panel(panel, own: pd.DataFrame, language: str) -> None:
    low, high = own["rank_low"].astype(float), own["rank_high"].astype(float)
    panel.hlines(own.index, low - 0.3, high + 0.3, color=style.LIGHT, linewidth=6, label=_label("own_range", language))
    panel.hlines(own.index, own["rank_base"], own["rank_other"], color=style.MIDDLE, linewidth=0.8)
    panel.plot(
        own["rank_base"], own.index, "o", color=style.DARK, markersize=4, label=_label("official_rank", language)
    )
    beyond = (own["beyond_noise"] == YES).to_numpy()
    for filled, key in ((False, "proposed_rank"), (True, "proposed_beyond")):
        rank = np.where(beyond == filled, own["rank_other"], np.nan)
        fill = style.ACCENT if filled else "white"
        panel.plot(rank, own.index, "D", markerfacecolor=fill, markeredgecolor=style.ACCENT, markersize=4.5,
                   label=_label(key, language))  # fmt: skip


def _label(key: str, language: str) -> str:
    return say(f"figures.{key}", language)
