"""Scoring rules proposed from the lines of a scale, only where they leave no doubt."""

import re
from fractions import Fraction
from typing import NamedTuple

from analysis.annex.amounts import written

Lines = list[tuple[str, Fraction | None]]
_N = r"(\d{1,3}(?:[.,]\d+)?)\s*%?"
# Each pattern with what it says: (lower number, whether it is included, upper number, whether it is included).
_SHAPES = (
    (rf"(?:từ\s+)?(?:trên|>)\s*{_N}\s*(?:đến|tới|-|–)\s*(?:dưới|<)\s*{_N}", (0, False, 1, False)),
    (rf"(?:từ\s+)?(?:trên|>)\s*{_N}\s*(?:đến|tới|-|–)\s*{_N}", (0, False, 1, True)),
    (rf"(?:từ|>=|≥)?\s*{_N}\s*(?:đến|tới|-|–)\s*(?:dưới|<)\s*{_N}", (0, True, 1, False)),
    (rf"(?:từ\s+)?{_N}\s*(?:đến|tới|-|–)\s*{_N}", (0, True, 1, True)),
    (rf"(?:từ\s+)?{_N}\s*trở lên", (0, True, None, False)),
    (rf"(?:>=|≥|ít nhất|tối thiểu)\s*{_N}", (0, True, None, False)),
    (rf"(?:trên|>|hơn|lớn hơn)\s*{_N}", (0, False, None, False)),
    (rf"(?:dưới|<|ít hơn|nhỏ hơn|thấp hơn)\s*{_N}", (None, False, 0, False)),
    (rf"(?:<=|≤|không quá|tối đa)\s*{_N}|(?:từ\s+)?{_N}\s*trở xuống", (None, False, 0, True)),
    (r"(100)\s*%", (0, True, 0, True)),
)
# A line that is late or none also holds words of the one before: tried in this order.
_TIMELINESS = {
    "late": r"\b(trễ|chậm|muộn|quá hạn|sau thời hạn)|không (đúng|kịp|bảo đảm|đảm bảo) (thời )?(hạn|gian)",
    "none": r"^(không|chưa) (ban hành|thực hiện|có|báo cáo|gửi|xây dựng|triển khai)\b",
    "on_time": r"\bđúng (thời )?(hạn|gian)|\btrước (thời )?hạn",
}


class Band(NamedTuple):
    """The rates that one line of a scale covers, in per cent; None has no end."""

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool
    points: Fraction


class Proposal(NamedTuple):
    """A rule as criteria.csv writes it; `doubt` names the text that says why there is none (empty if there is one)."""

    kind: str
    terms: str = ""
    doubt: str = ""


def propose(lines: Lines, maximum: Fraction | None) -> Proposal:
    """Return the rule that the lines of a scale state, or `unknown` with what is doubtful about them."""
    if not lines:
        return Proposal("unknown", doubt="no_scale")
    values = [value for _, value in lines]
    if None in values:
        return Proposal("unknown", doubt="scale_without_points")
    if maximum is None or max(values) != maximum or min(values) < 0:
        return Proposal("unknown", doubt="scale_not_maximum")
    words = [condition.casefold() for condition, _ in lines]
    if all("%" in one for one in words):
        return _of_rates([_band(one, value) for one, value in zip(words, values, strict=True)])
    return _of_words(words, values)


def _band(words: str, points: Fraction) -> Band | None:
    for shape, (low, low_included, high, high_included) in _SHAPES:
        found = re.search(shape, words)
        if found and not re.search(r"\d", words[: found.start()] + words[found.end() :]):
            numbers = [Fraction(one.replace(",", ".")) for one in found.groups() if one]
            ends = [None if place is None else numbers[place] for place in (low, high)]
            return Band(ends[0], low_included, ends[1], high_included, points)
    return None


def _of_rates(bands: list[Band | None]) -> Proposal:
    if None in bands or len(bands) < 2:
        return Proposal("unknown", doubt="scale_words")
    bands = sorted(bands, key=lambda one: -1 if one.low is None else one.low, reverse=True)
    values = [one.points for one in bands]
    if not _cover_all(bands) or values != sorted(set(values), reverse=True):
        return Proposal("unknown", doubt="scale_boundaries")
    steps = [f"{'>=' if one.low_included else '>'} {written(one.low)}: {written(one.points)}" for one in bands[:-1]]
    return Proposal("steps", "; ".join(["rate", *steps, f"else: {written(values[-1])}"]))


def _cover_all(bands: list[Band]) -> bool:
    """Return whether every rate from 0 to 100 per cent lies in one band and no boundary in two or none."""
    top, bottom = bands[0], bands[-1]
    ends_open = top.high is None or (top.high == 100 and top.high_included)
    starts_open = bottom.low is None or (bottom.low == 0 and bottom.low_included)
    joined = all(
        upper.low == lower.high and upper.low_included != lower.high_included
        for upper, lower in zip(bands, bands[1:], strict=False)
    )
    return ends_open and starts_open and joined


def _of_words(words: list[str], values: list[Fraction]) -> Proposal:
    if len(words) == 2 and _are_opposites(*sorted(words, key=lambda one: values[words.index(one)], reverse=True)):
        return Proposal("all_or_nothing") if min(values) == 0 else Proposal("unknown", doubt="scale_words")
    kinds = [_timeliness(one) for one in words]
    if "" in kinds or len(set(kinds)) < len(kinds) or not {"on_time", "late"} <= set(kinds):
        return Proposal("unknown", doubt="scale_words")
    pairs = sorted(zip(kinds, values, strict=True), key=lambda pair: ("on_time", "late", "none").index(pair[0]))
    if [value for _, value in pairs] != sorted(values, reverse=True):
        return Proposal("unknown", doubt="scale_boundaries")
    return Proposal("steps", "; ".join(["word", *(f"{kind}: {written(value)}" for kind, value in pairs)]))


def _are_opposites(better: str, worse: str) -> bool:
    """Return whether one line is the other's denial and says nothing more: Có and Không, Đạt and Không đạt."""
    denied = re.sub(r"^(không|chưa)\s*", "", worse)
    return denied != worse and denied.removeprefix("có").strip() == better.removeprefix("có").strip()


def _timeliness(words: str) -> str:
    if re.search(r"\d", words):
        return ""
    return next((kind for kind, pattern in _TIMELINESS.items() if re.search(pattern, words)), "")
