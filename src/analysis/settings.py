"""Reading and checking the YAML files that people write: unknown, missing, unquoted and impossible values are all named."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.paths import shown
from analysis.problems import DataProblems, Problem, problem


class Rule(NamedTuple):
    """What a value may be: a test and the words that say what is allowed."""

    test: Callable[[object], bool]
    allowed: str


class Keys(NamedTuple):
    """A mapping with known keys; those in `optional` may be left out."""

    rules: dict
    optional: tuple = ()


class MapOf(NamedTuple):
    """A mapping with free text keys and one rule for every value."""

    key: Rule
    value: object


class ListOf(NamedTuple):
    """A list with one rule for every item; `least` is its smallest length."""

    item: object
    least: int = 0


class _UniqueKeys(yaml.SafeLoader):
    """YAML that refuses the same key twice, which plain YAML resolves silently to the last."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"{key}: twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def text(allowed: str = '"…"') -> Rule:
    """Return the rule for any non-empty text."""
    return Rule(lambda value: isinstance(value, str) and value.strip() != "", allowed)


def choice(*options) -> Rule:
    """Return the rule for one of a few values, of the same type as listed."""
    return Rule(
        lambda value: any(type(value) is type(option) and value == option for option in options),
        " | ".join(str(option) for option in options),
    )


def whole(low: int, high: int) -> Rule:
    """Return the rule for a whole number between two bounds, both allowed."""
    return Rule(lambda value: type(value) is int and low <= value <= high, f"{low} ... {high}")


def real(low: float, high: float) -> Rule:
    """Return the rule for a number between two bounds, both allowed."""
    return Rule(lambda value: type(value) in (int, float) and low <= value <= high, f"{low} ... {high}")


def either(*rules: Rule) -> Rule:
    """Return the rule that accepts what any of the rules accepts."""
    return Rule(lambda value: any(rule.test(value) for rule in rules), " | ".join(rule.allowed for rule in rules))


def iso_date() -> Rule:
    """Return the rule for a date written as text, year-month-day."""
    return Rule(_is_iso_date, '"YYYY-MM-DD"')


def _is_iso_date(value) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


BOTH_LANGUAGES = Keys({"vi": text(), "en": text()})


def load(path: Path, rule) -> dict:
    """Return the checked content of a YAML file.

    Raises DataProblems naming file, key, what was found and what is allowed, for everything wrong at once.
    """
    content = parsed(path)
    problems = list(violations(content, rule, "", shown(path)))
    if problems:
        raise DataProblems(problems)
    return content


def parsed(path: Path):
    """Return the content of a YAML file, not checked; raises DataProblems for one that cannot be read."""
    file = shown(path)
    try:
        content = yaml.load(path.read_bytes().decode("utf-8-sig"), Loader=_UniqueKeys)
    except FileNotFoundError:
        raise DataProblems([problem("file_missing", file=file)]) from None
    except UnicodeDecodeError:
        raise DataProblems([problem("not_utf8", file=file)]) from None
    except OSError:
        raise DataProblems([problem("file_unreadable", file=file)]) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:  # impossible dates, lists as keys, no end
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "not YAML"
        raise DataProblems([problem("broken_yaml", file=file, cell=str(line), line=line, found=reason)]) from None
    if content is None:
        raise DataProblems([problem("file_empty", file=file)])
    return content


def violations(value, rule, key: str, file: str) -> Iterator[Problem]:
    """Yield everything wrong with a value that stands at a key of a file, by its rule."""
    if isinstance(rule, Keys):
        yield from _mapping_violations(value, rule, key, file)
    elif isinstance(rule, MapOf):
        yield from _map_violations(value, rule, key, file)
    elif isinstance(rule, ListOf):
        yield from _list_violations(value, rule, key, file)
    elif not rule.test(value):
        yield _refused(value, rule.allowed, key, file)


def _mapping_violations(value, rule: Keys, key: str, file: str):
    if not isinstance(value, dict):
        yield _refused(value, ", ".join(rule.rules), key, file)
        return
    for name in value:
        if name not in rule.rules:
            yield problem("unknown_key", file=file, cell=_joined(key, name), found=name, expected=", ".join(rule.rules))
    for name, inner in rule.rules.items():
        if name in value:
            yield from violations(value[name], inner, _joined(key, name), file)
        elif name not in rule.optional:
            yield problem("missing_key", file=file, cell=_joined(key, name), expected=name)


def _map_violations(value, rule: MapOf, key: str, file: str):
    if not isinstance(value, dict) or not value:
        yield _refused(value, rule.key.allowed, key, file)
        return
    for name, inner in value.items():
        if not rule.key.test(name):
            yield _refused(name, rule.key.allowed, _joined(key, name), file)
        yield from violations(inner, rule.value, _joined(key, name), file)


def _list_violations(value, rule: ListOf, key: str, file: str):
    if not isinstance(value, list) or len(value) < rule.least:
        yield _refused(value, f"[...] ({rule.least}+)", key, file)
        return
    for position, item in enumerate(value, start=1):
        yield from violations(item, rule.item, f"{key}[{position}]", file)


def _joined(key: str, name) -> str:
    return f"{key}.{name}" if key else str(name)


def _refused(value, allowed: str, key: str, file: str) -> Problem:
    unquoted = '"' in allowed
    rule = "unquoted" if unquoted and isinstance(value, int | float | datetime.date) else "value_not_allowed"
    return problem(rule, file=file, cell=key or "-", found=_shown_value(value), expected=allowed)


def _shown_value(value) -> str:
    return "" if value is None else str(value)
