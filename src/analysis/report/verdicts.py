"""What may be said of tests: what was shown; and never that nothing was shown without what would have been found."""

import pandas as pd

from analysis import names
from analysis.report.page import Page

SHOWN, NOT_SHOWN, NOT_SEPARABLE = "shown", "not_shown", "not_separable"
# Up to so many tests the sharpest and the bluntest say more than the middle one; rows without a test that a table may show.
MOST_RANGE, MOST_UNTESTED = 3, 10
# Keeps the two ends of an interval on one line of a narrow column.
HARD_SPACE = "\u00a0"
# A difference of shares, in per cent, can be no larger.
WHOLE = 100


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose difference or link was shown, adjusted for the number of tests."""
    return frame[frame["verdict"] == SHOWN]


def not_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that were tested without a result and say what they would have found."""
    return frame[(frame["verdict"] == NOT_SHOWN) & frame["detectable"].notna()]


def untested(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a value and no test that may be reported."""
    rest = frame.drop([*shown(frame).index, *not_shown(frame).index])
    return rest[rest["estimate"].notna()]


def tested(frame: pd.DataFrame) -> pd.Series:
    """Return of each row whether it was tested: what a table shows, and a figure draws, where any was."""
    return frame["verdict"].isin([SHOWN, NOT_SHOWN])


def kept(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the rows that a table shows: the tested ones, at most so many; where none was tested the first few values."""
    own = frame[tested(frame)]
    return own.head(most) if len(own) else frame.head(MOST_UNTESTED)


def note(page: Page, frame: pd.DataFrame, rows: pd.DataFrame, file: str) -> list[str]:
    """Return what must be known before a table is read: intervals of single tests, and how many rows stand in the file."""
    left = len(frame) - len(rows)
    intervals = [page.say("interval_note")] if rows["low"].notna().sum() > 1 else []
    return [*intervals, *([page.say("rows_in_file", count=left, file=f"tables/{file}.csv")] if left else [])]


def detectable(page: Page, frame: pd.DataFrame, decimals: int = 2) -> str:
    """Return the smallest difference that the tests would have found: one number, from the sharpest to the bluntest, or
    the median of many."""
    values = [page.number(value, decimals) for value in (frame["detectable"].min(), frame["detectable"].max())]
    if values[0] == values[1]:
        return values[0]
    if len(frame) <= MOST_RANGE:
        return page.words("from_to", low=values[0], high=values[1])
    return page.words("median_of", median=page.number(frame["detectable"].median(), decimals))


def rest(page: Page, frame: pd.DataFrame, unit: str, most: float | None = WHOLE) -> list[str]:
    """Return one sentence on the tests that showed nothing, with what they would have found, and one on what was not tested.

    unit : what the estimates are counted in, in words. most : no difference can be larger than this; None where unknown.
    """
    none, few = not_shown(frame), untested(frame)
    beyond = none["detectable"] > (float("inf") if most is None else most)
    sentences = [*_open(page, none, len(none) + len(shown(frame)), beyond, unit)] if len(none) else []
    key = "difference_untested" if len(few) > 1 else "difference_untested_one"
    return [*sentences, *([page.say(key, count=len(few))] if len(few) else [])]


def _open(page: Page, none: pd.DataFrame, total: int, beyond: pd.Series, unit: str) -> list[str]:
    """Return what the tests that showed nothing would have found; those that could have found nothing are counted."""
    facts = {"rest": len(none), "total": total}
    if beyond.all():
        return [page.say("difference_never_found" if total > 1 else "difference_never_found_one", **facts)]
    key = "difference_not_shown" if total > 1 else "difference_not_shown_one"
    sentence = page.say(key, **facts, unit=unit, detectable=detectable(page, none[~beyond]))
    never = page.say("difference_some_never_found", count=int(beyond.sum())) if beyond.any() else ""
    return [f"{sentence} {never}".strip()]


def facts(page: Page, row: pd.Series, decimals: int = 2) -> dict[str, str]:
    """Return the numbers of a tested row in words: difference without sign, interval, p, detectable."""
    p_adjusted = row["p_adjusted"] if "p_adjusted" in row else row["p"]
    return {
        "difference": page.number(abs(row["estimate"]), decimals), "p": page.p_value(p_adjusted),
        "p_name": page.words("p_adjusted_name" if "p_adjusted" in row else "p_name"),
        "interval": page.interval(row["low"], row["high"], decimals), "detectable": power(page, row, decimals),
    }  # fmt: skip


def power(page: Page, row: pd.Series, decimals: int = 2, most: float | None = None) -> str:
    """Return the smallest difference that a test would have found; in words where no difference can be as large."""
    never = most is not None and row["detectable"] > most
    return page.words("never_found") if never else page.number(row["detectable"], decimals)


def cells(page: Page, row: pd.Series, decimals: int = 2, most: float | None = None, link: bool = False) -> list[str]:
    """Return estimate, interval, p (adjusted where it is), detectable and verdict of a row for a table.

    most : no estimate can be larger; None where unknown. link : the row is no difference but a link or a slope.
    """
    p_adjusted = row["p_adjusted"] if "p_adjusted" in row else row["p"]
    interval = page.interval(row["low"], row["high"], decimals).replace(" ", HARD_SPACE)
    return [
        page.number(row["estimate"], decimals), interval, page.p_value(p_adjusted), power(page, row, decimals, most),
        verdict(page, row["verdict"], link),
    ]  # fmt: skip


def headers(page: Page, frame: pd.DataFrame, unit: str = "") -> list[str]:
    """Return the heads of `cells`: what the estimates are counted in, and whether p is adjusted."""
    p = "p_adjusted" if "p_adjusted" in frame else "p"
    estimate, power = (page.column(name) for name in ("estimate", "detectable"))
    counted = f"{estimate} ({unit})" if unit else estimate
    return [counted, page.column("interval"), page.column(p), power, page.column("verdict")]


def verdict(page: Page, code: str, link: bool = False) -> str:
    """Return a verdict in words; what was shown of a link or a slope is no difference."""
    return page.words("link_verdict_shown") if link and code == SHOWN else names.label("verdict", code, page.language)


HEADERS = ("estimate", "interval", "p_adjusted", "detectable", "verdict")
