"""What study.yml declares otherwise than that of the study before: choices, errors, draws, rounds, forms."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis import names
from analysis.language import number, say
from analysis.report.page import Page, escaped
from analysis.sensitivity.choices import Choice, Noise
from analysis.study import Study

MOST_DECIMALS = 4
# The factor of the survey is the same choice where no maximum is stated.
LABELS = {"survey_factor": "survey_share"}


def told(page: Page, key: str, **values) -> str:
    """Return the text `method_changes.key`; names and words in the values are made safe for Markdown."""
    safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
    return say(f"method_changes.{key}", page.language, **safe)


def plain(value: float, language: str) -> str:
    """Return a number with as many decimals as it has, four at most."""
    for decimals in range(MOST_DECIMALS):
        if abs(value - round(value, decimals)) < 1e-9:
            return number(value, language, decimals)
    return number(value, language, MOST_DECIMALS)


def declared_changes(page: Page, before: Study) -> list[str]:
    """Return what study.yml declares otherwise: choices, errors, draws and rounds."""
    now, then = page.study.sensitivity, before.sensitivity
    said = [
        *_of_kind(page, "choice", then.choices, now.choices), *_of_kind(page, "noise", then.noise, now.noise),
    ]  # fmt: skip
    if now.draws != then.draws:
        said.append(told(page, "draws", old=then.draws, new=now.draws))
    if page.study.has_forms and before.has_forms and page.study.rounds != before.rounds:
        old, new = (_rounds(study.rounds, page.language) for study in (before, page.study))
        said.append(told(page, "rounds", old=old, new=new))
    if page.study.has_forms != before.has_forms:
        said.append(told(page, "forms_now" if page.study.has_forms else "table_now"))
    return said


def _of_kind(page: Page, kind: str, then: dict, now: dict) -> Iterator[str]:
    for name in dict.fromkeys([*then, *now]):
        old, new = (_without_reason(side.get(name)) for side in (then, now))
        if old != new:
            words = {"name": say(f"labels.varied_{LABELS.get(name, name)}", page.language)}
            words |= {side: _declared(one, page.language) for side, one in (("old", old), ("new", new))}
            yield told(page, f"{kind}_changed", **words)


def _without_reason(one: Choice | Noise | None) -> Choice | Noise | None:
    return None if one is None else replace(one, reason={})


def _rounds(rounds: Iterable[str], language: str) -> str:
    return ", ".join(say(f"method_changes.round_{one}", language) for one in rounds)


def _declared(one: Choice | Noise | None, language: str) -> str:
    """Return in short what an entry of study.yml allows."""
    if one is None:
        return say("method_changes.not_declared", language)
    if isinstance(one, Noise):
        return _noise(one, language)
    if one.options:
        return ", ".join(names.label(one.name, option, language) for option in one.options)
    facts = {
        "spread": one.spread, "concentration": one.concentration, "kind": one.kind, "level": one.level,
        "between": one.between, "low": one.low, "high": one.high,
    }  # fmt: skip
    return "; ".join(_fact(name, value, language) for name, value in facts.items() if value or value == 0)


def _fact(name: str, value, language: str) -> str:
    if name == "kind":
        return say(f"method_changes.kind_{value}", language)
    if name == "level":
        return say(f"method_changes.level_{value}", language)
    if name == "between":
        return "; ".join(_ends(classes, language) for classes in value.values())
    return say(f"method_changes.fact_{name}", language, value=plain(float(value), language))


def _ends(classes: dict, language: str) -> str:
    return ", ".join(
        f"{label} {plain(low, language)}–{plain(high, language)}" for label, (low, high) in classes.items()
    )


def _noise(one: Noise, language: str) -> str:
    if one.source:
        return say("method_changes.noise_from_rows", language)
    if one.share_of_maximum is None:
        return say("method_changes.noise_published", language)
    return say("method_changes.noise_share", language, share=plain(100 * one.share_of_maximum, language))
