"""Do units gather just above class limits, before and after the explanation; and how many classes hang on errors?"""

import pandas as pd

from analysis.figures.cut_offs import ROUNDS
from analysis.language import say
from analysis.report import verdicts
from analysis.report.page import Page, bullets

# The limits, or the classes, of a block together.
ALL = "all"
MOST_ROWS = 40


def section(page: Page) -> list[str]:
    """Return the part on cut-offs; nothing where there are no classes."""
    if "thresholds" not in page.numbers and page.table("class_flips").empty:
        return []
    parts = []
    if "thresholds" in page.numbers:
        drawn = [page.say("cut_offs_how"), page.figure("cut_offs")] if "cut_offs" in page.numbers else []
        parts += [*drawn, *bullets(bunching(page)), *_note(page), _table(page)]
    return [f"## {page.say('cut_offs_title')}", *parts, *bullets(flips(page))]


def bunching(page: Page) -> list[str]:
    """Return the limits above which units gather, and what can be said of the others."""
    table = page.table("thresholds")
    sentences = [
        page.stated(row["year"], row["block"], _shown_key(row), label=limit(page, row["class"]), **_counts(page, row))
        for _, row in verdicts.shown(table).iterrows()
    ]
    none = verdicts.not_shown(table)
    if len(none):
        sentences.append(page.say("bunching_not_shown", rest=len(none), detectable=_power(page, none)))
    few = int((table["verdict"] == "too_few").sum())
    unknown = int((table["verdict"] == "not_defined").sum())
    return [
        *sentences, *([page.say("bunching_too_few", count=few)] if few else []),
        *([page.say("bunching_not_defined", count=unknown)] if unknown else []),
    ]  # fmt: skip


def _in_order(page: Page) -> pd.DataFrame:
    table = page.table("thresholds")
    order = {"lower": -table["cut_off"], "turn": table["round_of_points"].map(ROUNDS.index)}
    return page.sorted(table.assign(**order), "lower", "class", "turn")


def limit(page: Page, label: str) -> str:
    """Return what a limit is called: the class that begins there, or all limits of the block together."""
    return page.words("all_limits") if label == ALL else label


def _shown_key(row: pd.Series) -> str:
    return "bunching_shown" if row["estimate"] > 0 else "bunching_fewer"


def _power(page: Page, frame: pd.DataFrame) -> str:
    return verdicts.detectable(page, frame.assign(detectable=100 * frame["detectable"]), 0)


def _counts(page: Page, row: pd.Series) -> dict[str, str]:
    return {
        "above": str(row["above"]), "below": str(row["below"]), "window": page.number(row["window"]),
        "round": say(f"labels.round_{row['round_of_points']}", page.language),
        "expected": page.number(100 * row["expected_share"], 0), "p": page.p_value(row["p_adjusted"]),
    }  # fmt: skip


def _table(page: Page) -> str:
    rows = []
    for _, row in verdicts.kept(_in_order(page), MOST_ROWS).iterrows():
        shares = [row["estimate"], row["expected_share"], row["detectable"]]
        share, expected, power = (page.number(None if pd.isna(one) else 100 * one, 0) for one in shares)
        rows.append([
            *page.lead(row), limit(page, row["class"]), say(f"labels.round_{row['round_of_points']}", page.language),
            page.number(row["cut_off"]), page.number(row["window"]),
            page.number(row["below"], 0), page.number(row["above"], 0), share, expected,
            page.p_value(row["p_adjusted"]), power, verdicts.verdict(page, row["verdict"]),
        ])  # fmt: skip
    columns = ("class", "round", "cut_off", "window", "below", "above", "excess", "share_expected", "p_adjusted",
               "detectable_share", "verdict")  # fmt: skip
    return page.pipe("thresholds", page.headers(*columns), rows, 9)


def _note(page: Page) -> list[str]:
    table = page.table("thresholds")
    rest = len(table) - len(verdicts.kept(table, MOST_ROWS))
    return [page.say("rows_in_file", count=rest, file="tables/thresholds.csv")] if rest else []


def flips(page: Page) -> list[str]:
    """Return how many classes would flip within the errors of the points, by block."""
    table = page.table("class_flips")
    sentences = []
    for (year, block), own in page.by_place(table[(table["class"] == ALL) & table["expected_flips"].notna()]):
        row = own.iloc[0]
        facts = {"flips": row["expected_flips"], "n": int(row["n"]), "unsure": int(row["units_unsure"])}
        sentences.append(page.stated(year, block, "class_flips", **facts))
    return sentences
