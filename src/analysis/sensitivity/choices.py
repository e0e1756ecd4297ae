"""What study.yml declares open to dispute, and which errors it declares: checked and frozen.

A choice that is left out stays fixed at the official method; an error that is left out is no noise. Every entry gives
its reason, since a range says no more than the choices behind it.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from analysis.criteria_set import CriteriaSet
from analysis.framework import TREATMENTS
from analysis.problems import Problem, problem
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, MapOf, Rule, choice, real, text, whole

DRAWS = 8192
PLACES = 3
WEIGHT_KINDS = {"spread": "spread", "dirichlet": "concentration", "all": ""}
MEANS = ("arithmetic", "geometric", "harmonic")
NORMALISATIONS = ("none", "min_max", "z_score", "rank")
OFFICIAL_OPTION = {"aggregation": "arithmetic", "normalisation": "none"}


def _number(value) -> bool:
    return type(value) in (int, float)


_share = Rule(lambda value: _number(value) and 0 < value < 1, "0 < ... < 1")
_positive = Rule(lambda value: _number(value) and value > 0, "0 < ...")
# Below 1 a drawn share may be too small for a number, and all shares under one parent nothing.
_at_least_one = Rule(lambda value: _number(value) and value >= 1, "1 ...")
_ends = Rule(lambda value: isinstance(value, list) and len(value) == 2 and all(map(_number, value)), "[low, high]")
_draws = Rule(lambda value: type(value) is int and 2 <= value <= 2**20, "2, 4, 8, 16 ... 1048576")


def _entry(rules: dict, optional: tuple = ()) -> Keys:
    return Keys({**rules, "reason": BOTH_LANGUAGES}, optional)


RULE = Keys(
    {
        "draws": _draws,
        "places": whole(1, 1000),
        "choices": Keys(
            choices := {
                "weights": _entry({"kind": choice(*WEIGHT_KINDS), "spread": _share, "concentration": _at_least_one},
                                  optional=("spread", "concentration")),
                "treatment": _entry({"options": ListOf(choice(*TREATMENTS), least=2)}),
                "survey_share": _entry({"low": real(0, 1), "high": real(0, 1)}),
                "survey_factor": _entry({"low": real(0, 100), "high": real(0, 100)}),
                "leave_out": _entry({"level": choice("domain", "criterion")}),
                "cut_offs": _entry({"between": MapOf(text(), MapOf(text(), _ends)), "spread": _positive},
                                   optional=("between", "spread")),
                "aggregation": _entry({"options": ListOf(choice(*MEANS), least=2), "levels": choice("together", "each")}),
                "normalisation": _entry({"options": ListOf(choice(*NORMALISATIONS), least=2)}),
            },
            optional=tuple(choices),
        ),
        "noise": Keys(
            noise := {
                "appraisal_error": _entry({"share_of_maximum": _share, "from": choice("double_appraisals")},
                                          optional=("share_of_maximum", "from")),
                "survey_error": _entry({}),
            },
            optional=tuple(noise),
        ),
    },
    optional=("draws", "places"),
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One choice that may vary, with what study.yml allows; fields that its kind does not have are empty.

    weights : kind, spread or concentration. treatment, aggregation, normalisation : options (aggregation: levels
    `together` or `each`). survey_share, survey_factor : low, high. leave_out : level `domain` or `criterion`. cut_offs :
    spread, or between as {block: {class: (low, high)}}.
    """

    name: str
    reason: dict
    kind: str = ""
    spread: float | None = None
    concentration: float | None = None
    options: tuple[str, ...] = ()
    levels: str = ""
    low: float | None = None
    high: float | None = None
    level: str = ""
    between: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Noise:
    """One kind of error: its standard deviation as a share of the maximum where that is stated, else None.

    source : `double_appraisals` where it is estimated from rows that two bodies appraised.
    """

    name: str
    reason: dict
    share_of_maximum: float | None = None
    source: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """What a study declares of its sensitivity analysis. places : how many places count as top and as bottom."""

    draws: int = DRAWS
    places: int = PLACES
    choices: dict[str, Choice] = field(default_factory=dict)
    noise: dict[str, Noise] = field(default_factory=dict)


def frozen(content: dict) -> Sensitivity:
    """Return the checked entry `sensitivity` of study.yml as values."""
    choices = {name: Choice(name, **_frozen(entry)) for name, entry in content["choices"].items()}
    noise = {name: Noise(name, **{{"from": "source"}.get(key, key): value for key, value in entry.items()})
             for name, entry in content["noise"].items()}  # fmt: skip
    return Sensitivity(content.get("draws", DRAWS), content.get("places", PLACES), choices, noise)


def _frozen(entry: dict) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def problems(content: dict, criteria: dict[str, CriteriaSet], file: str) -> list[Problem]:
    """Return what is wrong within the entry `sensitivity` and against the criteria of the blocks.

    criteria : {block: criteria}. What a block merely has no data for is no problem: it is left out there, with the reason.
    """
    found = []
    draws = content.get("draws", DRAWS)
    if draws & (draws - 1):
        facts = {"cell": "sensitivity.draws", "found": draws, "expected": str(DRAWS)}
        found.append(problem("not_power_of_two", file=file, **facts))
    for name, entry in content["choices"].items():
        for rule, key, value, expected in _CHECKS.get(name, _no_faults)(entry, criteria):
            found.append(_refused(rule, file, f"choices.{name}.{key}", value, expected))
    for rule, key, value, expected in _noise_faults(content["noise"]):
        found.append(_refused(rule, file, f"noise.{key}", value, expected))
    return found


def _refused(rule: str, file: str, key: str, value, expected: str) -> Problem:
    return problem(rule, file=file, cell=f"sensitivity.{key}", found=value, expected=expected)


def _no_faults(entry: dict, criteria: dict):
    return ()


def _weights_faults(entry: dict, criteria: dict):
    wanted = WEIGHT_KINDS[entry["kind"]]
    for key in ("spread", "concentration"):
        if key in entry and key != wanted:
            yield "key_of_other_kind", key, key, f"kind: {entry['kind']}{', ' if wanted else ''}{wanted}"
        elif key == wanted and key not in entry:
            yield "missing_key", key, "", key


def _treatment_faults(entry: dict, criteria: dict):
    yield from _twice(entry)
    for block, one in criteria.items():
        if one.not_applicable in TREATMENTS and one.not_applicable not in entry["options"]:
            yield "official_option_missing", "options", ", ".join(entry["options"]), f"{one.not_applicable} ({block})"


def _options_faults(name: str):
    def faults(entry: dict, criteria: dict):
        yield from _twice(entry)
        if OFFICIAL_OPTION[name] not in entry["options"]:
            yield "official_option_missing", "options", ", ".join(entry["options"]), OFFICIAL_OPTION[name]

    return faults


def _twice(entry: dict):
    if len(set(entry["options"])) < len(entry["options"]):
        yield "value_not_allowed", "options", ", ".join(entry["options"]), ", ".join(dict.fromkeys(entry["options"]))


def _share_faults(entry: dict, criteria: dict):
    yield from _order_faults(entry)
    for block, one in criteria.items():
        official = survey_share(one)
        if 0 < official < 1 and not min(entry["low"], entry["high"]) <= official <= max(entry["low"], entry["high"]):
            yield "official_level_outside", "low", f"{entry['low']} ... {entry['high']}", f"{official:g} ({block})"


def _factor_faults(entry: dict, criteria: dict):
    yield from _order_faults(entry)
    if not min(entry["low"], entry["high"]) <= 1 <= max(entry["low"], entry["high"]):
        yield "official_level_outside", "low", f"{entry['low']} ... {entry['high']}", "1"


def _order_faults(entry: dict):
    if entry["low"] >= entry["high"]:
        yield "ends_reversed", "low", f"{entry['low']} ... {entry['high']}", f"{entry['high']} ... {entry['low']}"


def _cut_offs_faults(entry: dict, criteria: dict):
    if ("spread" in entry) == ("between" in entry):
        yield "value_not_allowed", "spread", ", ".join(entry), "spread | between"
    for block, classes in entry.get("between", {}).items():
        if block not in criteria:
            yield "value_not_allowed", f"between.{block}", block, " | ".join(criteria)
            continue
        stated = dict(criteria[block].classes)
        for label, (low, high) in classes.items():
            place = f"between.{block}.{label}"
            if label not in stated:
                yield "value_not_allowed", place, label, " | ".join(stated)
            elif low >= high:
                yield "ends_reversed", place, f"[{low}, {high}]", f"[{high}, {low}]"
            elif stated[label] is not None and not low <= stated[label] <= high:
                yield "official_level_outside", place, f"[{low}, {high}]", f"{stated[label]:g}"
        yield from _order_of_classes(block, classes, stated)


def _order_of_classes(block: str, between: dict, stated: dict):
    ends = {label: between.get(label, (lower, lower)) for label, lower in stated.items()}
    known = [(label, low, high) for label, (low, high) in ends.items() if low is not None]
    for (_, better_low, better_high), (label, low, high) in pairwise(known):
        if label in between and not (low <= better_low and high < better_high):
            found, better = f"[{low}, {high}]", f"[{better_low}, {better_high}]"
            yield "value_not_allowed", f"between.{block}.{label}", found, f"< {better}"


_CHECKS = {
    "weights": _weights_faults,
    "treatment": _treatment_faults,
    "survey_share": _share_faults,
    "survey_factor": _factor_faults,
    "cut_offs": _cut_offs_faults,
    "aggregation": _options_faults("aggregation"),
    "normalisation": _options_faults("normalisation"),
}


def _noise_faults(noise: dict):
    entry = noise.get("appraisal_error")
    if entry is not None and ("share_of_maximum" in entry) == ("from" in entry):
        yield "value_not_allowed", "appraisal_error", ", ".join(entry), "share_of_maximum | from"


def survey_share(criteria: CriteriaSet) -> float:
    """Return the survey's share of the maximum of the main criteria, 0 to 1; NaN where a maximum is not stated."""
    main = [leaf for leaf in criteria.leaves if criteria.parts[leaf] == "main"]
    maxima = criteria.criteria.loc[main, "max_points"]
    whole_maximum = maxima.sum(skipna=False)
    return float(maxima[maxima.index.isin(criteria.surveyed)].sum() / whole_maximum) if whole_maximum else float("nan")
