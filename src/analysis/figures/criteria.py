"""Figure of room 4: every criterion on one page - who is at its ends, how far units lie apart, and what was found."""

import pandas as pd
from matplotlib.figure import Figure

from analysis import names
from analysis.blocks import in_order
from analysis.figures import style
from analysis.language import number, say
from analysis.study import Study

# What a criterion may be marked with, the gravest first: a row has one mark at its right for each.
MARKS = {
    "ceiling": ("^", style.DARK), "floor": ("v", style.DARK), "same_for_all": ("D", style.DARK),
    "repeats": ("X", style.ACCENT),
    "disputed": ("s", style.ACCENT), "applies_to_few": ("o", "white"),
}  # fmt: skip
# Rows in one column, and on the page.
COLUMN, PAGE = 50, 100
ROW = 0.165
TICKS = (0, 50, 100)
TITLE_LETTERS = {1: 70, 2: 36}


def criteria(study: Study, language: str, quality: pd.DataFrame, verdicts: pd.DataFrame) -> Figure | None:
    """Return a row for each criterion of the lowest level: units at the maximum and at the bottom, spread, marks.

    quality : table `criterion_quality`; verdicts : table `criterion_verdicts`. Shares and spreads in per cent; the spread
    is the standard deviation over the maximum, left away where no source states the maximum.
    """
    rows = drawn(study, quality, verdicts)
    if rows.empty:
        return None
    several = rows.groupby(["year", "block"]).ngroups > 1
    columns = 1 if len(rows) <= COLUMN else 2
    parts = _columns(rows, columns, several)
    tallest = max(len(part) for part in parts)
    figure, axes = style.canvas(tallest * ROW + 1.4, ncols=columns, squeeze=False)
    for panel, part in zip(axes[0], parts, strict=True):
        _panel(panel, study, language, part, tallest, columns)
    style.legend_below(figure, *axes[0], columns=2)
    return figure


def drawn(study: Study, quality: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the criteria that the figure shows, with `marks` and `spread`: all, or of each block as many as fit a page.

    A block with one column of points has nothing to compare. Where there is no room for all, those with a mark stand
    first, then those on which units differ least.
    """
    several = quality[quality["block"].map(lambda block: len(study.criteria(block).leaves) > 1).astype(bool)]
    groups = [_of_block(study, key, own, verdicts) for key, own in in_order(several, study)]
    groups = [rows for rows in groups if len(rows)]
    if not groups:
        return pd.DataFrame()
    room = PAGE if sum(map(len, groups)) <= PAGE else max(PAGE // len(groups), 1)
    return pd.concat([_most_telling(rows, room) for rows in groups], ignore_index=True)


def _of_block(study: Study, key: tuple, own: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    year, block = key
    criteria = study.criteria(block)
    own = own[own["criterion_code"].isin(criteria.leaves) & own["share_at_maximum"].notna()].set_index("criterion_code")
    own = own.loc[[code for code in criteria.leaves if code in own.index]]
    maxima = pd.Series([criteria.maximum(code) for code in own.index], own.index, dtype=float)
    found = verdicts[(verdicts["year"] == year) & (verdicts["block"] == block)]
    of_code = {code: set(one["verdict"]) for code, one in found.groupby("criterion_code")}
    marks = [tuple(name for name in MARKS if name in of_code.get(code, ())) for code in own.index]
    spread = own["standard_deviation"] / maxima.where(maxima > 0)
    return own.assign(marks=marks, spread=spread).reset_index()


def _most_telling(rows: pd.DataFrame, room: int) -> pd.DataFrame:
    marked = rows["marks"].map(len) > 0
    order = rows.assign(unmarked=~marked).sort_values(["unmarked", "spread"], kind="stable")
    return rows.loc[sorted(order.index[:room])]


def _columns(rows: pd.DataFrame, columns: int, several: bool) -> list[pd.DataFrame]:
    """Return the rows of each column, an empty row with the name of its block before each block where there are several."""
    lines = []
    for place, (_, row) in enumerate(rows.iterrows()):
        first = place == 0 or tuple(rows.loc[place - 1, ["year", "block"]]) != tuple(row[["year", "block"]])
        lines += [_head(row)] * (several and first) + [row]
    half = -(-len(lines) // columns)
    return [pd.DataFrame(lines[start : start + half]).reset_index(drop=True) for start in range(0, len(lines), half)]


def _head(row: pd.Series) -> pd.Series:
    head = row.copy()
    head["criterion_code"], head["share_at_maximum"], head["share_at_minimum"] = "", float("nan"), float("nan")
    head["spread"], head["marks"] = float("nan"), ()
    return head


def _panel(panel, study: Study, language: str, rows: pd.DataFrame, tallest: int, columns: int) -> None:
    top, bottom = 100 * rows["share_at_maximum"].astype(float), 100 * rows["share_at_minimum"].astype(float)
    panel.barh(rows.index, top, 0.78, color=style.LIGHT, label=say("figures.at_maximum", language))
    panel.barh(
        rows.index, bottom, 0.78, left=100 - bottom, color=style.MIDDLE, label=say("figures.at_minimum", language)
    )
    panel.plot(100 * rows["spread"].astype(float), rows.index, "D", markersize=3, markerfacecolor="white",
               markeredgecolor=style.DARK, markeredgewidth=0.8, linestyle="none", clip_on=False,
               label=say("figures.spread", language))  # fmt: skip
    _marks(panel, rows["marks"], language)
    labels = [_label(study, language, row, columns) for _, row in rows.iterrows()]
    panel.set_yticks(rows.index, labels, fontsize=6.4)
    _name_blocks(panel, study, language, rows)
    panel.tick_params(axis="y", length=0, pad=2)
    panel.set_ylim(max(tallest, 6) - 0.4, -0.6)
    panel.set_xlim(0, 118)
    panel.set_xticks(TICKS, [number(tick, language, 0) for tick in TICKS])
    panel.set_xlabel(say("figures.per_cent", language))


def _marks(panel, marks: pd.Series, language: str) -> None:
    for name, (marker, fill) in MARKS.items():
        places = [(105 + 6 * own.index(name), row) for row, own in marks.items() if name in own]
        if places:
            panel.plot(*zip(*places, strict=True), marker, markersize=4, markerfacecolor=fill, markeredgewidth=0.6,
                       markeredgecolor=style.DARK, linestyle="none", clip_on=False,
                       label=names.label("verdict", name, language))  # fmt: skip


def _label(study: Study, language: str, row: pd.Series, columns: int) -> str:
    if not row["criterion_code"]:
        return ""
    title = names.criterion(study.criteria(row["block"]), row["criterion_code"], language)
    return style.shortened(title, TITLE_LETTERS[columns])


def _name_blocks(panel, study: Study, language: str, rows: pd.DataFrame) -> None:
    """Write the name of a block over the width of its column, so that it is not cut."""
    for place, row in rows[rows["criterion_code"] == ""].iterrows():
        heading = names.heading(study, row["year"], row["block"], language)
        panel.text(118, place, heading, ha="right", va="center", fontsize=6.8, fontweight="bold")
