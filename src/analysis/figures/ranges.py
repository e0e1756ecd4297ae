"""Figures of ranks under one other choice: the survey's share, equal weights, the treatments of what does not apply."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.language import number, say
from analysis.study import Study

NAMED_LINES = 12
LINES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
DARK_LINES = len(LINES)


def _rank_rows(panel, study: Study, language: str, codes: pd.Series, heading: str) -> None:
    panel.set_yticks(
        range(len(codes)), [style.wrapped(names.unit(study, code, language), style.LONGEST) for code in codes]
    )
    panel.set_ylim(len(codes) - 0.4, -0.6)
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    panel.set_xlim(0.2, len(codes) + 0.8)
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_xlabel(say("figures.rank", language))


def survey_share(study: Study, language: str, swept: pd.DataFrame) -> Figure | None:
    """Return the rank of each unit over the survey's share or factor; the units that move most are dark and named."""
    groups = in_order(swept, study)
    if not groups:
        return None
    figure, panels = style.grid([max(own["unit_code"].nunique(), 9) for _, own in groups], 0.24)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        _sweep_panel(panel, study, language, own, names.heading(study, year, block, language))
    return figure


def _sweep_panel(panel, study: Study, language: str, own: pd.DataFrame, heading: str) -> None:
    share = own["sweep"].iloc[0] == "share"
    ranks = own.pivot(index="level", columns="unit_code", values="rank")
    moves = (ranks.max() - ranks.min()).sort_values(ascending=False, kind="stable")
    dark = list(moves.index[:DARK_LINES])
    for code in ranks.columns:
        bold = code in dark
        panel.plot(
            ranks.index * (100 if share else 1), ranks[code],
            color=style.DARK if bold else style.LIGHT, linewidth=1.3 if bold else 0.8, zorder=2 if bold else 1,
            linestyle=LINES[dark.index(code)] if bold else "-",
        )  # fmt: skip
    _name_lines(panel, study, language, ranks, dark, share)
    official = None if share else 1.0
    if official is not None:
        panel.axvline(official, color=style.ACCENT, linewidth=1)
    else:
        panel.axvline(_official_share(study, own["block"].iloc[0]), color=style.ACCENT, linewidth=1)
    panel.invert_yaxis()
    panel.yaxis.set_major_locator(MaxNLocator(integer=True))
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_ylabel(say("figures.rank", language))
    panel.set_xlabel(say("figures.survey_share" if share else "figures.survey_factor", language))
    style.numbers(panel.xaxis, language)


def _official_share(study: Study, block: str) -> float:
    criteria = study.criteria(block).criteria
    leaves = criteria.loc[study.criteria(block).leaves]
    return float(100 * leaves.loc[leaves["points_from"] == "survey", "max_points"].sum() / leaves["max_points"].sum())


def _name_lines(panel, study: Study, language: str, ranks: pd.DataFrame, dark: list, share: bool) -> None:
    last = ranks.index[-1] * (100 if share else 1)
    small = len(ranks.columns) <= NAMED_LINES
    for code in ranks.columns:
        if small or code in dark:
            panel.annotate(style.wrapped(names.unit(study, code, language), 26), (last, ranks[code].iloc[-1]), (4, 0),
                           textcoords="offset points", va="center", fontsize=7,
                           color=style.DARK if code in dark else style.MIDDLE, annotation_clip=False)  # fmt: skip


def shifts(study: Study, language: str, shifted: pd.DataFrame) -> Figure | None:
    """Return official rank and rank under equal weights of each unit, joined by a line."""
    groups = in_order(shifted, study)
    if not groups:
        return None
    figure, panels = style.grid([len(own) for _, own in groups], 0.15 if len(shifted) > 30 else 0.22, legend=2)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        own = own.sort_values(["rank_base", "unit_code"]).reset_index(drop=True)
        panel.hlines(own.index, own["rank_base"], own["rank_other"], color=style.LIGHT, linewidth=2)
        panel.plot(
            own["rank_base"],
            own.index,
            "o",
            color=style.DARK,
            markersize=4.5,
            label=say("figures.official_rank", language),
        )
        panel.plot(own["rank_other"], own.index, "D", markerfacecolor="white", markeredgecolor=style.ACCENT, markersize=4.5,
                   label=say("figures.equal_weights", language))  # fmt: skip
        _rank_rows(panel, study, language, own["unit_code"], names.heading(study, year, block, language))
    style.legend_below(figure, panels[0])
    return figure


def treatments(study: Study, language: str, applicability: pd.DataFrame) -> Figure | None:
    """Return each unit's rank under each treatment of what does not apply, with its applicable maximum."""
    groups = in_order(applicability, study)
    if not groups:
        return None
    figure, panels = style.grid([own["unit_code"].nunique() for _, own in groups], 0.22)
    for ((year, block), own), panel in zip(groups, panels, strict=True):
        _treatment_panel(panel, study, language, own, names.heading(study, year, block, language))
    style.legend_below(figure, panels[0])
    return figure


def _treatment_panel(panel, study: Study, language: str, own: pd.DataFrame, heading: str) -> None:
    ranks = own.pivot(index="unit_code", columns="treatment", values="rank")
    official = (
        own.loc[own["official"] == "yes", "treatment"].iloc[0] if (own["official"] == "yes").any() else ranks.columns[0]
    )
    ranks = ranks.sort_values([official]).reset_index()
    rows = np.arange(len(ranks))
    panel.hlines(rows, ranks[list(ranks.columns[1:])].min(axis=1), ranks[list(ranks.columns[1:])].max(axis=1),
                 color=style.LIGHT, linewidth=1.5)  # fmt: skip
    for place, treatment in enumerate(ranks.columns[1:]):
        fill = style.DARK if treatment == official else "white"
        panel.plot(ranks[treatment], rows, style.MARKERS[place], markerfacecolor=fill, markeredgecolor=style.DARK,
                   markersize=5.5, linestyle="none", label=names.label("treatment", treatment, language))  # fmt: skip
    maxima = own.drop_duplicates("unit_code").set_index("unit_code")["applicable_max"]
    panel.set_yticks(
        rows,
        [
            style.wrapped(f"{names.unit(study, code, language)} ({number(maxima[code], language, 1)})", style.LONGEST)
            for code in ranks["unit_code"]
        ],
    )
    panel.set_ylim(len(ranks) - 0.4, -0.6)
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    panel.set_title(style.wrapped(heading, style.TITLE))
    panel.set_xlabel(say("figures.rank", language))
