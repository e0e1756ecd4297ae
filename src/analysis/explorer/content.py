"""Everything the page holds, as one mapping of texts, numbers in words and whole numbers: no figure is made in the browser."""

from collections.abc import Iterator

from analysis import names
from analysis.blocks import together
from analysis.explorer import unit_facts
from analysis.explorer.sliders import rules, sliders
from analysis.explorer.weighing import Weighing, reason_against, weighing
from analysis.language import LANGUAGES, both, texts
from analysis.room import Room
from analysis.score import raw_leaves
from analysis.sensitivity import additive
from analysis.study import Study

STEM = "explorer"
# The texts that the program of the page asks for.
WORDS = (
    "lead", "language", "place", "weights_title", "weights_how", "slider_value", "slider_last", "slider_short",
    "reset", "reset_of", "reset_all", "status_official", "status_none", "status_moved", "why_one_domain",
    "why_maxima_not_stated", "why_rounded_before_adding", "why_divided", "why_no_totals", "units_title",
    "units_how", "ranges_how", "ranges_none", "sheet_known", "caption", "rising", "falling", "column_rank",
    "column_known", "column_unit", "column_score_points", "column_score_percent", "column_class",
    "column_other_score_points", "column_other_score_percent", "column_other_rank", "column_shift", "up", "down",
    "range_noise", "range_method", "range_none", "no_score", "no_rank", "sheet_score_percent", "sheet_score_points",
    "sheet_rank", "sheet_class", "chance_noise", "chance_method", "sheet_other", "domains_title", "domain",
    "points", "maximum", "percent", "mean_percent", "mean_points", "to_win_title", "criterion", "to_win", "close",
    "save_title", "save_how", "proposal_title", "proposal_by", "proposal_date", "proposal_rationale",
    "proposal_synthetic", "save", "save_nothing", "save_incomplete", "saved",
)  # fmt: skip


def content(here: Room) -> dict:
    """Return what the page of a study holds, ready for JSON; the same for the same tables, whatever their order."""
    study, places, sets = here.study, [], {}
    weighed = _weighed(here)
    for (year, block), (of, units) in unit_facts.facts(here).items():
        criteria = study.criteria(block)
        key = f"{criteria.framework}/{criteria.code}"
        numbers, reason = weighed.get((year, block), (None, "why_no_totals"))
        sets[key] = sets.get(key) or rules(criteria)
        if numbers:
            sets[key] |= sliders(criteria)
        places.append(
            {
                "key": f"{year}/{block}", "title": _both(names.heading, study, year, block), "set": key, "of": of,
                "units": units, "weighing": numbers._asdict() if numbers else None, "why": reason,
                "domains": _titles(study, block, units), "criteria": _criteria(study, block, units),
            }
        )  # fmt: skip
    places.sort(
        key=lambda one: (int(one["key"].split("/")[0]) * -1, list(study.blocks).index(one["key"].split("/")[1]))
    )
    codes = sorted({unit["code"] for place in places for unit in place["units"]})
    return {
        "study": study.id, "title": study.title, "synthetic": study.synthetic, "languages": list(LANGUAGES),
        "mark": both("labels.synthetic_mark"), "words": words(), "places": places, "sets": sets,
        "names": {code: _both(names.unit, study, code) for code in codes},
    }  # fmt: skip


def words() -> dict[str, dict[str, str]]:
    """Return {key: {"vi", "en"}}: the texts of the page, with the places of their values as they are."""
    return {key: texts()[STEM][key] for key in WORDS}


def _both(name, study: Study, *values) -> dict[str, str]:
    return {language: name(study, *values, language) for language in LANGUAGES}


def _titles(study: Study, block: str, units: list[dict]) -> list[dict]:
    criteria = study.criteria(block)
    codes = unit_facts.domains(criteria)[: len(units[0]["domains"])] if units else []
    return [{language: names.criterion(criteria, code, language) for language in LANGUAGES} for code in codes]


def _criteria(study: Study, block: str, units: list[dict]) -> dict[str, dict[str, str]]:
    """Return the titles of the criteria in which a unit can win points."""
    codes = sorted({row["code"] for unit in units for row in unit["to_win"]})
    criteria = study.criteria(block)
    return {code: {language: names.criterion(criteria, code, language) for language in LANGUAGES} for code in codes}


def _weighed(here: Room) -> dict[tuple[int, str], tuple[Weighing | None, str]]:
    """Return {(year, block): (whole numbers, "") or (None, key of the reason why there are none)}."""
    return {(units.year, units.block): (numbers, reason) for units, numbers, reason in _blocks(here)}


def _blocks(here: Room) -> Iterator[tuple]:
    leaves = {}
    for (year, block, unit), own in raw_leaves(here.table("assessed"), here.study):
        leaves.setdefault((year, block), {})[unit] = own
    for units in together(here.table("points"), here.study):
        data = additive.model(units, leaves[units.year, units.block])
        reason = reason_against(units.criteria, data)
        yield units, None if reason else weighing(units, data), reason
