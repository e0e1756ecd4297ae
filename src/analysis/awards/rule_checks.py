"""What is wrong with awards.yml: everything at once, each problem with the key whose line the reader must change."""

from collections.abc import Iterator

from analysis import settings
from analysis.awards.rule_keys import AWARDS, QUOTA, SOURCES, TESTS, UNKNOWN
from analysis.language import plain_name
from analysis.problems import Problem, problem

# By the first words of its Vietnamese title an award is of one kind in law.
NAMED = {"cờ thi đua": "title", "bằng khen": "commendation", "giấy khen": "commendation"}


def rule_problems(content, sets: dict, file: str) -> list[Problem]:
    """Return everything wrong with the content of an awards.yml.

    sets : {code: CriteriaSet} of the framework it stands beside, against which classes and criteria are held; empty for
    a text without criteria. Each problem names its key (`conditions[2].class`) as its cell.
    """
    found = list(settings.violations(content, AWARDS, "", file))
    if found:
        return found
    known = {entry["code"] for entry in content["conditions"]}
    found += _twice(content["conditions"], "conditions", file) + _twice(content["awards"], "awards", file)
    for place, entry in enumerate(content["conditions"], start=1):
        found += _condition_problems(entry, f"conditions[{place}]", sets, file)
    for place, entry in enumerate(content["awards"], start=1):
        found += _award_problems(entry, f"awards[{place}]", known, sets, file)
    return found + _unused(content, file) + _of_persons(content, file)


def _twice(entries: list[dict], name: str, file: str) -> list[Problem]:
    codes = [entry["code"] for entry in entries]
    return [
        problem("code_twice", texts="awards", file=file, cell=f"{name}[{place}].code", found=code)
        for place, code in enumerate(codes, start=1)
        if code in codes[: place - 1]
    ]


def _condition_problems(entry: dict, key: str, sets: dict, file: str) -> Iterator[Problem]:
    named = [one for one in SOURCES if one in entry]
    if len(named) != 1:
        facts = {"found": ", ".join(named) or "–", "expected": " | ".join(SOURCES)}
        yield problem("one_source", texts="awards", file=file, cell=key, **facts)
        return
    test, place = entry[named[0]], f"{key}.{named[0]}"
    if test == UNKNOWN:
        return
    wrong = list(settings.violations(test, TESTS[named[0]], place, file))
    yield from wrong
    if not wrong and named[0] == "fact" and len(test) != 1:
        facts = {"found": ", ".join(test) or "–", "expected": "is | at_least | at_most"}
        yield problem("one_test", texts="awards", file=file, cell=place, **facts)
    if not wrong and sets:
        yield from _not_in_framework(named[0], test, place, sets, file)


def _not_in_framework(source: str, test: dict, key: str, sets: dict, file: str) -> Iterator[Problem]:
    """Yield the classes and criteria of which no set of the framework knows."""
    if source == "class":
        known = list(dict.fromkeys(label for one in sets.values() for label, _ in one.classes))
        for place, label in enumerate(test["among"], start=1):
            if label not in known:
                facts = {"found": label, "expected": " | ".join(known) or "–"}
                yield problem("class_unknown", texts="awards", file=file, cell=f"{key}.among[{place}]", **facts)
    elif source == "score":
        known = {code for one in sets.values() for code in one.criteria.index}
        if test["node"] not in known:
            yield problem("node_unknown", texts="awards", file=file, cell=f"{key}.node", found=test["node"])


def _award_problems(entry: dict, key: str, known: set, sets: dict, file: str) -> Iterator[Problem]:
    for name, allowed in (("conditions", known), ("sets", set(sets))):
        for place, code in enumerate(entry.get(name, []), start=1):
            if code not in allowed:
                facts = {"found": code, "expected": " | ".join(sorted(allowed)) or "–"}
                yield problem("value_not_allowed", file=file, cell=f"{key}.{name}[{place}]", **facts)
    title = plain_name(entry["title"]["vi"])
    kind = next((kind for words, kind in NAMED.items() if title.startswith(words)), entry["kind"])
    if kind != entry["kind"]:
        facts = {"found": entry["kind"], "expected": kind}
        yield problem("kind_mixed", texts="awards", file=file, cell=f"{key}.kind", title=entry["title"]["vi"], **facts)
    if "quota" in entry and entry["quota"] != UNKNOWN:
        yield from _quota_problems(entry["quota"], f"{key}.quota", file)


def _quota_problems(quota, key: str, file: str) -> Iterator[Problem]:
    wrong = list(settings.violations(quota, QUOTA, key, file))
    yield from wrong
    given = [] if wrong else [name for name in ("at_most", "share") if name in quota]
    if not wrong and (len(given) != 1 or ("rounding" in quota) != ("share" in quota)):
        facts = {"found": ", ".join(quota), "expected": "at_most | share + rounding"}
        yield problem("quota_shape", texts="awards", file=file, cell=key, **facts)


def _unused(content: dict, file: str) -> list[Problem]:
    asked = {code for entry in content["awards"] for code in entry["conditions"]}
    return [
        problem("condition_unused", texts="awards", file=file, cell=f"conditions[{place}].code", found=entry["code"])
        for place, entry in enumerate(content["conditions"], start=1)
        if entry["code"] not in asked
    ]


def _of_persons(content: dict, file: str) -> list[Problem]:
    """Return the conditions of persons that a table of units would have to answer, and quotas of persons."""
    asked = {code for entry in content["awards"] if entry["for"] == "persons" for code in entry["conditions"]}
    found = [
        problem("person_table", texts="awards", file=file, cell=f"conditions[{place}]", found=entry["code"])
        for place, entry in enumerate(content["conditions"], start=1)
        if entry["code"] in asked and "fact" not in entry
    ]
    return found + [
        problem("person_quota", texts="awards", file=file, cell=f"awards[{place}].quota", found=entry["code"])
        for place, entry in enumerate(content["awards"], start=1)
        if entry["for"] == "persons" and "quota" in entry
    ]
