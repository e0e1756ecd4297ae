"""What may be said of tests: what was shown; and never that nothing was shown without what would have been found."""

import pandas as pd

from analysis import names
from analysis.report.page import Page

SHOWN, NOT_SHOWN, NOT_SEPARABLE = "shown", "not_shown", "not_separable"


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


def detectable(page: Page, frame: pd.DataFrame, decimals: int = 2) -> str:
    """Return the smallest difference that the tests would have found: one number, or from the sharpest to the bluntest."""
    values = [page.number(value, decimals) for value in (frame["detectable"].min(), frame["detectable"].max())]
    return values[0] if values[0] == values[1] else page.words("from_to", low=values[0], high=values[1])


def rest(page: Page, frame: pd.DataFrame, unit: str) -> list[str]:
    """Return one sentence on the tests that showed nothing, with what they would have found, and one on what was not tested.

    unit : what the estimates are counted in, in words.
    """
    none, few = not_shown(frame), untested(frame)
    sentences = []
    if len(none):
        facts = {"rest": len(none), "total": len(none) + len(shown(frame)), "unit": unit}
        key = "difference_not_shown" if facts["total"] > 1 else "difference_not_shown_one"
        sentences.append(page.say(key, **facts, detectable=detectable(page, none)))
    return [*sentences, *([page.say("difference_untested", count=len(few))] if len(few) else [])]


def facts(page: Page, row: pd.Series, decimals: int = 2) -> dict[str, str]:
    """Return the numbers of a tested row in words: difference without sign, interval, p, detectable."""
    p_adjusted = row["p_adjusted"] if "p_adjusted" in row else row["p"]
    return {
        "difference": page.number(abs(row["estimate"]), decimals), "p": page.p_value(p_adjusted),
        "p_name": page.words("p_adjusted_name" if "p_adjusted" in row else "p_name"),
        "interval": page.interval(row["low"], row["high"], decimals), "detectable": page.number(row["detectable"], decimals),
    }  # fmt: skip


def cells(page: Page, row: pd.Series, decimals: int = 2) -> list[str]:
    """Return estimate, interval, adjusted p, detectable and verdict of a row for a table."""
    p_adjusted = row["p_adjusted"] if "p_adjusted" in row else row["p"]
    return [
        page.number(row["estimate"], decimals), page.interval(row["low"], row["high"], decimals), page.p_value(p_adjusted),
        page.number(row["detectable"], decimals), verdict(page, row["verdict"]),
    ]  # fmt: skip


def verdict(page: Page, code: str) -> str:
    """Return a verdict in words."""
    return names.label("verdict", code, page.language)


HEADERS = ("estimate", "interval", "p_adjusted", "detectable", "verdict")
