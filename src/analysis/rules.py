"""Scoring rules: how many points a declared figure gives, which points are possible, and the rule in words.

One function a kind. Points are exact fractions; every boundary is inclusive or exclusive as the rule writes it.
"""

import datetime
import operator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from analysis.rule_terms import KINDS, Rule, RuleError, parse
from analysis.rule_words import keyword, word_labels, words

__all__ = [
    "KINDS", "Declared", "Rule", "RuleError", "keyword", "parse", "points", "steps", "word_labels", "words",
]  # fmt: skip
ZERO = Fraction(0)
MOST_STEPS = 10_000
_HOLDS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


class Declared(NamedTuple):
    """What a unit declares: a number or numerator, a date, a keyword, numbers of ticked items, or survey counts.

    For measure survey `value` holds how many respondents gave each answer, in the order of the weights.
    """

    value: Fraction | datetime.date | str | tuple
    denominator: Fraction | None = None


def points(
    rule: Rule, maximum: Fraction | None, minimum: Fraction | None, declared: Declared, year: int
) -> Fraction | None:
    """Return the points that a declared figure gives under a rule.

    None : nothing to measure (zero denominator, no respondent), no rule that computes (unknown, sum_of_children), or a
    maximum that the rule needs and no source states. Raises RuleError for a figure the rule cannot use: a word or tick it
    does not have, a denominator that is missing or below zero. Source: domain_rules A3.
    """
    return _POINTS[rule.kind](rule, maximum, minimum, declared, year)


def _nothing(rule, maximum, minimum, declared, year) -> None:
    return None


def _all_or_nothing(rule, maximum, minimum, declared, year) -> Fraction | None:
    if declared.value == "yes":
        return maximum
    if declared.value == "no":
        return ZERO
    raise RuleError("word_unknown", declared.value)


def _of_steps(rule, maximum, minimum, declared, year) -> Fraction | None:
    if rule.measure == "word":
        return _value_of(rule, declared.value)
    if rule.measure == "rate":
        return _of_rate_steps(rule.terms, declared)
    for step in rule.terms.conditions:
        threshold = step.threshold.on(year) if rule.measure == "date" else step.threshold
        if _HOLDS[step.operator](declared.value, threshold):
            return step.points
    return rule.terms.otherwise


def _of_rate_steps(terms, declared: Declared) -> Fraction | None:
    part, whole = _ratio(declared)
    if not whole:
        return None
    for step in terms.conditions:
        if _HOLDS[step.operator](100 * part * step.threshold.denominator, whole * step.threshold.numerator):
            return step.points
    return terms.otherwise


def _proportional(rule, maximum, minimum, declared, year) -> Fraction | None:
    return _share(maximum, *_ratio(declared))


def _proportional_to_threshold(rule, maximum, minimum, declared, year) -> Fraction | None:
    part, whole = _ratio(declared)
    return _share(maximum, part * rule.terms.denominator, whole * rule.terms.numerator)


def _share(maximum: Fraction | None, part: int, whole: int) -> Fraction | None:
    if not whole or maximum is None:
        return None
    return maximum if part >= whole else Fraction(maximum.numerator * part, maximum.denominator * whole)


def _per_item(rule, maximum, minimum, declared, year) -> Fraction | None:
    bound = maximum if rule.terms > 0 else minimum
    if bound is None:
        return None
    earned = rule.terms * declared.value
    return min(earned, bound) if rule.terms > 0 else max(earned, bound)


def _tick_list(rule, maximum, minimum, declared, year) -> Fraction:
    ticked = set(declared.value)
    for item in ticked:
        if not 1 <= item <= len(rule.terms):
            raise RuleError("tick_unknown", item)
    return sum((rule.terms[item - 1] for item in ticked), ZERO)


def _graded_share(rule, maximum, minimum, declared, year) -> Fraction | None:
    share = _value_of(rule, declared.value)
    return None if maximum is None else maximum * share / 100


def _deduction_by_severity(rule, maximum, minimum, declared, year) -> Fraction | None:
    return _after_loss(_value_of(rule, declared.value), maximum, minimum)


def _after_loss(lost: Fraction, maximum: Fraction | None, minimum: Fraction | None) -> Fraction | None:
    if maximum is None or (maximum == 0 and minimum is None):
        return None
    return maximum * (100 - lost) / 100 if maximum else minimum * lost / 100


def _survey(rule, maximum, minimum, declared, year) -> Fraction | None:
    counts = declared.value
    if len(counts) != len(rule.terms) or min(counts) < 0:
        raise RuleError("survey_counts", counts)
    respondents = sum(counts)
    if not respondents or maximum is None:
        return None
    given = sum(weight * count for weight, count in zip(rule.terms, counts, strict=True))
    return maximum * given / (100 * respondents)


def _ratio(declared: Declared) -> tuple[int, int]:
    """Return numerator and denominator as whole numbers: comparing those is several times as fast as dividing."""
    value, whole = declared
    if whole is None:
        raise RuleError("figure_missing", value)
    if whole.numerator < 0 or value.numerator < 0:
        raise RuleError("figure_negative", f"{value} / {whole}")
    return value.numerator * whole.denominator, whole.numerator * value.denominator


def _value_of(rule: Rule, word: str) -> Fraction:
    for known, value in rule.terms:
        if known == word:
            return value
    raise RuleError("word_unknown", word)


_POINTS = {
    "all_or_nothing": _all_or_nothing,
    "steps": _of_steps,
    "proportional": _proportional,
    "proportional_to_threshold": _proportional_to_threshold,
    "per_item": _per_item,
    "tick_list": _tick_list,
    "graded_share": _graded_share,
    "deduction_by_severity": _deduction_by_severity,
    "survey": _survey,
    "sum_of_children": _nothing,
    "unknown": _nothing,
}


@lru_cache(maxsize=4096)
def steps(rule: Rule, maximum: Fraction | None, minimum: Fraction | None) -> frozenset[Fraction] | None:
    """Return every value the rule can give; None where it gives any value between, or no source states what it needs."""
    if rule.kind == "steps":
        return _step_values(rule)
    if rule.kind == "tick_list":
        return _tick_sums(rule.terms)
    if maximum is None or rule.kind not in _VALUES:
        return None
    return _VALUES[rule.kind](rule, maximum, minimum)


def _step_values(rule: Rule) -> frozenset[Fraction]:
    if rule.measure == "word":
        return frozenset(value for _, value in rule.terms)
    return frozenset([step.points for step in rule.terms.conditions] + [rule.terms.otherwise])


def _tick_sums(ticks: tuple) -> frozenset[Fraction] | None:
    sums = {ZERO}
    for tick in ticks:
        sums |= {one + tick for one in sums}
        if len(sums) > MOST_STEPS:
            return None
    return frozenset(sums)


def _item_values(rule: Rule, maximum: Fraction, minimum: Fraction | None) -> frozenset[Fraction] | None:
    bound = maximum if rule.terms > 0 else minimum
    if bound is None or bound / rule.terms > MOST_STEPS:
        return None
    full_items = max(0, int(bound / rule.terms))
    return frozenset([rule.terms * count for count in range(full_items + 1)] + [bound])


_VALUES = {
    "all_or_nothing": lambda rule, maximum, minimum: frozenset({ZERO, maximum}),
    "per_item": _item_values,
    "graded_share": lambda rule, maximum, minimum: frozenset(maximum * share / 100 for _, share in rule.terms),
    "deduction_by_severity": lambda rule, maximum, minimum: (
        None
        if maximum == 0 and minimum is None
        else frozenset(_after_loss(lost, maximum, minimum) for _, lost in rule.terms)
    ),
}
