"""Figure of room 2: what the units gave themselves, and what each round of appraisal made of it."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.language import say
from analysis.study import Study

LOOKS = {
    "self": {"marker": "o", "markerfacecolor": "white", "color": style.DARK},
    "appraisal_1": {"marker": "|", "color": style.MIDDLE, "markersize": 9},
    "appraisal_2": {"marker": "o", "color": style.ACCENT},
}


def rounds(study: Study, language: str, totals: pd.DataFrame) -> Figure | None:
    """Return each unit's points by round over the same rows, units in order of the last round, a panel for each block."""
    groups = [(key, own) for key, own in in_order(totals, study) if own["round_of_points"].nunique() > 1]
    if not groups:
        return None
    figure, panels = style.grid([own["unit_code"].nunique() for _, own in groups], 0.2)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        _panel(panel, study, language, own, names.heading(study, year, block, language))
    style.legend_below(figure, panels[0])
    return figure


def _panel(panel, study: Study, language: str, own: pd.DataFrame, heading: str) -> None:
    wide = own.pivot(index="unit_code", columns="round_of_points", values="points")
    present = [name for name in LOOKS if name in wide]
    wide = wide.sort_values([present[-1], present[0]], kind="stable")
    panel.hlines(range(len(wide)), wide.min(axis=1), wide.max(axis=1), color=style.LIGHT, linewidth=1.6)
    for name in present:
        look = {"markersize": 4.5, "linestyle": "none", **LOOKS[name]}
        panel.plot(wide[name], range(len(wide)), label=say(f"labels.round_{name}", language), **look)
    labels = [style.wrapped(names.unit(study, code, language), style.LONGEST) for code in wide.index]
    panel.set_yticks(range(len(wide)), labels)
    panel.set_ylim(-0.6, len(wide) - 0.4)
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_xlabel(say("figures.self_scored_points", language))
    style.numbers(panel.xaxis, language)
