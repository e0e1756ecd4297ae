"""A scoring rule in words for the form, and the words that a unit may declare, in both languages."""

import unicodedata
from fractions import Fraction
from functools import lru_cache

from analysis.language import LANGUAGES, normal, number, same_name, say, texts
from analysis.rule_terms import Rule, YearDate

YES_NO = ("yes", "no")
_SYMBOLS = {">": "above", ">=": "at_least", "<": "below", "<=": "at_most"}
_DATE_SYMBOLS = {">": "after", ">=": "from_date", "<": "before", "<=": "until"}


def words(rule: Rule, maximum: Fraction | None, language: str) -> str:
    """Return the rule in words, as the form prints it beside the maximum."""
    whole = say("rules.the_maximum", language) if maximum is None else _points(maximum, language)
    return _WORDS[rule.kind](rule, maximum, whole, language)


def word_labels(rule: Rule, language: str) -> list[tuple[str, str]]:
    """Return (keyword, label) of every word a unit may declare, in the order of the rule; empty if none is declared."""
    if rule.measure != "word":
        return []
    allowed = YES_NO if rule.kind == "all_or_nothing" else [word for word, _ in rule.terms]
    return [(word, _label(rule.kind, word, language)) for word in allowed]


def keyword(rule: Rule, text: str) -> str | None:
    """Return the keyword of a label, whatever its case, spaces and tone marks; None if it is none of the rule's words.

    Marks are only ignored where that leaves one word: for words that differ in marks alone they decide.
    """
    meant = _spellings(rule).get(_unmarked(text), {})
    if len(set(meant.values())) == 1:
        return next(iter(meant.values()))
    return next((word for spelling, word in meant.items() if same_name(spelling, text)), None)


@lru_cache(maxsize=4096)
def _spellings(rule: Rule) -> dict[str, dict[str, str]]:
    """Return {spelling without marks: {spelling: keyword}}."""
    found = {}
    for word, _ in word_labels(rule, "vi"):
        for spelling in [word, *(_label(rule.kind, word, one) for one in LANGUAGES), *_other_spellings(word)]:
            found.setdefault(_unmarked(spelling), {})[spelling] = word
    return found


def _other_spellings(word: str) -> list[str]:
    if f"also_{word}" not in texts()["rules"]:
        return []
    return [spelling for one in LANGUAGES for spelling in say(f"rules.also_{word}", one).split(" | ")]


def _unmarked(text: str) -> str:
    split = unicodedata.normalize("NFD", normal(text).lower().replace("đ", "d").replace("ð", "d"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _label(kind: str, word: str, language: str) -> str:
    known = texts()["rules"]
    name = next((one for one in (f"word_{kind}_{word}", f"word_{word}") if one in known), None)
    return say(f"rules.{name}", language) if name else word


def _figure(value: Fraction, language: str) -> str:
    """Return a number as the language writes it, without idle zeros; what has no end stays a fraction such as 10/3."""
    for decimals in range(7):
        if (value * 10**decimals).denominator == 1:
            return number(float(value), language, decimals)
    return str(value)


def _points(value: Fraction, language: str) -> str:
    key = "one_point" if language == "en" and value == 1 else "points"
    return say(f"rules.{key}", language, value=_figure(value, language))


def _day(day: YearDate, language: str) -> str:
    year = {0: "this_year", 1: "next_year", -1: "last_year"}.get(day.shift, "other_year")
    return say(f"rules.{year}", language, day=f"{day.day:02d}", month=f"{day.month:02d}", shift=f"{day.shift:+d}")


def _listed(pairs, language: str) -> str:
    return "; ".join(say("rules.pair", language, condition=left, result=right) for left, right in pairs)


def _by_word(rule, language: str, result) -> str:
    return _listed([(_label(rule.kind, word, language), result(value)) for word, value in rule.terms], language)


def _all_or_nothing_words(rule, maximum, whole, language) -> str:
    yes, no = (label for _, label in word_labels(rule, language))
    return _listed([(yes, whole), (no, _points(Fraction(0), language))], language)


def _steps_words(rule, maximum, whole, language) -> str:
    if rule.measure == "word":
        return _by_word(rule, language, lambda value: _points(value, language))
    pairs = [
        (_condition(rule.measure, step, language), _points(step.points, language)) for step in rule.terms.conditions
    ]
    return _listed([*pairs, (say("rules.else", language), _points(rule.terms.otherwise, language))], language)


def _condition(measure: str, step, language: str) -> str:
    if measure == "date":
        return say(f"rules.{_DATE_SYMBOLS[step.operator]}", language, value=_day(step.threshold, language))
    unit = "%" if measure == "rate" else ""
    return say(f"rules.{_SYMBOLS[step.operator]}", language, value=_figure(step.threshold, language) + unit)


def _threshold_words(rule, maximum, whole, language) -> str:
    return say("rules.proportional_to_threshold", language, maximum=whole, full_at=_figure(rule.terms * 100, language))


def _per_item_words(rule, maximum, whole, language) -> str:
    each = _points(abs(rule.terms), language)
    return say(f"rules.{'per_item' if rule.terms > 0 else 'per_item_deduction'}", language, each=each, maximum=whole)


def _tick_words(rule, maximum, whole, language) -> str:
    items = [
        (say("rules.tick", language, place=place), _points(tick, language)) for place, tick in enumerate(rule.terms, 1)
    ]
    return _listed(items, language)


def _graded_words(rule, maximum, whole, language) -> str:
    def share(value):
        if maximum is None:
            return say("rules.share_of_maximum", language, share=_figure(value, language))
        return _points(maximum * value / 100, language)

    return _by_word(rule, language, share)


def _severity_words(rule, maximum, whole, language) -> str:
    def loss(value):
        if value == 0:
            return say("rules.no_loss", language)
        key = "loss_of_minimum" if maximum == 0 else "loss_of_maximum"
        return say(f"rules.{key}", language, share=_figure(value, language))

    return _by_word(rule, language, loss)


def _survey_words(rule, maximum, whole, language) -> str:
    weights = "; ".join(f"{_figure(weight, language)}%" for weight in rule.terms)
    return say("rules.survey", language, weights=weights, maximum=whole)


def _one_sentence(rule, maximum, whole, language) -> str:
    return say(f"rules.{rule.kind}", language, maximum=whole)


_WORDS = {
    "all_or_nothing": _all_or_nothing_words,
    "steps": _steps_words,
    "proportional": _one_sentence,
    "proportional_to_threshold": _threshold_words,
    "per_item": _per_item_words,
    "tick_list": _tick_words,
    "graded_share": _graded_words,
    "deduction_by_severity": _severity_words,
    "survey": _survey_words,
    "sum_of_children": _one_sentence,
    "unknown": _one_sentence,
}
