"""The kinds of change that a proposal may hold, and what each of them must say."""

from analysis.criteria_checks import ON_NO_CASE, POINTS_FROM, UNKNOWN
from analysis.framework import SET_KEYS
from analysis.language import normal
from analysis.rule_terms import exact
from analysis.settings import Keys, ListOf, MapOf, Rule, choice, text

NUMBERS = ("max_points", "min_points")
# Columns that tell readers something and never touch a point.
WORDS = (
    "title_vi", "title_en", "note", "figures_vi", "figures_en", "evidence_vi", "evidence_en", "appraised_by",
    "window", "due", "article", "confidence",
)  # fmt: skip
CHOICES = {
    "points_from": choice(*(one for one in POINTS_FROM if one != "children")),
    "on_no_case": choice(*ON_NO_CASE),
    "part": choice("", "main", "bonus", "deduction"),
    "applies": choice("", "yes", "no"),
}


def is_points(value) -> bool:
    """Return whether a value may stand for points: a number, an exact fraction as text, or unknown."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float | str) and (value == UNKNOWN or exact(str(value)) is not None)


CODE = text('"1.10"')
POINTS = Rule(is_points, '2.5 | "10/3" | unknown')
FREE = Rule(lambda value: isinstance(value, str), '"…"')
COLUMNS = dict.fromkeys(NUMBERS, POINTS) | dict.fromkeys(WORDS, FREE) | CHOICES
_SET = Keys(COLUMNS, optional=tuple(COLUMNS))
_GUARD = Keys(
    COLUMNS | {"parent_code": FREE, "rule": FREE, "rule_terms": FREE}, (*COLUMNS, "parent_code", "rule", "rule_terms")
)
_RULE = Keys({"rule": text(), "rule_terms": FREE}, optional=("rule_terms",))
_NEW = {"criterion_code": CODE, "title_vi": text(), "title_en": text(), "max_points": POINTS}
_FURTHER = COLUMNS | {"rule": FREE, "rule_terms": FREE}
_ADDED = Keys(_FURTHER | _NEW | {"parent_code": CODE, "points_from": CHOICES["points_from"]},
              tuple(one for one in _FURTHER if one not in _NEW and one != "points_from"))  # fmt: skip
_INTO = Keys(_FURTHER | _NEW | {"parent_code": CODE}, (*(one for one in _FURTHER if one not in _NEW), "parent_code"))
_ROUNDING = {name: SET_KEYS.rules["rounding"].rules[name] for name in ("level", "decimals", "method")}
_SOME_ROUNDING = Keys(_ROUNDING, optional=tuple(_ROUNDING))
_MAPPING = Rule(lambda value: isinstance(value, dict) and bool(value), "{…}")


def _of_criterion(name: str, new, guard) -> Keys:
    return Keys({"criterion": CODE, name: new, "was": guard})


def _of_set(name: str, rule) -> Keys:
    return Keys({name: rule, "was": rule})


# What names each kind, and the keys it needs; every change but an addition carries its guard, `was`.
KINDS = {
    "set": _of_criterion("set", _SET, _GUARD),
    "drop": _of_criterion("drop", choice(True), _GUARD),
    "move": _of_criterion("move", Keys({"parent_code": CODE}), _GUARD),
    "rule": _of_criterion("rule", _RULE, _GUARD),
    "add": Keys({"add": _ADDED}),
    "merge": Keys({"merge": ListOf(CODE, least=2), "into": _INTO, "was": MapOf(CODE, POINTS)}),
    "treatment": _of_set("treatment", SET_KEYS.rules["not_applicable"]),
    "classes": _of_set("classes", SET_KEYS.rules["classes"]),
    "rounding": _of_set("rounding", _SOME_ROUNDING),
    "rank_on": _of_set("rank_on", SET_KEYS.rules["rank_on"]),
    "rank_rule": _of_set("rank_rule", SET_KEYS.rules["rank_rule"]),
    "awards": _of_set("awards", _MAPPING),
}
OF_CRITERIA = ("set", "drop", "move", "rule")
# What a change of the whole set is called in framework.yml.
OF_SETS = {"treatment": "not_applicable", "classes": "classes", "rounding": "rounding", "rank_on": "rank_on",
           "rank_rule": "rank_rule"}  # fmt: skip
# What a guard must name at the least.
GUARDED = {"drop": ("max_points",), "move": ("parent_code",), "rule": ("rule",)}


def kind_of(change: dict) -> str | None:
    """Return the kind of a change; None if it names none or several."""
    named = [kind for kind in KINDS if kind in change and not (kind == "rule" and "add" in change)]
    return named[0] if len(named) == 1 else None


def as_text(column: str, value) -> str:
    """Return a value as criteria.csv holds it: composed text, a number without a zero at its end."""
    if column not in NUMBERS:
        return normal(str(value))
    number = exact(str(value))
    return str(value) if number is None else written(number)


def written(number) -> str:
    """Return an exact number as decimals where they end, else as a fraction such as 10/3."""
    decimals = f"{float(number):.9f}".rstrip("0").rstrip(".")
    return decimals if exact(decimals) == number else str(number)


def same(column: str, stated, held: str) -> bool:
    """Return whether a value that a guard or a change states is the one that stands in a cell; 2, 2.0 and 4/2 are one."""
    return as_text(column, stated) == as_text(column, held)
