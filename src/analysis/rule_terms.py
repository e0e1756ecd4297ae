"""Scoring rules as criteria.csv writes them: the terms of each kind of rule, read once into exact numbers and dates."""

import datetime
import re
from fractions import Fraction
from typing import NamedTuple

from analysis.language import normal, same_name

OPERATORS = (">=", "<=", ">", "<")
FALLING = (">=", ">")
STEP_MEASURES = ("rate", "count", "date", "word")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9}|/\d{1,9})?")
_YEAR_DATE = re.compile(r"Y([+-]\d)?-(\d\d)-(\d\d)")
_COMMON_YEAR = 2001


class RuleError(Exception):
    """Raised for a rule or a declared figure that cannot be used; `key` is a text of texts/rules.yml, `found` the words."""

    def __init__(self, key: str, found):
        self.key, self.found = key, str(found)
        super().__init__(f"{key}: {found}")


class Rule(NamedTuple):
    """A scoring rule.

    measure : what is declared: none, word, count, rate, ratio, date, ticks or survey. terms : by kind, `Steps`, pairs of
    a word and a number, a number, a tuple of numbers, or an empty tuple; all numbers are exact fractions.
    """

    kind: str
    measure: str
    terms: object


class YearDate(NamedTuple):
    """A day counted from the year assessed, written Y-12-31 or Y+1-01-15."""

    shift: int
    month: int
    day: int

    def on(self, year: int) -> datetime.date:
        """Return the day when `year` is the year assessed."""
        return datetime.date(year + self.shift, self.month, self.day)


class Step(NamedTuple):
    """One condition of a step rule: what is declared `operator` the threshold gives the points."""

    operator: str
    threshold: Fraction | YearDate
    points: Fraction


class Steps(NamedTuple):
    """The conditions of a step rule, tried in order, and what is given where none holds."""

    conditions: tuple
    otherwise: Fraction


def exact(words: str) -> Fraction | None:
    """Return a number or an exact fraction such as 10/3; None if the text is neither."""
    if not _NUMBER.fullmatch(words) or re.search("/0+$", words):
        return None
    return Fraction(words)


def year_date(words: str) -> YearDate:
    """Return a day counted from the year assessed; raises RuleError for what is none or does not exist every year."""
    found = _YEAR_DATE.fullmatch(words.strip())
    if not found:
        raise RuleError("not_a_year_date", words)
    day = YearDate(int(found[1] or 0), int(found[2]), int(found[3]))
    try:
        day.on(_COMMON_YEAR)
    except ValueError:
        raise RuleError("not_a_year_date", words) from None
    return day


def parse(kind: str, terms: str) -> Rule:
    """Return the rule of a kind with its terms; raises RuleError(key, found) for the first thing that is wrong."""
    if kind not in _READERS:
        raise RuleError("kind_unknown", kind)
    return _READERS[kind](kind, normal(terms))


def _without_terms(measure: str):
    def read(kind: str, terms: str) -> Rule:
        if terms:
            raise RuleError("no_terms_expected", terms)
        return Rule(kind, measure, ())

    return read


def _steps(kind: str, terms: str) -> Rule:
    measure, *parts = _parts(terms)
    if measure not in STEP_MEASURES:
        raise RuleError("step_measure_unknown", measure)
    if measure == "word":
        return Rule(kind, measure, _word_pairs(parts))
    if not parts or _pair(parts[-1])[0] != "else":
        raise RuleError("else_missing", terms)
    conditions = tuple(_step(part, measure) for part in parts[:-1])
    _check_order(conditions, terms)
    return Rule(kind, measure, Steps(conditions, _number(_pair(parts[-1])[1])))


def _step(part: str, measure: str) -> Step:
    condition, points = _pair(part)
    operator = next((one for one in OPERATORS if condition.startswith(one)), None)
    if operator is None:
        raise RuleError("operator_unknown", part)
    threshold = condition.removeprefix(operator).strip()
    return Step(operator, year_date(threshold) if measure == "date" else _number(threshold), _number(points))


def _check_order(conditions: tuple, terms: str) -> None:
    if not conditions:
        raise RuleError("step_missing", terms)
    falling = {step.operator in FALLING for step in conditions}
    if len(falling) > 1:
        raise RuleError("steps_directions", terms)
    thresholds = [step.threshold for step in conditions]
    if thresholds != sorted(set(thresholds), reverse=falling.pop()):
        raise RuleError("steps_order", terms)


def _proportional_to_threshold(kind: str, terms: str) -> Rule:
    full_at = _named(terms, "full_at")
    if not 1 < full_at <= 100:
        raise RuleError("full_at_range", terms)
    return Rule(kind, "ratio", full_at / 100)


def _per_item(kind: str, terms: str) -> Rule:
    each = _named(terms, "each")
    if each == 0:
        raise RuleError("each_zero", terms)
    return Rule(kind, "count", each)


def _tick_list(kind: str, terms: str) -> Rule:
    return Rule(kind, "ticks", tuple(_number(part) for part in _parts(terms)))


def _shares_of_words(kind: str, terms: str) -> Rule:
    pairs = _word_pairs(_parts(terms))
    _check_shares([share for _, share in pairs], terms)
    return Rule(kind, "word", pairs)


def _survey(kind: str, terms: str) -> Rule:
    weights = tuple(_number(part) for part in _parts(terms))
    _check_shares(weights, terms)
    if len(weights) < 2 or list(weights) != sorted(weights, reverse=True):
        raise RuleError("survey_order", terms)
    return Rule(kind, "survey", weights)


def _check_shares(shares, terms: str) -> None:
    if not all(0 <= share <= 100 for share in shares):
        raise RuleError("share_range", terms)


def _parts(terms: str) -> list[str]:
    parts = [part.strip() for part in terms.split(";")]
    if "" in parts:
        raise RuleError("term_empty", terms)
    return parts


def _pair(part: str) -> tuple[str, str]:
    left, colon, right = part.rpartition(":")
    if not colon or not left.strip():
        raise RuleError("pair_expected", part)
    return left.strip(), right.strip()


def _word_pairs(parts: list[str]) -> tuple:
    pairs = tuple((word, _number(value)) for word, value in map(_pair, parts))
    if not pairs:
        raise RuleError("word_missing", "")
    for place, (word, _) in enumerate(pairs):
        if any(same_name(word, other) for other, _ in pairs[:place]):
            raise RuleError("word_twice", word)
    return pairs


def _named(terms: str, name: str) -> Fraction:
    found, sign, value = terms.partition("=")
    if not sign or found.strip() != name:
        raise RuleError(f"{name}_expected", terms)
    return _number(value)


def _number(words: str) -> Fraction:
    value = exact(words.strip())
    if value is None:
        raise RuleError("not_a_number", words)
    return value


_READERS = {
    "all_or_nothing": _without_terms("word"),
    "steps": _steps,
    "proportional": _without_terms("ratio"),
    "proportional_to_threshold": _proportional_to_threshold,
    "per_item": _per_item,
    "tick_list": _tick_list,
    "graded_share": _shares_of_words,
    "deduction_by_severity": _shares_of_words,
    "survey": _survey,
    "sum_of_children": _without_terms("none"),
    "unknown": _without_terms("none"),
}
KINDS = tuple(_READERS)
